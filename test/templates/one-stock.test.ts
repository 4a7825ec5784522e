/** One stock for many channels: the whole template, its own nodes and expressions, against what the vendors hold afterwards. */
import '../conformance/support/clock';

import { forgetShops } from '../../nodes/Shoprenter/shop';
import oneStock from '../../workflows/generate/flows/any-to-any/one-stock-to-every-channel';
import { leasedFlow } from '../../workflows/generate/leased-flow';
import { channelSkus, ourSku } from '../../workflows/generate/lanes/sku-map-lane';
import { SKU_MAP } from '../../workflows/generate/tables';
import type { Template } from '../../workflows/generate/types';
import { roomOf } from '../e2e/host/flows';
import { SandboxControl } from '../e2e/host/sandbox';
import { withChoices, withSettings, type SettingValue, type Template as Loose } from '../e2e/host/template';
import { CATALOGUE } from '../sandbox/catalogue';
import { startSandbox, type Sandbox } from '../sandbox/server';
import { Vault, type StoredCredential } from '../support/n8n';
import { Instance } from '../support/template-run';
import { asNewProcess } from '../Unas/support/room';

jest.setTimeout(120_000);

const SOURCE = 'linnworks';
const CHANNELS = ['kaufland', 'amazon', 'shoprenter', 'unas', 'mintsoft', 'shipstation', 'cin7core'] as const;
type Channel = (typeof CHANNELS)[number];
/** One that is told what another wants would be seen at once: nobody has these levels before. */
const LEVELS = Object.fromEntries(CATALOGUE.map(({ sku }, index) => [sku, 1_000 + index]));
const FLOW = 'any-to-any/one-stock-to-every-channel/main';

let sandbox: Sandbox;
let control: SandboxControl;
let n8n: Instance;

beforeAll(async () => {
  sandbox = await startSandbox({ now: () => Date.now() });
  control = new SandboxControl(sandbox.url);
});
afterAll(async () => {
  await sandbox.close();
});
beforeEach(async () => {
  sandbox.reset();
  forgetShops();
  asNewProcess();
  n8n = new Instance(new Vault((await control.credentials()) as StoredCredential[]));
  for (const shop of ['shoprenter', 'unas']) await control.seed(shop, { products: CATALOGUE.length });
  // What lies in the shop's other warehouses would count as well.
  await control.control('shoprenter', 'restock', { levels: Object.fromEntries(CATALOGUE.map(({ sku }) => [sku, 0])) });
  await restock(LEVELS);
});

const restock = async (levels: Record<string, number>) => await control.control(SOURCE, 'restock', { levels });
const letters = () => n8n.tables.rows('channelsync_dead_letters');
const runs = () => n8n.tables.rows('channelsync_runs');
const ledger = () => n8n.tables.rows('channelsync_ledger');

/** The template as an operator leaves it: these channels connected, the others as they ship. */
async function connected(channels: readonly string[], settings: Record<string, SettingValue> = {}): Promise<Template> {
  const choices = Object.fromEntries((await control.facts()).map(({ name, choices: chosen = {} }) => [name, chosen]));
  const template = withSettings(withChoices(oneStock.template as unknown as Loose, choices), settings);
  const isTarget = (type: string) => type.startsWith('n8n-nodes-channel-sync.') && roomOf(type) !== SOURCE;
  for (const node of template.nodes) {
    if (!isTarget(node.type)) continue;
    node.disabled = !channels.includes(roomOf(node.type));
    // Pieces of what lies nowhere and never cost anything have no value to be booked with (cin7core.md §8.3).
    if (roomOf(node.type) === 'cin7core') node.parameters.options = { unitCost: 2 };
  }
  return template as unknown as Template;
}

const run = async (template: Template) => (await n8n.bySchedule(template)).error;

