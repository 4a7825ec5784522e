import { randomUUID } from 'node:crypto';

import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { isSigned, readNotification } from '../../nodes/Kaufland/notification';
import { signature } from '../../nodes/Kaufland/signing';
import { parseOrder, parseReturn, parseStockLevel } from '../../nodes/shared/model';
import { Published, type Trigger } from '../support/published';
import { KauflandRoom } from './support/room';

// Waits are cut short, but not the pace between calls; the budget of an answer is longer than a test needs.
jest.mock('n8n-workflow', () => ({ ...jest.requireActual<object>('n8n-workflow'), sleep: async (ms: number) => await new Promise((resolve) => setTimeout(resolve, ms === 4_000 ? 1_500 : Math.min(ms, 250))) }));

interface Subscription {
  id_subscription: number;
  callback_url: string;
  event_name: string;
  is_active: boolean;
  storefront: string;
  fallback_email: string;
}

let room: KauflandRoom;
const TRIGGER: Trigger = { type: 'kauflandNotificationTrigger', credential: 'channelSyncKauflandApi', path: 'notification' };
const open: Published[] = [];
beforeAll(async () => {
  room = await KauflandRoom.open();
});
afterAll(async () => {
  await room.close();
});
beforeEach(() => room.reset());
afterEach(async () => {
  await Promise.all(open.splice(0).map(async (one) => await one.close()));
});

async function published(parameters: INodeParameters = {}): Promise<Published> {
  const one = await Published.open(TRIGGER, await room.vault(), { fallbackEmail: 'ops@example.com', storefronts: ['de'], ...parameters });
  open.push(one);
  return one;
}

const subscriptions = async () => (await room.whole<{ subscriptions: Subscription[] }>()).subscriptions;
const note = (resource: string, event_name = 'order_unit_status_changed') => ({ event_name, id_message: randomUUID(), resource, storefront: 'de' });
const unitsOf = async (id: string) => (await room.state()).find(({ id_order }) => id_order === id)?.units ?? [];
const resourceOf = async (id: string, at = 0) => `/order-units/${String((await unitsOf(id))[at]?.id_order_unit)}/`;

async function until(reached: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if (await reached()) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('It did not come to that');
}

describe('subscriptions', () => {
  it('are made per event and storefront, after the challenge is answered', async () => {
    const trigger = await published({ events: ['order_unit_status_changed', 'return_new'], storefronts: ['de', 'AT'] });
    await trigger.publish();
    const made = await subscriptions();
    expect(made.map(({ event_name, storefront }) => `${event_name} ${storefront}`).sort()).toEqual([
      'order_unit_status_changed at',
      'order_unit_status_changed de',
      'return_new at',
      'return_new de',
    ]);
    expect(made.every(({ callback_url, is_active, fallback_email }) => callback_url === trigger.url() && is_active && fallback_email === 'ops@example.com')).toBe(true);
  });

  it('are made for every storefront of the account where none is chosen', async () => {
    const trigger = await published({ storefronts: [] });
    await trigger.publish();
    expect(await subscriptions()).toHaveLength(7);
  });

  it('are left alone when they are there, and taken over without a memory', async () => {
    const trigger = await published();
    await trigger.publish();
    const before = await subscriptions();
    await room.forgetRequests();
    await trigger.publish();
    trigger.forget();
    await trigger.publish();
    expect(await subscriptions()).toEqual(before);
    expect((await room.requests()).every(({ method }) => method === 'GET')).toBe(true);
    await trigger.hook('delete');
    expect(await subscriptions()).toEqual([]);
  });

  it('that Kaufland gave up are switched on again', async () => {
    await room.seed([{ kind: 'plain', id_order: 'M1', storefront: 'de' }]);
    const trigger = await published();
    await trigger.publish();
    const before = await subscriptions();
    await room.fault({ kind: 'status-5xx', match: 'GET /kaufland/v2/order-units/', times: -1 });
    await room.touch({ orders: ['M1'], status: 'sent' });
    await until(async () => (await subscriptions())[0]?.is_active === false);
    await room.clearFaults();
    await trigger.publish();
    expect(await subscriptions()).toEqual(before);
  });

  it('move with the address, and those not wanted any more go', async () => {
    const trigger = await published({ events: ['order_unit_status_changed', 'return_new'] });
    await trigger.publish();
    const ids = (await subscriptions()).map(({ id_subscription }) => id_subscription);
    trigger.moveTo('hook-2', { events: ['order_unit_status_changed'] });
    await trigger.publish();
    const after = await subscriptions();
    expect(after).toMatchObject([{ callback_url: trigger.url(), event_name: 'order_unit_status_changed' }]);
    expect(ids).toContain(after[0]?.id_subscription);
  });

  it('of a test are apart from those of the published workflow', async () => {
    const trigger = await published();
    await trigger.publish();
    await trigger.publish(true);
    expect((await subscriptions()).map(({ callback_url }) => callback_url).sort()).toEqual([trigger.url(), trigger.url(true)].sort());
    await trigger.hook('delete', true);
    expect((await subscriptions()).map(({ callback_url }) => callback_url)).toEqual([trigger.url()]);
  });

  it('that are gone already can be removed all the same', async () => {
    const trigger = await published({ events: ['order_unit_status_changed', 'return_new'] });
    await trigger.publish();
    // The account forgets everything, as if somebody had removed them in another place.
    room.reset();
    expect(await trigger.hook('delete')).toBe(true);
    expect(trigger.memory.subscriptions).toEqual([]);
    expect((await room.requests()).map(({ method, status }) => `${method} ${status}`)).toEqual(['DELETE 404', 'DELETE 404']);
  });

  it('are not doubled where the answer is lost', async () => {
    const trigger = await published();
    await room.fault({ kind: 'reset-after-write', match: 'POST /kaufland/v2/subscriptions' });
    await trigger.publish();
    expect(await subscriptions()).toHaveLength(1);
  });

  it('say what to do where the address cannot be reached', async () => {
    const trigger = await published();
    await trigger.close();
    await expect(trigger.publish()).rejects.toMatchObject({
      message: expect.stringContaining('could not reach the address of this workflow'),
      description: expect.stringContaining('WEBHOOK_URL'),
    });
    expect(await subscriptions()).toEqual([]);
  });
});

