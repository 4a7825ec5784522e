import type { Client } from '../shared/api/client';
import { misconfigured, Problem, refused } from '../shared/api/problem';
import { compact, identityKey, type Order } from '../shared/model';
import { naming } from '../shared/node/prepare';
import type { Outcome, Row } from '../shared/node/operation';
import { sendInBatches } from '../shared/sync/batch';
import { isSame } from './compare';
import { byNumber, findByKey } from './find-orders';
import type { NewOrder } from './mapping-import';
import { isOpen } from './status';
import type { V1Order } from './types';
import { write } from './wire';

/** One order on its way, with the input item it came from. */
export interface ImportJob {
  index: number;
  order: Order;
  body: NewOrder;
  update: boolean;
  /** Whether ShipStation is asked first; off only where books say that the order was never sent. */
  lookUp: boolean;
}

interface Result {
  orderId?: number | null;
  orderNumber?: string | null;
  orderKey?: string | null;
  success?: boolean | null;
  errorMessage?: string | null;
}

/** shipstation.md §A2 */
const ORDERS_PER_CALL = 100;

const orderName = ({ order }: ImportJob): string => `Order '${order.number}'`;

/** A known key is written over with the same: a repeat makes no second order (shipstation.md §A2). */
export const importRequest = (bodies: readonly NewOrder[]) => write('orders/createorders', bodies, { safety: 'repeatable' });

export function importRow({ order, body }: ImportJob, outcome: string, stored: { orderId?: number | null; orderStatus?: string | null } | undefined, more: Row = {}): Row {
  return compact({
    outcome,
    targetId: stored?.orderId ? String(stored.orderId) : '',
    orderId: stored?.orderId,
    orderNumber: body.orderNumber,
    orderKey: body.orderKey,
    identityKey: identityKey(order.identity),
    number: order.number,
    status: stored?.orderStatus,
    ...more,
  }) as Row;
}

/** Words of a refusal that blame what was chosen for all orders. */
const SETTINGS: ReadonlyArray<readonly [RegExp, string]> = [
  [/\bstore(Id)?\b.*\b(not found|invalid|not valid|inactive)/i, 'Store'],
  [/\bwarehouse(Id)?\b.*\b(not found|invalid|not valid)/i, 'Ship From'],
];

function refusal(said: string): Problem {
  const chosen = SETTINGS.find(([pattern]) => pattern.test(said));
  if (chosen) return misconfigured(`ShipStation refused the order: ${said}`, `Choose '${chosen[1]}' from the list of the account again.`);
  return refused(`ShipStation refused the order: ${said}`, 'Correct the named value where the order comes from, then hand it over again.', { vendor: 'ShipStation', operation: 'orders/createorders' });
}

function unanswered(): Problem {
  const nextStep = 'Look for it in ShipStation; a later run looks as well and sends it if it is not there.';
  return new Problem({ kind: 'unknown', message: "ShipStation's answer does not name the order", nextStep, vendor: 'ShipStation', operation: 'orders/createorders' });
}

type Sent = { orderId: number } | Problem;

/** The answer is 200 whatever became of each order (shipstation.md §A2). */
async function send(client: Client, batch: readonly ImportJob[]): Promise<Sent[]> {
  const { data } = await client.call<{ results?: Result[] | null } | undefined>(importRequest(batch.map(({ body }) => body)));
  const results = data?.results ?? [];
  return batch.map(({ body }, position) => {
    const own = results.find(({ orderKey }) => orderKey === body.orderKey) ?? (results.length === batch.length && !results[position]?.orderKey ? results[position] : undefined);
    if (own?.success === true && own.orderId) return { orderId: own.orderId };
    return own?.success === false ? refusal(own.errorMessage?.trim() || 'it gives no reason') : unanswered();
  });
}

/** Orders that went over without a look before: a locked one is refused, and is there all the same. */
async function refusedOrThere(client: Client, job: ImportJob, problem: Problem): Promise<Outcome> {
  const isChecked = job.lookUp || problem.details.kind !== 'refused';
  const there = isChecked ? undefined : (await byNumber(client, job.body.orderNumber)).find(({ orderKey }) => orderKey === job.body.orderKey);
  return there ? { index: job.index, row: importRow(job, 'unchanged', there) } : { index: job.index, problem: naming(orderName(job), problem) };
}

/** What a look tells to be done with an order. */
interface Planned {
  job: ImportJob;
  outcome: 'created' | 'updated' | 'unchanged' | 'skipped';
  stored?: V1Order;
}

function planned(job: ImportJob, stored: V1Order | undefined): Planned {
  // What is over at its source before it ever came here has nothing to be shipped.
  if (!stored) return { job, outcome: isOpen(job.body.orderStatus) ? 'created' : 'skipped' };
  const isOver = !isOpen(stored.orderStatus);
  return { job, stored, outcome: !job.update || isOver || isSame(job.body, stored) ? 'unchanged' : 'updated' };
}

async function plan(client: Client, jobs: readonly ImportJob[]): Promise<Planned[]> {
  const asked = jobs.filter(({ lookUp, update }) => lookUp || update);
  const keyed = asked.map(({ body }) => ({ orderKey: body.orderKey, orderNumber: body.orderNumber, orderDate: body.orderDate ?? '' }));
  const there = asked.length > 0 ? await findByKey(client, keyed) : new Map<string, V1Order>();
  return jobs.map((job) => planned(job, there.get(job.body.orderKey)));
}

const LEFT_OUT = 'It is over at its source and was never sent to ShipStation: there is nothing to ship.';

const settledRow = ({ job, outcome, stored }: Planned): Outcome => ({ index: job.index, row: importRow(job, outcome, stored, outcome === 'skipped' ? { reason: LEFT_OUT } : {}) });

const isToSend = ({ outcome }: Planned): boolean => outcome === 'created' || outcome === 'updated';

/** Imports orders, 100 a call; what is there is left as it is unless it is to be updated. */
export async function importJobs(client: Client, jobs: readonly ImportJob[]): Promise<Outcome[]> {
  if (jobs.length === 0) return [];
  const all = await plan(client, jobs);
  const outcomes = all.filter((one) => !isToSend(one)).map(settledRow);
  const open = all.filter(isToSend);
  const settled = await sendInBatches(open, ORDERS_PER_CALL, async (batch) => await send(client, batch.map(({ job }) => job)));
  for (const one of settled) {
    const { job, outcome, stored } = one.item;
    const problem = 'problem' in one ? one.problem : one.result instanceof Problem ? one.result : undefined;
    if (problem) outcomes.push(await refusedOrThere(client, job, problem));
    else outcomes.push({ index: job.index, row: importRow(job, outcome, { ...stored, ...(one as { result: { orderId: number } }).result, orderStatus: job.body.orderStatus }) });
  }
  return outcomes;
}

/** What would be done: look-ups run, nothing is written. */
export async function importDryRun(client: Client, jobs: readonly ImportJob[]): Promise<Outcome[]> {
  if (jobs.length === 0) return [];
  const all = await plan(client, jobs);
  const open = all.filter(isToSend);
  return all.map((one) => {
    if (!isToSend(one)) return settledRow(one);
    const would = one.outcome === 'created' ? 'would create' : 'would update';
    const { method, path, body } = importRequest([one.job.body]);
    const told = `createorders, up to ${ORDERS_PER_CALL} orders a call: ${Math.ceil(open.length / ORDERS_PER_CALL)} calls for ${open.length} orders.`;
    return { index: one.job.index, row: importRow(one.job, would, one.stored, { request: { method, path, body: body ?? '' }, plan: told }) };
  });
}
