import fc from 'fast-check';
import { decimal, over, rounded, times, toNumber } from './decimal';
import { totalsOf, type LinePrice } from './totals';

const LINE: LinePrice = { PricePerUnit: 12.99, Qty: 2, TaxRate: 19, LineDiscount: 0, TaxCostInclusive: true, UseChannelTax: true };
const ORDER = { UseChannelTax: true, PostalServiceCost: 0, PostalServiceTaxRate: 0, Discount: 0 };

describe('totals of the Linnworks room', () => {
  test('the sample of the order list: 10.00 with 20 %, postage 2.40', () => {
    const totals = totalsOf({ ...ORDER, PostalServiceCost: 2.4, PostalServiceTaxRate: 20, lines: [{ ...LINE, PricePerUnit: 10, Qty: 1, TaxRate: 20 }] });
    expect(totals).toMatchObject({ Subtotal: 10, PostageCost: 2.4, PostageCostExTax: 2, Tax: 2.07, TotalCharge: 12.4, lines: [{ Cost: 8.33, CostIncTax: 10 }] });
  });

  test('tax comes on top unless all three switches say gross', () => {
    const gross = (line: Partial<LinePrice>, UseChannelTax = true) => totalsOf({ ...ORDER, UseChannelTax, lines: [{ ...LINE, ...line }] }).TotalCharge;
    expect(gross({})).toBe(25.98);
    expect(gross({ TaxCostInclusive: false })).toBe(30.92);
    expect(gross({ UseChannelTax: false })).toBe(30.92);
    expect(gross({}, false)).toBe(30.92);
  });

  test('line discounts are percentages, the order discount is an amount', () => {
    const totals = totalsOf({ ...ORDER, Discount: 2, lines: [{ ...LINE, PricePerUnit: 100, Qty: 1, LineDiscount: 10 }] });
    expect(totals).toMatchObject({ Subtotal: 90, TotalDiscount: 2, TotalCharge: 88, lines: [{ DiscountValue: 10, CostIncTax: 90 }] });
  });

  test('no float drift: cents in, the same cents out', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 99_999_999 }), fc.integer({ min: 1, max: 99 })), { minLength: 1, maxLength: 20 }), fc.integer({ min: 0, max: 9999 }), (pieces, postage) => {
        const lines = pieces.map(([cents, Qty]) => ({ ...LINE, PricePerUnit: cents / 100, Qty }));
        const cents = pieces.reduce((sum, [price, count]) => sum + price * count, postage);
        expect(Math.round(totalsOf({ ...ORDER, PostalServiceCost: postage / 100, PostalServiceTaxRate: 19, lines }).TotalCharge * 100)).toBe(cents);
      }),
    );
  });

  test('decimals round half away from zero', () => {
    const round = (value: string) => toNumber(rounded(decimal(value), 2));
    expect([round('1.005'), round('-1.005'), round('1.0049'), round('2.675')]).toEqual([1.01, -1.01, 1, 2.68]);
    expect(toNumber(times(decimal('0.1'), decimal('0.2')))).toBe(0.02);
    expect(toNumber(rounded(over(decimal(10), decimal(3)), 4))).toBe(3.3333);
  });
});
