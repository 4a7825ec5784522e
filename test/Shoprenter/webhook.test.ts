import '../conformance/support/clock';
import { randomUUID } from 'node:crypto';

import type { INodeParameters } from 'n8n-workflow';

import { parseOrder } from '../../nodes/shared/model';
import type { Published } from '../support/published';
import { openTrigger } from './support/published';
import { ShoprenterRoom, SHOP } from './support/room';

const SECRET = 'a-long-secret-of-the-operator-0123456789';
const BY_HAND = { setup: 'manual', secret: SECRET };

let room: ShoprenterRoom;
const open: Published[] = [];
beforeAll(async () => {
  room = await ShoprenterRoom.open();
});
afterAll(async () => {
  await room.close();
});
beforeEach(() => room.reset());
afterEach(async () => {
  await Promise.all(open.splice(0).map(async (one) => await one.close()));
});

async function published(parameters: INodeParameters = {}): Promise<Published> {
  const one = await openTrigger(await room.vault(), { setup: 'api', event: 'order_status_change', statuses: [], output: 'channelSync', ...parameters }, randomUUID());
  open.push(one);
  return one;
}

const hooks = async () => (await room.state()).webHooks;

async function settled(trigger: Published, deliveries: number): Promise<void> {
  for (let tries = 0; tries < 400; tries++) {
    if ((await room.state()).pendingDeliveries === 0 && trigger.statuses.length >= deliveries) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`${trigger.statuses.length} of ${deliveries} deliveries came`);
}

const payload = (number: string, more: object = {}) => ({
  orders: { order: [{ innerId: number, innerResourceId: 'orders/b3JkZXI=', orderHistory: { status: '1', statusText: 'Függőben', dateAdded: '2026-11-01 10:00:00' }, ...more }] },
});
const json = { headers: { 'content-type': 'application/json' }, query: { secret: SECRET } };

describe('the webhook of the shop', () => {
  it('is made on publishing, taken over when it is there, and removed', async () => {
    const trigger = await published();
    await trigger.publish();
    const [made, ...more] = await hooks();
    expect(more).toEqual([]);
    expect(made).toMatchObject({ event: 'order_status_change', status: '1', parameters: [{ type: 'json', url: expect.stringMatching(/\/webhook\/hook-1\/shoprenter\?secret=[0-9a-f]{64}$/) }] });
    // No personal data travels where the order is read from the shop anyway.
    expect(made?.parameters[0]?.fields?.join()).not.toMatch(/name|mail|phone|address/i);
    trigger.forget();
    await trigger.publish();
    expect(await hooks()).toEqual([made]);
    expect(await trigger.hook('delete')).toBe(true);
    expect(await hooks()).toEqual([]);
  });

  it('moves with the address and the event, and a test has one of its own', async () => {
    const trigger = await published();
    await trigger.publish();
    const [first] = await hooks();
    trigger.moveTo('hook-2', { event: 'order_confirm' });
    await trigger.publish();
    expect(await hooks()).toMatchObject([{ innerId: first?.innerId, event: 'order_confirm', parameters: [{ url: expect.stringContaining('/hook-2/') }] }]);
    await trigger.publish(true);
    expect(await hooks()).toHaveLength(2);
    await trigger.hook('delete', true);
    expect(await hooks()).toMatchObject([{ parameters: [{ url: expect.stringContaining('/webhook/hook-2/') }] }]);
    room.reset();
    expect(await trigger.hook('delete')).toBe(true);
  });

  it('is not doubled where the answer is lost', async () => {
    const trigger = await published();
    await room.fault({ kind: 'reset-after-write', match: 'POST /shoprenter/mintabolt/api/webHooks' });
    await trigger.publish();
    expect(await hooks()).toHaveLength(1);
  });

  it('answers when the address is tried with GET or HEAD', async () => {
    await room.assume({ 'webhook-probe': 'yes' });
    const trigger = await published();
    await trigger.publish();
    expect(await hooks()).toHaveLength(1);
    expect(await trigger.deliver({ method: 'HEAD', body: {} })).toBe(200);
    expect(trigger.items).toEqual([]);
  });

  it('set up by hand needs a long secret and touches nothing', async () => {
    const short = await published({ setup: 'manual', secret: 'short' });
    await expect(short.publish()).rejects.toMatchObject({ message: expect.stringContaining("'Secret' is shorter") });
    await (await published(BY_HAND)).publish();
    expect(await room.requests()).toEqual([]);
  });
});

