import type { Client } from '../shared/api/client';
import type { Problem } from '../shared/api/problem';
import { refused } from '../shared/api/problem';
import { liveParcels, type Parcel, type Shipment } from '../shared/model';
import type { Outcome, Row } from '../shared/node/operation';
import { settle } from '../shared/node/settle';
import { chunk, sendInBatches } from '../shared/sync/batch';
import { changeRow } from './change-orders';
import { isCancelled, isProcessed } from './mapping-standing';
import { naming, stopsRun } from '../shared/node/prepare';
import { ORDERS_PER_PROCESS, processOrders, processRequest, type InvoicePolicy, type ToProcess } from './process-orders';
import { notProcessed, obstacleOf } from './ship-words';
import type { LinnworksOrder } from './types';
import { v1Request } from './wire';

/** One shipment with the order it belongs to. */
export interface ShipJob {
  index: number;
  shipment: Shipment;
  order: LinnworksOrder;
  /** The postal service the operator's table names; undefined = the order keeps its own. */
  serviceId?: string;
  policy: InvoicePolicy;
  /** False: the tracking number is written, and the order stays open. */
  processes: boolean;
}

export const shipmentName = ({ orderNumber, order }: Shipment): string => `Order '${orderNumber ?? order.id}'`;

/** The first parcel with a number: Linnworks holds one number per order. */
export function leadingParcel(shipment: Shipment): Parcel | undefined {
  const parcels = liveParcels(shipment);
  return parcels.find(({ trackingNumber }) => Boolean(trackingNumber?.trim())) ?? parcels[0];
}

const numbersOf = (shipment: Shipment): string[] =>
  liveParcels(shipment).flatMap(({ trackingNumber }) => (trackingNumber?.trim() ? [trackingNumber.trim()] : []));

const locationOf = ({ FulfilmentLocationId, GeneralInfo }: LinnworksOrder): string => FulfilmentLocationId ?? GeneralInfo?.Location ?? '';

/** The whole object: what is left out of it Linnworks takes for 0 or nothing (linnworks.md §6). Undefined when nothing changes. */
export function shippingInfo({ shipment, order, serviceId }: ShipJob): Record<string, unknown> | undefined {
  const stored = order.ShippingInfo ?? {};
  const TrackingNumber = numbersOf(shipment)[0] ?? stored.TrackingNumber ?? '';
  const PostalServiceId = serviceId ?? stored.PostalServiceId;
  const isSame =
    TrackingNumber === (stored.TrackingNumber ?? '') && PostalServiceId?.toLowerCase() === stored.PostalServiceId?.toLowerCase();
  if (isSame) return undefined;
  return compactNothing({
    PostalServiceId,
    TrackingNumber,
    TotalWeight: stored.TotalWeight ?? 0,
    ItemWeight: stored.ItemWeight ?? 0,
    PostageCost: stored.PostageCost ?? order.TotalsInfo?.PostageCost ?? 0,
    ManualAdjust: stored.ManualAdjust ?? false,
  });
}

const compactNothing = (info: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(info).filter(([, value]) => value !== undefined && value !== null));

function infoRequest(job: ShipJob, info: Record<string, unknown>) {
  return v1Request('Orders/SetOrderShippingInfo', { orderId: job.order.OrderId, info });
}

function rowOf(job: ShipJob, outcome: string, more: Row = {}): Row {
  const { shipment, order } = job;
  const numbers = numbersOf(shipment);
  const told = { trackingNumber: numbers[0], furtherTrackingNumbers: numbers.length > 1 ? numbers.slice(1).join(', ') : undefined };
  return changeRow({ wanted: { identity: shipment.order, number: shipment.orderNumber }, order }, outcome, { ...told, ...more });
}

/** What needs no call: an order that is done, or that certainly cannot be processed. */
export function settledBefore(job: ShipJob): Outcome | undefined {
  const { index, order, shipment } = job;
  const name = shipmentName(shipment);
  if (isCancelled(order)) {
    return { index, problem: refused(`${name} is cancelled at Linnworks`, 'It was sent all the same: settle it with the buyer by hand.') };
  }
  if (isProcessed(order))
    return { index, row: rowOf(job, 'unchanged', { trackingNumberAtLinnworks: order.ShippingInfo?.TrackingNumber ?? '' }) };
  // A parked or unpaid order takes a number all the same.
  if (!job.processes) return shippingInfo(job) ? undefined : { index, row: rowOf(job, 'unchanged') };
  const obstacle = obstacleOf(order);
  return obstacle === undefined ? undefined : { index, problem: notProcessed(name, obstacle) };
}

const toProcess = ({ order, shipment }: ShipJob): ToProcess => ({
  orderId: order.OrderId ?? '',
  name: shipmentName(shipment),
  invoicePrinted: order.GeneralInfo?.InvoicePrinted === true,
});

