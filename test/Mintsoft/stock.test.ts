import { toStockLevel } from '../../nodes/Mintsoft/mapping-stock';
import { MintsoftRoom, WAREHOUSE } from './support/room';

jest.setTimeout(30_000);
jest.mock('n8n-workflow', () => ({ ...jest.requireActual<object>('n8n-workflow'), sleep: async () => {} }));

let room: MintsoftRoom;

beforeAll(async () => {
  room = await MintsoftRoom.open();
});
afterAll(async () => {
  await room.close();
});
beforeEach(() => {
  room.reset();
});

const row = { ProductId: 7, SKU: 'TEA', StockLevel: 140, OnHand: 128, Allocated: 12, WarehouseId: 3, ClientId: 17, LastUpdated: '2026-07-01T10:00:00' };
const oneOrder = { OrderNumber: 'MS-1', ExternalOrderReference: 'r', OrderItems: [{ SKU: 'MUG-BLUE-330', Quantity: 5 }] };
const levelAt = async (sku: string) => (await room.state()).stock.find(({ SKU, ClientId, WarehouseId }) => SKU === sku && ClientId === 17 && WarehouseId === 3);

describe('the words', () => {
  it('OnHand is available, StockLevel is physical', () => {
    expect(toStockLevel(row, 'both', 'Europe/London')).toMatchObject({ available: 128, physical: 140, allocated: 12, asOf: '2026-07-01T09:00:00.000Z' });
    expect(toStockLevel(row, 'onHand', 'UTC')).toMatchObject({ available: 128 });
    expect(toStockLevel(row, 'onHand', 'UTC')).not.toHaveProperty('physical');
    expect(toStockLevel(row, 'stockLevel', 'UTC')).toMatchObject({ physical: 140 });
    expect(toStockLevel(row, 'stockLevel', 'UTC')).not.toHaveProperty('available');
  });

  it('figures that do not add up stand without the allocated one', () => {
    const level = toStockLevel({ ...row, Allocated: 3 }, 'both', 'UTC');
    expect(level).toMatchObject({ available: 128, physical: 140, extra: { Allocated: 3 } });
    expect(level).not.toHaveProperty('allocated');
  });

  it('an order at Mintsoft lowers the free figure, and leaves the physical one', async () => {
    await room.seed({ stock: [{ SKU: 'MUG-BLUE-330', StockLevel: 40 }], orders: [oneOrder] });
    const { rows } = await room.run('stock', 'getAll', { returnAll: true, warehouse: WAREHOUSE });
    expect(rows.find(({ sku }) => sku === 'MUG-BLUE-330')).toMatchObject({ physical: 40, available: 35, allocated: 5 });
  });
});

describe('reading', () => {
  it.each(['nowhere', 'where-bins-are-used', 'everywhere'])('sums the rows of a product (%s), in one go and page by page', async (answer) => {
    await room.assume({ 'inventory-rows': answer });
    const bristol = { __rl: true, mode: 'id', value: '5' };
    const wanted = (await room.state()).stock.filter(({ ClientId, WarehouseId }) => ClientId === 17 && WarehouseId === 5).map(({ SKU, StockLevel, OnHand }) => [SKU, StockLevel, OnHand]);
    const figures = (rows: Array<Record<string, unknown>>) => rows.map(({ sku, physical, available }) => [sku, physical, available]).sort();
    const { rows } = await room.run('stock', 'getAll', { returnAll: true, warehouse: bristol });
    expect(figures(rows)).toEqual(expect.arrayContaining(wanted.filter(([, physical]) => Number(physical) > 0)));
    const found = new Map<string, Record<string, unknown>>();
    let position = '';
    for (let more = true; more; ) {
      const page = await room.page('stock', { warehouse: bristol, onlyChanges: false, pageSize: 3, position });
      for (const { key, record } of page.items) found.set(key, record ?? {});
      ({ position, more } = page);
    }
    expect(figures([...found.values()])).toEqual(figures(rows));
  });

  it('page by page brings what changed since the last window', async () => {
    const first = await room.page('stock', { warehouse: WAREHOUSE, startFrom: '2020-01-01T00:00:00Z', overlapMinutes: 0 });
    expect(first.items.length).toBeGreaterThan(5);
    await room.act('restock', { levels: { 'MUG-RED-330': 77 } });
    const second = await room.page('stock', { warehouse: WAREHOUSE, position: first.position, overlapMinutes: 0 });
    // The others changed in the same second, and their state says that there is nothing to do.
    const known = new Map(first.items.map(({ key, state }) => [key, state]));
    expect(second.items.filter(({ key, state }) => known.get(key) !== state).map(({ key, state }) => [key, state])).toEqual([['MUG-RED-330', '77/77']]);
  });
});

describe('pushing', () => {
  const push = async (stock: object[], parameters = {}) => await room.run('stock', 'push', { stock: '={{ $json }}', warehouse: WAREHOUSE, ...parameters }, stock);

  it('sets the free figure, so that open orders are not subtracted twice', async () => {
    await room.seed({ stock: [{ SKU: 'MUG-BLUE-330', StockLevel: 40 }], orders: [oneOrder] });
    const { rows } = await push([{ sku: 'MUG-BLUE-330', physical: 60, available: 55, allocated: 5 }]);
    expect(rows[0]).toMatchObject({ outcome: 'pushed', level: 55, figure: 'available' });
    expect(await levelAt('MUG-BLUE-330')).toMatchObject({ OnHand: 55, StockLevel: 60 });
  });

  it('answers each SKU, also where one of a hundred is unknown', async () => {
    const { rows, problems } = await push([{ sku: 'MUG-BLUE-330', available: 1 }, { sku: 'NOWHERE', available: 2 }, { sku: 'MUG-RED-330', available: 3 }]);
    expect(rows.map(({ sku }) => sku)).toEqual(['MUG-BLUE-330', 'MUG-RED-330']);
    expect(problems).toMatchObject([{ kind: 'refused', item: 1, message: expect.stringContaining('NOWHERE') }]);
    expect((await room.calls())['POST Product/BulkOnHandStockUpdate']).toBe(1);
  });

  it('takes the last of several levels of a SKU', async () => {
    const { rows } = await push([{ sku: 'MUG-BLUE-330', available: 1 }, { sku: 'MUG-BLUE-330', available: 9 }]);
    expect(rows.map(({ outcome, level }) => [outcome, level])).toEqual([['unchanged', 9], ['pushed', 9]]);
    expect(await levelAt('MUG-BLUE-330')).toMatchObject({ OnHand: 9 });
  });

  it('without end, below zero or in parts is refused', async () => {
    const { problems } = await push([{ sku: 'A', unlimited: true }, { sku: 'B', available: -1 }, { sku: 'C', available: 1.5 }, { sku: 'D', physical: 1 }]);
    expect(problems.map(({ kind }) => kind)).toEqual(['refused', 'refused', 'refused', 'refused']);
    expect(await room.calls()).toEqual({});
  });
});
