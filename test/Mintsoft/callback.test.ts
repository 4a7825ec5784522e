import { eventIn, orderIdIn } from '../../nodes/Mintsoft/callback';
import { order } from './support/orders';
import { Published } from './support/callback';
import { MintsoftRoom } from './support/room';

jest.setTimeout(30_000);
// The node's own budget must not pass at once: only waits between calls do.
jest.mock('n8n-workflow', () => ({
  ...jest.requireActual<object>('n8n-workflow'),
  sleep: async (ms: number) => (ms >= 10_000 ? await new Promise<void>((resolve) => setTimeout(resolve, ms).unref()) : undefined),
}));

let room: MintsoftRoom;
let published: Published;

beforeAll(async () => {
  room = await MintsoftRoom.open();
});
afterAll(async () => {
  await room.close();
});
beforeEach(async () => {
  room.reset();
  published = await Published.open(await room.vault(), { events: ['despatched', 'cancelled', 'split'], sourceChannel: 'linnworks', orderPrefix: 'LW-' });
});
afterEach(async () => {
  await published.close();
});

const importWithAddress = async () => await room.import([order('1')], { options: { callbackUrl: published.url } });

it('reads the order of each kind of body', () => {
  expect(orderIdIn({ ID: 7 })).toBe(7);
  expect(orderIdIn([{ ID: 8 }, { ID: 9 }])).toBe(8);
  expect(orderIdIn({ Order: { ID: 9 }, Splits: [] })).toBe(9);
  expect(orderIdIn({ OrderId: '10', ID: 3 })).toBe(10);
  expect([orderIdIn({ ID: '../1' }), orderIdIn(undefined), orderIdIn([]), orderIdIn({ ID: -1 })]).toEqual([undefined, undefined, undefined, undefined]);
  expect([eventIn({ event: 'split' }), eventIn({ event: 'other' }), eventIn(undefined)]).toEqual(['split', undefined, undefined]);
});

it('is registered with the order, in the same call', async () => {
  await importWithAddress();
  expect((await room.order('LW-1')).connectActions).toMatchObject([
    { Type: 'API', SourceOrderId: order('1').identity.id, ExtraCode1: `${published.url}?event=despatched`, ExtraCode2: `${published.url}?event=cancelled`, ExtraCode5: `${published.url}?event=split` },
  ]);
  expect((await room.calls())['PUT Order']).toBe(1);
});

it('hands a despatch on as a shipment, once', async () => {
  await importWithAddress();
  await room.act('despatch', { trackingNumber: 'JK1' });
  expect(await published.until(1)).toMatchObject([
    { order: order('1').identity, orderNumber: '1', complete: true, parcels: [{ trackingNumber: 'JK1' }], callback: { event: 'despatched' } },
  ]);
  const { ID } = await room.order('LW-1');
  expect(await published.post({ ID }, 'despatched')).toBe(200);
  expect(published.items).toHaveLength(1);
});

it('hands a cancellation on', async () => {
  await importWithAddress();
  await room.act('cancel', { orders: ['LW-1'] });
  expect(await published.until(1)).toMatchObject([{ number: 'LW-1', status: 'cancelled', callback: { event: 'cancelled' } }]);
});

it.each(['list', 'object'])('hands a split on (%s)', async (answer) => {
  await room.assume({ 'split-callback-body': answer });
  await importWithAddress();
  await room.act('split', { order: 'LW-1' });
  expect(await published.until(1)).toMatchObject([{ number: 'LW-1', parts: 2, callback: { event: 'split' } }]);
});

it('does not believe what it is told', async () => {
  await importWithAddress();
  const { ID } = await room.order('LW-1');
  expect(await published.post({ ID, OrderStatusId: 4, TrackingNumber: 'FORGED' }, 'despatched')).toBe(200);
  expect(await published.post({ ID: 999_999 }, 'despatched')).toBe(200);
  expect(await published.post({ nothing: true }, 'despatched')).toBe(400);
  expect(await published.post({ ID }, 'other')).toBe(400);
  expect(published.items).toEqual([]);
});

it('asks to come again where Mintsoft cannot be read', async () => {
  await importWithAddress();
  const { ID } = await room.order('LW-1');
  await room.fault({ kind: 'status-5xx', match: 'GET', times: -1 });
  expect(await published.post({ ID }, 'despatched')).toBe(503);
  expect(published.items).toEqual([]);
});
