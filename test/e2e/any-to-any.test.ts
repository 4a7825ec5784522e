/** One flow for the orders of many systems, and one for the stock of many, in a real n8n: with all of them connected, with some, and with one that joins later. */
import path from 'node:path';

import { LEASE_SECONDS, sleep, waitUntil } from './host/arena';
import { listFlows, roomOf, type Flow } from './host/flows';
import { repositoryRoot, Stage } from './host/stage';
import { withOnDemandTrigger, withoutSchedule, type Template } from './host/template';

const flow = listFlows(path.join(repositoryRoot, 'workflows')).find(({ pair, flow: name }) => `${pair}/${name}` === 'any-to-any/orders-from-every-channel-to-one') as Flow;
const TARGET = flow.moves?.to as string;
const readers = flow.template.nodes.filter(({ parameters }) => parameters.pageByPage === true);
const SOURCES = readers.map(({ type }) => roomOf(type));
const START_FROM = new Date(Date.now() - 10 * 86_400_000).toISOString();

interface Taken {
  ReferenceNum: string;
  SecondaryReference: string;
  seeded: boolean;
}

let stage: Stage;

beforeAll(async () => {
  stage = await Stage.open({ log: () => {}, version: process.env.CHANNEL_SYNC_N8N || undefined });
});
afterAll(async () => {
  await stage?.close();
});

const run = async () => await stage.client.callWebhook('any-to-any');
const works = async (): Promise<void> => expect((await run()).status).toBe(200);
const rows = async (table: string) => await stage.client.tables.rows(`channelsync_${table}`);
const outgoing = async (room: string) => (await stage.control.delivery(room, 'orders')).outgoing;

/** Orders of a source at the target, by the number people read or by the source's key. */
async function arrived(room: string): Promise<string[]> {
  const wanted = new Set(await outgoing(room));
  const { orders } = await stage.control.state<{ orders: Taken[] }>(TARGET);
  return orders.filter(({ seeded }) => !seeded).flatMap(({ ReferenceNum, SecondaryReference }) => [ReferenceNum, SecondaryReference].find((id) => wanted.has(id)) ?? []);
}

async function balanceOf(rooms: readonly string[]) {
  const found: Record<string, { lost: number; twice: number }> = {};
  for (const room of rooms) {
    const there = await arrived(room);
    found[room] = { lost: (await outgoing(room)).filter((id) => !there.includes(id)).length, twice: there.length - new Set(there).size };
  }
  return found;
}
const allOnce = (rooms: readonly string[]) => Object.fromEntries(rooms.map((room) => [room, { lost: 0, twice: 0 }]));

const connected = (template: Template, rooms: readonly string[]): Template => ({
  ...template,
  nodes: template.nodes.map((node) => (readers.some(({ name }) => name === node.name) ? { ...node, disabled: !rooms.includes(roomOf(node.type)) } : node)),
});

async function prepare(rooms: readonly string[]): Promise<string> {
  for (const { id } of await stage.client.listWorkflows()) await stage.client.deleteWorkflow(id);
  for (const { name } of await stage.client.tables.list()) await stage.client.tables.delete(name);
  await stage.control.reset();
  const facts = await stage.control.facts();
  for (const room of SOURCES) await stage.control.seed(room, { orders: facts.find(({ name }) => name === room)?.records ?? 24 });
  if (SOURCES.includes('amazon')) await stage.control.control('amazon', 'quota', { factor: 1_000 });
  return await publish(rooms);
}

async function publish(rooms: readonly string[]): Promise<string> {
  const settings = { startFrom: START_FROM, pageSize: 10, leaseMinutes: LEASE_SECONDS / 60, alertUrl: `${stage.sandbox.url}/_sandbox/inbox` };
  const { id } = await stage.import(flow, { settings: () => settings, change: (template) => withOnDemandTrigger(connected(withoutSchedule(template), rooms), 'any-to-any'), publish: 'yes' });
  return id;
}

it('serves several systems', () => {
  expect(SOURCES.length).toBeGreaterThanOrEqual(4);
});

