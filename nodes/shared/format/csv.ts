import { FormatError } from './errors';

/** How a delimited text is written. Default: RFC 4180, comma and double quote. */
export interface CsvDialect {
  /** One character; default `,`. */
  delimiter?: string;
  /** One character, or null for a format without quoting, in which `"` is data; default `"`. */
  quote?: string | null;
}

/** Reports and feeds of marketplaces: tab separated, no quoting, no escaping (apis/amazon.md 8.6). */
export const TSV: CsvDialect = { delimiter: '\t', quote: null };

const BOM = '\ufeff';

interface Dialect {
  delimiter: string;
  quote: string | null;
}

/** The dialect with its defaults. Throws FormatError when delimiter and quote cannot be told apart. */
export function dialectOf(options: CsvDialect = {}): Dialect {
  const { delimiter = ',', quote = '"' } = options;
  const single = (value: string): boolean => value.length === 1 && value !== '\r' && value !== '\n' && value !== BOM;
  if (!single(delimiter) || (quote !== null && (!single(quote) || quote === delimiter))) {
    throw new FormatError('Delimiter and quote must be two different single characters other than a line break', 'bad-csv');
  }
  return { delimiter, quote };
}

type State = 'start' | 'plain' | 'quoted' | 'closed';

/**
 * Parser that is fed a text piece by piece; the pieces may be cut anywhere. Line ends are CRLF or LF (a lone CR is
 * data), a byte order mark at the very start is dropped, lines without any character are skipped, cells are not trimmed.
 */
export class CsvParser {
  private readonly dialect: Dialect;
  private readonly special: RegExp;
  private state: State = 'start';
  private cell = '';
  private row: string[] = [];
  private pendingReturn = false;
  private line = 1;
  private quoteLine = 0;
  private atStart = true;
  private rows: string[][] = [];

  constructor(options: CsvDialect = {}) {
    this.dialect = dialectOf(options);
    this.special = new RegExp(`[\\r\\n${escapeClass(this.dialect.delimiter)}]`, 'g');
  }

  /** Takes the next piece; returns the rows completed by it. Throws FormatError with the line. */
  push(piece: string): string[][] {
    let from = 0;
    if (this.atStart && piece.length > 0) {
      this.atStart = false;
      if (piece.startsWith(BOM)) from = 1;
    }
    while (from < piece.length) from = this.step(piece, from);
    return this.take();
  }

  /** Ends the text; returns the last row when no line break stood behind it. Throws FormatError on an open quote. */
  end(): string[][] {
    if (this.state === 'quoted') throw new FormatError(`The quoted cell that opens in line ${this.quoteLine} is never closed`, 'bad-csv', this.quoteLine);
    this.returnAsData();
    if (this.row.length > 0 || this.state !== 'start') this.endRow();
    return this.take();
  }

  private step(piece: string, from: number): number {
    if (this.state === 'quoted') return this.readQuoted(piece, from);
    const character = piece.charAt(from);
    if (this.pendingReturn && character !== '\n') this.returnAsData();
    if (character === '\n') {
      this.pendingReturn = false;
      this.line += 1;
      this.endRow();
      return from + 1;
    }
    if (character === '\r') {
      this.pendingReturn = true;
      return from + 1;
    }
    if (character === this.dialect.delimiter) {
      this.endCell();
      return from + 1;
    }
    if (this.state === 'closed') return this.afterQuote(character, from);
    if (this.state === 'start' && character === this.dialect.quote) {
      this.state = 'quoted';
      this.quoteLine = this.line;
      return from + 1;
    }
    return this.readPlain(piece, from);
  }

  private readPlain(piece: string, from: number): number {
    this.state = 'plain';
    this.special.lastIndex = from;
    const until = this.special.exec(piece)?.index ?? piece.length;
    this.cell += piece.slice(from, until);
    return until;
  }

  private readQuoted(piece: string, from: number): number {
    const found = piece.indexOf(this.dialect.quote as string, from);
    const until = found < 0 ? piece.length : found;
    const data = piece.slice(from, until);
    this.cell += data;
    this.line += data.split('\n').length - 1;
    if (found < 0) return until;
    this.state = 'closed';
    return found + 1;
  }

  private afterQuote(character: string, from: number): number {
    if (character !== this.dialect.quote) {
      throw new FormatError(`Line ${this.line}: text follows a closing quote; a quote inside a cell must be doubled`, 'bad-csv', this.line);
    }
    this.cell += character;
    this.state = 'quoted';
    return from + 1;
  }

  private returnAsData(): void {
    if (!this.pendingReturn) return;
    this.pendingReturn = false;
    if (this.state === 'closed') throw new FormatError(`Line ${this.line}: a lone carriage return follows a closing quote`, 'bad-csv', this.line);
    this.state = 'plain';
    this.cell += '\r';
  }

  private endCell(): void {
    this.row.push(this.cell);
    this.cell = '';
    this.state = 'start';
  }

  private endRow(): void {
    const blank = this.row.length === 0 && this.state === 'start';
    if (!blank) {
      this.endCell();
      this.rows.push(this.row);
    }
    this.row = [];
    this.state = 'start';
  }

  private take(): string[][] {
    const rows = this.rows;
    this.rows = [];
    return rows;
  }
}

const escapeClass = (character: string): string => character.replace(/[\\\]^-]/, '\\$&');

/** Text -> rows of cells; every cell is text, so leading zeros stay. Throws FormatError with the line. */
export function parseCsv(source: string, options: CsvDialect = {}): string[][] {
  const parser = new CsvParser(options);
  return [...parser.push(source), ...parser.end()];
}

/** Like {@link parseCsv} for a text that arrives in pieces; holds one piece at a time. */
export async function* parseCsvStream(pieces: AsyncIterable<string> | Iterable<string>, options: CsvDialect = {}): AsyncGenerator<string[]> {
  const parser = new CsvParser(options);
  for await (const piece of pieces) yield* parser.push(piece);
  yield* parser.end();
}

/** The likeliest delimiter of a file whose origin is unknown: the commonest of `;`, tab, `,`, `|` in its first line. */
export function detectDelimiter(source: string): string {
  const firstLine = source.replace(/"[^"]*"/g, '').split(/\r?\n/, 1)[0] ?? '';
  const counted = [';', '\t', ',', '|'].map((candidate) => ({ candidate, count: firstLine.split(candidate).length }));
  return counted.reduce((best, next) => (next.count > best.count ? next : best)).candidate;
}
