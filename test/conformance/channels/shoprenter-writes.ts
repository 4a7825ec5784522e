import type { IDataObject } from 'n8n-workflow';

import type { WriteFixture } from '../fixture';
import { identity, seedOrders, seedProducts } from './shoprenter-seed';

const ABOUT_THE_SHOP = 4;
const DESPATCHED = '4';

const numberIn = (item: IDataObject): string => (item.identity as { id: string }).id;

const updateStatus: WriteFixture = {
  async scene(desk, n) {
    const numbers = await seedOrders(desk, n);
    return { parameters: { order: '={{ $json }}', status: DESPATCHED }, input: numbers.map((number) => ({ identity: identity(number) })) };
  },
  effect: ({ orders }) => (orders as IDataObject[]).map(({ innerId, status, history }) => [innerId, status, history]),
  outcomes: { first: 'updated', again: 'unchanged', dry: 'would update' },
  nameOf: numberIn,
  recordOf: numberIn,
  calls: { n: 230, most: (n) => 2 * Math.ceil(n / 200) + ABOUT_THE_SHOP, formula: '⌈N/200⌉ + as many look-ups, so that no status is set twice + 4 for what is kept about the shop for ten minutes', sheet: 'shoprenter.md §11' },
  broken: { item: { identity: identity('999999') }, named: '999999' },
};

const attachInvoice: WriteFixture = {
  async scene(desk, n) {
    const numbers = await seedOrders(desk, n);
    const parameters = { order: '={{ $json }}', invoiceNumber: '={{ $json.invoice }}', invoiceUrl: '=https://billing.example.com/{{ $json.invoice }}.pdf' };
    return { parameters, input: numbers.map((number) => ({ identity: identity(number), invoice: `E-${number}` })) };
  },
  effect: ({ invoices }) => (invoices as IDataObject[]).map(({ order, invoiceId, invoicePath, invoiceType }) => [order, invoiceId, invoicePath, invoiceType]).sort(),
  outcomes: { first: 'created', again: 'unchanged', dry: 'would create' },
  nameOf: numberIn,
  recordOf: numberIn,
  calls: { n: 230, most: (n) => 2 * Math.ceil(n / 200) + 1, formula: '⌈N/200⌉ + as many look-ups of orders whose ID is not known + ⌈L/200⌉ for the L links of the shop (none here)', sheet: 'shoprenter.md §5' },
  variants: [{ lookForExisting: false }, { linkId: 'b3JkZXJJbnZvaWNlLWlkPTE=', documentType: 'proforma' }],
  broken: { item: { identity: identity('999999'), invoice: 'E-999999' }, named: '999999' },
};

const push: WriteFixture = {
  async scene(desk, n) {
    const skus = await seedProducts(desk, n);
    return { parameters: { stock: '={{ $json }}' }, input: skus.map((sku, index) => ({ sku, available: 1000 + index })) };
  },
  levels: ({ products }) => (products as IDataObject[]).map(({ sku, stock1 }) => ({ sku: String(sku), level: Number(stock1) })),
  effect: ({ products }) => (products as IDataObject[]).map(({ sku, stock1, stock2 }) => [sku, stock1, stock2]),
  // Without Only Differences nothing tells that the stock was the same before.
  outcomes: { first: 'pushed', again: 'pushed', dry: 'would push' },
  nameOf: ({ sku }) => String(sku),
  recordOf: ({ sku }) => String(sku),
  calls: { n: 430, most: (n) => Math.ceil(n / 200), formula: '⌈M/200⌉', sheet: 'shoprenter.md §11 "stock updates, batch"' },
  variants: [{ onlyDifferences: true, warehouse: 'stock2' }],
  broken: { item: { sku: 'SKU-NOWHERE', available: 1 }, named: 'SKU-NOWHERE' },
};

const product = (sku: string): IDataObject => ({
  identity: { channel: 'innvoice', account: 'minta', id: sku },
  sku,
  name: `Termék ${sku}`,
  taxRate: 27,
  prices: [{ kind: 'normal', net: 1000 }, { kind: 'special', net: 800 }],
  categories: [{ path: ['Új csoport', 'Benne'] }],
});

const importProducts: WriteFixture = {
  async scene(desk, n) {
    await seedProducts(desk, 1);
    return { parameters: { product: '={{ $json }}', ifItExists: 'update' }, input: Array.from({ length: n }, (_, index) => product(`UJ-${String(index + 1).padStart(4, '0')}`)) };
  },
  effect: ({ products, categories }) => ({
    products: (products as IDataObject[]).map(({ sku, price, specials, categories: groups, names }) => [sku, price, specials, groups, names]).sort((a, b) => String(a[0]).localeCompare(String(b[0]))),
    categories: (categories as IDataObject[]).map(({ name }) => name),
  }),
  outcomes: { first: 'created', again: 'unchanged', dry: 'would create' },
  nameOf: ({ sku }) => String(sku),
  recordOf: ({ sku }) => String(sku),
  calls: {
    n: 230,
    most: (n) => 2 * Math.ceil(n / 200) + 2 + 4 + ABOUT_THE_SHOP,
    formula: '⌈M/200⌉ + as many look-ups by SKU + 1 for each of two missing categories + 4 for languages, groups, tax rates and categories + 4 for what is kept about the shop for ten minutes',
    sheet: 'shoprenter.md §11',
  },
  variants: [{ ifItExists: 'leave' }, { language: 'en', missingCategory: 'create' }],
  broken: { item: { ...product('UJ-TAX'), taxRate: 19 }, named: 'UJ-TAX' },
};

export const writes: Record<string, WriteFixture> = {
  'order:updateStatus': updateStatus,
  'order:attachInvoice': attachInvoice,
  'stock:push': push,
  'product:import': importProducts,
};