/** What a channel shows, by SKU. */
async function shown(channel: Channel): Promise<Record<string, number>> {
  const { incoming } = await control.delivery(channel, 'stock');
  return Object.fromEntries(incoming.map((entry) => [entry.slice(0, entry.lastIndexOf('=')), Number(entry.slice(entry.lastIndexOf('=') + 1))]));
}
const allShown = async (channels: readonly Channel[]) => Object.fromEntries(await Promise.all(channels.map(async (channel) => [channel, await shown(channel)] as const)));
const every = <T>(channels: readonly Channel[], value: T) => Object.fromEntries(channels.map((channel) => [channel, value]));

async function forgetCalls(): Promise<void> {
  for (const channel of CHANNELS) await control.forgetRequests(channel);
}
const callsOf = async (channel: Channel) => (await control.requests(channel)).length;

function mapRow(our_sku: string, channel: string, channel_sku: string, account: string | null = ''): void {
  n8n.tables.ensure(SKU_MAP.name, Object.keys(SKU_MAP.columns));
  n8n.tables.insert(SKU_MAP.name, { our_sku, channel, channel_sku, account });
}

it('ships with the first channel enabled and the others disabled, each with a credential of its own', async () => {
  const nodes = oneStock.template.nodes.filter(({ parameters }) => parameters.operation === 'push');
  expect(nodes.map(({ type, disabled }) => [roomOf(type), disabled === true])).toEqual(CHANNELS.map((channel, index) => [channel, index > 0]));
  expect(new Set(nodes.map(({ credentials }) => JSON.stringify(credentials))).size).toBe(CHANNELS.length);
  expect(await run(await connected(['kaufland']))).toBeUndefined();
  expect(await shown('kaufland')).toEqual(LEVELS);
});

it('brings every level to every channel, in several pages, and a second run asks nobody but the source', async () => {
  const template = await connected(CHANNELS, { pageSize: 5 });
  expect(await run(template)).toBeUndefined();
  expect(await allShown(CHANNELS)).toEqual(every(CHANNELS, LEVELS));
  const size = CATALOGUE.length;
  expect(runs().at(-1)).toMatchObject({ status: 'success', read: size, written: size * CHANNELS.length, skipped: 0, failed: 0 });
  expect(letters()).toEqual([]);

  await forgetCalls();
  expect(await run(template)).toBeUndefined();
  expect(runs().at(-1)).toMatchObject({ status: 'success', read: size, written: 0, skipped: size * CHANNELS.length, failed: 0 });
  for (const channel of CHANNELS) expect([channel, await callsOf(channel)]).toEqual([channel, 0]);

  await restock({ 'SOFA-3': 4 });
  expect(await run(template)).toBeUndefined();
  expect(runs().at(-1)).toMatchObject({ written: CHANNELS.length });
  expect(await allShown(CHANNELS)).toEqual(every(CHANNELS, { ...LEVELS, 'SOFA-3': 4 }));
});

it('serves three of them alone, and gives one that is enabled later all levels in the next run', async () => {
  const three = ['shoprenter', 'unas', 'shipstation'] as const;
  const others = CHANNELS.filter((channel) => !(three as readonly string[]).includes(channel));
  const before = await allShown(others);
  await forgetCalls();
  expect(await run(await connected(three, { pageSize: 5 }))).toBeUndefined();
  expect(await allShown(three)).toEqual(every(three, LEVELS));
  expect(await allShown(others)).toEqual(before);
  for (const channel of others) expect([channel, await callsOf(channel)]).toEqual([channel, 0]);
  expect(new Set(ledger().map(({ source_key }) => String(source_key).split('/')[0]))).toEqual(new Set(three));
  expect(runs().at(-1)).toMatchObject({ status: 'success', written: CATALOGUE.length * three.length, skipped: 0, failed: 0 });

  await forgetCalls();
  expect(await run(await connected([...three, 'amazon'], { pageSize: 5 }))).toBeUndefined();
  expect(await shown('amazon')).toEqual(LEVELS);
  for (const channel of three) expect([channel, await callsOf(channel)]).toEqual([channel, 0]);
});

