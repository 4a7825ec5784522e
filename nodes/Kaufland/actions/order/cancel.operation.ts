import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { refused, type Problem } from '../../../shared/api/problem';
import type { ItemContext, Outcome, Row, RunContext, WriteOperation } from '../../../shared/node/operation';
import { settle } from '../../../shared/node/settle';
import { orderSource } from '../../api';
import { settleGroups } from '../../in-flight';
import { readKnownOrders, type KnownOrder } from '../../known-units';
import { byId, idOf, isCancelled, isShipped } from '../../mapping-lines';
import { cancelRequest, cancelUnit } from '../../order-unit-actions';
import type { KauflandUnit } from '../../types';

/** kaufland.md §4.4. */
const REASONS: INodeProperties['options'] = [
  { name: 'Buyer Cancelled', value: 'BuyerCancelled' },
  { name: 'Delayed Inventory', value: 'DelayedInventory' },
  { name: 'General Adjustment', value: 'GeneralAdjustment' },
  { name: 'Merchandise Not Received', value: 'MerchandiseNotReceived' },
  { name: 'No Inventory', value: 'NoInventory' },
  { name: 'No Reaction of the Buyer', value: 'NoReactionBuyer' },
  { name: 'Shipping Address Undeliverable', value: 'ShippingAddressUndeliverable' },
  { name: 'Undeliverable Region', value: 'UndeliverableRegion' },
  { name: 'Wrong Catalogue Data', value: 'WrongCatalogData' },
  { name: 'Wrong Price', value: 'WrongPrice' },
];

const fields: INodeProperties[] = [
  {
    displayName: 'Order ID',
    name: 'orderId',
    type: 'string',
    required: true,
    default: '',
    placeholder: 'e.g. MB7UWLD',
    description: "Kaufland's order number",
  },
  {
    displayName: 'Order Unit IDs',
    name: 'orderUnitIds',
    type: 'string',
    default: '',
    placeholder: 'e.g. 314567896580917, 314567896580954',
    description: 'The pieces to cancel, comma-separated. Leave empty for the whole order.',
  },
  {
    displayName: 'Reason',
    name: 'reason',
    type: 'options',
    options: REASONS,
    default: 'NoInventory',
    description: 'What Kaufland is told. Cancellations caused by the seller count against the seller and can cost a fee.',
  },
];

const output = z
  .object({
    outcome: z.enum(['cancelled', 'unchanged']),
    targetId: z.string().describe("Kaufland's order number"),
    number: z.string(),
    unitsCancelled: z.number(),
    unitsUnchanged: z.number(),
    units: z.array(z.object({ idOrderUnit: z.string(), result: z.enum(['cancelled', 'unchanged']) })),
  })
  .passthrough();

interface Job {
  index: number;
  id: string;
  unitIds: string[];
  reason: string;
}

function jobOf(item: ItemContext): Job {
  const id = String(item.param<string>('orderId') ?? '').trim();
  if (id === '') throw refused("'Order ID' is empty", "Enter Kaufland's order number, e.g. MB7UWLD.");
  const given = item.param<unknown>('orderUnitIds');
  const unitIds = [...new Set((Array.isArray(given) ? given.join(',') : String(given ?? '')).match(/\d+/g) ?? [])];
  return { index: item.index, id, unitIds, reason: item.param<string>('reason') };
}

function unitsToCancel({ id, unitIds }: Job, known: KnownOrder): KauflandUnit[] {
  if ('problem' in known) throw known.problem;
  const missing = unitIds.filter((one) => !known.units.some((unit) => idOf(unit) === one));
  if (missing.length > 0) {
    throw refused(`Kaufland order '${id}' has no order unit ${missing.join(', ')}`, 'Check the ids; Order: Get shows those of the order.');
  }
  const units = known.units.filter((unit) => unitIds.length === 0 || unitIds.includes(idOf(unit))).sort(byId);
  const sent = units.filter(isShipped);
  // Nothing is cancelled by halves: who asked for the whole order has to decide about the rest.
  if (sent.length > 0) {
    throw refused(
      `Kaufland order '${id}': ${sent.length} of ${units.length} order units are sent already (${sent.map(idOf).join(', ')}); ` +
        'nothing was cancelled',
      "Name the other pieces in 'Order Unit IDs' to cancel those, and wait for the return of what is sent.",
    );
  }
  return units;
}