describe('notifications', () => {
  it('bring the whole order, read with our own keys, when it can be sent', async () => {
    await room.seed([{ kind: 'three-pieces', id_order: 'M1', storefront: 'de' }]);
    await room.touch({ orders: ['M1'], status: 'open' });
    const trigger = await published();
    await trigger.publish();
    await room.touch({ orders: ['M1'], status: 'need_to_be_sent' });
    await until(() => trigger.statuses.length === 3);
    // Three pieces, three notifications, one order.
    expect(trigger.statuses).toEqual([200, 200, 200]);
    const orders = trigger.items.map((item) => parseOrder(item));
    expect(new Set(orders.map(({ identity }) => identity.id))).toEqual(new Set(['M1']));
    expect(orders[0]?.lines[0]?.quantity).toBe(3);
    expect(trigger.items[0]?.notification).toMatchObject({ event: 'order_unit_status_changed', storefront: 'de' });
  });

  it('are taken once, whatever comes twice', async () => {
    await room.seed([{ kind: 'three-pieces', id_order: 'M1', storefront: 'de' }]);
    const trigger = await published();
    const message = note(await resourceOf('M1'));
    expect(await trigger.post(message)).toBe(200);
    await room.forgetRequests();
    expect(await trigger.post(message)).toBe(200);
    expect(await room.requests()).toEqual([]);
    expect(await trigger.post(note(await resourceOf('M1', 1)))).toBe(200);
    expect(trigger.items).toHaveLength(1);
  });

  it.each(['open', 'sent', 'cancelled'])('of an order that is %s start nothing unless wanted', async (status) => {
    await room.seed([{ kind: 'plain', id_order: 'M1', storefront: 'de' }]);
    await room.touch({ orders: ['M1'], status });
    const [ready, all] = [await published(), await published({ onlyReady: false, output: 'raw' })];
    expect(await ready.post(note(await resourceOf('M1')))).toBe(200);
    expect(await all.post(note(await resourceOf('M1')))).toBe(200);
    expect([ready.items, all.items]).toMatchObject([[], [{ id_order: 'M1' }]]);
  });

  it('of returns and offers bring those', async () => {
    await room.seed([{ kind: 'received', id_order: 'M1', storefront: 'de' }]);
    await room.seedMore({ returns: 1 });
    const [{ id_return, units }] = (await room.whole<{ returns: never }>()).returns as [{ id_return: number; units: Array<{ id_return_unit: number }> }];
    const trigger = await published({ events: ['return_new', 'return_unit_status_changed', 'item_unit_out_of_stock'] });
    await trigger.post(note(`/returns/${id_return}/`, 'return_new'));
    expect(parseReturn(trigger.items[0])).toMatchObject({ identity: { id: String(id_return) }, orderNumber: 'M1' });
    // The same state of the same return.
    await trigger.post(note(`/return-units/${units[0]?.id_return_unit}/`, 'return_unit_status_changed'));
    expect(trigger.items).toHaveLength(1);
    const unit = (await room.offers())[0]?.units[0];
    await trigger.post(note(`/units/${unit?.id_unit}/`, 'item_unit_out_of_stock'));
    expect(parseStockLevel(trigger.items[1])).toMatchObject({ sku: 'MUG-BLUE-330', available: 40 });
  });

  it.each([
    ['no JSON object', 'x', 400],
    ['a resource outside the API', note('/order-units/../../info/storefront'), 400],
    ['a resource that is not followed', note('/buyers/1/'), 400],
    ['another event', note('/order-units/1/', 'return_new'), 200],
    ['another storefront', { ...note('/order-units/1/'), storefront: 'cz' }, 200],
  ])('with %s read nothing', async (_what, body, status) => {
    const trigger = await published();
    expect(await trigger.post(body)).toBe(status);
    expect(await room.requests()).toEqual([]);
    expect(trigger.items).toEqual([]);
  });

  it('of a record that does not exist start nothing', async () => {
    const trigger = await published();
    expect(await trigger.post(note('/order-units/99/'))).toBe(200);
    expect(trigger.items).toEqual([]);
  });

  it.each(['status-5xx', 'timeout'])('that cannot be read now are asked for again (%s)', async (kind) => {
    await room.seed([{ kind: 'plain', id_order: 'M1', storefront: 'de' }]);
    const trigger = await published();
    const message = note(await resourceOf('M1'));
    await room.fault({ kind, match: 'order-units/', times: -1, ...(kind === 'timeout' ? { delayMs: 3_000 } : {}) });
    const began = Date.now();
    expect(await trigger.post(message)).toBe(503);
    expect(Date.now() - began).toBeLessThan(5_000);
    await room.clearFaults();
    expect(await trigger.post(message)).toBe(200);
    expect(trigger.items).toHaveLength(1);
  });

  it.each(['full-callback-url', 'path-only'])('signed by Kaufland (%s) pass where a signature is required, others do not', async (answer) => {
    await room.assume({ 'notification-signature-uri': answer });
    await room.seed([{ kind: 'plain', id_order: 'M1', storefront: 'de' }]);
    await room.touch({ orders: ['M1'], status: 'open' });
    const trigger = await published({ signature: 'required' });
    await trigger.publish();
    expect(await trigger.post(note(await resourceOf('M1')))).toBe(401);
    await room.touch({ orders: ['M1'], status: 'need_to_be_sent' });
    await until(() => trigger.statuses.length === 2);
    expect(trigger.statuses).toEqual([401, 200]);
    expect(trigger.items).toHaveLength(1);
  });

  it('answer no challenge that is none', async () => {
    const trigger = await published();
    const ask = async (query: string) => await fetch(`${trigger.url()}${query}`);
    expect((await ask('')).status).toBe(400);
    const answer = await ask('?mode=subscribe&challenge=<script>');
    expect([answer.status, await answer.text(), answer.headers.get('content-type')]).toEqual([200, '<script>', 'text/plain; charset=utf-8']);
  });
});

describe('signature', () => {
  const signed = { url: 'https://n8n.example.com/webhook/k/notification', body: '{"a":1}', timestamp: '1767225600' };
  const by = (url: string) => signature({ method: 'POST', url, body: signed.body, timestamp: 1_767_225_600 }, 'key');

  it.each([
    [by(signed.url), 1_767_225_600, true],
    [by('/webhook/k/notification').toUpperCase(), 1_767_225_600, true],
    [by(signed.url), 1_767_225_600 + 301, false],
    [by('https://other.example.com/'), 1_767_225_600, false],
    ['', 1_767_225_600, false],
  ])('%s at %d is %s', (given, now, expected) => {
    expect(isSigned({ ...signed, signature: given }, 'key', now)).toBe(expected);
  });
});

it('reads what Kaufland posts', () => {
  expect(readNotification({ event_name: 'order_new', id_message: 'm', resource: '/orders/MB7UWLD', storefront: 'DE' } as IDataObject)).toEqual({
    event: 'order_new',
    messageId: 'm',
    kind: 'orders',
    id: 'MB7UWLD',
    storefront: 'de',
  });
  expect(readNotification(null)).toBeUndefined();
});
