/** The trigger as n8n publishes it, with ShipStation's side registering, delivering, repeating and forging. */
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { Published, type Trigger } from '../support/published';
import { ShipStationRoom } from './support/shipstation';

jest.setTimeout(60_000);

const V1: Trigger = { type: 'shipStationTrigger', credential: 'channelSyncShipStationApi', path: 'shipstation' };
const V2: Trigger = { ...V1, credential: 'channelSyncShipStationV2Api' };

let room: ShipStationRoom;
let published: Published | undefined;
beforeAll(async () => {
  room = await ShipStationRoom.open();
});
afterAll(async () => await room.close());
beforeEach(() => room.reset());
afterEach(async () => {
  await published?.close();
  published = undefined;
});

async function publish(trigger: Trigger, parameters: INodeParameters): Promise<Published> {
  published = await Published.open(trigger, await room.vault(), parameters);
  await published.publish();
  return published;
}
const seed = async (...numbers: string[]) => await room.act('seed', { orders: numbers.map((orderNumber) => ({ orderNumber, orderKey: `cin7core:main:${orderNumber}`, items: [{ lineItemKey: '1', sku: 'MUG-BLUE-330', name: 'Mug', quantity: 2, unitPrice: 5 }] })) });
const hooks = async () => (await room.state<{ webhooks: { v1: IDataObject[]; v2: IDataObject[] } }>()).webhooks;
const ALL: INodeParameters = { api: 'v1', event: 'SHIP_NOTIFY', output: 'channelSync', store: { __rl: true, mode: 'id', value: '' }, sourceChannel: 'cin7core' };

describe('V1', () => {
  it('registers once, hands each label of a batch on once, and removes itself', async () => {
    const trigger = await publish(V1, ALL);
    await trigger.publish();
    expect((await hooks()).v1).toHaveLength(1);
    await seed('SO-1', 'SO-2');
    await room.act('despatch');
    await room.act('settle');
    expect(trigger.statuses).toEqual([200]);
    expect(trigger.items.map(({ orderNumber }) => orderNumber).sort()).toEqual(['SO-1', 'SO-2']);
    expect(trigger.items[0]).toMatchObject({ order: { channel: 'cin7core', account: 'main' }, parcels: [{ trackingNumber: expect.stringMatching(/^JK/), lines: [{ sku: 'MUG-BLUE-330', quantity: 2 }] }] });
    await room.act('deliver', { event: 'SHIP_NOTIFY', times: 3 });
    expect(trigger.statuses).toEqual([200, 200, 200, 200]);
    expect(trigger.items).toHaveLength(2);
    await trigger.hook('delete');
    expect((await hooks()).v1).toEqual([]);
  });

  it('answers who does not know the secret with 401, an address elsewhere with 400, and asks nobody', async () => {
    const trigger = await publish(V1, ALL);
    await room.forgetRequests();
    expect(await trigger.post({ resource_url: 'https://ssapi.shipstation.com/shipments', resource_type: 'SHIP_NOTIFY' })).toBe(401);
    await room.act('deliver', { event: 'SHIP_NOTIFY', resourceUrl: 'https://evil.test/shipments?batchId=1' });
    expect(trigger.statuses).toEqual([401, 400]);
    expect(trigger.items).toEqual([]);
    expect(await room.requests()).toEqual([]);
  });

  it('is made anew for another store or event at the same address', async () => {
    const trigger = await publish(V1, ALL);
    trigger.change({ ...ALL, store: { __rl: true, mode: 'id', value: '2002' } });
    await trigger.publish();
    expect((await hooks()).v1).toEqual([expect.objectContaining({ storeId: 2002 })]);
    trigger.change({ ...ALL, event: 'ORDER_NOTIFY' });
    await trigger.publish();
    expect((await hooks()).v1).toEqual([expect.objectContaining({ event: 'ORDER_NOTIFY', storeId: null })]);
  });

  it('only wakes up without a call', async () => {
    const trigger = await publish(V1, { ...ALL, event: 'ORDER_NOTIFY', output: 'wakeUp' });
    await room.forgetRequests();
    await seed('SO-1');
    await room.act('settle');
    expect(trigger.items).toEqual([{ resourceType: 'ORDER_NOTIFY', path: '/orders' }]);
    expect(await room.requests()).toEqual([]);
  });

  it('asks to be told again while ShipStation cannot be read', async () => {
    const trigger = await publish(V1, ALL);
    await seed('SO-1');
    await room.fault({ kind: 'status-5xx', match: '^GET .*/shipments', times: -1 });
    await room.act('despatch');
    await room.act('settle');
    expect(trigger.statuses).toEqual([503]);
    await room.clearFaults();
    await room.act('deliver', { event: 'SHIP_NOTIFY' });
    expect(trigger.items.map(({ orderNumber }) => orderNumber)).toEqual(['SO-1']);
  });
});

describe('V2', () => {
  const SIGNED: INodeParameters = { api: 'v2', signedEvent: 'fulfillment_shipped_v2', output: 'channelSync' };

  it.each(['conflict', 'stored-twice'])('registers once where a repeat is a %s, and hands what is signed on once', async (answer) => {
    await room.assume({ 'repeated-webhook': answer });
    const trigger = await publish(V2, SIGNED);
    await trigger.publish();
    expect((await hooks()).v2).toHaveLength(1);
    await seed('SO-1');
    await room.act('markExternally');
    await room.act('settle');
    await room.act('deliver', { event: 'fulfillment_shipped_v2', times: 2 });
    expect(trigger.statuses).toEqual([200, 200, 200]);
    expect(trigger.items).toEqual([expect.objectContaining({ fulfillment_id: expect.stringMatching(/^se-/), tracking_number: expect.stringMatching(/^EXT/) })]);
    await room.act('rotateKey');
    await trigger.hook('delete');
    expect((await hooks()).v2).toEqual([]);
  });

  it.each([['body', 401], ['signature', 401], ['old', 400], ['unsigned', 404], ['unknown-key', 401]])('answers a delivery whose %s is spoilt with %i and hands nothing on', async (spoil, status) => {
    const trigger = await publish(V2, SIGNED);
    await seed('SO-1');
    await room.act('markExternally');
    await room.act('settle');
    trigger.forget();
    trigger.items.length = 0;
    await room.act('deliver', { event: 'fulfillment_shipped_v2', spoil });
    expect(trigger.statuses.at(-1)).toBe(status);
    expect(trigger.items).toEqual([]);
  });

  it('hands tracking on with the data it carries', async () => {
    const trigger = await publish(V2, { ...SIGNED, signedEvent: 'track_event_v2' });
    await room.act('deliver', { event: 'track_event_v2', data: { tracking_number: 'JK1', status_code: 'DE' } });
    expect(trigger.items).toEqual([{ resourceType: 'TRACK_EVENT_V2', data: { tracking_number: 'JK1', status_code: 'DE' } }]);
  });
});
