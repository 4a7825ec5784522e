/**
 * Every template that moves records, in a real n8n, judged by what the two systems hold afterwards. A new pair needs no
 * line here: its flows are found on disk, and their own nodes say what they move between which rooms of the sandbox.
 *
 * All flows come out of one skeleton: the first flow of each kind, once with a target that can be asked and once with one
 * that cannot, goes through every case; the others through those in which their two vendors make the difference, order
 * flows also through kills at random moments.
 */

import { arenasOf, asksOnce, LEASE_SECONDS, sleep, waitUntil, type Arena } from './arena';
import { isByFile, isSweep, readsSeveral, roomOf, writesSeveral, type Flow } from './flows';
import type { Stage } from './stage';
import { onStage, templatesOnDisk } from './suite';

// Files answer no calls and cannot be made to fail in the vendors' ways: files.test.ts.
const all = templatesOnDisk().filter(({ template }) => !isByFile(template));
/** Such a sweep works in the books of another flow, which has to be there (see the tests of its pair). */
const borrows = ({ template }: Flow) => template.nodes.some(({ name }) => name === 'Borrow Lease');
const flows = all.filter((flow) => flow.moves !== undefined && !isSweep(flow));
const sweeps = all.filter((flow) => isSweep(flow) && !borrows(flow));

const orderFlows = flows.filter(({ moves }) => moves?.what === 'orders');
const kindOf = (flow: Flow) => `${flow.moves?.what} ${asksOnce(flow)}`;
// What reads or writes several systems is tried with all of them in tests of its own; here it has the one that ships enabled.
const servesSeveral = (flow: Flow) => readsSeveral(flow) || writesSeveral(flow);
const goesThroughAll = (flow: Flow) => flows.find((other) => !servesSeveral(other) && kindOf(other) === kindOf(flow)) === flow;

/** One file's share of the flows; files run side by side, each with a server of its own. */
export function matrix(part: number, parts: number): void {
  const mine = <T>(list: readonly T[]): T[] => list.filter((_, index) => index % parts === part);

  let stage: Stage;
  onStage((opened) => {
    stage = opened;
  });

  const isPick = (value: unknown) => (value as { __rl?: boolean } | null)?.__rl === true;

  const { prepare, sizeOf, run, outcome, writesOf, rows, openQuestions, answerQuestions } = arenasOf(() => stage);

  /**
   * After a kill nothing is lost and nothing doubled. Where the target cannot be asked, what it may have got is asked of a
   * person first: at most a page, and none of it is handed over again before the answer.
   */
  async function allThere(arena: Arena): Promise<void> {
    if (asksOnce(arena.flow)) {
      const open = await openQuestions();
      const before = await outcome(arena);
      expect(before).toMatchObject({ duplicates: 0, strays: 0 });
      expect(before.lost).toBeLessThanOrEqual(open.length);
      await answerQuestions(arena);
      expect((await run()).status).toBe(200);
    }
    expect(await outcome(arena)).toMatchObject({ lost: 0, duplicates: 0, strays: 0 });
  }

  describe.each(mine(flows).map((flow) => [`${flow.pair}/${flow.flow}`, flow] as const))('%s', (_, flow) => {
    it('brings every record over in several pages, and a second run writes nothing', async () => {
      const arena = await prepare(flow);
      expect((await run()).status).toBe(200);
      const first = await outcome(arena);
      expect(first).toMatchObject({ lost: 0, duplicates: 0, strays: 0 });
      expect(first.arrived).toBeGreaterThanOrEqual(arena.what === 'stock' ? 10 : arena.size * 0.75);
      const written = await writesOf(arena);
      const [firstRow] = await rows('runs');
      expect(firstRow).toMatchObject({ status: 'success', written: first.arrived, failed: 0 });

      expect((await run()).status).toBe(200);
      expect(await outcome(arena)).toEqual(first);
      expect(await writesOf(arena)).toBe(written);
      expect((await rows('runs'))[1]).toMatchObject({ status: 'success', written: 0, failed: 0 });
      expect(await stage.control.inbox()).toEqual([]);
    });

    const inFull = goesThroughAll(flow) ? it : undefined;

    (orderFlows.includes(flow) ? it : inFull)?.('is taken up where it stopped after being killed at random moments', async () => {
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
      await allThere(arena);
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
      // The first call of that path may only look, or be refused as a whole.
      await stage.control.fault(arena.target, { kind: 'timeout', match, times: 1, afterWrite: true, onceStored: true, delayMs: 60_000 });
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
      await allThere(arena);
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

    it.each(goesThroughAll(flow) ? (['target', 'source'] as const) : (['target'] as const))('stops while the %s is down, blames no record, tells it once, and brings everything later', async (side) => {
      const arena = await prepare(flow);
      // Where a target cannot be asked, a server error leaves open whether the record arrived (once.test.ts): 429 does not.
      const kind = side === 'target' && asksOnce(flow) ? 'status-429' : 'status-5xx';
      await stage.control.fault(arena[side], { kind, times: -1 });
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

    inFull?.('can be run by hand again right after a failed run by hand, and says so while another run is at work', async () => {
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
      .filter(({ type }) => roomOf(type) === flow.moves?.to)
      .flatMap(({ name, parameters }) => Object.keys(parameters).filter((key) => isPick(parameters[key])).map((key) => ({ name, key })));
    if (picks.length > 0) inFull?.each(picks)("blames no record for a mistake in '$name': $key", async ({ name, key }) => {
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

    inFull?.('refuses a second workflow that would keep the same books, and says what to do', async () => {
      const arena = await prepare(flow);
      expect((await run()).status).toBe(200);
      const other = await stage.client.createWorkflow({ ...arena.flow.template, name: 'A copy' });
      const { data } = await stage.client.runManually(other.id, 'Run by Hand');
      expect(String(data.resultData.error?.message)).toContain('connection');
      expect(await outcome(arena)).toMatchObject({ lost: 0, duplicates: 0 });
    });
  });

  describe.each(mine(sweeps).map((flow) => [`${flow.pair}/${flow.flow}`, flow] as const))('%s', (_, flow) => {
    it('brings over what is missing, no more than it may at a time, and says how much is left', async () => {
      // Two runs are too few for all, three are enough.
      const atMost = Math.round((await sizeOf(flow)) * 0.31);
      const arena = await prepare(flow, { repairAtMost: atMost, days: 30, pageSize: 40 });
      const { outgoing } = await stage.control.delivery(arena.source, arena.what);
      const runOnce = async () => {
        expect((await run()).status).toBe(200);
        return (await rows('runs')).pop();
      };
      const first = await runOnce();
      expect(first).toMatchObject({ status: 'partly', written: atMost });
      // A source that cuts equal times apart by a page shows them on both pages, and what is left is counted on both.
      const left = Number(first?.failed);
      expect(left).toBeGreaterThanOrEqual(outgoing.length - atMost);
      expect(left).toBe(Number(first?.read) - atMost - Number(first?.skipped));
      expect(await outcome(arena)).toMatchObject({ lost: outgoing.length - atMost, duplicates: 0, strays: 0 });
      await runOnce();
      expect(await runOnce()).toMatchObject({ status: 'success', failed: 0 });
      expect(await outcome(arena)).toMatchObject({ lost: 0, duplicates: 0, strays: 0 });

      const written = await writesOf(arena);
      const last = await runOnce();
      expect(last).toMatchObject({ status: 'success', written: 0, failed: 0 });
      expect(Number(last?.skipped)).toBeGreaterThanOrEqual(outgoing.length);
      expect(last?.skipped).toBe(last?.read);
      expect(await writesOf(arena)).toBe(written);
    });
  });
}
