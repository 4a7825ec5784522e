import { Problem } from '../shared/api/problem';
import { redact } from '../shared/api/redact';
import { readTsv } from '../shared/format';
import { columnsOf as findColumns, type Columns, type ReportDialect } from '../shared/order-report/rows';
import type { DocumentBytes } from './report-document';

/** amazon.md §8.1, §8.5. */
export const AMAZON_REPORT: ReportDialect = {
  orderKey: 'order-id',
  trackingKey: 'amazon-order-id',
  programmes: 'amazon-programs',
  business: 'AMAZON_BUSINESS',
  marketplaceSends: /^(amazon|afn)/i,
  source: 'AMAZON',
};

function notATable(words: string): Problem {
  if (/^\s*<(\?xml|AmazonEnvelope)/i.test(words)) {
    return new Problem({
      kind: 'unavailable',
      cause: 'configuration',
      message: 'Amazon delivers the order reports of this account as XML',
      nextStep: 'Ask Seller Support to switch your order reports to the text format (TXT). Nothing was imported.',
      vendor: 'Amazon',
    });
  }
  return new Problem({
    kind: 'unavailable',
    cause: 'configuration',
    message: `Amazon sent a text in place of the table: ${redact(words)}`,
    nextStep: 'Nothing was imported. If the text is about the range, choose a later start.',
    vendor: 'Amazon',
  });
}

/** @throws Problem when the document does not begin with the header of an order report */
export function columnsOf(header: readonly string[], firstRows: readonly (readonly string[])[]): Columns {
  const columns = findColumns(header, AMAZON_REPORT);
  if (columns) return columns;
  throw notATable(firstRows.map((cells) => cells.join(' ')).join(' '));
}

/**
 * Visits every row of an order report, whatever its size.
 *
 * @returns the columns; undefined for an empty document
 * @throws Problem when it is not a table with the order's number
 */
export async function visitRows({ bytes, charset }: DocumentBytes, visit: (cells: readonly string[], columns: Columns) => void): Promise<Columns | undefined> {
  let columns: Columns | undefined;
  for await (const rows of readTsv(bytes, charset)) {
    let first = 0;
    if (!columns) {
      columns = columnsOf(rows[0] ?? [], rows);
      first = 1;
    }
    for (let index = first; index < rows.length; index++) visit(rows[index] as string[], columns);
  }
  return columns;
}