/** Jobs that go in the same calls: one location, one invoice policy, at most 50. Those that stay open need none together. */
function groups(jobs: readonly ShipJob[]): ShipJob[][] {
  const byKey = new Map<string, ShipJob[]>();
  for (const job of jobs) {
    const key = job.processes ? `${locationOf(job.order)} ${job.policy}` : 'open';
    byKey.set(key, [...(byKey.get(key) ?? []), job]);
  }
  return [...byKey.values()].flatMap((group) => chunk(group, ORDERS_PER_PROCESS));
}

/**
 * Writes tracking numbers one by one, since nothing batches them, and processes each finished group of 50 at once
 * (linnworks.md §13). When Linnworks cannot be used, nothing more is sent and all that is left carries that problem.
 */
export async function shipOrders(client: Client, jobs: readonly ShipJob[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  let stop: Problem | undefined;
  for (const group of groups(jobs)) {
    const settled: Outcome[] = stop ? failAll(group, stop) : await shipGroup(client, group);
    outcomes.push(...settled);
    stop ??= settled.map((one) => ('problem' in one ? one.problem : undefined)).find((problem) => problem && stopsRun(problem));
  }
  return outcomes;
}

const failAll = (jobs: readonly ShipJob[], problem: Problem): Outcome[] => jobs.map(({ index }) => ({ index, problem }));

async function writeTracking(client: Client, jobs: readonly ShipJob[]): Promise<{ ready: ShipJob[]; failed: Outcome[]; stop?: Problem }> {
  const written = await sendInBatches(jobs, 1, async ([job]) => {
    const info = shippingInfo(job as ShipJob);
    if (info) await client.call(infoRequest(job as ShipJob, info));
    return [undefined];
  });
  const ready = written.flatMap((one) => ('problem' in one ? [] : [one.item]));
  const problems = written.flatMap((one) => ('problem' in one ? [one] : []));
  const failed = problems.map(({ item, problem }) => ({ index: item.index, problem: naming(shipmentName(item.shipment), problem) }));
  return { ready, failed, stop: problems.map(({ problem }) => problem).find(stopsRun) };
}

async function shipGroup(client: Client, group: readonly ShipJob[]): Promise<Outcome[]> {
  const { ready, failed, stop } = await writeTracking(client, group);
  // With their numbers written, those that were not processed are found so by the next run, which writes nothing twice.
  if (stop) return [...failed, ...failAll(ready, stop)];
  const [first] = ready;
  if (!first) return failed;
  if (!first.processes) return [...failed, ...ready.map((job) => ({ index: job.index, row: rowOf(job, 'updated') }))];
  const orders = new Map(ready.map((job) => [job, toProcess(job)]));
  const tried = await settle(async () => await processOrders(client, [...orders.values()], locationOf(first.order), first.policy));
  if ('problem' in tried) return [...failed, ...failAll(ready, tried.problem)];
  return [
    ...failed,
    ...ready.map((job): Outcome => {
      const result = tried.value.get(orders.get(job) as ToProcess);
      if (!result || 'problem' in result) return { index: job.index, problem: naming(shipmentName(job.shipment), problemOf(result)) };
      return { index: job.index, row: rowOf(job, 'shipped', result.invoiceMarked ? { invoiceMarkedAsPrinted: true } : {}) };
    }),
  ];
}

const problemOf = (result: { problem: Problem } | undefined): Problem =>
  result?.problem ?? refused('Linnworks was not asked', 'Run it again.');

/** What shipping would do: nothing is written. */
export function shipPlan(job: ShipJob): Outcome {
  const info = shippingInfo(job);
  const request = info ? infoRequest(job, info) : processRequest([job.order.OrderId ?? ''], locationOf(job.order));
  const further = job.processes
    ? `ProcessOrdersInBatch processes up to ${ORDERS_PER_PROCESS} orders of one location per call. ` +
      (job.policy === 'never' ? 'Invoices are left as they are.' : `The invoice is marked as printed: ${INVOICE_WORDS[job.policy]}.`)
    : 'The order stays open.';
  const plan = `${info ? 'SetOrderShippingInfo writes the tracking number' : 'The tracking number is there already'}; ${further}`;
  return {
    index: job.index,
    row: { ...rowOf(job, job.processes ? 'would ship' : 'would update'), request: { method: request.method, path: request.path, body: request.body ?? '' }, plan },
  };
}

const INVOICE_WORDS: Readonly<Record<Exclude<InvoicePolicy, 'never'>, string>> = {
  always: 'before processing',
  whenRequired: 'only when Linnworks asks for it, then the order is processed once more',
};
