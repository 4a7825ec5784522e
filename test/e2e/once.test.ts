/**
 * Books for a target without key and without read-back. The real target here has both, which shows what the books let
 * through: whatever is handed over a second time is seen as a second call.
 */
import { kauflandOrder, kauflandOrders } from '../../workflows/generate/channels/kaufland';
import { linnworksImport } from '../../workflows/generate/channels/linnworks';
import { leasedFlow } from '../../workflows/generate/leased-flow';
import { retryFlow } from '../../workflows/generate/retry-flow';
import type { Flow as Generated } from '../../workflows/generate/types';
import { arenasOf, LEASE_SECONDS, sleep, waitUntil } from './host/arena';
import { movesOf, type Flow } from './host/flows';
import type { Stage } from './host/stage';
import { onStage } from './host/suite';
import type { Template } from './host/template';

function asFlow({ pair, flow, template }: Generated): Flow {
  const read = template as unknown as Template;
  return { pair, flow, file: '', template: read, channels: ['kaufland', 'linnworks'], moves: movesOf(read) };
}

const once = asFlow(
  leasedFlow({
    pair: 'kaufland-linnworks',
    flow: 'once-import',
    title: 'Once Import',
    summary: '',
    subject: 'orders',
    starts: { everyMinutes: 30 },
    source: kauflandOrders('Get Orders'),
    target: linnworksImport('Import'),
    once: true,
    steps: [],
  }),
);

const retry = asFlow(
  retryFlow({
    pair: 'kaufland-linnworks',
    title: 'Once Retry',
    summary: '',
    of: 'once-import',
    everyHours: 6,
    get: kauflandOrder('Get Order'),
    target: linnworksImport('Import'),
    once: true,
    steps: [],
  }),
);

let stage: Stage;
onStage((opened) => {
  stage = opened;
});

const { prepare, run, outcome, writesOf, rows } = arenasOf(() => stage);

const started = async () => (await rows('ledger')).filter(({ state }) => state === 'started').map(({ number }) => String(number));
const letters = async () => await rows('dead_letters');
const told = async () => (await stage.control.inbox()).map(({ message }) => (message as { text: string }).text).filter((text) => text.includes(' in question: '));

/** The moment between a write and its answer, or right before the write, then the next run. */
async function killedIn(afterWrite: boolean) {
  const arena = await prepare(once, { pageSize: 10 });
  const match = await stage.control.writePath(arena.target, arena.what);
  await stage.control.fault(arena.target, { kind: 'timeout', match, times: 1, afterWrite, delayMs: 60_000 });
  const first = run().catch(() => undefined);
  await waitUntil('a write hangs', async () => (await started()).length > 0 && (await writesOf(arena)) > 0);
  await stage.kill();
  await first;
  const arrived = (await outcome(arena)).arrived;
  await stage.startAgain();
  await stage.control.clearFaults(arena.target);
  await sleep((LEASE_SECONDS + 1) * 1_000);
  const asked = await started();
  expect(asked.length).toBeGreaterThan(0);
  expect(arrived > 0).toBe(afterWrite);
  expect((await run()).status).toBe(200);
  return { arena, asked };
}

it('brings everything over, and has nothing open', async () => {
  const arena = await prepare(once);
  expect((await run()).status).toBe(200);
  const after = await outcome(arena);
  expect(after).toMatchObject({ lost: 0, duplicates: 0, strays: 0 });
  expect(after.arrived).toBeGreaterThan(60);
  expect(new Set((await rows('ledger')).map(({ state }) => state))).toEqual(new Set(['done']));
  const written = await writesOf(arena);
  expect((await run()).status).toBe(200);
  expect(await writesOf(arena)).toBe(written);
  expect(await letters()).toEqual([]);
  expect(await stage.control.inbox()).toEqual([]);
});

it('asks a person about what was handed over without an answer, repeats none of it, and closes what is answered with done', async () => {
  const { arena, asked } = await killedIn(true);
  const open = await letters();
  expect(open.map(({ number }) => String(number)).sort()).toEqual([...asked].sort());
  for (const letter of open) {
    expect(letter.kind).toBe('open question');
    expect(String(letter.next_step)).toContain(String(letter.number));
    expect(String(letter.next_step)).toContain('channelsync_ledger');
  }
  expect(await outcome(arena)).toMatchObject({ lost: 0, duplicates: 0, strays: 0 });
  expect(await started()).toEqual(asked);
  expect(await told()).toHaveLength(1);

  expect((await run()).status).toBe(200);
  const { id } = await stage.import(retry);
  expect((await stage.client.runManually(id, 'Run by Hand')).status).toBe('success');
  expect(await told()).toHaveLength(1);
  expect(await letters()).toHaveLength(asked.length);
  expect(await started()).toEqual(asked);

  await stage.client.tables.updateRows('channelsync_ledger', [{ columnName: 'state', condition: 'eq', value: 'started' }], { state: 'done' });
  expect((await run()).status).toBe(200);
  expect(await letters()).toEqual([]);
});

