import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { misconfigured } from '../api/problem';
import { chooseFields, formatDate, type CellStyle, type Column, type Field, type FileCharset, type Unmappable } from '../format';
import type { ItemContext } from './operation';
import { settleNow } from './settle';

interface Named {
  name: string;
  heading: string;
}

/** `orderNumber` -> `Order Number`. */
const inWords = (name: string): string => name.replace(/([A-Z]|\d+)/g, ' $1').replace(/^./, (first) => first.toUpperCase());

const asOption = ({ name, heading }: Named): INodePropertyOptions => ({ name: `${inWords(name)} (${heading})`, value: name });

/** Which columns a table has, in which order and under which headings. */
export function columnsField(fields: readonly Named[]): INodeProperties {
  const values: INodeProperties[] = [
    Object.assign(
      { displayName: 'Field', name: 'field', type: 'options', options: [], default: '', description: 'What stands in the column' } satisfies INodeProperties,
      { options: fields.map(asOption), default: fields[0]?.name ?? '' },
    ),
    { displayName: 'Heading', name: 'heading', type: 'string', default: '', description: 'Text of the first row. Leave empty for the one in brackets.' },
  ];
  return {
    displayName: 'Columns',
    name: 'columns',
    type: 'fixedCollection',
    typeOptions: { multipleValues: true, sortable: true },
    placeholder: 'Add column',
    default: {},
    options: [{ displayName: 'Column', name: 'column', values }],
    description: 'Columns in the order they are written. Leave empty for all of them under their own headings.',
  };
}

/** Under which heading a table that is read has which field. */
export function headersField(fields: readonly Named[]): INodeProperties {
  return {
    ...columnsField(fields),
    displayName: 'Headings',
    name: 'headings',
    placeholder: 'Add heading',
    description: 'Headings of your file where they differ from the usual ones, which are known: a field named here is looked for under this heading alone',
  };
}

/** @throws Problem naming a field the table does not have */
export function columnsOf<Record, Style>(fields: ReadonlyArray<Field<Record, Style>>, item: ItemContext): Array<Field<Record, Style>> {
  const { column = [] } = item.param<{ column?: Array<Partial<Column>> }>('columns') ?? {};
  const chosen = chooseFields(fields, column.map(({ field = '', heading = '' }) => ({ field, heading: heading.trim() })));
  if ('fields' in chosen) return chosen.fields;
  throw misconfigured(`'Columns' names the field '${chosen.unknown}', which this file does not have`, `Choose one of ${fields.map(({ name }) => name).join(', ')}.`);
}

export const decimalSignField: INodeProperties = {
  displayName: 'Decimal Sign',
  name: 'decimalSign',
  type: 'options',
  options: [
    { name: 'Comma', value: ',' },
    { name: 'Point', value: '.' },
  ],
  default: ',',
  description: 'Sign in prices and quantities with decimals',
};

export const delimiterField: INodeProperties = {
  displayName: 'Delimiter',
  name: 'delimiter',
  type: 'options',
  options: [
    { name: 'Comma', value: ',' },
    { name: 'Semicolon', value: ';' },
    { name: 'Tab', value: '\t' },
  ],
  default: ';',
  description: 'What stands between two cells',
};

/** How a table is written, as {@link tableOptions} ask for it. */
export interface TableStyle extends CellStyle {
  delimiter: ';' | ',' | '\t';
  charset: FileCharset;
  unmappable: Unmappable;
  headerRow: boolean;
  /** What becomes of line breaks inside a cell: importers that read line by line take them for the end of a row. */
  lineBreaks: 'keep' | 'space';
}

/** Options of a table that is written; a channel names the defaults its target wants. */
export function tableOptions(defaults: TableStyle): INodeProperties[] {
  const { delimiter, charset, unmappable, headerRow, decimalSign, datePattern, timeZone, lineBreaks } = defaults;
  const fields: INodeProperties[] = [
    {
      displayName: 'Characters the File Cannot Hold',
      name: 'unmappable',
      type: 'options',
      options: [
        { name: 'Write the Nearest Letter', value: 'transliterate', description: 'The row of the file tells which ones' },
        { name: 'Refuse the Record', value: 'fail' },
      ],
      default: 'transliterate',
      description: 'What becomes of a letter such as ő in a Windows-1252 file',
    },
    {
      displayName: 'Charset',
      name: 'charset',
      type: 'options',
      options: [
        { name: 'UTF-8', value: 'utf-8' },
        { name: 'UTF-8 with Byte Order Mark', value: 'utf-8-bom', description: 'By which Excel recognises UTF-8' },
        { name: 'Windows-1252 (ANSI)', value: 'windows-1252' },
      ],
      default: 'windows-1252',
      description: 'How letters become bytes',
    },
    { displayName: 'Date Pattern', name: 'datePattern', type: 'string', default: 'dd.MM.yyyy', description: 'Made of yyyy MM M dd d HH H mm ss; text in single quotes' },
    decimalSignField,
    delimiterField,
    { displayName: 'Header Row', name: 'headerRow', type: 'boolean', default: true, description: 'Whether the first row holds the headings' },
    {
      displayName: 'Line Breaks in Cells',
      name: 'lineBreaks',
      type: 'options',
      options: [
        { name: 'Keep, in Quotes', value: 'keep' },
        { name: 'Write a Blank', value: 'space' },
      ],
      default: 'space',
      description: 'Programs that read line by line take a line break inside a cell for the end of the row',
    },
    { displayName: 'Time Zone', name: 'timeZone', type: 'string', default: 'Europe/Berlin', placeholder: 'e.g. Europe/Berlin', description: 'Zone in which a day begins' },
  ];
  const values: Record<string, unknown> = { delimiter, charset, unmappable, headerRow, decimalSign, datePattern, timeZone, lineBreaks };
  return fields.map((field) => Object.assign({}, field, { default: values[field.name] }));
}

/** @throws Problem naming an unknown time zone or date pattern: no record is to blame for it */
export function tableStyleOf(options: Partial<TableStyle>, defaults: TableStyle): TableStyle {
  const style = { ...defaults, ...options };
  const tried = settleNow(() => formatDate(0, style.datePattern, style.timeZone));
  if ('value' in tried) return style;
  throw misconfigured(tried.problem.message, "Correct 'Date Pattern' or 'Time Zone' in the options.");
}
