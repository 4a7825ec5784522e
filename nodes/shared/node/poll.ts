import { NodeOperationError, type IDataObject, type INodeExecutionData, type IPollFunctions } from 'n8n-workflow';

import type { Client, Vendor } from '../api/client';
import { identityKey } from '../model/identity';
import { onlyFresh, type Seen } from '../sync/seen';
import { readPage, type Position, type WindowRead } from '../sync/window';
import { asProblem, toNodeError } from './errors';
import { Unreadable, type Row } from './operation';
import type { PageRead } from './page-read';
import { shownParam } from './params';
import { handedOn } from './records';
import { openClient } from './transport';

/** What one polling trigger knows: how to read a page of changes, and what makes a row news. */
export interface PollTrigger<Cursor> {
  vendor: Vendor;
  /** Rows of the vendor per page. */
  pageSize: number;
  overlapMs: number;
  read(poll: PollRead, page: PageRead<Cursor>): Promise<WindowRead<Row | Unreadable, Cursor>>;
  /** The row's news: handed on once per key; `updatedAt` is the vendor's time, UTC text. */
  news(poll: PollRead, row: Row): { key: string; updatedAt: string };
  /** True where a key must never come twice, however late; otherwise keys below the overlap are forgotten. */
  oncePerKey(poll: PollRead): boolean;
  /** UTC ISO of the operator's Start From; undefined when empty. @throws Problem */
  startOf(text: string): string | undefined;
  /** Least time between two readings, for a vendor whose quota is below n8n's one poll a minute; none when left out. */
  restMs?: number | ((poll: PollRead) => number);
  /** What a person looks for when testing finds nothing. */
  nothingFound: string;
}

export interface PollRead {
  client: Client;
  /** The value of a node parameter; undefined where it is not shown. */
  param<T>(name: string): T;
}

type Memory = { position?: Position; seen?: Seen; restUntil?: number } & IDataObject;

/** Fetching stops here and the rest comes with the next tick: the durable scheduler drops a tick after about 36 s (n8n.md 2.8). */
const BUDGET_MS = 25_000;
const MOST_ROWS = 1_000;
const SAMPLE_DAYS = 30;
const SAMPLE_ROWS = 20;
const SAMPLE_PAGES = 10;

/** Ticks of a slow poll would run twice on one memory: n8n's default scheduler has no lock. */
const running = new Set<string>();

/**
 * A trigger's `poll`. n8n stores the memory when rows are handed on; after a restart a window that brought nothing is
 * simply read again.
 */
export async function pollChannel<Cursor>(this: IPollFunctions, trigger: PollTrigger<Cursor>): Promise<INodeExecutionData[][] | null> {
  const guard = `${this.getWorkflow().id ?? ''}/${this.getNode().id}`;
  if (running.has(guard)) return null;
  running.add(guard);
  let failure: unknown;
  try {
    return await pollOnce(this, trigger);
  } catch (error) {
    failure = error;
  } finally {
    running.delete(guard);
  }
  const problem = asProblem(failure);
  if (problem) throw toNodeError(this.getNode(), problem);
  throw failure;
}

async function pollOnce<Cursor>(functions: IPollFunctions, trigger: PollTrigger<Cursor>): Promise<INodeExecutionData[][] | null> {
  const param = <T>(name: string) => shownParam<T>((fallback, options) => functions.getNodeParameter(name, fallback, options));
  const poll: PollRead = { client: await openClient(functions, trigger.vendor), param };
  if (functions.getMode() === 'manual') return await sample(functions, trigger, poll);

  const memory = functions.getWorkflowStaticData('node') as Memory;
  const startFrom = trigger.startOf(param<string>('startFrom') ?? '');
  if (!memory.position) {
    // Publishing runs this once: remember the moment instead of handing on a history nobody asked for.
    // The first window reaches back below its watermark like every other one, and must not reach behind that moment.
    const begin = startFrom === undefined ? Date.now() : Date.parse(startFrom);
    memory.position = { v: 1, watermark: new Date(begin + trigger.overlapMs).toISOString() };
    memory.seen = {};
  }
  // Set back by a clock that jumped, the rest ends all the same.
  const restMs = () => (typeof trigger.restMs === 'function' ? trigger.restMs(poll) : (trigger.restMs ?? 0));
  const rest = (memory.restUntil ?? 0) - Date.now();
  if (rest > 0 && rest <= restMs()) return null;
  const fresh = await readFresh(trigger, poll, memory);
  // A window with pages left goes on with the next tick.
  const next = restMs();
  if (next > 0 && !fresh.position.window) memory.restUntil = Date.now() + next;
  // Also where nothing is new: a tick full of repeats must not be read again by the next one.
  memory.position = fresh.position;
  memory.seen = fresh.seen;
  if (fresh.rows.length === 0) return null;
  return [fresh.rows.map((json) => ({ json }))];
}

interface Gathered {
  rows: Row[];
  position: Position;
  seen: Seen;
}

async function readFresh<Cursor>(trigger: PollTrigger<Cursor>, poll: PollRead, memory: Memory): Promise<Gathered> {
  const began = Date.now();
  const { overlapMs, pageSize } = trigger;
  let position = memory.position as Position<Cursor>;
  let seen = memory.seen ?? {};
  const rows: Row[] = [];
  for (let more = true; more && rows.length < MOST_ROWS && Date.now() - began < BUDGET_MS; ) {
    const page = await readPage(position, { overlapMs, now: () => Date.now() }, async (next) => await trigger.read(poll, { ...next, pageSize }));
    const keepFrom = trigger.oncePerKey(poll) ? '' : new Date(Date.parse(page.position.watermark) - 2 * overlapMs).toISOString();
    const fresh = onlyFresh(page.rows, seen, (row) => newsOf(trigger, poll, row, page.position.watermark), keepFrom);
    rows.push(...fresh.rows.map(handedOn));
    ({ seen } = fresh);
    ({ position, more } = page);
  }
  return { rows, position, seen };
}

function newsOf<Cursor>(trigger: PollTrigger<Cursor>, poll: PollRead, row: Row | Unreadable, readAt: string) {
  return row instanceof Unreadable ? { key: `unreadable ${identityKey(row.identity)}`, updatedAt: readAt } : trigger.news(poll, row);
}

async function sample<Cursor>(functions: IPollFunctions, trigger: PollTrigger<Cursor>, poll: PollRead): Promise<INodeExecutionData[][]> {
  const from = new Date(Date.now() - SAMPLE_DAYS * 86_400_000).toISOString();
  const rows: Array<Row | Unreadable> = [];
  let cursor: Cursor | undefined;
  for (let page = 0; page < SAMPLE_PAGES && rows.length === 0; page++) {
    const read: WindowRead<Row | Unreadable, Cursor> = await trigger.read(poll, { from, cursor, waiting: [], pageSize: SAMPLE_ROWS });
    rows.push(...read.rows);
    cursor = read.next;
    if (cursor === undefined) break;
  }
  const first = rows.slice(0, 3).map(handedOn);
  if (first.length === 0) {
    throw new NodeOperationError(functions.getNode(), trigger.nothingFound, {
      description: `Nothing changed in the last ${SAMPLE_DAYS} days. The published workflow starts by itself as soon as something does.`,
    });
  }
  return [first.map((json) => ({ json }))];
}
