import type { INodeParameters } from 'n8n-workflow';

import type { StockLevel } from '../../nodes/shared/model';
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

const atDefault = { location: { __rl: true, mode: 'id', value: DEFAULT_LOCATION } };

interface StockState {
  stock: Array<{ SKU: string; StockItemId: string; levels: Record<string, number> }>;
}

const stored = async () => (await room.state<StockState>()).stock;

const getMany = async (more: INodeParameters = {}) =>
  (await room.runOn('stock', 'getAll', { returnAll: true, ...more })).rows as unknown as StockLevel[];

interface PageOut {
  items: Array<{ key: string; number: string; state: string; record: StockLevel }>;
  position: string;
  more: boolean;
}

async function walk(more: INodeParameters = {}, start = '') {
  const items: PageOut['items'] = [];
  let position = start;
  for (let pages = 1; pages < 100; pages++) {
    const { rows } = await room.runOn('stock', 'getAll', { pageByPage: true, position, ...atDefault, ...more });
    const read = rows[0] as unknown as PageOut;
    items.push(...read.items);
    ({ position } = read);
    if (!read.more) return { items, position, pages };
  }
  throw new Error('The catalogue never ends');
}

describe('Stock: Get Many', () => {
  it('gives the level of every item at a location, open orders taken off', async () => {
    await room.import([order('MB7UWLD')]);
    await room.forgetRequests();
    const levels = await getMany(atDefault);
    const items = await stored();
    expect(levels.map(({ sku }) => sku).sort()).toEqual(items.map(({ SKU }) => SKU).sort());
    const lies = items.find(({ SKU }) => SKU === 'MUG-BLUE-330')?.levels[DEFAULT_LOCATION] ?? 0;
    expect(levels.find(({ sku }) => sku === 'MUG-BLUE-330')).toMatchObject({ physical: lies, allocated: 1, available: lies - 1 });
    expect((await room.calls())['Stock/GetStockItemsFull']).toBe(1);
  });

  it('reads a catalogue of 990 in 5 calls', async () => {
    const there = (await stored()).length;
    await room.seed({ products: 990 - there });
    await room.forgetRequests();
    expect(await getMany(atDefault)).toHaveLength(990);
    expect((await room.calls())['Stock/GetStockItemsFull']).toBe(5);
  });

  it('sees the end behind a full last page', async () => {
    const there = (await stored()).length;
    await room.seed({ products: 200 - there });
    await room.forgetRequests();
    expect(await getMany(atDefault)).toHaveLength(200);
    // The second page is beyond the end, and Linnworks refuses it.
    expect((await room.requests()).map(({ status }) => status)).toContain(400);
  });

  it('stops at the limit and gives raw items when asked', async () => {
    expect(await getMany({ ...atDefault, returnAll: false, limit: 2 })).toHaveLength(2);
    const [raw] = (await getMany({ output: 'raw', returnAll: false, limit: 1 })) as unknown as Array<Record<string, unknown>>;
    expect(raw).toMatchObject({ ItemNumber: expect.any(String) as string, StockLevels: expect.any(Array) as unknown[] });
  });

  it('gives a level per location when none is chosen', async () => {
    await room.seed({ stock: [{ SKU: 'MUG-BLUE-330', LocationId: '6c6f6361-0000-4000-8000-000000000002', Level: 4 }] });
    const mugs = (await getMany()).filter(({ sku }) => sku === 'MUG-BLUE-330');
    expect(mugs.map(({ locationName }) => locationName)).toEqual(['Default', 'Second Warehouse']);
  });

  it('names a location the account does not have, as a matter of the settings', async () => {
    const { problems } = await room.runOn('stock', 'getAll', { location: { __rl: true, mode: 'name', value: 'Nowhere' } }, [{}], true);
    expect(problems).toMatchObject([{ kind: 'unavailable', message: "Linnworks has no location 'Nowhere'" }]);
  });

  it('is unavailable when Linnworks is', async () => {
    await room.fault({ kind: 'status-5xx', match: 'GetStockItemsFull', times: -1 });
    const { problems } = await room.runOn('stock', 'getAll', {}, [{}], true);
    expect(problems).toMatchObject([{ kind: 'unavailable', vendor: 'Linnworks' }]);
  });
});

describe('page by page', () => {
  it('walks the whole catalogue once in each window, keyed by SKU and compared by what can be sold', async () => {
    await room.seed({ products: 130 });
    const { items, position, pages } = await walk({ pageSize: 50 });
    const all = await stored();
    expect(items.map(({ key }) => key).sort()).toEqual(all.map(({ SKU }) => SKU).sort());
    expect(pages).toBe(Math.ceil((all.length + 1) / 50));
    for (const { key, number, state, record } of items) {
      expect([key, number, state]).toEqual([record.sku, record.sku, String(record.available)]);
    }
    expect((await walk({ pageSize: 50 }, position)).items).toHaveLength(all.length);
  });

  it('asks for no more than 200 at a time', async () => {
    await room.seed({ products: 210 });
    const { items } = await walk({ pageSize: 1000 });
    expect(items).toHaveLength((await stored()).length);
  });
});
