import type { IDataObject } from 'n8n-workflow';

import { purchaseOrder } from '../../Mintsoft/support/orders';
import type { ReadFixture, TriggerFixture, WriteFixture } from '../fixture';
import { asnsOf, CLIENT, LONG_AGO, ordersOf, returnsOf, seedOrders, stockOf, WAREHOUSE } from './mintsoft-seed';
import type { Desk } from '../support/desk';
import { shipmentGetAll } from './mintsoft-work';

const numberOf = (row: IDataObject): string => String(row.number);

const asnGetAll: ReadFixture = {
  async scene(desk, n) {
    await desk.seed({ asns: n });
    return { parameters: { returnAll: true, client: CLIENT } };
  },
  keyOf: numberOf,
  expected: async (desk) => asnsOf(await desk.state()).map(({ POReference }) => POReference),
  pages: { parameters: { startFrom: LONG_AGO }, again: 'nothing' },
  calls: { n: 130, most: (n) => Math.ceil(n / 100) + n, formula: '⌈N/100⌉ + 1 an ASN where the list leaves its items out', sheet: 'mintsoft.md §8.1' },
  variants: [{ output: 'raw', statuses: [1, 2, 3], warehouse: WAREHOUSE, fromDate: LONG_AGO }],
};

const asnImport: WriteFixture = {
  scene: async (_desk, n) => ({
    parameters: { purchaseOrder: '={{ $json }}', client: CLIENT, warehouse: WAREHOUSE, goodsInType: 'Pallet' },
    input: Array.from({ length: n }, (_, index) => purchaseOrder(`PO-${4000 + index}`) as unknown as IDataObject),
  }),
  effect: (state) => asnsOf(state).map(({ POReference, items }) => [POReference, items.map((item) => [item.SKU, item.QuantityExpected, item.SourceLineId])]).sort(),
  outcomes: { first: 'created', again: 'unchanged', dry: 'would create' },
  nameOf: numberOf,
  recordOf: numberOf,
  calls: { n: 130, most: (n) => n + 1, formula: '1 a purchase order + ⌈A/100⌉ for the ASNs that are there', sheet: 'mintsoft.md §11.1' },
  variants: [{ createProducts: true, orderPrefix: 'P-', options: { comment: 'from Linnworks', handlingUnits: 2 } }],
  broken: { item: { ...(purchaseOrder('PO-DRAFT', { status: 'draft' }) as unknown as IDataObject) }, named: 'PO-DRAFT' },
};

const asnBookIn: WriteFixture = {
  async scene(desk, n) {
    await desk.seed({ asns: n });
    return { parameters: {}, input: asnsOf(await desk.state()).map(({ ID }) => ({ targetId: String(ID) })) };
  },
  effect: (state) => [asnsOf(state).map(({ POReference, status }) => [POReference, status]), stockOf(state).map(({ SKU, StockLevel }) => [SKU, StockLevel])],
  outcomes: { first: 'booked in', again: 'unchanged', dry: 'would book in' },
  nameOf: ({ targetId }) => String(targetId),
  calls: { n: 20, most: (n) => 2 * n, formula: 'N + N reads, since it is no safe verb', sheet: 'mintsoft.md §8.1' },
  broken: { item: { targetId: '999999' }, named: '999999' },
};

async function despatched(desk: Desk, n: number): Promise<string[]> {
  const numbers = await seedOrders(desk, n);
  await desk.act('despatch', { orders: numbers });
  return numbers;
}

const returnGetAll: ReadFixture = {
  async scene(desk, n) {
    for (const order of await despatched(desk, n)) await desk.act('receiveReturn', { order });
    return { parameters: { returnAll: true, client: CLIENT, sourceChannel: 'linnworks' } };
  },
  keyOf: numberOf,
  expected: async (desk) => returnsOf(await desk.state()).map(({ Reference }) => Reference),
  pages: {
    parameters: { startFrom: '={{ new Date(Date.now() - 86400000).toISOString() }}' },
    // The days are read again; what they hold has the same key and state.
    again: 'same states',
    calls: { n: 12, most: (n) => 4 + n, formula: '1 a day, the day before the start included + 1 an order for its reference', sheet: 'mintsoft.md §8.2' },
  },
  calls: { n: 12, most: (n) => 8 + n, formula: '1 a day of the last week + 1 an order for its reference', sheet: 'mintsoft.md §8.2' },
  variants: [{ output: 'raw', onlyConfirmed: false }, { loadOrders: false }],
};

