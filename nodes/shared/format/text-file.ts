import { encodeText } from './charset';
import { FormatError } from './errors';

/** Charset of a file, as an operator picks it. */
export type FileCharset = 'windows-1252' | 'utf-8' | 'utf-8-bom';

export type Unmappable = 'transliterate' | 'fail';

/** Bytes of a text file that grows piece by piece, so that a piece the charset cannot hold is refused alone. */
export class TextFile {
  private readonly pieces: Uint8Array[] = [];
  private readonly lost = new Set<string>();

  constructor(
    private readonly charset: FileCharset,
    private readonly unmappable: Unmappable,
  ) {
    if (charset === 'utf-8-bom') this.pieces.push(new TextEncoder().encode('\ufeff'));
  }

  /** @throws FormatError naming the characters the charset lacks, unless they are transliterated; the file is unchanged then */
  add(text: string): void {
    const { bytes, unmappable } = encodeText(text, this.charset === 'windows-1252' ? 'windows-1252' : 'utf-8', { unmappable: this.unmappable });
    this.pieces.push(bytes);
    for (const character of unmappable) this.lost.add(character);
  }

  /** Characters that were written as their nearest spelling. */
  get replaced(): string[] {
    return [...this.lost];
  }

  bytes(): Uint8Array {
    const whole = new Uint8Array(this.pieces.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const piece of this.pieces) {
      whole.set(piece, at);
      at += piece.length;
    }
    return whole;
  }
}

const UNSAFE = /[\\/:*?"<>|\u0000-\u001f]+/g;

/**
 * A file name out of a pattern such as `orders-{date}.csv`; what no file system takes becomes a hyphen.
 *
 * @throws FormatError naming a placeholder that `values` lacks
 */
export function fileNameOf(pattern: string, values: Readonly<Record<string, string>>): string {
  const named = pattern.replace(/\{(\w+)\}/g, (placeholder, name: string) => {
    const value = values[name];
    if (value !== undefined) return value;
    const known = Object.keys(values).map((one) => `{${one}}`).join(', ');
    throw new FormatError(`${placeholder} in the file name '${pattern}' is unknown: use ${known}`, 'bad-csv');
  });
  return named.replace(UNSAFE, '-').trim();
}
