import type { IDataObject } from 'n8n-workflow';

import { readOrderPage, type OrderCursor, type OrderQuery } from '../../nodes/Linnworks/read-orders';
import type { LinnworksOrder } from '../../nodes/Linnworks/types';
import { createClient } from '../../nodes/shared/api/client';
import { createBucket } from '../../nodes/shared/api/bucket';
import { linnworks } from '../../nodes/Linnworks/api';
import type { ApiRequest } from '../../nodes/shared/api/request';
import { runListMethod, runNode } from '../support/n8n';
import { order } from './support/orders';
import { DEFAULT_LOCATION, LinnworksRoom } from './support/room';

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

type Found = { references: { referenceNum: string }; source: string; paid: boolean; status: string };
const referencesOf = (rows: IDataObject[]) => (rows as unknown as Found[]).map(({ references }) => references.referenceNum).sort();
/** n8n hands a node's error on as a plain object. */
const saying = (message: RegExp) => ({ message: expect.stringMatching(message) as string });
const atDefault = { location: { __rl: true, mode: 'id', value: DEFAULT_LOCATION } };

async function stored(wanted: (order: { Status: number; LocationName: string; Source: string }) => boolean): Promise<string[]> {
  return (await room.orders())
    .filter(wanted)
    .map(({ ReferenceNum }) => ReferenceNum)
    .sort();
}

const wish = {
  ...{ Source: 'SHOP', SubSource: 'SHOP_UK', ReferenceNumber: 'F1', ReceivedDate: '2026-01-05T08:00:00Z', DispatchBy: '2026-01-07T08:00:00Z', Currency: 'GBP', PaymentStatus: 'Paid' },
  ...{ AutomaticallyLinkBySKU: true, UseChannelTax: true, location: 'Fulfilment Centre' },
  DeliveryAddress: { FullName: 'Ada Byron', Address1: '1 Mill Lane', Town: 'Leeds', PostCode: 'LS1 1AA', MatchCountryCode: 'GB' },
  OrderItems: [{ ItemNumber: '1', ChannelSKU: 'MUG-BLUE-330', ItemTitle: 'Mug', Qty: 1, PricePerUnit: 10, TaxRate: 20, TaxCostInclusive: true, UseChannelTax: true, LineDiscount: 0, IsService: false }],
};

async function locationNamed(wanted: string): Promise<{ id: string }> {
  const { rows } = await room.runOn('location', 'getAll', { returnAll: true });
  return rows.find(({ name }) => name === wanted) as unknown as { id: string };
}

