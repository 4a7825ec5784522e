import fc from 'fast-check';
import { CsvParser, TSV, detectDelimiter, parseCsv, parseCsvStream, writeCsv, type CsvDialect, type CsvWriteOptions } from '../../../nodes/shared/format';

const cell = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom('"', ',', ';', '\t', '\r', '\n', 'a', ' ', '\ufeff', 'ő', '😀') }));
const table = fc.array(fc.array(cell, { minLength: 1, maxLength: 6 }), { maxLength: 8 });
const quoted = fc.constantFrom<CsvDialect>({}, { delimiter: ';' }, { delimiter: '\t' }, { delimiter: '|', quote: "'" });

/** Cuts a text at arbitrary places, also inside line ends and doubled quotes. */
function cut(text: string, places: readonly number[]): string[] {
  const cuts = [...new Set(places.map((place) => place % (text.length + 1)))].sort((a, b) => a - b);
  return [0, ...cuts].map((from, index) => text.slice(from, cuts[index] ?? text.length));
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

describe('csv', () => {
  it.each<[string, string, string[][]]>([
    ['plain rows', 'a,b\r\n1,2\r\n', [['a', 'b'], ['1', '2']]],
    ['no line end at the end', 'a,b\n1,2', [['a', 'b'], ['1', '2']]],
    ['an empty last cell', 'a,\n', [['a', '']]],
    ['quotes, doubled quotes, delimiters and line breaks', '"a ""b""","c,d","e\r\nf"\n', [['a "b"', 'c,d', 'e\r\nf']]],
    ['blank lines, which are no rows', '\r\na\n\n\r\nb\n', [['a'], ['b']]],
    ['a quoted empty cell, which is one', '""\n', [['']]],
    ['a byte order mark', '\ufeffa,b\n', [['a', 'b']]],
    ['a quote inside a cell', 'a"b,c\n', [['a"b', 'c']]],
    ['a lone carriage return, which is data', 'a\rb,c\n', [['a\rb', 'c']]],
    ['blanks and leading zeros', ' 01 ,002\n', [[' 01 ', '002']]],
    ['nothing', '', []],
  ])('reads %s', (_name, text, rows) => {
    expect(parseCsv(text)).toEqual(rows);
  });

  it('takes a quote for data where there is no quoting', () => {
    expect(parseCsv('"a\tb "c"\r\nd\t\r\n', TSV)).toEqual([['"a', 'b "c"'], ['d', '']]);
  });

  it.each([
    ['a,b\n"c,d\n', 2, 'opens in line 2 is never closed'],
    ['a\n"b\n\nc"x\n', 4, 'Line 4: text follows a closing quote'],
    ['"a"\rb\n', 1, 'lone carriage return'],
  ])('names the line in %p', (text, line, message) => {
    expect(() => parseCsv(text)).toThrow(expect.objectContaining({ code: 'bad-csv', line, message: expect.stringContaining(message) }));
  });

  it.each<CsvDialect>([{ delimiter: '' }, { delimiter: '::' }, { delimiter: '\n' }, { delimiter: '"' }, { quote: 'ab' }])('refuses the dialect %p', (dialect) => {
    expect(() => new CsvParser(dialect)).toThrow('two different single characters');
  });

  it('writes RFC 4180', () => {
    expect(writeCsv([['a', 'b,c', 'd"e', 'f\ng'], [1, true, null, undefined]])).toBe('a,"b,c","d""e","f\ng"\r\n1,true,,\r\n');
    expect(writeCsv([['Köln', '01']], { delimiter: ';', lineEnding: '\n', bom: true, quoteAll: true })).toBe('\ufeff"Köln";"01"\n');
  });

  it('leaves what a spreadsheet would take for a formula as it is', () => {
    expect(writeCsv([['=1+1', '@x', '-5', '+49 221']])).toBe('=1+1,@x,-5,+49 221\r\n');
  });

  it('gives back whatever was written, in any dialect and any cutting', async () => {
    await fc.assert(
      fc.asyncProperty(table, quoted, fc.constantFrom<CsvWriteOptions>({}, { bom: true }, { lineEnding: '\n' }, { quoteAll: true }), fc.array(fc.nat(), { maxLength: 20 }), async (rows, dialect, options, places) => {
        const text = writeCsv(rows, { ...dialect, ...options });
        expect(parseCsv(text, dialect)).toEqual(rows);
        expect(await collect(parseCsvStream(cut(text, places), dialect))).toEqual(rows);
      }),
      { numRuns: 500 },
    );
  });

  it('gives back tab separated text without quotes, whatever the cells hold but breaks', () => {
    const plain = cell.map((text) => text.replace(/[\t\r\n\ufeff]/g, ''));
    const rows = fc.array(fc.array(plain, { minLength: 2, maxLength: 5 }), { maxLength: 8 });
    fc.assert(fc.property(rows, (cells) => expect(parseCsv(writeCsv(cells, TSV), TSV)).toEqual(cells)));
  });

  it('refuses without quotes what cannot be told apart, or writes blanks when asked', () => {
    expect(() => writeCsv([['ok', 'x'], ['a\tb', 'c']], TSV)).toThrow(expect.objectContaining({ line: 2, code: 'bad-csv' }));
    expect(() => writeCsv([['a\nb', '']], TSV)).toThrow('without quotes');
    expect(() => writeCsv([['']], TSV)).toThrow('blank line');
    expect(() => writeCsv([[]])).toThrow('no cells');
    expect(writeCsv([['a\tb\r\nc', '"']], { ...TSV, unquotable: 'space' })).toBe('a b c\t"\r\n');
  });

  it('takes pieces as they come from a stream', async () => {
    async function* pieces(): AsyncGenerator<string> {
      yield '\ufeffa,"b';
      yield '"';
      yield '"c"\r';
      yield '\nd,e';
    }
    expect(await collect(parseCsvStream(pieces()))).toEqual([['a', 'b"c'], ['d', 'e']]);
  });

  it('reads a large report in linear time', () => {
    const row = `306-1234567-7654321\t51234567890123\t${'x'.repeat(400)}\n`;
    expect(parseCsv(row.repeat(20_000), TSV)).toHaveLength(20_000);
  });

  it.each([
    ['a;b;c\n1,5;2;3', ';'],
    ['a\tb,c\td\n', '\t'],
    ['"x;y;z",b\n', ','],
    ['alone', ';'],
  ])('guesses the delimiter of %p', (text, delimiter) => {
    expect(detectDelimiter(text)).toBe(delimiter);
  });
});
