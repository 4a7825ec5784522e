/** Method 1 of Cin7 Core and ShipStation in a real n8n: its webhook is called as ShipStation calls it, and n8n is killed. */
import path from 'node:path';

import { sleep, waitUntil } from './host/arena';
import { listFlows, type Flow } from './host/flows';
import { balance } from './host/reckon';
import { repositoryRoot, Stage } from './host/stage';
import { withOnDemandTrigger, withoutSchedule, type SettingValue, type Template } from './host/template';
import { STORE_PASSWORD, STORE_USER } from '../sandbox/shipstation/credentials';

const all = listFlows(path.join(repositoryRoot, 'workflows')).filter(({ pair }) => pair === 'cin7core-shipstation');
const flowCalled = (name: string): Flow => {
  const found = all.find(({ flow }) => flow === name);
  if (!found) throw new Error(`There is no flow ${name}`);
  return found;
};

/** Cin7 Core lets 60 calls a minute through, and a sale costs four: a page of despatches takes its time. */
const LEASE_SECONDS = 45;

interface Notice {
  orderNumber: string;
  status: number;
}
interface Sale {
  OrderNumber: string;
  trackingWrites: number;
}

let stage: Stage;
let storeId: string;

beforeAll(async () => {
  stage = await Stage.open({ log: () => {}, version: process.env.CHANNEL_SYNC_N8N || undefined });
});
afterAll(async () => {
  await stage?.close();
});

