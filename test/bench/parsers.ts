/** Each reads a tab-separated file without quoting as a stream and hands over every row behind the header. */
import { createReadStream } from 'node:fs';

import { parse as csvParse } from 'csv-parse';
import Papa from 'papaparse';
import { inferSchema, initParser, type Parser } from 'udsv';

import { readTsv } from '../../nodes/shared/format';

type Read = (file: string, row: (cells: readonly string[]) => void) => Promise<void>;

const ours: Read = async (file, row) => {
  let header = true;
  for await (const rows of readTsv(createReadStream(file))) {
    for (let at = header ? 1 : 0; at < rows.length; at += 1) row(rows[at] as string[]);
    header = false;
  }
};

const udsv: Read = async (file, row) => {
  let parser: Parser | undefined;
  for await (const text of createReadStream(file, 'utf8')) {
    parser ??= initParser(inferSchema(text as string, { col: '\t', row: '\r\n', encl: '' }));
    parser.chunk<string[]>(text as string, parser.stringArrs, row as never);
  }
  parser?.end();
};

const papaparse: Read = async (file, row) => {
  let header = true;
  await new Promise<void>((resolve, reject) => {
    Papa.parse<string[]>(createReadStream(file, 'utf8'), {
      delimiter: '\t',
      newline: '\r\n',
      // Its way without quoting.
      fastMode: true,
      skipEmptyLines: true,
      chunk: ({ data }) => {
        for (let at = header ? 1 : 0; at < data.length; at += 1) row(data[at] as string[]);
        header = false;
      },
      complete: () => resolve(),
      error: reject,
    });
  });
};

const csv: Read = async (file, row) => {
  const rows = createReadStream(file).pipe(csvParse({ delimiter: '\t', quote: null, record_delimiter: '\r\n', from_line: 2, relax_column_count: true }));
  rows.on('data', row);
  await new Promise<void>((resolve, reject) => rows.on('end', () => resolve()).on('error', reject));
};

export const PARSERS: Readonly<Record<string, Read>> = { 'this package': ours, uDSV: udsv, papaparse, 'csv-parse': csv };
