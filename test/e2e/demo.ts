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

/** More than one page of the usual 100. */
const seededOrders = 120;

/** A flow starts at the moment of publishing by default and the seeded orders are older; alerts go to the sandbox's inbox. */
function demoSettings(sandboxUrl: string): (flow: Flow) => Record<string, SettingValue> {
  const wanted = {
    startFrom: new Date(Date.now() - 30 * 24 * 3_600_000).toISOString(),
    alertUrl: `${sandboxUrl}/_sandbox/inbox`,
  };
  return ({ template }) => {
    const known = settingNames(template);
    return Object.fromEntries(Object.entries(wanted).filter(([name]) => known.includes(name)));
  };
}

async function seedEmptySources(stage: Stage): Promise<void> {
  const sources = new Set(stage.flows.flatMap(({ moves }) => (moves?.what === 'orders' ? [moves.from] : [])));
  for (const source of sources) {
    const { outgoing } = await stage.control.delivery(source, 'orders');
    if (outgoing.length === 0) await stage.control.seed(source, { orders: seededOrders });
  }
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
