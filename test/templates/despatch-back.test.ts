/** Despatches that go back to the channel each order came from: the whole template, judged by what every room holds and was asked. */
import '../conformance/support/clock';

import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { forgetShops } from '../../nodes/Shoprenter/shop';
import type { Order } from '../../nodes/shared/model';
import definition from '../../workflows/generate/flows/any-to-any/despatch-back-to-the-right-channel';
import { leasedFlow } from '../../workflows/generate/leased-flow';
import type { Template } from '../../workflows/generate/types';
import { pass } from '../conformance/support/clock';
import { SandboxControl } from '../e2e/host/sandbox';
import { withSettings, type SettingValue } from '../e2e/host/template';
import { startSandbox, type Sandbox } from '../sandbox/server';
import { runNode, Vault } from '../support/n8n';
import { Instance, type TableRow } from '../support/template-run';
import { asNewProcess } from '../Unas/support/room';

jest.setTimeout(120_000);

/** Node of each channel the orders come from, and how its orders are read. */
const CHANNELS = {
  kaufland: { type: 'kaufland', node: 'Tell Kaufland', reads: {} },
  amazon: { type: 'amazon', node: 'Tell Amazon', reads: { fulfilledBy: 'MERCHANT' } },
  shoprenter: { type: 'shoprenter', node: 'Set Status at Shoprenter', reads: { statuses: [], excludeStorno: true } },
  unas: { type: 'unas', node: 'Tell UNAS', reads: { statuses: [], excludeCancelled: true, updatedAfter: '2020-01-01T00:00:00Z' } },
  cin7core: { type: 'cin7Core', node: 'Ship at Cin7 Core', reads: { standings: ['awaitingShipment'], withTracking: false, location: { __rl: true, mode: 'list', value: '' } } },
} as const;
type Channel = keyof typeof CHANNELS;
const ALL = Object.keys(CHANNELS) as Channel[];
const EACH = 2;

let sandbox: Sandbox;
let control: SandboxControl;
let vault: Vault;
let n8n: Instance;
/** Where the flow begins, as an operator writes it. */
let begin: string;
/** What each channel's orders are called in its room. */
let sold: Record<Channel, string[]>;

async function read(channel: Channel): Promise<Order[]> {
  const { type, reads } = CHANNELS[channel];
  const parameters = { resource: 'order', operation: 'getAll', pageByPage: false, returnAll: true, output: 'channelSync', ...reads } as INodeParameters;
  const { items } = await runNode({ type, parameters, vault });
  return items.map(({ json }) => json as unknown as Order);
}

/** Orders are brought into Linnworks by its own Import, which keeps their identity, paid there, and despatched. */
async function despatch(channels: readonly Channel[]): Promise<void> {
  for (const channel of channels) {
    if (sold[channel].length === 0) await control.seed(channel, { orders: 6 });
    const nameOf = ({ number, identity }: Order) => number ?? identity.id;
    const some = (await read(channel)).filter((order) => !sold[channel].includes(nameOf(order))).slice(0, EACH);
    const parameters = { resource: 'order', operation: 'import', order: '={{ $json }}', location: { __rl: true, mode: 'name', value: 'Default' } } as INodeParameters;
    const paid = some.map((order) => ({ ...order, paid: true, holds: [] })) as unknown as IDataObject[];
    const { items } = await runNode({ type: 'linnworks', parameters, vault, input: paid });
    expect(items).toHaveLength(EACH);
    sold[channel].push(...some.map(nameOf));
    await control.control('linnworks', 'process', { references: items.map(({ json }) => json.referenceNumber) });
  }
}

function template(channels: readonly Channel[], settings: Record<string, SettingValue> = {}): Template {
  const named = { startFrom: begin, shoprenterStatus: 'Kiszállítás alatt', unasStatus: 'Kiszállítás alatt', ...settings };
  const made = withSettings(definition.template as never, named) as unknown as Template;
  const nodes = new Map(ALL.map((channel) => [CHANNELS[channel].node as string, channel]));
  const set = (node: Template['nodes'][number]) => {
    const channel = nodes.get(node.name);
    return channel ? { ...node, disabled: !channels.includes(channel) } : node;
  };
  return { ...made, nodes: made.nodes.map(set) };
}

