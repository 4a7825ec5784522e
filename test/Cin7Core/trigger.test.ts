import { Poller } from '../support/n8n';
import { Published, type Trigger } from '../support/published';

import { Cin7Room } from './support/room';

const TRIGGER: Trigger = { type: 'cin7CoreTrigger', credential: 'channelSyncCin7CoreApi', path: 'cin7core' };

jest.setTimeout(60_000);
jest.mock('n8n-workflow', () => ({ ...jest.requireActual<object>('n8n-workflow'), sleep: async () => {} }));

let now = Date.now();
let room: Cin7Room;
let published: Published | undefined;

beforeAll(async () => {
  room = await Cin7Room.open(() => now);
});
afterAll(async () => {
  await room.close();
});
beforeEach(() => {
  now = Date.now();
  room.reset();
});
afterEach(async () => {
  await published?.close();
  published = undefined;
});

const open = async (parameters = {}) => {
  published = await Published.open(TRIGGER, await room.vault(), parameters);
  return published;
};
const hooks = async () => (await room.state()).webhooks;
/** One attempt at every delivery, a minute after the event. */
const deliver = async () => {
  now += 61_000;
  return await room.act('deliver');
};

describe('the webhook', () => {
  it('is registered with a bearer token, found again and removed', async () => {
    const trigger = await open();
    await trigger.publish();
    expect(await hooks()).toMatchObject([{ Type: 'Sale/OrderAuthorised', IsActive: true, ExternalURL: trigger.url(), ExternalAuthorizationType: 'bearerauth' }]);
    expect(await trigger.hook('checkExists')).toBe(true);
    trigger.forget();
    await trigger.publish();
    expect(await hooks()).toHaveLength(1);
    await trigger.hook('delete');
    expect(await hooks()).toEqual([]);
    await trigger.hook('delete');
  });

  it('that was given up is switched on again', async () => {
    const trigger = await open();
    await trigger.publish();
    const [hook] = await hooks();
    const { data } = (await room.vault()).stored[0] as { data: Record<string, string> };
    const headers = { 'content-type': 'application/json', 'api-auth-accountid': data.accountId ?? '', 'api-auth-applicationkey': data.applicationKey ?? '' };
    await fetch(`${data.baseUrl}/webhooks`, { method: 'PUT', headers, body: JSON.stringify({ ...hook, IsActive: false }) });
    expect((await hooks())[0]?.IsActive).toBe(false);
    await trigger.publish();
    expect(await hooks()).toMatchObject([{ ID: hook?.ID, IsActive: true }]);
  });

  it('moves with its address, and a test event leaves it alone', async () => {
    const trigger = await open();
    await trigger.publish();
    const [before] = await hooks();
    trigger.moveTo('hook-2');
    await trigger.publish();
    expect(await hooks()).toMatchObject([{ ID: before?.ID, ExternalURL: trigger.url() }]);
    await trigger.publish(true);
    expect(await hooks()).toHaveLength(2);
    await trigger.hook('delete', true);
  });

  it.each(['400', '403'])('without the automation module it says what to do (%s)', async (answer) => {
    await room.assume({ 'no-automation-module': answer });
    await room.act('account', { automationModule: false });
    const trigger = await open();
    await expect(trigger.publish()).rejects.toMatchObject({ description: expect.stringContaining('Cin7 Core Polling Trigger') });
  });

  it('a lost answer makes no second one', async () => {
    await room.fault({ kind: 'reset-after-write', match: '^POST .*/webhooks', times: 1 });
    const trigger = await open();
    await trigger.publish();
    expect(await hooks()).toHaveLength(1);
  });
});

