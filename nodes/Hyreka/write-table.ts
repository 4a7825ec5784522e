import { createHash } from 'node:crypto';

import { fileNameOf, formatDate, TextFile, TSV, writeCsv, type CsvCell, type CsvWriteOptions } from '../shared/format';
import { WithFiles, type FileResult, type RowFile } from '../shared/node/operation';
import { settleNow } from '../shared/node/settle';
import type { TableStyle } from '../shared/node/table-fields';
import type { Job, Table } from './jobs';

export interface FileTarget {
  content: string;
  /** Pattern with placeholders. */
  name: string;
  mimeType: string;
  binaryProperty: string;
  /** Epoch milliseconds. */
  now: number;
}

/** The same content gets the same mark, so that a repeated run writes over its file instead of making a second one. */
const markOf = (data: Uint8Array): string => createHash('sha256').update(data).digest('hex').slice(0, 8);

/** @throws FormatError for an unknown placeholder */
export function namedFile({ name, mimeType, now }: FileTarget, data: Uint8Array, timeZone: string, more: Readonly<Record<string, string>>): RowFile {
  const values = { date: formatDate(now, 'yyyy-MM-dd', timeZone), time: formatDate(now, 'HHmmss', timeZone), mark: markOf(data), ...more };
  return { data, fileName: fileNameOf(name, values), mimeType };
}

function dialectOf(style: TableStyle, isReport: boolean): CsvWriteOptions {
  // Amazon's reports have no quoting: tabs and line breaks in values become blanks (hyreka.md §2).
  return isReport ? { ...TSV, unquotable: 'space' } : { delimiter: style.delimiter };
}

const inOneLine = (cell: CsvCell): CsvCell => (typeof cell === 'string' ? cell.replace(/\s*[\r\n]+\s*/g, ' ') : cell);

/** All records in one file; one that the charset cannot hold fails alone where it is not to be transliterated. */
export function tableFile(table: Table, style: TableStyle, isReport: boolean, target: FileTarget): FileResult {
  const dialect = dialectOf(style, isReport);
  const file = new TextFile(style.charset, style.unmappable);
  const failed = [...table.failed];
  const inFile: Job[] = [];
  if (style.headerRow) file.add(writeCsv([table.headings], dialect));
  for (const job of table.jobs) {
    const added = settleNow(() => file.add(writeCsv(style.lineBreaks === 'keep' ? job.rows : job.rows.map((row) => row.map(inOneLine)), dialect)));
    if ('problem' in added) failed.push(...job.indexes.map((index) => ({ index, problem: added.problem.about(`'${job.written[0]?.number}'`) })));
    else inFile.push(job);
  }
  if (inFile.length === 0) return { rows: [], failed };
  const made = namedFile(target, file.bytes(), style.timeZone, { first: inFile[0]?.written[0]?.number ?? '', last: inFile.at(-1)?.written[0]?.number ?? '' });
  const row = {
    fileName: made.fileName,
    content: target.content,
    rows: inFile.reduce((sum, { rows }) => sum + rows.length, 0),
    records: inFile.flatMap(({ written }) => written.map((one) => ({ ...one, outcome: 'written', targetId: made.fileName }))),
    remarks: inFile.flatMap(({ remarks }) => remarks),
    replaced: file.replaced,
  };
  return { rows: [new WithFiles(row, { [target.binaryProperty]: made })], failed };
}
