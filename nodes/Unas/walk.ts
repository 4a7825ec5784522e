import { refused } from '../shared/api/problem';

/** Where a walk stands: plain JSON. */
export interface WalkCursor {
  /** Names the answer in memory that `at` counts in; empty where the next answer has to be fetched. */
  walk: string;
  at: number;
  /** Key of the last row handed on: what a process without that answer goes on behind. */
  after: string;
}

/** A row with a key that sorts as the walk goes. */
export interface Keyed<Row> {
  key: string;
  row: Row;
}

export interface Fetched<Row> {
  /** In the order of their keys. */
  rows: Array<Keyed<Row>>;
  /** True where nothing is left behind them. */
  complete: boolean;
  /** The vendor's clock, epoch ms. */
  serverNow?: number;
}

export interface WalkedPage<Row> {
  rows: Row[];
  next?: WalkCursor;
  serverNow?: number;
}

interface Kept {
  fetched: Fetched<unknown>;
  at: number;
}

/** Longer than a page of a flow takes. */
const KEEP_MS = 15 * 60_000;
/** A few MB each. */
const MOST_KEPT = 6;

/**
 * Answers under way. Only 30 lists an hour may be called (unas.md §3), so one answer serves many small pages. Nothing
 * depends on it: a process without it fetches again, from the last row handed on.
 */
const kept = new Map<string, Kept>();

function keep(walk: string, fetched: Fetched<unknown>, now: number): void {
  for (const [name, { at }] of kept) if (now - at > KEEP_MS) kept.delete(name);
  kept.set(walk, { fetched, at: now });
  while (kept.size > MOST_KEPT) kept.delete([...kept.keys()][0] as string);
}

/** Forgets all answers, as a new process does. */
export function forgetWalks(): void {
  kept.clear();
}

/** The next `size` rows; fetches only where the last answer is used up or unknown. */
export async function walkPage<Row>(
  cursor: WalkCursor | undefined,
  size: number,
  clock: { now(): number; newId(): string },
  readOn: (after: string | undefined) => Promise<Fetched<Row>>,
): Promise<WalkedPage<Row>> {
  const known = cursor && (kept.get(cursor.walk)?.fetched as Fetched<Row> | undefined);
  const fetched = known ?? (await readOn(cursor?.after));
  const walk = known ? cursor.walk : clock.newId();
  const from = known ? cursor.at : 0;
  const page = fetched.rows.slice(from, from + Math.max(1, size));
  const after = page.at(-1)?.key ?? cursor?.after ?? '';
  const at = from + page.length;
  const result = { rows: page.map(({ row }) => row), ...(known ? {} : { serverNow: fetched.serverNow }) };
  if (at < fetched.rows.length) {
    keep(walk, fetched, clock.now());
    return { ...result, next: { walk, at, after } };
  }
  // Not forgotten yet: a page whose books were not written is asked for again.
  if (known) keep(walk, fetched, clock.now());
  return fetched.complete || page.length === 0 ? result : { ...result, next: { walk: '', at: 0, after } };
}

/** @throws Problem for a position another operation left */
export function checkCursor(cursor: WalkCursor | undefined): void {
  if (cursor === undefined || (typeof cursor.walk === 'string' && typeof cursor.after === 'string' && Number.isInteger(cursor.at))) return;
  throw refused("'Position' cannot be used: it is not one of this operation", "Leave 'Position' empty to begin at 'Start From', or restore the last saved one.");
}
