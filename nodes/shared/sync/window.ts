/**
 * Where a reader of changes stands. Plain JSON, so that a Data Table row or a trigger's memory can hold it; nobody
 * but this module and the channel's own reader looks inside.
 *
 * `watermark`: every change up to this vendor time has been handed on. `window`: work in progress above it.
 * `waiting`: ids that were seen unfinished and have to be looked at again, however old they get.
 */
export interface Position<Cursor = unknown> {
  v: 1;
  watermark: string;
  window?: { from: string; to: string; cursor?: Cursor };
  waiting?: string[];
}

export interface WindowRead<Row, Cursor> {
  rows: Row[];
  /** The next page's cursor; undefined when the window is read to its end. */
  next?: Cursor;
  /** The vendor's clock when it answered, epoch ms. */
  serverNow?: number;
  /** The vendor no longer knows the cursor: no rows, and the window is begun again. */
  restart?: true;
  /** The ids to look at again in a later window: replaces the list that was passed in. */
  waiting?: string[];
}

export interface PageToRead<Cursor> {
  /** Inclusive lower bound for the vendor's update time. */
  from: string;
  /** Undefined on the first page of a window. */
  cursor?: Cursor;
  waiting: string[];
}

export interface WindowOptions {
  /** Where a reader without a position begins, ISO; the moment of the first read when left out. */
  startFrom?: string;
  /** How far every window reaches back below the watermark, for rows the vendor shows late. */
  overlapMs: number;
  now(): number;
}

export interface PageResult<Row, Cursor> {
  rows: Row[];
  position: Position<Cursor>;
  /** True while the window has pages left. */
  more: boolean;
}

const iso = (at: number) => new Date(at).toISOString();

function earlier(a: string, b: string): string {
  return a < b ? a : b;
}

function later(a: string, b: string): string {
  return a > b ? a : b;
}

/**
 * Reads the next page of changes and works out the position to save once the rows are safely stored.
 *
 * The watermark moves only when a window is read to its end, only forward, and to the earlier of the vendor's and our
 * own clock at the window's first answer: a clock that runs ahead on either side can then repeat rows, not lose them.
 * Saving an old position again, or none, repeats rows and loses none.
 */
export async function readPage<Row, Cursor>(
  position: Position<Cursor> | undefined,
  options: WindowOptions,
  read: (page: PageToRead<Cursor>) => Promise<WindowRead<Row, Cursor>>,
): Promise<PageResult<Row, Cursor>> {
  const startedAt = options.now();
  const watermark = position?.watermark ?? options.startFrom ?? iso(startedAt);
  const open = position?.window;
  const from = open?.from ?? iso(Math.max(0, Date.parse(watermark) - (position ? options.overlapMs : 0)));
  const waiting = position?.waiting ?? [];

  const result = await read({ from, cursor: open?.cursor, waiting });

  if (result.restart) {
    if (!open) throw new Error('A window without a cursor cannot be begun again');
    const again = { from: open.from, to: open.to };
    return { rows: [], position: { v: 1, watermark, window: again, ...(waiting.length > 0 ? { waiting } : {}) }, more: true };
  }
  const to = open?.to ?? earlier(iso(startedAt), iso(result.serverNow ?? startedAt));
  const stillWaiting = result.waiting ?? waiting;
  const kept = stillWaiting.length > 0 ? { waiting: stillWaiting } : {};
  if (result.next !== undefined) {
    return { rows: result.rows, position: { v: 1, watermark, window: { from, to, cursor: result.next }, ...kept }, more: true };
  }
  return { rows: result.rows, position: { v: 1, watermark: later(watermark, to), ...kept }, more: false };
}

/** A saved position, or undefined for an empty text. Returns what is wrong instead of throwing. */
export function parsePosition<Cursor>(text: string): { position?: Position<Cursor> } | { invalid: string } {
  if (text.trim() === '') return {};
  const parsed = tryJson(text);
  if (typeof parsed !== 'object' || parsed === null) return { invalid: 'it is not a JSON object' };
  const candidate = parsed as Partial<Position<Cursor>>;
  if (candidate.v !== 1) return { invalid: `its version is ${String(candidate.v)}, not 1` };
  if (!isUtc(candidate.watermark)) return { invalid: "its 'watermark' is not a UTC time" };
  const { window } = candidate;
  if (window !== undefined && (!isUtc(window.from) || !isUtc(window.to))) return { invalid: "its 'window' has no UTC bounds" };
  return { position: candidate as Position<Cursor> };
}

function isUtc(value: unknown): value is string {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value) && !Number.isNaN(Date.parse(value));
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
