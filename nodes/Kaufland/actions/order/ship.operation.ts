import { refused } from '../../../shared/api/problem';
import { identityKey, liveParcels, parseShipment, type Parcel, type Shipment } from '../../../shared/model';
import type { ItemContext, Outcome, Row, RunContext, WriteOperation } from '../../../shared/node/operation';
import { jsonParam } from '../../../shared/node/params';
import { settle } from '../../../shared/node/settle';
import { taking } from '../../../shared/node/taking';
import { refuseVoided } from '../../../shared/node/voided';
import { shipmentHolds } from '../../holds';
import { orderSource } from '../../api';
import { kauflandCarrier, OTHER } from '../../carriers';
import { settleGroups } from '../../in-flight';
import { readKnownOrders, type KnownOrder } from '../../known-units';
import { carriersOfRun } from '../../lists';
import { idOf, isCancelled, isShipped } from '../../mapping-lines';
import { assign, scopeOf, trackingNumbers } from '../../mapping-shipment';
import { sendRequest } from '../../order-unit-actions';
import { planOf, ship, type ShipSettings, type Told } from '../../ship-orders';
import { shipFields, shipOutput, type ShipOptions } from './ship-fields';

interface Job {
  index: number;
  shipment: Shipment;
  options: ShipOptions;
  carrierOf(parcel: Parcel): string;
}

function settingsOf({ options }: Job): ShipSettings {
  const knownNumbers = (options.knownTrackingNumbers ?? '').split(/[,;\s]+/).filter((number) => number !== '');
  return { extraParcels: options.extraParcels ?? false, knownNumbers };
}

function checkShippable(shipment: Shipment): void {
  const { channel, id } = shipment.order;
  if (channel.toLowerCase() !== 'kaufland') {
    throw refused(
      `Order '${id}' is of the channel '${channel}', not of Kaufland`,
      'Let only shipments of Kaufland orders reach this node.',
    );
  }
  refuseVoided(shipment);
}

/** Kaufland's spelling for every parcel; the account's own list is read only for a carrier that is not known here. */
async function carriersOf(run: RunContext, shipment: Shipment, options: ShipOptions): Promise<(parcel: Parcel) => string> {
  const { carrier: chosen } = options;
  if (chosen) return () => chosen;
  const spellings = new Map<string, string>();
  for (const parcel of liveParcels(shipment).filter((one) => trackingNumbers(one).length > 0)) {
    const names = async () => (await carriersOfRun(run)).map(({ name }) => name);
    const spelling = kauflandCarrier(parcel) ?? (parcel.carrierName ? kauflandCarrier(parcel, await names()) : undefined);
    if (spelling === undefined && options.unknownCarrier === 'refuse') {
      throw refused(
        `Order '${shipment.order.id}': Kaufland has no carrier '${parcel.carrierName ?? parcel.carrier ?? ''}'`,
        "Choose 'Carrier' in the options of the node, or set 'Unknown Carrier' to Use Other.",
      );
    }
    spellings.set(parcel.id, spelling ?? OTHER);
  }
  return ({ id }) => spellings.get(id) ?? OTHER;
}

async function jobOf(run: RunContext, item: ItemContext): Promise<Job> {
  const shipment = parseShipment(jsonParam(item, 'shipment', 'Shipment'));
  checkShippable(shipment);
  const options = item.param<ShipOptions>('options') ?? {};
  return { index: item.index, shipment, options, carrierOf: await carriersOf(run, shipment, options) };
}

/** Jobs of one order, in the order of their items: a later item must see what an earlier one has told Kaufland. */
function byOrder(jobs: readonly Job[]): Job[][] {
  const groups = new Map<string, Job[]>();
  for (const job of jobs) groups.set(job.shipment.order.id, [...(groups.get(job.shipment.order.id) ?? []), job]);
  return [...groups.values()];
}

async function knownOrders(run: RunContext, groups: readonly Job[][]): Promise<Map<string, KnownOrder>> {
  const wanted = groups.map((jobs) => {
    const scopes = jobs.map(({ shipment }) => scopeOf(shipment));
    const named = scopes.every(({ unitIds }) => unitIds.length > 0);
    const { id, account } = (jobs[0] as Job).shipment.order;
    return {
      id,
      storefront: account.toLowerCase(),
      unitIds: named ? [...new Set(scopes.flatMap(({ unitIds }) => unitIds))] : [],
      whole: scopes.some(({ unitIds, byLine }) => byLine && unitIds.length === 0),
    };
  });
  return await readKnownOrders(orderSource(run.client), wanted);
}

async function shipOrder(run: RunContext, jobs: readonly Job[], known: KnownOrder | undefined): Promise<Outcome[]> {
  const told: Told = new Map();
  const outcomes: Outcome[] = [];
  for (const job of jobs) {
    const { index, shipment, carrierOf } = job;
    const done = await settle(async () => {
      if (!known || 'problem' in known) throw known?.problem.about(`Order '${shipment.order.id}'`) ?? new Error('An order was not read');
      const settings = settingsOf(job);
      const assignment = assign(shipment, known.units, carrierOf, { ...settings, told });
      return run.dryRun ? plan(shipment, assignment) : await ship(run.client, shipment, assignment, settings, told);
    });
    outcomes.push('value' in done ? { index, row: done.value } : { index, problem: done.problem });
  }
  return outcomes;
}

function plan(shipment: Shipment, { units, complaints }: ReturnType<typeof assign>): Row {
  const pending = units.filter(({ unit }) => !isShipped(unit) && !isCancelled(unit));
  const [first] = pending;
  const { order, orderNumber = order.id } = shipment;
  const common = { targetId: order.id, identityKey: identityKey(order), number: orderNumber };
  const told = complaints.length > 0 ? ` Not possible: ${complaints.join('; ')}.` : '';
  if (!first) return { outcome: 'unchanged', ...common, plan: `No order unit is left to send; nothing would be sent.${told}` };
  const { main } = planOf(first.parcels);
  const { method, path, body = '' } = sendRequest(idOf(first.unit), main[0]?.carrier ?? OTHER, main.map(({ number }) => number));
  return {
    outcome: 'would ship',
    ...common,
    request: { method, path, body },
    plan: `${pending.length} of ${units.length} order units would be marked as sent, one call each.${told}`,
  };
}

export const shipOrders: WriteOperation = taking({ kind: 'shipment', field: 'shipment', holds: (item, shipment) => shipmentHolds(shipment as Shipment, Boolean(item.param<ShipOptions | undefined>('options')?.carrier)) }, {
  kind: 'write',
  value: 'ship',
  name: 'Ship',
  action: 'Ship orders',
  description: 'Mark the pieces of an order as sent with carrier and tracking numbers; Kaufland then tells the buyer',
  fields: shipFields,
  output: shipOutput,
  async run(run, items) {
    const outcomes: Outcome[] = [];
    const jobs: Job[] = [];
    for (const item of items) {
      const made = await settle(async () => await jobOf(run, item));
      if ('value' in made) jobs.push(made.value);
      else outcomes.push({ index: item.index, problem: made.problem });
    }
    const groups = byOrder(jobs);
    if (groups.length === 0) return outcomes;
    const known = await knownOrders(run, groups);
    const done = await settleGroups(groups, async (group) => await shipOrder(run, group, known.get((group[0] as Job).shipment.order.id)));
    return [...outcomes, ...done];
  },
});
