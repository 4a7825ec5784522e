import type { PageRead } from '../shared/node/page-read';
import type { WindowRead } from '../shared/sync/window';
import { MOST_ROWS, type OrderSource } from './api';
import { groupByOrder, newestChange, oldestChange, type UnitGroup } from './completeness';
import { filterTime } from './filter-time';
import { settle, type OrderScope } from './settle';
import type { KauflandOrder } from './types';
import { readUnitCounts, type UnitCounts } from './unit-counts';
import { readUnits, type UnitCursor } from './unit-list';

/** Inside a window: which storefront's list, where in it, and what earlier pages have learnt about it. */
export interface OrdersCursor extends UnitCursor {
  list: number;
  /** Orders of the window with more than one unit; present when all headers were read at `countedAt`. */
  parts?: Record<string, number>;
  countedAt?: string;
  /** Orders settled on an earlier page whose further units are still to come. */
  done?: string[];
}

/** Kaufland keeps whole seconds, and a list may lag a moment behind. */
const COUNT_MARGIN_MS = 2_000;

function unitReader(source: OrderSource, scope: OrderScope, storefront: string | undefined, from: string | undefined) {
  return async (offset: number, limit: number) =>
    await source.units({
      storefront,
      status: [...scope.statuses],
      ts_created_from_iso: scope.createdFrom && filterTime(scope.createdFrom),
      ts_updated_from_iso: from && filterTime(from),
      sort: 'ts_updated:desc',
      limit,
      offset,
    });
}

function headerReader(source: OrderSource, storefront: string | undefined, from: string) {
  return async (offset: number) =>
    await source.headers({ storefront, ts_units_updated_from_iso: filterTime(from), limit: MOST_ROWS, offset });
}

/** What later pages of a window need of the headers read on its first page. */
function remember({ counts, all, serverNow }: UnitCounts, newest: string): Pick<OrdersCursor, 'parts' | 'countedAt'> {
  if (!all) return {};
  const parts = Object.fromEntries([...counts].filter(([, count]) => count > 1));
  return { parts, countedAt: serverNow === undefined ? newest : new Date(serverNow - COUNT_MARGIN_MS).toISOString() };
}

/** An order that was in the headers and is not among those with several units has one. */
function countFrom({ parts, countedAt = '' }: OrdersCursor): (group: UnitGroup) => number | undefined {
  return ({ id, rows }) => parts?.[id] ?? (Date.parse(newestChange(rows)) < Date.parse(countedAt) ? 1 : undefined);
}

/**
 * One page of a window: whole orders with a unit in a wanted status that changed since `page.from`.
 *
 * An order cut by the page comes whole from the first page that sees it. One with an open unit waits; those are looked
 * at again on the first page of every later window. Calls of a window with N units of O orders: ⌈N/100⌉ for units,
 * ⌈O/100⌉ for headers, and one for each order that is cut or waits.
 */
export async function readOrderWindow(
  source: OrderSource,
  scope: OrderScope,
  page: PageRead<OrdersCursor>,
): Promise<WindowRead<KauflandOrder, OrdersCursor>> {
  const cursor: OrdersCursor = page.cursor ?? { list: 0, offset: 0 };
  const lists = Math.max(1, scope.storefronts.length);
  // The operator has taken storefronts out of the node in the middle of a window.
  if (cursor.list >= lists) return { rows: [], waiting: page.waiting };
  const storefront = scope.storefronts[cursor.list];

  const units = await readUnits(unitReader(source, scope, storefront, page.from), cursor, page.pageSize);
  const done = new Set(cursor.done);
  const groups = groupByOrder(units.rows).filter(({ id }) => !done.has(id));

  let learnt: Pick<OrdersCursor, 'parts' | 'countedAt'> = { parts: cursor.parts, countedAt: cursor.countedAt };
  let countOf = countFrom(cursor);
  if (!cursor.parts && groups.length > 0 && !scope.pickupPoints) {
    const first = cursor.offset === 0 && units.next !== undefined;
    const goal = first
      ? ({ kind: 'all', insteadOf: units.total } as const)
      : ({ kind: 'these', orders: groups.map(({ id }) => id) } as const);
    const read = await readUnitCounts(
      headerReader(source, storefront, first ? page.from : oldestChange(groups.flatMap(({ rows }) => rows))),
      goal,
    );
    if (first) learnt = remember(read, newestChange(units.rows));
    countOf = ({ id }) => read.counts.get(id);
  }

  const again = page.cursor ? [] : page.waiting;
  const settled = await settle(source, scope, groups, countOf, again);
  const next = cursorAfter(cursor, lists, units.next, learnt, settled.looked);
  const kept = page.cursor ? page.waiting : [];
  const handed = new Set(settled.ready.map(({ id_order }) => id_order));
  return {
    rows: settled.ready,
    ...(next ? { next } : {}),
    serverNow: units.serverNow,
    waiting: [...new Set([...kept, ...settled.waiting])].filter((id) => !handed.has(id)),
  };
}

function cursorAfter(
  cursor: OrdersCursor,
  lists: number,
  next: UnitCursor | undefined,
  learnt: Pick<OrdersCursor, 'parts' | 'countedAt'>,
  looked: readonly string[],
): OrdersCursor | undefined {
  if (!next) return cursor.list + 1 < lists ? { list: cursor.list + 1, offset: 0 } : undefined;
  return { list: cursor.list, ...next, ...learnt, done: [...new Set([...(cursor.done ?? []), ...looked])] };
}

/**
 * Whole orders without a window, newest change first, at most `atMost`; orders that wait are left out.
 *
 * @param from UTC time of the oldest change wanted; undefined = all
 */
export async function readOrders(
  source: OrderSource,
  scope: OrderScope,
  from: string | undefined,
  atMost: number,
): Promise<KauflandOrder[]> {
  const found: KauflandOrder[] = [];
  for (const storefront of scope.storefronts.length > 0 ? scope.storefronts : [undefined]) {
    const read = unitReader(source, scope, storefront, from);
    const seen = new Set<string>();
    let queue: UnitGroup[] = [];
    let cursor: UnitCursor | undefined = { offset: 0 };
    while (found.length < atMost) {
      const wanted = atMost - found.length;
      while (cursor && queue.length < wanted) {
        const units = await readUnits(read, cursor, wanted === Number.POSITIVE_INFINITY ? wanted : MOST_ROWS);
        queue = groupByOrder([...queue.flatMap(({ rows }) => rows), ...units.rows]).filter(({ id }) => !seen.has(id));
        cursor = units.next;
      }
      const groups = queue.splice(0, Math.min(wanted, queue.length));
      if (groups.length === 0) break;
      for (const { id } of groups) seen.add(id);
      const since = oldestChange(groups.flatMap(({ rows }) => rows));
      const { counts } = scope.pickupPoints
        ? { counts: new Map<string, number>() }
        : await readUnitCounts(headerReader(source, storefront, since), { kind: 'these', orders: groups.map(({ id }) => id) });
      const { ready } = await settle(source, scope, groups, ({ id }) => counts.get(id));
      found.push(...ready);
    }
  }
  return found;
}