it('reads no further than the first page where no channel is connected', async () => {
  expect(await run(await connected([], { pageSize: 5 }))).toBeUndefined();
  expect(runs().at(-1)).toMatchObject({ status: 'success', read: 5, written: 0, skipped: 0, failed: 0 });
  expect(ledger()).toEqual([]);
  expect(await run(await connected(['kaufland'], { pageSize: 5 }))).toBeUndefined();
  expect(await shown('kaufland')).toEqual(LEVELS);
});

describe('buffers and maximums', () => {
  const levels = { 'MUG-BLUE-330': 40, 'MUG-RED-330': 12, 'SOFA-3': 3, 'PEN+REFILL': 0, 'CASE-14': -4 };

  it.each([
    ['no rule', 0, 0, [40, 12, 3, 0, 0]],
    ['a buffer', 5, 0, [35, 7, 0, 0, 0]],
    ['a maximum', 0, 10, [10, 10, 3, 0, 0]],
    ['both', 5, 10, [10, 7, 0, 0, 0]],
    ['no whole pieces', 2.5, 10.9, [10, 9, 0, 0, 0]],
    ['nonsense', -3, -1, [40, 12, 3, 0, 0]],
  ])('%s: %d kept back, %d at most', async (_, buffer, maximum, expected) => {
    await restock(levels);
    const two = ['kaufland', 'mintsoft'] as const;
    const template = await connected([...two, 'unas'], { ...Object.fromEntries(two.flatMap((channel) => [[`${channel}Buffer`, buffer], [`${channel}Maximum`, maximum]])) });
    expect(await run(template)).toBeUndefined();
    for (const channel of two) {
      const there = await shown(channel);
      expect([channel, Object.keys(levels).map((sku) => there[sku])]).toEqual([channel, expected]);
    }
    const free = await shown('unas');
    expect(Object.keys(levels).map((sku) => free[sku])).toEqual([40, 12, 3, 0, 0]);
    expect(letters()).toEqual([]);
  });

  it('are sent when they are changed, to the channel they are for and for the levels they change', async () => {
    await run(await connected(['kaufland', 'amazon']));
    await forgetCalls();
    expect(await run(await connected(['kaufland', 'amazon'], { kauflandMaximum: 1_001 }))).toBeUndefined();
    expect(await callsOf('amazon')).toBe(0);
    expect(await shown('kaufland')).toEqual(Object.fromEntries(Object.entries(LEVELS).map(([sku, level]) => [sku, Math.min(level, 1_001)])));
    expect(runs().at(-1)).toMatchObject({ written: CATALOGUE.length - 2 });
  });
});

it('puts one SKU that one channel refuses aside, and brings it to the others', async () => {
  const four = ['kaufland', 'amazon', 'shoprenter', 'unas'] as const;
  await control.fault('amazon', { kind: 'refuse', record: 'SOFA-3' });
  const before = (await shown('amazon'))['SOFA-3'];
  const template = await connected(four, { pageSize: 5 });
  expect(await run(template)).toBeUndefined();
  expect(await allShown(four)).toEqual({ ...every(four, LEVELS), amazon: { ...LEVELS, 'SOFA-3': before } });
  expect(letters()).toEqual([expect.objectContaining({ flow: FLOW, source_key: 'amazon/SOFA-3', number: 'Amazon: SOFA-3', kind: 'refused', attempts: 1, reason: expect.stringContaining('SOFA-3') })]);
  expect(String(letters()[0]?.next_step)).not.toBe('');
  expect(runs().at(-1)).toMatchObject({ status: 'partly', failed: 1 });

  await forgetCalls();
  await run(template);
  expect(letters()).toEqual([expect.objectContaining({ source_key: 'amazon/SOFA-3', attempts: 2 })]);
  for (const channel of ['kaufland', 'shoprenter', 'unas'] as const) expect([channel, await callsOf(channel)]).toEqual([channel, 0]);

  await control.clearFaults('amazon');
  expect(await run(template)).toBeUndefined();
  expect(letters()).toEqual([]);
  expect(await shown('amazon')).toEqual(LEVELS);
});

