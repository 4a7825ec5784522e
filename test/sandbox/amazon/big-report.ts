import { Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import { encode } from './charset';
import { line } from './report-file';
import type { Row } from './report-rows';
import type { ReportSettings } from './report-settings';

const ROWS_PER_CHUNK = 200;
const DIGITS = '0000000';

/** A packed table of any length, written while it is read: nobody holds it. */
export function bigReport(columns: string[], sample: Row, rows: number, settings: ReportSettings, charset: string): Readable {
  return Readable.from(chunks(columns, sample, rows, settings, charset)).pipe(createGzip({ level: 1 }));
}

function* chunks(columns: string[], sample: Row, rows: number, settings: ReportSettings, charset: string): Generator<Buffer> {
  const key = columns.includes('order-id') ? 'order-id' : 'amazon-order-id';
  // Encoded once; the ids that change from row to row are of ASCII digits and cut in between.
  const template = line(columns, { ...sample, [key]: '\u0001', 'order-item-id': '\u0002' }, settings);
  const pieces = template.split(/([\u0001\u0002])/).map((piece) => (piece === '\u0001' || piece === '\u0002' ? piece : encode(piece, charset).toString('latin1')));
  yield encode(columns.join('\t') + settings.lineEnd, charset);
  for (let start = 0; start < rows; start += ROWS_PER_CHUNK) {
    const lines: string[] = [];
    for (let row = start; row < Math.min(rows, start + ROWS_PER_CHUNK); row += 1) {
      const id = `305-${DIGITS.slice(String(row).length)}${row}-0000000`;
      const item = String(61_000_000_000_000 + row);
      lines.push(pieces.map((piece) => (piece === '\u0001' ? id : piece === '\u0002' ? item : piece)).join(''));
    }
    const last = start + ROWS_PER_CHUNK >= rows;
    yield Buffer.from(lines.join(settings.lineEnd) + (last && !settings.finalNewline ? '' : settings.lineEnd), 'latin1');
  }
}
