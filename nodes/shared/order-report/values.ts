import { parseLocalNumber } from '../format';
import { add, decimal, negate, toNumber, utc, vendorAmount } from '../model';
import { settleNow } from '../node/settle';
import type { ReportRow } from './rows';

/** The first of these columns that holds something. */
export const cell = (row: ReportRow, ...names: string[]): string | undefined => names.map((name) => row[name]).find((text) => text !== undefined && text !== '');

/** An amount, with a point or, in some files, a comma (amazon.md §8.6). @throws FormatError, ModelError */
export function amountIn(row: ReportRow, ...names: string[]): number | undefined {
  const text = cell(row, ...names);
  if (text === undefined) return undefined;
  if (/^-?\d+(\.\d+)?$/.test(text)) return vendorAmount(text);
  return vendorAmount(parseLocalNumber(text, /,\d{1,2}$/.test(text) ? ',' : '.'));
}

/** A discount as a positive amount, whatever its sign in this report (unconfirmed, amazon.md §8.6). */
export function discountIn(row: ReportRow, ...names: string[]): number | undefined {
  const amount = amountIn(row, ...names);
  return amount === undefined ? undefined : toNumber(amount < 0 ? negate(amount) : add(amount, 0));
}

export function quantityIn(row: ReportRow, ...names: string[]): number | undefined {
  const text = cell(row, ...names);
  return text === undefined ? undefined : toNumber(decimal(text));
}

/** A time in ISO 8601; other spellings of older files are read as the platform does, what is no time is left out. */
export function timeIn(row: ReportRow, ...names: string[]): string | undefined {
  const text = cell(row, ...names);
  if (text === undefined) return undefined;
  const read = settleNow(() => utc(text));
  if ('value' in read) return read.value;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : utc(at);
}

/** `true`, `TRUE`, `Yes`, `1`; undefined where the column is absent or empty. */
export function flagIn(row: ReportRow, ...names: string[]): boolean | undefined {
  const text = cell(row, ...names);
  return text === undefined ? undefined : /^(true|yes|ja|y|1)$/i.test(text);
}
