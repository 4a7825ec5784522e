import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Flow } from './host/flows';
import { isGood, summaryLine } from './host/reckon';
import type { FlowResult } from './host/reckon';
import { demoLogin } from './host/rest';
import { balanceOf, runOnce } from './host/run-flows';
import { Stage } from './host/stage';
import type { StageOptions } from './host/stage';
import { settingNames } from './host/template';
import type { SettingValue } from './host/template';

interface DemoOptions {
  once: boolean;
  json: boolean;
  stage?: Partial<StageOptions>;
}

/** Orders are more than one page of the usual 100. */
const seeded = { orders: 120, purchaseOrders: 24 };
const seededProducts = 40;
const knownProducts = 12;

/** Labels need a sender. */
export const demoSender = { fromName: 'Musterladen GmbH', fromStreet: 'Lagerstr. 9', fromPostcode: '50667', fromCity: 'Köln', fromCountry: 'DE', fromPhone: '+49 221 00000', fromEmail: 'versand@example.com' };

/** Prime orders that Linnworks has downloaded from Amazon, under a name of their own: its other orders are in no Amazon account. */
export const demoPrime = { subSource: 'Amazon DE', numbers: ['306-7100000-0000001', '306-7100000-0000002', '306-7100000-0000003'] };

/** A flow starts at the moment of publishing by default and the seeded orders are older; alerts go to the sandbox's inbox. */
function demoSettings(sandboxUrl: string): (flow: Flow) => Record<string, SettingValue> {
  const wanted = {
    startFrom: new Date(Date.now() - 30 * 24 * 3_600_000).toISOString(),
    alertUrl: `${sandboxUrl}/_sandbox/inbox`,
    ...demoSender,
    subSource: demoPrime.subSource,
  };
  return ({ template, flow }) => {
    const known = settingNames(template);
    // Method 1 of a pair refuses beside method 2 on one connection: shown side by side, it has a name of its own.
    const own = flow.startsWith('1-') ? { connection: 'method 1' } : {};
    return Object.fromEntries(Object.entries({ ...wanted, ...own }).filter(([name]) => known.includes(name)));
  };
}

/** Where nobody counts stock yet, the articles the target shows. */
async function fillStock(stage: Stage, from: string, to: string): Promise<void> {
  const { control } = stage;
  if ((await control.delivery(from, 'stock')).outgoing.length > 0) return;
  if ((await control.delivery(to, 'stock')).incoming.length === 0) await control.seed(to, { products: 20 });
  const skus = (await control.delivery(to, 'stock')).incoming.map((entry) => entry.slice(0, entry.lastIndexOf('=')));
  await control.control(from, 'restock', { levels: Object.fromEntries(skus.map((sku, index) => [sku, 100 + index])) });
}

async function seedEmptySources(stage: Stage): Promise<void> {
  const facts = await stage.control.facts();
  for (const [what, count] of Object.entries(seeded) as Array<['orders' | 'purchaseOrders', number]>) {
    for (const { moves } of stage.flows) {
      if (moves?.what !== what) continue;
      const { outgoing } = await stage.control.delivery(moves.from, what);
      // Twice what a test moves where a vendor lets only few calls through: some pages, and no minutes of waiting.
      const most = facts.flatMap(({ name, records }) => ([moves.from, moves.to].includes(name) && records !== undefined ? [2 * records] : []));
      if (outgoing.length === 0) await stage.control.seed(moves.from, { [what]: Math.min(count, ...most) });
    }
  }
  for (const { moves } of stage.flows) {
    if (moves?.what !== 'stock') continue;
    const { outgoing } = await stage.control.delivery(moves.from, 'stock');
    if (outgoing.length === 0) await stage.control.seed(moves.from, { products: seededProducts });
    // Some articles are in the shop already, among them those whose SKU its interface makes no product of.
    if ((await stage.control.delivery(moves.to, 'stock')).incoming.length === 0) await stage.control.seed(moves.to, { products: knownProducts });
  }
  for (const { moves } of stage.flows) if (moves?.what === 'stock') await fillStock(stage, moves.from, moves.to);
}