async function cancelUnits(run: RunContext, { id, reason }: Job, units: readonly KauflandUnit[]): Promise<Row> {
  const results: Array<{ idOrderUnit: string; result: string }> = [];
  const said: Problem[] = [];
  for (const unit of units) {
    const idOrderUnit = idOf(unit);
    const done = isCancelled(unit) ? { value: false } : await settle(async () => await cancelUnit(run.client, idOrderUnit, reason));
    if ('value' in done) results.push({ idOrderUnit, result: done.value ? 'cancelled' : 'unchanged' });
    else if (done.problem.details.kind !== 'refused') throw done.problem.about(`Order '${id}', order unit ${idOrderUnit}`);
    else said.push(done.problem.about(`Kaufland order '${id}', order unit ${idOrderUnit}`));
  }
  const [first] = said;
  if (first) {
    const rest = results.length > 0 ? ` The other ${results.length} of ${units.length} order units are cancelled.` : '';
    throw refused(`${said.map(({ message }) => message).join('; ')}.${rest}`, first.details.nextStep, { code: first.details.code });
  }
  const cancelled = results.filter(({ result }) => result === 'cancelled').length;
  return {
    outcome: cancelled > 0 ? 'cancelled' : 'unchanged',
    targetId: id,
    number: id,
    unitsCancelled: cancelled,
    unitsUnchanged: results.length - cancelled,
    units: results,
  };
}

function plan({ id, reason }: Job, units: readonly KauflandUnit[]): Row {
  const open = units.filter((unit) => !isCancelled(unit));
  const [first] = open;
  if (!first) return { outcome: 'unchanged', targetId: id, number: id, plan: 'All pieces are cancelled already; nothing would be sent.' };
  const { method, path, body = '' } = cancelRequest(idOf(first), reason);
  return {
    outcome: 'would cancel',
    targetId: id,
    number: id,
    request: { method, path, body },
    plan: `${open.length} of ${units.length} order units would be cancelled, one call each; Kaufland refunds the buyer.`,
  };
}

/** Orders named by several items are worked on one item after the other. */
async function cancelOrder(run: RunContext, jobs: readonly Job[], known: KnownOrder): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const job of jobs) {
    const done = await settle(async () => {
      const units = unitsToCancel(job, known);
      return run.dryRun ? plan(job, units) : await cancelUnits(run, job, units);
    });
    outcomes.push('value' in done ? { index: job.index, row: done.value } : { index: job.index, problem: done.problem });
  }
  return outcomes;
}

export const cancel: WriteOperation = {
  kind: 'write',
  value: 'cancel',
  name: 'Cancel',
  action: 'Cancel orders',
  description: 'Cancel pieces of an order, or all of it, before the despatch; Kaufland refunds the buyer',
  fields,
  output,
  async run(run, items) {
    const outcomes: Outcome[] = [];
    const groups = new Map<string, Job[]>();
    for (const item of items) {
      const made = await settle(async () => jobOf(item));
      if ('problem' in made) outcomes.push({ index: item.index, problem: made.problem });
      else groups.set(made.value.id, [...(groups.get(made.value.id) ?? []), made.value]);
    }
    const orders = [...groups];
    if (orders.length === 0) return outcomes;
    const wanted = orders.map(([id, jobs]) => ({
      id,
      unitIds: jobs.flatMap(({ unitIds }) => unitIds),
      whole: jobs.some(({ unitIds }) => unitIds.length === 0),
    }));
    const known = await readKnownOrders(orderSource(run.client), wanted);
    const done = await settleGroups(
      orders.map(([, jobs]) => jobs),
      async (jobs) => await cancelOrder(run, jobs, known.get((jobs[0] as Job).id) as KnownOrder),
    );
    return [...outcomes, ...done];
  },
};
