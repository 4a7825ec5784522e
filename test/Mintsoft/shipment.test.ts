import { toShipments } from '../../nodes/Mintsoft/mapping-shipment';
import { order } from './support/orders';
import { LONG_AGO, MintsoftRoom } from './support/room';

jest.setTimeout(30_000);
jest.mock('n8n-workflow', () => ({ ...jest.requireActual<object>('n8n-workflow'), sleep: async () => {} }));

let room: MintsoftRoom;
let now = Date.now();

beforeAll(async () => {
  room = await MintsoftRoom.open(() => now);
});
afterAll(async () => {
  await room.close();
});
beforeEach(() => {
  now = Date.now();
  room.reset();
});

const hint = { sourceChannel: 'linnworks', orderPrefix: 'LW-' };
const many = async (parameters = {}) => (await room.run('shipment', 'getAll', { returnAll: true, ...hint, ...parameters })).rows;
const idOf = (number: string): string => order(number).identity.id;

interface Parcel {
  trackingNumber?: string;
}

describe('a despatched order', () => {
  it('goes back to the order it was imported from', async () => {
    await room.import([order('1'), order('2')]);
    await room.act('despatch', { orders: ['LW-1'], trackingNumber: 'JK123456785GB' });
    expect(await many()).toMatchObject([
      {
        order: { channel: 'linnworks', account: 'main', id: idOf('1') },
        orderNumber: '1',
        complete: true,
        parcels: [{ trackingNumber: 'JK123456785GB', carrier: 'royal-mail', carrierName: 'Royal Mail 24' }],
      },
    ]);
  });

  it('is told by its external reference where the list leaves the names out', () => {
    const stored = { ID: 5, OrderNumber: 'LW-7', ExternalOrderReference: 'abc', DespatchDate: '2026-07-01T10:00:00', OrderStatusId: 4 };
    const scope = { zone: 'Europe/London', hint: { channel: 'linnworks', account: 'main', prefix: 'LW-' } };
    const [shipment] = toShipments({ parts: [stored], parcels: new Map(), complete: true }, scope);
    expect(shipment).toMatchObject({ order: { channel: 'linnworks', account: 'main', id: 'abc' }, orderNumber: '7', shippedAt: '2026-07-01T09:00:00.000Z' });
  });

  it('that nobody imported is left out unless it is wanted', async () => {
    await room.seed({ orders: [{ OrderNumber: 'SHOP-1', ExternalOrderReference: '', OrderItems: [{ SKU: 'MUG-BLUE-330', Quantity: 1 }] }] });
    await room.act('despatch');
    expect(await many({ orderPrefix: '' })).toEqual([]);
    const [own] = await many({ orderPrefix: '', onlyReferenced: false, sourceChannel: '' });
    expect(own).toMatchObject({ orderNumber: 'SHOP-1', order: { channel: 'mintsoft' } });
  });

  it('of another prefix is left out', async () => {
    await room.import([order('1')]);
    await room.import([order('2')], { orderPrefix: 'B-' });
    await room.act('despatch');
    expect((await many()).map(({ orderNumber }) => orderNumber)).toEqual(['1']);
  });
});

