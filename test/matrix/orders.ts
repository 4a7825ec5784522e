/** The same fifty orders as every source would hand them on, brought into every target. */
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { runScene, type Told } from '../conformance/support/attempt';
import { deskOf } from '../conformance/support/check';
import type { Desk } from '../conformance/support/desk';
import { operationsOf } from '../conformance/support/discover';
import type { Vault } from '../support/n8n';
import { awkwardOrders, type Account, type Awkward } from './awkward';
import { leavesOf, masked, type Source, type Target } from './carriers';
import { pathsOf } from './deliveries';
import { WHOLE, type Column } from './table';

/** Values every source has to give (the model's schema). */
const ALWAYS = ['identity.channel', 'identity.account', 'identity.id', 'number', 'status', 'complete', 'placedAt', 'pricesIncludeTax', 'lines.id', 'lines.quantity'];
/** Where a source gives one side of its amounts, it gives all of them there. */
const AMOUNTS = { gross: ['lines.unitGross', 'lines.lineGross', 'total.gross'], net: ['lines.unitNet', 'lines.lineNet', 'total.net', 'total.gross', 'total.tax'] };

export interface Delivery {
  /** Names of the values it gives, seen when its own orders were read. */
  paths: ReadonlySet<string>;
  side: 'gross' | 'net';
}

export async function deliveryOf(source: Source): Promise<Delivery> {
  const seen = await pathsOf(source);
  const side = seen.has('lines.unitGross') || seen.has('lines.lineGross') ? 'gross' : 'net';
  return { paths: new Set([...seen, ...ALWAYS, ...AMOUNTS[side]]), side };
}

interface Priced {
  quantity: number;
  quantityCancelled?: number;
  lineGross?: number;
  discount?: number;
  id: string;
}

/** What the buyer pays for what is left in the order, in whole minor units. */
function totalOf(order: IDataObject, digits: number): number {
  const minor = (amount: number | undefined): number => Math.round((amount ?? 0) * 10 ** digits);
  const lines = order.lines as unknown as Priced[];
  // A source that gives no discount of the line itself means the one it lists (see OrderLine.discount).
  const ids = lines.filter(({ discount }) => discount !== undefined).map(({ id }) => id);
  const goods = lines.map(({ quantity, quantityCancelled = 0, lineGross, discount }) => ((minor(lineGross) - minor(discount)) / quantity) * (quantity - quantityCancelled));
  const charges = ((order.charges ?? []) as Array<{ gross?: number }>).map(({ gross }) => minor(gross));
  const off = ((order.discounts ?? []) as Array<{ gross?: number; scope: string }>).filter(({ scope }) => !ids.includes(scope)).map(({ gross }) => minor(gross));
  return [...goods, ...charges].reduce((sum, one) => sum + one, 0) - off.reduce((sum, one) => sum + one, 0);
}

/** The same amounts, told without tax, and the tax of the whole beside them. */
function asNet(order: IDataObject, taxRate: number, digits: number): IDataObject {
  const renamed = (one: IDataObject): IDataObject =>
    Object.fromEntries(Object.entries(one).map(([name, value]) => [({ unitGross: 'unitNet', lineGross: 'lineNet', gross: 'net' } as Record<string, string>)[name] ?? name, value]));
  const list = (name: string) => (order[name] ? { [name]: (order[name] as IDataObject[]).map(renamed) } : {});
  const { gross: net } = order.total as { gross: number };
  const minor = (amount: number): number => Math.round(amount * 10 ** digits);
  const tax = Math.round((minor(net) * taxRate) / 100);
  const total = { net, tax: tax / 10 ** digits, gross: (minor(net) + tax) / 10 ** digits };
  return { ...order, pricesIncludeTax: false, ...list('lines'), ...list('charges'), ...list('discounts'), total };
}

/** An order as this source would hand it on; undefined where another of the fifty comes to the same. */
export interface Handed extends Awkward {
  source: string;
}

export const wholeModel = (account: Account): Delivery => ({ paths: new Set([...ALWAYS, ...AMOUNTS.net, ...awkwardOrders(account).flatMap(({ order }) => leavesOf(order).map(({ path }) => path))]), side: 'gross' });

