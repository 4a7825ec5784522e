/** Leased flows that events wake up: every flow on disk that can be, and one of our own making. */
import { leasedFlow } from '../../workflows/generate/leased-flow';
import { kauflandOrders } from '../../workflows/generate/channels/kaufland';
import { linnworksImport } from '../../workflows/generate/channels/linnworks';
import { arenasOf, waitUntil, sleep } from './host/arena';
import { movesOf, type Flow } from './host/flows';
import type { Stage } from './host/stage';
import { onStage, templatesOnDisk } from './host/suite';
import { settingNames, type Template } from './host/template';

const EVENTS = 100;

const made = leasedFlow({
  pair: 'kaufland-linnworks',
  flow: 'woken-import',
  title: 'Woken Import',
  summary: '',
  subject: 'orders',
  starts: { everyMinutes: 30 },
  source: kauflandOrders('Get Orders'),
  target: linnworksImport('Import'),
  wokenBy: [{ name: 'Woken by Kaufland', node: 'kauflandNotificationTrigger', parameters: {}, credential: { type: 'channelSyncKauflandApi', name: 'Kaufland account' } }],
  steps: [],
});
const template = made.template as unknown as Template;
const own: Flow = { pair: made.pair, flow: made.flow, file: '', template, channels: ['kaufland', 'linnworks'], moves: movesOf(template) };
// Others have tests of their own, which know what they move.
const flows = [own, ...templatesOnDisk().filter((flow) => flow.moves !== undefined && settingNames(flow.template).includes('onEvent'))];

let stage: Stage;
onStage((opened) => {
  stage = opened;
});

const { prepare, run, outcome, rows } = arenasOf(() => stage);

/** Webhooks of n8n in the place of the channels' triggers: what a vendor has to send is no matter here. */
function withWebhooks(before: Template): Template {
  const copy = structuredClone(before);
  const triggers = copy.nodes.filter(({ type, disabled }) => disabled && type.startsWith('n8n-nodes-channel-sync.') && type.endsWith('Trigger'));
  expect(triggers.length).toBeGreaterThan(0);
  for (const [index, node] of triggers.entries()) {
    // Two nodes cannot have one address; the events of a test go to the first.
    const address = index === 0 ? 'event' : `event-${index}`;
    Object.assign(node, {
      type: 'n8n-nodes-base.webhook',
      typeVersion: 2,
      parameters: { httpMethod: 'POST', path: address, responseMode: 'onReceived', options: {} },
      webhookId: address,
      disabled: false,
      credentials: {},
    });
  }
  return copy;
}

const everySecond = (before: Template): Template => {
  const copy = structuredClone(before);
  const schedule = copy.nodes.find(({ type }) => type.endsWith('scheduleTrigger'));
  // Arenas leave schedules out.
  if (schedule) Object.assign(schedule, { disabled: false, parameters: { rule: { interval: [{ field: 'seconds', secondsInterval: 1 }] } } });
  return copy;
};

const events = async (count: number) => await Promise.all(Array.from({ length: count }, async () => await stage.client.callWebhook('event', { some: 'event' })));

/** Nothing has been running for some seconds. */
async function quiet(): Promise<void> {
  let since = Date.now();
  await waitUntil(
    'all is quiet',
    async () => {
      const busy = await stage.client.listExecutions({ status: ['running', 'new', 'waiting'] });
      if (busy.length > 0) since = Date.now();
      return Date.now() - since > 4_000;
    },
    400,
  );
}

describe.each(flows.map((flow) => [`${flow.pair}/${flow.flow}`, flow] as const))('%s', (_, flow) => {
  it(`makes a handful of runs of ${EVENTS} events, also where they bring about the very first run`, async () => {
    const arena = await prepare(flow, { gatherSeconds: 1, leaseMinutes: 2 }, withWebhooks);
    const burst = async () => {
      await stage.control.forgetRequests(arena.source);
      const answers = await events(EVENTS);
      expect(answers.map(({ status }) => status)).toEqual(Array(EVENTS).fill(200));
      await quiet();
      const told = await rows('runs');
      expect(told.every(({ status }) => status === 'success')).toBe(true);
      const requests = (await stage.control.requests(arena.source)).length;
      process.stderr.write(`${EVENTS} events: ${told.length} runs, ${requests} requests at the source\n`);
      return { runs: told.length, requests };
    };
    expect((await burst()).runs).toBeLessThanOrEqual(4);
    // First runs at once may all step back.
    expect((await run()).status).toBe(200);
    expect(await outcome(arena)).toMatchObject({ lost: 0, duplicates: 0, strays: 0 });
    expect(await rows('checkpoints')).toHaveLength(1);

    await stage.client.tables.deleteRows('channelsync_runs');
    await stage.control.seed(arena.source, { orders: Math.min(40, arena.size) });
    const { runs, requests } = await burst();
    expect(runs).toBeGreaterThanOrEqual(1);
    expect(runs).toBeLessThanOrEqual(3);
    // Some vendors are asked for each order, so that one run alone is dozens of calls.
    await stage.control.forgetRequests(arena.source);
    await run();
    const ofOneRun = (await stage.control.requests(arena.source)).length;
    expect(requests).toBeLessThanOrEqual(Math.max(EVENTS / 2 - 1, runs * ofOneRun));
    expect(await outcome(arena)).toMatchObject({ duplicates: 0, strays: 0 });
  });

  it('has exactly one more run after events that come during a run, and none after that', async () => {
    const arena = await prepare(flow, { gatherSeconds: 0, leaseMinutes: 2 }, withWebhooks);
    expect((await run()).status).toBe(200);
    await stage.control.fault(arena.source, { kind: 'timeout', times: 1, delayMs: 6_000 });
    const first = run();
    await waitUntil('the run reads', async () => (await rows('runs')).some(({ status }) => status === 'running'));
    await sleep(1_000);
    await events(7);
    await first;
    await quiet();
    expect((await rows('runs')).map(({ status }) => status)).toEqual(['success', 'success', 'success']);

    // The note is gone: an ordinary run is followed by nothing.
    await run();
    await quiet();
    expect(await rows('runs')).toHaveLength(4);
  });

  it('has a switch for events and one for the schedule', async () => {
    const change = (before: Template) => everySecond(withWebhooks(before));
    await prepare(flow, { onEvent: false, onSchedule: false, gatherSeconds: 0 }, change);
    await events(3);
    await sleep(4_000);
    expect(await rows('runs')).toEqual([]);

    await prepare(flow, { onEvent: true, onSchedule: false, gatherSeconds: 0 }, change);
    await events(1);
    await quietRuns();
    expect(await rows('runs')).toHaveLength(1);

    await prepare(flow, { onEvent: false, gatherSeconds: 0 }, change);
    await waitUntil('the schedule starts it', async () => (await rows('runs')).length > 1);
  });
});

/** A schedule of seconds never leaves n8n quiet. */
async function quietRuns(): Promise<void> {
  await waitUntil('the run is over', async () => (await rows('runs')).some(({ status }) => status === 'success'));
  await sleep(3_000);
}
