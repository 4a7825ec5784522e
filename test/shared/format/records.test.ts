import { headerNames, parseCsv, parseCsvStream, toRecordStream, toRecords, TSV, type TableRecord } from '../../../nodes/shared/format';

describe('records', () => {
  it('reads cells by header', () => {
    expect([...toRecords([['sku', ' Bestand '], ['MUG', '7'], ['TEA']])]).toEqual([
      { row: 1, values: { sku: 'MUG', Bestand: '7' } },
      { row: 2, values: { sku: 'TEA', Bestand: '' } },
    ]);
  });

  it('loses no column', () => {
    expect(headerNames(['a', 'a', '', 'A', 'a'])).toEqual(['a', 'a#2', '#3', 'A', 'a#3']);
    expect(headerNames(['Delivery-Instructions', 'SKU'], { lowerCaseHeaders: true })).toEqual(['delivery-instructions', 'sku']);
  });

  it('marks a row with more values than columns and goes on', () => {
    const records = [...toRecords([['a', 'b'], ['1', '2', ''], ['1', '2', '3'], ['4', '5']])];
    expect(records.map((record) => record.problem)).toEqual([undefined, 'Row 2 has 3 cells, but there are 2 columns', undefined]);
  });

  it('is not confused by a column called __proto__', () => {
    const [record] = [...toRecords([['__proto__', 'b'], ['x', 'y']])];
    expect(Object.keys(record?.values ?? {})).toEqual(['__proto__', 'b']);
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });

  it('reads a report piece by piece', async () => {
    const records: TableRecord[] = [];
    for await (const record of toRecordStream(parseCsvStream(['Order-Id\tSK', 'U\n1\tMUG\n2', '\tTEA'], TSV), { lowerCaseHeaders: true })) records.push(record);
    expect(records).toEqual([
      { row: 1, values: { 'order-id': '1', sku: 'MUG' } },
      { row: 2, values: { 'order-id': '2', sku: 'TEA' } },
    ]);
  });

  it('gives nothing for a header alone', () => {
    expect([...toRecords(parseCsv('a,b\n'))]).toEqual([]);
    expect([...toRecords([])]).toEqual([]);
  });
});