export function handedOn(source: string, { paths, side }: Delivery, account: Account, from: number): Handed[] {
  const digits = account.currency === 'HUF' ? 0 : 2;
  const gross = new Set([...paths].flatMap((path) => (side === 'net' ? [path, path.replace('unitNet', 'unitGross').replace('lineNet', 'lineGross').replace('.net', '.gross')] : [path])));
  const shapes = new Set<string>();
  return awkwardOrders(account, from).flatMap((awkward) => {
    const isNet = awkward.order.pricesIncludeTax === false;
    if (isNet && side === 'gross' && !paths.has('lines.unitNet')) return [];
    const order = masked(awkward.order, gross) as IDataObject;
    order.identity = { channel: source === WHOLE ? 'matrix' : source.toLowerCase(), account: 'main', id: `id-${String(awkward.order.number)}` };
    if (!isNet) order.total = { gross: totalOf(order, digits) / 10 ** digits };
    const told = side === 'net' && !isNet ? asNet(order, account.taxRate, digits) : order;
    const text = JSON.stringify(told);
    const shape = text.replace(/q[0-9a-z]{4}z/g, 'Q').replace(/\d{7,}/g, 'D').replaceAll(String(told.number), 'N');
    if (shapes.has(shape)) return [];
    shapes.add(shape);
    const total = (told.total as { gross?: number }).gross ?? Number.NaN;
    return [{ ...awkward, source, order: told, marks: awkward.marks.filter(({ word }) => text.includes(word)), total }];
  });
}

/**
 * What an operator of every pair fills in once, for what a source does not tell; each target is given those it has an
 * option for. Currency and rate are the target account's own.
 */
export const ifMissing = ({ currency, taxRate }: Account): Record<string, string> => ({
  currencyIfMissing: currency,
  paymentIfMissing: 'Card',
  vatRateIfMissing: String(taxRate),
});

const optionsOf = ({ of, key }: Target): Set<string> =>
  new Set(operationsOf(of).find((one) => one.key === key)?.operation.fields.find(({ name }) => name === 'options')?.options?.map(({ name }) => name));

function withOptions(target: Target, parameters: INodeParameters, account: Account): INodeParameters {
  const own = optionsOf(target);
  const filled = Object.entries(ifMissing(account)).filter(([name]) => own.has(name));
  return filled.length === 0 ? parameters : { ...parameters, options: { ...(parameters.options as INodeParameters), ...Object.fromEntries(filled) } };
}

/** What became of one order. */
export interface Fate {
  order: Handed;
  row?: IDataObject;
  error?: Told;
}

export interface Run {
  target: Target;
  account: Account;
  fates: Fate[];
  /** The target's own books afterwards, in small letters. */
  state: string;
  totals: Map<string, number>;
}

export interface Stage {
  desk: Desk;
  vault: Vault;
  parameters: INodeParameters;
  account: Account;
}

interface Given extends IDataObject {
  currency: string;
  lines: Array<{ sku: string; taxRate?: number }>;
  shippingMethod?: { name: string };
}

/** The target's room as its own conformance fixture sets it up, and what its account decides. */
export async function stageOf({ of, fixture }: Target): Promise<Stage> {
  const desk = deskOf(of.fixture?.room ?? '');
  await desk.begin();
  const { parameters, input = [] } = await fixture.scene(desk, 1);
  const [given] = input as Given[];
  if (!given) throw new Error(`${of.folder}: the fixture hands over no order`);
  const skus = [...new Set(given.lines.map(({ sku }) => sku))];
  const account = { skus, currency: given.currency, taxRate: given.lines[0]?.taxRate ?? 20, ...(given.shippingMethod ? { service: given.shippingMethod.name } : {}) };
  return { desk, vault: await desk.vault(), parameters, account };
}

export const columnOf = ({ target, fates }: Run): Column => ({
  channel: target.channel,
  entries: fates.map(({ order, row, error }) => ({ source: order.source, name: String(order.order.number), row, error })),
});

export const legendOf = (runs: readonly Run[]): string => {
  const filled = runs.map(({ target, account }) => `${target.channel} ${Object.values(ifMissing(account)).join(', ')}`);
  return `Filled in where a source does not tell it and the target has the option (${Object.keys(ifMissing(runs[0]!.account)).join(', ')}): ${filled.join('; ')}.`;
};

