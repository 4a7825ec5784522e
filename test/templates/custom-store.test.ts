/** Method 1 of Cin7 Core and ShipStation as a whole: both templates run, ShipStation's side pulls and notifies. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { IDataObject } from 'n8n-workflow';

import feedFlow from '../../workflows/generate/flows/cin7core-shipstation/1-custom-store-feed';
import storeFlow from '../../workflows/generate/flows/cin7core-shipstation/1-custom-store';
import type { Template } from '../../workflows/generate/types';
import { Cin7Room, LONG_AGO } from '../Cin7Core/support/room';
import { ShipStationRoom } from '../ShipStation/support/shipstation';
import { withSettings, type SettingValue } from '../e2e/host/template';
import { Vault } from '../support/n8n';
import { Instance, type Answered, type Asked, type TemplateRun } from '../support/template-run';

jest.setTimeout(120_000);
jest.mock('n8n-workflow', () => ({ ...jest.requireActual<object>('n8n-workflow'), sleep: async () => {} }));

const AUTH = `Basic ${Buffer.from('store:secret').toString('base64')}`;
const HOUR = 3_600_000;
const FLOW = 'cin7core-shipstation/1-custom-store/main';

/** Cin7 Core's clock: nobody waits here for a new minute of its quota. */
let ahead = 0;
const newMinute = () => (ahead += 61_000);

let cin7: Cin7Room;
let ship: ShipStationRoom;
let server: Server;
let n8n: Instance;
let feed: Template;
let store: Template;
const asked: Array<Promise<TemplateRun>> = [];

const withMore = (template: unknown, settings: Record<string, SettingValue>) => withSettings(template as never, settings) as unknown as Template;