it('brings the orders of all of them, each once, also when killed between a write and its answer', async () => {
  await prepare(SOURCES);
  const match = await stage.control.writePath(TARGET, 'orders');
  await stage.control.fault(TARGET, { kind: 'timeout', match, skip: 1, times: 1, afterWrite: true, delayMs: 60_000 });
  const first = run().catch(() => undefined);
  await waitUntil('some orders are there', async () => (await stage.control.requests(TARGET)).filter(({ method, path: called }) => new RegExp(match).test(`${method} ${called}`)).length > 1, 120);
  await stage.kill();
  await first;
  await stage.startAgain();
  await sleep((LEASE_SECONDS + 1) * 1_000);
  await works();
  expect(await balanceOf(SOURCES)).toEqual(allOnce(SOURCES));
  expect(await rows('dead_letters')).toEqual([]);
  for (const room of SOURCES) expect((await outgoing(room)).length).toBeGreaterThan(5);

  await works();
  expect((await rows('runs')).pop()).toMatchObject({ status: 'success', written: 0, failed: 0 });
  expect(await balanceOf(SOURCES)).toEqual(allOnce(SOURCES));
});

it('works with two of them, and one that joins later brings what it has had since the flow began', async () => {
  const [first, , third, ...others] = SOURCES as [string, string, string, ...string[]];
  await prepare([first, third]);
  await works();
  expect(await balanceOf([first, third])).toEqual(allOnce([first, third]));
  const missing = SOURCES.filter((room) => room !== first && room !== third);
  for (const room of missing) expect(await arrived(room)).toEqual([]);

  const [joining] = others as [string];
  await publish([first, third, joining]);
  await works();
  expect(await balanceOf([first, third, joining])).toEqual(allOnce([first, third, joining]));
});

it('says which system is down, writes what came before it, and brings the rest later', async () => {
  const [first, , third] = SOURCES as [string, string, string];
  await prepare([first, third]);
  await stage.control.fault(third, { kind: 'status-5xx', times: -1 });
  await run();
  await waitUntil('the error run is through', async () => (await rows('runs'))[0]?.status === 'failed');
  expect(String((await rows('runs'))[0]?.reason).toLowerCase()).toContain(third);
  expect((await balanceOf([first]))[first]).toEqual({ lost: 0, twice: 0 });
  await stage.control.clearFaults(third);
  await sleep((LEASE_SECONDS + 1) * 1_000);
  await works();
  expect(await balanceOf([first, third])).toEqual(allOnce([first, third]));
});