/** The same orders at Amazon and in Linnworks, where a flow looks an order of the one up at the other. */
export async function seedPrime(stage: Stage): Promise<void> {
  mkdirSync(join(stage.filesFolder, 'linnworks', 'labels'), { recursive: true });
  const received = new Date(Date.now() - 3_600_000).toISOString();
  const address = { FullName: 'Mia Muster', Address1: 'Musterweg 1', Town: 'Köln', PostCode: '50667', MatchCountryCode: 'DE' };
  const [sold] = (await stage.control.delivery('linnworks', 'stock')).incoming;
  const line = { ItemNumber: '1', ChannelSKU: sold?.slice(0, sold.lastIndexOf('=')) ?? 'MUG-BLUE-330', ItemTitle: 'Mug', Qty: 1, PricePerUnit: 10, TaxRate: 19, TaxCostInclusive: true, UseChannelTax: true, LineDiscount: 0, IsService: false };
  const orderOf = (ReferenceNumber: string) => ({
    ...{ Source: 'AMAZON', SubSource: demoPrime.subSource, ReferenceNumber, ReceivedDate: received, PaidOn: received, DispatchBy: new Date(Date.now() + 86_400_000).toISOString() },
    ...{ Currency: 'EUR', PaymentStatus: 'Paid', AutomaticallyLinkBySKU: true, UseChannelTax: true, DeliveryAddress: address, OrderItems: [line], location: 'Default' },
  });
  await stage.control.seed('amazon', { orders: demoPrime.numbers.map((orderId) => ({ kind: 'prime', orderId })) });
  await stage.control.seed('linnworks', { orders: demoPrime.numbers.map(orderOf) });
}

function describe({ pair, flow, status, read, written, skipped, failed, calls, error }: FlowResult): string {
  const requests = Object.entries(calls).map(([channel, count]) => `${channel} ${count}`);
  const counts = `read ${read}, written ${written}, skipped ${skipped}, failed ${failed}`;
  return `${pair} / ${flow}: ${status}, ${counts}; requests: ${requests.join(', ') || 'none'}${error ? ` (${error})` : ''}`;
}

/** Returns the exit code. */
export async function runDemo({ once, json, stage: stageOptions }: DemoOptions): Promise<number> {
  const say = (line: string): void => void (json ? process.stderr : process.stdout).write(`${line}\n`);
  const stage = await Stage.open({ log: say, ...stageOptions });
  const interrupted = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  // A signal during the set-up or a run ends n8n, and with it whatever is waited for below.
  let ending = false;
  void interrupted.then(async () => {
    if (ending) return;
    ending = true;
    say('Stopping n8n and the sandbox.');
    await stage.close();
    process.exit(once ? 130 : 0);
  });
  try {
    await stage.importAll({ settings: demoSettings(stage.sandbox.url), publish: once ? 'checked' : 'yes' });
    if (stage.flows.length === 0) throw new Error('There is no template in workflows/<pair>/<flow>.json.');
    say(`${stage.flows.length} templates imported and published; running each once.`);
    await seedEmptySources(stage);
    if (stage.flows.some(({ channels }) => channels.includes('linnworks') && channels.includes('amazon'))) await seedPrime(stage);
    const flows = await runOnce(stage, (result) => say(describe(result)));
    const orders = await balanceOf(stage);
    for (const finding of orders.findings) say(finding);
    say(`Orders lost: ${orders.lost}, duplicated: ${orders.duplicates}.`);
    if (!once) {
      say(`\nEditor: ${stage.n8n.url}   e-mail: ${demoLogin.email}   password: ${demoLogin.password}`);
      say(`Vendors: ${stage.sandbox.url}   Ctrl-C stops everything.`);
      await new Promise(() => setInterval(() => {}, 60_000));
    }
    ending = true;
    await stage.close();
    if (json) process.stdout.write(`${summaryLine({ flows, ...orders })}\n`);
    return isGood(flows, orders) ? 0 : 1;
  } catch (error) {
    if (ending) await new Promise(() => {});
    say(stage.n8n.logTail(15));
    ending = true;
    await stage.close();
    throw error;
  }
}

if (require.main === module) {
  const { values } = parseArgs({
    options: {
      once: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      port: { type: 'string' },
      n8n: { type: 'string' },
    },
  });
  const stage = { port: values.port ? Number(values.port) : undefined, version: values.n8n };
  runDemo({ once: values.once, json: values.json, stage }).then(
    (code) => process.exit(code),
    (error: Error) => {
      process.stderr.write(`${error.stack ?? error.message}\n`);
      process.exit(1);
    },
  );
}
