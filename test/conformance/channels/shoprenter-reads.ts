import type { ReadFixture, TriggerFixture } from '../fixture';
import type { Desk } from '../support/desk';
import { LONG_AGO, ordersOf, seedOrders, seedProducts, skusOf } from './shoprenter-seed';

const numberOf = (row: { number?: unknown }): string => String(row.number);
const real = async (desk: Desk): Promise<string[]> => (await ordersOf(desk)).filter(({ status }) => !['cart', 'storno'].includes(status)).map(({ innerId }) => innerId);

/** Time zone, storno status, names and numbers of the statuses: once in ten minutes and process. */
const ABOUT_THE_SHOP = 4;

const orderGetAll: ReadFixture = {
  async scene(desk, n) {
    await seedOrders(desk, n);
    return { parameters: { returnAll: true } };
  },
  keyOf: numberOf,
  expected: real,
  pages: { parameters: { startFrom: LONG_AGO }, again: 'nothing' },
  calls: { n: 430, most: (n) => Math.ceil(n / 100) + ABOUT_THE_SHOP, formula: '⌈N/200⌉, ⌈N/page⌉ page by page + 4 for what is kept about the shop for ten minutes', sheet: 'shoprenter.md §11' },
  variants: [
    { statuses: ['1'] },
    { excludeStorno: false, filters: { createdAfter: LONG_AGO, updatedAfter: LONG_AGO } },
    { output: 'raw', returnAll: false, limit: 2 },
    { pageByPage: true, startFrom: LONG_AGO, pageSize: 2 },
  ],
};

const orderGet: ReadFixture = {
  async scene(desk, n) {
    const numbers = await seedOrders(desk, n);
    return { parameters: { by: 'number', value: '={{ $json.number }}' }, input: numbers.map((number) => ({ number })) };
  },
  keyOf: numberOf,
  expected: real,
  calls: { n: 3, most: (n) => n + ABOUT_THE_SHOP, formula: '1 an order + 4 for what is kept about the shop for ten minutes', sheet: 'shoprenter.md §5' },
  variants: [{ by: 'orderId', value: 'b3JkZXItb3JkZXJfaWQ9MTAwMQ==' }, { output: 'raw' }],
  broken: { item: { number: '999999' }, named: '999999' },
};

const stockGetAll: ReadFixture = {
  async scene(desk, n) {
    await seedProducts(desk, n);
    return { parameters: { returnAll: true } };
  },
  keyOf: ({ sku }) => String(sku),
  expected: skusOf,
  pages: { parameters: {}, again: 'same states' },
  calls: { n: 430, most: (n) => Math.ceil(n / 100) + ABOUT_THE_SHOP, formula: '⌈M/200⌉, ⌈M/page⌉ page by page + 4 for what is kept about the shop for ten minutes', sheet: 'shoprenter.md §11 "read all products"' },
  variants: [{ warehouses: ['stock1', 'stock2'] }, { output: 'raw', returnAll: false, limit: 2 }],
};

const productGetAll: ReadFixture = {
  async scene(desk, n) {
    await seedProducts(desk, n);
    return { parameters: { returnAll: true } };
  },
  keyOf: ({ sku }) => String(sku),
  expected: skusOf,
  pages: {
    parameters: { startFrom: LONG_AGO },
    again: 'nothing',
    calls: {
      n: 430,
      most: (n) => 5 * Math.ceil(n / 100) + ABOUT_THE_SHOP,
      formula: '⌈M/page⌉, each with 4 for languages, groups, tax rates and categories + 4 for what is kept about the shop for ten minutes',
      sheet: 'shoprenter.md §11 "read all products"',
    },
  },
  calls: { n: 430, most: (n) => Math.ceil(n / 200) + 4 + ABOUT_THE_SHOP, formula: '⌈M/200⌉ + 4 for languages, groups, tax rates and categories + 4 for what is kept about the shop for ten minutes', sheet: 'shoprenter.md §11 "read all products"' },
  variants: [{ published: '1', updatedAfter: LONG_AGO, loadCategories: false }, { language: 'en' }, { output: 'raw', returnAll: false, limit: 2 }],
};

async function triggerScene(desk: Desk, n: number) {
  await seedOrders(desk, n);
  return { parameters: { startFrom: LONG_AGO } };
}

const idle = { n: 3, most: () => 1 + ABOUT_THE_SHOP, formula: '1 + 4 for what is kept about the shop for ten minutes', sheet: 'shoprenter.md §11' };

export const reads: Record<string, ReadFixture> = {
  'order:getAll': orderGetAll,
  'order:get': orderGet,
  'stock:getAll': stockGetAll,
  'product:getAll': productGetAll,
};

export const triggers: Record<string, TriggerFixture> = {
  'shoprenterPollingTrigger:orderPlaced': { scene: triggerScene, keyOf: numberOf, expected: real, idle },
  'shoprenterPollingTrigger:orderChanged': { scene: triggerScene, keyOf: numberOf, expected: real, idle },
};
