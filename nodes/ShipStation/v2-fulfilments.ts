import type { Client } from '../shared/api/client';
import { Problem, refused } from '../shared/api/problem';
import { redact } from '../shared/api/redact';
import type { ApiRequest } from '../shared/api/request';
import { compact, identityKey, type Parcel } from '../shared/model';
import { naming } from '../shared/node/prepare';
import type { Outcome, Row, RunContext } from '../shared/node/operation';
import { firstOfEach, withRepeats } from '../shared/node/repeats';
import { settle } from '../shared/node/settle';
import { nameOf, type WantedOrder } from '../shared/node/wanted-order';
import { sendInBatches } from '../shared/sync/batch';
import { connectedCarrier, OTHER, type Carrier } from './carriers';
import { readEntries } from './lists';
import { locate, waiting } from './v2-waiting';
import { read, readPage, write } from './wire';

/** One order to be marked as shipped by v2. */
export interface FulfilJob {
  index: number;
  wanted: WantedOrder;
  prefix: string;
  /** The carrier chosen for all; empty for the one the parcel went with. */
  carrier: string;
  parcel: Parcel | undefined;
  /** Numbers the call has no place for. */
  left: readonly string[];
  shippedAt: string;
  notifyCustomer: boolean;
  notifySalesChannel: boolean;
}

interface V2Fulfillment {
  fulfillment_id?: string | null;
  shipment_id?: string | null;
  voided?: boolean | null;
  errors?: unknown[] | null;
}

/** The maximum is not published (shipstation.md §B4). */
const MOST_PER_CALL = 50;
const MOST_ROWS = 100;

const isFilled = (text: string | null | undefined): text is string => (text ?? '') !== '';

async function fulfilmentOf(client: Client, shipmentId: string): Promise<V2Fulfillment | undefined> {
  const { rows } = await readPage<V2Fulfillment>(client, read('v2/fulfillments', { shipment_id: shipmentId, page_size: MOST_ROWS }), 'fulfillments');
  return rows.find(({ shipment_id, voided }) => shipment_id === shipmentId && voided !== true);
}

interface ToSend {
  job: FulfilJob;
  shipmentId: string;
  number: string | null | undefined;
  carrierCode: string;
}

const entryOf = ({ job, shipmentId, carrierCode }: ToSend) => ({
  shipment_id: shipmentId,
  tracking_number: job.parcel?.trackingNumber ?? '',
  carrier_code: carrierCode,
  ship_date: job.shippedAt,
  notify_customer: job.notifyCustomer,
  notify_order_source: job.notifySalesChannel,
});

const request = (batch: readonly ToSend[]): ApiRequest => write('v2/fulfillments', { fulfillments: batch.map(entryOf) });

function rowOf({ wanted, left }: FulfilJob, shipmentId: string, number: string | null | undefined, outcome: string, more: Row = {}): Row {
  return compact({
    outcome,
    targetId: shipmentId,
    shipmentId,
    orderNumber: number ?? undefined,
    identityKey: identityKey(wanted.identity),
    number: wanted.number ?? wanted.identity.id,
    warning: outcome === 'shipped' && left.length > 0 ? `ShipStation takes one tracking number; not told: ${left.join(', ')}` : undefined,
    ...more,
  }) as Row;
}

const wordOf = (error: unknown): string => (typeof error === 'string' ? error : String((error as { message?: unknown } | null)?.message ?? ''));

type Sent = { fulfillmentId?: string } | Problem;

const refusal = (errors: readonly unknown[]): Problem =>
  refused(`ShipStation refused to mark it as shipped: ${redact(errors.map(wordOf).filter(Boolean).join('; ')) || 'it gives no reason'}`, "Look at the order in ShipStation, and choose 'Carrier' where the carrier is meant.", { vendor: 'ShipStation', operation: 'v2/fulfillments' });

/** 200 whatever became of each one; what was refused may have been done by a try whose answer was lost (shipstation.md §B4). */
async function settleOne(client: Client, { shipmentId }: ToSend, own: V2Fulfillment | undefined): Promise<Sent> {
  const errors = own?.errors ?? [];
  if (isFilled(own?.fulfillment_id) && errors.length === 0) return { fulfillmentId: own.fulfillment_id };
  const there = await fulfilmentOf(client, shipmentId);
  return there ? { fulfillmentId: there.fulfillment_id ?? undefined } : refusal(errors);
}

