import type { IDataObject } from 'n8n-workflow';

import type { ReadFixture, WriteFixture } from '../fixture';
import type { Desk } from '../support/desk';
import { incoming, labelsOf, LOCATION, ordersOf, seedOrders, stockOf, wantedOf } from './shipstation-seed';

const skuOf = ({ sku }: IDataObject): string => String(sku);
const numberOf = (row: IDataObject): string => String(row.number);
const skusOf = async (desk: Desk): Promise<string[]> => stockOf(await desk.state()).map(({ sku }) => sku);

const stockGetAll: ReadFixture = {
  async scene(desk, n) {
    await desk.seed({ products: n });
    return { parameters: { returnAll: true, location: LOCATION } };
  },
  keyOf: skuOf,
  expected: skusOf,
  pages: { parameters: {}, again: 'same states' },
  calls: { n: 230, most: (n) => Math.ceil((n + 20) / 100), formula: '⌈M/100⌉ (the account has some products of its own)', sheet: 'shipstation.md §D1' },
  variants: [{ output: 'raw' }, { location: { __rl: true, mode: 'id', value: '' }, inventoryWarehouse: { __rl: true, mode: 'id', value: 'whs-1' } }],
};

const stockPush: WriteFixture = {
  async scene(desk, n) {
    await desk.seed({ products: n });
    const skus = (await skusOf(desk)).slice(-n);
    return { parameters: { stock: '={{ $json }}', location: LOCATION }, input: skus.map((sku, index) => ({ sku, physical: 2003 + index, allocated: 0, available: 2003 + index })) };
  },
  levels: (state) => stockOf(state).map(({ sku, on_hand }) => ({ sku, level: on_hand })),
  effect: (state) => stockOf(state).map(({ sku, on_hand }) => [sku, on_hand]),
  outcomes: { first: 'pushed', again: 'unchanged', dry: 'would push' },
  nameOf: skuOf,
  recordOf: skuOf,
  calls: { n: 30, most: (n) => n + (n > 3 ? Math.ceil((n + 20) / 100) : n), formula: 'M + ⌈all/100⌉ to see what differs (few one by one)', sheet: 'shipstation.md §D1' },
  variants: [{ figure: 'available', reason: '' }],
  broken: { item: { sku: 'SKU-HALF', physical: 1.5 }, named: 'SKU-HALF' },
};

const placeGetAll: ReadFixture = {
  scene: async () => ({ parameters: { stockList: 'both', returnAll: true } }),
  keyOf: ({ id }) => String(id),
  expected: async () => ['whs-1', 'loc-1', 'loc-2'],
  calls: { n: 3, most: () => 2, formula: '1 a list', sheet: 'shipstation.md §B5' },
  variants: [{ stockList: 'inventoryWarehouses' }, { stockList: 'inventoryLocations' }],
};

const SERVICES = ['rm_24', 'rm_48', 'dpd_next_day'];
let asked = 0;

const rateGetAll: ReadFixture = {
  async scene(_desk, n) {
    asked = n;
    return { parameters: { order: '={{ $json }}' }, input: Array.from({ length: n }, (_, index) => incoming(index)) };
  },
  keyOf: ({ number, serviceCode }) => `${String(number)} ${String(serviceCode)}`,
  expected: async () => Array.from({ length: asked }, (_, index) => SERVICES.map((code) => `SO-${20_000 + index} ${code}`)).flat(),
  calls: { n: 20, most: (n) => n + 2, formula: 'N + 1 for the carriers + 1 for the ship-from warehouses', sheet: 'shipstation.md §D1' },
  variants: [{ output: 'raw', carriers: ['dpd_uk'], weightGrams: 1500 }],
  broken: { item: incoming(900, { lines: [{ id: 'l1', sku: 'A', quantity: 1 }] }), named: 'SO-20900' },
};

const labelBuy: WriteFixture = {
  scene: async (_desk, n) => ({ parameters: { order: '={{ $json }}' }, input: Array.from({ length: n }, (_, index) => incoming(index)) }),
  effect: (state) => [ordersOf(state).map(({ orderNumber, status }) => [orderNumber, status]).sort(), labelsOf(state).map(({ orderNumber, voidedAt }) => [orderNumber, voidedAt === null]).sort()],
  outcomes: { first: 'bought', again: 'unchanged', dry: 'would buy' },
  nameOf: numberOf,
  recordOf: numberOf,
  calls: { n: 20, most: (n) => 5 * n + 2, formula: 'N + for each: 2 look-ups, its shipment, its rates; + 2 for carriers and warehouses', sheet: 'shipstation.md §D1' },
  variants: [{ chooseBy: 'service', serviceCode: 'rm_48', labelFormat: 'zpl' }, { chooseBy: 'fastest', labelFormat: 'png', labelLayout: 'letter' }],
  broken: { item: incoming(900, { lines: [{ id: 'l1', sku: 'A', quantity: 1 }] }), named: 'SO-20900' },
};

const withService = (index: number): IDataObject => ({ orderNumber: `SO-${20_000 + index}`, orderKey: `cin7core:main:n${index}`, carrierCode: 'royal_mail', serviceCode: 'rm_48' });

const labelBuyBatch: WriteFixture = {
  async scene(desk, n) {
    const orders = (await seedOrders(desk, n, withService)).slice(-n);
    return { parameters: { order: '={{ $json }}' }, input: orders.map(wantedOf) };
  },
  effect: labelBuy.effect,
  outcomes: { first: 'bought', again: 'unchanged', dry: 'would buy' },
  nameOf: numberOf,
  recordOf: numberOf,
  calls: { n: 60, most: (n) => n + (n > 3 ? Math.ceil(n / 100) : 2 * n) + 4 * Math.ceil(n / 50), formula: '⌈N/100⌉ (few: 2 look-ups each) + for each 50: the batch, 2 looks, its labels; + N files', sheet: 'shipstation.md §B3, §D1' },
  variants: [{ labelFormat: 'zpl', labelLayout: 'letter' }],
  broken: { item: { identity: { channel: 'cin7core', account: 'main', id: 'n900' }, number: 'SO-20900' }, named: 'SO-20900' },
};

const labelVoid: WriteFixture = {
  async scene(desk, n) {
    await seedOrders(desk, n);
    await desk.act('despatch', {});
    return { parameters: {}, input: labelsOf(await desk.state()).map(({ shipmentId }) => ({ labelId: `se-${shipmentId}` })) };
  },
  effect: (state) => labelsOf(state).map(({ shipmentId, voidedAt }) => [shipmentId, voidedAt !== null]),
  outcomes: { first: 'voided', again: 'unchanged', dry: 'would void' },
  nameOf: ({ labelId }) => String(labelId),
  recordOf: ({ labelId }) => String(labelId),
  calls: { n: 20, most: (n) => 2 * n, formula: 'N + N looks, since it cannot be undone', sheet: 'shipstation.md §B3' },
  broken: { item: { labelId: 'se-999999' }, named: 'se-999999' },
};

export const v2Reads: Record<string, ReadFixture> = { 'stock:getAll': stockGetAll, 'rate:getAll': rateGetAll, 'inventoryPlace:getAll': placeGetAll };
export const v2Writes: Record<string, WriteFixture> = { 'stock:push': stockPush, 'label:buy': labelBuy, 'label:buyBatch': labelBuyBatch, 'label:void': labelVoid };
