import { cp1252Byte, cp1252Text, transliterate } from './cp1252';
import { FormatError } from './errors';

/** Names under which vendors announce a charset, as the platform's decoder knows it. ISO-8859-1 is read as its superset. */
const LABELS: ReadonlyMap<string, string> = new Map(Object.entries({
  utf8: 'utf-8',
  cp1252: 'windows-1252',
  'iso-8859-1': 'windows-1252',
  latin1: 'windows-1252',
  'us-ascii': 'windows-1252',
  ms932: 'shift_jis',
  cp932: 'shift_jis',
  'windows-31j': 'shift_jis',
  'shift-jis': 'shift_jis',
}));

/** The platform's name of a charset announced as Cp1252, MS932, UTF8 …; unknown names come back in lower case. */
export function charsetLabel(name: string): string {
  const lower = name.trim().toLowerCase();
  return LABELS.get(lower) ?? lower;
}

/** Charset of a Content-Type header (`text/plain; charset=Cp1252` -> windows-1252); undefined when it names none. */
export function charsetOfContentType(header: string | undefined): string | undefined {
  const named = /;\s*charset\s*=\s*"?([^";\s]+)/i.exec(header ?? '')?.[1];
  return named === undefined ? undefined : charsetLabel(named);
}

function decoderOf(label: string, fatal: boolean): InstanceType<typeof TextDecoder> | undefined {
  try {
    return new TextDecoder(label, { fatal });
  } catch {
    return undefined;
  }
}

/**
 * Bytes -> text in a named charset; a byte order mark is dropped. Windows-1252 is decoded by our own table, because some
 * Node versions read 0x80-0x9F as ISO-8859-1 and lose the euro sign (nodejs/node issue 56542).
 * Throws FormatError on a charset the platform does not know. Bytes that are no character become U+FFFD.
 */
export function decodeText(bytes: Uint8Array, charset: string): string {
  const label = charsetLabel(charset);
  if (label === 'windows-1252') return cp1252Text(bytes);
  const decoder = decoderOf(label, false);
  if (!decoder) throw new FormatError(`Charset '${charset}' is unknown`, 'bad-charset');
  return decoder.decode(bytes);
}

function decodeStrictly(bytes: Uint8Array, label: string): string | undefined {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/**
 * Text of a whole document whose charset is uncertain: by its byte order mark, else UTF-8 when every byte fits, else the
 * announced charset, else windows-1252 (apis/amazon.md 8.6: the announcement is often missing or wrong, and the first
 * umlaut may stand in the last row, so never decide on a part).
 */
export function decodeDocument(bytes: Uint8Array, announced?: string): { text: string; charset: string } {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { text: decodeText(bytes, 'utf-16le'), charset: 'utf-16le' };
  const unicode = decodeStrictly(bytes, 'utf-8');
  if (unicode !== undefined) return { text: unicode, charset: 'utf-8' };
  const label = announced === undefined ? 'windows-1252' : charsetLabel(announced);
  const usable = label !== 'utf-8' && decoderOf(label, false) !== undefined ? label : 'windows-1252';
  return { text: decodeText(bytes, usable), charset: usable };
}

export interface EncodeOptions {
  /**
   * For characters the charset lacks: `fail` (default) throws, `transliterate` writes the nearest letters (ő as ö) and
   * `?` where there are none, `replace` writes `?`.
   */
  unmappable?: 'fail' | 'transliterate' | 'replace';
  /** UTF-8 only: writes a byte order mark first. Default false. */
  bom?: boolean;
}

export interface Encoded {
  bytes: Uint8Array;
  /** Each character that could not be written as it is, once. Empty = the text is unchanged. */
  unmappable: string[];
}

/** Text -> bytes. Throws FormatError naming the characters that do not fit when `unmappable` is `fail`. */
export function encodeText(source: string, charset: 'utf-8' | 'windows-1252', options: EncodeOptions = {}): Encoded {
  const result = charset === 'utf-8' ? encodeUtf8(source, options) : encodeCp1252(source, options);
  if (result.unmappable.length > 0 && (options.unmappable ?? 'fail') === 'fail') {
    const shown = result.unmappable.slice(0, 10).map((character) => `'${character}' (U+${codeOf(character)})`).join(', ');
    throw new FormatError(`These characters do not exist in ${charset}: ${shown}. Choose UTF-8 or transliteration`, 'bad-charset');
  }
  return result;
}

const codeOf = (character: string): string => (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');

function encodeUtf8(source: string, options: EncodeOptions): Encoded {
  const halves = [...source].filter((character) => /^[\ud800-\udfff]$/.test(character));
  const clean = halves.length === 0 ? source : [...source].map((character) => (/^[\ud800-\udfff]$/.test(character) ? '?' : character)).join('');
  return { bytes: new TextEncoder().encode((options.bom ? '\ufeff' : '') + clean), unmappable: [...new Set(halves)] };
}

function encodeCp1252(source: string, options: EncodeOptions): Encoded {
  const bytes: number[] = [];
  const unmappable = new Set<string>();
  // Composed first: an e with a combining accent is one character in windows-1252.
  for (const character of source.normalize('NFC')) {
    const byte = cp1252Byte(character);
    if (byte !== undefined) {
      bytes.push(byte);
      continue;
    }
    unmappable.add(character);
    const nearest = options.unmappable === 'transliterate' ? transliterate(character) : undefined;
    for (const letter of nearest ?? '?') bytes.push(cp1252Byte(letter) ?? 0x3f);
  }
  return { bytes: Uint8Array.from(bytes), unmappable: [...unmappable] };
}
