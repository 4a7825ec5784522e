import fc from 'fast-check';

import { lineAmount } from '../../nodes/Linnworks/mapping-import-lines';
import { importAmounts, mergeEqualSkus, type ImportAmounts } from '../../nodes/Linnworks/mapping-import-money';
import {
  add,
  currencyDigits,
  decimal,
  grossFromNet,
  round,
  subtract,
  sumAmounts,
  sumCheck,
  timesQuantity,
  toNumber,
  type Order,
  type OrderLine,
} from '../../nodes/shared/model';
import { line, order, orderOf } from './support/orders';

/** What Linnworks stores: each line rounded, plus postage, less the discount (linnworks.md §5). */
function charged(amounts: ImportAmounts, digits = 2): number {
  const lines = amounts.OrderItems.map((item) => lineAmount(item, digits)).reduce(add, decimal(0));
  return toNumber(subtract(add(lines, amounts.PostalServiceCost), amounts.Discount));
}

const items = (changes: Partial<Order>) => importAmounts(order('X1', changes)).OrderItems;

describe('single amounts', () => {
  it('sends gross prices with their tax told on the line', () => {
    expect(items({})[0]).toMatchObject({
      ItemNumber: 'X1-1',
      ChannelSKU: 'MUG-BLUE-330',
      Qty: 1,
      PricePerUnit: 12.99,
      TaxRate: 19,
      TaxCostInclusive: true,
      UseChannelTax: true,
      LineDiscount: 0,
      IsService: false,
    });
  });

  it('sends shipping as PostalServiceCost and other charges as service lines of their own number and SKU', () => {
    const amounts = importAmounts(
      order('X1', {
        charges: [
          { kind: 'shipping', gross: 3, taxRate: 19 },
          { kind: 'shipping', gross: 0.89, taxRate: 19 },
          { kind: 'paymentFee', gross: 2, taxRate: 19 },
          { kind: 'deposit', name: 'Bottle deposit', gross: 0.25, taxRate: 0 },
        ],
        total: { gross: 50.13 },
      }),
    );
    expect(amounts).toMatchObject({ PostalServiceCost: 3.89, PostalServiceTaxRate: 19, Discount: 0, total: 50.13 });
    expect(amounts.OrderItems.slice(2)).toMatchObject([
      { ItemTitle: 'Payment fee', PricePerUnit: 2, TaxRate: 19, IsService: true, ItemNumber: 'service-1', ChannelSKU: 'service-1' },
      { ItemTitle: 'Bottle deposit', PricePerUnit: 0.25, TaxRate: 0, IsService: true, ItemNumber: 'service-2', ChannelSKU: 'service-2' },
    ]);
  });

  it('keeps shipping of a second tax rate apart', () => {
    const amounts = importAmounts(
      order('X1', {
        charges: [
          { kind: 'shipping', gross: 3, taxRate: 19 },
          { kind: 'shipping', gross: 1, taxRate: 7 },
        ],
        total: { gross: 47.99 },
      }),
    );
    expect(amounts).toMatchObject({ PostalServiceCost: 3, PostalServiceTaxRate: 19, total: 47.99 });
    expect(amounts.OrderItems[2]).toMatchObject({ ItemTitle: 'Shipping', PricePerUnit: 1, TaxRate: 7 });
  });

  it('sends a whole percentage as LineDiscount', () => {
    const [item] = importAmounts(orderOf([line('1', { quantity: 2, unitGross: 10, discount: 3 })], { total: { gross: 17 } })).OrderItems;
    expect(item).toMatchObject({ PricePerUnit: 10, LineDiscount: 15 });
  });

  it('puts any other discount of a line into its price', () => {
    const [item] = importAmounts(
      orderOf([line('1', { quantity: 2, unitGross: 12.99, discount: 2.6 })], { total: { gross: 23.38 } }),
    ).OrderItems;
    expect(item).toMatchObject({ PricePerUnit: 11.69, LineDiscount: 0 });
  });

  it('counts a discount once when the order itemises what the line has', () => {
    const amounts = importAmounts(
      orderOf([line('1', { unitGross: 10, discount: 1 })], { discounts: [{ kind: 'coupon', scope: '1', gross: 1 }], total: { gross: 9 } }),
    );
    expect(amounts).toMatchObject({ Discount: 0, total: 9 });
  });

  it('takes an order discount as a value off the order and a shipping discount off the shipping', () => {
    const amounts = importAmounts(
      order('X1', {
        discounts: [
          { kind: 'coupon', scope: 'order', gross: 5 },
          { kind: 'shipping', scope: 'order', gross: 1.89 },
        ],
        total: { gross: 40.99 },
      }),
    );
    expect(amounts).toMatchObject({ Discount: 5, PostalServiceCost: 2, total: 40.99 });
  });

  it('turns net prices into gross ones that come to the gross total', () => {
    const amounts = importAmounts(
      orderOf([line('1', { quantity: 3, unitNet: 10.916, tax: 6.22, taxRate: 19 })], {
        pricesIncludeTax: false,
        total: { net: 32.75, tax: 6.22, gross: 38.97 },
      }),
    );
    expect(amounts.total).toBe(38.97);
    expect(charged(amounts)).toBe(38.97);
    expect(amounts.OrderItems[0]).toMatchObject({ TaxRate: 19, TaxCostInclusive: true });
  });

  it('works the tax rate out where only the tax is told', () => {
    const [item] = importAmounts(orderOf([line('1', { lineGross: 11.9, tax: 1.9, taxRate: undefined })])).OrderItems;
    expect(item?.TaxRate).toBe(19);
  });

  it('adds one cent of rounding as a line, and takes one off as discount', () => {
    const lines = [line('1', { unitGross: 1.235 }), line('2', { sku: 'B', unitGross: 1.235 })];
    expect(importAmounts(orderOf(lines, { total: { gross: 2.47 } }))).toMatchObject({ total: 2.47, Discount: 0.01 });
    const low = [line('1', { unitGross: 1.234 }), line('2', { sku: 'B', unitGross: 1.234 })];
    const amounts = importAmounts(orderOf(low, { total: { gross: 2.47 } }));
    expect(amounts.OrderItems[2]).toMatchObject({ ItemTitle: 'Rounding', PricePerUnit: 0.01, IsService: true });
  });

  it('refuses parts that do not come to the total, and names both', () => {
    expect(() => importAmounts(order('X1', { total: { gross: 60 } }))).toThrow(/Order 'X1'.*47\.88.*60\.00/);
  });

  it('sends forints without decimals', () => {
    const amounts = importAmounts(
      orderOf([line('1', { quantity: 3, lineGross: 10000, taxRate: 27 })], { currency: 'HUF', total: { gross: 10000 } }),
    );
    expect(charged(amounts, 0)).toBe(10000);
  });

  it('needs the currency of prices', () => {
    expect(() => importAmounts(order('X1', { currency: undefined }))).toThrow("Order 'X1': 'currency' is missing");
  });
});