async function act<T>(room: string, verb: string, body: object = {}): Promise<T> {
  const answer = await fetch(`${stage.sandbox.url}/_sandbox/${room}/${verb}`, { method: 'POST', body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${verb}: ${await answer.text()}`);
  return (await answer.json()) as T;
}

const rows = async (table: string) => await stage.client.tables.rows(`channelsync_${table}`);
const connection = (password = STORE_PASSWORD) => ({ url: `${stage.n8n.url}/webhook/shipstation-custom-store`, username: STORE_USER, password, statuses: { onHold: 'on_hold' } });
interface Pulled {
  pages: Array<{ status: number; orders: number; complaint: string | null }>;
  imported: string[];
}
const pull = async (more: object = {}) => await act<Pulled>('shipstation', 'pull', { ...connection(), from: Date.now() - 3_600_000, to: Date.now() + 3 * 60_000, ...more });
const lay = async (): Promise<void> => expect((await stage.client.callWebhook('feed')).status).toBe(200);
const byHand = async () => await stage.client.runManually(storeId, 'Run by Hand');
const written = async () => (await stage.control.state<{ sales: Sale[] }>('cin7core')).sales.filter(({ trackingWrites }) => trackingWrites > 0);

async function lostAndDoubled(what: 'orders' | 'shipments') {
  const [from, to] = what === 'orders' ? ['cin7core', 'shipstation'] : ['shipstation', 'cin7core'];
  const held = { [from]: await stage.control.delivery(from, what), [to]: await stage.control.delivery(to, what) };
  const { lost, duplicates } = balance([[from, to]], held as never);
  return { lost, duplicates };
}

/** The editor gives a webhook its id. */
function asSaved(before: Template): Template {
  const copy = structuredClone(before);
  for (const node of copy.nodes) if (node.type === 'n8n-nodes-base.webhook') node.webhookId ??= `id-of-${String(node.parameters.path)}`;
  return copy;
}

async function prepare(orders: number): Promise<void> {
  for (const { id } of await stage.client.listWorkflows()) await stage.client.deleteWorkflow(id);
  for (const { name } of await stage.client.tables.list()) await stage.client.tables.delete(name);
  await stage.control.reset();
  await stage.control.seed('cin7core', { orders });
  const settings: Record<string, SettingValue> = { leaseMinutes: LEASE_SECONDS / 60, alertUrl: `${stage.sandbox.url}/_sandbox/inbox` };
  const startFrom = new Date(Date.now() - 10 * 86_400_000).toISOString();
  await stage.import(flowCalled('1-custom-store-feed'), { settings: () => ({ ...settings, startFrom, pageSize: 4, loadProductDetails: false }), change: (template) => withOnDemandTrigger(withoutSchedule(template), 'feed'), publish: 'yes' });
  ({ id: storeId } = await stage.import(flowCalled('1-custom-store'), { settings: () => ({ ...settings, pageSize: 4, ordersPerPage: 4, gatherSeconds: 1 }), change: (template) => asSaved(withoutSchedule(template)), publish: 'yes' }));
  // A flow that has never run is first started by its schedule: first runs at once may all step back.
  await byHand();
}

it('is pulled from page by page, by those who know the password, and nothing is lost or doubled', async () => {
  await prepare(12);
  // 403 from n8n 2.8.4, 401 from 2.41.1.
  expect([401, 403]).toContain((await pull({ password: 'wrong' })).pages[0]?.status);
  expect((await pull(connection())).pages).toEqual([expect.objectContaining({ status: 200, orders: 0, complaint: null })]);
  await lay();
  const first = await pull();
  expect(first.pages.every(({ status, complaint }) => status === 200 && complaint === null)).toBe(true);
  expect(first.pages.length).toBeGreaterThan(1);
  expect(await lostAndDoubled('orders')).toEqual({ lost: 0, duplicates: 0 });
});

it('keeps every one of many notices that arrive at once, and writes each once, also when killed in between', async () => {
  await prepare(12);
  await lay();
  const { imported } = await pull();
  const orders = (await stage.control.delivery('cin7core', 'orders')).outgoing.filter((number) => imported.includes(number));
  expect(orders.length).toBeGreaterThan(6);

  // Kept while Cin7 Core is away, so that none is worked off before all are counted.
  await stage.control.fault('cin7core', { kind: 'status-5xx', match: '', times: -1 });
  const { notices } = await act<{ notices: Notice[] }>('shipstation', 'despatch', { orders });
  expect(notices.map(({ status }) => status)).toEqual(orders.map(() => 200));
  expect((await rows('store_notices')).map(({ number }) => number).sort()).toEqual([...orders].sort());
  await stage.control.clearFaults('cin7core');
  await sleep((LEASE_SECONDS + 2) * 1_000);

  const running = byHand().catch(() => undefined);
  await waitUntil('the first are written', async () => (await written()).length > 1, 120);
  await stage.kill();
  await running;
  await stage.startAgain();
  // ShipStation tells again what it thinks was not heard.
  const again = await act<{ notices: Notice[] }>('shipstation', 'shipnotify', { ...connection(), orders: orders.slice(0, 3) });
  expect(again.notices.map(({ status }) => status)).toEqual([200, 200, 200]);
  await sleep((LEASE_SECONDS + 2) * 1_000);
  await byHand();
  await waitUntil('all are written', async () => (await rows('store_notices')).length === 0, 300);
  expect((await written()).map(({ OrderNumber }) => OrderNumber).sort()).toEqual([...orders].sort());
  expect((await written()).every(({ trackingWrites }) => trackingWrites === 1)).toBe(true);
  expect(await lostAndDoubled('shipments')).toEqual({ lost: 0, duplicates: 0 });
  expect(await rows('dead_letters')).toEqual([]);
});

it('says no to what it cannot read, and keeps what it confirms while Cin7 Core is away', async () => {
  await prepare(6);
  await lay();
  const { imported } = await pull();
  const [order] = (await stage.control.delivery('cin7core', 'orders')).outgoing.filter((number) => imported.includes(number));
  const login = { authorization: `Basic ${Buffer.from(`${STORE_USER}:${STORE_PASSWORD}`).toString('base64')}`, 'content-type': 'text/xml; charset=utf-8' };
  const { url } = connection();
  expect((await fetch(`${url}?action=export`, { headers: login })).status).toBe(400);
  expect((await fetch(`${url}?action=shipnotify`, { method: 'POST', headers: login, body: '' })).status).toBe(400);
  expect((await fetch(`${url}?action=export`)).status).toBe(401);

  await stage.control.fault('cin7core', { kind: 'status-5xx', match: '', times: -1 });
  const { notices } = await act<{ notices: Notice[] }>('shipstation', 'despatch', { orders: [order] });
  expect(notices).toMatchObject([{ status: 200 }]);
  await waitUntil('the run has ended', async () => (await rows('runs')).some(({ status }) => status === 'failed'), 120);
  expect(await rows('dead_letters')).toEqual([]);
  expect(await rows('store_notices')).toHaveLength(1);
  await stage.control.clearFaults('cin7core');
  await sleep((LEASE_SECONDS + 2) * 1_000);
  await byHand();
  expect((await written()).map(({ OrderNumber }) => OrderNumber)).toEqual([order]);
  expect(await rows('store_notices')).toEqual([]);
});
