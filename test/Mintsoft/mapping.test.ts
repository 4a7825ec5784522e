import { toModel } from '../../nodes/Mintsoft/mapping';
import { toNewOrder, type ImportSettings } from '../../nodes/Mintsoft/mapping-import';
import { orderAmounts, unitAmounts } from '../../nodes/Mintsoft/mapping-import-money';
import { originsOf } from '../../nodes/Mintsoft/mapping-origin';
import { toNewProduct, toProduct } from '../../nodes/Mintsoft/mapping-product';
import { toReturn } from '../../nodes/Mintsoft/mapping-return';
import { tenantTime } from '../../nodes/Mintsoft/times';
import { order } from './support/orders';

const names = new Map([
  [1, 'NEW'],
  [3, 'CANCELLED'],
  [4, 'DESPATCHED'],
  [12, 'AWAITINGPAYMENT'],
]);
const scope = { zone: 'Europe/London', names };
const hint = { channel: 'linnworks', account: 'main', prefix: 'LW-' };

const stored = {
  ID: 881201,
  ClientId: 17,
  OrderNumber: 'LW-100234',
  ExternalOrderReference: 'abc',
  OrderDate: '2026-07-01T09:00:00',
  OrderStatusId: 1,
  FirstName: 'Ada',
  LastName: 'Byron',
  Country: { Code: 'GB' },
  OrderItems: [{ ID: 5, SKU: 'TEA', Quantity: 2, PriceNet: 14.96, TaxRate: 20 }],
};

const settings: ImportSettings = {
  ...{ zone: 'Europe/London', prefix: 'LW-', warehouseId: 3, channels: new Map(), courierRules: [], courierText: 'AUTO' },
  ...{ requiredDespatchDate: true, bundles: 'parent', primeLabels: false },
};

describe('an order of Mintsoft', () => {
  it('has its number, standing and UTC times', () => {
    expect(toModel(stored, scope)).toMatchObject({
      identity: { channel: 'mintsoft', account: '17', id: '881201' },
      number: 'LW-100234',
      status: 'open',
      vendorStatus: 'NEW',
      placedAt: '2026-07-01T08:00:00.000Z',
      lines: [{ id: '5', sku: 'TEA', quantity: 2, unitNet: 14.96 }],
      shippingAddress: { name: 'Ada Byron', country: 'GB' },
    });
  });

  it.each([
    [4, 'shipped'],
    [5, 'shipped'],
    [6, 'shipped'],
    [3, 'cancelled'],
    [12, 'unpaid'],
    [99, '99'],
  ])('status %s is %s', (OrderStatusId, status) => {
    expect(toModel({ ...stored, OrderStatusId }, scope).status).toBe(status);
  });

  it('names what Mintsoft left out', () => {
    expect(() => toModel({ ...stored, OrderNumber: null }, scope)).toThrow("Order '881201': Mintsoft gave no 'OrderNumber'");
    expect(() => toModel({ ...stored, OrderItems: [{ ID: 1 }] }, scope)).toThrow('OrderItems.Quantity');
  });
});

describe('who an order is at its source', () => {
  it('comes from what Import wrote down, the reference, or the number', () => {
    const written = { ...stored, OrderNameValues: [{ Name: 'ChannelSyncIdentity', Value: 'cin7:shop:77' }] };
    expect(originsOf(written, hint)[0]?.identity).toEqual({ channel: 'cin7', account: 'shop', id: '77' });
    expect(originsOf(stored, hint)[0]?.identity).toEqual({ channel: 'linnworks', account: 'main', id: 'abc' });
    expect(originsOf({ ...stored, ExternalOrderReference: '' }, hint)[0]).toMatchObject({ identity: { id: '100234' }, number: '100234' });
    expect(originsOf(stored, { ...hint, channel: '' })[0]?.identity).toEqual({ channel: 'mintsoft', account: '17', id: '881201' });
  });

  it('is several for a merged order', () => {
    const merged = { ...stored, OrderNumber: 'LW-1+LW-2', ExternalOrderReference: 'a+b' };
    expect(originsOf(merged, hint).map(({ identity, number }) => [identity.id, number])).toEqual([['a', '1'], ['b', '2']]);
  });
});

