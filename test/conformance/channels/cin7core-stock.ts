import type { IDataObject } from 'n8n-workflow';

import type { ReadFixture, WriteFixture } from '../fixture';
import { named } from './cin7core-seed';

interface StateStock {
  SKU: string;
  Location: string;
  OnHand: number;
}

const MAIN = 'Main Warehouse';
const stockOf = (state: IDataObject): StateStock[] => (state.stock as unknown as StateStock[]).filter(({ Location }) => Location === MAIN);
const skusOf = (state: IDataObject): string[] => [...new Set(stockOf(state).map(({ SKU }) => SKU))];

const stockGetAll: ReadFixture = {
  async scene(desk, n) {
    await desk.seed({ products: n });
    return { parameters: { returnAll: true, location: named(MAIN) } };
  },
  keyOf: ({ sku }) => String(sku),
  expected: async (desk) => skusOf(await desk.state()),
  pages: {
    parameters: {},
    again: 'same states',
    calls: { n: 230, most: (n) => 2 * Math.ceil((n + 20) / 100), formula: 'each page reads the location and the whole list, as there is no list of changes', sheet: 'cin7core.md §8.2' },
  },
  calls: { n: 1200, most: (n) => Math.ceil((n + 20) / 1000) + 1, formula: '⌈rows/1000⌉ + 1 for the location; the room has 20 articles of its own at most', sheet: 'cin7core.md §11.1' },
  variants: [{ output: 'raw' }, { returnAll: false, limit: 2, location: named('') }],
};

const stockPush: WriteFixture = {
  async scene(desk, n) {
    const { products } = await desk.seed<{ products: string[] }>({ products: n });
    const input = products.map((sku, index) => ({ sku, physical: 500 + index, available: 500 + index }));
    return { parameters: { stock: '={{ $json }}', location: named(MAIN), account: named('500'), options: { unitCost: 1 } }, input };
  },
  levels: (state) => stockOf(state).map(({ SKU, OnHand }) => ({ sku: SKU, level: OnHand })),
  effect: (state) => [stockOf(state).map(({ SKU, OnHand }) => [SKU, OnHand]).sort(), (state.adjustments as unknown[]).length > 0],
  outcomes: { first: 'pushed', again: 'unchanged', dry: 'would push' },
  nameOf: ({ sku }) => String(sku),
  recordOf: ({ sku }) => String(sku),
  calls: { n: 600, most: (n) => Math.ceil(n / 250) + 2 * Math.ceil((n + 20) / 1000) + 1, formula: '⌈M/250⌉ + ⌈rows/1000⌉ to book only differences + ⌈products/1000⌉ for the cost of those without stock + 1 for the location', sheet: 'cin7core.md §11.1' },
  variants: [{ figure: 'available', options: { reference: 'count' } }],
  broken: { item: { sku: 'NOWHERE-1', physical: 3 }, named: 'NOWHERE-1' },
};

const listGetAll: ReadFixture = {
  scene: async () => ({ parameters: { list: '={{ $json.list }}', returnAll: true }, input: [{ list: 'locations' }] }),
  keyOf: ({ name, Name }) => String(name ?? Name),
  expected: async () => [MAIN, 'Second Warehouse', 'Fulfilment Partner'],
  calls: { n: 3, most: () => 1, formula: '1 a list', sheet: 'cin7core.md §8.4' },
  variants: [...['accounts', 'brands', 'carriers', 'categories', 'customers', 'paymentTerms', 'priceTiers', 'taxRules', 'units'].map((list) => ({ list })), { output: 'raw' }],
};

export const stockReads: Record<string, ReadFixture> = { 'stock:getAll': stockGetAll, 'list:getAll': listGetAll };
export const stockWrites: Record<string, WriteFixture> = { 'stock:push': stockPush };
