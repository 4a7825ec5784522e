import fc from 'fast-check';
import { formatLocalNumber, parseLocalNumber } from '../../../nodes/shared/format';

describe('parseLocalNumber', () => {
  it.each([
    ['1.234,50', ',', '1234.50'],
    ['12,90', ',', '12.90'],
    ['-0,05', ',', '-0.05'],
    ['1234', ',', '1234'],
    ['8 128,00', ',', '8128.00'],
    ['8\u00a0128', ',', '8128'],
    ["1'234.5", '.', '1234.5'],
    ['1,234.56', '.', '1234.56'],
    ['+7', '.', '7'],
    [',5', ',', '0.5'],
    ['007', '.', '007'],
    ['\u22125', '.', '-5'],
    ['1.234,5', 'auto', '1234.5'],
    ['1,234.5', 'auto', '1234.5'],
    ['12,90', 'auto', '12.90'],
    ['0,125', 'auto', '0.125'],
    ['1.234.567', 'auto', '1234567'],
    ['19.99', 'auto', '19.99'],
    ['42', 'auto', '42'],
  ] as const)('%p with %p is %p', (text, sign, decimal) => {
    expect(parseLocalNumber(text, sign)).toBe(decimal);
  });

  it.each([
    ['', ','],
    ['-', ','],
    [',', ','],
    ['1,2,3', ','],
    ['1.23,4', ','],
    ['1234.567,8', ','],
    ['.123', ','],
    ['12 €', ','],
    ['1e5', '.'],
    ['1,234', 'auto'],
    ['12 34', '.'],
    ['--5', '.'],
  ] as const)('refuses %p with %p', (text, sign) => {
    expect(() => parseLocalNumber(text, sign)).toThrow(expect.objectContaining({ code: 'bad-number' }));
  });
});

describe('formatLocalNumber', () => {
  it.each([
    ['1234.5', { decimalSign: ',' as const, minDecimals: 2 }, '1234,50'],
    [1234567.891, { decimalSign: ',' as const, thousands: '.' as const }, '1.234.567,891'],
    ['-999', { thousands: '.' as const, decimalSign: ',' as const }, '-999'],
    ['-1000', { thousands: ' ' as const }, '-1 000'],
    [0, { minDecimals: 2 }, '0.00'],
    ['12.345', { minDecimals: 2 }, '12.345'],
  ])('%p with %p is %p', (value, format, shown) => {
    expect(formatLocalNumber(value, format)).toBe(shown);
  });

  it('refuses what it would have to round or guess', () => {
    expect(() => formatLocalNumber(1e21)).toThrow('not a plain decimal');
    expect(() => formatLocalNumber('12,5')).toThrow('not a plain decimal');
    expect(() => formatLocalNumber('1', { thousands: '.' })).toThrow('must differ');
  });

  it('is read back digit by digit', () => {
    const decimalText = fc.tuple(fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }), fc.stringMatching(/^\d{0,6}$/)).map(([whole, fraction]) => (fraction === '' ? `${whole}` : `${whole}.${fraction}`));
    fc.assert(
      fc.property(decimalText, fc.constantFrom('' as const, '.' as const, ' ' as const, '\u00a0' as const), (text, thousands) => {
        expect(parseLocalNumber(formatLocalNumber(text, { decimalSign: ',', thousands }), ',')).toBe(text);
      }),
    );
  });
});