describe('a split order', () => {
  async function split() {
    await room.import([order('1')]);
    await room.act('split', { order: 'LW-1' });
    await room.act('despatch', { orders: ['LW-1'], part: 1, trackingNumber: 'ONE' });
  }

  it('is one shipment once all its parts are on their way', async () => {
    await split();
    const first = await room.page('shipment', { startFrom: LONG_AGO, ...hint });
    expect(first.items).toEqual([]);
    await room.act('despatch', { orders: ['LW-1'], part: 2, trackingNumber: 'TWO' });
    const second = await room.page('shipment', { position: first.position, ...hint });
    expect(second.items).toHaveLength(1);
    expect((second.items[0]?.record?.parcels as Parcel[]).map(({ trackingNumber }) => trackingNumber)).toEqual(['ONE', 'TWO']);
    expect(second.items[0]?.record).toMatchObject({ complete: true });
    const third = await room.page('shipment', { position: second.position, ...hint });
    expect(third.items.map(({ key }) => key)).toEqual(second.items.map(({ key }) => key));
  });

  it('does not wait for a part that was cancelled', async () => {
    await split();
    const first = await room.page('shipment', { startFrom: LONG_AGO, ...hint });
    await room.act('cancel', { orders: ['LW-1'], part: 2 });
    now += 10 * 3_600_000;
    const second = await room.page('shipment', { position: first.position, ...hint });
    expect(second.items).toHaveLength(1);
  });

  it('is a shipment a part where that is wanted, the last one complete', async () => {
    await split();
    expect((await many({ splitOrders: 'each' })).map(({ complete }) => complete)).toEqual([false]);
    await room.act('despatch', { orders: ['LW-1'], part: 2 });
    expect(await many({ splitOrders: 'each' })).toHaveLength(2);
  });
});

describe('merged orders', () => {
  it.each(['survivor', 'joined'])('are a shipment each (reference: %s)', async (answer) => {
    await room.assume({ 'merged-reference': answer });
    await room.import([order('1'), order('2')]);
    await room.act('merge', { orders: ['LW-1', 'LW-2'] });
    await room.act('despatch', { trackingNumber: 'BOTH' });
    const rows = await many();
    expect(rows.map(({ orderNumber }) => orderNumber)).toEqual(['1', '2']);
    expect(rows.map(({ parcels }) => (parcels as Parcel[])[0]?.trackingNumber)).toEqual(['BOTH', 'BOTH']);
    expect((rows[0]?.order as { channel: string }).channel).toBe('linnworks');
    const page = await room.page('shipment', { startFrom: LONG_AGO, ...hint });
    expect(new Set(page.items.map(({ key }) => key)).size).toBe(2);
  });
});

describe('an order without a tracking number', () => {
  const parameters = { startFrom: LONG_AGO, ...hint };

  async function withoutNumber() {
    await room.import([order('1')]);
    await room.act('despatch', { trackingNumber: '' });
  }

  it('waits for its number, and not for ever', async () => {
    await withoutNumber();
    const first = await room.page('shipment', parameters);
    expect(first.items).toEqual([]);
    expect(JSON.parse(first.position)).toMatchObject({ waiting: [String((await room.order('LW-1')).ID)] });
    const late = await room.page('shipment', { position: first.position, ...hint, waitDays: 0 });
    expect(late.items).toHaveLength(1);
  });

  it('goes over at once, or never', async () => {
    await withoutNumber();
    expect((await room.page('shipment', { ...parameters, withoutTracking: 'include' })).items).toHaveLength(1);
    const left = await room.page('shipment', { ...parameters, withoutTracking: 'leaveOut' });
    expect(left.items).toEqual([]);
    expect(JSON.parse(left.position)).not.toHaveProperty('waiting');
  });
});

describe('time zones', () => {
  it.each(['Europe/London', 'America/New_York'])('%s: a page begins where the account\'s clock says', async (zone) => {
    await room.assume({ 'tenant-zone': zone });
    await room.import([order('1')]);
    await room.act('despatch');
    const start = new Date(now - 60_000).toISOString();
    const page = await room.page('shipment', { startFrom: start, timeZone: zone, ...hint });
    expect(page.items).toHaveLength(1);
    expect(Math.abs(Date.parse(String(page.items[0]?.record?.shippedAt)) - now)).toBeLessThan(2_000);
  });

  it('a zone that is none stops the flow', async () => {
    const { problems } = await room.run('shipment', 'getAll', { timeZone: 'Leeds' });
    expect(problems[0]).toMatchObject({ kind: 'unavailable', message: expect.stringContaining('Time Zone') });
  });
});
