import type { IDataObject } from 'n8n-workflow';

import { order } from '../../Mintsoft/support/orders';
import { CANARY, type ReadFixture, type WriteFixture } from '../fixture';
import { pass } from '../support/clock';
import { CLIENT, LONG_AGO, ordersOf, seedOrders, stored, WAREHOUSE, type StateOrder } from './mintsoft-seed';

const numberOf = (row: IDataObject): string => String(row.number);

const orderGetAll: ReadFixture = {
  async scene(desk, n) {
    await seedOrders(desk, n);
    return { parameters: { returnAll: true, client: CLIENT } };
  },
  keyOf: numberOf,
  expected: async (desk) => ordersOf(await desk.state()).map(({ OrderNumber }) => OrderNumber),
  pages: {
    parameters: { startFrom: LONG_AGO },
    again: 'nothing',
    calls: { n: 230, most: (n) => 2 * Math.ceil(n / 100), formula: '⌈N/100⌉ + as many for the names of statuses, which each page reads anew', sheet: 'mintsoft.md §5.2' },
  },
  calls: { n: 230, most: (n) => Math.ceil(n / 100) + 1, formula: '⌈N/100⌉ + 1 for the names of statuses', sheet: 'mintsoft.md §5.2' },
  variants: [
    { output: 'raw', warehouse: WAREHOUSE, channel: { __rl: true, mode: 'id', value: '9' }, status: '1', fromDate: LONG_AGO },
    { returnAll: false, limit: 2 },
  ],
};

const orderGet: ReadFixture = {
  async scene(desk, n) {
    const numbers = await seedOrders(desk, n);
    return { parameters: { by: 'number', value: '={{ $json.number }}', client: CLIENT }, input: numbers.map((number) => ({ number })) };
  },
  keyOf: numberOf,
  expected: async (desk) => ordersOf(await desk.state()).map(({ OrderNumber }) => OrderNumber),
  calls: { n: 3, most: (n) => 2 * n + 1, formula: '1 search and 1 read of its lines an order + 1 for the names of statuses', sheet: 'mintsoft.md §5.2' },
  variants: [{ by: 'reference', value: 'ref-0' }, { by: 'orderId', value: '881201' }, { output: 'raw' }],
  broken: { item: { number: 'LW-NOWHERE' }, named: 'LW-NOWHERE' },
};

/** Goods, postage and what is taken off, as the order's own page adds them up. */
function grossOf({ header, items }: StateOrder): number {
  const figure = (name: string): number => Number(header[name] ?? 0);
  const goods = items.reduce((sum, { Quantity, price, vat, discount }) => sum + Quantity * (price + vat - discount), 0);
  const rest = figure('ShippingTotalExVat') + figure('ShippingTotalVat') - figure('DiscountTotalExVat') - figure('DiscountTotalVat');
  return Math.round((goods + rest) * 100) / 100;
}

const people = {
  shippingMethod: { name: 'Royal Mail 24' },
  buyer: { name: CANARY.name, email: CANARY.email },
  shippingAddress: { name: CANARY.name, street: `${CANARY.street} 7`, postcode: 'LS1 1AA', city: 'Leeds', country: 'GB', email: CANARY.email },
};

const incoming = (n: number): IDataObject[] =>
  Array.from({ length: n }, (_, index) => order(String(100_000 + index), people) as unknown as IDataObject);

const orderImport: WriteFixture = {
  scene: async (_desk, n) => ({
    parameters: { order: '={{ $json }}', client: CLIENT, warehouse: WAREHOUSE, orderPrefix: 'LW-' },
    input: incoming(n),
  }),
  effect: (state) => ordersOf(state).map((one) => [one.OrderNumber, one.ExternalOrderReference, one.status, one.CourierServiceId, one.items.map(({ SKU, Quantity }) => [SKU, Quantity])]).sort(),
  totals: (state) => ordersOf(state).map((one) => ({ number: one.OrderNumber, total: grossOf(one) })),
  outcomes: { first: 'created', again: 'unchanged', dry: 'would create' },
  nameOf: numberOf,
  recordOf: ({ number }) => `LW-${String(number)}`,
  calls: { n: 40, most: (n) => 3 * n, formula: 'N + 2 look-ups for each order that is not there: by its number, and by a part of a merged one', sheet: 'mintsoft.md §11.1' },
  variants: [
    { orderPrefix: '', requiredDespatchDate: true, matchChannels: true, courierService: { __rl: true, mode: 'id', value: '52' } },
    { orderPrefix: 'B-', options: { lookUp: false, tags: 'n8n', comment: 'by n8n', bundles: 'parts', callbackUrl: 'http://127.0.0.1:9/none' } },
  ],
  broken: { item: { ...(order('100999', { complete: false }) as unknown as IDataObject) }, named: '100999' },
};

const identity = ({ ID }: StateOrder): IDataObject => ({ channel: 'mintsoft', account: '17', id: String(ID) });
const nowhere = { channel: 'mintsoft', account: '17', id: '999999' };

