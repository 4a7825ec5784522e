/** Orders whose channel calls an article otherwise than the target: the whole template, judged by what the target holds. */
import '../conformance/support/clock';

import definition from '../../workflows/generate/flows/any-to-any/orders-from-every-channel-to-one';
import { leasedFlow } from '../../workflows/generate/leased-flow';
import { SKU_MAP } from '../../workflows/generate/tables';
import type { Template } from '../../workflows/generate/types';
import { SandboxControl } from '../e2e/host/sandbox';
import { withChoices, withSettings, type SettingValue, type Template as Loose } from '../e2e/host/template';
import { CATALOGUE } from '../sandbox/catalogue';
import { startSandbox, type Sandbox } from '../sandbox/server';
import { Vault, type StoredCredential } from '../support/n8n';
import { Instance } from '../support/template-run';

jest.setTimeout(120_000);

const ORDERS = 8;

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
  n8n = new Instance(new Vault((await control.credentials()) as StoredCredential[]));
  await control.seed('kaufland', { orders: ORDERS });
});

async function prepared(settings: Record<string, SettingValue> = {}): Promise<Template> {
  const choices = Object.fromEntries((await control.facts()).map(({ name, choices: chosen = {} }) => [name, chosen]));
  const startFrom = new Date(Date.now() - 10 * 86_400_000).toISOString();
  return withSettings(withChoices(definition.template as unknown as Loose, choices), { startFrom, pageSize: 3, ...settings }) as unknown as Template;
}

const run = async (template: Template) => (await n8n.bySchedule(template)).error;

interface Taken {
  ReferenceNum: string;
  seeded: boolean;
  items: Array<{ SKU: string; IsUnlinked: boolean; Quantity: number }>;
}

/** How many pieces of each SKU were ordered in Linnworks, and of which SKU it has no item. */
async function ordered(): Promise<{ pieces: Record<string, number>; unlinked: string[]; orders: number }> {
  const orders = (await control.state<{ orders: Taken[] }>('linnworks')).orders.filter(({ seeded }) => !seeded);
  const items = orders.flatMap((order) => order.items);
  const pieces: Record<string, number> = {};
  for (const { SKU, Quantity } of items) pieces[SKU] = (pieces[SKU] ?? 0) + Quantity;
  return { pieces, unlinked: [...new Set(items.flatMap(({ SKU, IsUnlinked }) => (IsUnlinked ? [SKU] : [])))], orders: orders.length };
}

function mapRow(our_sku: string, channel: string, channel_sku: string, account = ''): void {
  n8n.tables.ensure(SKU_MAP.name, Object.keys(SKU_MAP.columns));
  n8n.tables.insert(SKU_MAP.name, { our_sku, channel, channel_sku, account });
}

/** A SKU that is ordered often enough, and one that is not the first. */
async function twoSkus(): Promise<[string, string]> {
  const all = Object.entries((await ordered()).pieces).sort(([, a], [, b]) => b - a).map(([sku]) => sku);
  expect(all.length).toBeGreaterThan(2);
  return all.slice(0, 2) as [string, string];
}

it('brings orders under the SKUs of their channel where nothing is in the table, in several pages', async () => {
  expect(await run(await prepared())).toBeUndefined();
  const { orders } = await ordered();
  expect(orders).toBe((await control.delivery('kaufland', 'orders')).outgoing.length);
  expect(orders).toBeGreaterThan(3);
  expect(n8n.tables.rows(SKU_MAP.name)).toEqual([]);
  expect(n8n.tables.rows('channelsync_runs').at(-1)).toMatchObject({ status: 'success', written: orders, failed: 0 });
});

it('calls an article what the table says, for its channel alone, and leaves the others as they are', async () => {
  expect(await run(await prepared())).toBeUndefined();
  const before = await ordered();
  const [mapped, other] = await twoSkus();
  const [ours = ''] = CATALOGUE.map(({ sku }) => sku).filter((sku) => !(sku in before.pieces));
  expect(ours).not.toBe('');

  sandbox.reset();
  n8n = new Instance(new Vault((await control.credentials()) as StoredCredential[]));
  await control.seed('kaufland', { orders: ORDERS });
  mapRow('SOFA-3', 'amazon', other);
  mapRow('OF-ANOTHER-ACCOUNT', 'kaufland', other, 'second');
  mapRow(ours, 'Kaufland ', ` ${mapped} `);
  expect(await run(await prepared())).toBeUndefined();
  const after = await ordered();
  const { [mapped]: pieces, ...rest } = before.pieces;
  expect(after.pieces).toEqual({ ...rest, [ours]: pieces });
  expect(after.orders).toBe(before.orders);
  expect(after.unlinked).toEqual(before.unlinked);
});

it('writes an order once, whatever the table says later', async () => {
  const template = await prepared();
  expect(await run(template)).toBeUndefined();
  const before = await ordered();
  const [mapped] = await twoSkus();
  mapRow('OUR-OWN-NAME', 'kaufland', mapped);
  expect(await run(template)).toBeUndefined();
  expect(await ordered()).toEqual(before);
});

it('is built for what is read at a channel and goes to one target', () => {
  const given = { pair: 'x', flow: 'y', title: '', summary: '', subject: 'orders', starts: { everyMinutes: 5 }, steps: [], skuMap: true, fromFiles: {} };
  expect(() => leasedFlow({ ...given, source: {}, target: { name: 't' } } as never)).toThrow('skuMap is for orders and stock read at a channel');
});