it('passes over what a channel does not sell, and brings it when it is there', async () => {
  await control.seed(SOURCE, { products: [{ sku: 'NEW-SKU', title: 'New' }] });
  await restock({ 'NEW-SKU': 8 });
  const template = await connected(['kaufland', 'amazon', 'shoprenter', 'unas', 'cin7core'], { pageSize: 5 });
  expect(await run(template)).toBeUndefined();
  expect(letters()).toEqual([]);
  expect(runs().at(-1)).toMatchObject({ status: 'success', failed: 0 });
  expect(await shown('unas')).toEqual(LEVELS);
  await control.seed('unas', { products: [{ sku: 'NEW-SKU', title: 'New' }] });
  expect(await run(template)).toBeUndefined();
  expect(await shown('unas')).toEqual({ ...LEVELS, 'NEW-SKU': 8 });
});

it('serves the others while one is down, blames no record, says which, and sends it everything later', async () => {
  const three = ['kaufland', 'shoprenter', 'unas'] as const;
  await control.fault('kaufland', { kind: 'status-5xx', times: -1 });
  const before = await shown('kaufland');
  const template = await connected(three, { pageSize: 3 });
  const told = 'The other channels have their levels; the next run sends this one what is missing.';
  expect(await run(template)).toMatch(/^Kaufland: .*Kaufland.* The other channels have their levels/);
  expect(await allShown(three)).toEqual({ ...every(three, LEVELS), kaufland: before });
  expect(letters()).toEqual([]);
  expect(runs().at(-1)).toMatchObject({ status: 'failed', written: CATALOGUE.length * 2, failed: 0, reason: expect.stringContaining('Kaufland: '), next_step: told });
  // It is not asked again for every page, and the lease is free.
  const asked = await callsOf('kaufland');
  const [row] = n8n.tables.rows('channelsync_checkpoints');
  expect(row).toMatchObject({ lease_until: 0 });

  // Who was told of it is not told again by every run.
  n8n.tables.update('channelsync_checkpoints', [], { told_until: 77 });
  await forgetCalls();
  expect(await run(template)).toContain('Kaufland');
  expect(await callsOf('kaufland')).toBeLessThanOrEqual(asked);
  expect(n8n.tables.rows('channelsync_checkpoints')[0]).toMatchObject({ told_until: 77 });
  expect(await callsOf('unas')).toBe(0);

  await control.clearFaults('kaufland');
  expect(await run(template)).toBeUndefined();
  expect(await allShown(three)).toEqual(every(three, LEVELS));
  expect(n8n.tables.rows('channelsync_checkpoints')[0]).toMatchObject({ told_until: 0, lease_until: 0 });
});

it('blames no record for a channel that is set up wrongly, and serves the others', async () => {
  const template = await connected(['kaufland', 'shipstation']);
  const node = template.nodes.find(({ type }) => roomOf(type) === 'shipstation');
  if (node) node.parameters.location = { __rl: true, mode: 'id', value: 'se-404' };
  expect(await run(template)).toMatch(/^ShipStation: .*se-404/);
  expect(letters()).toEqual([]);
  expect(await shown('kaufland')).toEqual(LEVELS);
});

it('goes on where it was killed between the channels and the books', async () => {
  const two = ['kaufland', 'cin7core'] as const;
  const template = await connected(two, { pageSize: 5 });
  let pages = 0;
  n8n.dieAt((name) => name === 'Remember' && ++pages === 2);
  expect(await run(template)).toBe('Killed');
  n8n.dieAt(undefined);
  n8n.tables.update('channelsync_checkpoints', [], { lease_until: 0 });
  expect(await run(template)).toBeUndefined();
  expect(await allShown(two)).toEqual(every(two, LEVELS));
  expect(letters()).toEqual([]);
});

