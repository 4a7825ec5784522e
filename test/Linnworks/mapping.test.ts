import fc from 'fast-check';

import { toModel } from '../../nodes/Linnworks/mapping';
import { holdsOf } from '../../nodes/Linnworks/mapping-standing';
import type { LinnworksItem, LinnworksOrder } from '../../nodes/Linnworks/types';
import { sumCheck } from '../../nodes/shared/model';

/** linnworks.md §4.1, shortened. */
function vendorOrder(changes: Partial<LinnworksOrder> = {}): LinnworksOrder {
  return {
    OrderId: '0d4c2a6e-1111-4222-8333-944444444444',
    NumOrderId: 100245,
    Processed: false,
    PaidOn: '2026-01-05T08:58:00Z',
    LastUpdated: '2026-01-05T09:01:10Z',
    FulfilmentLocationId: '00000000-0000-0000-0000-000000000000',
    GeneralInfo: {
      Status: 1,
      StatusDescription: 'PAID',
      IsParked: false,
      IsLocked: false,
      Marker: 0,
      ReferenceNum: '026-1',
      SecondaryReference: '',
      Source: 'AMAZON',
      SubSource: 'Amazon UK',
      ReceivedDate: '2026-01-05T08:57:30Z',
      DespatchByDate: '2026-01-06T23:59:59Z',
      HasScheduledDelivery: false,
    },
    ShippingInfo: { Vendor: 'Royal Mail', PostalServiceId: '7f2b', PostalServiceName: 'Tracked 48', TrackingNumber: '', TotalWeight: 0.4 },
    CustomerInfo: {
      ChannelBuyerName: 'jdoe',
      Address: {
        FullName: 'Jane Doe',
        Address1: '1 High St',
        Town: 'Leeds',
        PostCode: 'LS1 1AA',
        Country: 'United Kingdom',
        EmailAddress: 'jane@example.com',
      },
      BillingAddress: {},
    },
    TotalsInfo: { PostageCost: 2.4, Tax: 2.07, TotalCharge: 12.4, Currency: 'GBP', PaymentMethod: 'Default' },
    Items: [item()],
    Notes: [],
    ...changes,
  };
}

function item(changes: Partial<LinnworksItem> = {}): LinnworksItem {
  return {
    RowId: 'aa11',
    StockItemId: 'bb22',
    SKU: 'MUG-BLUE-330',
    Title: 'Mug blue',
    Quantity: 1,
    PricePerUnit: 10,
    TaxRate: 20,
    TaxCostInclusive: true,
    Cost: 8.33,
    CostIncTax: 10,
    Weight: 0.35,
    IsService: false,
    CompositeSubItems: [],
    ...changes,
  };
}

const general = (changes: object) => ({ GeneralInfo: { ...vendorOrder().GeneralInfo, ...changes } });

it('maps the order of the reference', () => {
  const model = toModel(vendorOrder());
  expect(model).toMatchObject({
    identity: { channel: 'linnworks', account: 'main', id: '0d4c2a6e-1111-4222-8333-944444444444' },
    number: '100245',
    status: 'open',
    vendorStatus: 'PAID',
    paid: true,
    complete: true,
    placedAt: '2026-01-05T08:57:30.000Z',
    updatedAt: '2026-01-05T09:01:10.000Z',
    paidAt: '2026-01-05T08:58:00.000Z',
    shipBy: '2026-01-06T23:59:59.000Z',
    currency: 'GBP',
    pricesIncludeTax: true,
    charges: [{ kind: 'shipping', gross: 2.4 }],
    total: { gross: 12.4, tax: 2.07, net: 10.33 },
    shippingAddress: {
      name: 'Jane Doe',
      street: '1 High St',
      city: 'Leeds',
      postcode: 'LS1 1AA',
      country: 'GB',
      email: 'jane@example.com',
    },
    shippingMethod: { id: '7f2b', name: 'Tracked 48', carrier: 'royal-mail' },
    paymentMethod: { name: 'Default' },
    warehouse: '00000000-0000-0000-0000-000000000000',
    source: 'AMAZON',
    subSource: 'Amazon UK',
    references: { referenceNum: '026-1' },
  });
  expect(model.lines).toEqual([
    expect.objectContaining({
      id: 'aa11',
      sku: 'MUG-BLUE-330',
      vendorItemId: 'bb22',
      kind: 'goods',
      quantity: 1,
      unitGross: 10,
      lineGross: 10,
      lineNet: 8.33,
      tax: 1.67,
      taxRate: 20,
    }),
  ]);
  expect(model.lines[0]).not.toHaveProperty('weightGrams');
  for (const absent of ['holds', 'tags', 'notes', 'tracking', 'billingAddress', 'shippedAt']) expect(model).not.toHaveProperty(absent);
});

