/** The same fifty stock levels as every source would hand them on, pushed to every target. */
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { runScene, type Told } from '../conformance/support/attempt';
import { deskOf } from '../conformance/support/check';
import { operationsOf } from '../conformance/support/discover';
import { leavesOf, masked, type Target } from './carriers';
import { awkwardLevels, KNOWN_SKUS, type AwkwardLevel } from './levels';
import type { Column } from './table';

type Figure = 'physical' | 'allocated' | 'available';

const FIGURES: readonly Figure[] = ['physical', 'allocated', 'available'];

export interface LevelFate {
  channel: string;
  source: string;
  awkward: AwkwardLevel;
  /** The figure the target was to write. */
  figure: Figure;
  row?: IDataObject;
  error?: Told;
  /** What the target's books show of the article afterwards. */
  stored?: number;
  /** The target's own books afterwards, in small letters. */
  state: string;
}

const rounded = (figure: number): number => Math.round(figure * 1000) / 1000;

/** All three figures where two are told. */
function figuresOf({ physical, allocated, available }: IDataObject): Partial<Record<Figure, number>> {
  const [shelf, reserved, free] = [physical, allocated, available] as Array<number | undefined>;
  return JSON.parse(
    JSON.stringify({
      physical: shelf ?? (free !== undefined && reserved !== undefined ? rounded(free + reserved) : undefined),
      allocated: reserved,
      available: free ?? (shelf !== undefined && reserved !== undefined ? rounded(shelf - reserved) : undefined),
    }),
  ) as Partial<Record<Figure, number>>;
}

/** The levels as a source would hand them on: its own figures, and only what it gives. */
export function handedOn(source: string, paths: ReadonlySet<string> | undefined, levels: readonly AwkwardLevel[]): AwkwardLevel[] {
  if (!paths) return [...levels];
  const given = new Set([...paths, 'sku']);
  return levels.flatMap((one) => {
    const whole = { ...one.level, ...figuresOf(one.level) };
    const level = masked(whole, given) as IDataObject;
    const isTold = [...FIGURES, 'unlimited'].some((name) => level[name] !== undefined);
    if (!isTold || (level.physical === undefined && level.available === undefined && level.unlimited !== true)) return [];
    return [{ ...one, level: { ...level, ...(paths.has('identity.id') ? { identity: { channel: source.toLowerCase(), account: 'main', id: `art-${String(level.sku)}` } } : {}) } }];
  });
}

/** What an operator of the pair chooses: the target's own figure where the source tells it, else the one it does tell. */
function figureFor(target: Target, paths: ReadonlySet<string> | undefined): { figure: Figure; parameters: INodeParameters } {
  const field = operationsOf(target.of).find(({ key }) => key === target.key)?.operation.fields.find(({ name }) => name === 'figure');
  const usual = (field?.default ?? 'available') as Figure;
  // A source may hand on two figures, of which the third follows.
  const tells = (one: Figure) => !paths || paths.has(one) || FIGURES.filter((other) => other !== one).every((other) => paths.has(other));
  const figure = tells(usual) || !field ? usual : usual === 'physical' ? 'available' : 'physical';
  return { figure, parameters: field ? { figure } : {} };
}

export async function pushFrom(target: Target, source: string, paths?: ReadonlySet<string>): Promise<LevelFate[]> {
  const { of, fixture, key } = target;
  const desk = deskOf(of.fixture?.room ?? '');
  await desk.begin();
  const scene = await fixture.scene(desk, KNOWN_SKUS);
  const skus = (scene.input ?? []).map(({ sku }) => String(sku));
  if (skus.length < KNOWN_SKUS) throw new Error(`${of.folder}: the fixture hands over ${skus.length} articles`);
  const { figure, parameters } = figureFor(target, paths);
  const levels = handedOn(source, paths, awkwardLevels(skus));
  const { rows, errors } = await runScene(desk, await desk.vault(), of.node, key.split(':'), { parameters: { ...scene.parameters, ...parameters }, input: levels.map(({ level }) => level) });
  const state = await desk.state();
  const text = JSON.stringify(state).toLowerCase();
  const books = new Map((fixture.levels?.(state) ?? []).map(({ sku, level }) => [sku, level]));
  return levels.map((awkward, index): LevelFate => {
    const row = rows.find(({ item }) => item === index)?.json;
    const error = errors.find(({ item }) => item === index);
    return { channel: target.channel, source, awkward, figure, row, error, stored: books.get(String(awkward.level.sku)), state: text };
  });
}

