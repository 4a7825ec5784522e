import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { Shipment } from '../../nodes/shared/model';
import { many, order } from './support/orders';
import { LinnworksRoom } from './support/room';

// Some tests move hundreds of records through a real HTTP server.
jest.setTimeout(30_000);
jest.mock('n8n-workflow', () => ({ ...jest.requireActual<object>('n8n-workflow'), sleep: async () => {} }));

let room: LinnworksRoom;
/** The sandbox's clock where a test sets times. */
let clock: number | undefined;

beforeAll(async () => {
  room = await LinnworksRoom.open(() => clock ?? Date.now());
});
afterAll(async () => {
  await room.close();
});
beforeEach(() => {
  clock = undefined;
  room.reset();
});

interface PageOut {
  items: Array<{ key: string; number: string; state: string; record?: Shipment; error?: { message: string } }>;
  position: string;
  more: boolean;
}

async function page(position = '', more: INodeParameters = {}): Promise<PageOut> {
  const parameters = { pageByPage: true, position, startFrom: '2026-01-01T00:00:00Z', pageSize: 20, source: 'KAUFLAND', ...more };
  const { rows } = await room.runOn('shipment', 'getAll', parameters);
  return rows[0] as unknown as PageOut;
}

async function walk(start = '', more: INodeParameters = {}, between: () => Promise<void> = async () => {}) {
  const seen: string[] = [];
  let position = start;
  for (let pages = 1; pages < 60; pages++) {
    const read = await page(position, more);
    seen.push(...read.items.map(({ number }) => number));
    ({ position } = read);
    if (!read.more) return { seen, position };
    await between();
  }
  throw new Error('The window never ends');
}

const list = async (more: INodeParameters = {}) => (await room.runOn('shipment', 'getAll', { returnAll: true, ...more })).rows;

/** Imports and processes this many orders, `each` at one moment. */
async function processed(count: number, each = 1): Promise<string[]> {
  const orders = many(count);
  await room.import(orders);
  const numbers = orders.map(({ number }) => number);
  const begin = Date.now() - 3_600_000;
  for (let start = 0; start < count; start += each) {
    clock = begin + start * 1000;
    await room.process({ references: numbers.slice(start, start + each) });
  }
  clock = undefined;
  await room.forgetRequests();
  return numbers;
}

describe('one despatched order', () => {
  it("is a shipment of the origin's order, with everything the origin needs back", async () => {
    await room.import([order('MB7UWLD')]);
    await room.process({ references: ['MB7UWLD'], trackingNumber: ' JD0002 ', postalService: 'DHL Paket' });
    const { OrderId } = await room.order('MB7UWLD');
    const read = await page();
    expect(read.items).toEqual([expect.objectContaining({ key: `linnworks:main:${OrderId}`, number: 'MB7UWLD', state: 'done' }) as object]);
    expect(read.items[0]?.record).toMatchObject({
      order: { channel: 'kaufland', account: 'de', id: 'MB7UWLD' },
      orderNumber: 'MB7UWLD',
      id: OrderId,
      complete: true,
      parcels: [{ id: OrderId, carrier: 'dhl', carrierName: 'DHL', service: 'DHL Paket', trackingNumber: 'JD0002' }],
      references: { orderUnitIds: ['MB7UWLD01'] },
    });
  });

  it('has the identity out of Source, SubSource and reference where nothing was written down', async () => {
    await room.seed({ orders: 1 });
    await room.process();
    const [row] = (await list()) as unknown as Shipment[];
    expect(row?.order.account).toMatch(/^(amazon uk|ebay-demo)$/);
    expect(row?.order.id).toBe(row?.orderNumber);
  });

  it('costs one call when references are not wanted, and still knows its origin', async () => {
    await processed(3);
    const rows = (await list({ loadReferences: false })) as unknown as Shipment[];
    expect(rows.map(({ order: { channel, account } }) => `${channel} ${account}`)).toEqual(Array(3).fill('kaufland de'));
    expect(rows[0]?.references).not.toHaveProperty('orderUnitIds');
    expect(await room.calls()).toEqual({ 'Auth/AuthorizeByApplication': 1, 'ProcessedOrders/SearchProcessedOrders': 1 });
  });
});