const returnImport: WriteFixture = {
  async scene(desk, n) {
    await despatched(desk, n);
    const input = ordersOf(await desk.state()).map((one, index) => ({
      identity: { channel: 'linnworks', account: 'main', id: `R${index}` },
      number: `RMA-9${index}`,
      order: { channel: 'mintsoft', account: '17', id: String(one.ID) },
      orderNumber: one.OrderNumber,
      status: 'requested',
      lines: [{ id: 'l1', sku: 'MUG-BLUE-330', quantity: 1 }],
    }));
    return { parameters: { return: '={{ $json }}', client: CLIENT, warehouse: WAREHOUSE, reason: '2' }, input };
  },
  effect: (state) => returnsOf(state).map(({ Reference, Confirmed, items }) => [Reference, Confirmed, items.map(({ SKU, Quantity }) => [SKU, Quantity])]).sort(),
  outcomes: { first: 'created', again: 'unchanged', dry: 'would create' },
  nameOf: numberOf,
  recordOf: numberOf,
  calls: { n: 5, most: (n) => 8 * n, formula: 'for each: its order, up to 3 days to see if it is there, its product, the return and its line', sheet: 'mintsoft.md §8.2' },
  variants: [{ confirm: true }],
  broken: {
    item: { identity: { channel: 'linnworks', account: 'main', id: 'RX' }, number: 'RMA-NONE', orderNumber: 'LW-NOWHERE', status: 'requested', lines: [] },
    named: 'RMA-NONE',
  },
};

const orderDespatched: TriggerFixture = {
  async scene(desk, n) {
    await shipmentGetAll.scene(desk, n);
    return { parameters: { startFrom: LONG_AGO, client: CLIENT, sourceChannel: 'linnworks' } };
  },
  keyOf: shipmentGetAll.keyOf,
  expected: shipmentGetAll.expected,
  idle: { n: 3, most: () => 1, formula: '1', sheet: 'mintsoft.md §11.1' },
};

const returnConfirmed: TriggerFixture = {
  async scene(desk, n) {
    const { parameters } = await returnGetAll.scene(desk, n);
    return { parameters: { client: parameters.client, sourceChannel: 'linnworks', startFrom: '={{ new Date(Date.now() - 86400000).toISOString() }}' } };
  },
  keyOf: numberOf,
  expected: returnGetAll.expected,
  idle: { n: 3, most: (n) => 3 + n, formula: '2 days, 3 within two hours after midnight, + 1 an order for its reference', sheet: 'mintsoft.md §11.1' },
};

const asnBookedIn: TriggerFixture = {
  async scene(desk, n) {
    await desk.seed({ asns: n });
    await desk.act('bookIn', {});
    return { parameters: { startFrom: LONG_AGO, client: CLIENT } };
  },
  keyOf: numberOf,
  expected: asnGetAll.expected,
  idle: { n: 3, most: (n) => 1 + n, formula: '1 + 1 an ASN where the list leaves its items out', sheet: 'mintsoft.md §8.1' },
};

export const inboundReads: Record<string, ReadFixture> = { 'asn:getAll': asnGetAll, 'return:getAll': returnGetAll };
export const inboundWrites: Record<string, WriteFixture> = { 'asn:import': asnImport, 'asn:bookIn': asnBookIn, 'return:import': returnImport };
export const triggers: Record<string, TriggerFixture> = {
  'mintsoftTrigger:asnBookedIn': asnBookedIn,
  'mintsoftTrigger:orderDespatched': orderDespatched,
  'mintsoftTrigger:returnConfirmed': returnConfirmed,
};
