
import { isSweep, type Flow, type Moves } from './flows';
import { balance } from './reckon';
import type { Stage, StagedFlow } from './stage';
import { templatesOnDisk } from './suite';
import { settingNames, withOnDemandTrigger, withoutSchedule, type SettingValue, type Template } from './template';

const ORDERS = 80;
const PRODUCTS = 30;
const WEBHOOK = 'e2e-start';
/** Long enough for a page here, short enough to wait out. */
export const LEASE_SECONDS = 16;

export const sleep = async (ms: number) => await new Promise((resolve) => setTimeout(resolve, ms));

export async function waitUntil(what: string, condition: () => Promise<boolean>, seconds = 60): Promise<void> {
  for (const end = Date.now() + seconds * 1_000; Date.now() < end; await sleep(250)) if (await condition()) return;
  throw new Error(`Waited ${seconds} s in vain: ${what}`);
}

/** True for flows whose target cannot be asked: what a killed run leaves without an answer is asked of a person. */
export const asksOnce = ({ template }: Flow): boolean => template.nodes.some(({ name }) => name === 'Mark Started');

export interface Arena {
  flow: StagedFlow;
  what: Moves['what'];
  source: string;
  target: string;
  /** How many records were seeded at most; at least three quarters of them are to move. */
  size: number;
}

/** Before everything the rooms seed; some vendors are asked day by day. */
const START_FROM = new Date(Date.now() - 10 * 86_400_000).toISOString();

/** Four pages, whatever the vendors let through. */
const settingsFor = (size: number): Record<string, SettingValue> => ({ startFrom: START_FROM, pageSize: Math.round(size / 4), leaseMinutes: LEASE_SECONDS / 60 });

/** Those of the settings that a flow has. */
const known = ({ template }: Flow, settings: Record<string, SettingValue>) =>
  Object.fromEntries(Object.entries(settings).filter(([name]) => settingNames(template).includes(name)));

const all = templatesOnDisk();