describe('where an order stands', () => {
  it.each<[string, Partial<LinnworksOrder>, string, boolean | undefined]>([
    ['paid', general({ Status: 1 }), 'open', true],
    ['unpaid', { PaidOn: null, ...general({ Status: 0 }) }, 'unpaid', false],
    ['pending', general({ Status: 3 }), 'pending', false],
    ['a resend', general({ Status: 4 }), 'open', true],
    ['a return', general({ Status: 2 }), 'returned', true],
    ['on hold', general({ HoldOrCancel: true }), 'onHold', true],
    ['processed', { Processed: true, ProcessedOn: '2026-01-06T10:00:00Z' }, 'shipped', true],
    ['cancelled (v2)', { Processed: true, ProcessedOn: '2026-01-06T10:00:00Z', ...general({ IsCancelled: true }) }, 'cancelled', true],
    [
      'cancelled (v1)',
      { Processed: true, ProcessedDateTime: '2026-01-06T10:00:00Z', ...general({ HoldOrCancel: true }) },
      'cancelled',
      true,
    ],
    ['of a status to come', general({ Status: 9, StatusDescription: null }), 'open', false],
  ])('%s', (_, changes, status, paid) => {
    expect(toModel(vendorOrder(changes))).toMatchObject({ status, paid });
  });

  it('tells despatch from cancellation by time', () => {
    const processed = { Processed: true, ProcessedOn: '2026-01-06T10:00:00Z' };
    expect(toModel(vendorOrder(processed))).toMatchObject({ shippedAt: '2026-01-06T10:00:00.000Z' });
    const cancelled = toModel(vendorOrder({ ...processed, ...general({ IsCancelled: true }) }));
    expect(cancelled).toMatchObject({ cancelledAt: '2026-01-06T10:00:00.000Z' });
    expect(cancelled).not.toHaveProperty('shippedAt');
  });

  it.each([
    [{ IsParked: true }, ['parked']],
    [{ IsParked: undefined, Marker: 7 }, ['parked']],
    [{ IsParked: undefined, Marker: 3 }, []],
    [{ IsLocked: true }, ['locked']],
    [{ HoldOrCancel: true, Status: 0 }, ['onHold', 'unpaid']],
  ])('holds %j as %j', (changes, kinds) => {
    expect(holdsOf(vendorOrder(general(changes))).map(({ kind }) => kind)).toEqual(kinds);
    expect(holdsOf({ ...vendorOrder(general(changes)), Processed: true })).toEqual([]);
  });

  it('stops an order whose customer the app may not see', () => {
    expect(toModel(vendorOrder({ CustomerInfo: null })).holds).toEqual([expect.objectContaining({ kind: 'addressMissing' })]);
  });

  it('takes the scheduled delivery, where there is one', () => {
    const ScheduledDelivery = { From: '2026-01-08T00:00:00Z', To: '2026-01-09T00:00:00Z' };
    expect(toModel(vendorOrder(general({ HasScheduledDelivery: true, ScheduledDelivery })))).toMatchObject({
      deliverFrom: '2026-01-08T00:00:00.000Z',
      deliverBy: '2026-01-09T00:00:00.000Z',
    });
    expect(toModel(vendorOrder(general({ HasScheduledDelivery: false, ScheduledDelivery })))).not.toHaveProperty('deliverBy');
  });
});

describe('lines', () => {
  const lineOf = (changes: Partial<LinnworksItem>, unit?: 'gram' | 'kilogram') =>
    toModel(vendorOrder({ Items: [item(changes)] }), unit).lines[0];

  it('keeps a composite with its parts, priced on the parent', () => {
    const { lines } = toModel(
      vendorOrder({ Items: [item({ CompositeSubItems: [item({ RowId: 'c1', SKU: 'PART', PricePerUnit: 3, CostIncTax: 3 })] })] }),
    );
    expect(lines).toMatchObject([
      { id: 'aa11', kind: 'bundleParent', lineGross: 10 },
      { id: 'c1', kind: 'bundlePart', parentLineId: 'aa11', sku: 'PART' },
    ]);
    expect(lines[1]).not.toHaveProperty('unitGross');
  });

  it('names services, and a SKU where the line is not linked', () => {
    expect(lineOf({ IsService: true })).toMatchObject({ kind: 'service' });
    const unlinked = lineOf({ SKU: '', ChannelSKU: 'CH-1', StockItemId: '00000000-0000-0000-0000-000000000000', IsUnlinked: true });
    expect(unlinked).toMatchObject({ sku: 'CH-1', references: { unlinked: true } });
    expect(unlinked).not.toHaveProperty('vendorItemId');
  });

  it.each([
    ['gram', 350, 350],
    ['kilogram', 0.35, 350],
  ] as const)('reads weights as %s', (unit, Weight, grams) => {
    expect(lineOf({ Weight }, unit)?.weightGrams).toBe(grams);
  });

  it('splits a discounted line so that its end amount is the one Linnworks charges', () => {
    expect(lineOf({ Quantity: 2, PricePerUnit: 12.99, Discount: 10, Cost: 19.48, CostIncTax: 23.38 })).toMatchObject({
      lineGross: 25.98,
      discount: 2.6,
      tax: 3.9,
    });
  });

  it('tells a net unit price as net', () => {
    const line = lineOf({ TaxCostInclusive: false, PricePerUnit: 10, Cost: 10, CostIncTax: 12 });
    expect(line).toMatchObject({ unitNet: 10, lineNet: 10, lineGross: 12 });
    expect(line).not.toHaveProperty('unitGross');
  });

  it('brings printed doubles back to the amount that was meant', () => {
    expect(lineOf({ CostIncTax: 2.0666666666666664 as number, Cost: 1.7 })?.lineGross).toBe(2.06666666666667);
  });
});

