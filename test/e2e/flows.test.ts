/**
 * Every template that moves records, in a real n8n, judged by what the two systems hold afterwards. A new pair needs no
 * line here: its flows are found on disk, and their own nodes say what they move between which rooms of the sandbox.
 */
import path from 'node:path';

import { listFlows, type Flow, type Moves } from './host/flows';
import { balance } from './host/reckon';
import { Stage, repositoryRoot, type StagedFlow } from './host/stage';
import { settingNames, withOnDemandTrigger, type SettingValue, type Template } from './host/template';

const ORDERS = 80;
const WEBHOOK = 'e2e-start';
/** Long enough for a page here, short enough to wait out. */
const LEASE_SECONDS = 12;

const all = listFlows(path.join(repositoryRoot, 'workflows'));
const isSweep = ({ template }: Flow) => settingNames(template).includes('repairAtMost');
const flows = all.filter((flow) => flow.moves !== undefined && !isSweep(flow));
const sweeps = all.filter(isSweep);

let stage: Stage;

beforeAll(async () => {
  stage = await Stage.open({ log: () => {}, version: process.env.CHANNEL_SYNC_N8N || undefined });
});

afterAll(async () => {
  await stage?.close();
});

const isPick = (value: unknown) => (value as { __rl?: boolean } | null)?.__rl === true;

const sleep = async (ms: number) => await new Promise((resolve) => setTimeout(resolve, ms));

interface Arena {
  flow: StagedFlow;
  what: Moves['what'];
  source: string;
  target: string;
}

const SETTINGS: Record<string, SettingValue> = { startFrom: '2026-01-01T00:00:00Z', pageSize: 20, leaseMinutes: LEASE_SECONDS / 60 };

/** Those of the settings that a flow has. */
const known = ({ template }: Flow, settings: Record<string, SettingValue>) =>
  Object.fromEntries(Object.entries(settings).filter(([name]) => settingNames(template).includes(name)));

/** Something to move: orders at the source, orders that went the other way before and are despatched there, or other stock than the target shows. */
async function fill(flow: Flow): Promise<void> {
  const { what, from, to } = flow.moves as Moves;
  if (what === 'orders') return await stage.control.seed(from, { orders: ORDERS });
  if (what === 'stock') {
    const shown = (await stage.control.delivery(to, what)).incoming.map((entry) => entry.slice(0, entry.lastIndexOf('=')));
    return await stage.control.control(from, 'restock', { levels: Object.fromEntries(shown.map((sku, index) => [sku, 1_000 + index])) });
  }
  const before = all.find(({ moves }) => moves?.what === 'orders' && moves.from === to && moves.to === from);
  if (!before) throw new Error(`No flow brings the orders from ${to} to ${from} whose despatch is to be confirmed`);
  await stage.control.seed(to, { orders: ORDERS });
  const { id } = await stage.import(before, { settings: () => SETTINGS });
  await stage.client.runManually(id, 'Run by Hand');
  await stage.control.control(from, 'despatch', {});
}

/** Empty vendors and books, something to move, the template published as an operator would. */
async function prepare(
  flow: Flow,
  settings: Record<string, SettingValue> = {},
  change: (template: Template) => Template = (template) => template,
): Promise<Arena> {
  for (const { id } of await stage.client.listWorkflows()) await stage.client.deleteWorkflow(id);
  for (const { name } of await stage.client.tables.list()) await stage.client.tables.delete(name);
  await stage.control.reset();
  await fill(flow);
  for (const channel of flow.channels) await stage.control.forgetRequests(channel);
  for (const { name } of await stage.client.tables.list()) await stage.client.tables.delete(name);
  const { what, from: source, to: target } = flow.moves as Moves;
  const staged = await stage.import(flow, {
    settings: () => ({ ...known(flow, { ...SETTINGS, alertUrl: `${stage.sandbox.url}/_sandbox/inbox` }), ...settings }),
    change: (template) => withOnDemandTrigger(change(template), WEBHOOK),
    publish: 'yes',
  });
  return { flow: staged, what, source, target };
}

const run = async () => await stage.client.callWebhook(WEBHOOK);

