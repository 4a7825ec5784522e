import type { IDataObject } from 'n8n-workflow';

import type { ReadFixture, WriteFixture } from '../fixture';
import type { Desk } from '../support/desk';
import { fulfillmentsOf, incoming, labelsOf, LONG_AGO, ordersOf, seedOrders, STORE, wantedOf, type StateOrder } from './shipstation-seed';

const numberOf = (row: IDataObject): string => String(row.number);
const numbersOf = async (desk: Desk): Promise<string[]> => ordersOf(await desk.state()).map(({ orderNumber }) => orderNumber);

const orderGetAll: ReadFixture = {
  async scene(desk, n) {
    await seedOrders(desk, n);
    return { parameters: { returnAll: true } };
  },
  keyOf: numberOf,
  expected: numbersOf,
  pages: { parameters: { startFrom: LONG_AGO }, again: 'nothing', calls: { n: 230, most: (n) => Math.ceil(n / 100), formula: '⌈N/page⌉, a page being 100 unless told', sheet: 'shipstation.md §D1' } },
  calls: { n: 600, most: (n) => Math.ceil(n / 500), formula: '⌈N/500⌉', sheet: 'shipstation.md §D1' },
  variants: [{ output: 'raw', store: STORE, status: 'awaiting_shipment', fromDate: LONG_AGO }],
};

const orderGet: ReadFixture = {
  async scene(desk, n) {
    const orders = await seedOrders(desk, n);
    return { parameters: { by: 'number', value: '={{ $json.number }}' }, input: orders.map(({ orderNumber }) => ({ number: orderNumber })) };
  },
  keyOf: numberOf,
  expected: numbersOf,
  calls: { n: 3, most: (n) => n, formula: '1 an order', sheet: 'shipstation.md §A2' },
  variants: [{ by: 'orderId', value: '50120077' }, { output: 'raw' }],
  broken: { item: { number: 'SO-NOWHERE' }, named: 'SO-NOWHERE' },
};

const orderImport: WriteFixture = {
  scene: async (_desk, n) => ({ parameters: { order: '={{ $json }}', store: STORE }, input: Array.from({ length: n }, (_, index) => incoming(index)) }),
  totals: (state) => ordersOf(state).map((one) => ({ number: one.orderNumber, total: one.orderTotal })),
  effect: (state) => ordersOf(state).map((one) => [one.orderNumber, one.orderKey, one.status, one.lines.map(({ sku, quantity, unitPrice, adjustment }) => [sku, quantity, unitPrice, adjustment])]).sort(),
  outcomes: { first: 'created', again: 'unchanged', dry: 'would create' },
  nameOf: numberOf,
  recordOf: numberOf,
  calls: { n: 250, most: (n) => Math.ceil(n / 100) + Math.ceil(n / 500), formula: '⌈N/100⌉ + ⌈N/500⌉ to see which are there', sheet: 'shipstation.md §D1' },
  variants: [{ ifItExists: 'update', options: { customField1: 'PO 1', source: 'Cin7 Core', bundles: 'parts' } }, { options: { lookUp: false } }],
  broken: { item: incoming(900, { complete: false }), named: 'SO-20900' },
};

const nowhere = { identity: { channel: 'cin7core', account: 'main', id: 'nowhere' }, number: 'SO-NOWHERE' };
// An order that is taken out is as good as cancelled: which of both it is the vendor decides.
const standing = (state: IDataObject): unknown => [
  ordersOf(state).map((one) => [one.orderNumber, one.active ? one.status : 'cancelled']).sort(),
  fulfillmentsOf(state).map(({ orderNumber, trackingNumber }) => [orderNumber, trackingNumber]).sort(),
];

const shipmentOf = (one: StateOrder): IDataObject => ({
  order: (wantedOf(one).identity ?? {}) as IDataObject,
  orderNumber: one.orderNumber,
  shippedAt: '2026-01-06T18:00:00.000Z',
  parcels: [{ id: 'p1', carrier: 'royal-mail', trackingNumber: `JK-${one.orderNumber}` }],
});