describe('an order for Mintsoft', () => {
  it('has the prefix before the number only, and the date as the tenant\'s clock shows it', () => {
    const summer = toNewOrder(order('7', { shipBy: '2026-07-01T16:00:00.000Z' }), settings);
    expect(summer).toMatchObject({ OrderNumber: 'LW-7', ExternalOrderReference: order('7').identity.id, RequiredDespatchDate: '2026-07-01T17:00:00+01:00' });
    expect(tenantTime('2026-01-01T00:30:00.000Z', 'America/New_York')).toBe('2025-12-31T19:30:00-05:00');
  });

  it.each([
    ['a line without SKU', { lines: [{ id: '1', quantity: 1 }] }, "line '1' has no 'sku'"],
    ['half a piece', { lines: [{ id: '1', sku: 'A', quantity: 1.5 }] }, 'whole pieces'],
    ['only services', { lines: [{ id: '1', sku: 'A', quantity: 1, kind: 'service' }] }, 'no pieces'],
    ['all cancelled', { lines: [{ id: '1', sku: 'A', quantity: 1, quantityCancelled: 1 }] }, 'no pieces'],
    ['no address', { shippingAddress: undefined }, 'shippingAddress'],
    ['no postcode', { shippingAddress: { name: 'A', street: 'B 1', country: 'GB' } }, 'postcode'],
    ['a line id twice', { lines: [{ id: '1', sku: 'A', quantity: 1 }, { id: '1', sku: 'B', quantity: 1 }] }, 'comes twice'],
    ['prices without currency', { currency: undefined }, 'currency'],
  ])('with %s is refused by name', (_name, more, words) => {
    expect(() => toNewOrder(order('7', more as never), settings)).toThrow(new RegExp(`Order '7'.*${words}`));
  });

  it('without prices has no amounts', () => {
    const bare = toNewOrder(order('7', { currency: undefined, charges: undefined, total: undefined, lines: [{ id: '1', sku: 'A', quantity: 1 }] }), settings);
    expect(bare).not.toHaveProperty('OrderValue');
    expect(bare.OrderItems).toEqual([{ SKU: 'A', Quantity: 1, OrderItemNameValues: [{ Name: 'SourceLineId', Value: '1' }] }]);
  });

  it('a name of one word becomes the first name, which is mandatory', () => {
    const one = toNewOrder(order('7', { shippingAddress: { name: 'Ada', street: 'B 1', postcode: 'X', country: 'GB' } }), settings);
    expect(one).toMatchObject({ FirstName: 'Ada' });
    expect(one).not.toHaveProperty('LastName');
  });
});

describe('money', () => {
  const sent = (given: ReturnType<typeof order>) => orderAmounts(given, given.lines.map((line) => ({ line, pieces: line.quantity })), []);

  it('is exact from net and from gross prices', () => {
    expect(sent(order('1'))).toEqual({ OrderValue: 35.9, TotalVat: 5.98, ShippingTotalExVat: 3.25, ShippingTotalVat: 0.65 });
    const net = order('1', { pricesIncludeTax: false, lines: [{ id: '1', sku: 'A', quantity: 3, unitNet: 0.1, taxRate: 20 }], charges: [] });
    expect(sent(net)).toEqual({ OrderValue: 0.36, TotalVat: 0.06, ShippingTotalExVat: 0, ShippingTotalVat: 0 });
  });

  it('a line\'s discount is in its price, the order\'s stands by itself', () => {
    const line = { id: '1', sku: 'A', quantity: 2, unitGross: 12, taxRate: 20, discount: 6 };
    const given = order('1', { lines: [line], charges: [], discounts: [{ kind: 'coupon', scope: 'order', gross: 1.8 }] });
    expect(unitAmounts(line, given)).toEqual({ UnitPrice: 7.5, UnitPriceVat: 1.5, Discount: 0 });
    expect(sent(given)).toMatchObject({ OrderValue: 18, TotalVat: 3, DiscountTotalExVat: 1.5, DiscountTotalVat: 0.3 });
  });

  it('counts the pieces that are sent', () => {
    const given = order('1', { charges: [] });
    expect(orderAmounts(given, [{ line: given.lines[0] as never, pieces: 1 }], [])).toMatchObject({ OrderValue: 17.95, TotalVat: 2.99 });
  });
});

describe('products', () => {
  it('weigh grams here and kilograms there, unless the account says grams', () => {
    const model = toProduct({ ID: 1, SKU: 'TEA', Weight: 0.25, EAN: '5012345678900' }, 'kilogram', 'UTC');
    expect(model).toMatchObject({ weightGrams: 250, gtin: '5012345678900' });
    expect(toNewProduct(model, { unit: 'kilogram' })).toMatchObject({ Weight: 0.25, EAN: '5012345678900' });
    expect(toNewProduct(model, { unit: 'gram' })).toMatchObject({ Weight: 250 });
    expect(() => toNewProduct({ ...model, weightGrams: undefined }, { unit: 'gram' })).toThrow("Product 'TEA': 'weightGrams' is missing");
  });
});

describe('returns', () => {
  it('without their order are told by the number', () => {
    const one = { ID: 6601, ClientId: 17, OrderId: 5, OrderNumber: 'LW-9', Reference: 'RMA', Confirmed: true, ReturnItems: [{ ID: 1, SKU: 'A', Quantity: 1, StockAction: 'Made Up' }] };
    expect(toReturn(one, undefined, { zone: 'UTC', hint })).toMatchObject({
      order: { channel: 'linnworks', account: 'main', id: '9' },
      orderNumber: '9',
      lines: [{ stockAction: 'Made Up' }],
    });
    expect(() => toReturn({ ...one, ReturnItems: [{ ID: 1 }] }, undefined, { zone: 'UTC', hint })).toThrow("Return 'RMA'");
  });
});