describe('one stock for many systems', () => {
  const pushes = listFlows(path.join(repositoryRoot, 'workflows')).find(({ pair, flow: name }) => `${pair}/${name}` === 'any-to-any/one-stock-to-every-channel') as Flow;
  const source = pushes.moves?.from as string;
  const writers = pushes.template.nodes.filter(({ parameters }) => parameters.operation === 'push');
  const targets = writers.map(({ type }) => roomOf(type));
  let levels: Record<string, number>;

  /** These channels connected, as an operator leaves the template. */
  const serving = (template: Template, rooms: readonly string[]): Template => ({
    ...template,
    nodes: template.nodes.map((node) => {
      if (!writers.some(({ name }) => name === node.name)) return node;
      // Pieces of what lies nowhere and never cost anything have no value to be booked with (cin7core.md §8.3).
      const parameters = roomOf(node.type) === 'cin7core' ? { ...node.parameters, options: { unitCost: 2 } } : node.parameters;
      return { ...node, parameters, disabled: !rooms.includes(roomOf(node.type)) };
    }),
  });

  async function publishStock(rooms: readonly string[], more: Record<string, number> = {}): Promise<void> {
    const settings = { pageSize: 5, leaseMinutes: 1, alertUrl: `${stage.sandbox.url}/_sandbox/inbox`, ...more };
    await stage.import(pushes, { settings: () => settings, change: (template) => withOnDemandTrigger(serving(withoutSchedule(template), rooms), 'any-to-any'), publish: 'yes' });
  }

  async function begin(rooms: readonly string[]): Promise<void> {
    for (const { id } of await stage.client.listWorkflows()) await stage.client.deleteWorkflow(id);
    for (const { name } of await stage.client.tables.list()) await stage.client.tables.delete(name);
    await stage.control.reset();
    await stage.control.control('amazon', 'quota', { factor: 1_000 });
    const skus = (await stage.control.delivery(source, 'stock')).outgoing.map((entry) => entry.slice(0, entry.lastIndexOf('=')));
    levels = Object.fromEntries(skus.map((sku, index) => [sku, 1_000 + index]));
    for (const shop of targets) {
      if ((await stage.control.delivery(shop, 'stock')).incoming.length > 0) continue;
      await stage.control.seed(shop, { products: skus.length });
      // What lies in other warehouses than the one that is set would count as well.
      await stage.control.control(shop, 'restock', { levels: Object.fromEntries(skus.map((sku) => [sku, 0])) });
    }
    await stage.control.control(source, 'restock', { levels });
    await publishStock(rooms);
  }

  const shown = async (room: string) => (await stage.control.delivery(room, 'stock')).incoming.sort();
  const told = (of: Record<string, number>) => Object.entries(of).map(([sku, level]) => `${sku}=${level}`).sort();
  const forget = async () => await Promise.all(targets.map(async (room) => await stage.control.forgetRequests(room)));
  const callsOf = async (room: string) => (await stage.control.requests(room)).length;
  const lastRun = async () => (await rows('runs')).pop();

  it('brings every level to all of them, and a second run asks nobody but the source', async () => {
    expect(targets.length).toBeGreaterThanOrEqual(7);
    await begin(targets);
    await works();
    for (const room of targets) expect([room, await shown(room)]).toEqual([room, told(levels)]);
    const count = Object.keys(levels).length;
    expect(await lastRun()).toMatchObject({ status: 'success', read: count, written: count * targets.length, skipped: 0, failed: 0 });
    await forget();
    await works();
    expect(await lastRun()).toMatchObject({ status: 'success', read: count, written: 0, skipped: count * targets.length, failed: 0 });
    for (const room of targets) expect([room, await callsOf(room)]).toEqual([room, 0]);
    expect(await rows('dead_letters')).toEqual([]);
  });

  it('serves two alone, one that joins later gets all, and a SKU goes under the name it has there', async () => {
    const [first, second, joining, ...others] = targets as [string, string, string, ...string[]];
    await begin([second, joining]);
    const before = await shown(first);
    await works();
    for (const room of [second, joining]) expect([room, await shown(room)]).toEqual([room, told(levels)]);
    expect(await shown(first)).toEqual(before);
    for (const room of [first, ...others]) expect([room, (await rows('ledger')).filter(({ source_key }) => String(source_key).startsWith(`${room}/`)).length]).toEqual([room, 0]);

    const [ours, theirs] = Object.keys(levels) as [string, string];
    await stage.client.tables.insert('channelsync_sku_map', [{ our_sku: ours, channel: first, account: '', channel_sku: theirs }]);
    await forget();
    await publishStock([first, second, joining], { [`${first}Maximum`]: 1_003 });
    await works();
    const there = Object.fromEntries((await shown(first)).map((entry) => [entry.slice(0, entry.lastIndexOf('=')), Number(entry.slice(entry.lastIndexOf('=') + 1))]));
    const expected = Object.fromEntries(Object.entries(levels).map(([sku, level]) => [sku, Math.min(level, 1_003)]));
    expect(there).toEqual({ ...expected, [theirs]: levels[ours], [ours]: there[ours] });
    expect(before).toContain(`${ours}=${there[ours]}`);
    for (const room of [second, joining]) expect([room, await callsOf(room)]).toEqual([room, 0]);
  });

  it('serves the others while one is down, blames no record, tells it once, and sends it everything later', async () => {
    const [down, ...others] = [targets[0], targets[2], targets[5]] as [string, string, string];
    await begin([down, ...others]);
    const before = await shown(down);
    await stage.control.fault(down, { kind: 'status-5xx', times: -1 });
    await run();
    await waitUntil('the error run is through', async () => (await stage.control.inbox()).length > 0);
    for (const room of others) expect([room, await shown(room)]).toEqual([room, told(levels)]);
    expect(await shown(down)).toEqual(before);
    expect(await rows('dead_letters')).toEqual([]);
    await waitUntil('the run is marked', async () => (await lastRun())?.status === 'failed');
    expect(String((await lastRun())?.reason).toLowerCase()).toContain(down);

    await run();
    await waitUntil('the second error run is through', async () => (await rows('runs')).filter(({ status }) => status === 'failed').length === 2);
    await sleep(2_000);
    expect(await stage.control.inbox()).toHaveLength(1);
    await stage.control.clearFaults(down);
    await works();
    for (const room of [down, ...others]) expect([room, await shown(room)]).toEqual([room, told(levels)]);
  });

  it('puts a SKU aside that one refuses, names it, and brings it to the others', async () => {
    const [first, second] = [targets[0], targets[3]] as [string, string];
    await begin([first, second]);
    const [poisoned] = Object.keys(levels) as [string];
    await stage.control.fault(first, { kind: 'refuse', record: poisoned });
    await works();
    expect(await rows('dead_letters')).toMatchObject([{ source_key: `${first}/${poisoned}`, number: expect.stringContaining(poisoned), attempts: 1 }]);
    expect(await shown(second)).toEqual(told(levels));
    expect((await shown(first)).filter((entry) => told(levels).includes(entry))).toHaveLength(Object.keys(levels).length - 1);
    expect(await stage.control.inbox()).toHaveLength(1);
  });
});
