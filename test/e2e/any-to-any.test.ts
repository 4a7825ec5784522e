/** One flow for the orders of many systems, in a real n8n: with all of them connected, with two, and with one that joins later. */
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