export async function runAll(target: Target, deliveries: ReadonlyMap<string, Delivery>): Promise<Run> {
  const { desk, vault, parameters, account } = await stageOf(target);
  const all = [[WHOLE, wholeModel(account)] as const, ...deliveries];
  const orders = all.flatMap(([source, delivery], index) => (source === target.channel ? [] : handedOn(source, delivery, account, 50 * (index + 1))));
  const scene = { parameters: withOptions(target, parameters, account), input: orders.map(({ order }) => order) };
  const { rows, errors } = await runScene(desk, vault, target.of.node, target.key.split(':'), scene);
  const fates = orders.map((order, index): Fate => ({ order, row: rows.find(({ item }) => item === index)?.json, error: errors.find(({ item }) => item === index) }));
  const state = await desk.state();
  const totals = new Map((target.fixture.totals?.(state) ?? []).map(({ number, total }) => [number, total]));
  return { target, account, fates, state: JSON.stringify(state).toLowerCase(), totals };
}

const covers = (named: readonly string[], path: string): boolean => named.some((one) => path === one || path.startsWith(`${one}.`));

interface Telling {
  currency?: string;
  taxOwedBy?: string;
  lines: Array<{ taxRate?: number; unitGross?: number; unitNet?: number }>;
  charges?: Array<{ taxRate?: number }>;
}

/** What the target has to say it assumed: no more and no less than what the order does not tell. */
function assumedOf(order: Telling, { target, account }: Run): string[] {
  const own = optionsOf(target);
  const priced = order.lines.filter(({ unitGross, unitNet }) => (unitGross ?? unitNet) !== undefined);
  const isUnrated = order.taxOwedBy !== 'marketplace' && [...priced, ...(order.charges ?? [])].some(({ taxRate }) => taxRate === undefined);
  return [
    ...(own.has('currencyIfMissing') && order.currency === undefined ? [`currency ${account.currency}`] : []),
    ...(own.has('vatRateIfMissing') && isUnrated ? [`vatRate ${account.taxRate}`] : []),
  ];
}

/** A line that is part of a bundle is left to the bundle. */
const BUNDLED = /^a bundle/;

/** What is wrong with one order's way. */
export function complaintsOf({ order, row, error }: Fate, run: Run): string[] {
  const { state, totals, target } = run;
  const what = `${order.what} (${String(order.order.number)})`;
  if (error) {
    const poor = [!error.message.includes(String(order.order.number)) && 'does not name the order', error.nextStep.length < 15 && 'has no next step'].filter(Boolean);
    return poor.map((why) => `${what}: refused, but the error ${String(why)}: ${error.message}`);
  }
  if (!row) return [`${what}: neither written nor refused`];
  if (row.outcome === 'skipped') return typeof row.reason === 'string' && row.reason.length > 10 ? [] : [`${what}: skipped without a reason`];
  if (row.outcome !== 'created') return [`${what}: ${String(row.outcome)}`];
  const named = (row.notHeld ?? []) as string[];
  const paths = [...new Set(order.marks.map(({ path }) => path))].filter((path) => !(BUNDLED.test(order.what) && path === 'lines.name'));
  const fields = paths.flatMap((path) => {
    const arrived = order.marks.filter((mark) => mark.path === path).every(({ word }) => state.includes(word));
    if (!arrived && !covers(named, path)) return [`${what}: ${path} was dropped silently`];
    if (arrived && covers(named, path)) return [`${what}: ${path} is named as not held and did arrive`];
    return [];
  });
  const [assumed, open] = [JSON.stringify(row.assumed ?? []), JSON.stringify(assumedOf(order.order as unknown as Telling, run))];
  if (assumed !== open) fields.push(`${what}: does not tell ${open}, and the row names ${assumed}`);
  const stored = [...totals].find(([number]) => number.endsWith(String(order.order.number)))?.[1];
  const difference = Math.round((stored ?? 0) * 100 - order.total * 100) / 100;
  // Named is only what is named by its right amount; the sign is the channel's.
  if (!target.fixture.totals) return [...fields, 'the fixture has no totals(state), so nobody can tell whether the money adds up'];
  if (stored === undefined) return [...fields, `${what}: is not in the books of the target`];
  const wrong = Math.abs(difference) !== Math.abs(Number(row.totalDifference ?? 0));
  return wrong ? [...fields, `${what}: the target shows ${stored}, the buyer pays ${order.total}, and the row names ${String(row.totalDifference ?? 'no difference')}`] : fields;
}
