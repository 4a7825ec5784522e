import { gzipSync } from 'node:zlib';

import fc from 'fast-check';

import { decodeLines, gunzipWherePacked, parseCsv, readTsv, TSV } from '../../../nodes/shared/format';

async function* cut(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function rowsOf(bytes: Uint8Array, size: number, announced?: string): Promise<string[][]> {
  const rows: string[][] = [];
  for await (const some of readTsv(cut(bytes, size), announced)) rows.push(...some);
  return rows;
}

async function bytesOf(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const piece of pieces) parts.push(piece);
  return Buffer.concat(parts);
}

const cell = fc.string({ unit: fc.constantFrom('a', '"', "'", 'ä', '€', ' ', 'ő', '\r', '漢'), maxLength: 5 });

it('gives the same rows as the parser for whole texts, wherever the bytes are cut', async () => {
  const document = fc.tuple(
    fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 8 }),
    fc.constantFrom('\n', '\r\n'),
    fc.boolean(),
    fc.boolean(),
  );
  await fc.assert(
    fc.asyncProperty(document, fc.integer({ min: 1, max: 9 }), async ([rows, end, ended, bom], size) => {
      const text = (bom ? '\ufeff' : '') + rows.map((cells) => cells.join('\t')).join(end) + (ended ? end : '');
      expect(await rowsOf(Buffer.from(text), size)).toEqual(parseCsv(text, TSV));
    }),
  );
});

it('judges the charset where the umlauts are, also when the first one stands in the last row', async () => {
  const plain = 'id\tname\n'.repeat(50);
  const latin = Buffer.concat([Buffer.from(plain), Buffer.from('1\tM\xfcller \x80\n', 'latin1')]);
  expect((await rowsOf(latin, 64)).at(-1)).toEqual(['1', 'Müller €']);
  expect((await rowsOf(latin, 64, 'ISO-8859-1')).at(-1)).toEqual(['1', 'Müller €']);
  expect((await rowsOf(latin, 64, 'UTF-8')).at(-1)).toEqual(['1', 'Müller €']);
  expect((await rowsOf(Buffer.from(`${plain}1\tMüller €\n`), 64, 'Cp1252')).at(-1)).toEqual(['1', 'Müller €']);
});

it('reads Shift_JIS when it is announced', async () => {
  const bytes = Buffer.concat([Buffer.from('id\tname\n1\t'), Buffer.from([0x8e, 0x52, 0x93, 0x63]), Buffer.from('\n')]);
  expect(await rowsOf(bytes, 5, 'MS932')).toEqual([['id', 'name'], ['1', '山田']]);
});

it('holds a line and no more', async () => {
  const row = Buffer.from(`${'x'.repeat(97)}\t1\n`);
  let longest = 0;
  async function* many(): AsyncGenerator<Uint8Array> {
    for (let index = 0; index < 2_000; index++) yield row;
  }
  for await (const piece of decodeLines(many())) longest = Math.max(longest, piece.length);
  expect(longest).toBe(row.length);
});

describe('gunzip', () => {
  const text = Buffer.from('id\tname\n1\tMüller\n'.repeat(2_000));

  it.each([1, 7, 4096])('unpacks what is packed, in pieces of %i bytes', async (size) => {
    expect((await bytesOf(gunzipWherePacked(cut(gzipSync(text), size)))).equals(text)).toBe(true);
  });

  it('leaves alone what is not, also an empty document', async () => {
    expect((await bytesOf(gunzipWherePacked(cut(text, 11)))).equals(text)).toBe(true);
    expect(await bytesOf(gunzipWherePacked(cut(Buffer.alloc(0), 11)))).toHaveLength(0);
  });

  it('says that a document is damaged', async () => {
    const damaged = gzipSync(text).subarray(0, 60);
    await expect(bytesOf(gunzipWherePacked(cut(damaged, 16)))).rejects.toThrow('damaged');
  });

  it('tells a broken connection as what it is', async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield gzipSync(text).subarray(0, 40);
      throw new Error('the line went dead');
    }
    await expect(bytesOf(gunzipWherePacked(broken()))).rejects.toThrow('the line went dead');
  });
});