describe('page by page', () => {
  it('reads 1,000 orders in 5 calls of the list and 10 for their references', async () => {
    const numbers = await processed(1000, 40);
    const { seen } = await walk('', { pageSize: 200 });
    expect(new Set(seen)).toEqual(new Set(numbers));
    const calls = await room.calls();
    expect(calls['Orders/GetOrdersById']).toBe(10);
    // Pages of 200 end between two groups of 40, so none is cut apart.
    expect(calls['ProcessedOrders/SearchProcessedOrders']).toBe(5);
  }, 60_000);

  it('reads orders of one moment, cut apart by a page, once more in one call', async () => {
    const numbers = await processed(30, 15);
    const { seen } = await walk();
    expect(new Set(seen)).toEqual(new Set(numbers));
    // 2 pages of 20, and the second 15 as a whole.
    expect((await room.calls())['ProcessedOrders/SearchProcessedOrders']).toBe(3);
  });

  it('misses none when orders are processed meanwhile, and hands those on with the next window', async () => {
    const numbers = await processed(45);
    const later = [order('L1'), order('L2')];
    let added = false;
    const { seen, position } = await walk('', {}, async () => {
      if (added) return;
      added = true;
      await room.import(later);
      await room.process({ references: ['L1', 'L2'] });
    });
    expect(seen).toEqual(numbers);
    expect((await walk(position)).seen).toEqual(expect.arrayContaining(['L1', 'L2']));
  });

  it('steps back when rows leave the list between two pages', async () => {
    const numbers = await processed(60);
    let done = false;
    const { seen } = await walk('', {}, async () => {
      if (done) return;
      done = true;
      // Somebody processes them again later: they fall out of the window's span.
      await room.edit(numbers.slice(0, 20), { processedOn: new Date(Date.now() + 60_000).toISOString() }, true);
    });
    expect(new Set(seen)).toEqual(new Set(numbers));
  });

  it('asks for no page smaller than Linnworks gives', async () => {
    const numbers = await processed(3);
    expect((await walk('', { pageSize: 1 })).seen).toEqual(numbers);
    expect((await room.requests()).every(({ status }) => status === 200)).toBe(true);
  });

  it('begins at the checkpoint: a second window brings what the overlap repeats and nothing else', async () => {
    await processed(5);
    const first = await walk();
    expect((await walk(first.position, { overlapMinutes: 0 })).seen).toEqual([]);
  });

  it('refuses a position that is none', async () => {
    await expect(page('{"v":7}')).rejects.toMatchObject({ message: expect.stringMatching(/'Position' cannot be used/) as string });
  });
});

describe('what is left out', () => {
  it('cancelled orders and resends', async () => {
    await room.import([order('A1'), order('B2'), order('C3')]);
    await room.process({ references: ['A1', 'B2'] });
    await room.edit(['B2'], { Status: 4 }, true);
    await room.cancelAtLinnworks(['C3']);
    expect((await page()).items.map(({ number }) => number)).toEqual(['A1']);
    expect((await page('', { includeResends: true })).items.map(({ number }) => number)).toEqual(['A1', 'B2']);
  });

  it('other sources and subsources', async () => {
    await room.import([order('A1'), order('A2', { identity: { channel: 'kaufland', account: 'sk', id: 'A2' } })]);
    await room.seed({ orders: 5 });
    await room.process();
    expect((await page()).items.map(({ number }) => number).sort()).toEqual(['A1', 'A2']);
    expect((await page('', { subSource: 'kaufland_sk' })).items.map(({ number }) => number)).toEqual(['A2']);
  });
});

describe('orders without tracking number', () => {
  beforeEach(async () => {
    await room.import([order('A1'), order('B2')]);
    clock = Date.now() - 60_000;
    await room.process({ references: ['A1'], trackingNumber: '' });
    await room.process({ references: ['B2'], trackingNumber: 'JD2' });
    clock = undefined;
  });

  it.each([
    ['include', ['A1', 'B2']],
    ['leaveOut', ['B2']],
    ['wait', ['B2']],
  ])('%s', async (withoutTracking, expected) => {
    expect((await page('', { withoutTracking })).items.map(({ number }) => number)).toEqual(expected);
  });

  it('waits in the position until the number is there, however far the watermark went', async () => {
    const first = await page();
    const second = await page(first.position, { overlapMinutes: 0 });
    expect(second.items).toEqual([]);
    expect(JSON.parse(second.position)).toMatchObject({ waiting: [(await room.order('A1')).OrderId] });
    await room.edit(['A1'], { TrackingNumber: 'JD1' }, true);
    await room.forgetRequests();
    const third = await page(second.position, { overlapMinutes: 0 });
    expect(third.items.map(({ number, record }) => [number, record?.parcels[0]?.trackingNumber])).toEqual([['A1', 'JD1']]);
    expect(third.items[0]?.record?.references).toMatchObject({ orderUnitIds: ['A101'] });
    // The waiting order is read once, for its number and its references alike.
    expect((await room.calls())['Orders/GetOrdersById']).toBe(1);
    expect((await page(third.position, { overlapMinutes: 0 })).items).toEqual([]);
  });

  it('hands it on without a number when it has waited long enough', async () => {
    const { items } = await page('', { waitDays: 0 });
    expect(items.map(({ number }) => number)).toEqual(['A1', 'B2']);
    expect(items[0]?.record?.parcels[0]).not.toHaveProperty('trackingNumber');
  });
});

describe('as a list', () => {
  it('gives the newest first and stops at the limit', async () => {
    const numbers = await processed(30);
    const { rows } = await room.runOn('shipment', 'getAll', { limit: 3 });
    expect((rows as unknown as Shipment[]).map(({ orderNumber }) => orderNumber)).toEqual(numbers.slice(-3).reverse());
  });

  it("gives Linnworks' own rows", async () => {
    await processed(2);
    const rows = (await list({ output: 'raw' })) as IDataObject[];
    expect(rows.map(({ ReferenceNum }) => ReferenceNum)).toEqual(['K0002', 'K0001']);
    expect((await room.calls())['Orders/GetOrdersById']).toBeUndefined();
  });

  it('is unavailable when Linnworks is', async () => {
    await room.fault({ kind: 'status-5xx', match: 'SearchProcessedOrders', times: -1 });
    const { problems } = await room.runOn('shipment', 'getAll', {}, [{}], true);
    expect(problems).toMatchObject([{ kind: 'unavailable', vendor: 'Linnworks' }]);
  });
});