/**
 * What is lost and doubled, and how many records are where they belong. Stock counts as `SKU=amount`, for the articles
 * the target has at all.
 */
async function outcome({ what, source, target }: Arena) {
  const from = await stage.control.delivery(source, what);
  const to = await stage.control.delivery(target, what);
  const skuOf = (entry: string) => entry.slice(0, entry.lastIndexOf('='));
  const shared = new Set(to.incoming.map(skuOf));
  const outgoing = what === 'stock' ? from.outgoing.filter((entry) => shared.has(skuOf(entry))) : from.outgoing;
  const { lost, duplicates, strays } = balance([[source, target]], { [source]: { ...from, outgoing }, [target]: to });
  return { lost, duplicates, strays: what === 'stock' ? 0 : strays, arrived: outgoing.length - lost };
}

/** Calls by which a record was stored. */
async function writesOf({ target, what }: Arena): Promise<number> {
  const writePath = new RegExp(await stage.control.writePath(target, what));
  return (await stage.control.requests(target)).filter(({ method, path: called }) => writePath.test(`${method} ${called}`)).length;
}

const rows = async (table: string) => await stage.client.tables.rows(`channelsync_${table}`);

async function waitUntil(what: string, condition: () => Promise<boolean>, seconds = 60): Promise<void> {
  for (const end = Date.now() + seconds * 1_000; Date.now() < end; await sleep(250)) if (await condition()) return;
  throw new Error(`Waited ${seconds} s in vain: ${what}`);
}