const told = async (channel: Channel): Promise<string[]> => (await control.delivery(channel, 'shipments')).incoming.sort();
const balance = async (): Promise<Record<string, string[]>> => Object.fromEntries(await Promise.all(ALL.map(async (channel) => [channel, await told(channel)] as const)));
const expected = (channels: readonly Channel[]) => Object.fromEntries(ALL.map((channel) => [channel, channels.includes(channel) ? [...sold[channel]].sort() : []]));
const lastRun = (): TableRow => n8n.tables.rows('channelsync_runs').at(-1) as TableRow;
const ledger = () => n8n.tables.rows('channelsync_ledger');
const letters = () => n8n.tables.rows('channelsync_dead_letters');

async function run(channels: readonly Channel[], settings: Record<string, SettingValue> = {}): Promise<string | undefined> {
  forgetShops();
  return (await n8n.byHand(template(channels, settings))).error;
}

async function works(channels: readonly Channel[], settings: Record<string, SettingValue> = {}): Promise<TableRow> {
  expect(await run(channels, settings)).toBeUndefined();
  return lastRun();
}

beforeAll(async () => {
  sandbox = await startSandbox({ now: () => Date.now() });
  control = new SandboxControl(sandbox.url);
});
afterAll(async () => {
  await sandbox.close();
});
beforeEach(async () => {
  pass(120_000);
  await control.reset();
  asNewProcess();
  forgetShops();
  await control.control('amazon', 'quota', { factor: 1_000 });
  vault = new Vault((await control.credentials()) as never);
  n8n = new Instance(vault, () => Date.now());
  begin = new Date(Date.now() - 3_600_000).toISOString().slice(0, 19).replace('T', ' ').replaceAll(':', '-');
  sold = { kaufland: [], amazon: [], shoprenter: [], unas: [], cin7core: [] };
});

/** Calls that wrote something; at Shoprenter, which is read by the same call, what it noted of its orders. */
async function writes(): Promise<Record<string, number>> {
  const counted = await Promise.all(
    ALL.map(async (channel) => {
      if (channel === 'shoprenter') return (await control.state<{ orders: Array<{ history: number[] }> }>(channel)).orders.flatMap(({ history }) => history).length;
      const path = new RegExp(await control.writePath(channel, 'shipments'));
      return (await control.requests(channel)).filter(({ method, path: called }) => path.test(`${method} ${called}`)).length;
    }),
  );
  return Object.fromEntries(ALL.map((channel, index) => [channel, counted[index] as number]));
}

const forgetRequests = async (): Promise<void> => void (await Promise.all(ALL.map(async (channel) => await control.forgetRequests(channel))));
const leaseEnds = () => pass(11 * 60_000);

it('tells each channel of its own orders, each once, out of mixed pages, and the second run has nothing to do', async () => {
  await despatch(ALL);
  expect(await works(ALL)).toMatchObject({ status: 'success', read: 10, written: 10, skipped: 0, failed: 0, reason: '' });
  expect(await balance()).toEqual(expected(ALL));
  expect(letters()).toEqual([]);
  expect(ledger().map(({ state, outcome, note }) => [state, ['shipped', 'updated'].includes(String(outcome)), note])).toEqual(Array(10).fill(['done', true, '']));
  const { orders } = await control.state<{ orders: Array<{ key: string; tracking: string }> }>('unas');
  for (const key of sold.unas) expect(orders.find((order) => order.key === key)?.tracking).toMatch(/^TRACK/);

  await forgetRequests();
  const before = await writes();
  expect(await works(ALL)).toMatchObject({ status: 'success', written: 0, skipped: 10, failed: 0 });
  expect(await writes()).toEqual(before);
  for (const channel of ALL) expect(await control.requests(channel)).toEqual([]);
});

it('leaves alone what belongs to disabled nodes, says so, and brings it when they are enabled', async () => {
  const three = ['kaufland', 'shoprenter', 'unas'] as const;
  await despatch(ALL);
  await forgetRequests();
  const first = await works(three);
  expect(first).toMatchObject({ status: 'success', read: 10, written: 6, skipped: 4, failed: 0 });
  expect(String(first.reason)).toMatch(/2 of amazon, 2 of cin7core$/);
  expect(String(first.next_step)).toContain('catchUpDays');
  expect(await balance()).toEqual(expected(three));
  for (const channel of ['amazon', 'cin7core'] as const) expect(await control.requests(channel)).toEqual([]);
  expect(letters()).toEqual([]);

  // Long after the overlap of the windows.
  pass(6 * 3_600_000);
  const before = await writes();
  expect(await works(three)).toMatchObject({ written: 0, skipped: 10 });
  expect(await writes()).toEqual(before);

  pass(6 * 3_600_000);
  expect(String((await works([...three, 'amazon'])).reason)).toMatch(/: 2 of cin7core$/);
  expect(await balance()).toEqual(expected([...three, 'amazon']));
  pass(6 * 3_600_000);
  expect(await works(ALL)).toMatchObject({ written: 2, reason: '' });
  expect(await balance()).toEqual(expected(ALL));

  pass(6 * 3_600_000);
  expect(await works(ALL)).toMatchObject({ read: 0, written: 0 });
});

