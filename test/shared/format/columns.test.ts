import { cellsOf, chooseFields, dateCell, headingsOf, moneyCell, numberCell, type CellStyle, type Field } from '../../../nodes/shared/format';

const style: CellStyle = { decimalSign: ',', datePattern: 'dd.MM.yyyy', timeZone: 'Europe/Berlin' };

const FIELDS: ReadonlyArray<Field<{ sku: string; price?: number }>> = [
  { name: 'sku', heading: 'Number', cell: ({ sku }) => sku },
  { name: 'price', heading: 'Price', cell: ({ price }, given) => moneyCell(price, given) },
];

const chosen = (...columns: Array<{ field: string; heading: string }>) => {
  const result = chooseFields(FIELDS, columns);
  if (!('fields' in result)) throw new Error(result.unknown);
  return result.fields;
};

describe('cells', () => {
  it.each([
    [9.9, '9,90'],
    [10.916, '10,916'],
    [1 / 8, '0,125'],
    [2.00005, '2,0001'],
    [-3, '-3,00'],
    [1234567.5, '1234567,50'],
    [undefined, ''],
  ])('money %p is %p', (value, written) => expect(moneyCell(value, style)).toBe(written));

  it('numbers have no decimals they do not need', () => {
    expect([numberCell(2, style), numberCell(0.125, style), numberCell(undefined, style)]).toEqual(['2', '0,125', '']);
  });

  it('a moment is the day it is in the zone', () => {
    expect(dateCell('2026-01-05T23:30:00.000Z', style)).toBe('06.01.2026');
    expect(dateCell('2026-01-05T23:30:00.000Z', { ...style, timeZone: 'UTC' })).toBe('05.01.2026');
    expect(dateCell(undefined, style)).toBe('');
  });
});

describe('columns', () => {
  it('are all of them under their own headings unless some are chosen', () => {
    expect(headingsOf(chosen())).toEqual(['Number', 'Price']);
  });

  it('come in the order and under the headings that were chosen, one more than once if wanted', () => {
    const fields = chosen({ field: 'price', heading: '' }, { field: 'sku', heading: 'A' }, { field: 'sku', heading: 'B' });
    expect(headingsOf(fields)).toEqual(['Price', 'A', 'B']);
    expect(cellsOf(fields, { sku: '007', price: 1 }, style)).toEqual(['1,00', '007', '007']);
  });

  it('name the field that does not exist', () => {
    expect(chooseFields(FIELDS, [{ field: 'colour', heading: '' }])).toEqual({ unknown: 'colour' });
  });
});
