import { decodeText } from './charset';

const NEWLINE = 0x0a;
const CR = 13;
const BOM = '\ufeff';

/** Strict UTF-8; undefined where a byte does not fit. */
function asUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  if (parts.length === 1) return parts[0] as Uint8Array;
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/**
 * A text document as pieces of whole lines, whatever its size. The charset is judged for each piece anew, as
 * `decodeDocument` does for a whole document: UTF-8 where every byte fits, else the announced one, else windows-1252.
 * A piece without umlauts is the same in all of them, and one with umlauts fits UTF-8 only when it is UTF-8; so the
 * first umlaut may stand in the last row and nothing has to be read twice. Lines may be cut at the line feed's byte in
 * every charset in question, also in Shift_JIS.
 */
export async function* decodeLines(chunks: AsyncIterable<Uint8Array>, announced?: string): AsyncGenerator<string> {
  const fallback = announced === undefined || /^utf-?8$/i.test(announced.trim()) ? 'windows-1252' : announced;
  const decode = (bytes: Uint8Array): string => asUtf8(bytes) ?? decodeText(bytes, fallback);
  let held: Uint8Array[] = [];
  let atStart = true;
  const piece = (bytes: Uint8Array): string => {
    const text = decode(bytes);
    const bare = atStart && text.startsWith(BOM) ? text.slice(1) : text;
    atStart = false;
    return bare;
  };
  for await (const chunk of chunks) {
    const cut = chunk.lastIndexOf(NEWLINE);
    if (cut < 0) {
      if (chunk.length > 0) held.push(chunk.slice());
      continue;
    }
    const whole = joined([...held, chunk.subarray(0, cut + 1)]);
    held = cut + 1 < chunk.length ? [chunk.slice(cut + 1)] : [];
    yield piece(whole);
  }
  if (held.length > 0) yield piece(joined(held));
}

/** Cells of one line without its line end; undefined for a line without any character. */
function cellsOf(text: string, from: number, to: number): string[] | undefined {
  const end = to > from && text.charCodeAt(to - 1) === CR ? to - 1 : to;
  return end > from ? text.slice(from, end).split('\t') : undefined;
}

/**
 * Rows of a tab-separated document without quoting (`TSV` of csv.ts), piece by piece: memory does not grow with the
 * document. Rules are those of `parseCsv` with that dialect: CRLF or LF, a lone CR is data, blank lines are skipped.
 */
export async function* readTsv(chunks: AsyncIterable<Uint8Array>, announced?: string): AsyncGenerator<string[][]> {
  let unended = '';
  for await (const text of decodeLines(chunks, announced)) {
    const rows: string[][] = [];
    let from = 0;
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', from)) {
      const cells = cellsOf(text, from, at);
      if (cells) rows.push(cells);
      from = at + 1;
    }
    unended = text.slice(from);
    if (rows.length > 0) yield rows;
  }
  // The end of the text is no line end: a CR in front of it is data.
  if (unended !== '') yield [unended.split('\t')];
}