describe('deliveries', () => {
  it.each(['upper', 'lower'])('bring the order as it stands, once (GUIDs in %s case)', async (answer) => {
    await room.assume({ 'webhook-guid-case': answer });
    const trigger = await open();
    await trigger.publish();
    const { orders } = await room.seed({ orders: [{ header: { CustomerReference: 'web-1' } }] });
    await deliver();
    expect(trigger.statuses).toEqual([200]);
    expect(trigger.items).toMatchObject([{ number: orders[0], status: 'open', identity: { channel: 'cin7core', id: (await room.sale('web-1')).ID.toLowerCase() } }]);
  });

  it('of a stranger start nothing', async () => {
    const trigger = await open();
    await trigger.publish();
    expect(await trigger.post({ SaleID: 'x' })).toBe(401);
    expect(await trigger.post({ SaleID: 'x' }, { authorization: 'Bearer guessed' })).toBe(401);
    expect(trigger.items).toEqual([]);
  });

  it('that are repeated start nothing again, a further event does', async () => {
    const trigger = await open();
    await trigger.publish();
    const headers = { authorization: `Bearer ${String((await hooks())[0]?.ExternalBearerToken)}` };
    const { orders } = await room.seed({ orders: [{}] });
    const body = { SaleID: (await room.sale(orders[0] ?? '')).ID, SaleOrderNumber: orders[0], EventType: 'Sale/OrderAuthorised' };
    expect([await trigger.post(body, headers), await trigger.post(body, headers)]).toEqual([200, 200]);
    expect(trigger.items.map(({ number }) => number)).toEqual(orders);
    now += 1_000;
    await room.act('undo', { orders });
    await room.act('authorise', { orders });
    await trigger.post(body, headers);
    expect(trigger.items).toHaveLength(2);
    expect([await trigger.post([], headers), await trigger.post({}, headers)]).toEqual([200, 400]);
  });

  it('can merely wake a flow', async () => {
    const trigger = await open({ output: 'wakeUp' });
    await trigger.publish();
    const { orders } = await room.seed({ orders: [{}] });
    await room.forgetRequests();
    await deliver();
    expect(trigger.items).toEqual([{ wakeUp: true, orders }]);
    expect(await room.calls()).toEqual({});
  });

  it('whose order cannot be read now are asked for again', async () => {
    const trigger = await open();
    await trigger.publish();
    const { orders } = await room.seed({ orders: [{}] });
    await room.fault({ kind: 'status-5xx', match: 'GET .*/sale\\?', times: -1 });
    await deliver();
    await room.clearFaults();
    now += 600_000;
    await room.act('deliver');
    expect(trigger.statuses).toEqual([503, 200]);
    expect(trigger.items.map(({ number }) => number)).toEqual(orders);
  });

  it.each(['valid', 'broken'])('of two types may be broken (%s); the tracking number is not', async (answer) => {
    await room.assume({ 'webhook-json': answer });
    const shipped = await open({ event: 'Sale/ShipmentAuthorised' });
    await shipped.publish();
    const { orders } = await room.seed({ orders: [{}] });
    await room.act('despatch', {});
    await deliver();
    expect(shipped.statuses).toEqual([answer === 'valid' ? 200 : 422]);
    expect(shipped.items.map(({ number }) => number)).toEqual(answer === 'valid' ? orders : []);
  });

  it('of a tracking number bring the shipped order', async () => {
    const trigger = await open({ event: 'Sale/ShipmentTrackingNumberChanged' });
    await trigger.publish();
    const { orders } = await room.seed({ orders: [{}] });
    await room.act('despatch', { trackingNumber: 'JK1' });
    await deliver();
    expect(trigger.items).toMatchObject([{ number: orders[0], status: 'shipped', tracking: [{ number: 'JK1' }] }]);
  });

  it('of stock come as they are', async () => {
    const trigger = await open({ event: 'Stock/AvailableStockLevelChanged' });
    await trigger.publish();
    await room.act('restock', { levels: { 'MUG-BLUE-330': 7 } });
    await deliver();
    expect(trigger.items).toMatchObject([{ SKU: 'MUG-BLUE-330', OnHand: 7 }]);
  });
});

describe('the poll', () => {
  const poller = async (event: string, more = {}) => new Poller({ type: 'cin7CorePollingTrigger', parameters: { event, output: 'channelSync', ...more }, vault: await room.vault() });

  it('hands on what is ready to ship, once', async () => {
    const polls = await poller('orderReady');
    expect(await polls.poll()).toEqual([]);
    now += 60_000;
    const { orders } = await room.seed({ orders: [{}, { status: 'DRAFT' }] });
    expect((await polls.poll()).map(({ number }) => number)).toEqual([orders[0]]);
    await room.act('edit', { orders: [orders[0]], set: { Note: 'x' } });
    expect(await polls.poll()).toEqual([]);
    now += 1_000;
    await room.act('authorise', { orders: [orders[1]] });
    expect((await polls.poll()).map(({ number }) => number)).toEqual([orders[1]]);
  });

  it('hands on each change', async () => {
    const polls = await poller('orderChanged');
    await polls.poll();
    now += 60_000;
    const { orders } = await room.seed({ orders: [{}] });
    await polls.poll();
    now += 1_000;
    await room.act('void', { orders });
    expect(await polls.poll()).toMatchObject([{ number: orders[0], status: 'cancelled' }]);
  });

  it.each(['channelSync', 'raw'])('hands on a shipment, and again with another number (%s)', async (output) => {
    const polls = await poller('orderShipped', { output });
    await polls.poll();
    now += 60_000;
    const { orders } = await room.seed({ orders: [{}] });
    await room.act('despatch', { trackingNumber: 'JK1' });
    expect(await polls.poll()).toHaveLength(1);
    expect(await polls.poll()).toEqual([]);
    now += 1_000;
    const shipment = { order: { channel: 'cin7core', account: 'main', id: (await room.sale(orders[0] ?? '')).ID }, shippedAt: '2026-01-06T10:00:00.000Z', parcels: [{ id: 'p', trackingNumber: 'JK2' }] };
    await room.run('order', 'ship', { shipment: '={{ $json }}' }, [shipment]);
    expect(await polls.poll()).toHaveLength(1);
  });
});
