import fc from 'fast-check';
import {
  allocate,
  currencyDigits,
  decimal,
  differenceOf,
  formatAmount,
  fromMinorUnits,
  grossFromNet,
  netFromGross,
  perUnit,
  roundToCurrency,
  sumAmounts,
  timesQuantity,
  toMinorUnits,
  vendorAmount,
} from '../../../nodes/shared/model';

describe('money', () => {
  it.each([
    ['EUR', 2],
    ['HUF', 0],
    ['JPY', 0],
    ['KWD', 3],
    ['CZK', 2],
    ['eur', 2],
  ])('%s has %i decimals', (currency, digits) => {
    expect(currencyDigits(currency)).toBe(digits);
  });

  it('refuses what is no currency code', () => {
    expect(() => currencyDigits('€')).toThrow("'€' is not a currency code");
    expect(() => currencyDigits('EURO')).toThrow('currency code');
  });

  it('rounds and writes by currency', () => {
    expect(roundToCurrency('8128.5', 'HUF')).toBe(8129);
    expect(roundToCurrency('12.345', 'EUR')).toBe(12.35);
    expect(roundToCurrency('12.345', 'EUR', 'half-even')).toBe(12.34);
    expect(roundToCurrency('1.00449', 'KWD')).toBe(1.004);
    expect(formatAmount(29.9, 'EUR')).toBe('29.90');
    expect(formatAmount(8128, 'HUF')).toBe('8128');
  });

  it.each([
    [1299, 'EUR', 12.99],
    ['390', 'EUR', 3.9],
    [-5, 'EUR', -0.05],
    [1500, 'HUF', 1500],
    [1500, 'KWD', 1.5],
  ])('%p minor units of %s are %p', (minor, currency, amount) => {
    expect(fromMinorUnits(minor, currency)).toBe(amount);
    expect(toMinorUnits(amount, currency)).toBe(Number(minor));
  });

  it('counts minor units otherwise where a vendor does', () => {
    expect(fromMinorUnits(150000, 'HUF', 2)).toBe(1500);
    expect(toMinorUnits(1500, 'HUF', undefined, 2)).toBe(150000);
  });

  it('loses no fraction of a minor unit silently', () => {
    expect(() => fromMinorUnits(12.5, 'EUR')).toThrow('whole number');
    expect(() => toMinorUnits('12.995', 'EUR')).toThrow('finer');
    expect(toMinorUnits('12.995', 'EUR', 'half-up')).toBe(1300);
    expect(toMinorUnits('12.995', 'EUR', 'down')).toBe(1299);
  });

  it('brings every whole number of minor units back', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), fc.constantFrom('EUR', 'HUF', 'KWD', 'JPY', 'GBP'), (minor, currency) => {
        expect(toMinorUnits(fromMinorUnits(minor, currency), currency)).toBe(minor === 0 ? 0 : minor);
      }),
    );
  });

  it('calculates without drift', () => {
    expect(sumAmounts([0.1, 0.2, undefined, '0.30'])).toBe(0.6);
    expect(differenceOf(19.98, 3.19)).toBe(16.79);
    expect(timesQuantity('10.9160', 3)).toBe(32.748);
    expect(timesQuantity('10.9165', 3, 2)).toBe(32.75);
    expect(perUnit(10, 3)).toBe(3.3333);
    expect(netFromGross(35.9, 20, 2)).toBe(29.92);
    expect(netFromGross('12.99', '19')).toBe(10.916);
    expect(grossFromNet(10.916, 19, 2)).toBe(12.99);
  });

  it.each([
    ['10.00', [1, 1, 1], 2, [3.34, 3.33, 3.33]],
    ['0.05', [1, 2, 3], 2, [0.01, 0.02, 0.02]],
    ['-10', [1, 1, 1], 2, [-3.34, -3.33, -3.33]],
    ['100', ['12.50', '37.50'], 0, [25, 75]],
    ['7', [0, 0], 0, [4, 3]],
    ['5', [0, 2], 2, [0, 5]],
    ['0', [], 2, []],
    ['1.005', [1, 1], 2, [0.503, 0.502]],
  ] as const)('spreads %s over %p', (total, weights, digits, parts) => {
    expect(allocate(total, weights, digits)).toEqual(parts);
  });

  it('refuses a spread that cannot add up', () => {
    expect(() => allocate(1, [], 2)).toThrow('no parts');
    expect(() => allocate(1, [2, -1], 2)).toThrow('negative');
  });

  it('never loses a cent in a spread and stays within one unit of the fair share', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }),
        fc.array(fc.integer({ min: 0, max: 100_000 }), { minLength: 1, maxLength: 30 }),
        (cents, weights) => {
          const parts = allocate({ units: cents, scale: 2 }, weights, 2);
          expect(sumAmounts(parts)).toBe(sumAmounts([{ units: cents, scale: 2 }]));
          const whole = weights.reduce((sum, weight) => sum + weight, 0);
          weights.forEach((weight, index) => {
            const share = whole === 0 ? Number(cents) / weights.length : (Number(cents) * weight) / whole;
            expect(Math.abs(toMinorUnits(parts[index] ?? NaN, 'EUR') - share)).toBeLessThan(1.001);
          });
        },
      ),
    );
  });

  it.each([
    [2.0666666666666664, 2.06666666666667],
    [0.1 + 0.2, 0.3],
    ['12.90', 12.9],
    [' 27.0000 ', 27],
    [0, 0],
    ['', undefined],
    [null, undefined],
    [undefined, undefined],
  ])('takes a vendor amount %p as %p', (value, amount) => {
    expect(vendorAmount(value)).toBe(amount);
  });

  it('refuses vendor text that is no amount', () => {
    expect(() => vendorAmount('12,90')).toThrow("'12,90'");
    expect(() => vendorAmount(NaN)).toThrow('not an amount');
  });

  it('makes of any double an amount the model accepts', () => {
    fc.assert(fc.property(fc.double({ min: -1e15, max: 1e15, noNaN: true }), (value) => expect(() => decimal(vendorAmount(value) ?? NaN)).not.toThrow()));
  });
});
