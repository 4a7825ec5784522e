/**
 * Every template that imports orders, in a real n8n, judged by what the two systems hold afterwards. A new pair needs no
 * line here: its flow is found on disk, and its own nodes say which rooms of the sandbox it joins.
 */
import path from 'node:path';

import { listFlows, type Flow, type Moves } from './host/flows';
import { balance } from './host/reckon';
import { Stage, repositoryRoot, type StagedFlow } from './host/stage';
import { withOnDemandTrigger, type SettingValue, type Template } from './host/template';

const ORDERS = 80;
const WEBHOOK = 'e2e-start';
/** Long enough for a page here, short enough to wait out. */
const LEASE_SECONDS = 12;

const flows = listFlows(path.join(repositoryRoot, 'workflows')).filter(({ moves }) => moves?.what === 'orders');

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
  source: string;
  target: string;
}

/** Empty vendors and books, seeded orders, the template published as an operator would. */
async function prepare(
  flow: Flow,
  settings: Record<string, SettingValue> = {},
  change: (template: Template) => Template = (template) => template,
): Promise<Arena> {
  for (const { id } of await stage.client.listWorkflows()) await stage.client.deleteWorkflow(id);
  for (const { name } of await stage.client.tables.list()) await stage.client.tables.delete(name);
  await stage.control.reset();
  const { from: source, to: target } = flow.moves as Moves;
  await stage.control.seed(source, { orders: ORDERS });
  const staged = await stage.import(flow, {
    settings: () => ({
      startFrom: '2026-01-01T00:00:00Z',
      pageSize: 20,
      leaseMinutes: LEASE_SECONDS / 60,
      alertUrl: `${stage.sandbox.url}/_sandbox/inbox`,
      ...settings,
    }),
    change: (template) => withOnDemandTrigger(change(template), WEBHOOK),
    publish: 'yes',
  });
  return { flow: staged, source, target };
}

const run = async () => await stage.client.callWebhook(WEBHOOK);

async function outcome({ source, target }: Arena) {
  const orders = { [source]: await stage.control.orders(source), [target]: await stage.control.orders(target) };
  const { lost, duplicates, strays } = balance([[source, target]], orders);
  return { lost, duplicates, strays, outgoing: orders[source]?.outgoing.length ?? 0, incoming: orders[target]?.incoming.length ?? 0 };
}

/** Calls by which a record was stored. */
async function writesOf(channel: string): Promise<number> {
  const { writePath } = await stage.control.orderDelivery(channel);
  return (await stage.control.requests(channel)).filter(({ method, path: target }) => `${method} ${target}`.includes(writePath)).length;
}

const rows = async (table: string) => await stage.client.tables.rows(`channelsync_${table}`);

async function waitUntil(what: string, condition: () => Promise<boolean>, seconds = 60): Promise<void> {
  for (const end = Date.now() + seconds * 1_000; Date.now() < end; await sleep(250)) if (await condition()) return;
  throw new Error(`Waited ${seconds} s in vain: ${what}`);
}

describe.each(flows.map((flow) => [`${flow.pair}/${flow.flow}`, flow] as const))('%s', (_, flow) => {
  it('brings every order over in several pages, and a second run writes nothing', async () => {
    const arena = await prepare(flow);
    expect((await run()).status).toBe(200);
    const first = await outcome(arena);
    expect(first).toMatchObject({ lost: 0, duplicates: 0, strays: 0 });
    expect(first.incoming).toBeGreaterThanOrEqual(60);
    const written = await writesOf(arena.target);
    const [firstRow] = await rows('runs');
    expect(firstRow).toMatchObject({ status: 'success', written: first.incoming, failed: 0 });

    expect((await run()).status).toBe(200);
    expect(await outcome(arena)).toEqual(first);
    expect(await writesOf(arena.target)).toBe(written);
    expect((await rows('runs'))[1]).toMatchObject({ status: 'success', written: 0, failed: 0 });
    expect(await stage.control.inbox()).toEqual([]);
  });

  it('is taken up where it stopped after being killed at random moments', async () => {
    const arena = await prepare(flow, { pageSize: 10 });
    const moments = [400, 1_500, 3_000, 5_000].map((base) => base + Math.round(Math.random() * 1_500));
    const progress: number[] = [];
    for (const moment of moments) {
      const started = run().catch(() => undefined);
      await sleep(moment);
      await stage.kill();
      await started;
      progress.push((await outcome(arena)).incoming);
      await stage.startAgain();
      await sleep((LEASE_SECONDS + 1) * 1_000);
    }
    process.stderr.write(`killed after ${moments.join(', ')} ms; orders arrived by then: ${progress.join(', ')}\n`);
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
    const { writePath } = await stage.control.orderDelivery(arena.target);
    await stage.control.fault(arena.target, { kind: 'timeout', match: writePath, times: 1, afterWrite: true, delayMs: 60_000 });
    const started = run().catch(() => undefined);
    await waitUntil('the first orders are stored', async () => (await outcome(arena)).incoming > 0);
    await stage.kill();
    await started;
    const before = await outcome(arena);
    expect(before.lost).toBeGreaterThan(0);
    await stage.startAgain();
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

  it('puts one refused order aside with reason and next step, tells it once, and brings the rest', async () => {
    const arena = await prepare(flow);
    const { outgoing } = await stage.control.orders(arena.source);
    const poisoned = outgoing[Math.floor(outgoing.length / 2)] as string;
    await stage.control.fault(arena.target, { kind: 'refuse', record: poisoned });
    expect((await run()).status).toBe(200);
    const after = await outcome(arena);
    expect(after).toMatchObject({ lost: 1, duplicates: 0, strays: 0, incoming: outgoing.length - 1 });
    const letters = await rows('dead_letters');
    expect(letters).toHaveLength(1);
    expect(letters[0]).toMatchObject({ number: poisoned, attempts: 1 });
    expect(String(letters[0]?.reason)).toContain(poisoned);
    expect(String(letters[0]?.next_step)).not.toBe('');
    const told = await stage.control.inbox();
    expect(told).toHaveLength(1);
    expect(JSON.stringify(told[0])).toContain(poisoned);

    await run();
    expect(await rows('dead_letters')).toHaveLength(1);
    expect(await stage.control.inbox()).toHaveLength(1);
  });

  it.each(['target', 'source'] as const)('stops while the %s is down, blames no order, tells it once, and brings everything later', async (side) => {
    const arena = await prepare(flow);
    await stage.control.fault(arena[side], { kind: 'status-5xx', times: -1 });
    await run();
    await waitUntil('both error runs are through', async () => (await stage.control.inbox()).length > 0);
    await sleep(3_000);
    expect(await rows('dead_letters')).toEqual([]);
    expect((await outcome(arena)).incoming).toBe(0);
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
    expect((await rows('runs'))[0]).toMatchObject({ status: 'failed' });

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
  it.each(picks)("blames no order for a mistake in '$name': $key", async ({ name, key }) => {
    const arena = await prepare(flow, {}, (template) => {
      const node = template.nodes.find((candidate) => candidate.name === name);
      if (node) node.parameters[key] = { __rl: true, mode: 'name', value: 'No Such Thing' };
      return template;
    });
    await run();
    expect(await rows('dead_letters')).toEqual([]);
    expect((await outcome(arena)).incoming).toBe(0);
    expect((await rows('runs'))[0]).toMatchObject({ status: 'failed', reason: expect.stringContaining('No Such Thing') });
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