describe('Order: Get Many', () => {
  it.each(['all', 'default-location-only'])('brings the paid orders of all locations when v2 alone would give %s', async (answer) => {
    await room.assume({ 'v2-without-location': answer });
    await room.seed({ orders: 30 });
    const rows = await room.getMany({ returnAll: true });
    expect(referencesOf(rows)).toEqual(await stored(({ Status }) => Status === 1));
    expect(await room.calls()).toEqual({ 'Auth/AuthorizeByApplication': 1, 'Inventory/GetStockLocations': 1, 'v2/orders': 3 });
  });

  it('reads one location by its id in one call', async () => {
    await room.seed({ orders: 30 });
    const rows = await room.getMany({ returnAll: true, onlyPaid: false, ...atDefault });
    expect(referencesOf(rows)).toEqual(await stored(({ LocationName }) => LocationName === 'Default'));
    expect(await room.calls()).toEqual({ 'Auth/AuthorizeByApplication': 1, 'v2/orders': 1 });
  });

  it('leaves out what must wait, and gives it once it is released', async () => {
    await room.seed({ orders: 20 });
    const [parked, locked] = await stored(({ Status, LocationName }) => Status === 1 && LocationName === 'Default');
    await room.edit([parked as string], { Marker: 7 });
    await room.edit([locked as string], { locked: true });
    const getMany = async (leaveOut: string[]) => referencesOf(await room.getMany({ returnAll: true, ...atDefault, leaveOut }));
    const all = await getMany([]);
    expect(all).toEqual(expect.arrayContaining([parked, locked]));
    expect(await getMany(['parked'])).toEqual(all.filter((reference) => reference !== parked));
    expect(await getMany(['locked', 'onHold'])).toEqual(all.filter((reference) => reference !== locked));

    const page = async (position: string) => (await room.runOn('order', 'getAll', { pageByPage: true, position, startFrom: '2020-01-01', pageSize: 200, ...atDefault, leaveOut: ['parked'] })).rows[0];
    const first = await page('');
    expect(JSON.stringify(first?.items)).not.toContain(parked);
    await room.edit([parked as string], { Marker: 0 });
    expect(JSON.stringify((await page(String(first?.position)))?.items)).toContain(parked);
  });

  it('says that a location is a fulfilment centre instead of bringing nothing from it', async () => {
    await room.seed({ orders: [wish] });
    const location = { __rl: true, mode: 'id', value: (await locationNamed('Fulfilment Centre')).id };
    const page = room.runOn('order', 'getAll', { pageByPage: true, position: '', startFrom: '2020-01-01', pageSize: 50, leaveOut: ['parked'], location });
    await expect(page).rejects.toMatchObject(saying(/'Fulfilment Centre' cannot take orders.*parks every order/));
  });

  it.each([
    ['25', 'capped', 6],
    ['100', 'capped', 2],
    ['25', '400', 7],
  ])('walks pages of at most %s (%s) to their end', async (largest, tooLarge, calls) => {
    await room.assume({ 'v2-page-max': largest, 'v2-page-too-large': tooLarge });
    await room.seed({ orders: 150 });
    const rows = await room.getMany({ returnAll: true, onlyPaid: false, ...atDefault });
    expect(new Set(referencesOf(rows))).toEqual(new Set(await stored(({ LocationName }) => LocationName === 'Default')));
    expect((await room.calls())['v2/orders']).toBe(calls);
  });

  it('filters by source on this side and stops at the limit', async () => {
    await room.seed({ orders: 40 });
    const all = await room.getMany({ returnAll: true, source: 'amazon', onlyPaid: false });
    expect(referencesOf(all)).toEqual(await stored(({ Source }) => Source === 'AMAZON'));
    expect(await room.getMany({ limit: 3, source: 'AMAZON' })).toHaveLength(3);
  });

  it("gives Linnworks' own JSON when asked", async () => {
    await room.seed({ orders: 1 });
    const [raw] = await room.getMany({ returnAll: true, output: 'raw' });
    expect(raw).toMatchObject({ Processed: false, GeneralInfo: { Source: expect.any(String) } });
  });

  it('reads orders that were imported back with the marks the channel needs', async () => {
    await room.import([order('MB7UWLD')]);
    const [row] = (await room.getMany({ returnAll: true })) as unknown as Array<{
      references: { extendedProperties: object };
      total: object;
    }>;
    expect(row?.references.extendedProperties).toMatchObject({
      ChannelSyncIdentity: 'kaufland:de:MB7UWLD',
      'KAUFLAND orderUnitIds': 'MB7UWLD01',
    });
    expect(row?.total).toMatchObject({ gross: 47.88 });
  });

  it('names a location the account does not have', async () => {
    await expect(room.getMany({ location: { __rl: true, mode: 'name', value: 'Nowhere' } })).rejects.toMatchObject({
      message: "Linnworks has no location 'Nowhere'",
    });
  });

  it('refuses a Changed Since it cannot read', async () => {
    await expect(room.getMany({ fromDate: 'yesterday' })).rejects.toMatchObject(saying(/cannot be used/));
  });
});