beforeAll(async () => {
  [cin7, ship] = [await Cin7Room.open(() => Date.now() + ahead), await ShipStationRoom.open()];
  server = createServer((request, response) => {
    void (async () => {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part as Buffer);
      if (request.headers.authorization !== AUTH) return void response.writeHead(401).end();
      const query = Object.fromEntries(new URL(request.url ?? '/', 'http://127.0.0.1').searchParams);
      const answer = ({ status, type, body }: Answered) => void response.writeHead(status, { 'content-type': type }).end(body);
      const run = n8n.asked(store, { method: request.method as Asked['method'], query, body: Buffer.concat(parts).toString('utf8') }, answer);
      asked.push(run);
      const done = await run;
      if (!done.answer) answer({ status: 500, type: 'text/plain', body: done.error ?? 'nothing answered' });
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  server.close();
  await cin7.close();
  await ship.close();
});
beforeEach(async () => {
  newMinute();
  cin7.reset();
  ship.reset();
  asked.length = 0;
  n8n = new Instance(new Vault([...(await cin7.vault()).stored, ...(await ship.vault()).stored]));
  feed = withMore(feedFlow.template, { startFrom: LONG_AGO, pageSize: 25 });
  store = withMore(storeFlow.template, {});
});

const connection = () => ({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/store`, username: 'store', password: 'secret', statuses: { onHold: 'on_hold' } });
/** A window that reaches to what is laid ready now. */
const pull = async (more: object = {}) => await ship.act<{ pages: Array<{ status: number; orders: number; complaint: string | null }>; imported: string[]; updated: string[] }>('pull', { ...connection(), from: Date.now() - HOUR, to: Date.now() + 3 * 60_000, ...more });
const lay = async (): Promise<void> => expect((await n8n.byHand(feed)).error).toBeUndefined();
const there = async () => (await ship.state<{ orders: Array<IDataObject & { orderNumber: string; status: string }> }>()).orders;
const numbers = async () => (await there()).map(({ orderNumber }) => orderNumber).sort();
const ready = () => n8n.tables.rows('channelsync_store_orders');
const notices = () => n8n.tables.rows('channelsync_store_notices');
const letters = () => n8n.tables.rows('channelsync_dead_letters');
const waiting = async () => (await cin7.state()).sales.filter(({ Order, CombinedShippingStatus, CombinedTrackingNumbers }) => Order.Status === 'AUTHORISED' && CombinedShippingStatus !== 'SHIPPED' && CombinedTrackingNumbers === '').map(({ OrderNumber }) => OrderNumber);
/** The last run ShipStation started, when it is over. */
const over = async (): Promise<TemplateRun> => (await Promise.all(asked)).at(-1) as TemplateRun;
const leaseRunsOut = () => n8n.tables.update('channelsync_checkpoints', [], { lease_until: 0 });

it('brings every order to ShipStation once, and every despatch back to its sale once', async () => {
  await cin7.seed({ orders: 12 });
  const due = (await waiting()).sort();
  expect(due.length).toBeGreaterThan(7);
  await lay();
  expect((await pull()).pages).toEqual([expect.objectContaining({ status: 200, complaint: null })]);
  expect(await numbers()).toEqual(expect.arrayContaining(due));
  expect(new Set(await numbers()).size).toBe((await numbers()).length);

  newMinute();
  await ship.act('despatch', { orders: due });
  expect((await Promise.all(asked)).flatMap(({ error }) => error ?? [])).toEqual([]);
  for (const number of due) {
    const { CombinedShippingStatus, Fulfilments, trackingWrites } = await cin7.sale(number);
    expect([number, CombinedShippingStatus, trackingWrites]).toEqual([number, 'SHIPPED', 1]);
    const [{ Ship }] = Fulfilments;
    expect(Ship.Lines).toEqual([expect.objectContaining({ TrackingNumber: expect.stringMatching(/^JK\d+GB$/), Carrier: 'Royal Mail', IsShipped: true })]);
    expect(Ship.ShippingNotes).toMatch(/Royal Mail/);
  }
  expect(notices()).toEqual([]);
  expect(letters()).toEqual([]);

  // The sales are shipped now: ShipStation hears it, and nothing becomes twice as many.
  newMinute();
  await lay();
  const again = await pull();
  expect(again.imported).toEqual([]);
  expect((await there()).filter(({ orderNumber }) => due.includes(orderNumber)).every(({ status }) => status === 'shipped')).toBe(true);
});

it('lays a change ready once, with a minute that is still to come, and none that no answer would show', async () => {
  const { orders } = await cin7.seed({ orders: [{}, {}] });
  const before = Date.now();
  await lay();
  expect(ready()).toHaveLength(2);
  for (const { ready_at } of ready()) {
    expect(Number(ready_at) % 60_000).toBe(0);
    expect(Number(ready_at)).toBeGreaterThanOrEqual(before + 60_000);
    expect(Number(ready_at)).toBeLessThanOrEqual(Date.now() + 120_000);
  }
  await lay();
  await cin7.act('edit', { orders: [orders[0]], set: {} });
  await lay();
  expect(ready()).toHaveLength(2);
  await cin7.act('edit', { orders: [orders[0]], set: { ShippingNotes: 'Leave with neighbour' } });
  await lay();
  expect(ready().map(({ number }) => number).sort()).toEqual([orders[0], ...orders].sort());
  await pull();
  expect(await numbers()).toEqual([...orders].sort());
  expect((await there()).find(({ orderNumber }) => orderNumber === orders[0])).toMatchObject({ header: { customerNotes: 'Leave with neighbour' } });
});

it('tells of a voided sale, and what lies outside of the window stays there', async () => {
  const { orders } = await cin7.seed({ orders: [{}, {}] });
  await lay();
  expect((await pull({ to: Date.now() - 60_000 })).pages).toEqual([expect.objectContaining({ status: 200, orders: 0 })]);
  await pull();
  await cin7.act('void', { orders: [orders[1]] });
  await lay();
  await pull();
  expect((await there()).map(({ orderNumber, status }) => [orderNumber, status]).sort()).toEqual([[orders[0], 'awaiting_shipment'], [orders[1], 'cancelled']]);
});

it('gives each order once over several pages', async () => {
  await cin7.seed({ orders: Array.from({ length: 11 }, () => ({})) });
  store = withMore(store, { ordersPerPage: 4 });
  await lay();
  const { pages, imported } = await pull();
  expect(pages.map(({ orders }) => orders)).toEqual([4, 4, 3]);
  expect(new Set(imported).size).toBe(11);
});

it('puts a bad order aside, tells one person once, and sends the page without it', async () => {
  const { orders } = await cin7.seed({ orders: [{}, { lines: [{ SKU: 'MUG-BLUE-330', Quantity: 1.5 }] }, {}] });
  await lay();
  expect(letters()).toMatchObject([{ number: orders[1], kind: 'refused', attempts: 1 }]);
  await pull();
  expect(await numbers()).toEqual([orders[0], orders[2]]);
  expect((await pull()).pages[0]).toMatchObject({ status: 200, complaint: null });
  expect(letters()).toHaveLength(1);
});

describe('a notice of a despatch', () => {
  let number: string;
  beforeEach(async () => {
    [number] = (await cin7.seed({ orders: [{}] })).orders as [string];
    await lay();
    await pull();
    await cin7.forgetRequests();
  });
  const writes = async () => (await cin7.requests()).filter(({ method, path }) => method !== 'GET' && /fulfilment\/ship/.test(path)).length;

  it('that comes again is confirmed and does nothing', async () => {
    await ship.act('despatch', { orders: [number] });
    await over();
    await ship.act('shipnotify', { ...connection(), order: number, times: 3 });
    expect((await Promise.all(asked.slice(-3))).map(({ answer }) => [answer?.status, answer?.body])).toEqual(Array(3).fill([200, 'The despatch is known.']));
    expect([await writes(), (await cin7.sale(number)).trackingWrites]).toEqual([1, 1]);
    expect(n8n.tables.rows('channelsync_ledger').filter(({ flow }) => flow === FLOW)).toHaveLength(1);
  });

  it('without a body finds its sale by the number, and the whole one after it changes nothing', async () => {
    n8n.dieAt((node) => node === 'Keep Notice');
    await ship.act('despatch', { orders: [number] });
    n8n.dieAt(undefined);
    await ship.act('shipnotify', { ...connection(), order: number, body: 'none' });
    await over();
    const [{ Ship: first }] = (await cin7.sale(number)).Fulfilments;
    expect(first).toMatchObject({ Status: 'AUTHORISED', Lines: [{ TrackingNumber: expect.stringMatching(/^JK/) }] });
    await ship.act('shipnotify', { ...connection(), order: number });
    await over();
    expect((await cin7.sale(number)).Fulfilments[0]?.Ship.Lines).toEqual(first.Lines);
    expect(await writes()).toBe(1);
    expect(letters()).toEqual([]);
  });

  it('is not confirmed before it is kept', async () => {
    n8n.dieAt((node) => node === 'Keep Notice');
    const told = await ship.act<{ notices: Array<{ status: number }> }>('despatch', { orders: [number] });
    expect(told.notices).toMatchObject([{ status: 500 }]);
    expect(notices()).toEqual([]);
    n8n.dieAt(undefined);
    await ship.act('shipnotify', { ...connection(), order: number });
    await over();
    expect((await cin7.sale(number)).trackingWrites).toBe(1);
  });

  it.each(['Settings', 'Take Lease', 'Start Page', 'Renew Lease', 'Notice Is Done', 'Remember', 'Save Position', 'Release Lease'])('that was confirmed is written once when n8n dies at %s, and by the schedule', async (place) => {
    let times = 0;
    // Settings stands before the notice is kept, too.
    n8n.dieAt((node) => node === place && ++times > (place === 'Settings' ? 1 : 0));
    const told = await ship.act<{ notices: Array<{ status: number }> }>('despatch', { orders: [number] });
    const { error } = await over();
    n8n.dieAt(undefined);
    expect(told.notices).toMatchObject([{ status: 200 }]);
    expect(error).toBe('Killed');
    leaseRunsOut();
    expect((await n8n.bySchedule(store)).error).toBeUndefined();
    const { CombinedShippingStatus, trackingWrites } = await cin7.sale(number);
    expect([CombinedShippingStatus, trackingWrites, await writes()]).toEqual(['SHIPPED', 1, 1]);
    expect(notices()).toEqual([]);
  });

  it('Cin7 Core refuses stays, is told once, and goes through as soon as it can', async () => {
    await cin7.act('undo', { orders: [number] });
    await ship.act('despatch', { orders: [number] });
    await over();
    expect(letters()).toMatchObject([{ flow: FLOW, number, attempts: 1 }]);
    expect(notices()).toHaveLength(1);
    leaseRunsOut();
    await n8n.bySchedule(store);
    expect(letters()).toMatchObject([{ number, attempts: 2 }]);
    await cin7.act('authorise', { orders: [number] });
    await n8n.bySchedule(store);
    expect(letters()).toEqual([]);
    expect(notices()).toEqual([]);
    expect((await cin7.sale(number)).trackingWrites).toBe(1);
  });

  it('waits while Cin7 Core cannot be reached, without a dead letter', async () => {
    await cin7.fault({ kind: 'status-5xx', match: '', times: -1 });
    await ship.act('despatch', { orders: [number] });
    const { answer, error } = await over();
    expect(answer?.status).toBe(200);
    expect(error).toBeDefined();
    expect(letters()).toEqual([]);
    await cin7.clearFaults();
    leaseRunsOut();
    await n8n.bySchedule(store);
    expect((await cin7.sale(number)).trackingWrites).toBe(1);
  });

  it('about an order nobody knows is kept and told', async () => {
    const { answer } = await n8n.asked(store, { method: 'POST', query: { action: 'shipnotify', order_number: 'MANUAL-1', tracking_number: 'JK1', carrier: 'UPS' } });
    expect(answer).toEqual({ status: 200, type: 'text/plain; charset=utf-8', body: 'The despatch is kept.' });
    expect(letters()).toMatchObject([{ number: 'MANUAL-1' }]);
  });
});

describe('the door', () => {
  const question = (more: Record<string, string> = {}): Asked => ({ method: 'GET', query: { action: 'export', start_date: '01/06/2026 08:00', end_date: '01/06/2026 12:00', page: '1', ...more } });

  it('says that there is nothing in a way ShipStation takes, also before anything was laid ready', async () => {
    expect((await n8n.asked(store, question())).answer).toEqual({ status: 200, type: 'text/xml; charset=utf-8', body: '<?xml version="1.0" encoding="UTF-8"?><Orders pages="1"/>' });
  });

  it.each([
    ['no dates', { start_date: '', end_date: '' }],
    ['a month that is none', { start_date: '13/06/2026 08:00' }],
    ['an action nobody knows', { action: 'other' }],
    ['a page that is none', { page: 'x' }],
  ])('answers %s with 400', async (_what, more) => {
    expect((await n8n.asked(store, question(more))).answer?.status).toBe(400);
  });

  it('answers a notice that names no order with 400, and begins no run', async () => {
    const { answer, run } = await n8n.asked(store, { method: 'POST', query: { action: 'shipnotify' } });
    expect(answer?.status).toBe(400);
    expect(Object.keys(run.data.resultData.runData)).not.toContain('Read Checkpoint');
  });

  it('is closed while the flow is switched off', async () => {
    store = withMore(store, { enabled: false });
    expect((await n8n.asked(store, question())).answer?.status).toBe(503);
    expect((await n8n.asked(store, { method: 'POST', query: { action: 'shipnotify', order_number: 'SO-1' } })).answer?.status).toBe(503);
    expect(notices()).toEqual([]);
  });

  it('says what is wrong with its settings instead of telling nothing', async () => {
    store = withMore(store, { timeZone: 'Mars' });
    const r = await n8n.asked(store, question());
    expect(r.answer).toMatchObject({ status: 500, body: expect.stringContaining("'Time Zone' is 'Mars'") });
  });

  it('reads the times of old accounts', async () => {
    await cin7.seed({ orders: [{}] });
    await lay();
    await ship.assume({ 'export-zone': 'America/Los_Angeles' });
    store = withMore(store, { timeZone: 'America/Los_Angeles' });
    expect((await pull({ dates: 'bare' })).imported).toHaveLength(1);
  });
});
