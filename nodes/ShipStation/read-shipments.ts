import type { Client } from '../shared/api/client';
import { utc } from '../shared/model';
import type { PageRead } from '../shared/node/page-read';
import type { WindowRead } from '../shared/sync/window';
import { readOrder } from './find-orders';
import { despatchId, isWanted, type Despatched, type SourceHint } from './mapping-shipment';
import { firstPage, MOST_ROWS, readListPage, walkList, type PageCursor } from './pages';
import { pacificFrom, pacificTo } from './times';
import type { V1Fulfillment, V1Label, V1Order } from './types';

export interface ShipmentQuery {
  storeId?: number;
  hint: SourceHint;
  /** Whether orders marked as shipped are read: their rows hold no key of the source (shipstation.md §A3). */
  loadOrders: boolean;
  labels: boolean;
  fulfillments: boolean;
}

/** Where a window stands: labels first, then what was marked as shipped. Plain JSON. */
export type ShipmentCursor = PageCursor & {
  list: 'shipments' | 'fulfillments';
  /** Upper bound of every page: what is made meanwhile belongs to the next window. */
  to: string;
};

function queryOf(list: ShipmentCursor['list'], { storeId }: ShipmentQuery, from: string | undefined, to: string | undefined, sortDir: 'ASC' | 'DESC') {
  const times = { createDateStart: from === undefined ? undefined : pacificFrom(from), createDateEnd: to === undefined ? undefined : pacificTo(to), sortBy: 'CreateDate', sortDir };
  return list === 'shipments' ? { ...times, storeId, includeShipmentItems: true } : times;
}

export const liveLabels = (labels: readonly V1Label[]): V1Label[] => labels.filter(({ voided, isReturnLabel }) => voided !== true && isReturnLabel !== true);
export const live = (rows: readonly V1Fulfillment[]): V1Fulfillment[] => rows.filter(({ voided }) => voided !== true);

/** The orders behind fulfilments: one alone by its id, several by the list of those shipped since, 500 a call. */
async function ordersOf(client: Client, fulfillments: readonly V1Fulfillment[]): Promise<Map<number, V1Order>> {
  const wanted = new Set(fulfillments.flatMap(({ orderId }) => orderId ?? []));
  const found = new Map<number, V1Order>();
  const keep = (order: V1Order | undefined) => order?.orderId && wanted.has(order.orderId) && found.set(order.orderId, order);
  if (wanted.size > 1) {
    // Marking an order changes it, so none of them was changed before the first of these rows was made.
    const modifyDateStart = fulfillments.map(({ createDate }) => (createDate ?? '').slice(0, 19)).sort()[0] || undefined;
    const query = { orderStatus: 'shipped', modifyDateStart, sortBy: 'ModifyDate', sortDir: 'ASC' };
    const most = Math.ceil(wanted.size / MOST_ROWS) + 1;
    let cursor: PageCursor | undefined = firstPage(MOST_ROWS);
    for (let pages = 0; cursor && pages < most && found.size < wanted.size; pages++) {
      const page: Awaited<ReturnType<typeof readListPage<V1Order>>> = await readListPage<V1Order>(client, { path: 'orders', query }, cursor);
      page.rows.forEach(keep);
      cursor = page.next;
    }
  }
  for (const id of wanted) if (!found.has(id)) keep(await readOrder(client, id));
  return found;
}

export async function despatchedBy(client: Client, query: ShipmentQuery, fulfillments: readonly V1Fulfillment[]): Promise<Despatched[]> {
  const orders = query.loadOrders ? await ordersOf(client, fulfillments) : new Map<number, V1Order>();
  const all = fulfillments.map((fulfillment) => ({ fulfillment, order: orders.get(fulfillment.orderId ?? 0) }));
  // The list of fulfilments knows no store; their orders do.
  return query.storeId === undefined ? all : all.filter(({ order }) => order?.advancedOptions?.storeId === query.storeId);
}

const wanted = (rows: readonly Despatched[], { hint }: ShipmentQuery): Despatched[] => rows.filter((row) => isWanted(row, hint));

/**
 * One page of what was despatched since `page.from`, oldest first: one call, and where orders were marked as shipped one
 * more for each 500 of them.
 */
export async function readShipmentWindow(client: Client, query: ShipmentQuery, page: PageRead<ShipmentCursor>, now: number): Promise<WindowRead<Despatched, ShipmentCursor>> {
  const begin: ShipmentCursor = { list: query.labels ? 'shipments' : 'fulfillments', to: utc(now), ...firstPage(page.pageSize) };
  const { list, to, ...at } = page.cursor ?? begin;
  const call = { path: list, query: queryOf(list, query, page.from, to, 'ASC') };
  if (list === 'shipments') {
    const { rows, next, serverNow } = await readListPage<V1Label>(client, call, at);
    const then: ShipmentCursor | undefined = next ? { ...next, list, to } : query.fulfillments ? { list: 'fulfillments', to, ...firstPage(at.size) } : undefined;
    const labels = liveLabels(rows).map((label): Despatched => ({ label }));
    return { rows: wanted(labels, query), serverNow, ...(then ? { next: then } : {}) };
  }
  const { rows, next, serverNow } = await readListPage<V1Fulfillment>(client, call, at);
  return { rows: wanted(await despatchedBy(client, query, live(rows)), query), serverNow, ...(next ? { next: { ...next, list, to } } : {}) };
}

/** Despatches without a window, the newest first, at most `atMost`. */
export async function readShipments(client: Client, query: ShipmentQuery, from: string | undefined, atMost: number): Promise<Despatched[]> {
  const found: Despatched[] = [];
  const pageOf = Math.min(MOST_ROWS, atMost);
  if (query.labels) {
    const call = { path: 'shipments' as const, query: queryOf('shipments', query, from, undefined, 'DESC') };
    const rows = await walkList<V1Label>(client, call, ({ shipmentId }) => String(shipmentId), (read) => wanted(liveLabels(read).map((label) => ({ label })), query).length >= atMost, pageOf);
    found.push(...liveLabels(rows).map((label) => ({ label })));
  }
  if (query.fulfillments && wanted(found, query).length < atMost) {
    const call = { path: 'fulfillments' as const, query: queryOf('fulfillments', query, from, undefined, 'DESC') };
    const rows = await walkList<V1Fulfillment>(client, call, ({ fulfillmentId }) => String(fulfillmentId), (read) => query.hint.channel === '' && live(read).length >= atMost, pageOf);
    found.push(...(await despatchedBy(client, query, live(rows))));
  }
  const newest = wanted(found, query);
  return [...new Map(newest.map((one) => [despatchId(one), one])).values()].slice(0, atMost);
}