/** What a push says it wrote; each channel names it as its vendor does. */
const writtenBy = (row: IDataObject): unknown => row.level ?? row.quantity ?? row.amount;

const wantedOf = ({ awkward, figure }: LevelFate): number | undefined => figuresOf(awkward.level)[figure];

/** Below zero as nothing to sell, parts of a piece as none, more than the target shows as the most it does. */
const isFitted = (fate: LevelFate): boolean => fate.row !== undefined && fate.awkward.level.unlimited !== true && writtenBy(fate.row) !== wantedOf(fate);

/** The most a vendor shows of one article (kaufland.md §6). */
const MOST: Readonly<Record<string, number>> = { Kaufland: 99_999 };

/** What may stand in the books for a figure: itself, and what a target without parts of pieces or debts shows for it. */
function fittingFor(fate: LevelFate): number[] {
  const most = MOST[fate.channel] ?? Infinity;
  if (fate.awkward.level.unlimited === true) return [most];
  const wanted = wantedOf(fate) ?? Number.NaN;
  return [...new Set([wanted, Math.floor(wanted), Math.max(0, Math.floor(wanted))].map((figure) => Math.min(most, figure)))];
}

/** What is never taken over: the figures themselves, whose they are at the source, and that an article does run out. */
const NOT_LOOKED_AT = /^(sku|physical|allocated|available|asOf|identity|references|extra)(\.|$)/;

function namedWrongly({ awkward: { level, marks }, state }: LevelFate, named: readonly string[]): string[] {
  const paths = leavesOf(level).filter(({ path, value }) => !NOT_LOOKED_AT.test(path) && value !== false).map(({ path }) => path);
  return [...new Set([...paths, ...named])].flatMap((path) => {
    const words = marks.filter((mark) => mark.path === path);
    const arrived = words.length > 0 && words.every(({ word }) => state.includes(word));
    if (arrived === named.includes(path)) return [arrived ? `${path} is named as not held and did arrive` : `${path} was dropped silently`];
    return [];
  });
}

/** What is wrong with one level's way. */
export function complaintsOf(fate: LevelFate): string[] {
  const { awkward, row, error, stored } = fate;
  const sku = String(awkward.level.sku);
  const what = `${awkward.what} ('${sku.slice(0, 30)}', ${JSON.stringify(figuresOf(awkward.level))})`;
  if (error) {
    const poor = [!error.message.includes(sku) && 'does not name the SKU', error.nextStep.length < 15 && 'has no next step', error.kind !== 'refused' && `is ${error.kind}`].filter(Boolean);
    return poor.map((why) => `${what}: refused, but the error ${String(why)}: ${error.message}`);
  }
  if (!row) return [`${what}: neither written nor refused`];
  if (!['pushed', 'unchanged'].includes(String(row.outcome))) return [`${what}: ${String(row.outcome)}`];
  const written = writtenBy(row);
  const complaints = namedWrongly(fate, (row.notHeld ?? []) as string[]).map((why) => `${what}: ${why}`);
  if (stored !== written) complaints.push(`${what}: the target shows ${String(stored)}, and the row names ${String(written)}`);
  const fitting = fittingFor(fate);
  if (!fitting.includes(Number(written))) complaints.push(`${what}: ${String(written)} was written instead of ${fitting.join(' or ')}`);
  return complaints;
}

export const columnOf = ({ channel }: Target, fates: readonly LevelFate[]): Column => ({
  channel,
  entries: fates.map((fate) => ({ source: fate.source, name: String(fate.awkward.level.sku), row: fate.row, error: fate.error, fitted: isFitted(fate) })),
});