describe('pieces', () => {
  it('leaves cancelled pieces out and shipped ones in', () => {
    const lines = [
      line('1', { quantity: 3, quantityCancelled: 1, quantityShipped: 2, unitGross: 10 }),
      line('2', { quantity: 1, quantityCancelled: 1, unitGross: 7 }),
    ];
    for (const gross of [37, 20]) {
      const amounts = importAmounts(orderOf(lines, { total: { gross } }));
      expect(amounts.OrderItems.map(({ ItemNumber, Qty }) => [ItemNumber, Qty])).toEqual([['1', 2]]);
      expect(amounts.total).toBe(20);
    }
  });

  it('refuses an order of which nothing is left', () => {
    expect(() => importAmounts(orderOf([line('1', { quantity: 1, quantityCancelled: 1, unitGross: 7 })]))).toThrow(
      "Order 'X1' has no pieces to send",
    );
  });

  it('refuses half a piece and names the line', () => {
    expect(() => importAmounts(orderOf([line('1', { quantity: 1.5, unitGross: 7 })]))).toThrow("line '1' has a quantity of 1.5");
  });

  it.each([
    ['the parent, when it carries the price', { unitGross: 10 }, {}, ['P']],
    ['the parts, when only they do', {}, { unitGross: 5 }, ['A', 'B']],
  ])('sends of a bundle %s', (_, parent, part, expected) => {
    const lines: OrderLine[] = [
      line('P', { kind: 'bundleParent', sku: 'SET', ...parent }),
      line('A', { kind: 'bundlePart', parentLineId: 'P', sku: 'A', ...part }),
      line('B', { kind: 'bundlePart', parentLineId: 'P', sku: 'B', ...part }),
    ];
    expect(importAmounts(orderOf(lines)).OrderItems.map(({ ItemNumber }) => ItemNumber)).toEqual(expected);
  });

  it.each([
    [{ sku: undefined, gtin: '04012345' }, '04012345'],
    [{ sku: undefined, vendorItemId: 'B00X' }, 'B00X'],
    [{ sku: undefined }, '1'],
  ])('finds a SKU for %j', (changes, expected) => {
    expect(importAmounts(orderOf([line('1', { unitGross: 1, ...changes })])).OrderItems[0]?.ChannelSKU).toBe(expected);
  });
});