describe('deliveries', () => {
  it.each(['multipart', 'urlencoded', 'json'])('bring the order as the shop holds it, once (%s)', async (form) => {
    const { orders } = await room.seed({ orders: [{ kind: 'company' }, { kind: 'deposit' }] });
    const trigger = await published();
    await trigger.publish();
    await room.control('POST', 'deliver', { orders, form, times: 3 });
    await settled(trigger, 6);
    expect(new Set(trigger.statuses)).toEqual(new Set([200]));
    expect(trigger.items.map((item) => parseOrder(item).number).sort()).toEqual(orders);
    expect(trigger.items[0]).toMatchObject({ identity: { account: SHOP }, delivery: { status: expect.stringMatching(/^\d+$/), at: expect.any(String) } });
  });

  it('of several orders at once are all taken, for one batch', async () => {
    const { orders } = await room.seed({ orders: [{ kind: 'plain' }, { kind: 'plain' }, { kind: 'plain' }] });
    const trigger = await published({ output: 'raw' });
    await trigger.publish();
    await room.forgetRequests();
    await room.control('POST', 'deliver', { orders, together: true });
    await settled(trigger, 1);
    expect(trigger.items.map(({ innerId }) => innerId).sort()).toEqual(orders);
    expect((await room.calls())['orderExtend.list']).toBeUndefined();
  });

  it('start only for the statuses wanted, by number or by name', async () => {
    const { orders } = await room.seed({ orders: [{ kind: 'plain' }, { kind: 'plain' }] });
    const { statuses } = await room.state();
    const despatched = statuses.find(({ role }) => role === 'despatched');
    for (const wanted of [String(despatched?.innerId), String(despatched?.hu)]) {
      const trigger = await published({ statuses: [wanted], output: 'wakeUp' });
      await trigger.publish();
      await room.control('POST', 'changeStatus', { orders: [orders[0]], status: 'processing' });
      await room.control('POST', 'changeStatus', { orders: [orders[1]], status: 'despatched' });
      await settled(trigger, 2);
      expect(trigger.items).toEqual([{ wakeUp: true, orders: [orders[1]] }]);
      await trigger.hook('delete');
    }
  });

  it('can be mere wake-ups or handed on as they are, without a call', async () => {
    const { orders } = await room.seed({ orders: [{ kind: 'plain' }] });
    const [wake, bare] = [await published({ ...BY_HAND, output: 'wakeUp' }), await published({ ...BY_HAND, output: 'delivered' })];
    for (const trigger of [wake, bare]) expect(await trigger.deliver({ ...json, body: payload(String(orders[0])) })).toBe(200);
    expect(wake.items).toEqual([{ wakeUp: true, orders }]);
    expect(bare.items).toMatchObject([{ innerId: orders[0], delivery: { status: '1', statusText: 'Függőben' } }]);
    expect(await room.requests()).toEqual([]);
  });

  it('of an order that does not exist, or is a cart, start nothing', async () => {
    const { orders } = await room.seed({ orders: [{ kind: 'cart' }] });
    const trigger = await published(BY_HAND);
    expect(await trigger.deliver({ ...json, body: payload('999999') })).toBe(200);
    expect(await trigger.deliver({ ...json, body: payload(String(orders[0])) })).toBe(200);
    expect(trigger.items).toEqual([]);
  });

  it('are answered at once, and handed on with what is wrong where the shop cannot be read', async () => {
    const { orders } = await room.seed({ orders: [{ kind: 'plain' }] });
    const trigger = await published(BY_HAND);
    await room.fault({ kind: 'status-5xx', match: 'orderExtend', times: -1 });
    expect(await trigger.deliver({ ...json, body: payload(String(orders[0])) })).toBe(200);
    expect(trigger.items).toMatchObject([{ identity: { channel: 'shoprenter', account: SHOP, id: orders[0] }, number: orders[0], error: { kind: 'unavailable' } }]);
  });

  it('a later change of the same order is news', async () => {
    const { orders } = await room.seed({ orders: [{ kind: 'plain' }] });
    const trigger = await published({ ...BY_HAND, output: 'wakeUp' });
    const change = (dateAdded: string) => payload(String(orders[0]), { orderHistory: { status: '1', dateAdded } });
    for (const at of ['2026-11-01 10:00:00', '2026-11-01 10:00:00', '2026-11-01 10:05:00']) await trigger.deliver({ ...json, body: change(at) });
    expect(trigger.items).toHaveLength(2);
    trigger.forget();
    // The process still knows: another request may have stored its memory over this one's.
    await trigger.deliver({ ...json, body: change('2026-11-01 10:05:00') });
    expect(trigger.items).toHaveLength(2);
  });
});
