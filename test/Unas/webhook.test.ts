import { pass } from '../conformance/support/clock';

import type { INodeParameters } from 'n8n-workflow';

import { parseOrder } from '../../nodes/shared/model';
import { signatureOf } from '../../nodes/Unas/delivery';
import { Published } from '../support/published';
import { UnasRoom } from './support/room';

const TRIGGER = { type: 'unasTrigger', path: 'unas', credential: 'channelSyncUnasApi' };

let room: UnasRoom;
const open: Published[] = [];
beforeAll(async () => {
  room = await UnasRoom.open();
});
afterAll(async () => {
  await room.close();
});
beforeEach(() => {
  room.reset();
  // A process remembers what it handed on: orders of another test are of another time.
  pass(10_000);
});
afterEach(async () => {
  await Promise.all(open.splice(0).map(async (one) => await one.close()));
});

async function published(parameters: INodeParameters = {}, change: Record<string, string> = {}): Promise<Published> {
  const one = await Published.open(TRIGGER, await room.vault(change), { setup: 'api', event: 'order_status_modify', output: 'channelSync', ...parameters });
  open.push(one);
  return one;
}

const automatisms = async () => (await room.state()).automatisms;

async function settled(trigger: Published, deliveries: number): Promise<void> {
  for (let tries = 0; tries < 400; tries++) {
    if ((await room.state()).pendingDeliveries === 0 && trigger.statuses.length >= deliveries) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`${trigger.statuses.length} of ${deliveries} deliveries came`);
}

describe('the automatism', () => {
  it('is made on publishing, taken over when it is there, and removed', async () => {
    const trigger = await published();
    await trigger.publish();
    const [made, ...more] = await automatisms();
    expect(more).toEqual([]);
    expect(made).toMatchObject({ event: 'order_status_modify', active: true, url: trigger.url() });
    trigger.forget();
    await trigger.publish();
    expect(await automatisms()).toEqual([made]);
    await trigger.hook('delete');
    expect(await automatisms()).toEqual([]);
    await trigger.hook('delete');
  });

  it('moves with the address, and a test has one of its own', async () => {
    const trigger = await published();
    await trigger.publish();
    trigger.moveTo('hook-2');
    await trigger.publish();
    expect((await automatisms()).map(({ url }) => url)).toEqual([trigger.url()]);
    await trigger.publish(true);
    expect(await automatisms()).toHaveLength(2);
    await trigger.hook('delete', true);
    expect((await automatisms()).map(({ url }) => url)).toEqual([trigger.url()]);
  });

  it('is not doubled where the answer is lost', async () => {
    await room.fault({ kind: 'reset-after-write', match: 'setAutomatism' });
    await (await published()).publish();
    expect(await automatisms()).toHaveLength(1);
  });

  it('needs the package VIP, and the key deliveries are signed with', async () => {
    await room.act('account', { subscription: 'premium-10000' });
    await expect((await published()).publish()).rejects.toMatchObject({ message: expect.stringMatching(/VIP/) as string });
    expect(await automatisms()).toEqual([]);
    await expect((await published({}, { webhookSecret: '' })).publish()).rejects.toMatchObject({ message: expect.stringContaining("'Webhook HMAC Key'") as string });
  });

  it('set up by hand is the operator’s: nothing is called', async () => {
    const trigger = await published({ setup: 'manual' });
    await trigger.publish();
    await trigger.hook('delete');
    expect(await room.requests()).toEqual([]);
  });
});

describe('deliveries', () => {
  it('bring the order as the shop holds it, once for each state of it', async () => {
    const { orders } = await room.seed({ orders: [{ kind: 'company' }, { kind: 'cod' }] });
    const trigger = await published();
    await trigger.publish();
    for (let turn = 0; turn < 3; turn++) await room.act('deliver', { orders });
    await settled(trigger, 6);
    expect(new Set(trigger.statuses)).toEqual(new Set([200]));
    expect(trigger.items.map((item) => parseOrder(item).number).sort()).toEqual(orders);
    await room.act('touch', { orders: [orders[0]], at: '2027-03-02T10:00:00Z' });
    await room.act('deliver', { orders });
    await settled(trigger, 8);
    expect(trigger.items).toHaveLength(3);
  });

  it('without the right signature are refused, and nothing is read', async () => {
    const { orders: [key] } = await room.seed({ orders: [{ kind: 'plain' }] });
    const trigger = await published({ setup: 'manual' });
    await room.act('deliver', { orders: [key], url: trigger.url(), key: 'another key' });
    await settled(trigger, 1);
    const secret = String((await room.vault()).find(TRIGGER.credential).data.webhookSecret);
    const signed = (body: unknown) => ({ 'x-unas-hmac': signatureOf(Buffer.from(JSON.stringify(body)), secret) });
    const body = { orderID: key };
    await trigger.post(body);
    await trigger.post(body, { 'x-unas-hmac': secret });
    await trigger.post({ ...body, more: 1 }, signed(body));
    await trigger.post([], signed([]));
    await trigger.post({ orderID: 'x'.repeat(1_000_001) });
    expect(trigger.statuses).toEqual([401, 401, 401, 401, 400, 413]);
    expect(trigger.items).toEqual([]);
    expect(await room.requests()).toEqual([]);
    expect(await trigger.post(body, signed(body))).toBe(200);
    // Answered before the order is read.
    await settled(trigger, 7);
    expect(trigger.items).toHaveLength(1);
  });

  it('can be mere wake-ups or handed on as they are, without a call', async () => {
    const { orders } = await room.seed({ orders: [{ kind: 'plain' }] });
    const [wake, bare] = [await published({ setup: 'manual', output: 'wakeUp' }), await published({ setup: 'manual', output: 'delivered' })];
    for (const one of [wake, bare]) {
      await room.act('deliver', { orders, url: one.url() });
      await settled(one, 1);
    }
    expect(wake.items).toEqual([{ wakeUp: true, orders }]);
    expect(bare.items).toMatchObject([{ orderID: orders[0], products: { 1: { sku: 'MUG-BLUE-330' } } }]);
    expect(await room.requests()).toEqual([]);
  });

  it('are answered at once, and handed on with what is wrong where the shop cannot be read', async () => {
    const { orders } = await room.seed({ orders: [{ kind: 'plain' }] });
    const trigger = await published({ setup: 'manual' });
    await room.fault({ kind: 'status-5xx', match: 'getOrder', times: -1 });
    await room.act('deliver', { orders, url: trigger.url() });
    await settled(trigger, 1);
    expect(trigger.statuses).toEqual([200]);
    expect(trigger.items).toMatchObject([{ number: orders[0], error: { kind: 'unavailable' } }]);
  });
});
