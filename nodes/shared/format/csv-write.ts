import { dialectOf, type CsvDialect } from './csv';
import { FormatError } from './errors';

export interface CsvWriteOptions extends CsvDialect {
  /** Default CRLF, as RFC 4180 asks. */
  lineEnding?: '\r\n' | '\n';
  /** Writes a byte order mark first, by which Excel recognises UTF-8. Default false. */
  bom?: boolean;
  /** Quotes every cell, not only those that need it. Default false. */
  quoteAll?: boolean;
  /**
   * What to do with a delimiter or line break inside a cell of a format without quoting: `fail` (default) throws,
   * `space` writes one blank instead.
   */
  unquotable?: 'fail' | 'space';
}

export type CsvCell = string | number | boolean | null | undefined;

/**
 * Rows -> text, each line ended. Cells are written as they are: nothing is prefixed or altered against spreadsheet
 * formulas, because the reader is an import that would take the guard as data. null and undefined are empty cells.
 * Throws FormatError for a row without cells, or (without quoting) for a cell the format cannot carry.
 */
export function writeCsv(rows: Iterable<readonly CsvCell[]>, options: CsvWriteOptions = {}): string {
  const { lineEnding = '\r\n', bom = false } = options;
  const writeCell = cellWriter(options);
  const { delimiter } = dialectOf(options);
  let text = bom ? '\ufeff' : '';
  let number = 0;
  for (const row of rows) {
    number += 1;
    if (row.length === 0) throw new FormatError(`Row ${number} has no cells`, 'bad-csv', number);
    text += row.map((cell) => writeCell(cell, number, row.length === 1)).join(delimiter) + lineEnding;
  }
  return text;
}

function cellWriter(options: CsvWriteOptions): (cell: CsvCell, row: number, alone: boolean) => string {
  const { delimiter, quote } = dialectOf(options);
  const breaks = (text: string): boolean => text.includes(delimiter) || /[\r\n]/.test(text);
  if (quote === null) {
    return (cell, row, alone) => {
      const given = asText(cell);
      const text = options.unquotable === 'space' ? given.replace(/^\ufeff/, '').replace(/\r\n|\r|\n/g, ' ').split(delimiter).join(' ') : given;
      if (alone && text === '') throw new FormatError(`Row ${row} is empty, which this format cannot tell from a blank line`, 'bad-csv', row);
      if (!breaks(text) && !text.startsWith('\ufeff')) return text;
      throw new FormatError(`Row ${row}: a cell holds a delimiter, a line break or a byte order mark, which cannot be written without quotes`, 'bad-csv', row);
    };
  }
  return (cell, _row, alone) => {
    const text = asText(cell);
    const needed = options.quoteAll || breaks(text) || text.includes(quote) || text.startsWith('\ufeff') || (alone && text === '');
    return needed ? quote + text.split(quote).join(quote + quote) + quote : text;
  };
}

const asText = (cell: CsvCell): string => (cell === null || cell === undefined ? '' : String(cell));