const orderShip: WriteFixture = {
  scene: async (desk, n) => ({ parameters: { shipment: '={{ $json }}' }, input: (await seedOrders(desk, n)).map(shipmentOf) }),
  effect: standing,
  outcomes: { first: 'shipped', again: 'unchanged', dry: 'would ship' },
  nameOf: ({ orderNumber }) => String(orderNumber),
  recordOf: ({ orderNumber }) => String(orderNumber),
  calls: { n: 30, most: (n) => (n > 3 ? n + Math.ceil(n / 500) : 2 * n) + 1, formula: 'N + ⌈N/500⌉ to map keys (few by number) + 1 for the carriers', sheet: 'shipstation.md §D1' },
  variants: [{ carrier: 'dpd_uk', notifyCustomer: 'yes', notifySalesChannel: false }],
  broken: { item: { ...shipmentOf({ orderNumber: 'SO-NOWHERE', orderKey: 'cin7core:main:nowhere' } as StateOrder) }, named: 'SO-NOWHERE' },
};

function change(outcomes: WriteFixture['outcomes'], more: Partial<WriteFixture> = {}): WriteFixture {
  return {
    scene: async (desk, n) => ({ parameters: { order: '={{ $json }}' }, input: (await seedOrders(desk, n)).map(wantedOf) }),
    effect: standing,
    outcomes,
    nameOf: numberOf,
    calls: { n: 30, most: (n) => (n > 3 ? n + 2 * Math.ceil(n / 500) : 2 * n), formula: 'N + a list of 500 for each status they may stand in (few by number)', sheet: 'shipstation.md §A2' },
    broken: { item: nowhere, named: 'SO-NOWHERE' },
    ...more,
  };
}

const orderHold = change({ first: 'held', again: 'unchanged', dry: 'would hold' }, { variants: [{ holdUntil: '2036-12-01' }] });
const orderRelease = change(
  { first: 'released', again: 'unchanged', dry: 'would release' },
  {
    async scene(desk, n) {
      const orders = await seedOrders(desk, n);
      await desk.act('status', { orders: orders.map(({ orderNumber }) => orderNumber), status: 'on_hold' });
      return { parameters: { order: '={{ $json }}' }, input: orders.map(wantedOf) };
    },
  },
);
const orderCancel = change({ first: 'cancelled', again: 'unchanged', dry: 'would cancel' }, { broken: undefined });

const shipmentGetAll: ReadFixture = {
  async scene(desk, n) {
    const orders = (await seedOrders(desk, n)).map(({ orderNumber }) => orderNumber);
    const labelled = orders.slice(0, Math.ceil(n / 2));
    if (labelled.length > 0) await desk.act('despatch', { orders: labelled });
    if (orders.length > labelled.length) await desk.act('markExternally', { orders: orders.slice(labelled.length) });
    return { parameters: { returnAll: true, sourceChannel: 'cin7core' } };
  },
  keyOf: ({ orderNumber }) => String(orderNumber),
  expected: async (desk) => {
    const state = await desk.state();
    return [...labelsOf(state), ...fulfillmentsOf(state)].map(({ orderNumber }) => String(orderNumber));
  },
  pages: { parameters: { startFrom: LONG_AGO }, again: 'nothing', calls: { n: 120, most: () => 3, formula: '⌈S/500⌉ + ⌈F/500⌉ + ⌈F/500⌉ orders, which hold the keys', sheet: 'shipstation.md §D1' } },
  calls: { n: 600, most: () => 4, formula: '⌈S/500⌉ + ⌈F/500⌉ + ⌈F/500⌉ orders, which hold the keys', sheet: 'shipstation.md §D1' },
  variants: [
    { output: 'raw', include: 'labels', madeSince: LONG_AGO },
    { store: STORE, include: 'fulfillments', orderPrefix: 'SO-', loadOrders: false },
  ],
};

const listGetAll: ReadFixture = {
  scene: async () => ({ parameters: { list: 'services', returnAll: true } }),
  keyOf: ({ id }) => String(id),
  expected: async () => ['rm_24', 'rm_48', 'rm_international_tracked', 'dpd_next_day', 'dpd_classic'],
  calls: { n: 5, most: () => 3, formula: '1 for the carriers + 1 a carrier', sheet: 'shipstation.md §A3' },
  variants: [{ list: 'stores' }, { list: 'carriers' }, { list: 'warehouses', output: 'raw' }],
};

export const workReads: Record<string, ReadFixture> = { 'order:getAll': orderGetAll, 'order:get': orderGet, 'shipment:getAll': shipmentGetAll, 'list:getAll': listGetAll };
export const workWrites: Record<string, WriteFixture> = {
  'order:import': orderImport,
  'order:ship': orderShip,
  'order:hold': orderHold,
  'order:release': orderRelease,
  'order:cancel': orderCancel,
};
