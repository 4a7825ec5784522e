import type { ReadFixture, WriteFixture } from '../fixture';
import type { Desk } from '../support/desk';

const DEFAULT_LOCATION = { __rl: true, mode: 'name', value: 'Default' };

interface StateItem {
  SKU: string;
  levels: Record<string, number>;
}

const skusOf = async (desk: Desk): Promise<string[]> => ((await desk.state()).stock as unknown as StateItem[]).map(({ SKU }) => SKU);

const stockGetAll: ReadFixture = {
  async scene(desk, n) {
    await desk.seed({ products: n });
    return { parameters: { returnAll: true, location: DEFAULT_LOCATION } };
  },
  keyOf: ({ sku }) => String(sku),
  expected: skusOf,
  pages: {
    parameters: { location: DEFAULT_LOCATION },
    again: 'same states',
    calls: {
      n: 230,
      most: (n) => 2 * Math.ceil((n + 20) / 100),
      formula: '⌈M/page⌉ + 1 a page for the name of the location',
      sheet: 'linnworks.md §13 "read all stock"',
    },
  },
  calls: {
    n: 230,
    most: (n) => Math.ceil((n + 20) / 200) + 1,
    formula: '⌈M/200⌉ (the catalogue has some items of its own) + 1 for the name of the location',
    sheet: 'linnworks.md §13 "read all stock"',
  },
  variants: [{ location: { __rl: true, mode: 'list', value: '' } }, { output: 'raw', includeComposites: false }],
};

const stockPush: WriteFixture = {
  async scene(desk, n) {
    const { products } = await desk.seed<{ products: string[] }>({ products: n });
    const input = products.map((sku, index) => ({ sku, physical: 3 + index, available: 3 + index, allocated: 0 }));
    return { parameters: { stock: '={{ $json }}', location: DEFAULT_LOCATION }, input };
  },
  levels: ({ stock }) => (stock as unknown as StateItem[]).map(({ SKU, levels }) => ({ sku: SKU, level: levels['00000000-0000-0000-0000-000000000000'] ?? 0 })),
  effect: ({ stock }) => stock,
  // Without Only Differences nothing tells that the level was the same before.
  outcomes: { first: 'pushed', again: 'pushed', dry: 'would push' },
  nameOf: ({ sku }) => String(sku),
  recordOf: ({ sku }) => String(sku),
  calls: {
    n: 230,
    most: (n) => 1 + 2 * Math.ceil(n / 100),
    formula: '⌈M/100⌉ + ⌈M/100⌉ for the ids, which tell unknown SKUs apart + 1 for the name of the location',
    sheet: 'linnworks.md §13 "push stock"',
  },
  variants: [{ onlyDifferences: true }, { figure: 'available' }],
  broken: { item: { sku: 'SKU-NOWHERE', physical: 1 }, named: 'SKU-NOWHERE' },
};

const productGetAll: ReadFixture = {
  async scene(desk, n) {
    await desk.seed({ products: n });
    return { parameters: { returnAll: true } };
  },
  keyOf: ({ sku }) => String(sku),
  expected: skusOf,
  pages: {
    parameters: {},
    again: 'same states',
    calls: { n: 230, most: (n) => Math.ceil((n + 20) / 100), formula: '⌈M/page⌉', sheet: 'linnworks.md §13 "read all stock"' },
  },
  calls: { n: 230, most: (n) => Math.ceil((n + 20) / 200), formula: '⌈M/200⌉', sheet: 'linnworks.md §13 "read all stock"' },
  variants: [{ output: 'raw', includeComposites: false, includeParents: true }],
};

const productImport: WriteFixture = {
  scene: async (_desk, n) => ({
    parameters: { product: '={{ $json }}' },
    input: Array.from({ length: n }, (_, index) => ({
      identity: { channel: 'kaufland', account: 'de', id: `P${index}` },
      sku: `NEW-${index}`,
      title: `New article ${index}`,
    })),
  }),
  effect: ({ stock }) => Object.fromEntries((stock as unknown as StateItem[]).map(({ SKU, levels }) => [SKU, levels] as const).sort()),
  outcomes: { first: 'created', again: 'unchanged', dry: 'would create' },
  nameOf: ({ sku }) => String(sku),
  recordOf: ({ sku }) => String(sku),
  calls: {
    n: 130,
    most: (n) => n + Math.ceil(n / 100),
    formula: '1 a product, since no call takes several + ⌈N/100⌉ to see which are there',
    sheet: 'linnworks.md §7',
  },
  variants: [{ weightUnit: 'gram' }],
  broken: { item: { sku: 'NEW-BROKEN' }, named: 'NEW-BROKEN' },
};

export const stockReads: Record<string, ReadFixture> = { 'stock:getAll': stockGetAll, 'product:getAll': productGetAll };
export const stockWrites: Record<string, WriteFixture> = { 'stock:push': stockPush, 'product:import': productImport };
