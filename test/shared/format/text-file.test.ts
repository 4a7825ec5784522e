import { fileNameOf, TextFile } from '../../../nodes/shared/format';

const bytes = (file: TextFile) => [...file.bytes()];

describe('a text file', () => {
  it('grows piece by piece, and tells each replaced letter once', () => {
    const file = new TextFile('windows-1252', 'transliterate');
    file.add('ä');
    file.add('őő');
    expect(bytes(file)).toEqual([0xe4, 0xf6, 0xf6]);
    expect(file.replaced).toEqual(['ő']);
  });

  it('refuses a piece it cannot hold, and is as it was', () => {
    const file = new TextFile('windows-1252', 'fail');
    file.add('a');
    expect(() => file.add('xő')).toThrow("'ő' (U+0151)");
    file.add('b');
    expect(Buffer.from(file.bytes()).toString('latin1')).toBe('ab');
    expect(file.replaced).toEqual([]);
  });

  it('begins with a mark where it is wanted, once', () => {
    const file = new TextFile('utf-8-bom', 'fail');
    file.add('ő');
    file.add('a');
    expect(Buffer.from(file.bytes()).toString('utf8')).toBe('\ufeffőa');
    expect(bytes(new TextFile('utf-8', 'fail'))).toEqual([]);
  });
});

describe('a file name', () => {
  it('is made of its placeholders, without what no file system takes', () => {
    expect(fileNameOf('a-{date}-{number}.csv', { date: '2026-01-05', number: '../1:2?"' })).toBe('a-2026-01-05-..-1-2-.csv');
  });

  it('says which placeholders there are', () => {
    expect(() => fileNameOf('{datum}.csv', { date: '', time: '' })).toThrow("{datum} in the file name '{datum}.csv' is unknown: use {date}, {time}");
  });
});