describe('joined lines', () => {
  it('averages prices without losing a cent and keeps tax rates apart', () => {
    const lines = [
      line('1', { quantity: 2, unitGross: 10 }),
      line('2', { quantity: 1, unitGross: 9.99 }),
      line('3', { quantity: 1, unitGross: 4, taxRate: 7 }),
      line('4', { quantity: 1, unitGross: 8, discount: 2 }),
    ];
    const { OrderItems } = importAmounts(orderOf(lines));
    const merged = mergeEqualSkus(OrderItems, 2);
    expect(merged.map(({ ItemNumber, Qty, TaxRate }) => [ItemNumber, Qty, TaxRate])).toEqual([
      ['1', 4, 19],
      ['3', 1, 7],
    ]);
    expect(merged.map((item) => toNumber(lineAmount(item, 2)))).toEqual([35.99, 4]);
  });
});

const cents = (max: number) => fc.integer({ min: 0, max }).map((value) => value / 100);
const rates = fc.constantFrom(0, 5, 7, 19, 20, 27);

const anyLine = fc.record({
  quantity: fc.integer({ min: 1, max: 99 }),
  lineGross: cents(1_000_000),
  taxRate: rates,
  off: fc.integer({ min: 0, max: 100 }),
});
const anyOrder = fc
  .record({
    lines: fc.array(anyLine, { minLength: 1, maxLength: 8 }),
    charges: fc.array(
      fc.record({ kind: fc.constantFrom('shipping', 'paymentFee', 'deposit', 'shipping'), gross: cents(5_000), taxRate: rates }),
      { maxLength: 4 },
    ),
    discount: fc.integer({ min: 0, max: 50 }),
  })
  .map(({ lines, charges, discount }) => {
    const made = lines.map(({ off, ...one }, index) => {
      const taken = Math.floor(((one.lineGross * off) / 100) * 100) / 100;
      return line(String(index), { sku: `S${index % 3}`, ...one, ...(taken > 0 ? { discount: taken } : {}) });
    });
    const goods = sumAmounts(made.map((one) => toNumber(subtract(one.lineGross ?? 0, one.discount ?? 0))));
    const taken = Math.floor(goods * discount) / 100;
    const gross = toNumber(subtract(add(goods, sumAmounts(charges.map((charge) => charge.gross))), taken));
    return orderOf(made, { charges, discounts: taken > 0 ? [{ kind: 'coupon', scope: 'order', gross: taken }] : [], total: { gross } });
  });

it('charges exactly the total of any gross order, joined lines or not', () => {
  fc.assert(
    fc.property(anyOrder, (source) => {
      expect(sumCheck(source)).toEqual({ ok: true });
      const amounts = importAmounts(source);
      expect(amounts.total).toBe(source.total?.gross);
      expect(charged(amounts)).toBe(source.total?.gross);
      expect(charged({ ...amounts, OrderItems: mergeEqualSkus(amounts.OrderItems, 2) })).toBe(source.total?.gross);
    }),
    { numRuns: 500 },
  );
});

it('charges exactly the total of any net order', () => {
  const netLine = fc.record({
    quantity: fc.integer({ min: 1, max: 20 }),
    unitNet: fc.integer({ min: 0, max: 5_000_000 }).map((value) => value / 10_000),
    taxRate: rates,
  });
  fc.assert(
    fc.property(fc.array(netLine, { minLength: 1, maxLength: 6 }), fc.constantFrom('EUR', 'HUF', 'KWD'), (lines, currency) => {
      const digits = currencyDigits(currency);
      const made = lines.map((one, index) => {
        const net = timesQuantity(one.unitNet, one.quantity);
        return line(String(index), {
          sku: `S${index}`,
          ...one,
          tax: toNumber(round(subtract(grossFromNet(net, one.taxRate, 6), net), digits)),
        });
      });
      const net = sumAmounts(made.map((one) => timesQuantity(one.unitNet ?? 0, one.quantity)));
      const tax = sumAmounts(made.map((one) => one.tax));
      const gross = toNumber(round(add(net, tax), digits));
      const amounts = importAmounts(orderOf(made, { currency, pricesIncludeTax: false, total: { gross, tax } }));
      expect(amounts.total).toBe(gross);
      expect(charged(amounts, digits)).toBe(gross);
    }),
    { numRuns: 300 },
  );
});

it('gives every line a number of its own and every amount a plain number', () => {
  fc.assert(
    fc.property(anyOrder, (source) => {
      const { OrderItems, Discount, PostalServiceCost } = importAmounts(source);
      expect(new Set(OrderItems.map(({ ItemNumber }) => ItemNumber)).size).toBe(OrderItems.length);
      for (const { PricePerUnit, Qty } of OrderItems) {
        expect(PricePerUnit).toBeGreaterThanOrEqual(0);
        expect(Number.isInteger(Qty)).toBe(true);
      }
      expect(Math.min(Discount, PostalServiceCost)).toBeGreaterThanOrEqual(0);
    }),
  );
});
