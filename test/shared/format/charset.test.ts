import fc from 'fast-check';
import { charsetLabel, charsetOfContentType, decodeDocument, decodeText, encodeText } from '../../../nodes/shared/format';
import { cp1252Byte, cp1252Text, transliterate } from '../../../nodes/shared/format/cp1252';

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);
const utf8 = (text: string): Uint8Array => encodeText(text, 'utf-8').bytes;

describe('windows-1252', () => {
  it.each([
    [0x80, '€'],
    [0x92, '’'],
    [0x96, '–'],
    [0x9f, 'Ÿ'],
    [0x81, '\u0081'],
    [0xe4, 'ä'],
    [0x41, 'A'],
  ])('byte %i is %p', (byte, character) => {
    expect(cp1252Text(bytes(byte))).toBe(character);
    expect(cp1252Byte(character)).toBe(byte);
  });

  it('has a character of its own for each byte', () => {
    const all = Uint8Array.from({ length: 256 }, (_, index) => index);
    expect(new Set(cp1252Text(all)).size).toBe(256);
    expect(encodeText(cp1252Text(all), 'windows-1252')).toEqual({ bytes: all, unmappable: [] });
  });

  it('gives back any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 20_000 }), (raw) => {
        expect(encodeText(decodeText(raw, 'cp1252'), 'windows-1252').bytes).toEqual(raw);
      }),
      { numRuns: 30 },
    );
  });

  it('gives back any text made of its characters', () => {
    const letters = fc.string({ unit: fc.constantFrom(...cp1252Text(Uint8Array.from({ length: 256 }, (_, index) => index))) });
    fc.assert(fc.property(letters, (text) => expect(decodeText(encodeText(text, 'windows-1252').bytes, 'windows-1252')).toBe(text)));
  });

  it('writes an accent that stands apart as one letter', () => {
    expect(encodeText('Cafe\u0301', 'windows-1252')).toEqual({ bytes: bytes(0x43, 0x61, 0x66, 0xe9), unmappable: [] });
  });

  it('names what it cannot write', () => {
    expect(() => encodeText('Fő utca, Łódź ő', 'windows-1252')).toThrow("do not exist in windows-1252: 'ő' (U+0151), 'Ł' (U+0141), 'ź' (U+017A). Choose");
    expect(encodeText('Fő 😀😀', 'windows-1252', { unmappable: 'replace' })).toEqual({ bytes: utf8('F? ??'), unmappable: ['ő', '😀'] });
  });

  it('writes the nearest letters when asked, and says which', () => {
    const { bytes: written, unmappable } = encodeText('Fő Űr Łódź č ﬁ\u202f−5 漢', 'windows-1252', { unmappable: 'transliterate' });
    expect(decodeText(written, 'windows-1252')).toBe('Fö Ür Lódz c fi -5 ?');
    expect(unmappable).toEqual(['ő', 'Ű', 'Ł', 'ź', 'č', 'ﬁ', '\u202f', '−', '漢']);
  });

  it('transliterates into its own characters only', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }), (character) => {
      expect([...(transliterate(character) ?? '')].every((letter) => cp1252Byte(letter) !== undefined)).toBe(true);
    }));
  });
});

describe('utf-8', () => {
  it('gives back any text and marks its start when asked', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => expect(decodeText(utf8(`x${text}`), 'utf-8')).toBe(`x${text}`)));
    expect([...encodeText('ä', 'utf-8', { bom: true }).bytes]).toEqual([0xef, 0xbb, 0xbf, 0xc3, 0xa4]);
  });

  it('reports half a surrogate pair', () => {
    expect(() => encodeText('a\ud800b', 'utf-8')).toThrow('U+D800');
    expect(encodeText('a\ud800b😀', 'utf-8', { unmappable: 'replace' })).toEqual({ bytes: utf8('a?b😀'), unmappable: ['\ud800'] });
  });
});

describe('decodeDocument', () => {
  const umlaut = bytes(0x4b, 0xf6, 0x6c, 0x6e, 0x20, 0x80);
  it.each<[string, Uint8Array, string | undefined, { text: string; charset: string }]>([
    ['UTF-8, even when announced otherwise', utf8('Köln €'), 'Cp1252', { text: 'Köln €', charset: 'utf-8' }],
    ['a UTF-8 byte order mark', bytes(0xef, 0xbb, 0xbf, 0x61), undefined, { text: 'a', charset: 'utf-8' }],
    ['windows-1252 without an announcement', umlaut, undefined, { text: 'Köln €', charset: 'windows-1252' }],
    ['ISO-8859-1 as its superset', umlaut, 'ISO-8859-1', { text: 'Köln €', charset: 'windows-1252' }],
    ['windows-1252 announced as UTF-8', umlaut, 'UTF-8', { text: 'Köln €', charset: 'windows-1252' }],
    ['an unknown announcement', umlaut, 'klingon', { text: 'Köln €', charset: 'windows-1252' }],
    ['Shift_JIS by its Windows name', bytes(0x8a, 0xbf, 0x8e, 0x9a), 'MS932', { text: '漢字', charset: 'shift_jis' }],
    ['UTF-16 by its mark', bytes(0xff, 0xfe, 0x61, 0x00), undefined, { text: 'a', charset: 'utf-16le' }],
  ])('reads %s', (_name, raw, announced, expected) => {
    expect(decodeDocument(raw, announced)).toEqual(expected);
  });

  it('finds the only umlaut in the last of many bytes', () => {
    const late = new Uint8Array(100_001).fill(0x61);
    late[100_000] = 0xfc;
    expect(decodeDocument(late)).toMatchObject({ charset: 'windows-1252', text: expect.stringMatching(/aü$/) });
  });
});

describe('charset names', () => {
  it.each([
    ['text/plain; charset=Cp1252', 'windows-1252'],
    ['text/plain;charset="UTF-8"', 'utf-8'],
    ['text/plain; charset=Windows-31J', 'shift_jis'],
    ['text/plain', undefined],
    [undefined, undefined],
  ])('%p announces %p', (header, charset) => {
    expect(charsetOfContentType(header)).toBe(charset);
  });

  it('are refused when unknown', () => {
    expect(charsetLabel('UTF8')).toBe('utf-8');
    expect(() => decodeText(bytes(1), 'constructor')).toThrow("Charset 'constructor' is unknown");
  });
});