it.each([
  ['stops looking back after catchUpDays', 3, 4],
  ['does not look back where catchUpDays is 0', 0, 1],
])('%s', async (_, catchUpDays, days) => {
  await despatch(['amazon']);
  expect(await works([], { catchUpDays })).toMatchObject({ status: 'success', read: 2, written: 0, skipped: 2 });
  pass(days * 86_400_000);
  await works([], { catchUpDays });
  await works([], { catchUpDays });
  expect(await works(['amazon'], { catchUpDays })).toMatchObject({ read: 0, written: 0, reason: '' });
  expect(await told('amazon')).toEqual([]);
});

it('skips with a reason what was made by hand or came from elsewhere, counting what is left over several pages', async () => {
  await control.seed('linnworks', { orders: 45 });
  // One after the other: orders of one moment that a page cuts apart are shown on both pages.
  const { outgoing } = await control.delivery('linnworks', 'orders');
  const { orders: open } = await control.state<{ orders: Array<{ NumOrderId: number; ReferenceNum: string }> }>('linnworks');
  for (const { ReferenceNum } of open.filter(({ NumOrderId }) => outgoing.includes(String(NumOrderId)))) {
    await control.control('linnworks', 'process', { references: [ReferenceNum] });
    pass(1_000);
  }
  const { orders } = await control.state<{ orders: Array<{ Source: string; processedOn: string | null; ReferenceNum: string }> }>('linnworks');
  const sent = orders.filter(({ processedOn }) => processedOn !== null);
  const [made, ...others] = sent.filter(({ Source }) => Source === 'EBAY').map(({ ReferenceNum }) => ReferenceNum);
  await control.control('linnworks', 'edit', { references: [made], set: { Source: '' }, closed: true });
  const ofAmazon = sent.length - others.length - 1;
  expect([sent.length > 20, others.length > 2, ofAmazon > 2]).toEqual([true, true, true]);

  const row = await works(['kaufland'], { pageSize: 20 });
  expect(row).toMatchObject({ status: 'success', written: 0, skipped: sent.length, failed: 0 });
  expect(String(row.reason)).toMatch(new RegExp(`: ${ofAmazon} of amazon$`));
  const note = (number?: string) => ledger().find((one) => one.number === number);
  expect(note(made)).toMatchObject({ outcome: 'skipped', state: 'skipped', note: 'Its order came from no other system: nobody has to be told' });
  expect(note(others[0])).toMatchObject({ outcome: 'skipped', note: 'Its order came from ebay, for which this flow has no way' });
  expect(ledger()).toHaveLength(others.length + 1);
  expect(letters()).toEqual([]);
  for (const channel of ALL) expect((await writes())[channel]).toBe(0);
});

it('puts aside what one channel refuses and what cannot be read, and brings the rest', async () => {
  await despatch(['kaufland', 'amazon', 'cin7core']);
  const [poisoned] = sold.amazon as [string];
  const [nameless] = sold.kaufland as [string];
  await control.fault('amazon', { kind: 'refuse', record: poisoned });
  await control.control('linnworks', 'edit', { references: [nameless], set: { ReferenceNum: '' }, closed: true });
  expect(await works(ALL)).toMatchObject({ status: 'partly', written: 4, failed: 2 });
  expect(letters().map(({ number, kind }) => [number, kind])).toEqual(expect.arrayContaining([[poisoned, 'refused']]));
  expect(letters()).toHaveLength(2);
  expect(letters().map(({ reason }) => String(reason)).join()).toContain('ReferenceNum');
  expect(await told('amazon')).toEqual(sold.amazon.slice(1));
  expect(await told('cin7core')).toEqual([...sold.cin7core].sort());

  await control.clearFaults('amazon');
  await control.control('linnworks', 'edit', { references: [''], set: { ReferenceNum: nameless }, closed: true });
  expect(await works(ALL)).toMatchObject({ status: 'success', written: 2, failed: 0 });
  expect(await balance()).toEqual(expected(['kaufland', 'amazon', 'cin7core']));
  expect(letters()).toEqual([]);
});