/** What the end-to-end tests do with a flow, on the stage that is open then. */
export function arenasOf(open: () => Stage) {
  async function sizeOf({ channels }: Flow): Promise<number> {
    const facts = await open().control.facts();
    return Math.min(ORDERS, ...facts.flatMap(({ name, records }) => (channels.includes(name) && records !== undefined ? [records] : [])));
  }

  /** Runs the flow of this kind between the two, as it is published beside the one under test. */
  async function runBefore(what: Moves['what'], from: string, to: string, size: number): Promise<void> {
    const before = all.find((flow) => flow.moves?.what === what && flow.moves.from === from && flow.moves.to === to && !isSweep(flow));
    if (!before) throw new Error(`No flow brings the ${what} from ${from} to ${to} that have to be there first`);
    const { id } = await open().import(before, { settings: () => known(before, settingsFor(size)) });
    await open().client.runManually(id, 'Run by Hand');
  }

  /**
   * Something to move: orders or purchase orders at the source, other stock than the target shows, orders that went the
   * other way before and are despatched at the source, and such orders that came back there.
   */
  async function fill({ moves }: Flow, size: number): Promise<void> {
    const { what, from, to } = moves as Moves;
    if (what === 'orders') return await open().control.seed(from, { orders: size });
    // Drafts and what has arrived already are among them.
    if (what === 'purchaseOrders') return await open().control.seed(from, { purchaseOrders: 2 * size });
    if (what === 'stock') {
      const skusOf = async (channel: string, side: 'incoming' | 'outgoing') =>
        (await open().control.delivery(channel, what))[side].map((entry) => entry.slice(0, entry.lastIndexOf('=')));
      const isEmpty = (await skusOf(from, 'outgoing')).length === 0;
      if (isEmpty || (await skusOf(to, 'incoming')).length === 0) {
        for (const channel of isEmpty ? [from, to] : [to]) await open().control.seed(channel, { products: PRODUCTS });
        // What lies in other warehouses of the target than the one that is set would count as well.
        if (isEmpty) await open().control.control(to, 'restock', { levels: Object.fromEntries((await skusOf(to, 'incoming')).map((sku) => [sku, 0])) });
      }
      const shown = await skusOf(to, 'incoming');
      return await open().control.control(from, 'restock', { levels: Object.fromEntries(shown.map((sku, index) => [sku, 1_000 + index])) });
    }
    await open().control.seed(to, { orders: size });
    await runBefore('orders', to, from, size);
    await open().control.control(from, 'despatch', {});
    if (what === 'shipments') return;
    await runBefore('shipments', from, to, size);
    await open().control.seed(from, { returns: (await open().control.delivery(from, 'shipments')).outgoing.length });
  }

  /** Empty vendors and books, something to move (`size` records where given), the template published as an operator would. */
  async function prepare(
    flow: Flow & { size?: number },
    settings: Record<string, SettingValue> = {},
    change: (template: Template) => Template = (template) => template,
  ): Promise<Arena> {
    for (const { id } of await open().client.listWorkflows()) await open().client.deleteWorkflow(id);
    for (const { name } of await open().client.tables.list()) await open().client.tables.delete(name);
    await open().control.reset();
    const size = flow.size ?? (await sizeOf(flow));
    await fill(flow, size);
    for (const channel of flow.channels) await open().control.forgetRequests(channel);
    for (const { name } of await open().client.tables.list()) await open().client.tables.delete(name);
    const { what, from: source, to: target } = flow.moves as Moves;
    const staged = await open().import(flow, {
      settings: () => ({ ...known(flow, { ...settingsFor(size), alertUrl: `${open().sandbox.url}/_sandbox/inbox` }), ...settings }),
      change: (template) => withOnDemandTrigger(change(withoutSchedule(template)), WEBHOOK),
      publish: 'yes',
    });
    return { flow: staged, what, source, target, size };
  }

  const run = async () => await open().client.callWebhook(WEBHOOK);

  /**
   * What is lost and doubled, and how many records are where they belong. Stock counts as `SKU=amount`, for the articles
   * the target has at all.
   */
  async function outcome({ what, source, target }: Arena) {
    const from = await open().control.delivery(source, what);
    const to = await open().control.delivery(target, what);
    const skuOf = (entry: string) => entry.slice(0, entry.lastIndexOf('='));
    const shared = new Set(to.incoming.map(skuOf));
    const outgoing = what === 'stock' ? from.outgoing.filter((entry) => shared.has(skuOf(entry))) : from.outgoing;
    const { lost, duplicates, strays } = balance([[source, target]], { [source]: { ...from, outgoing }, [target]: to });
    return { lost, duplicates, strays: what === 'stock' ? 0 : strays, arrived: outgoing.length - lost };
  }

  /** Calls by which a record was stored. */
  async function writesOf({ target, what }: Arena): Promise<number> {
    const writePath = new RegExp(await open().control.writePath(target, what));
    return (await open().control.requests(target)).filter(({ method, path: called }) => writePath.test(`${method} ${called}`)).length;
  }

  /** Records a person is asked about: handed over without an answer, so that they may or may not be there. */
  async function openQuestions(): Promise<string[]> {
    const letters = await rows('dead_letters');
    return letters.filter(({ kind }) => kind === 'open question').map(({ number }) => String(number));
  }

  /**
   * Answers every open question as a person would: looks whether the record is at the target, and says so in the ledger.
   * What is not there is handed over again by the flow's retry.
   */
  async function answerQuestions({ flow, target, what }: Arena): Promise<void> {
    const { incoming } = await open().control.delivery(target, what);
    for (const number of await openQuestions()) {
      const where = [
        { columnName: 'number', condition: 'eq' as const, value: number },
        { columnName: 'state', condition: 'eq' as const, value: 'started' },
      ];
      if (incoming.includes(number)) await open().client.tables.updateRows('channelsync_ledger', where, { state: 'done' });
      else await open().client.tables.deleteRows('channelsync_ledger', where);
    }
    const retry = all.find((other) => other.pair === flow.pair && other.flow === 'retry-dead-letters');
    if (!retry) throw new Error(`${flow.pair} has no retry-dead-letters`);
    const { id } = await open().import(retry);
    const { status } = await open().client.runManually(id, 'Run by Hand');
    if (status !== 'success') throw new Error('The retry failed');
  }

  const rows = async (table: string) => await open().client.tables.rows(`channelsync_${table}`);

  return { prepare, sizeOf, run, outcome, writesOf, rows, openQuestions, answerQuestions };
}