it('names what lies between the parts and TotalCharge', () => {
  const off = vendorOrder({ TotalsInfo: { ...vendorOrder().TotalsInfo, TotalCharge: 11.4, TotalDiscount: 1 } });
  expect(toModel(off).discounts).toEqual([{ kind: 'other', name: 'Order discount', scope: 'order', gross: 1 }]);
  const on = vendorOrder({ TotalsInfo: { ...vendorOrder().TotalsInfo, TotalCharge: 13.4 } });
  expect(toModel(on).charges).toContainEqual({ kind: 'other', name: 'Difference to TotalCharge', gross: 1 });
});

it('always adds up to TotalCharge', () => {
  const cents = fc.integer({ min: 0, max: 500_000 }).map((value) => value / 100);
  const anyItem = fc.record({
    Quantity: fc.integer({ min: 1, max: 9 }),
    PricePerUnit: cents,
    CostIncTax: cents,
    Cost: cents,
    Discount: fc.integer({ min: 0, max: 100 }),
    TaxCostInclusive: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(anyItem, { minLength: 1, maxLength: 5 }), cents, cents, (items, PostageCost, TotalCharge) => {
      const Items = items.map((one, index) => item({ RowId: `r${index}`, ...one }));
      const model = toModel(vendorOrder({ Items, TotalsInfo: { PostageCost, TotalCharge, Currency: 'GBP' } }));
      expect(sumCheck(model)).toEqual({ ok: true });
    }),
  );
});

it.each([
  ['OrderId', vendorOrder({ OrderId: null }), "Order '100245': Linnworks gave no 'OrderId'"],
  ['NumOrderId', vendorOrder({ NumOrderId: null }), "Order '026-1': Linnworks gave no 'NumOrderId'"],
  [
    'ReceivedDate',
    vendorOrder(general({ ReceivedDate: '0001-01-01T00:00:00Z' })),
    "Order '100245': Linnworks gave no 'GeneralInfo.ReceivedDate'",
  ],
  ['Quantity', vendorOrder({ Items: [item({ Quantity: null })] }), "Order '100245': Linnworks gave no 'Items.Quantity'"],
])('names order and field when %s is missing', (_, order, message) => {
  expect(() => toModel(order)).toThrow(message);
});

it('takes a currency of UNK for none and lets new fields pass by', () => {
  const order = { ...vendorOrder(), NewField: 1, TotalsInfo: { ...vendorOrder().TotalsInfo, Currency: 'UNK' } };
  expect(toModel(order)).not.toHaveProperty('currency');
});

it('reads the v1 shape with its own names', () => {
  const model = toModel({
    ...vendorOrder({ PaidOn: undefined, PaidDateTime: '2026-01-05T08:58:00', FulfilmentLocationId: undefined, Notes: undefined }),
    FolderName: ['Urgent'],
    TaxInfo: { TaxNumber: 'GB1' },
    GeneralInfo: { ...vendorOrder().GeneralInfo, Location: 'loc-1', StatusDescription: undefined },
    ExtendedProperties: [{ Name: 'KAUFLAND orderUnitIds', Value: '1,2', Type: 'Order' }],
  });
  expect(model).toMatchObject({
    paidAt: '2026-01-05T08:58:00.000Z',
    warehouse: 'loc-1',
    vendorStatus: 'PAID',
    tags: ['Urgent'],
    buyer: { taxNumber: 'GB1' },
    references: { extendedProperties: { 'KAUFLAND orderUnitIds': '1,2' } },
  });
});