describe('page by page', () => {
  interface PageOut {
    items: Array<{ key: string; number: string; record: Found }>;
    position: string;
    more: boolean;
  }

  async function page(position: string, more: Record<string, string | number | boolean> = {}): Promise<PageOut> {
    const [row] = await room.getMany({
      pageByPage: true,
      position,
      startFrom: '2026-01-01T00:00:00Z',
      pageSize: 25,
      onlyPaid: false,
      ...more,
    });
    return row as unknown as PageOut;
  }

  async function walk(between: () => Promise<void> = async () => {}, start = ''): Promise<{ seen: string[]; position: string }> {
    const seen: string[] = [];
    let position = start;
    for (let pages = 1; pages < 50; pages++) {
      const read: PageOut = await page(position);
      seen.push(...read.items.map(({ record }) => record.references.referenceNum));
      ({ position } = read);
      if (!read.more) return { seen, position };
      await between();
    }
    throw new Error('The window never ends');
  }

  it('hands on every order once and moves the watermark at the end only', async () => {
    await room.seed({ orders: 60 });
    const first = await page('');
    expect(first.more).toBe(true);
    expect(JSON.parse(first.position)).toMatchObject({ watermark: '2026-01-01T00:00:00.000Z' });
    const { seen, position } = await walk();
    expect([...seen].sort()).toEqual(await stored(() => true));
    expect(JSON.parse(position).watermark > '2026-01-02').toBe(true);
  });

  it('gives each order its key and number for the books', async () => {
    await room.seed({ orders: 1 });
    const { items } = await page('');
    expect(items[0]).toMatchObject({ key: expect.stringMatching(/^linnworks:main:/), number: expect.stringMatching(/^1\d{5}$/) });
  });

  it('still ends when search tokens die between the pages, and misses nothing', async () => {
    await room.seed({ orders: 60 });
    let died = 0;
    const { seen } = await walk(async () => {
      died += 1;
      // A token handed out before is unknown after this; the account's orders stay.
      await room.fault({ kind: 'status-5xx', status: 400, match: 'searchToken' });
    });
    expect(died).toBeGreaterThan(0);
    expect(new Set(seen)).toEqual(new Set(await stored(() => true)));
  });

  it('reaches back by the overlap, and no further', async () => {
    await room.seed({ orders: 5 });
    const { position } = await walk();
    await room.seed({ orders: 2 });
    expect((await walk(undefined, position)).seen).toHaveLength(7);
    const late = JSON.stringify({ v: 1, watermark: new Date(Date.now() + 3_600_000).toISOString() });
    expect((await walk(undefined, late)).seen).toEqual([]);
  });

  it('costs one call when nothing changed at the chosen location', async () => {
    const vault = await room.vault();
    await room.getMany({ pageByPage: true, ...atDefault }, vault);
    await room.forgetRequests();
    await room.getMany({ pageByPage: true, ...atDefault }, vault);
    expect(await room.calls()).toEqual({ 'v2/orders': 1 });
  });

  it('refuses a position of another operation', async () => {
    const position = JSON.stringify({
      v: 1,
      watermark: '2026-01-01T00:00:00.000Z',
      window: { from: '2026-01-01T00:00:00.000Z', to: '2026-01-02T00:00:00.000Z', cursor: { offset: 3 } },
    });
    await expect(page(position)).rejects.toMatchObject(saying(/'Position' cannot be used/));
  });
});

describe('Order: Get', () => {
  const get = async (by: string, value: string) => (await room.run('get', { by, value })).items.map(({ json }) => json);

  it('finds an order by id, number and reference, one call each', async () => {
    const [reference = ''] = await room.seed({ orders: 1 });
    const { OrderId, NumOrderId } = await room.order(reference);
    for (const [by, value] of [
      ['orderId', OrderId],
      ['number', String(NumOrderId)],
      ['reference', reference],
    ] as const) {
      expect(referencesOf(await get(by, value))).toEqual([reference]);
    }
    expect(await room.calls()).toMatchObject({
      'Orders/GetOrdersById': 1,
      'Orders/GetOrderDetailsByNumOrderId': 1,
      'Orders/GetOrderDetailsByReferenceId': 1,
    });
  });

  it.each([
    ['orderId', '0d4c2a6e-1111-4222-8333-944444444444', /no order with ID/],
    ['number', '999', /no order with number '999'/],
    ['reference', 'X', /no order with reference 'X'/],
    ['orderId', '100245', /is not an order ID/],
    ['number', '026-1', /is not an order number/],
    ['number', ' ', /'Value' is empty/],
  ])('says so when there is none by %s %s', async (by, value, message) => {
    await expect(get(by, value)).rejects.toMatchObject(saying(message));
  });
});

