import type { ReportSettings } from './report-settings';
import { baseColumns, BILLING, COLUMN_GROUPS, GERMAN_HEADERS, type ReportKind } from './report-types';
import type { Row } from './report-rows';

export interface FileRules {
  kind: ReportKind;
  options: Record<string, string>;
  assumed(point: string): string;
}

/** Columns of this account's file: the documented ones and the groups ticked in Seller Central (amazon.md §8.3). */
export function columnsOf({ kind, options, assumed }: FileRules, settings: ReportSettings): string[] {
  const columns = baseColumns(kind);
  if (kind === 'actionable' || kind === 'shipping' || kind === 'invoicing') {
    for (const group of settings.columnGroups) {
      if (group === 'billing') addBilling(columns, kind, assumed);
      else add(columns, COLUMN_GROUPS[group]);
    }
    if (options.ShowSalesChannel === 'true') add(columns, ['sales-channel']);
  }
  // Turned round as a whole: no column keeps its place.
  return settings.reordered ? columns.reverse() : columns;
}

/** Between `ship-phone-number` and `item-promotion-discount`. */
function addBilling(columns: string[], kind: ReportKind, assumed: FileRules['assumed']): void {
  if (kind !== 'invoicing' && assumed('billing-in-other-reports') === 'no') return;
  const billName = assumed('bill-name-column');
  const block = billName === 'absent' ? BILLING : [billName, ...BILLING];
  const at = columns.indexOf('ship-phone-number');
  if (at < 0) columns.push(...block);
  else columns.splice(at + 1, 0, ...block);
}

function add(columns: string[], more: string[]): void {
  for (const column of more) if (!columns.includes(column)) columns.push(column);
}

/** Tab-separated without any quoting: a tab or line end inside a value becomes a blank. */
export function tableText(columns: string[], rows: Row[], settings: ReportSettings, localised: boolean): string {
  const headers = columns.map((column) => (localised ? (GERMAN_HEADERS[column] ?? column) : column));
  const lines = [headers.join('\t'), ...rows.map((row) => line(columns, row, settings))];
  return lines.join(settings.lineEnd) + (settings.finalNewline ? settings.lineEnd : '');
}

export function line(columns: string[], row: Row, { rowEnds }: ReportSettings): string {
  const text = columns.map((column) => (row[column] ?? '').replace(/[\t\r\n]+/g, ' ')).join('\t');
  if (rowEnds === 'short') return text.replace(/\t+$/, '');
  return rowEnds === 'extra-tab' ? `${text}\t` : text;
}

/** What an account gets whose order reports are still XML (amazon.md §8.3). */
export function xmlReport(orderIds: string[]): string {
  const messages = orderIds.map((id, index) => `<Message><MessageID>${index + 1}</MessageID><OrderReport><AmazonOrderID>${id}</AmazonOrderID></OrderReport></Message>`);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<AmazonEnvelope><MessageType>OrderReport</MessageType>${messages.join('')}</AmazonEnvelope>\n`;
}
