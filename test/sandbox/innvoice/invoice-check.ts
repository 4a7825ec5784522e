import { readLine, splitExtra, suffixesOf, type Line, type Separator } from './lines';
import type { Sent } from './request-xml';
import { BOOKS, COMMENT, DATES, FLAGS, HEADER, isDate, LINE_SKU } from './values';

export interface Order {
  header: Record<string, string>;
  taxNumber: string | undefined;
  lines: Line[];
  comment: string;
  extra: Record<string, string>;
}

/** An invoice as the vendor would take it, or why it would not. */
export function checkInvoice(sent: Sent, separator: Separator): Order | string {
  const missing = HEADER.find((name) => !sent.has(name) || sent.get(name)?.trim() === '');
  if (missing) return `${missing} is missing`;
  const header = Object.fromEntries(HEADER.map((name) => [name, sent.get(name) as string]));
  const wrongFlag = FLAGS.find((name) => header[name] !== '0' && header[name] !== '1');
  if (wrongFlag) return `${wrongFlag} is 0 or 1`;
  const wrongDate = DATES.find((name) => !isDate(header[name]));
  if (wrongDate) return `${wrongDate} is a date in the form YYYY.MM.DD.`;
  if (!BOOKS.some(({ tableId }) => tableId === header.SzamlatombID)) return `SzamlatombID ${header.SzamlatombID} is no invoice book`;
  if (!/^(Ft|[A-Z]{3})$/.test(header.Devizanem)) return `Devizanem ${header.Devizanem} is no currency`;
  if (!/^[A-Z]{2}$/.test(header.VevoOrszag)) return `VevoOrszag ${header.VevoOrszag} is no country`;
  const taxNumber = sent.get('VevoAdoszam');
  // innvoice.md §5: left out for private buyers, not sent empty.
  if (taxNumber?.trim() === '') return 'VevoAdoszam is empty';
  const suffixes = suffixesOf(sent);
  if (typeof suffixes === 'string') return suffixes;
  const extra = splitExtra(sent, [...HEADER, 'VevoAdoszam'], suffixes);
  const lines: Line[] = [];
  for (const suffix of suffixes) {
    const line = readLine(sent, suffix, header.Devizanem, separator);
    if (typeof line === 'string') return line;
    line.extra = extra.lines.get(suffix) ?? {};
    lines.push(line);
  }
  const { [COMMENT]: comment = '', ...rest } = extra.header;
  // One line has no suffix, so its SKU is told from header elements by name only.
  if (suffixes[0] === '' && rest[LINE_SKU] !== undefined) {
    lines[0].extra[LINE_SKU] = rest[LINE_SKU];
    delete rest[LINE_SKU];
  }
  return { header, taxNumber, lines, comment, extra: rest };
}
