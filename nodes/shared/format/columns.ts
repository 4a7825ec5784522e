import { formatDecimal, round } from '../model/decimal';
import { UNIT_DIGITS } from '../model/money';
import type { CsvCell } from './csv-write';
import { formatDate } from './dates';
import { formatLocalNumber } from './numbers';

/** How numbers and dates of a table are written. */
export interface CellStyle {
  decimalSign: ',' | '.';
  /** Pattern such as dd.MM.yyyy. */
  datePattern: string;
  /** Zone in which a day begins, e.g. Europe/Berlin. */
  timeZone: string;
}

/** One thing a column can hold, with the heading it has unless the operator gives another. */
export interface Field<Record, Style = CellStyle> {
  name: string;
  heading: string;
  cell(record: Record, style: Style): CsvCell;
}

/** One that nobody chooses: its file always has it. */
export type FixedField<Record, Style = CellStyle> = Omit<Field<Record, Style>, 'name'>;

/** A column as the operator wants it: which field, under which heading (empty = the field's own). */
export interface Column {
  field: string;
  heading: string;
}

/** Money with two decimals at least; a unit price keeps its four. */
export const moneyCell = (value: number | undefined, { decimalSign }: Pick<CellStyle, 'decimalSign'>): string =>
  value === undefined ? '' : formatLocalNumber(formatDecimal(round(value, UNIT_DIGITS)), { decimalSign, minDecimals: 2 });

export const numberCell = (value: number | undefined, { decimalSign }: Pick<CellStyle, 'decimalSign'>): string =>
  value === undefined ? '' : formatLocalNumber(formatDecimal(value), { decimalSign });

/** A UTC moment as the day and time it is in the style's zone. @throws FormatError on an unknown pattern or zone */
export const dateCell = (moment: string | undefined, { datePattern, timeZone }: Pick<CellStyle, 'datePattern' | 'timeZone'>): string =>
  moment === undefined ? '' : formatDate(moment, datePattern, timeZone);

/** The fields to write, in the operator's order and under his headings; all of them where he chose none. */
export function chooseFields<Record, Style>(
  fields: ReadonlyArray<Field<Record, Style>>,
  columns: readonly Column[],
): { fields: Array<Field<Record, Style>> } | { unknown: string } {
  const chosen: Array<Field<Record, Style>> = [];
  for (const { field, heading } of columns) {
    const known = fields.find(({ name }) => name === field);
    if (!known) return { unknown: field };
    chosen.push(heading === '' ? known : { ...known, heading });
  }
  return { fields: columns.length === 0 ? [...fields] : chosen };
}

export const headingsOf = (fields: ReadonlyArray<{ heading: string }>): string[] => fields.map(({ heading }) => heading);

export const cellsOf = <Record, Style>(fields: ReadonlyArray<FixedField<Record, Style>>, record: Record, style: Style): CsvCell[] =>
  fields.map(({ cell }) => cell(record, style));
