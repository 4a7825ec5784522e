export interface TableRecord {
  /** 1 for the first row below the header. */
  row: number;
  /** Cell by header name. */
  values: Record<string, string>;
  /** What is wrong with this row; the other rows are not affected. */
  problem?: string;
}

export interface RecordOptions {
  /** Header names in lower case, for formats that compare them without regard to case. */
  lowerCaseHeaders?: boolean;
}

/**
 * Header names as keys: trimmed, a name that occurs again gets `#2`, `#3` …, an empty one becomes `#` and its column
 * number, so that no column is lost.
 */
export function headerNames(header: readonly string[], options: RecordOptions = {}): string[] {
  const used = new Map<string, number>();
  return header.map((cell, index) => {
    const trimmed = cell.trim() || `#${index + 1}`;
    const name = options.lowerCaseHeaders ? trimmed.toLowerCase() : trimmed;
    const times = (used.get(name) ?? 0) + 1;
    used.set(name, times);
    return times === 1 ? name : `${name}#${times}`;
  });
}

/**
 * Rows with a header row first -> one record per row, cells by header name. A short row is filled with empty cells;
 * a row with more non-empty cells than there are headers is handed on with `problem`, since a stray delimiter has
 * probably moved its values.
 */
export function* toRecords(rows: Iterable<readonly string[]>, options: RecordOptions = {}): Generator<TableRecord> {
  let names: string[] | undefined;
  let row = 0;
  for (const cells of rows) {
    if (!names) {
      names = headerNames(cells, options);
      continue;
    }
    row += 1;
    yield recordOf(row, names, cells);
  }
}

/** Like {@link toRecords} for rows that arrive in pieces. */
export async function* toRecordStream(rows: AsyncIterable<readonly string[]>, options: RecordOptions = {}): AsyncGenerator<TableRecord> {
  let names: string[] | undefined;
  let row = 0;
  for await (const cells of rows) {
    if (!names) {
      names = headerNames(cells, options);
      continue;
    }
    row += 1;
    yield recordOf(row, names, cells);
  }
}

function recordOf(row: number, names: readonly string[], cells: readonly string[]): TableRecord {
  const values = Object.fromEntries(names.map((name, index) => [name, cells[index] ?? '']));
  const surplus = cells.slice(names.length).some((cell) => cell.trim() !== '');
  return surplus ? { row, values, problem: `Row ${row} has ${cells.length} cells, but there are ${names.length} columns` } : { row, values };
}
