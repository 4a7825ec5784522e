/**
 * Windows-1252 as the WHATWG Encoding Standard defines it: 0x80-0x9F below, everything else equal to U+0000-U+00FF;
 * the five bytes without a character (81 8D 8F 90 9D) stand for the control codes of the same number.
 */
const HIGH = '\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178';

const bytesOfHigh: ReadonlyMap<string, number> = new Map([...HIGH].map((character, index) => [character, 0x80 + index]));

/** Byte of one character; undefined when windows-1252 lacks it. */
export function cp1252Byte(character: string): number | undefined {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x80 || (code >= 0xa0 && code <= 0xff)) return code;
  return bytesOfHigh.get(character);
}

const PIECE = 8192;

/** Bytes -> text; every byte has a character. */
export function cp1252Text(bytes: Uint8Array): string {
  let text = '';
  for (let from = 0; from < bytes.length; from += PIECE) {
    const codes = Array.from(bytes.subarray(from, from + PIECE), (byte) => (byte >= 0x80 && byte <= 0x9f ? HIGH.charCodeAt(byte - 0x80) : byte));
    text += String.fromCharCode(...codes);
  }
  return text;
}

/**
 * Nearest spelling of characters outside windows-1252. Hungarian ő and ű become ö and ü (not o and u), as is usual where
 * the letters are missing; accents on other letters are dropped.
 */
const NEAREST: Readonly<Record<string, string>> = {
  ő: 'ö',
  Ő: 'Ö',
  ű: 'ü',
  Ű: 'Ü',
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  ħ: 'h',
  ı: 'i',
  ẞ: 'SS',
  '\u2010': '-',
  '\u2011': '-',
  '\u2012': '-',
  '\u2015': '-',
  '\u2212': '-',
  '\u2032': "'",
  '\u2033': '"',
  '\u2009': ' ',
  '\u200a': ' ',
  '\u202f': ' ',
  '\u2003': ' ',
  '\u2002': ' ',
  '\u200b': '',
  '\u200c': '',
  '\u200d': '',
  '\ufeff': '',
};

/** Nearest text in windows-1252 for one character (ő -> ö, č -> c, ﬁ -> fi); undefined when there is none. */
export function transliterate(character: string): string | undefined {
  const listed = NEAREST[character];
  if (listed !== undefined) return listed;
  const plain = character.normalize('NFKD').replace(/\p{M}/gu, '');
  return plain !== '' && [...plain].every((letter) => cp1252Byte(letter) !== undefined) ? plain : undefined;
}
