import { chunk } from '../shared/sync/batch';
import type { OrderSource } from './api';
import { orderOfRows, standingOf, withRows, type UnitGroup } from './completeness';
import type { KauflandOrder } from './types';

/** Which orders are wanted. */
export interface OrderScope {
  /** Each has a list of its own; empty = one list without a filter. */
  storefronts: readonly string[];
  /** Statuses of order units; empty = all. */
  statuses: readonly string[];
  /** UTC time. */
  createdFrom?: string;
  /** Reads every order by its id, which is the only place where pick-up points are (kaufland.md §4.2). */
  pickupPoints: boolean;
}

/** Single reads that are under way at the same time; the pace is kept by the client. */
const IN_FLIGHT = 10;

export interface Settled {
  ready: KauflandOrder[];
  /** Ids of orders with a unit that is still open. */
  waiting: string[];
  /** Ids of orders that were read one by one. */
  looked: string[];
}

/** Builds orders from their rows where these are all, and reads the others by id: one call for each of those. */
export async function settle(
  source: OrderSource,
  scope: OrderScope,
  groups: readonly UnitGroup[],
  countOf: (group: UnitGroup) => number | undefined,
  waiting: readonly string[] = [],
): Promise<Settled> {
  const whole = scope.pickupPoints ? [] : groups.filter((group) => group.rows.length >= (countOf(group) ?? Number.POSITIVE_INFINITY));
  const known = new Set(whole.map(({ id }) => id));
  const rowsOf = new Map(groups.map(({ id, rows }) => [id, rows]));
  const looked = [...new Set([...groups.map(({ id }) => id), ...waiting])].filter((id) => !known.has(id));

  const orders = whole.map(orderOfRows);
  for (const ids of chunk(looked, IN_FLIGHT)) {
    const read = await Promise.all(ids.map(async (id) => await source.order(id)));
    for (const order of read) if (order) orders.push(withRows(order, rowsOf.get(order.id_order) ?? []));
  }
  const standing = orders.map((order) => ({ order, is: standingOf(order.order_units, scope.statuses) }));
  return {
    ready: standing.filter(({ is }) => is === 'ready').map(({ order }) => order),
    waiting: standing.filter(({ is }) => is === 'waiting').map(({ order }) => order.id_order),
    looked,
  };
}
