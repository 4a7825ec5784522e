import type { IDataObject } from 'n8n-workflow';

import { CANARY, type WriteFixture } from '../fixture';
import type { Desk } from '../support/desk';
import { identity, ordersOf, seedOrders, seedProducts } from './unas-seed';

const STATUSES = 1;
const DESPATCHED = '40002';

const keyIn = (item: IDataObject): string => String(((item.identity ?? item.order) as { id: string }).id).split('/')[0] ?? '';
const identities = async (desk: Desk, n: number) => {
  await seedOrders(desk, n);
  return (await ordersOf(desk)).map(identity);
};
const standing = ({ orders, mails }: IDataObject): unknown => [(orders as IDataObject[]).map(({ key, status, tracking, trackingUrl }) => [key, status, tracking, trackingUrl]), [...(mails as string[])].sort()];

const changeCalls = { n: 230, most: (n: number) => n + Math.ceil(n / 100) + STATUSES, formula: '⌈N/100⌉ + 1 look at each order, of the plentiful kind: its key may be another order’s + 1 for the statuses an hour', sheet: 'unas.md §9' };

const updateStatus: WriteFixture = {
  async scene(desk, n) {
    return { parameters: { order: '={{ $json }}', status: DESPATCHED, emailBuyer: true }, input: (await identities(desk, n)).map((one) => ({ identity: one })) };
  },
  effect: standing,
  outcomes: { first: 'updated', again: 'unchanged', dry: 'would update' },
  nameOf: keyIn,
  recordOf: keyIn,
  calls: changeCalls,
  broken: { item: { identity: { channel: 'unas', account: '10001', id: '10001-999999' } }, named: '10001-999999' },
};

const shipment = (order: object, number: string): IDataObject => ({
  order: order as IDataObject,
  orderNumber: String((order as { id: string }).id).split('/')[0],
  shippedAt: '2026-03-02T10:00:00.000Z',
  parcels: [{ id: `P-${number}`, carrier: 'gls', trackingNumber: `PP${number}`, url: `https://track.example.com/PP${number}` }],
});

const ship: WriteFixture = {
  async scene(desk, n) {
    const input = (await identities(desk, n)).map((one, index) => shipment(one, String(index).padStart(8, '0')));
    return { parameters: { shipment: '={{ $json }}', status: DESPATCHED, email: 'yes' }, input };
  },
  effect: standing,
  outcomes: { first: 'shipped', again: 'unchanged', dry: 'would ship' },
  nameOf: keyIn,
  recordOf: keyIn,
  calls: changeCalls,
  variants: [{ status: '', email: 'no' }],
  broken: { item: shipment({ channel: 'unas', account: '10001', id: '10001-999999' }, '99999999'), named: '10001-999999' },
};

function order(index: number, country: string | undefined = 'HU'): IDataObject {
  const number = `KL-${String(index).padStart(5, '0')}`;
  const address = { name: CANARY.name, street: `${CANARY.street} 7`, postcode: '6720', city: 'Szeged', country };
  return {
    identity: { channel: 'kaufland', account: 'de', id: number },
    number,
    status: 'open',
    complete: true,
    placedAt: '2026-03-02T08:14:55.000Z',
    currency: 'HUF',
    pricesIncludeTax: true,
    lines: [{ id: '1', sku: 'MUG-BLUE-330', name: 'Mug', quantity: 2, unitGross: 5200, taxRate: 27 }],
    charges: [{ kind: 'shipping', gross: 1200, taxRate: 27 }, { kind: 'cashOnDelivery', gross: 490, taxRate: 27 }],
    discounts: [{ kind: 'coupon', code: 'X', scope: 'order', gross: 500 }],
    total: { gross: 11590 },
    buyer: { name: CANARY.name, email: CANARY.email },
    shippingAddress: address as IDataObject,
    paymentMethod: { name: 'Kaufland' },
    shippingMethod: { name: 'GLS' },
  };
}

