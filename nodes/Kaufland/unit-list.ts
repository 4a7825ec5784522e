import { offsetStep, type OffsetCursor, type Page } from '../shared/api/pagers';
import { MOST_ROWS, type DatedPage } from './api';
import type { KauflandUnitRow } from './types';

/** A row of a list that is sorted by its last change, newest first. */
export interface DatedRow {
  ts_updated_iso: string;
}

/** Where the walk through the list of order units stands. Plain JSON: it lies in a saved position between pages. */
export interface UnitCursor extends OffsetCursor {
  /** The last row read, where the page ended in the middle of a second: rows of one second have no documented order. */
  edge?: { at: string; offset: number };
}

/**
 * The cursor after one page of units, newest change first; undefined at the end of the list.
 *
 * Two things may hide a unit behind the offset, and both step back: units that leave the filter pull the rest up
 * (`offsetStep`), and rows of one second may change places between two answers. A page that ends with several rows of
 * one second hands them to the next page whole; a single last row is remembered and compared with the next page's first.
 */
export function afterUnits(cursor: UnitCursor, page: Page<DatedRow>): UnitCursor | undefined {
  const { rows, total } = page;
  const { next } = offsetStep(cursor, page);
  const shrunkBy = Math.max(0, (cursor.total ?? total) - total);
  const { edge } = cursor;
  if (edge && (shrunkBy > 0 || rows[0]?.ts_updated_iso === edge.at)) return { offset: Math.max(0, edge.offset - shrunkBy), total };
  const readTo = cursor.offset + rows.length;
  if (!next || next.offset < readTo) return next;

  const at = rows[rows.length - 1]?.ts_updated_iso ?? '';
  const first = rows.findIndex((row) => row.ts_updated_iso === at);
  // A page of one second only cannot step back: it would stand still.
  if (first <= 0) return next;
  return first < rows.length - 1 ? { offset: cursor.offset + first, total } : { ...next, edge: { at, offset: readTo - 1 } };
}

export interface RowsRead<Row> {
  /** Each row once. */
  rows: Row[];
  next?: UnitCursor;
  /** Rows of the whole list at the last answer. */
  total: number;
  /** The vendor's clock at the first answer, epoch ms. */
  serverNow?: number;
}

export type UnitsRead = RowsRead<KauflandUnitRow>;

/** Reads rows of a list sorted by last change from `cursor` on, until about `atMost` (whole pages of at most 100) or the end. */
export async function readDated<Row extends DatedRow>(
  read: (offset: number, limit: number) => Promise<DatedPage<Row>>,
  keyOf: (row: Row) => string,
  cursor: UnitCursor,
  atMost: number,
): Promise<RowsRead<Row>> {
  const found = new Map<string, Row>();
  let at: UnitCursor | undefined = cursor;
  let total = 0;
  let serverNow: number | undefined;
  for (let left = atMost; at && left > 0;) {
    const page: DatedPage<Row> = await read(at.offset, Math.min(MOST_ROWS, left));
    serverNow ??= page.serverNow;
    for (const row of page.rows) if (!found.has(keyOf(row))) found.set(keyOf(row), row);
    at = afterUnits(at, page);
    left -= page.rows.length;
    ({ total } = page);
  }
  return { rows: [...found.values()], next: at, total, serverNow };
}

/** {@link readDated} of order units. */
export async function readUnits(
  read: (offset: number, limit: number) => Promise<DatedPage<KauflandUnitRow>>,
  cursor: UnitCursor,
  atMost: number,
): Promise<UnitsRead> {
  return await readDated(read, ({ id_order_unit }) => String(id_order_unit), cursor, atMost);
}
