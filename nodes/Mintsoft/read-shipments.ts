import type { Client } from '../shared/api/client';
import { distinct } from '../shared/api/pagers';
import type { PageRead } from '../shared/node/page-read';
import type { WindowRead } from '../shared/sync/window';
import { readOrder } from './find-orders';
import { firstPage, ofClient, ofWarehouse, readListPage, type ListCall, type PageCursor } from './pages';
import { idOf, readerOf, settleAll, type ShipmentQuery, type ShipmentRow } from './settle-shipments';
import { isShipped } from './status';
import { tenantTime } from './times';
import type { MintsoftOrder } from './types';

const ROWS_PER_PAGE = 100;

function callOf({ clientId, warehouseId, channelId, zone }: ShipmentQuery, from: string | undefined): ListCall {
  return {
    operation: 'Order/List',
    path: 'Order/List',
    cap: ROWS_PER_PAGE,
    query: {
      ClientId: clientId,
      WarehouseId: warehouseId,
      ChannelId: channelId,
      SinceDespatchDate: from === undefined ? undefined : tenantTime(from, zone),
      SortOldestFirst: true,
    },
  };
}

/** Filters passed over in silence bring other orders too: what is wanted is told here (mintsoft.md §2). */
function wanted(rows: readonly MintsoftOrder[], query: ShipmentQuery): MintsoftOrder[] {
  const { clientId, warehouseId, channelId, prefix, onlyReferenced } = query;
  return ofWarehouse(ofClient(rows, clientId), warehouseId).filter(
    (order) =>
      isShipped(order) &&
      (channelId === undefined || order.ChannelId === channelId) &&
      (prefix === '' || (order.OrderNumber ?? '').startsWith(prefix)) &&
      (!onlyReferenced || (order.ExternalOrderReference ?? '').trim() !== ''),
  );
}

/** What one despatched order is by now; undefined where parts of it are still to come. */
export async function settleDespatch(client: Client, query: ShipmentQuery, order: MintsoftOrder, now: number): Promise<ShipmentRow | undefined> {
  return (await settleAll(readerOf(client, query, now), [order])).rows[0];
}

/** Orders seen unfinished, as they are now; those merged away or hidden are gone. */
async function readAgain(client: Client, ids: readonly string[]): Promise<MintsoftOrder[]> {
  const orders: MintsoftOrder[] = [];
  for (const id of ids) {
    const order = await readOrder(client, id);
    if (order) orders.push(order);
  }
  return orders;
}

/**
 * One page of the orders despatched since `page.from`, oldest first: one call, and one more for each split order, each
 * one that waits for its number, and, where asked for, each one with several parcels.
 *
 * Rows only enter this list while it is read, since nothing takes a despatch date away: what moves down comes twice.
 */
export async function readShipmentWindow(
  client: Client,
  query: ShipmentQuery,
  page: PageRead<PageCursor>,
  now: number,
): Promise<WindowRead<ShipmentRow, PageCursor>> {
  const list = await readListPage<MintsoftOrder>(client, callOf(query, page.from), page.cursor ?? firstPage(page.pageSize, ROWS_PER_PAGE));
  const again = page.cursor ? [] : await readAgain(client, page.waiting);
  const reader = readerOf(client, query, now);
  const orders = wanted(distinct([...list.rows, ...again], idOf), query);
  const { rows, waiting } = await settleAll(reader, orders);
  const settled = new Set(orders.map(idOf));
  const kept = page.cursor ? page.waiting.filter((id) => !settled.has(id)) : [];
  return {
    rows,
    ...(list.next ? { next: list.next } : {}),
    serverNow: list.serverNow,
    waiting: [...new Set([...kept, ...waiting])],
  };
}

/** Despatched orders without a window, oldest first, at most `atMost`; those that would wait are left out. */
export async function readShipments(
  client: Client,
  query: ShipmentQuery,
  from: string | undefined,
  atMost: number,
  now: number,
): Promise<ShipmentRow[]> {
  const reader = readerOf(client, query, now);
  const keyOf = (row: ShipmentRow) => idOf(('despatched' in row ? row.despatched.parts[0] : row.unreadable) ?? {});
  let found: ShipmentRow[] = [];
  let cursor: PageCursor | undefined = firstPage(ROWS_PER_PAGE, ROWS_PER_PAGE);
  while (cursor && found.length < atMost) {
    const page: WindowRead<MintsoftOrder, PageCursor> = await readListPage(client, callOf(query, from ?? LONG_AGO), cursor);
    const { rows } = await settleAll(reader, wanted(page.rows, query));
    found = distinct([...found, ...rows], keyOf);
    cursor = page.next;
  }
  return found.slice(0, atMost);
}

/** Without a despatch date as filter the list holds every order there is. */
const LONG_AGO = '2000-01-01T00:00:00.000Z';
