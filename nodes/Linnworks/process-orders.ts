import type { Client } from '../shared/api/client';
import type { Problem } from '../shared/api/problem';
import { settle } from '../shared/node/settle';
import { sendInBatches } from '../shared/sync/batch';
import { isCancelled, isProcessed } from './mapping-standing';
import { notProcessed, processingUnclear, wantsInvoice } from './ship-words';
import { readOrdersById } from './stored-orders';
import { v1Request } from './wire';

/** A careful number of orders per ProcessOrdersInBatch; the largest is not published (linnworks.md §6). */
export const ORDERS_PER_PROCESS = 50;

export type InvoicePolicy = 'always' | 'never' | 'whenRequired';

export interface ToProcess {
  orderId: string;
  /** As errors call it, e.g. "Order 'MB7UWLD'". */
  name: string;
  invoicePrinted: boolean;
}

export type ProcessResult = { processed: true; invoiceMarked: boolean } | { problem: Problem };

interface VendorResult {
  OrderId?: string | null;
  Processed?: boolean | null;
  Error?: string | null;
}

/** Undefined error = processed; an empty text = Linnworks said nothing about this order. */
type Told = { error: string | undefined };

const PROCESSED: Told = { error: undefined };
const SILENT: Told = { error: '' };

export function processRequest(orderIds: readonly string[], locationId: string) {
  // Spelt ordersIds, unlike everywhere else; one location per call (linnworks.md §6).
  return v1Request('Orders/ProcessOrdersInBatch', { ordersIds: orderIds, locationId, context: { Module: 'n8n' } });
}

const lower = (id: string | null | undefined): string => (id ?? '').toLowerCase();

/** Ids of those that are processed by now: one call per 100. */
async function processedOf(client: Client, ids: readonly string[]): Promise<Set<string>> {
  const orders = await readOrdersById(client, ids);
  return new Set(orders.filter((order) => isProcessed(order) && !isCancelled(order)).map(({ OrderId }) => lower(OrderId)));
}

async function send(client: Client, ids: readonly string[], location: string): Promise<Map<string, Told>> {
  const { data } = await client.call<VendorResult[] | undefined>(processRequest(ids, location));
  const results = Array.isArray(data) ? data : [];
  return new Map(results.map(({ OrderId, Processed, Error: error }) => [lower(OrderId), Processed ? PROCESSED : { error: error ?? '' }]));
}

/** One call; when its answer was lost, what is still open after reading back is sent once more. */
async function sendAndReadBack(client: Client, ids: readonly string[], location: string): Promise<Told[]> {
  const first = await settle(async () => await send(client, ids, location));
  if ('value' in first) return ids.map((id) => first.value.get(lower(id)) ?? SILENT);
  if (first.problem.details.kind !== 'unknown') throw first.problem;
  const done = await processedOf(client, ids);
  const open = ids.filter((id) => !done.has(lower(id)));
  const again = open.length > 0 ? await send(client, open, location) : new Map<string, Told>();
  return ids.map((id) => (done.has(lower(id)) ? PROCESSED : (again.get(lower(id)) ?? SILENT)));
}

async function markInvoices(client: Client, orders: readonly ToProcess[]): Promise<void> {
  // Sets the flag, prints nothing (linnworks.md §6).
  await client.call(v1Request('Orders/SetInvoicesPrinted', { orderIds: orders.map(({ orderId }) => orderId) }));
}

type Round = Map<ToProcess, Told | { problem: Problem }>;

async function round(client: Client, orders: readonly ToProcess[], location: string): Promise<Round> {
  const settled = await sendInBatches(
    orders,
    ORDERS_PER_PROCESS,
    async (batch) =>
      await sendAndReadBack(
        client,
        batch.map(({ orderId }) => orderId),
        location,
      ),
  );
  return new Map(settled.map((one) => [one.item, 'problem' in one ? { problem: one.problem } : one.result]));
}

const wanting = (results: Round): ToProcess[] =>
  [...results].flatMap(([order, told]) => ('error' in told && told.error !== undefined && wantsInvoice(told.error) ? [order] : []));

const failing = (results: Round): ToProcess[] =>
  [...results].flatMap(([order, told]) => ('error' in told && told.error !== undefined ? [order] : []));

/**
 * Processes orders of one location, 50 per call, and marks their invoices as printed where the policy allows it and
 * Linnworks asks for it. What Linnworks says no to is read back, since "processed already" is success.
 *
 * @throws Problem when Linnworks cannot be used between two calls
 */
export async function processOrders(
  client: Client,
  orders: readonly ToProcess[],
  location: string,
  policy: InvoicePolicy,
): Promise<Map<ToProcess, ProcessResult>> {
  const before = policy === 'always' ? orders.filter(({ invoicePrinted }) => !invoicePrinted) : [];
  if (before.length > 0) await markInvoices(client, before);
  const marked = new Set(before);
  const results = await round(client, orders, location);
  const invoices = policy === 'whenRequired' ? wanting(results) : [];
  if (invoices.length > 0) {
    await markInvoices(client, invoices);
    for (const order of invoices) marked.add(order);
    for (const [order, told] of await round(client, invoices, location)) results.set(order, told);
  }
  const failed = failing(results);
  const done =
    failed.length > 0
      ? await processedOf(
          client,
          failed.map(({ orderId }) => orderId),
        )
      : new Set<string>();
  return new Map([...results].map(([order, told]) => [order, resultOf(order, told, done, marked)]));
}

function resultOf(
  order: ToProcess,
  told: Told | { problem: Problem },
  done: ReadonlySet<string>,
  marked: ReadonlySet<ToProcess>,
): ProcessResult {
  if ('problem' in told) return { problem: told.problem };
  if (told.error === undefined || done.has(lower(order.orderId))) return { processed: true, invoiceMarked: marked.has(order) };
  return { problem: told.error === '' ? processingUnclear(order.name) : notProcessed(order.name, told.error) };
}
