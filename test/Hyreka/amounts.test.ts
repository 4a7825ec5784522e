import { priceOrder } from '../../nodes/Hyreka/amounts';
import type { Order, OrderLine } from '../../nodes/shared/model';
import { MUGS } from './support/orders';

const order = (line: Partial<OrderLine>, more: Partial<Order> = {}): Order => ({ ...MUGS, charges: [], total: undefined, lines: [{ id: '1', sku: 'A', quantity: 3, ...line }], ...more });
const lineOf = (...given: Parameters<typeof order>) => priceOrder(order(...given)).lines[0];

describe('a line', () => {
  it('is its total less its tax, not its unit price times its pieces', () => {
    // hyreka.md §2: 19.98 - 3.19 = 16.79, while 2 x 8.39 = 16.78.
    expect(priceOrder(MUGS).lines[0]).toMatchObject({ amount: { gross: 19.98, net: 16.79 }, unit: { gross: 9.99, net: 8.395 } });
  });

  it('with a discount: the rate tells the tax where there is one', () => {
    expect(lineOf({ lineGross: 38.97, tax: 6.22, taxRate: 19, discount: 2 })).toMatchObject({ amount: { gross: 38.97, net: 32.75 }, discount: { gross: 2, net: 1.68 } });
  });

  it('with a discount and no rate: the tax is that of what is paid', () => {
    // 36.90 paid, 5.90 tax: 31.00 net, and the discount in the same proportion.
    expect(lineOf({ lineGross: 38.9, tax: 5.9, discount: 2 })).toMatchObject({ amount: { gross: 38.9, net: 32.68 }, discount: { gross: 2, net: 1.68 } });
  });

  it('that is given away keeps what it would have cost', () => {
    expect(lineOf({ lineGross: 11.9, taxRate: 19, discount: 11.9 })).toMatchObject({ amount: { gross: 11.9, net: 10 }, discount: { gross: 11.9, net: 10 } });
  });

  it('without price stays without', () => {
    expect(lineOf({})).toMatchObject({ amount: { gross: undefined, net: undefined }, unit: { gross: undefined, net: undefined } });
  });

  it('takes the order’s discounts on it only where it has no figure of its own', () => {
    const discounts = [{ kind: 'coupon', scope: '1', gross: 1 }, { kind: 'coupon', scope: '1', gross: 0.5 }];
    expect(lineOf({ lineGross: 10, taxRate: 0 }, { discounts })?.discount.gross).toBe(1.5);
    expect(lineOf({ lineGross: 10, taxRate: 0, discount: 1.5 }, { discounts })?.discount.gross).toBe(1.5);
  });
});

describe('an order', () => {
  it('of net prices: what is given stays, the other side follows', () => {
    const priced = priceOrder(order({ lineNet: 30, taxRate: 19 }, { pricesIncludeTax: false, charges: [{ kind: 'shipping', net: 5, tax: 0.95 }], discounts: [{ kind: 'coupon', scope: 'order', net: 3 }] }));
    expect(priced.lines[0]?.amount).toEqual({ net: 30, gross: 35.7 });
    expect(priced.charges[0]?.amount).toEqual({ net: 5, gross: 5.95 });
    expect(priced.discounts[0]?.amount).toEqual({ net: 3, gross: 3.57 });
  });

  it('rounds to the decimals of its currency', () => {
    expect(lineOf({ lineNet: 1001, taxRate: 27 }, { currency: 'HUF', pricesIncludeTax: false })?.amount.gross).toBe(1271);
  });

  it('asks nobody for a rate that was given as a fallback, and leaves unknown what has none', () => {
    const unknown = order({ lineGross: 11.9 }, { charges: [{ kind: 'shipping', gross: 1.19 }] });
    expect(priceOrder(unknown)).toMatchObject({ lines: [{ amount: { gross: 11.9, net: undefined } }], charges: [{ amount: { net: undefined } }] });
    expect(priceOrder(unknown, 19)).toMatchObject({ lines: [{ amount: { net: 10 } }], charges: [{ amount: { net: 1 } }] });
  });
});