const shipmentOf = (one: StateOrder): IDataObject => ({
  order: identity(one),
  orderNumber: one.OrderNumber,
  shippedAt: '2026-01-06T10:00:00.000Z',
  parcels: [{ id: 'p1', carrier: 'dpd', trackingNumber: `JK-${one.OrderNumber}` }],
});

const standing = (state: IDataObject): unknown => [
  ordersOf(state).map((one) => [one.OrderNumber, one.status, one.TrackingNumber, one.despatches, one.CourierServiceId]),
  (state.stock as IDataObject[]).map(({ SKU, StockLevel, Allocated }) => [SKU, StockLevel, Allocated]),
];

const orderShip: WriteFixture = {
  scene: async (desk, n) => ({ parameters: { shipment: '={{ $json }}', client: CLIENT }, input: (await stored(desk, n)).map(shipmentOf) }),
  effect: standing,
  outcomes: { first: 'shipped', again: 'unchanged', dry: 'would ship' },
  nameOf: ({ orderNumber }) => String(orderNumber),
  recordOf: ({ orderNumber }) => String(orderNumber),
  calls: { n: 30, most: (n) => 2 * n + 1, formula: 'N + N look-ups + 1 for the names of statuses', sheet: 'mintsoft.md §11.1' },
  variants: [{ options: { couriers: { courier: [{ carrier: 'dpd', courierService: '54' }] } } }],
  broken: { item: { ...shipmentOf({ OrderNumber: 'LW-NOWHERE' } as StateOrder), order: nowhere }, named: 'LW-NOWHERE' },
};

function change(outcomes: WriteFixture['outcomes'], more: Partial<WriteFixture> = {}): WriteFixture {
  return {
    scene: async (desk, n) => ({
      parameters: { order: '={{ $json }}', client: CLIENT },
      input: (await stored(desk, n)).map((one) => ({ identity: identity(one), number: one.OrderNumber })),
    }),
    effect: standing,
    outcomes,
    nameOf: numberOf,
    recordOf: ({ number }) => String(number),
    calls: { n: 30, most: (n) => 2 * n + 1, formula: 'N + N look-ups + 1 for the names of statuses', sheet: 'mintsoft.md §5.3' },
    broken: { item: { identity: nowhere, number: 'LW-NOWHERE' }, named: 'LW-NOWHERE' },
    ...more,
  };
}

const everyHold = [{ holdBy: 'payment' }, { holdBy: 'fraud' }, { holdBy: 'date', releaseDate: '2026-11-30' }];

const orderHold = change({ first: 'held', again: 'unchanged', dry: 'would hold' }, { variants: everyHold });

const orderRelease = change(
  { first: 'released', again: 'unchanged', dry: 'would release' },
  {
    async scene(desk, n) {
      const orders = await stored(desk, n);
      await desk.act('status', { orders: orders.slice(0, 1).map(({ OrderNumber }) => OrderNumber), status: 'FRAUDRISK' });
      await desk.act('status', { orders: orders.map(({ OrderNumber }) => OrderNumber), status: 'AWAITINGCONFIRMATION' });
      return { parameters: { order: '={{ $json }}', client: CLIENT }, input: orders.map((one) => ({ identity: identity(one), number: one.OrderNumber })) };
    },
    variants: everyHold,
  },
);

const orderCancel = change({ first: 'cancelled', again: 'unchanged', dry: 'would cancel' });

const DESPATCHED_AT_ONCE = 4;

export const shipmentGetAll: ReadFixture = {
  async scene(desk, n) {
    const numbers = await seedOrders(desk, n);
    for (let start = 0; start < numbers.length; start += DESPATCHED_AT_ONCE) {
      await desk.act('despatch', { orders: numbers.slice(start, start + DESPATCHED_AT_ONCE) });
      pass(1000);
    }
    return { parameters: { returnAll: true, client: CLIENT, sourceChannel: 'linnworks' } };
  },
  keyOf: ({ order: of }) => (of as { id: string }).id,
  expected: async (desk) => ordersOf(await desk.state()).flatMap((one) => (one.isShipped ? [one.ExternalOrderReference] : [])),
  pages: { parameters: { startFrom: LONG_AGO }, again: 'nothing' },
  calls: { n: 230, most: (n) => Math.ceil(n / 100), formula: '⌈N/100⌉', sheet: 'mintsoft.md §11.1' },
  variants: [
    { output: 'raw', warehouse: WAREHOUSE, channel: { __rl: true, mode: 'id', value: '9' }, despatchedSince: LONG_AGO },
    { loadParcels: true, splitOrders: 'each', withoutTracking: 'include' },
  ],
};

export const workReads: Record<string, ReadFixture> = { 'order:getAll': orderGetAll, 'order:get': orderGet, 'shipment:getAll': shipmentGetAll };
export const workWrites: Record<string, WriteFixture> = {
  'order:import': orderImport,
  'order:ship': orderShip,
  'order:cancel': orderCancel,
  'order:hold': orderHold,
  'order:release': orderRelease,
};
