import { refused, type Problem } from '../shared/api/problem';
import { MOST_ROWS, type OrderSource } from './api';
import { groupByOrder } from './completeness';
import { inFlight } from './in-flight';
import { idOf } from './mapping-lines';
import type { KauflandUnit, KauflandUnitRow } from './types';
import { readUnits, type UnitCursor } from './unit-list';

/** An order whose units have to be known before something is done to them. */
export interface WantedOrder {
  id: string;
  /** In lower case; left out where it is not known. */
  storefront?: string;
  /** The only units that matter, where they are known; empty = all of the order. */
  unitIds: readonly string[];
  /** True where units that are sent already matter too. */
  whole: boolean;
}

export type KnownOrder = { units: KauflandUnit[] } | { problem: Problem };

/** What can still be sent or cancelled (kaufland.md §4). */
const BEFORE_DESPATCH = ['need_to_be_sent', 'open'];

/** The units of the order as far as they matter, if the rows at hand are enough to tell. */
function enough(
  { id, unitIds, whole }: WantedOrder,
  rows: ReadonlyMap<string, KauflandUnitRow[]>,
  atEnd: boolean,
): KauflandUnit[] | undefined {
  const found = rows.get(id) ?? [];
  if (whole) return undefined;
  if (unitIds.length === 0) return atEnd && found.length > 0 ? found : undefined;
  const named = found.filter((unit) => unitIds.includes(idOf(unit)));
  return named.length === unitIds.length ? named : undefined;
}

/**
 * Orders answered by the list of what can still be sent, 100 units per call, as long as its next pages cost fewer
 * calls than reading the remaining orders one by one.
 */
async function fromList(source: OrderSource, wanted: readonly WantedOrder[]): Promise<Map<string, KauflandUnit[]>> {
  const listed = wanted.filter(({ whole }) => !whole);
  const storefronts = [...new Set(listed.map(({ storefront }) => storefront))];
  const storefront = storefronts.length === 1 ? storefronts[0] : undefined;
  const read = async (offset: number, limit: number) =>
    await source.units({ storefront, status: BEFORE_DESPATCH, sort: 'ts_updated:desc', limit, offset });
  let cursor: UnitCursor | undefined = { offset: 0 };
  let rows: KauflandUnitRow[] = [];
  for (let pages = 1, open = listed.length; cursor && pages < open; ) {
    const page: Awaited<ReturnType<typeof readUnits>> = await readUnits(read, cursor, MOST_ROWS);
    rows = [...rows, ...page.rows];
    cursor = page.next;
    const byOrder = new Map(groupByOrder(rows).map((group) => [group.id, group.rows]));
    open = listed.filter((order) => !enough(order, byOrder, cursor === undefined)).length;
    pages = cursor ? Math.ceil((page.total - cursor.offset) / MOST_ROWS) : 0;
  }
  const byOrder = new Map(groupByOrder(rows).map((group) => [group.id, group.rows]));
  return new Map(
    listed.flatMap((order) => {
      const units = enough(order, byOrder, cursor === undefined);
      return units ? [[order.id, units] as const] : [];
    }),
  );
}

/**
 * Units of orders with their present status, by order id: ⌈P/100⌉ calls for the P units that wait for despatch, or one
 * call per order, whichever is less; orders the list does not answer cost one call each.
 *
 * @throws Problem when the list cannot be read
 */
export async function readKnownOrders(source: OrderSource, wanted: readonly WantedOrder[]): Promise<Map<string, KnownOrder>> {
  const listed = await fromList(source, wanted);
  const known = new Map<string, KnownOrder>([...listed].map(([id, units]) => [id, { units }]));
  const single = wanted.filter(({ id }) => !listed.has(id));
  const read = await inFlight(single, async ({ id }) => await source.order(id));
  single.forEach(({ id }, index) => {
    const one = read[index];
    if (!one || 'problem' in one) known.set(id, one ?? { problem: unknownOrder(id) });
    else known.set(id, one.value ? { units: one.value.order_units } : { problem: unknownOrder(id) });
  });
  return known;
}

export function unknownOrder(id: string): Problem {
  return refused(
    `Kaufland has no order '${id}'`,
    'Check the order number; an order of the playground does not exist in production and the other way round.',
    { code: 'not-found' },
  );
}
