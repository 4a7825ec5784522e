import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { toProduct, toStockItem } from '../../nodes/Linnworks/mapping-product';
import type { Product } from '../../nodes/shared/model';
import { LinnworksRoom } from './support/room';

// Some tests move hundreds of records through a real HTTP server.
jest.setTimeout(30_000);
jest.mock('n8n-workflow', () => ({ ...jest.requireActual<object>('n8n-workflow'), sleep: async () => {} }));

let room: LinnworksRoom;

beforeAll(async () => {
  room = await LinnworksRoom.open();
});
afterAll(async () => {
  await room.close();
});
beforeEach(() => {
  room.reset();
});

const stored = async () => (await room.state<{ stock: Array<{ SKU: string; StockItemId: string }> }>()).stock;

const product = (sku: string, more: Partial<Product> = {}): Product => ({
  identity: { channel: 'mintsoft', account: 'main', id: `m-${sku}` },
  sku,
  name: `Thing ${sku}`,
  gtin: '2000000000015',
  weightGrams: 350,
  ...more,
});

const put = async (products: Product[], more: INodeParameters = {}) =>
  await room.runOn('product', 'import', { product: '={{ $json }}', ...more }, products as unknown as IDataObject[], true);

describe('mapping', () => {
  it('reads a stock item', () => {
    const item = {
      StockItemId: 'b1',
      ItemNumber: 'MUG',
      ItemTitle: 'Mug',
      BarcodeNumber: '4006',
      RetailPrice: 12.99,
      TaxRate: -1,
      Weight: 0.35,
    };
    expect(toProduct(item, 'kilogram')).toMatchObject({
      sku: 'MUG',
      gtin: '4006',
      weightGrams: 350,
      prices: [{ gross: 12.99 }],
      kind: 'simple',
    });
    expect(toProduct(item)).not.toHaveProperty('weightGrams');
    expect(toProduct(item)).not.toHaveProperty('taxRate');
    expect(toProduct({ ...item, IsVariationParent: true }).kind).toBe('parent');
    expect(() => toProduct({ ...item, ItemNumber: '' })).toThrow("Product 'b1': Linnworks gave no 'ItemNumber'");
  });

  it.each([
    ['gram', 350],
    ['kilogram', 0.35],
    ['none', 0],
  ] as const)('writes weights in %s', (unit, Weight) => {
    expect(toStockItem(product('A'), 'id', unit)).toMatchObject({ Weight, ItemNumber: 'A', TaxRate: -1, RetailPrice: 0 });
  });
});

describe('Product: Get Many', () => {
  it('gives the catalogue, 200 items per call', async () => {
    await room.seed({ products: 230 });
    const { rows } = await room.runOn('product', 'getAll', { returnAll: true });
    expect(rows.map(({ sku }) => sku).sort()).toEqual((await stored()).map(({ SKU }) => SKU).sort());
    expect((await room.calls())['Stock/GetStockItemsFull']).toBe(2);
  });

  it('page by page, and raw', async () => {
    const { rows } = await room.runOn('product', 'getAll', { pageByPage: true, pageSize: 2 });
    expect(rows[0]).toMatchObject({ more: true, items: [{ key: expect.any(String) as string, state: 'done' }, {}] });
    expect((await room.runOn('product', 'getAll', { limit: 1, output: 'raw' })).rows[0]).toHaveProperty('ItemNumber');
  });
});

describe('Product: Import', () => {
  it('creates what is not there, and nothing a second time', async () => {
    const products = ['N1', 'N2', 'MUG-BLUE-330'].map((sku) => product(sku));
    expect((await put(products)).rows.map(({ outcome }) => outcome)).toEqual(['created', 'created', 'unchanged']);
    expect(await room.calls()).toMatchObject({ 'Inventory/GetStockItemIdsBySKU': 1, 'Inventory/AddInventoryItem': 2 });
    const again = (await put(products)).rows;
    expect(again.map(({ outcome }) => outcome)).toEqual(Array(3).fill('unchanged'));
    expect((await room.calls())['Inventory/AddInventoryItem']).toBe(2);
    expect((await stored()).find(({ SKU }) => SKU === 'N1')?.StockItemId).toBe(again[0]?.targetId);
  });

  it('creates a SKU once when two items have it', async () => {
    expect((await put([product('N1'), product('n1')])).rows.map(({ outcome }) => outcome)).toEqual(['created', 'unchanged']);
  });

  it('reads a lost answer back', async () => {
    await room.fault({ kind: 'reset-after-write', match: 'AddInventoryItem' });
    const { rows } = await put([product('N1')]);
    expect(rows).toMatchObject([{ outcome: 'created' }]);
    expect((await room.calls())['Inventory/AddInventoryItem']).toBe(1);
    expect((await stored()).filter(({ SKU }) => SKU === 'N1')).toHaveLength(1);
  });

  it('one that is refused does not stop the rest', async () => {
    await room.fault({ kind: 'refuse', record: 'N2', message: 'Not this one.' });
    const { rows, problems } = await put(['N1', 'N2', 'N3'].map((sku) => product(sku)));
    expect(rows).toHaveLength(2);
    expect(problems).toMatchObject([{ item: 1, kind: 'refused', message: expect.stringContaining("Product 'N2'") as string }]);
  });

  it('is unavailable when Linnworks is', async () => {
    await room.fault({ kind: 'status-429', match: 'AddInventoryItem', times: -1, retryAfter: 99 });
    expect((await put([product('N1'), product('N2')])).problems.map(({ kind }) => kind)).toEqual(['unavailable', 'unavailable']);
  });

  it('a dry run writes nothing', async () => {
    const before = await stored();
    const { rows } = await put([product('N1')], { dryRun: true });
    expect(rows).toMatchObject([{ outcome: 'would create', request: { path: '/api/Inventory/AddInventoryItem' } }]);
    expect(await stored()).toEqual(before);
  });
});