it('hands over again what a person found missing', async () => {
  const { arena, asked } = await killedIn(false);
  expect(await outcome(arena)).toMatchObject({ lost: asked.length, duplicates: 0 });
  await stage.client.tables.deleteRows('channelsync_ledger', [{ columnName: 'state', condition: 'eq', value: 'started' }]);
  const { id } = await stage.import(retry);
  expect((await stage.client.runManually(id, 'Run by Hand')).status).toBe('success');
  expect(await outcome(arena)).toMatchObject({ lost: 0, duplicates: 0, strays: 0 });
  expect(await letters()).toEqual([]);
  expect(await started()).toEqual([]);
  // The retry has given the lease back.
  expect((await run()).status).toBe(200);
  expect((await rows('runs')).pop()).toMatchObject({ status: 'success', written: 0 });
});

it('has no question about what was refused', async () => {
  const arena = await prepare(once);
  const { outgoing } = await stage.control.delivery(arena.source, arena.what);
  await stage.control.fault(arena.target, { kind: 'refuse', record: outgoing[0] as string });
  expect((await run()).status).toBe(200);
  expect(await letters()).toMatchObject([{ kind: 'refused', number: outgoing[0] }]);
  expect(await started()).toEqual([]);
  const { id } = await stage.import(retry);
  expect((await stage.client.runManually(id, 'Run by Hand')).status).toBe('success');
  expect(await letters()).toMatchObject([{ kind: 'refused', attempts: 2 }]);
  expect(await started()).toEqual([]);
  await stage.control.clearFaults(arena.target);
  expect((await stage.client.runManually(id, 'Run by Hand')).status).toBe('success');
  expect(await letters()).toEqual([]);
  expect(await outcome(arena)).toMatchObject({ lost: 0, duplicates: 0 });
});

it('asks about a refused record whose retry was cut off', async () => {
  const arena = await prepare(once);
  const { outgoing } = await stage.control.delivery(arena.source, arena.what);
  const refused = String(outgoing[0]);
  await stage.control.fault(arena.target, { kind: 'refuse', record: refused });
  expect((await run()).status).toBe(200);
  const [letter] = await letters();
  // What a retry leaves behind that is cut off before it hears the answer.
  await stage.client.tables.insert('channelsync_ledger', [
    { flow: letter?.flow, source_key: letter?.source_key, target_id: '', state: 'started', outcome: '', number: refused, mail: '', note: '' },
  ]);
  expect((await run()).status).toBe(200);
  expect(await letters()).toMatchObject([{ number: refused, kind: 'open question', next_step: expect.stringContaining(refused) }]);
  expect((await told()).filter((text) => text.includes(refused))).toHaveLength(2);
  expect((await run()).status).toBe(200);
  expect((await told()).filter((text) => text.includes(refused))).toHaveLength(2);
});

it('has no question about what was not even sent', async () => {
  const arena = await prepare(once);
  const match = await stage.control.writePath(arena.target, arena.what);
  await stage.control.fault(arena.target, { kind: 'status-429', match, times: -1 });
  await run();
  await waitUntil('the error run is through', async () => (await rows('runs'))[0]?.status === 'failed');
  expect(await started()).toEqual([]);
  expect(await letters()).toEqual([]);
  await stage.control.clearFaults(arena.target);
  await sleep((LEASE_SECONDS + 1) * 1_000);
  expect((await run()).status).toBe(200);
  expect(await outcome(arena)).toMatchObject({ duplicates: 0, lost: 0 });
  expect(await letters()).toEqual([]);
});

/** The target says of each order what stands here, and of all others that it cannot be reached. */
const answering = (kinds: Record<string, string>) => (before: Template): Template => {
  const copy = structuredClone(before);
  const target = copy.nodes.find(({ name }) => name === 'Import');
  if (!target) throw new Error('The flow has no Import');
  const field = (name: string, type: string, value: string) => ({ id: name, name, type, value });
  const kind = `(${JSON.stringify(kinds)})[$json.number] ?? 'unavailable'`;
  Object.assign(target, {
    type: 'n8n-nodes-base.set',
    typeVersion: 3.4,
    credentials: {},
    onError: undefined,
    parameters: {
      assignments: {
        assignments: [
          ...['key', 'number', 'state'].map((name) => field(name, 'string', `={{ $json.${name} }}`)),
          field('error', 'object', `={{ { kind: ${kind}, message: 'Said of ' + $json.number, nextStep: 'Look.' } }}`),
        ],
      },
      options: {},
    },
  });
  copy.connections.Import = { main: [copy.connections.Import?.main?.[1] ?? []] };
  return copy;
};

it('asks about a write that stayed without a clear answer, also where others of the page stop the run', async () => {
  const numbers = await (async () => {
    const { source, what } = await prepare(once);
    return (await stage.control.delivery(source, what)).outgoing;
  })();
  const [unclear, refused] = numbers as [string, string];
  // The same orders again: the sandbox seeds alike after a reset.
  const arena = await prepare(once, { pageSize: 200 }, answering({ [unclear]: 'unknown', [refused]: 'refused' }));
  for (const attempts of [1, 2]) {
    await run();
    await waitUntil('the error run is through', async () => (await rows('runs')).filter(({ status }) => status === 'failed').length === attempts);
    expect(await started()).toEqual([unclear]);
    expect((await letters()).map(({ number, kind, attempts: times }) => [number, kind, times]).sort()).toEqual(
      [
        [unclear, 'open question', 1],
        [refused, 'refused', attempts],
      ].sort(),
    );
    await sleep((LEASE_SECONDS + 1) * 1_000);
  }
  expect(await outcome(arena)).toMatchObject({ arrived: 0 });
});
