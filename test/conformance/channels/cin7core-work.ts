import type { IDataObject } from 'n8n-workflow';

import { order } from '../../Cin7Core/support/orders';
import { IMPORT } from '../../Cin7Core/support/room';
import { CANARY, type ReadFixture, type WriteFixture } from '../fixture';
import { identity, LONG_AGO, named, nowhere, salesOf, seedSales, type StateSale } from './cin7core-seed';

const numberOf = (row: IDataObject): string => String(row.number);
const numbers = (state: IDataObject): string[] => salesOf(state).map(({ OrderNumber }) => OrderNumber);

const orderGetAll: ReadFixture = {
  async scene(desk, n) {
    await seedSales(desk, n);
    return { parameters: { returnAll: true } };
  },
  keyOf: numberOf,
  expected: async (desk) => numbers(await desk.state()),
  pages: {
    parameters: { startFrom: LONG_AGO },
    again: 'nothing',
    calls: { n: 120, most: (n) => Math.ceil(n / 100) + n, formula: '⌈N/page size⌉ + N for lines and addresses', sheet: 'cin7core.md §11.1' },
  },
  calls: { n: 120, most: (n) => Math.ceil(n / 1000) + n, formula: '⌈N/1000⌉ + N for lines and addresses', sheet: 'cin7core.md §11.1' },
  variants: [
    { output: 'raw', standings: [], withTracking: true, location: named('Main Warehouse'), fromDate: LONG_AGO },
    { returnAll: false, limit: 2, options: { productFacts: true, statusMap: { status: [{ from: 'ORDERED', to: 'open' }] } } },
  ],
};

const orderGet: ReadFixture = {
  async scene(desk, n) {
    const sales = await seedSales(desk, n);
    return { parameters: { by: 'number', value: '={{ $json.number }}' }, input: sales.map(({ OrderNumber }) => ({ number: OrderNumber })) };
  },
  keyOf: numberOf,
  expected: async (desk) => numbers(await desk.state()),
  calls: { n: 3, most: (n) => 2 * n, formula: '1 search and 1 read an order', sheet: 'cin7core.md §4.1' },
  variants: [{ by: 'reference', value: 'web-0' }, { by: 'saleId', value: nowhere.id }, { output: 'raw' }],
  broken: { item: { number: 'SO-NOWHERE' }, named: 'SO-NOWHERE' },
};

const people = {
  buyer: { name: CANARY.name, email: CANARY.email },
  shippingAddress: { name: CANARY.name, street: `${CANARY.street} 7`, postcode: 'LS1 1AA', city: 'Leeds', country: 'GB' },
  billingAddress: { name: CANARY.name, street: `${CANARY.street} 8`, postcode: 'LS1 1AA', city: 'Leeds', country: 'US', company: 'Acme' },
};

const incoming = (n: number): IDataObject[] => Array.from({ length: n }, (_, index) => order(String(100_000 + index), people) as unknown as IDataObject);

const orderImport: WriteFixture = {
  scene: async (_desk, n) => ({ parameters: IMPORT, input: incoming(n) }),
  totals: (state) => salesOf(state).map((one) => ({ number: one.CustomerReference, total: one.Order.Total })),
  effect: (state) =>
    salesOf(state)
      .map((one) => [one.CustomerReference, one.ExternalID, one.Status, one.Customer, one.Carrier, one.Order.Total, one.Order.Lines.map(({ SKU, Quantity, Price }) => [SKU, Quantity, Price])])
      .sort(),
  outcomes: { first: 'created', again: 'unchanged', dry: 'would create' },
  nameOf: numberOf,
  recordOf: ({ number }) => String(number),
  calls: {
    n: 40,
    most: (n) => 2 * n + 6,
    formula: '2N + 1 look which are there + 1 each for products, tax rules, carriers, the customer and the company currency',
    sheet: 'cin7core.md §11.1',
  },
  variants: [
    { customer: named('Euro Shop'), options: { currencyRate: 0.86 }, ifHeld: 'import', order: JSON.stringify({ ...order('7', people), currency: 'EUR' }) },
    { prefix: 'B-', status: 'DRAFT', options: { lookUp: false, bundles: 'parts', terms: '30 days', priceTier: 'Tier 1', otherCharge: 'Shipping' } },
    { stockMode: 'AUTOPICKPACK', options: { carriers: { carrier: [{ method: 'royal mail', carrier: 'DPD' }] }, taxMap: { rate: [{ rate: 20, rule: '20% VAT on sales' }] } } },
  ],
  broken: { item: { ...(order('100999', { complete: false }) as unknown as IDataObject) }, named: '100999' },
};

const shipmentOf = (one: StateSale): IDataObject => ({
  order: identity(one),
  orderNumber: one.OrderNumber,
  shippedAt: '2026-01-06T10:00:00.000Z',
  cost: 4.5,
  currency: 'GBP',
  parcels: [{ id: 'p1', carrier: 'dpd', service: 'Next Day', trackingNumber: `JK-${one.OrderNumber}` }],
});

const standing = (state: IDataObject): unknown => [
  salesOf(state).map((one) => [one.OrderNumber, one.Status, one.CombinedShippingStatus, one.CombinedTrackingNumbers, one.Fulfilments.map(({ Ship }) => Ship.Lines.map(({ Boxes, Carrier, TrackingNumber }) => [Boxes, Carrier, TrackingNumber]))]),
  (state.stock as IDataObject[]).map(({ SKU, Location, OnHand, Allocated }) => [SKU, Location, OnHand, Allocated]),
];

const orderShip: WriteFixture = {
  async scene(desk, n) {
    await seedSales(desk, Math.ceil(n / 2));
    // Others were shipped by people, without a number.
    await seedSales(desk, Math.floor(n / 2), { mode: 'AUTOPICKPACKSHIP' });
    return { parameters: { shipment: '={{ $json }}' }, input: salesOf(await desk.state()).map(shipmentOf) };
  },
  effect: standing,
  outcomes: { first: 'shipped', again: 'unchanged', dry: 'would ship' },
  nameOf: ({ orderNumber }) => String(orderNumber),
  recordOf: ({ orderNumber }) => String(orderNumber),
  calls: { n: 15, most: (n) => 4 * n + 1, formula: 'N x (look, pick, pack, ship) of sales nobody has picked + 1 for the carriers', sheet: 'cin7core.md §11.1' },
  variants: [{ options: { withService: true, carriers: { carrier: [{ from: 'none', to: 'UPS' }] } } }, { whenThere: 'replace', options: { writeNotes: false } }],
  broken: { item: { ...shipmentOf({ OrderNumber: 'SO-NOWHERE' } as StateSale), order: nowhere }, named: 'SO-NOWHERE' },
};

const orderCancel: WriteFixture = {
  scene: async (desk, n) => ({ parameters: { order: '={{ $json }}' }, input: (await seedSales(desk, n)).map((one) => ({ identity: identity(one), number: one.OrderNumber })) }),
  effect: standing,
  outcomes: { first: 'cancelled', again: 'unchanged', dry: 'would cancel' },
  nameOf: numberOf,
  recordOf: ({ number }) => String(number),
  calls: { n: 15, most: (n) => 2 * n, formula: 'N + N looks', sheet: 'cin7core.md §5.3' },
  broken: { item: { identity: nowhere, number: 'SO-NOWHERE' }, named: 'SO-NOWHERE' },
};

export const workReads: Record<string, ReadFixture> = { 'order:getAll': orderGetAll, 'order:get': orderGet };
export const workWrites: Record<string, WriteFixture> = { 'order:import': orderImport, 'order:ship': orderShip, 'order:cancel': orderCancel };
