import type { Client } from '../shared/api/client';
import type { PageRead } from '../shared/node/page-read';
import type { WindowRead } from '../shared/sync/window';
import { utc } from '../shared/model';
import { firstPage, readListPage, walkList, type PageCursor } from './pages';
import { pacificFrom, pacificTo } from './times';
import type { V1Order } from './types';

export interface OrderQuery {
  storeId?: number;
  status: string;
}

export type OrderCursor = PageCursor & {
  /** Upper bound of every page: what changes meanwhile belongs to the next window. */
  to: string;
};

/** The status is no filter of a walk: orders that leave it meanwhile would pull others past the page. */
const wanted = (rows: readonly V1Order[], { status }: OrderQuery): V1Order[] => rows.filter(({ orderStatus }) => status === '' || orderStatus === status);

function queryOf({ storeId }: OrderQuery, from: string | undefined, to: string | undefined) {
  return {
    modifyDateStart: from === undefined ? undefined : pacificFrom(from),
    modifyDateEnd: to === undefined ? undefined : pacificTo(to),
    storeId,
    sortBy: 'ModifyDate',
    sortDir: 'ASC',
  };
}

/** One page of the orders changed since `page.from`, oldest change first: one call. */
export async function readOrderWindow(client: Client, query: OrderQuery, page: PageRead<OrderCursor>, now: number): Promise<WindowRead<V1Order, OrderCursor>> {
  const { to, ...at } = page.cursor ?? { to: utc(now), ...firstPage(page.pageSize) };
  const list = await readListPage<V1Order>(client, { path: 'orders', query: queryOf(query, page.from, to) }, at);
  return { rows: wanted(list.rows, query), serverNow: list.serverNow, ...(list.next ? { next: { ...list.next, to } } : {}) };
}

export async function readOrders(client: Client, query: OrderQuery, from: string | undefined, atMost: number): Promise<V1Order[]> {
  const enough = (rows: V1Order[]) => wanted(rows, query).length >= atMost;
  const rows = await walkList<V1Order>(client, { path: 'orders', query: queryOf(query, from, undefined) }, ({ orderId }) => String(orderId), enough, query.status === '' ? atMost : undefined);
  return wanted(rows, query).slice(0, atMost);
}
