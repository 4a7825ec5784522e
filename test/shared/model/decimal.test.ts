import fc from 'fast-check';
import { add, compare, decimal, divide, formatDecimal, multiply, negate, round, significantDigits, subtract, toNumber } from '../../../nodes/shared/model';

describe('decimal', () => {
  it.each([
    ['12.90', '12.9'],
    ['-0.05', '-0.05'],
    ['+7', '7'],
    ['.5', '0.5'],
    ['5.', '5'],
    [' 1.5e-7 ', '0.00000015'],
    ['1E3', '1000'],
    [0.1, '0.1'],
    [1e21, '1000000000000000000000'],
    [-0, '0'],
    [12n, '12'],
  ])('reads %p as %s', (input, shown) => {
    expect(formatDecimal(input)).toBe(shown);
  });

  it.each(['', '.', '-', '1,5', '1 000', '0x10', 'NaN', '1e9999', '1.2.3', '9'.repeat(101)])('refuses %p', (input) => {
    expect(() => decimal(input)).toThrow(expect.objectContaining({ code: 'bad-amount' }));
  });

  it('refuses what float arithmetic left behind', () => {
    expect(() => decimal(0.1 + 0.2)).toThrow('15 significant digits');
    expect(() => decimal(Infinity)).toThrow('not a number');
    expect(formatDecimal(add(0.1, 0.2))).toBe('0.3');
  });

  it.each([
    ['half-up', '0.5', '1'],
    ['half-up', '-0.5', '-1'],
    ['half-up', '1.4999', '1'],
    ['half-even', '0.5', '0'],
    ['half-even', '1.5', '2'],
    ['half-even', '2.5', '2'],
    ['half-even', '-2.5', '-2'],
    ['half-even', '2.51', '3'],
    ['down', '1.99', '1'],
    ['down', '-1.99', '-1'],
  ] as const)('rounds %s: %s -> %s', (mode, from, to) => {
    expect(formatDecimal(round(from, 0, mode))).toBe(to);
  });

  it('divides with the decimals asked for', () => {
    expect(formatDecimal(divide('19.98', '1.19', 4))).toBe('16.7899');
    expect(formatDecimal(divide(1, 3, 2))).toBe('0.33');
    expect(formatDecimal(divide('-1', '0.003', 1))).toBe('-333.3');
    expect(() => divide(1, '0.00', 2)).toThrow('divided by zero');
  });

  it('shows at least the decimals asked for and never cuts', () => {
    expect(formatDecimal('29.9', 2)).toBe('29.90');
    expect(formatDecimal('29.9', 0)).toBe('29.9');
    expect(formatDecimal('29.12345', 2)).toBe('29.12345');
    expect(formatDecimal('-0.05', 3)).toBe('-0.050');
  });

  it('becomes a number only when nothing is lost', () => {
    expect(toNumber('12.3400')).toBe(12.34);
    expect(Object.is(toNumber(negate(0)), 0)).toBe(true);
    expect(() => toNumber('1234567890.1234567')).toThrow('round it');
  });

  it('counts significant digits', () => {
    expect([0, 1200, 0.00012, 12.34, 0.1 + 0.2, NaN].map(significantDigits)).toEqual([0, 2, 2, 4, 17, Infinity]);
  });

  const cents = fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n });
  const scale = fc.integer({ min: 0, max: 8 });
  const number = fc.record({ units: cents, scale });

  it('adds, subtracts and multiplies like whole numbers do', () => {
    fc.assert(
      fc.property(number, number, number, (a, b, c) => {
        expect(compare(subtract(add(a, b), b), a)).toBe(0);
        expect(compare(multiply(a, add(b, c)), add(multiply(a, b), multiply(a, c)))).toBe(0);
      }),
    );
  });

  it('survives text', () => {
    fc.assert(fc.property(number, (a) => expect(compare(decimal(formatDecimal(a)), a)).toBe(0)));
  });

  it('survives being a JSON number up to 15 significant digits', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 15n) + 1n, max: 10n ** 15n - 1n }), scale, (units, places) => {
        const there = JSON.parse(JSON.stringify(toNumber({ units, scale: places }))) as number;
        expect(compare(there, { units, scale: places })).toBe(0);
      }),
    );
  });

  it('rounds to the nearest, half a unit away at most', () => {
    fc.assert(
      fc.property(number, fc.integer({ min: 0, max: 6 }), fc.constantFrom('half-up' as const, 'half-even' as const), (a, digits, mode) => {
        const off = subtract(round(a, digits, mode), a);
        const size = off.units < 0n ? negate(off) : off;
        expect(compare(multiply(size, 2), { units: 1n, scale: digits })).toBeLessThanOrEqual(0);
      }),
    );
  });
});
