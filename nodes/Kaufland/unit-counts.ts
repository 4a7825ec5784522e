import { MOST_ROWS, type DatedPage } from './api';
import type { KauflandHeader } from './types';

/** What has to be known before reading stops. */
export type Goal =
  /** The counts of these orders. */
  | { kind: 'these'; orders: readonly string[] }
  /** The count of every order in the list; `insteadOf` is how many single reads that may replace at most. */
  | { kind: 'all'; insteadOf: number };

export interface UnitCounts {
  /** `order_units_count` by order. */
  counts: Map<string, number>;
  /** True when every order of the list was seen. */
  all: boolean;
  /** The vendor's clock at the first answer, epoch ms. */
  serverNow?: number;
}

/**
 * How many units orders have, from the list of order headers: the rows of units do not tell (kaufland.md §4.1).
 *
 * The list has no documented order and grows while it is read. Rows it pushes down come twice and are not lost; an
 * order that jumps up is, which shows in fewer orders than the list has: then it is read once more. Reading gives up
 * as soon as looking at the missing orders one by one costs fewer calls (one old order would drag in months of headers).
 */
export async function readUnitCounts(read: (offset: number) => Promise<DatedPage<KauflandHeader>>, goal: Goal): Promise<UnitCounts> {
  const counts = new Map<string, number>();
  let rounds = goal.kind === 'all' ? 2 : 1;
  let serverNow: number | undefined;
  for (let offset = 0; ;) {
    const page = await read(offset);
    serverNow ??= page.serverNow;
    for (const { id_order, order_units_count } of page.rows) counts.set(id_order, order_units_count);
    const all = counts.size >= page.total;
    const missing = goal.kind === 'all' ? goal.insteadOf : goal.orders.filter((id) => !counts.has(id)).length;
    if (all || (goal.kind === 'these' && missing === 0)) return { counts, all, serverNow };
    offset += page.rows.length;
    if (page.rows.length === 0 || offset >= page.total) {
      rounds -= 1;
      if (rounds === 0) return { counts, all, serverNow };
      offset = 0;
    } else if (Math.ceil((page.total - offset) / MOST_ROWS) > missing) {
      return { counts, all, serverNow };
    }
  }
}