async function post(client: Client, batch: readonly ToSend[]): Promise<Sent[]> {
  const { data } = await client.call<{ fulfillments?: V2Fulfillment[] | null } | undefined>(request(batch));
  const results = data?.fulfillments ?? [];
  const sent: Sent[] = [];
  for (const one of batch) sent.push(await settleOne(client, one, results.find(({ shipment_id }) => shipment_id === one.shipmentId)));
  return sent;
}

/** A batch whose answer was lost is looked up, and what of it was not done is sent once more. */
async function send(client: Client, batch: readonly ToSend[]): Promise<Sent[]> {
  const first = await settle(async () => await post(client, batch));
  if ('value' in first) return first.value;
  if (first.problem.details.kind !== 'unknown') throw first.problem;
  const done = new Map<ToSend, Sent>();
  for (const one of batch) {
    const there = await fulfilmentOf(client, one.shipmentId);
    if (there) done.set(one, { fulfillmentId: there.fulfillment_id ?? undefined });
  }
  const open = batch.filter((one) => !done.has(one));
  const again = open.length > 0 ? await post(client, open) : [];
  open.forEach((one, index) => done.set(one, again[index] as Sent));
  return batch.map((one) => done.get(one) as Sent);
}

function carrierOf({ carrier, parcel }: FulfilJob, carriers: readonly Carrier[]): string {
  const code = carrier || connectedCarrier(carriers, parcel ?? {});
  if (code !== OTHER) return code;
  throw refused(`ShipStation's V2 API takes carriers only that are connected, and '${parcel?.carrierName ?? parcel?.carrier ?? ''}' is not`, "Choose 'Carrier', connect it in ShipStation, or use the V1 credential, which takes any.", { code: 'carrier' });
}

/** Marks whole orders as shipped, 50 a call. */
export async function fulfilOrders(run: RunContext, given: readonly FulfilJob[]): Promise<Outcome[]> {
  const { client, dryRun } = run;
  const { jobs, repeats } = firstOfEach(given, ({ wanted }) => identityKey(wanted.identity));
  if (jobs.length === 0) return [];
  const carriers = jobs.some(({ carrier }) => carrier === '') ? (await readEntries(client, 'carriers')).map(({ id, name }) => ({ code: id, name })) : [];
  const rows = await waiting(client, jobs.length);
  const outcomes: Outcome[] = [];
  const open: ToSend[] = [];
  const located = await sendInBatches(jobs, 1, async ([job]) => [await locate(client, job as FulfilJob, rows)]);
  for (const one of located) {
    const job = one.item;
    if ('problem' in one) {
      outcomes.push({ index: job.index, problem: naming(nameOf(job.wanted), one.problem) });
      continue;
    }
    const { shipment_id, shipment_number, shipment_status } = one.result;
    const shipmentId = shipment_id ?? '';
    const made = await settle(async () => {
      if (shipment_status === 'label_purchased') return undefined;
      return { job, shipmentId, number: shipment_number, carrierCode: carrierOf(job, carriers) };
    });
    if ('problem' in made) outcomes.push({ index: job.index, problem: naming(nameOf(job.wanted), made.problem) });
    else if (made.value) open.push(made.value);
    else outcomes.push({ index: job.index, row: rowOf(job, shipmentId, shipment_number, 'unchanged') });
  }
  if (dryRun) return withRepeats([...outcomes, ...open.map((one): Outcome => planned(one, open.length))], repeats);
  for (const one of await sendInBatches(open, MOST_PER_CALL, async (batch) => await send(client, batch))) {
    const { job, shipmentId, number } = one.item;
    const problem = 'problem' in one ? one.problem : one.result instanceof Problem ? one.result : undefined;
    if (problem) outcomes.push({ index: job.index, problem: naming(nameOf(job.wanted), problem) });
    else outcomes.push({ index: job.index, row: rowOf(job, shipmentId, number, 'shipped', compact((one as { result: { fulfillmentId?: string } }).result) as Row) });
  }
  return withRepeats(outcomes, repeats);
}

function planned(one: ToSend, of: number): Outcome {
  const { method, path, body = '' } = request([one]);
  const plan = `fulfillments, up to ${MOST_PER_CALL} orders a call: ${Math.ceil(of / MOST_PER_CALL)} calls for ${of} orders.`;
  return { index: one.job.index, row: rowOf(one.job, one.shipmentId, one.number, 'would ship', { request: { method, path, body }, plan }) };
}
