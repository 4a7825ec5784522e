/** One flow for the despatches of many channels, in a real n8n: one of them disabled, killed in the middle, one down, all connected. */
import { LEASE_SECONDS, sleep, waitUntil } from './host/arena';
import { roomOf, writesSeveral } from './host/flows';
import type { Stage } from './host/stage';
import { flowCalled, onStage } from './host/suite';
import { withOnDemandTrigger, withoutSchedule, type SettingValue, type Template } from './host/template';

const orders = flowCalled('any-to-any', 'orders-from-every-channel-to-one');
const despatches = flowCalled('any-to-any', 'despatch-back-to-the-right-channel');
const SOURCE = despatches.moves?.from as string;
/** Those whose seeded orders are paid, so that they can be despatched. */
const ALL = ['kaufland', 'unas', 'amazon'] as const;
const START_FROM = new Date(Date.now() - 10 * 86_400_000).toISOString();

let stage: Stage;
onStage((opened) => {
  stage = opened;
});

const run = async () => await stage.client.callWebhook('despatch-back');
const works = async (): Promise<void> => expect((await run()).status).toBe(200);
const rows = async (table: string) => await stage.client.tables.rows(`channelsync_${table}`);
const lastRun = async () => (await rows('runs')).pop();
const told = async (room: string): Promise<string[]> => (await stage.control.delivery(room, 'shipments')).incoming.sort();

/** What was despatched of a channel's orders, by their number there. */
async function despatched(room: string): Promise<string[]> {
  const held = await stage.control.state<{ orders: Array<{ Source: string; ReferenceNum: string; processedOn: string | null }> }>(SOURCE);
  const own = held.orders.filter(({ Source, processedOn }) => Source.toLowerCase() === room && processedOn !== null);
  // UNAS: key and ID.
  return own.map(({ ReferenceNum }) => (room === 'unas' ? (ReferenceNum.split('/')[0] as string) : ReferenceNum)).sort();
}

/** Nodes of ours that are not of these channels are disabled; the other end stays. */
const connected = (template: Template, rooms: readonly string[], end: string): Template => ({
  ...template,
  nodes: template.nodes.map((node) => {
    const room = roomOf(node.type);
    return room === '' || node.name === end ? node : { ...node, disabled: !rooms.includes(room) };
  }),
});

async function publish(rooms: readonly string[]): Promise<void> {
  const settings: Record<string, SettingValue> = { startFrom: START_FROM, pageSize: 20, leaseMinutes: LEASE_SECONDS / 60, unasStatus: 'Kiszállítás alatt', alertUrl: `${stage.sandbox.url}/_sandbox/inbox` };
  const change = (template: Template) => withOnDemandTrigger(connected(withoutSchedule(template), rooms, 'Get Despatched Orders'), 'despatch-back');
  await stage.import(despatches, { settings: () => settings, change, publish: 'yes' });
}

/** Orders of all channels in Linnworks, despatched there, and nobody told of it. */
beforeAll(async () => {
  await stage.control.reset();
  await stage.control.control('amazon', 'quota', { factor: 1_000 });
  for (const room of ALL) await stage.control.seed(room, { orders: 12 });
  const { id } = await stage.import(orders, { settings: () => ({ startFrom: START_FROM }), change: (template) => connected(template, ALL, 'Import into Linnworks') });
  expect((await stage.client.runManually(id, 'Run by Hand')).status).toBe('success');
  await stage.control.control(SOURCE, 'despatch', {});
  for (const room of ALL) {
    expect((await despatched(room)).length).toBeGreaterThan(2);
    expect(await told(room)).toEqual([]);
    await stage.control.forgetRequests(room);
  }
});

it('writes to several systems', () => {
  expect(writesSeveral(despatches)).toBe(true);
});

it('killed between a write and its answer, tells each channel that is connected once and the disabled one nothing', async () => {
  await publish(['kaufland', 'unas']);
  const match = await stage.control.writePath('unas', 'shipments');
  await stage.control.fault('unas', { kind: 'timeout', match, times: 1, afterWrite: true, delayMs: 60_000 });
  const first = run().catch(() => undefined);
  await waitUntil('UNAS was told', async () => (await told('unas')).length > 0, 120);
  await stage.kill();
  await first;
  await stage.startAgain();
  await sleep((LEASE_SECONDS + 1) * 1_000);
  await works();
  for (const room of ['kaufland', 'unas']) expect([room, await told(room)]).toEqual([room, await despatched(room)]);
  expect(await stage.control.requests('amazon')).toEqual([]);
  expect(await rows('dead_letters')).toEqual([]);
  expect(await lastRun()).toMatchObject({ status: 'success', failed: 0, reason: expect.stringMatching(/: \d+ of amazon$/) });
});

it('brings what was left when its node is enabled, also where the channel is down at first', async () => {
  await publish(ALL);
  await stage.control.fault('amazon', { kind: 'status-5xx', times: -1 });
  await run();
  await waitUntil('the error run is through', async () => (await lastRun())?.status === 'failed');
  expect(String((await lastRun())?.reason)).toContain('Amazon');
  expect(await rows('dead_letters')).toEqual([]);
  await stage.control.clearFaults('amazon');
  await sleep((LEASE_SECONDS + 1) * 1_000);
  const before = await Promise.all(['kaufland', 'unas'].map(async (room) => (await stage.control.requests(room)).length));
  await works();
  for (const room of ALL) expect([room, await told(room)]).toEqual([room, await despatched(room)]);
  expect(await lastRun()).toMatchObject({ status: 'success', failed: 0, reason: '' });
  expect(await rows('ledger')).toEqual(expect.not.arrayContaining([expect.objectContaining({ outcome: 'skipped' })]));

  await works();
  expect(await lastRun()).toMatchObject({ status: 'success', written: 0, failed: 0 });
  expect(await Promise.all(['kaufland', 'unas'].map(async (room) => (await stage.control.requests(room)).length))).toEqual(before);
});
