import type { ReportRow } from './rows';

/** The rows of one order, as they stand in a report. */
export interface ReportOrder {
  orderId: string;
  rows: ReportRow[];
}

const itemOf = (row: ReportRow): string => row['order-item-id'] ?? '';

const quantityOf = (row: ReportRow): string => row['quantity-purchased'] || row.quantity || '';

/** One line of an order: its row, and the promotions of the rows that go on with it. */
export interface ReportLine {
  row: ReportRow;
  /** Rows with a further promotion and mostly blank cells (amazon.md §8.6). */
  continued: ReportRow[];
}

/** Rows by order item: a full row again is a repeat, a row without a quantity goes on with the promotions. */
export function linesOf(rows: readonly ReportRow[]): ReportLine[] {
  const lines = new Map<string, ReportLine>();
  const later: ReportRow[] = [];
  for (const row of rows) {
    if (quantityOf(row) === '') later.push(row);
    else if (!lines.has(itemOf(row))) lines.set(itemOf(row), { row, continued: [] });
  }
  const seen = new Set<string>();
  for (const row of later) {
    const text = JSON.stringify(row);
    if (!seen.has(text)) lines.get(itemOf(row))?.continued.push(row);
    seen.add(text);
  }
  return [...lines.values()];
}
