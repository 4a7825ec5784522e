import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { order } from './support/orders';
import { DEFAULT_LOCATION, LinnworksRoom } from './support/room';

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

interface StockState {
  stock: Array<{ SKU: string; StockItemId: string; levels: Record<string, number> }>;
}

const levelsAt = async (location = DEFAULT_LOCATION) =>
  new Map((await room.state<StockState>()).stock.map(({ SKU, levels }) => [SKU, levels[location]]));

const push = async (stock: IDataObject[], more: INodeParameters = {}) => {
  const location = { __rl: true, mode: 'id', value: DEFAULT_LOCATION };
  return await room.runOn('stock', 'push', { stock: '={{ $json }}', location, ...more }, stock, true);
};

const seeded = async (count: number): Promise<string[]> => {
  await room.seed({ products: count });
  return [...(await levelsAt()).keys()].slice(-count);
};

describe('Stock: Push', () => {
  it('sets levels absolutely: 250 SKUs in 2 look-ups and 3 writes', async () => {
    const skus = await seeded(250);
    const { rows } = await push(skus.map((sku, index) => ({ sku, physical: index })));
    expect(rows.map(({ outcome }) => outcome)).toEqual(Array(250).fill('pushed'));
    const after = await levelsAt();
    expect(skus.map((sku) => after.get(sku))).toEqual(skus.map((_, index) => index));
    expect(await room.calls()).toEqual({
      'Auth/AuthorizeByApplication': 1,
      'Inventory/GetStockLocations': 1,
      'Inventory/GetStockItemIdsBySKU': 2,
      'Stock/SetStockLevel': 3,
    });
  });

  it('a repeat leaves the same state, and with Only Differences writes nothing', async () => {
    const skus = await seeded(120);
    const stock = skus.map((sku) => ({ sku, physical: 7 }));
    await push(stock);
    await push(stock);
    const state = await levelsAt();
    await room.forgetRequests();
    const { rows } = await push(stock, { onlyDifferences: true });
    expect(rows.map(({ outcome }) => outcome)).toEqual(Array(120).fill('unchanged'));
    expect(await room.calls()).toMatchObject({ 'Stock/GetStockLevel_Batch': 1 });
    expect((await room.calls())['Stock/SetStockLevel']).toBeUndefined();
    expect(await levelsAt()).toEqual(state);
    const [first] = skus;
    expect((await push([{ sku: first, physical: 8 }, ...stock.slice(1)], { onlyDifferences: true })).rows[0]).toMatchObject({
      outcome: 'pushed',
    });
  });

  it('writes what lies there unless told otherwise, because Linnworks takes its open orders off itself', async () => {
    await room.import([order('MB7UWLD')]);
    const stock = [{ sku: 'MUG-BLUE-330', physical: 10, allocated: 4, available: 6 }];
    await push(stock);
    expect((await levelsAt()).get('MUG-BLUE-330')).toBe(10);
    await push(stock, { figure: 'available' });
    expect((await levelsAt()).get('MUG-BLUE-330')).toBe(6);
  });

  it('sets another location by name', async () => {
    await push([{ sku: 'MUG-BLUE-330', physical: 3 }], { location: { __rl: true, mode: 'name', value: 'Second Warehouse' } });
    expect((await levelsAt('6c6f6361-0000-4000-8000-000000000002')).get('MUG-BLUE-330')).toBe(3);
  });

  it('refuses unknown SKUs without a call for them; the rest goes through', async () => {
    const { rows, problems } = await push([
      { sku: 'NO-SUCH', physical: 1 },
      { sku: 'MUG-BLUE-330', physical: 5 },
    ]);
    expect(rows).toMatchObject([{ outcome: 'pushed', sku: 'MUG-BLUE-330' }]);
    expect(problems).toMatchObject([{ item: 0, kind: 'refused', code: 'unknown-sku' }]);
  });

  it.each<[string, IDataObject, RegExp]>([
    ['without the figure', { sku: 'MUG-BLUE-330', available: 4 }, /no figure 'physical'/],
    ['that never runs out', { sku: 'MUG-BLUE-330', unlimited: true }, /never runs out/],
    ['in parts of a piece', { sku: 'MUG-BLUE-330', physical: 1.5 }, /whole pieces/],
    ['without a SKU', { physical: 1 }, /'sku' is missing/],
  ])('refuses stock %s', async (_, stock, message) => {
    const { problems } = await push([stock]);
    expect(problems).toMatchObject([{ kind: 'refused', message: expect.stringMatching(message) as string }]);
    expect((await room.calls())['Stock/SetStockLevel']).toBeUndefined();
  });

  it('finds the one Linnworks refuses by halving', async () => {
    const skus = await seeded(40);
    await room.fault({ kind: 'refuse', record: skus[17], message: 'Batched item.' });
    const { rows, problems } = await push(skus.map((sku) => ({ sku, physical: 2 })));
    expect(rows).toHaveLength(39);
    expect(problems).toMatchObject([{ item: 17, kind: 'refused', message: expect.stringContaining(String(skus[17])) as string }]);
  });

  it('lets the last item of a SKU win', async () => {
    const { rows } = await push([
      { sku: 'MUG-BLUE-330', physical: 1 },
      { sku: 'MUG-BLUE-330', physical: 2 },
    ]);
    expect(rows.map(({ outcome, level }) => [outcome, level])).toEqual([
      ['unchanged', 2],
      ['pushed', 2],
    ]);
    expect((await levelsAt()).get('MUG-BLUE-330')).toBe(2);
  });

  it('repeats a write whose answer was lost: it is absolute', async () => {
    await room.fault({ kind: 'reset-after-write', match: 'SetStockLevel' });
    expect((await push([{ sku: 'MUG-BLUE-330', physical: 9 }])).rows).toMatchObject([{ outcome: 'pushed' }]);
    expect((await levelsAt()).get('MUG-BLUE-330')).toBe(9);
  });

  it('is unavailable when Linnworks is', async () => {
    await room.fault({ kind: 'status-5xx', match: 'SetStockLevel', times: -1 });
    expect((await push([{ sku: 'MUG-BLUE-330', physical: 9 }])).problems).toMatchObject([{ kind: 'unavailable' }]);
  });

  it('a dry run writes nothing', async () => {
    const before = await levelsAt();
    const { rows } = await push([{ sku: 'MUG-BLUE-330', physical: 99 }], { dryRun: true });
    expect(rows).toMatchObject([{ outcome: 'would push', level: 99, request: { path: '/api/Stock/SetStockLevel' } }]);
    expect(await levelsAt()).toEqual(before);
  });
});
