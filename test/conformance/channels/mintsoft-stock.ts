import type { IDataObject } from 'n8n-workflow';

import type { ReadFixture, WriteFixture } from '../fixture';
import type { Desk } from '../support/desk';
import { CLIENT, LONG_AGO, productsOf, stockOf, WAREHOUSE } from './mintsoft-seed';

const skuOf = ({ sku }: IDataObject): string => String(sku);
const skusOf = async (desk: Desk): Promise<string[]> => productsOf(await desk.state()).map(({ SKU }) => SKU);

const stockGetAll: ReadFixture = {
  async scene(desk, n) {
    await desk.seed({ products: n });
    return { parameters: { returnAll: true, client: CLIENT, warehouse: WAREHOUSE } };
  },
  keyOf: skuOf,
  expected: skusOf,
  pages: {
    parameters: { startFrom: LONG_AGO, onlyChanges: false },
    again: 'same states',
    calls: { n: 230, most: (n) => Math.ceil((n + 20) / 100), formula: '⌈M/page⌉, a page being 100 unless told', sheet: 'mintsoft.md §7.2' },
  },
  calls: { n: 600, most: (n) => Math.ceil((n + 20) / 500), formula: '⌈M/500⌉ (the catalogue has some products of its own)', sheet: 'mintsoft.md §11.1' },
  variants: [{ output: 'raw', valueType: 'onHand', changedSince: LONG_AGO }, { valueType: 'stockLevel', warehouse: { __rl: true, mode: 'id', value: '5' }, changedSince: LONG_AGO }],
};

const stockPush: WriteFixture = {
  async scene(desk, n) {
    const { products } = await desk.seed<{ products: string[] }>({ products: n });
    const input = products.map((sku, index) => ({ sku, physical: 103 + index, available: 103 + index, allocated: 0 }));
    return { parameters: { stock: '={{ $json }}', client: CLIENT, warehouse: WAREHOUSE }, input };
  },
  levels: (state) => stockOf(state).map(({ SKU, OnHand }) => ({ sku: SKU, level: OnHand })),
  effect: (state) => stockOf(state).map(({ SKU, OnHand }) => [SKU, OnHand]),
  // Nothing tells that the level was the same before.
  outcomes: { first: 'pushed', again: 'pushed', dry: 'would push' },
  nameOf: skuOf,
  recordOf: skuOf,
  calls: { n: 230, most: (n) => Math.ceil(n / 100), formula: '⌈M/100⌉', sheet: 'mintsoft.md §11.1' },
  variants: [{ figure: 'physical' }],
  broken: { item: { sku: 'SKU-NOWHERE', available: 1 }, named: 'SKU-NOWHERE' },
};

const productGetAll: ReadFixture = {
  async scene(desk, n) {
    await desk.seed({ products: n });
    return { parameters: { returnAll: true, client: CLIENT } };
  },
  keyOf: skuOf,
  expected: skusOf,
  pages: { parameters: { startFrom: LONG_AGO }, again: 'nothing' },
  calls: { n: 230, most: (n) => Math.ceil((n + 20) / 100), formula: '⌈M/100⌉', sheet: 'mintsoft.md §6' },
  variants: [{ output: 'raw', fromDate: LONG_AGO, weightUnit: 'gram' }],
};

const productImport: WriteFixture = {
  scene: async (_desk, n) => ({
    parameters: { product: '={{ $json }}', client: CLIENT },
    input: Array.from({ length: n }, (_, index) => ({
      identity: { channel: 'linnworks', account: 'main', id: `P${index}` },
      sku: `NEW-${index}`,
      name: `New article ${index}`,
      weightGrams: 250,
    })),
  }),
  effect: (state) => productsOf(state).map(({ SKU }) => SKU).sort(),
  outcomes: { first: 'created', again: 'unchanged', dry: 'would create' },
  nameOf: skuOf,
  recordOf: skuOf,
  calls: { n: 30, most: (n) => 2 * n, formula: 'N + N look-ups, since no call takes several', sheet: 'mintsoft.md §6' },
  variants: [{ weightUnit: 'gram' }],
  broken: { item: { identity: { channel: 'linnworks', account: 'main', id: 'P' }, sku: 'NEW-BROKEN' }, named: 'NEW-BROKEN' },
};

const listGetAll: ReadFixture = {
  scene: async () => ({ parameters: { list: 'courierServices', returnAll: true } }),
  keyOf: ({ id }) => String(id),
  expected: async () => ['52', '53', '54', '55'],
  calls: { n: 4, most: () => 1, formula: '1', sheet: 'mintsoft.md §4' },
  variants: ['channels', 'clients', 'goodsInTypes', 'orderStatuses', 'returnReasons', 'warehouses'].map((list) => ({ list })).concat([{ list: 'clients', output: 'raw' } as never]),
};

export const stockReads: Record<string, ReadFixture> = { 'stock:getAll': stockGetAll, 'product:getAll': productGetAll, 'list:getAll': listGetAll };
export const stockWrites: Record<string, WriteFixture> = { 'stock:push': stockPush, 'product:import': productImport };