const importOrders: WriteFixture = {
  async scene(desk, n) {
    await seedOrders(desk, 1);
    return { parameters: { order: '={{ $json }}', status: '40000', paymentId: '3001', shippingId: '2001' }, input: Array.from({ length: n }, (_, index) => order(index + 1)) };
  },
  totals: ({ orders }) => (orders as Array<{ internalKey: string; total: number }>).map(({ internalKey, total }) => ({ number: internalKey, total })),
  effect: ({ orders, mails }) => [(orders as IDataObject[]).map(({ internalKey, status, items, total }) => [internalKey, status, items, total]).sort((a, b) => String(a[0]).localeCompare(String(b[0]))), mails],
  outcomes: { first: 'created', again: 'unchanged', dry: 'would create' },
  nameOf: ({ number }) => String(number),
  recordOf: ({ number }) => String(number),
  calls: { n: 230, most: (n) => Math.ceil(n / 100) + 1 + STATUSES, formula: '⌈N/100⌉ + ⌈C/500⌉ for the C orders that changed in the days looked back to + 1 for the statuses an hour', sheet: 'unas.md §4' },
  variants: [{ status: '', paymentId: '', shippingId: '', lookBackDays: 0 }],
  broken: { item: { ...order(77777), shippingAddress: { name: 'N', street: 'Fő utca 1.', city: 'Szeged', country: 'HU' } }, named: 'KL-77777' },
};

const push: WriteFixture = {
  async scene(desk, n) {
    const skus = await seedProducts(desk, n);
    return { parameters: { stock: '={{ $json }}' }, input: skus.map((sku, index) => ({ sku, available: 1000 + index })) };
  },
  levels: ({ products }) =>
    (products as unknown as Array<{ sku: string; stocks: Array<{ warehouse?: string; quantity: number }> }>).flatMap(({ sku, stocks }) =>
      stocks.flatMap(({ warehouse, quantity }) => (warehouse === undefined ? [{ sku, level: quantity }] : [])),
    ),
  effect: ({ products }) => (products as IDataObject[]).map(({ sku, stocks }) => [sku, stocks]),
  // Without Only Differences nothing tells that the stock was the same before.
  outcomes: { first: 'pushed', again: 'pushed', dry: 'would push' },
  nameOf: ({ sku }) => String(sku),
  recordOf: ({ sku }) => String(sku),
  calls: { n: 430, most: (n) => Math.ceil(n / 100), formula: '⌈M/100⌉', sheet: 'unas.md §9' },
  variants: [{ onlyDifferences: true, warehouse: '7000001' }],
  broken: { item: { sku: 'SKU-NOWHERE', available: 1 }, named: 'SKU-NOWHERE' },
};

const product = (sku: string): IDataObject => ({
  identity: { channel: 'innvoice', account: 'minta', id: sku },
  sku,
  name: `Termék ${sku}`,
  taxRate: 27,
  prices: [{ kind: 'normal', gross: 1270 }, { kind: 'special', gross: 1016, from: '2026-03-01T00:00:00.000Z', until: '2099-03-31T20:00:00.000Z' }, { kind: 'normal', gross: 1200, group: '100' }],
  categories: [{ path: ['Új csoport', 'Benne'] }],
});

const importProducts: WriteFixture = {
  async scene(desk, n) {
    await seedProducts(desk, 1);
    return { parameters: { product: '={{ $json }}', ifItExists: 'update' }, input: Array.from({ length: n }, (_, index) => product(`UJ-${String(index + 1).padStart(4, '0')}`)) };
  },
  effect: ({ products }) => (products as IDataObject[]).map(({ sku, name, vat, prices, categories }) => [sku, name, vat, prices, categories]).sort((a, b) => String(a[0]).localeCompare(String(b[0]))),
  outcomes: { first: 'created', again: 'unchanged', dry: 'would create' },
  nameOf: ({ sku }) => String(sku),
  recordOf: ({ sku }) => String(sku),
  calls: { n: 230, most: (n) => Math.ceil(n / 100) + 2 * Math.ceil(n / 200), formula: '⌈M/100⌉ + ⌈M/200⌉ look-ups by SKU, each with a second page where the first may have been cut', sheet: 'unas.md §9' },
  variants: [{ ifItExists: 'leave' }],
  broken: { item: product('UJ/77'), named: 'UJ/77' },
};

export const writes: Record<string, WriteFixture> = {
  'order:import': importOrders,
  'order:ship': ship,
  'order:updateStatus': updateStatus,
  'stock:push': push,
  'product:import': importProducts,
};