describe('the map of SKUs', () => {
  const two = ['kaufland', 'amazon'] as const;

  it('gives a level the name or names its SKU has at a channel, and leaves the others as they are', async () => {
    mapRow('SOFA-3', 'Kaufland', 'CASE-14');
    mapRow(' SOFA-3 ', 'kaufland', 'PEN+REFILL ', null);
    mapRow('SOFA-3', 'amazon', 'LAMP-Ö-40', 'second shop');
    const before = await shown('kaufland');
    expect(await run(await connected(two))).toBeUndefined();
    const sofa = LEVELS['SOFA-3'];
    // CASE-14 and PEN+REFILL of Kaufland are the sofa: our own articles of these names are not sent there.
    expect(await shown('kaufland')).toEqual({ ...LEVELS, 'CASE-14': sofa, 'PEN+REFILL': sofa, 'SOFA-3': before['SOFA-3'] });
    // That row is for another connection.
    expect(await shown('amazon')).toEqual(LEVELS);
    expect(ledger().map(({ source_key }) => source_key)).toEqual(expect.arrayContaining(['kaufland/CASE-14', 'kaufland/PEN+REFILL', 'amazon/SOFA-3']));

    await forgetCalls();
    expect(await run(await connected(two))).toBeUndefined();
    for (const channel of two) expect([channel, await callsOf(channel)]).toEqual([channel, 0]);
  });

  it('keeps the older of two rows that give one SKU of a channel to two of ours', async () => {
    mapRow('MUG-RED-330', 'kaufland', 'SOFA-3');
    mapRow('MUG-BLUE-330', 'kaufland', 'SOFA-3');
    expect(await run(await connected(two))).toBeUndefined();
    const { 'SOFA-3': sofa, 'MUG-BLUE-330': blue } = await shown('kaufland');
    expect([sofa, blue]).toEqual([LEVELS['MUG-RED-330'], LEVELS['MUG-BLUE-330']]);
  });

  it('is made by the flow, empty, and not emptied again', async () => {
    const template = await connected(['kaufland']);
    await run(template);
    expect(n8n.tables.rows(SKU_MAP.name)).toEqual([]);
    mapRow('SOFA-3', 'kaufland', 'CASE-14');
    await run(template);
    expect(n8n.tables.rows(SKU_MAP.name)).toHaveLength(1);
    expect((await shown('kaufland'))['CASE-14']).toBe(LEVELS['SOFA-3']);
  });

  it('is read in both directions', () => {
    const map = { ourSkus: { 'kaufland/K1': 'A', 'kaufland/K2': 'A' }, channelSkus: { 'kaufland/A': ['K1', 'K2'] } };
    const of = (code: string) => (new Function('map', `return ${code}`) as (given: unknown) => unknown)(map);
    const at = (channel: string, sku: string) => [`'${channel}'`, `'${sku}'`] as const;
    expect(['A', 'B', 'K1', 'constructor'].map((sku) => of(channelSkus('map', ...at('kaufland', sku))))).toEqual([['K1', 'K2'], ['B'], [], ['constructor']]);
    expect([at('kaufland', 'K2'), at('kaufland', 'B'), at('amazon', 'K2')].map((given) => of(ourSku('map', ...given)))).toEqual(['A', 'B', 'K2']);
  });
});

it('is not built together with what it has no nodes for', () => {
  const { target, wholeList, skuMap, ...common } = {
    ...{ pair: 'any', flow: 'several', title: '', summary: '', subject: 'stock levels', starts: { everyMinutes: 5 }, steps: [] },
    source: { name: 'Read', node: 'linnworks', parameters: {} },
    target: { name: 'Answers', lanes: [{ channel: 'kaufland', title: 'Kaufland', step: { name: 'Write', node: 'kaufland', parameters: {} } }], passOver: [] },
    ...{ wholeList: true as const, skuMap: true as const },
  };
  expect(leasedFlow({ ...common, target, wholeList, skuMap }).settings.map(({ name }) => name)).toEqual(expect.arrayContaining(['kauflandBuffer', 'kauflandMaximum']));
  expect(() => leasedFlow({ ...common, target, wholeList, skuMap, once: true })).toThrow('nothing of once');
  expect(() => leasedFlow({ ...common, target, skuMap })).toThrow('reads its whole list');
});