describe.each(flows.map((flow) => [`${flow.pair}/${flow.flow}`, flow] as const))('%s', (_, flow) => {
  it('brings every record over in several pages, and a second run writes nothing', async () => {
    const arena = await prepare(flow);
    expect((await run()).status).toBe(200);
    const first = await outcome(arena);
    expect(first).toMatchObject({ lost: 0, duplicates: 0, strays: 0 });
    expect(first.arrived).toBeGreaterThanOrEqual(arena.what === 'stock' ? 10 : 60);
    const written = await writesOf(arena);
    const [firstRow] = await rows('runs');
    expect(firstRow).toMatchObject({ status: 'success', written: first.arrived, failed: 0 });

    expect((await run()).status).toBe(200);
    expect(await outcome(arena)).toEqual(first);
    expect(await writesOf(arena)).toBe(written);
    expect((await rows('runs'))[1]).toMatchObject({ status: 'success', written: 0, failed: 0 });
    expect(await stage.control.inbox()).toEqual([]);
  });

  it('is taken up where it stopped after being killed at random moments', async () => {
    const arena = await prepare(flow, { pageSize: 10 });
    const moments = [600, 2_000, 4_000].map((base) => base + Math.round(Math.random() * 1_500));
    const progress: number[] = [];
    for (const moment of moments) {
      const started = run().catch(() => undefined);
      await sleep(moment);
      await stage.kill();
      await started;
      progress.push((await outcome(arena)).arrived);
      await stage.startAgain();
      await sleep((LEASE_SECONDS + 1) * 1_000);
    }
    process.stderr.write(`killed after ${moments.join(', ')} ms; records arrived by then: ${progress.join(', ')}\n`);
    expect((await run()).status).toBe(200);
    expect(await outcome(arena)).toMatchObject({ lost: 0, duplicates: 0, strays: 0 });
    expect((await rows('checkpoints')).map(({ position }) => JSON.parse(String(position)).window)).toEqual([undefined]);
    const told = (await rows('runs')).map(({ status }) => status);
    expect(told).toContain('success');
    expect(told).not.toContain('running');
    expect(await rows('dead_letters')).toEqual([]);
  });

  it('is killed between a write and its answer, and doubles nothing', async () => {
    const arena = await prepare(flow);
    // The orders are stored, the answer hangs: the worst moment to die.
    const match = await stage.control.writePath(arena.target, arena.what);
    await stage.control.fault(arena.target, { kind: 'timeout', match, times: 1, afterWrite: true, delayMs: 60_000 });
    const started = run().catch(() => undefined);
    await waitUntil('the first records are stored', async () => (await outcome(arena)).arrived > 0);
    await stage.kill();
    await started;
    const before = await outcome(arena);
    await stage.startAgain();
    // A whole catalogue of stock may fit into the one call whose answer is missing.
    if (arena.what !== 'stock') expect(before.lost).toBeGreaterThan(0);
    await sleep((LEASE_SECONDS + 1) * 1_000);
    expect((await run()).status).toBe(200);
    expect(await outcome(arena)).toMatchObject({ lost: 0, duplicates: 0, strays: 0 });
  });

  it('lets one of three runs at once work, on the very first run', async () => {
    const arena = await prepare(flow);
    await Promise.all([run(), run(), run()]);
    // Two racing first runs may both step back; nothing is lost by that, the next one works.
    await run();
    expect(await outcome(arena)).toMatchObject({ lost: 0, duplicates: 0, strays: 0 });
    const worked = (await rows('runs')).filter(({ written }) => Number(written) > 0);
    expect(worked).toHaveLength(1);
    expect((await rows('runs')).every(({ status }) => status === 'success')).toBe(true);
  });

  it('puts one refused record aside with reason and next step, tells it once, and brings the rest', async () => {
    const arena = await prepare(flow);
    const { outgoing } = await stage.control.delivery(arena.source, arena.what);
    const { incoming } = await stage.control.delivery(arena.target, arena.what);
    const names = (arena.what === 'stock' ? incoming : outgoing).map((entry) => entry.replace(/=.*$/, ''));
    const poisoned = names[Math.floor(names.length / 2)] as string;
    await stage.control.fault(arena.target, { kind: 'refuse', record: poisoned });
    expect((await run()).status).toBe(200);
    const after = await outcome(arena);
    expect(after).toMatchObject({ lost: 1, duplicates: 0, strays: 0 });
    const letters = await rows('dead_letters');
    expect(letters).toHaveLength(1);
    // A record that two pages of one run show is tried twice.
    const attempts = Number(letters[0]?.attempts);
    expect(attempts).toBeGreaterThanOrEqual(1);
    expect(String(letters[0]?.reason)).toContain(poisoned);
    expect(String(letters[0]?.next_step)).not.toBe('');
    const told = await stage.control.inbox();
    expect(told).toHaveLength(1);
    expect(JSON.stringify(told[0])).toContain(poisoned);

    await run();
    expect(await rows('dead_letters')).toHaveLength(1);
    expect(await stage.control.inbox()).toHaveLength(1);

    const retry = all.find((other) => other.pair === flow.pair && other.flow === 'retry-dead-letters');
    if (!retry || flow.moves?.what !== 'orders') return;
    const { id } = await stage.import(retry);
    expect((await stage.client.runManually(id, 'Run by Hand')).status).toBe('success');
    const [again] = await rows('dead_letters');
    expect(again).toMatchObject({ number: poisoned });
    expect(Number(again?.attempts)).toBeGreaterThan(attempts);
    await stage.control.clearFaults(arena.target);
    expect((await stage.client.runManually(id, 'Run by Hand')).status).toBe('success');
    expect(await rows('dead_letters')).toEqual([]);
    expect(await outcome(arena)).toMatchObject({ lost: 0, duplicates: 0, strays: 0 });
  });

  it.each(['target', 'source'] as const)('stops while the %s is down, blames no record, tells it once, and brings everything later', async (side) => {
    const arena = await prepare(flow);
    await stage.control.fault(arena[side], { kind: 'status-5xx', times: -1 });
    await run();
    await waitUntil('both error runs are through', async () => (await stage.control.inbox()).length > 0);
    await sleep(3_000);
    expect(await rows('dead_letters')).toEqual([]);
    expect((await outcome(arena)).arrived).toBe(0);
    expect(await stage.control.inbox()).toHaveLength(1);
    const [row] = await rows('runs');
    expect(row).toMatchObject({ status: 'failed' });
    expect(String(row?.next_step)).not.toBe('');

    await stage.control.clearFaults(arena[side]);
    await sleep((LEASE_SECONDS + 1) * 1_000);
    expect((await run()).status).toBe(200);
    expect(await outcome(arena)).toMatchObject({ lost: 0, duplicates: 0, strays: 0 });
  });

  it('can be run by hand again right after a failed run by hand, and says so while another run is at work', async () => {
    const arena = await prepare(flow);
    await stage.control.fault(arena.source, { kind: 'status-5xx', times: -1 });
    const failed = await stage.client.runManually(arena.flow.id, 'Run by Hand');
    expect(failed.status).toBe('error');
    await stage.control.clearFaults(arena.source);
    await waitUntil('the lease is free', async () => (await rows('checkpoints')).every(({ lease_until }) => Number(lease_until) < Date.now()), 8);
    await waitUntil('the error run is through', async () => (await rows('runs'))[0]?.status === 'failed');

    await stage.control.fault(arena.source, { kind: 'timeout', times: 1, delayMs: 6_000 });
    const first = stage.client.runManually(arena.flow.id, 'Run by Hand');
    await waitUntil('the first run is at work', async () => (await rows('runs')).some(({ status }) => status === 'running'));
    const second = await stage.client.runManually(arena.flow.id, 'Run by Hand');
    expect(String(second.data.resultData.error?.message)).toContain('Another run is at work');
    expect((await first).status).toBe('success');
    expect(await outcome(arena)).toMatchObject({ lost: 0, duplicates: 0 });
  });

  // A target whose node has nothing to pick from the account cannot be set up wrongly in this way.
  const picks = flow.template.nodes
    .filter(({ type }) => type.endsWith(`.${flow.moves?.to}`))
    .flatMap(({ name, parameters }) => Object.keys(parameters).filter((key) => isPick(parameters[key])).map((key) => ({ name, key })));
  if (picks.length > 0) it.each(picks)("blames no record for a mistake in '$name': $key", async ({ name, key }) => {
    const arena = await prepare(flow, {}, (template) => {
      const node = template.nodes.find((candidate) => candidate.name === name);
      if (node) node.parameters[key] = { __rl: true, mode: 'name', value: 'No Such Thing' };
      return template;
    });
    await run();
    expect(await rows('dead_letters')).toEqual([]);
    expect((await outcome(arena)).arrived).toBe(0);
    await waitUntil('the error run is through', async () => (await rows('runs')).some(({ status }) => status === 'failed'));
    expect((await rows('runs'))[0]).toMatchObject({ reason: expect.stringContaining('No Such Thing') });
  });

  it('refuses a second workflow that would keep the same books, and says what to do', async () => {
    const arena = await prepare(flow);
    expect((await run()).status).toBe(200);
    const other = await stage.client.createWorkflow({ ...arena.flow.template, name: 'A copy' });
    const { data } = await stage.client.runManually(other.id, 'Run by Hand');
    expect(String(data.resultData.error?.message)).toContain('connection');
    expect(await outcome(arena)).toMatchObject({ lost: 0, duplicates: 0 });
  });
});

describe.each(sweeps.map((flow) => [`${flow.pair}/${flow.flow}`, flow] as const))('%s', (_, flow) => {
  it('brings over what is missing, no more than it may at a time, and says how much is left', async () => {
    const arena = await prepare(flow, { repairAtMost: 25, days: 30, pageSize: 40 });
    const { outgoing } = await stage.control.delivery(arena.source, arena.what);
    const runOnce = async () => {
      expect((await run()).status).toBe(200);
      return (await rows('runs')).pop();
    };
    expect(await runOnce()).toMatchObject({ status: 'partly', written: 25, failed: outgoing.length - 25 });
    expect(await outcome(arena)).toMatchObject({ lost: outgoing.length - 25, duplicates: 0, strays: 0 });
    await runOnce();
    expect(await runOnce()).toMatchObject({ status: 'success', failed: 0 });
    expect(await outcome(arena)).toMatchObject({ lost: 0, duplicates: 0, strays: 0 });

    const written = await writesOf(arena);
    expect(await runOnce()).toMatchObject({ status: 'success', written: 0, failed: 0, skipped: outgoing.length });
    expect(await writesOf(arena)).toBe(written);
  });
});
