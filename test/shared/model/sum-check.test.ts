import fc from 'fast-check';
import { sumAmounts, sumCheck, type Order } from '../../../nodes/shared/model';
import { sampleOrder } from './sample';

describe('sumCheck', () => {
  const line = { id: '1', quantity: 2 };
  const cases: [string, Partial<Order>][] = [
    ['gross lines and shipping', {}],
    ['unit price times quantity', { lines: [{ ...line, unitGross: 12.99 }] }],
    ['gross out of net and tax', { lines: [{ ...line, lineNet: 21.83, tax: 4.15 }] }],
    ['gross out of net and rate', { lines: [{ ...line, lineNet: 20, taxRate: 19 }], charges: [], total: { gross: 23.8 } }],
    ['an order discount', { discounts: [{ kind: 'coupon', scope: 'order', gross: 5 }], total: { gross: 24.88 } }],
    ['a discount on a line', { discounts: [{ kind: 'promotion', scope: '1', gross: 2 }], total: { gross: 27.88 } }],
    ["a line's own discount, itemised, once", { lines: [{ ...line, lineGross: 25.98, discount: 2 }], discounts: [{ kind: 'promotion', scope: '1', gross: 2 }], total: { gross: 27.88 } }],
    ['bundle parts without a price', { lines: [{ ...line, lineGross: 25.98, kind: 'bundleParent' }, { id: '2', quantity: 1, kind: 'bundlePart' }] }],
    ['net prices plus tax', { pricesIncludeTax: false, lines: [{ ...line, lineNet: 100, tax: 19 }], charges: [{ kind: 'shipping', net: 5, tax: 0.95 }], total: { net: 105, gross: 124.95 } }],
    ["net prices plus the document's tax", { pricesIncludeTax: false, lines: [{ ...line, lineNet: 100 }], charges: [], total: { gross: 119, tax: 19 } }],
    ['net prices and a net total', { pricesIncludeTax: false, lines: [{ ...line, lineNet: 100 }], charges: [], total: { net: 100, gross: 119 } }],
    ['unit amounts finer than a cent', { lines: [{ id: '1', quantity: 3, unitGross: 8.3333 }], charges: [], total: { gross: 25 } }],
    ['forint without decimals', { currency: 'HUF', lines: [{ id: '1', quantity: 1, unitGross: 8128.4 }], charges: [], total: { gross: 8128 } }],
    ['no total', { total: undefined }],
    ['no prices at all', { lines: [{ ...line }], charges: [] }],
    ['no lines and nothing to pay', { lines: [], charges: [], total: { gross: 0 } }],
  ];
  it.each(cases)('accepts %s', (_name, changes) => {
    expect(sumCheck(sampleOrder(changes))).toEqual({ ok: true });
  });

  it('names the difference', () => {
    expect(sumCheck(sampleOrder({ total: { gross: 30 } }))).toEqual({
      ok: false,
      difference: 0.12,
      currency: 'EUR',
      explain:
        "Order 'MB7UWLD': lines 25.98 + charges 3.90 - discounts 0.00 = 29.88 EUR, but the vendor's gross total is 30.00 EUR (difference 0.12).",
    });
  });

  it('has a sign: below zero when the vendor asks less', () => {
    expect(sumCheck(sampleOrder({ total: { gross: 29.5 } }))).toMatchObject({ ok: false, difference: -0.38 });
  });

  it('accepts a difference only within the tolerance', () => {
    const order = sampleOrder({ total: { gross: 29.89 } });
    expect(sumCheck(order, '0.01')).toEqual({ ok: true });
    expect(sumCheck(order, '0.009')).toMatchObject({ ok: false, difference: 0.01 });
    expect(sumCheck(sampleOrder({ total: { gross: 29.87 } }), 0.01)).toEqual({ ok: true });
  });

  it('names a line without a price', () => {
    const order = sampleOrder({ lines: [{ id: '1', quantity: 2, lineGross: 25.98 }, { id: 'gift', quantity: 1 }] });
    expect(sumCheck(order)).toMatchObject({ ok: false, difference: 0, explain: expect.stringContaining('No price on line gift.') });
  });

  it('shows the tax where prices are net', () => {
    const order = sampleOrder({ pricesIncludeTax: false, lines: [{ id: '1', quantity: 1, lineNet: 100, tax: 19 }], charges: [], total: { gross: 120 } });
    expect(sumCheck(order)).toMatchObject({ explain: expect.stringContaining('+ tax 19.00 = 119.00 EUR') });
  });

  it('finds any cent that is off', () => {
    const cents = fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 10 });
    fc.assert(
      fc.property(cents, fc.integer({ min: -1000, max: 1000 }), (prices, off) => {
        const lines = prices.map((price, index) => ({ id: String(index), quantity: 1, lineGross: Number((price / 100).toFixed(2)) }));
        const gross = sumAmounts([...lines.map((one) => one.lineGross), (off / 100).toFixed(2)]);
        const checked = sumCheck(sampleOrder({ lines, charges: [], total: { gross } }));
        expect(checked.ok).toBe(off === 0);
        expect('difference' in checked ? checked.difference : 0).toBe(off === 0 ? 0 : Number((off / 100).toFixed(2)));
      }),
    );
  });
});
