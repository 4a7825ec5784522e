import type { Client } from '../shared/api/client';
import { refused, type Problem } from '../shared/api/problem';
import type { Query } from '../shared/api/request';
import { identityKey } from '../shared/model';
import { nameOf, type WantedOrder } from '../shared/node/wanted-order';
import { orderKeyOf } from './keys';
import { firstPage, readListPage, walkList, walkOn, type ListCall } from './pages';
import type { V1Order } from './types';
import { read, readOne } from './wire';

const idOf = ({ orderId }: V1Order): string => String(orderId ?? '');

/** So few are asked for one by one, which no list can beat. */
const FEW = 3;

export async function readOrder(client: Client, orderId: number | string): Promise<V1Order | undefined> {
  return await readOne<V1Order>(client, read(`orders/${orderId}`, {}, 'orders'));
}

/** Orders of exactly this number: the filter takes it as a beginning (shipstation.md §A2). */
export async function byNumber(client: Client, number: string): Promise<V1Order[]> {
  const found = await walkList<V1Order>(client, { path: 'orders', query: { orderNumber: number } }, idOf);
  return found.filter(({ orderNumber }) => orderNumber?.trim() === number.trim());
}

/** Orders of a list, unless asking for each by its number would take fewer calls than its pages. */
async function listed(client: Client, query: Query, most: number): Promise<V1Order[]> {
  const call: ListCall = { path: 'orders', query };
  const page = await readListPage<V1Order>(client, call, firstPage(Number.POSITIVE_INFINITY));
  if (!page.next) return page.rows;
  if (Math.ceil(page.total / page.next.size) > most) return [];
  return await walkOn<V1Order>(client, call, idOf, page);
}

export interface KeyedOrder {
  orderKey: string;
  orderNumber: string;
  /** As it was sent, Pacific. */
  orderDate: string;
}

/** Bounds of a filter on whole seconds. */
function datesOf(orders: readonly KeyedOrder[]): Query {
  const dates = orders.map(({ orderDate }) => orderDate).sort();
  return { orderDateStart: dates[0], orderDateEnd: dates[dates.length - 1] };
}

/**
 * Which of the orders are there, by their key, which no filter knows: by the list of the time in which they were
 * placed, 500 a call, and where that is long for a few of them by number.
 */
export async function findByKey(client: Client, orders: readonly KeyedOrder[]): Promise<Map<string, V1Order>> {
  const found = new Map<string, V1Order>();
  const keep = (rows: readonly V1Order[]) => rows.forEach((row) => row.orderKey && found.set(row.orderKey, row));
  const isShort = orders.length > FEW;
  const query: Query = { ...datesOf(orders), sortBy: 'OrderDate', sortDir: 'ASC' };
  const page = isShort ? await readListPage<V1Order>(client, { path: 'orders', query }, firstPage(Number.POSITIVE_INFINITY)) : undefined;
  if (page && (!page.next || Math.ceil(page.total / page.next.size) <= orders.length)) {
    keep(await walkOn<V1Order>(client, { path: 'orders', query }, idOf, page));
    return found;
  }
  for (const { orderNumber } of orders) keep(await byNumber(client, orderNumber));
  return found;
}

export function notFound(wanted: WantedOrder): Problem {
  return refused(`${nameOf(wanted)} is not at ShipStation`, 'It was never imported, or was deleted there. Import it first.', { code: 'not-found' });
}

function knownId({ identity, references }: WantedOrder): string | undefined {
  const told = [references?.shipStationOrderId, identity.channel === 'shipstation' ? identity.id : undefined];
  return told.map((id) => String(id ?? '')).find((id) => /^\d+$/.test(id));
}

const isWanted = (row: V1Order, wanted: WantedOrder): boolean => {
  const id = knownId(wanted);
  return id === undefined ? row.orderKey === orderKeyOf(wanted.identity) : idOf(row) === id;
};

/** One order: by its id where that is known, else by the key it was imported under. */
export async function findOrder(client: Client, wanted: WantedOrder, prefix: string): Promise<V1Order> {
  const id = knownId(wanted);
  if (id !== undefined) {
    const order = await readOrder(client, id);
    if (order) return order;
    throw notFound(wanted);
  }
  if (wanted.number === undefined) {
    throw refused(`${nameOf(wanted)} has no 'number'`, 'ShipStation can be searched by order numbers only: give the number as well.');
  }
  const found = (await byNumber(client, `${prefix}${wanted.number}`)).find((row) => isWanted(row, wanted));
  if (found) return found;
  throw notFound(wanted);
}

/** Many orders at once: those in one of these statuses by the list of it, 500 a call. Whoever is not among them is left to {@link findOrder}. */
export async function findStanding(client: Client, wanted: readonly WantedOrder[], statuses: readonly string[]): Promise<Map<string, V1Order>> {
  const found = new Map<string, V1Order>();
  if (wanted.length <= FEW) return found;
  for (const orderStatus of statuses) {
    const rows = await listed(client, { orderStatus, sortBy: 'OrderDate', sortDir: 'ASC' }, wanted.length);
    for (const one of wanted) {
      const row = rows.find((candidate) => isWanted(candidate, one));
      if (row) found.set(identityKey(one.identity), row);
    }
  }
  return found;
}
