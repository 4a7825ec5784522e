import type { IDataObject } from 'n8n-workflow';

import type { ReadFixture, TriggerFixture, WriteFixture } from '../fixture';
import type { Desk } from '../support/desk';
import { LONG_AGO, salesOf, seedSales } from './cin7core-seed';

const skuOf = ({ sku }: IDataObject): string => String(sku);
const productsOf = (state: IDataObject) => state.products as unknown as Array<{ SKU: string; Name: string; deprecated: boolean; seeded: boolean; Category?: string; Brand?: string; PriceTier1?: number }>;

const productGetAll: ReadFixture = {
  async scene(desk, n) {
    await desk.seed({ products: n });
    return { parameters: { returnAll: true } };
  },
  keyOf: skuOf,
  expected: async (desk) => productsOf(await desk.state()).map(({ SKU }) => SKU),
  pages: {
    parameters: { startFrom: LONG_AGO },
    again: 'nothing',
    calls: { n: 230, most: (n) => Math.ceil((n + 20) / 100), formula: '⌈N/page size⌉; the room has 20 products of its own at most', sheet: 'cin7core.md §8.1' },
  },
  calls: { n: 1200, most: (n) => Math.ceil((n + 20) / 1000), formula: '⌈N/1000⌉; the room has 20 products of its own at most', sheet: 'cin7core.md §8.1' },
  variants: [{ output: 'raw', includeDeprecated: true, includePictures: true, fromDate: LONG_AGO }, { returnAll: false, limit: 2 }],
};

const incoming = (n: number): IDataObject[] =>
  Array.from({ length: n }, (_, index) => ({
    identity: { channel: 'shop', account: 'x', id: `p${index}` },
    sku: `NEW-${index}`,
    name: `New ${index}`,
    weightGrams: 120,
    brand: 'Acme',
    prices: [{ kind: 'normal', net: 3.5 }],
    categories: [{ path: ['Household'] }],
  }));

const productImport: WriteFixture = {
  scene: async (_desk, n) => ({ parameters: { product: '={{ $json }}' }, input: incoming(n) }),
  effect: (state) => productsOf(state).filter(({ seeded }) => !seeded).map(({ SKU, Name, Category, Brand, PriceTier1 }) => [SKU, Name, Category, Brand, PriceTier1]).sort(),
  outcomes: { first: 'created', again: 'unchanged', dry: 'would create' },
  nameOf: skuOf,
  recordOf: skuOf,
  calls: { n: 30, most: (n) => n + 3, formula: 'N + 1 look which are there + 1 each for categories and brands', sheet: 'cin7core.md §8.1' },
  variants: [
    { ifItExists: 'update', price: 'gross', product: JSON.stringify({ ...incoming(1)[0], sku: 'MUG-BLUE-330' }) },
    { makeMissing: true, product: JSON.stringify({ ...incoming(1)[0], brand: 'Brown Betty', categories: [{ path: ['Teapots'] }] }) },
  ],
  broken: { item: { ...incoming(1)[0], sku: 'X'.repeat(51) }, named: 'XXXXX' },
};

const numberOf = ({ number }: IDataObject): string => String(number);
const purchaseGetAll: ReadFixture = {
  async scene(desk, n) {
    await desk.seed({ purchases: n });
    return { parameters: { returnAll: true } };
  },
  keyOf: numberOf,
  expected: async (desk) => ((await desk.state()).purchases as unknown as Array<{ OrderNumber: string }>).map(({ OrderNumber }) => OrderNumber),
  pages: { parameters: { startFrom: LONG_AGO }, again: 'nothing', calls: { n: 40, most: (n) => Math.ceil(n / 100) + n, formula: '⌈N/page size⌉ + N for lines', sheet: 'cin7core.md §7' } },
  calls: { n: 40, most: (n) => Math.ceil(n / 1000) + n, formula: '⌈N/1000⌉ + N for lines', sheet: 'cin7core.md §7' },
  variants: [{ output: 'raw', onlyDue: false, supplierDrops: true, fromDate: LONG_AGO }, { returnAll: false, limit: 2 }],
};
async function seedShipped(desk: Desk, n: number): Promise<void> {
  const sales = await seedSales(desk, n);
  await desk.act('despatch', { orders: sales.map(({ OrderNumber }) => OrderNumber) });
}

const orderNumberOf = ({ orderNumber }: IDataObject): string => String(orderNumber);
const shipped = async (desk: Desk) => salesOf(await desk.state()).flatMap((one) => (one.CombinedTrackingNumbers ? [one.OrderNumber] : []));

const shipmentGetAll: ReadFixture = {
  async scene(desk, n) {
    await seedShipped(desk, n);
    return { parameters: { returnAll: true, loadParcels: false } };
  },
  keyOf: orderNumberOf,
  expected: shipped,
  pages: { parameters: { startFrom: LONG_AGO }, again: 'nothing', calls: { n: 120, most: (n) => Math.ceil(n / 100), formula: '⌈N/page size⌉', sheet: 'cin7core.md §11.1' } },
  calls: { n: 120, most: (n) => Math.ceil(n / 1000), formula: '⌈N/1000⌉', sheet: 'cin7core.md §11.1' },
  variants: [{ output: 'raw', loadParcels: true, origin: 'own', withoutTracking: true, fromDate: LONG_AGO }, { returnAll: false, limit: 2, loadParcels: true }],
};

export const catalogueReads: Record<string, ReadFixture> = { 'product:getAll': productGetAll, 'purchaseOrder:getAll': purchaseGetAll, 'shipment:getAll': shipmentGetAll };
export const catalogueWrites: Record<string, WriteFixture> = { 'product:import': productImport };

const idle = { n: 3, most: () => 1, formula: '1 list', sheet: 'cin7core.md §11.1' };
const numbers = async (desk: Desk) => salesOf(await desk.state()).map(({ OrderNumber }) => OrderNumber);
const parameters = { startFrom: LONG_AGO, output: 'channelSync' };

const ofOrders: Pick<TriggerFixture, 'scene' | 'keyOf' | 'expected' | 'idle' | 'variants'> = {
  async scene(desk, n) {
    await seedSales(desk, n);
    return { parameters };
  },
  keyOf: numberOf,
  expected: numbers,
  idle,
  variants: [{ output: 'raw' }],
};

export const triggers: Record<string, TriggerFixture> = {
  'cin7CorePollingTrigger:orderReady': ofOrders,
  'cin7CorePollingTrigger:orderChanged': ofOrders,
  'cin7CorePollingTrigger:orderShipped': {
    async scene(desk, n) {
      await seedShipped(desk, n);
      return { parameters };
    },
    keyOf: orderNumberOf,
    expected: shipped,
    idle,
    variants: [{ output: 'raw' }],
  },
};
