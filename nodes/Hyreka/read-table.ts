import { createHash } from 'node:crypto';

import { misconfigured } from '../shared/api/problem';
import { decodeDocument, decodeText, detectDelimiter, parseCsv, parseLocalNumber, toRecords, type TableRecord } from '../shared/format';
import { toNumber } from '../shared/model';
import type { ItemFile, Row, Unreadable } from '../shared/node/operation';
import { settleNow } from '../shared/node/settle';
import type { Found } from './headings';

export interface ReadSettings {
  /** Empty = recognised. */
  delimiter: '' | ';' | ',' | '\t';
  charset: 'auto' | 'utf-8' | 'windows-1252';
  decimalSign: ',' | '.';
}

export interface ReadTable {
  headings: string[];
  records: TableRecord[];
  /** Tells one content from another. */
  fingerprint: string;
}

/** A record of a file that is mapped when it is asked for: a page of a large file needs only its own. */
export type Pending = () => Row | Unreadable;

/** A whole file as text; UTF-8 and Windows-1252 are told apart unless one is chosen. */
export const textOf = ({ data }: ItemFile, charset: ReadSettings['charset']): string =>
  charset === 'auto' ? decodeDocument(data).text : decodeText(data, charset);

export const fingerprintOf = (data: Uint8Array): string => createHash('sha256').update(data).digest('hex').slice(0, 16);

/** @throws Problem for order reports as Amazon delivers them to accounts that were not switched to text (hyreka.md §2) */
export function refuseXml(text: string): void {
  if (!/^\s*<(\?xml|AmazonEnvelope)/i.test(text)) return;
  throw misconfigured(
    'The file is XML and not a table',
    'If it is an order report of Amazon, the account still gets XML: ask Seller Support to switch the order reports to the text format (TXT).',
  );
}

export const fileName = (file: ItemFile): string => (file.fileName ? `'${file.fileName}'` : 'The file');

/** @throws Problem for a file that is no table with a header row */
export function readTable(file: ItemFile, { delimiter, charset }: ReadSettings): ReadTable {
  const text = textOf(file, charset);
  refuseXml(text);
  const parsed = settleNow(() => parseCsv(text, { delimiter: delimiter || detectDelimiter(text.replace(/^\ufeff/, '')) }));
  const named = fileName(file);
  if ('problem' in parsed) throw misconfigured(`${named} is not a table: ${parsed.problem.message}`, 'Export it again as CSV or TXT with a header row.');
  const [header = []] = parsed.value;
  if (header.length === 0) throw misconfigured(`${named} is empty`, 'Export it again with a header row.');
  const records = [...toRecords(parsed.value)];
  const headings = Object.keys(records[0]?.values ?? Object.fromEntries(header.map((heading) => [heading.trim(), ''])));
  return { headings, records, fingerprint: fingerprintOf(file.data) };
}

/** The row's text under a field; undefined where the file lacks the column or the cell is blank. */
export function cellIn({ values }: TableRecord, found: Found, field: string): string | undefined {
  const heading = found[field];
  const text = heading === undefined ? '' : (values[heading] ?? '').trim();
  return text === '' ? undefined : text;
}

/** A number as the file writes it. @throws Problem naming row and column */
export function numberIn(record: TableRecord, found: Found, field: string, sign: ',' | '.'): number | undefined {
  const text = cellIn(record, found, field);
  if (text === undefined) return undefined;
  const read = settleNow(() => toNumber(parseLocalNumber(text, sign)));
  if ('value' in read) return read.value;
  throw read.problem.about(`Row ${record.row}, column '${found[field]}'`);
}