describe('locations', () => {
  it('are listed with the reason why one is not usable', async () => {
    const { items } = await runNode({
      type: 'linnworks',
      parameters: { resource: 'location', operation: 'getAll', returnAll: true },
      vault: await room.vault(),
    });
    expect(items.map(({ json }) => [json.name, json.usable, typeof json.reason])).toEqual([
      ['Default', true, 'undefined'],
      ['Second Warehouse', true, 'undefined'],
      ['Fulfilment Centre', false, 'string'],
    ]);
  });

  it('are offered in the editor, filtered by what is typed', async () => {
    const vault = await room.vault();
    const listed = (filter?: string) => runListMethod({ type: 'linnworks', kind: 'listSearch', method: 'searchLocations', vault, filter });
    expect(await listed()).toMatchObject({
      results: [{ name: 'Default' }, { name: 'Second Warehouse' }, { name: 'Fulfilment Centre (not usable: fulfilment centre)' }],
    });
    expect(await listed('second')).toMatchObject({ results: [{ name: 'Second Warehouse' }] });
  });
});

describe('an account without the v2 service', () => {
  interface Call {
    operation: string;
    location?: string;
    page?: number;
  }

  /** Open orders by location, given out by v1 in pages of two. */
  function accountOf(open: Record<string, LinnworksOrder[]>, v2Status: number) {
    const calls: Call[] = [];
    const answer = (request: ApiRequest) => {
      if (request.operation === 'v2/orders') return { status: v2Status, body: { title: 'No' } };
      const form = new URLSearchParams(request.body);
      const rows = open[form.get('fulfilmentCenter') ?? ''] ?? [];
      const page = Number(form.get('pageNumber'));
      calls.push({ operation: request.operation, location: form.get('fulfilmentCenter') ?? '', page });
      return { status: 200, body: { TotalPages: Math.ceil(rows.length / 2), Data: rows.slice((page - 1) * 2, page * 2) } };
    };
    const client = createClient(linnworks, {
      send: async (request) => {
        if (request.operation === 'v2/orders') calls.push({ operation: 'v2/orders' });
        const { status, body } = answer(request);
        return { status, headers: {}, text: JSON.stringify(body) };
      },
      bucket: () => createBucket({ limit: 1000, windowMs: 1000 }),
      now: () => Date.now(),
      sleep: async () => {},
      random: () => 0,
      secrets: () => [],
    });
    return { client, calls };
  }

  const paid = (OrderId: string): LinnworksOrder => ({ OrderId, GeneralInfo: { Status: 1 } });
  const query = (changes: Partial<OrderQuery> = {}): OrderQuery => ({
    onlyPaid: true,
    includeProcessed: false,
    locations: ['L1', 'L2', 'L3'],
    pageSize: 100,
    ...changes,
  });
  const account = (status: number) =>
    accountOf({ L1: [paid('1'), paid('2'), paid('3')], L2: [], L3: [paid('4'), { OrderId: '5', GeneralInfo: { Status: 0 } }] }, status);

  it.each([401, 403, 404])('(%d) is read by v1, location by location, without asking v2 again', async (status) => {
    const { client, calls } = account(status);
    const ids: string[] = [];
    let cursor: OrderCursor | undefined;
    do {
      const page = await readOrderPage(client, query(), cursor);
      ids.push(...page.orders.map(({ OrderId }) => OrderId ?? ''));
      cursor = page.next;
    } while (cursor);
    expect(ids).toEqual(['1', '2', '3', '4']);
    expect(calls.filter(({ operation }) => operation === 'v2/orders')).toHaveLength(status === 401 ? 2 : 1);
    expect(calls.filter(({ operation }) => operation !== 'v2/orders').map(({ location, page }) => `${location}/${page}`)).toEqual([
      'L1/1',
      'L1/2',
      'L2/1',
      'L3/1',
    ]);
  });

  it('says so when processed orders are asked for, which v1 does not list here', async () => {
    await expect(readOrderPage(account(403).client, query({ includeProcessed: true }))).rejects.toThrow(/v2\/orders/);
  });

  it('is not assumed when v2 is only down', async () => {
    await expect(readOrderPage(account(500).client, query())).rejects.toThrow(/could not be reached/);
  });
});