it('stops where a channel is down, blames no record, has written and remembered the others, and brings the rest later', async () => {
  await despatch(['kaufland', 'unas', 'cin7core']);
  await control.fault('unas', { kind: 'status-5xx', times: -1 });
  expect(await run(ALL)).toMatch(/UNAS/);
  expect(letters()).toEqual([]);
  expect(await balance()).toEqual(expected(['kaufland', 'cin7core']));
  expect(ledger()).toHaveLength(4);

  await control.clearFaults('unas');
  leaseEnds();
  const { kaufland, cin7core } = await writes();
  expect(await works(ALL)).toMatchObject({ status: 'success', written: 2, failed: 0 });
  expect(await balance()).toEqual(expected(['kaufland', 'unas', 'cin7core']));
  expect(await writes()).toMatchObject({ kaufland, cin7core });
});

it('tells nobody twice when it was killed between the writes and the books', async () => {
  await despatch(ALL);
  n8n.dieAt((node) => node === 'All Answers');
  expect(await run(ALL)).toBe('Killed');
  expect(ledger()).toEqual([]);
  expect(await balance()).toEqual(expected(ALL));
  const before = await writes();
  n8n.dieAt(undefined);
  leaseEnds();
  expect(await works(ALL)).toMatchObject({ status: 'success', failed: 0 });
  expect(await balance()).toEqual(expected(ALL));
  expect(ledger()).toHaveLength(10);
  expect(await writes()).toEqual(before);
});

it('blames no record for a status nobody has filled in', async () => {
  await despatch(['kaufland', 'shoprenter']);
  expect(await run(ALL, { shoprenterStatus: '' })).toContain("'Status' is empty");
  expect(letters()).toEqual([]);
  expect(await balance()).toEqual(expected(['kaufland']));
});

describe('the generator', () => {
  const named = (made: Template, name: string) => made.nodes.find((node) => node.name === name) as Template['nodes'][number];
  const step = (name: string) => ({ name, node: 'kaufland', parameters: {}, credential: { type: 'channelSyncKauflandApi', name: 'Kaufland account' } });
  const lane = (channel: string, account?: string) => ({ channel, account, title: `${channel} ${account ?? ''}`, step: step(`Tell ${channel} ${account ?? ''}`) });
  const common = { pair: 'any', flow: 'all', title: '', summary: '', subject: 'shipments', starts: { everyMinutes: 5 }, source: step('Read'), steps: [] };
  const flowOf = (routes: Array<ReturnType<typeof lane>>, more: object = {}) => leasedFlow({ ...common, target: { name: 'Which?', answers: 'Answers', routes }, ...more });

  it('ships with the first channel enabled and the others disabled, each with a credential of its own', () => {
    const lanes = [...ALL.map((channel) => CHANNELS[channel].node), 'Process in Linnworks'].map((name) => named(definition.template, name));
    expect(lanes.map(({ disabled }) => disabled === true)).toEqual([false, true, true, true, true, true]);
    expect(new Set(lanes.map(({ credentials }) => JSON.stringify(credentials))).size).toBe(lanes.length);
  });

  it('tells accounts of one channel apart by a second condition', () => {
    const { rules } = named(flowOf([lane('shoprenter', 'one'), lane('shoprenter', 'two')]).template, 'Which?').parameters as { rules: { values: Array<{ conditions: { conditions: Array<{ rightValue: string }> } }> } };
    expect(rules.values.slice(0, 2).map(({ conditions }) => conditions.conditions.map(({ rightValue }) => rightValue))).toEqual([['shoprenter', 'one'], ['shoprenter', 'two']]);
  });

  it('refuses more systems than fit, and targets whose answers it cannot tell', () => {
    expect(() => flowOf(Array.from({ length: 8 }, (_, index) => lane(`c${index}`)))).toThrow('more than 7');
    expect(() => flowOf([lane('a')], { once: true })).toThrow('several targets');
    expect(() => flowOf([lane('a')], { sweep: { days: 3, repairAtMost: 1 } })).toThrow('several targets');
  });
});
