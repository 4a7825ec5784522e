import type { IDataObject } from 'n8n-workflow';

import { linnworks } from '../../sandbox/clients';
import type { ReadFixture, WriteFixture } from '../fixture';
import type { Desk } from '../support/desk';
import { LONG_AGO, ordersOf, seedOrders, type StateOrder } from './linnworks-seed';

const LOCATION_ID = '00000000-0000-0000-0000-000000000000';
const STATUSES_ASKED_FOR = 2;

interface StatePurchase {
  ExternalInvoiceNumber: string;
  Status: string;
}

const purchasesOf = async (desk: Desk): Promise<StatePurchase[]> => (await desk.state()).purchaseOrders as unknown as StatePurchase[];

export const purchaseGetAll: ReadFixture = {
  async scene(desk, n) {
    await desk.seed({ purchaseOrders: n });
    return { parameters: { returnAll: true } };
  },
  keyOf: ({ number }) => String(number),
  expected: async (desk) => (await purchasesOf(desk)).flatMap(({ ExternalInvoiceNumber, Status }) => (['OPEN', 'PARTIAL'].includes(Status) ? [ExternalInvoiceNumber] : [])),
  pages: {
    parameters: {},
    again: 'same states',
    calls: {
      n: 60,
      most: (n) => STATUSES_ASKED_FOR * (2 + Math.ceil(n / 100)) + Math.ceil(n / 2),
      formula: '⌈P/page⌉ a status + 1 a page for the names of suppliers + 1 an order for its lines',
      sheet: 'linnworks.md §13 "purchase orders"',
    },
  },
  calls: {
    n: 60,
    most: (n) => STATUSES_ASKED_FOR * Math.ceil(n / 100) + 1 + Math.ceil(n / 2),
    formula: '⌈P/100⌉ a status + 1 for the names of suppliers + 1 an order for its lines (half of the seed is in a status asked for)',
    sheet: 'linnworks.md §13 "purchase orders"',
  },
  variants: [{ statuses: [], location: { __rl: true, mode: 'name', value: 'Default' }, onlyOutstanding: false }, { output: 'raw' }, { loadSuppliers: false }],
};

const purchaseGet: ReadFixture = {
  async scene(desk, n) {
    await desk.seed({ purchaseOrders: n });
    return { parameters: { purchaseOrder: '={{ $json.number }}' }, input: (await purchasesOf(desk)).map(({ ExternalInvoiceNumber: number }) => ({ number })) };
  },
  keyOf: ({ number }) => String(number),
  expected: async (desk) => (await purchasesOf(desk)).map(({ ExternalInvoiceNumber }) => ExternalInvoiceNumber),
  calls: { n: 3, most: (n) => 2 * n + 1, formula: '1 to find it by its number + 1 for its lines, each + 1 for the names of suppliers', sheet: 'linnworks.md §8' },
  variants: [{ output: 'raw' }],
  broken: { item: { number: 'PO-NOWHERE' }, named: 'PO-NOWHERE' },
};

async function despatched(desk: Desk, n: number): Promise<StateOrder[]> {
  await seedOrders(desk, n, 'all paid');
  await desk.act('process', {});
  return ordersOf(await desk.state());
}

const rowIdOf = ({ items }: StateOrder): string => (items as Array<{ RowId: string }>)[0]?.RowId ?? '';

/** Nothing seeds a return: it is booked at the vendor as people book it there. */
async function book(desk: Desk, orders: readonly StateOrder[]): Promise<void> {
  const session = await linnworks(desk.sandbox);
  for (const order of orders) {
    const item = { OrderItemRowId: rowIdOf(order), ReturnLocation: LOCATION_ID, ReturnQuantity: 1, ScrapQuantity: 0, RefundAmount: 0, ReasonCategory: 'Unwanted', Reason: 'too big' };
    const booked = await session.post('ReturnsRefunds/CreateRMABooking', { request: { OrderId: order.OrderId, Reference: order.ReferenceNum, ReturnItems: [item] } });
    const { RMAHeaderId } = booked.data as { RMAHeaderId: number };
    await session.post('ReturnsRefunds/ActionRMABooking', { request: { RMAHeaderId, OrderId: order.OrderId } });
  }
}

const returnGetAll: ReadFixture = {
  async scene(desk, n) {
    await book(desk, await despatched(desk, n));
    return { parameters: { returnAll: true } };
  },
  keyOf: ({ order, orderNumber }) => String((order as { id?: string } | undefined)?.id ?? orderNumber),
  expected: async (desk) => ((await desk.state()).returns as Array<{ ReferenceNum: string }>).map(({ ReferenceNum }) => ReferenceNum),
  pages: {
    parameters: { startFrom: LONG_AGO },
    again: 'nothing',
    calls: { n: 70, most: (n) => Math.ceil(n / 100) + SPANS, formula: '⌈R/page⌉ + 1 for each three months since Start From', sheet: 'linnworks.md §9' },
  },
  calls: { n: 70, most: (n) => Math.ceil(n / 200), formula: '⌈R/200⌉', sheet: 'linnworks.md §9' },
  variants: [{ output: 'raw' }],
};

/** Three-month spans since 2020. */
const SPANS = Math.ceil((Date.now() - Date.parse(LONG_AGO)) / (89 * 86_400_000));

const returnImport: WriteFixture = {
  async scene(desk, n) {
    const input = (await despatched(desk, n)).map((order, index) => ({
      identity: { channel: 'mintsoft', account: 'main', id: `RET${index}` },
      number: `RET${index}`,
      order: { channel: 'linnworks', account: 'main', id: order.OrderId },
      orderNumber: order.ReferenceNum,
      status: 'received',
      confirmed: true,
      lines: [{ id: '1', sku: 'MUG-BLUE-330', quantity: 1, reason: 'changedMind' }],
    }));
    return { parameters: { return: '={{ $json }}', location: { __rl: true, mode: 'name', value: 'Default' }, category: 'Unwanted' }, input };
  },
  effect: ({ returns, stock }) => [
    (returns as IDataObject[]).map(({ ReferenceNum, Reference, Actioned, items }) => [ReferenceNum, Reference, Actioned, (items as IDataObject[]).map(({ ReturnQuantity, ScrapQuantity }) => [ReturnQuantity, ScrapQuantity])]),
    stock,
  ],
  outcomes: { first: 'created', again: 'unchanged', dry: 'would create' },
  nameOf: ({ number }) => String(number),
  calls: {
    n: 20,
    most: (n) => 3 * n + Math.ceil(n / 100) + 1,
    formula: '2 a return + 1 look-up each, by which a repeat is known + ⌈N/100⌉ to read the orders + 1 for the name of the location',
    sheet: 'linnworks.md §13 "returns out"',
  },
  broken: { item: { identity: { channel: 'mintsoft', account: 'main', id: 'RET-BROKEN' }, number: 'RET-BROKEN', status: 'received', lines: [] }, named: 'RET-BROKEN' },
};

export const returnReads: Record<string, ReadFixture> = { 'purchaseOrder:getAll': purchaseGetAll, 'purchaseOrder:get': purchaseGet, 'return:getAll': returnGetAll };
export const returnWrites: Record<string, WriteFixture> = { 'return:import': returnImport };
