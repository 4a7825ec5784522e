/** Tab-separated reports against csv-parse with quoting switched off, which was written by others. */
import type { Options } from 'csv-parse';
import { parse as parseSync } from 'csv-parse/sync';
import fc from 'fast-check';

import { headerNames, readTsv, toRecordStream } from '../../../nodes/shared/format';

jest.setTimeout(240_000);

const ORACLE: Options = { delimiter: '\t', quote: null, escape: null, record_delimiter: ['\r\n', '\n'], relax_column_count: true, skip_empty_lines: true, bom: true };

async function* cut(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function ours(text: string, size: number): Promise<string[][]> {
  const rows: string[][] = [];
  for await (const some of readTsv(cut(Buffer.from(text), size))) rows.push(...some);
  return rows;
}

const theirs = (text: string): string[][] => parseSync(text, ORACLE) as unknown as string[][];

/** What titles and names are made of; a carriage return is data unless a line feed follows it. */
const cell = fc.string({ unit: fc.constantFrom('a', '7', '"', "'", ',', ';', '\\', ' ', 'ä', '€', 'ő', '漢', '\r'), maxLength: 6 });
const end = fc.constantFrom('\n', '\r\n');
const size = fc.integer({ min: 1, max: 40 });

it('reads the same rows: quotes in titles, tabs at line ends, LF and CRLF mixed, rows of any length, with and without a last line end', async () => {
  const line = fc.tuple(fc.array(cell, { minLength: 1, maxLength: 6 }), fc.nat({ max: 3 }), end);
  const document = fc.tuple(fc.array(line, { minLength: 1, maxLength: 12 }), fc.boolean(), fc.boolean());
  let quotes = 0;
  let trailing = 0;
  let unended = 0;
  await fc.assert(
    fc.asyncProperty(document, size, async ([lines, last, bom], pieces) => {
      const body = lines.map(([cells, tabs, ends], at) => cells.join('\t') + '\t'.repeat(tabs) + (last || at + 1 < lines.length ? ends : '')).join('');
      const text = (bom ? '\ufeff' : '') + body;
      quotes += /[^\t\r\n]*"[^\t\r\n]*/.test(text) ? 1 : 0;
      trailing += /\t\r?\n/.test(text) ? 1 : 0;
      unended += last ? 0 : 1;
      expect(await ours(text, pieces)).toEqual(theirs(text));
    }),
    { numRuns: 400 },
  );
  // The property is worth something only where these occurred.
  for (const count of [quotes, trailing, unended]) expect(count).toBeGreaterThan(40);
});

it('finds each value under its name: columns shuffled, some absent, some with names of another language, some twice', async () => {
  const names = ['order-id', 'Order-Item-ID', 'product-name', 'Artikelbezeichnung', 'nom-du-destinataire', '商品名', 'größe', 'bill-address-1', 'sku', 'sku'];
  const header = fc.shuffledSubarray(names, { minLength: 2 });
  await fc.assert(
    fc.asyncProperty(header, fc.array(fc.array(cell.map((text) => text.replace(/\r/g, '')), { minLength: 10, maxLength: 10 }), { minLength: 1, maxLength: 6 }), end, size, async (columns, table, ends, pieces) => {
      const rows = table.map((cells) => cells.slice(0, columns.length)).filter((cells) => cells.join('\t') !== '');
      const text = [columns, ...rows].map((cells) => cells.join('\t')).join(ends) + ends;
      const found: Array<Record<string, string>> = [];
      async function* single(): AsyncGenerator<string[]> {
        for await (const some of readTsv(cut(Buffer.from(text), pieces))) yield* some;
      }
      for await (const { values } of toRecordStream(single(), { lowerCaseHeaders: true })) found.push(values);
      const wanted = parseSync(text, { ...ORACLE, columns: (given: string[]) => headerNames(given, { lowerCaseHeaders: true }) }) as unknown as object[];
      expect(found).toEqual(wanted);
      expect(found.map((values) => Object.values(values))).toEqual(rows);
    }),
    { numRuns: 200 },
  );
});

it('reads two million rows piece by piece: every cell as it was written, the first of them as the oracle reads them', async () => {
  const ROWS = 2_000_000;
  const PIECE = 10_000;
  // Four cells in all of them: csv-parse makes an error with its stack for each row of another length, also where it lets it pass.
  const cellsOf = (index: number): string[] => [
    `303-${index}`,
    `"${index % 7 === 0 ? 'Größe, 12" ' : ''}${index}`,
    index % 3 === 0 ? '' : String(index),
    index % 5 === 0 ? 'x' : '',
  ];
  const row = (index: number): string => cellsOf(index).join('\t') + (index % 2 === 0 ? '\r\n' : '\n');
  const textOf = (from: number, count: number): string => Array.from({ length: count }, (_, at) => row(from + at)).join('');
  async function* document(): AsyncGenerator<Uint8Array> {
    // Cut in the middle of a line: what is left over belongs to the next piece.
    let rest = '';
    for (let from = 0; from < ROWS; from += PIECE) {
      const text = rest + textOf(from, PIECE);
      const at = text.length - 17;
      rest = text.slice(at);
      yield Buffer.from(text.slice(0, at));
    }
    yield Buffer.from(rest);
  }
  const first: string[][] = [];
  let read = 0;
  let wrong = 0;
  let most = 0;
  for await (const rows of readTsv(document())) {
    most = Math.max(most, rows.length);
    for (const cells of rows) {
      if (cells.join('\t') !== cellsOf(read).join('\t')) wrong += 1;
      if (read < PIECE) first.push(cells);
      read += 1;
    }
  }
  expect([read, wrong]).toEqual([ROWS, 0]);
  // A piece's rows are all that is held.
  expect(most).toBeLessThanOrEqual(PIECE + 1);
  expect(first).toEqual(theirs(textOf(0, PIECE)));
});
