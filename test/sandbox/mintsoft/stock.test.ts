import { control } from '../clients';
import { startSandbox, type Sandbox } from '../server';
import { mintsoft, newOrder } from './client';

type Row = Record<string, unknown>;

describe('products and stock of the Mintsoft room', () => {
  let sandbox: Sandbox;
  let call: ReturnType<typeof mintsoft>;
  const verb = async (name: string, body: unknown = {}) => {
    const { status, data } = await control(sandbox).post(`mintsoft/${name}`, body);
    expect([name, status, data]).toEqual([name, 200, data]);
    return data;
  };
  const bulk = async (query: string): Promise<Row[]> => (await call('GET', `Product/Inventory/Bulk?${query}`)).data;
  const sum = (rows: Row[], field: string) => rows.reduce((total, row) => total + Number(row[field]), 0);
  const push = async (rows: unknown[], query = '?ClientId=17') => await call('POST', `Product/BulkOnHandStockUpdate${query}`, rows);

  beforeAll(async () => {
    sandbox = await startSandbox();
    call = mintsoft(sandbox);
  });
  beforeEach(() => sandbox.reset());
  afterAll(() => sandbox.close());

  test('OnHand is what is free, StockLevel what lies there; a product can have a row per location', async () => {
    await call('PUT', 'Order', newOrder('A1', { OrderItems: [{ SKU: 'MUG-BLUE-330', Quantity: 300 }] }));
    expect(await bulk('SKU=MUG-BLUE-330&WarehouseId=3&ClientId=17')).toMatchObject([{ LocationId: 0, StockLevel: 400, OnHand: 100, Allocated: 300 }]);
    expect(await bulk('SKU=MUG-BLUE-330&WarehouseId=5&ClientId=17')).toMatchObject([{ LocationId: 950, StockLevel: 50 }, { LocationId: 951, StockLevel: 50 }]);
    await verb('assume', { 'inventory-rows': 'everywhere' });
    const rows = await bulk('SKU=MUG-BLUE-330&WarehouseId=3&ClientId=17');
    expect(rows.map(({ LocationId, StockLevel, OnHand, Allocated }) => [LocationId, StockLevel, OnHand, Allocated])).toEqual([[900, 200, 0, 200], [901, 200, 100, 100]]);
    const levels = (await call('GET', 'Product/StockLevels?WarehouseId=3&SKU=MUG-BLUE-330')).data as Row[];
    expect(levels.filter(({ ClientId }) => ClientId === 17)).toMatchObject([{ Level: 100, TotalStockLevel: 400 }]);
    await verb('assume', { 'inventory-rows': 'nowhere' });
    expect(await bulk('SKU=MUG-BLUE-330&WarehouseId=5&ClientId=17')).toMatchObject([{ LocationId: 0, StockLevel: 100 }]);
  });

  test('unscoped it is every client and warehouse; 500 rows at most', async () => {
    await verb('seed', { products: 300 });
    expect((await bulk('Limit=5000')).length).toBe(500);
    expect((await bulk('')).length).toBe(100);
    expect(new Set((await bulk('Limit=500')).map(({ ClientId }) => ClientId))).toEqual(new Set([17, 18]));
    expect(new Set((await bulk('Limit=500&ClientId=17&WarehouseId=3')).map(({ WarehouseId }) => WarehouseId))).toEqual(new Set([3]));
    const summed = (await call('GET', 'Product/StockLevels?WarehouseId=0&SKU=0001234')).data as Row[];
    expect(summed.map(({ WarehouseId, ClientId, Level }) => [WarehouseId, ClientId, Level])).toEqual([[0, 17, 3750], [0, 18, 3750]]);
    expect((await call('GET', 'Product/StockLevels?SKU=0001234')).data).toHaveLength(4);
  });

  test('pushing sets the free stock, row by row, for the right client', async () => {
    await call('PUT', 'Order', newOrder('B1'));
    const { status, data } = await push([{ SKU: 'mug-blue-330', WarehouseId: 3, Quantity: 7 }, { SKU: 'NOPE', WarehouseId: 3, Quantity: 1 }, { SKU: '0001234', WarehouseId: 5, Quantity: 1 }, { SKU: '0001234', WarehouseId: 3, Quantity: -1 }]);
    expect([status, data.map(({ Success }: { Success: boolean }) => Success)]).toEqual([200, [true, false, false, false]]);
    const rows = await bulk('SKU=MUG-BLUE-330&WarehouseId=3&ClientId=17');
    expect([sum(rows, 'OnHand'), sum(rows, 'Allocated'), sum(rows, 'StockLevel')]).toEqual([7, 2, 9]);
    expect(sum(await bulk('SKU=MUG-BLUE-330&WarehouseId=3&ClientId=18'), 'OnHand')).toBe(400);
    expect((await control(sandbox).get('mintsoft/state')).data.sync.stock.incoming).toContain('MUG-BLUE-330=7');
    expect((await push([{ SKU: '0001234', WarehouseId: 3, Quantity: 1 }], '')).data).toMatchObject([{ Success: false, Message: 'ClientId is required' }]);
  });

  test('101 rows are too many, perhaps; a client user may not push at all', async () => {
    const rows = Array.from({ length: 101 }, () => ({ SKU: '0001234', WarehouseId: 3, Quantity: 5 }));
    expect((await push(rows)).status).toBe(413);
    await verb('assume', { 'bulk-over-100': 'accepted' });
    expect((await push(rows)).status).toBe(200);
    await verb('account', { level: 'client' });
    expect(await push(rows)).toMatchObject({ status: 401, data: '' });
  });

  test('only what changed since', async () => {
    await verb('restock', { levels: { '0001234': 9 } });
    const later = new Date(Date.now() + 86_400_000).toISOString().slice(0, 19);
    expect(await bulk(`LastUpdatedSince=${later}`)).toEqual([]);
    expect((await call('GET', `Product/StockLevels/UpdatedSince?FromDate=${later}`)).data).toEqual([]);
    expect((await call('GET', 'Product/StockLevelsByWarehouse?WarehouseId=3')).status).toBe(400);
    expect((await call('GET', 'Product/StockLevels/UpdatedSince?FromDate=2020-01-01')).data).toHaveLength(24);
  });

  test('a product is created once, and found a little later', async () => {
    const body = { SKU: 'NEW-1', Name: 'New', Weight: 0.25, ClientId: 17 };
    const made = (await call('PUT', 'Product', body)).data;
    expect(made).toMatchObject({ Success: true, ID: expect.any(Number) });
    expect((await call('PUT', 'Product', body)).data).toMatchObject({ Success: false });
    const look = async () => (await call('GET', 'Product/LookupProductId?SKU=new-1&ClientId=17')).data;
    expect([await look(), await look(), await look()]).toEqual([0, 0, made.ID]);
    expect((await call('GET', `Product/${made.ID}`)).data).toMatchObject({ SKU: 'NEW-1', Weight: 0.25, ClientId: 17 });
    expect((await call('POST', 'Product', { ID: made.ID, Weight: 0.3, EAN: '5012345678900' })).data).toMatchObject({ Success: true });
    expect((await call('GET', 'Product/SearchBarcode?Barcode=5012345678900')).data).toMatchObject([{ ID: made.ID, Weight: 0.3 }]);
    expect((await call('PUT', 'Product', { SKU: 'NEW-2', ClientId: 17 })).data).toMatchObject({ Success: false, Message: 'Weight is required' });
    expect((await call('PUT', 'Product', { SKU: 'NEW-2', Weight: 1 })).data).toMatchObject({ Success: false, Message: 'ClientId is required' });
    await verb('assume', { 'product-reply': 'without-id', 'new-product': 'at-once' });
    expect((await call('PUT', 'Product', { ...body, SKU: 'NEW-3' })).data).toMatchObject({ Success: true, ID: 0 });
    expect((await call('GET', 'Product/LookupProductId?SKU=NEW-3&ClientId=17')).data).toBeGreaterThan(made.ID);
  });

  test.each([['0', 200, 0], ['null', 200, null], ['404', 404, '']])('a SKU nobody has: %s', async (answer, status, data) => {
    await verb('assume', { 'lookup-none': answer });
    expect(await call('GET', 'Product/LookupProductId?SKU=NOPE&ClientId=17')).toMatchObject({ status, data });
  });

  test('searching is fuzzy and over all clients', async () => {
    const found = (await call('GET', 'Product/Search?Search=mug')).data as Row[];
    expect(found.map(({ SKU, ClientId }) => `${String(SKU)} ${String(ClientId)}`)).toEqual(['MUG-BLUE-330 17', 'MUG-RED-330 17', 'MUG-BLUE-330 18', 'MUG-RED-330 18']);
    expect((await call('GET', 'Product/SearchBarcode?Barcode=000001')).data.length).toBeGreaterThan(2);
    const list = (await call('GET', 'Product/List?ClientId=17&Limit=5&PageNo=3')).data as Row[];
    expect(list.map(({ ClientId }) => ClientId)).toEqual([17, 17]);
  });
});
