import { control, linnworks, orderFor } from '../clients';
import { startSandbox, type Sandbox } from '../server';

const DEFAULT = '00000000-0000-0000-0000-000000000000';

describe('stock and purchase orders of the Linnworks room', () => {
  let sandbox: Sandbox;
  let session: Awaited<ReturnType<typeof linnworks>>;

  const page = (change: Record<string, unknown> = {}) => session.post('Stock/GetStockItemsFull', { keyword: '', loadCompositeParents: 'False', loadVariationParents: 'False', entriesPerPage: 200, pageNumber: 1, dataRequirements: ['StockLevels'], searchTypes: ['SKU'], ...change });
  const level = async (sku: string) => (await page({ keyword: sku })).data[0].StockLevels[0];
  const set = (stockLevels: unknown) => session.post('Stock/SetStockLevel', { stockLevels, changeSource: 'test' });

  beforeAll(async () => {
    sandbox = await startSandbox();
  });
  beforeEach(async () => {
    sandbox.reset();
    session = await linnworks(sandbox);
  });
  afterAll(() => sandbox.close());

  test('available is what lies there minus what open orders hold', async () => {
    await session.post('Orders/CreateOrders', { orders: [orderFor('S1'), orderFor('S2', { PaymentStatus: 'Unpaid' })], location: 'Default' });
    expect(await level('MUG-BLUE-330')).toMatchObject({ StockLevel: 40, InOrders: 4, Available: 36 });
    expect((await set([{ SKU: 'MUG-BLUE-330', LocationId: DEFAULT, Level: 10 }])).data).toMatchObject([{ SKU: 'MUG-BLUE-330', StockLevel: 10, Available: 6 }]);
    expect((await control(sandbox).get('linnworks/state')).data.sync.stock.outgoing).toContain('MUG-BLUE-330=6');
  });

  test('unknown SKUs fail the call or are skipped, as assumed', async () => {
    const rows = [{ SKU: 'NOSUCH', LocationId: DEFAULT, Level: 1 }, { SKU: '0001234', LocationId: DEFAULT, Level: 9 }];
    expect((await set(rows)).status).toBe(400);
    expect((await level('0001234')).StockLevel).toBe(300);
    await control(sandbox).post('linnworks/assume', { 'unknown-sku-in-set-stock-level': 'skipped' });
    expect((await set(rows)).data).toHaveLength(1);
    const { data } = await session.post('Inventory/GetStockItemIdsBySKU', { request: { SKUS: ['NOSUCH', '0001234'] } });
    expect(data.Items.map(({ SKU }: { SKU: string }) => SKU)).toEqual(['0001234']);
  });

  test.each([[[{ SKU: 'MUG-BLUE-330', LocationId: 'Default', Level: 1 }]], [[{ SKU: 'MUG-BLUE-330', LocationId: DEFAULT, Level: 1.5 }]], [[{ LocationId: DEFAULT, Level: 1 }]], [Array.from({ length: 201 }, () => ({ SKU: 'MUG-BLUE-330', LocationId: DEFAULT, Level: 1 }))]])('SetStockLevel refuses wrong rows', async (rows) => {
    expect((await set(rows)).status).toBe(400);
  });

  test('pages of at most 200; a page beyond the end is refused', async () => {
    sandbox.room('linnworks').seed({ products: 300 });
    expect((await page()).data).toHaveLength(200);
    expect((await page({ pageNumber: 2 })).data).toHaveLength(112);
    expect((await page({ pageNumber: 3 })).status).toBe(400);
    expect((await page({ entriesPerPage: 201 })).status).toBe(400);
    expect((await page({ dataRequirements: [1] })).status).toBe(400);
    expect((await page({ dataRequirements: [] })).data[0]).not.toHaveProperty('StockLevels');
  });

  test('UpdateStockLevelsBulk reports per row; wrapped JSON changes nothing', async () => {
    const Items = [{ RowIndex: 0, SKU: 'MUG-BLUE-330', StockLocationName: 'Default', StockLevel: 5 }, { RowIndex: 1, SKU: 'NOSUCH', StockLocationId: DEFAULT, StockLevel: 5 }];
    expect((await session.postJson('Stock/UpdateStockLevelsBulk', { request: { Items } })).status).toBe(200);
    expect((await level('MUG-BLUE-330')).StockLevel).toBe(40);
    const { data } = await session.post('Stock/UpdateStockLevelsBulk', { request: { Items } });
    expect(data.Items.map(({ Errors }: { Errors: string[] }) => Errors.length)).toEqual([0, 1]);
    expect((await level('MUG-BLUE-330')).StockLevel).toBe(5);
  });

  test('purchase orders: searching by status, booking in once', async () => {
    sandbox.room('linnworks').seed({ purchaseOrders: 8 });
    const search = (request: Record<string, unknown>) => session.post('PurchaseOrder/Search_PurchaseOrders2', { request });
    const { data } = await search({ Status: 'PARTIAL', EntriesPerPage: 100, PageNumber: 1 });
    expect(data).toMatchObject({ TotalPages: 1, TotalNumberOfRecords: 2 });
    expect((await search({ Status: 'LATE' })).status).toBe(400);
    expect((await session.postJson('PurchaseOrder/Search_PurchaseOrders2', { request: { Status: 'PARTIAL' } })).data.TotalNumberOfRecords).toBe(8);
    const [{ pkPurchaseID: pkPurchaseId }] = data.Result;
    const get = async () => (await session.post('PurchaseOrder/Get_PurchaseOrder', { pkPurchaseId })).data.PurchaseOrderItem;
    const [line] = (await get()).filter(({ Delivered, Quantity, IsDeleted }: { Delivered: number; Quantity: number; IsDeleted: boolean }) => !IsDeleted && Delivered < Quantity);
    const before = (await level(line.SKU)).StockLevel;
    const deliver = (amounts: Record<string, number>) => session.post('PurchaseOrder/Deliver_PurchaseItem', { deliverItemParameter: { pkPurchaseId, pkPurchaseItemId: line.pkPurchaseItemId, ...amounts } });
    for (let repeat = 0; repeat < 2; repeat += 1) expect((await deliver({ Delivered: line.Quantity })).status).toBe(200);
    expect((await level(line.SKU)).StockLevel).toBe(before + line.Quantity - line.Delivered);
    expect((await deliver({ Delivered: 1 })).status).toBe(400);
    expect((await deliver({ Delivered: 10, AddToDelivered: 1 })).status).toBe(400);
  });
});
