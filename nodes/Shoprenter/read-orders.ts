import type { Client } from '../shared/api/client';
import { distinct } from '../shared/api/pagers';
import { refused } from '../shared/api/problem';
import type { Query } from '../shared/api/request';
import type { PageRead } from '../shared/node/page-read';
import { settle } from '../shared/node/settle';
import type { WindowRead } from '../shared/sync/window';
import { read } from './api';
import { lookUp } from './batch';
import { filterTime, isSince } from './filter-time';
import { firstPage, readPage, type CollectionPage, type PageCursor } from './pages';
import type { Shop, Status } from './shop';
import type { ShoprenterOrder } from './types';
import { idOf, listOf, textOf } from './values';

/** Which orders are wanted; carts nobody ordered never are. */
export interface OrderScope {
  /** Empty = all. */
  statuses: readonly Status[];
  withStorno: boolean;
  /** UTC text. */
  createdFrom?: string;
}

const orderKey = (order: ShoprenterOrder): string => textOf(order.innerId) ?? idOf(order) ?? '';

/** What leaves rows out for good, and so may be left to the vendor also while rows change. */
function lasting({ createdFrom }: OrderScope, { zone }: Shop): Query {
  return { excludeAbandonedCart: 1, createdAtMin: createdFrom && filterTime(createdFrom, zone) };
}

function isWanted({ statuses, withStorno }: OrderScope, { statuses: all, stornoId }: Shop): (order: ShoprenterOrder) => boolean {
  const storno = all.find(({ innerId }) => innerId === stornoId)?.id;
  const ids = new Set(statuses.map(({ id }) => id));
  return (order) => {
    const id = idOf(order.orderStatus);
    return id !== undefined && (withStorno || id !== storno) && (ids.size === 0 || ids.has(id));
  };
}

/**
 * One page of a window of changes: one call. There is no upper bound, and status and storno are filtered here: a row
 * that leaves the vendor's list in the middle of the walk moves the others up, and the one at the page border would be
 * lost (shoprenter.md §11).
 */
export async function readOrderWindow(
  client: Client,
  scope: OrderScope,
  shop: Shop,
  page: PageRead<PageCursor>,
): Promise<WindowRead<ShoprenterOrder, PageCursor>> {
  const query = { ...lasting(scope, shop), updatedAtMin: filterTime(page.from, shop.zone) };
  const { rows, next, serverNow } = await readPage<ShoprenterOrder>(client, 'orderExtend', query, page.cursor ?? firstPage(page.pageSize));
  const inScope = isWanted(scope, shop);
  // What only the doubt about the filter's zone brought is left out again.
  const wanted = rows.filter((order) => inScope(order) && isSince(order.dateUpdated, page.from, shop.zone));
  return { rows: wanted, ...(next ? { next } : {}), serverNow };
}

/** Orders as they stand, at most `atMost`: ⌈N/200⌉ calls. */
export async function readOrders(client: Client, scope: OrderScope, shop: Shop, updatedFrom: string | undefined, atMost: number): Promise<ShoprenterOrder[]> {
  const query: Query = {
    ...lasting(scope, shop),
    updatedAtMin: updatedFrom && filterTime(updatedFrom, shop.zone),
    orderStatusId: scope.statuses.length === 1 ? scope.statuses[0]?.id : undefined,
    excludeStorno: scope.withStorno ? undefined : 1,
  };
  const inScope = isWanted(scope, shop);
  const wanted = (order: ShoprenterOrder): boolean =>
    inScope(order) &&
    (scope.createdFrom === undefined || isSince(order.dateCreated, scope.createdFrom, shop.zone)) &&
    (updatedFrom === undefined || isSince(order.dateUpdated, updatedFrom, shop.zone));
  let found: ShoprenterOrder[] = [];
  let cursor: PageCursor | undefined = firstPage(Math.min(200, atMost));
  while (cursor && found.length < atMost) {
    const page: CollectionPage<ShoprenterOrder> = await readPage<ShoprenterOrder>(client, 'orderExtend', query, cursor);
    found = distinct([...found, ...page.rows.filter(wanted)], orderKey);
    cursor = page.next;
  }
  return found.slice(0, atMost);
}

/** The order people call by this number; undefined where the shop has none. One call. */
export async function readOrderByNumber(client: Client, number: string): Promise<ShoprenterOrder | undefined> {
  const { rows } = await readPage<ShoprenterOrder>(client, 'orderExtend', { innerId: number }, firstPage(1));
  return rows.find((order) => textOf(order.innerId) === number);
}

/** The order with this resource id; undefined where there is none. One call. */
export async function readOrderById(client: Client, id: string): Promise<ShoprenterOrder | undefined> {
  const answer = await settle(async () => await client.call<ShoprenterOrder & { response?: ShoprenterOrder }>(read('orderExtend', undefined, id)));
  if ('value' in answer) return answer.value.data.response ?? answer.value.data;
  if (answer.problem.details.kind === 'refused') return undefined;
  throw answer.problem;
}

/** What a change of an order needs to know of it. */
export interface OrderStanding {
  id: string;
  statusId?: string;
}

/**
 * Resource id and status per order number, 200 a call.
 *
 * @throws Problem when Shoprenter cannot be used
 */
export async function readStandings(client: Client, numbers: readonly string[]): Promise<Map<string, OrderStanding>> {
  const wanted = [...new Set(numbers)];
  const found = await lookUp<ShoprenterOrder>(client, wanted.map((innerId) => ({ resource: 'orders', query: { innerId } })));
  const standings = new Map<string, OrderStanding>();
  wanted.forEach((number, index) => {
    const order = listOf<ShoprenterOrder>(found[index] as object).find((one) => textOf(one.innerId) === number);
    const id = order && idOf(order);
    const statusId = order && idOf(order.orderStatus);
    if (id !== undefined) standings.set(number, { id, ...(statusId === undefined ? {} : { statusId }) });
  });
  return standings;
}

export const unknownOrder = (number: string) =>
  refused(`Shoprenter has no order '${number}'`, "Check the number, and that 'Shop' in the credential is the shop it comes from.", { code: 'not-found' });
