import type { ReadFixture, TriggerFixture } from '../fixture';
import type { Desk } from '../support/desk';
import { LONG_AGO, ordersOf, seedOrders, seedProducts, skusOf } from './unas-seed';

const numberOf = (row: { number?: unknown }): string => String(row.number);
const keys = async (desk: Desk): Promise<string[]> => (await ordersOf(desk)).map(({ key }) => key);

/** Names of the statuses: once an hour and process. */
const STATUSES = 1;

const orderGetAll: ReadFixture = {
  async scene(desk, n) {
    await seedOrders(desk, n);
    return { parameters: { returnAll: true } };
  },
  keyOf: numberOf,
  expected: keys,
  pages: { parameters: { startFrom: LONG_AGO }, again: 'nothing' },
  calls: { n: 430, most: (n) => Math.ceil(n / 500) + STATUSES, formula: '⌈N/500⌉, however small the pages + 1 for the statuses an hour', sheet: 'unas.md §9' },
  variants: [{ statuses: ['40000'], excludeCancelled: false }, { updatedAfter: LONG_AGO }, { output: 'raw', returnAll: false, limit: 2 }, { pageByPage: true, startFrom: LONG_AGO, pageSize: 2 }],
};

const orderGet: ReadFixture = {
  async scene(desk, n) {
    const numbers = await seedOrders(desk, n);
    return { parameters: { value: '={{ $json.number }}' }, input: numbers.map((number) => ({ number })) };
  },
  keyOf: numberOf,
  expected: keys,
  calls: { n: 3, most: (n) => n + STATUSES, formula: '1 an order, of the plentiful kind + 1 for the statuses an hour', sheet: 'unas.md §4' },
  variants: [{ output: 'raw' }],
  broken: { item: { number: '10001-999999' }, named: '10001-999999' },
};

const listCalls = (n: number): number => (n < 100 ? 1 : Math.ceil(n / 450) + 1);

const stockGetAll: ReadFixture = {
  async scene(desk, n) {
    await seedProducts(desk, n);
    return { parameters: { returnAll: true } };
  },
  keyOf: ({ sku }) => String(sku),
  expected: skusOf,
  pages: { parameters: { startFrom: LONG_AGO }, again: 'nothing' },
  calls: { n: 430, most: listCalls, formula: '1 below 100 rows, else ⌈M/450⌉ + 1: how many rows a page may hold is not documented, so the last page is looked for', sheet: 'unas.md §9' },
  variants: [{ warehouse: 'all', changedAfter: LONG_AGO }, { output: 'raw', returnAll: false, limit: 2 }],
};

const productGetAll: ReadFixture = {
  async scene(desk, n) {
    await seedProducts(desk, n);
    return { parameters: { returnAll: true } };
  },
  keyOf: ({ sku }) => String(sku),
  expected: skusOf,
  pages: { parameters: { startFrom: LONG_AGO }, again: 'nothing' },
  calls: { n: 430, most: listCalls, formula: '1 below 100 rows, else ⌈M/450⌉ + 1, as for stock', sheet: 'unas.md §9' },
  variants: [{ sold: 'active', updatedAfter: LONG_AGO }, { output: 'raw', returnAll: false, limit: 2 }],
};

async function triggerScene(desk: Desk, n: number) {
  await seedOrders(desk, n);
  return { parameters: { startFrom: LONG_AGO } };
}

const idle = { n: 3, most: () => 1 + STATUSES, formula: '1 + 1 for the statuses an hour', sheet: 'unas.md §9' };
const trigger: TriggerFixture = { scene: triggerScene, keyOf: numberOf, expected: keys, idle, restMs: 5 * 60_000 };

export const reads: Record<string, ReadFixture> = {
  'order:getAll': orderGetAll,
  'order:get': orderGet,
  'stock:getAll': stockGetAll,
  'product:getAll': productGetAll,
};

export const triggers: Record<string, TriggerFixture> = {
  'unasPollingTrigger:orderPlaced': trigger,
  'unasPollingTrigger:orderChanged': trigger,
};
