import type { Client } from '../shared/api/client';
import { refused, type Problem } from '../shared/api/problem';
import type { Query } from '../shared/api/request';
import { serverTime } from '../shared/api/verdict';
import { settle } from '../shared/node/settle';
import { MOST_ROWS, read } from './api';
import { listOf } from './values';

/** Where a walk over a collection stands: rows read, and rows asked for at once. Plain JSON. */
export interface PageCursor {
  offset: number;
  size: number;
}

export interface CollectionPage<Row> {
  rows: Row[];
  next?: PageCursor;
  /** The vendor's clock, epoch ms. */
  serverNow?: number;
}

/** The envelope of a collection; some guides show it inside `response`, the root of the XML (shoprenter.md §2). */
interface Envelope {
  next?: unknown;
  items?: unknown;
  response?: Envelope;
}

const FEWEST_ROWS = 25;

/** First page of a walk with pages of about `size` rows. */
export const firstPage = (size = MOST_ROWS): PageCursor => ({ offset: 0, size: Math.max(1, Math.min(MOST_ROWS, Math.floor(size))) });

/** Heavy pages run into 504: the rest is read in halves, from the same row on (shoprenter.md §10). */
function smaller({ offset, size }: PageCursor): PageCursor | undefined {
  const half = Math.floor(size / 2);
  return half >= FEWEST_ROWS && offset % half === 0 ? { offset, size: half } : undefined;
}

/** Error 40008; the JSON of errors is not documented, so its words are looked at too. */
const isBehindTheEnd = ({ details, message }: Problem): boolean => details.code === '40008' || /page not found/i.test(message);

/**
 * One page of a collection with whole objects in it. Pages are counted from 0 and end where `next` is null; the page
 * behind the last one is an error of its own (40008), which is where a list that became shorter meanwhile ends.
 */
export async function readPage<Row extends object>(client: Client, resource: string, query: Query, cursor: PageCursor): Promise<CollectionPage<Row>> {
  const { offset, size } = cursor;
  const asked = { ...query, full: 1, limit: size, page: Math.floor(offset / size) };
  const answer = await settle(async () => await client.call<Envelope>(read(resource, asked)));
  if ('problem' in answer) {
    if (offset > 0 && isBehindTheEnd(answer.problem)) return { rows: [] };
    const next = answer.problem.details.status === '504' ? smaller(cursor) : undefined;
    if (next) return await readPage(client, resource, query, next);
    throw answer.problem;
  }
  const { data, headers } = answer.value;
  const { items, next } = data.response ?? data;
  const rows = listOf<Row>(items as object);
  const goesOn = typeof next === 'object' && next !== null && 'href' in next && rows.length > 0;
  return { rows, ...(goesOn ? { next: { offset: (asked.page + 1) * size, size } } : {}), serverNow: serverTime(headers) };
}

/** A whole collection, or its rows until `enough`. */
export async function readAll<Row extends object>(
  client: Client,
  resource: string,
  query: Query = {},
  enough: (rows: readonly Row[]) => boolean = () => false,
): Promise<Row[]> {
  const rows: Row[] = [];
  let cursor: PageCursor | undefined = firstPage();
  while (cursor && !enough(rows)) {
    const page: CollectionPage<Row> = await readPage<Row>(client, resource, query, cursor);
    rows.push(...page.rows);
    cursor = page.next;
  }
  return rows;
}

/** @throws Problem for a position another operation left */
export function checkCursor(cursor: PageCursor | undefined): void {
  if (cursor === undefined || (Number.isInteger(cursor.offset) && Number.isInteger(cursor.size) && cursor.offset >= 0 && cursor.size > 0)) return;
  throw refused("'Position' cannot be used: it is not one of this operation", "Leave 'Position' empty to begin at 'Start From', or restore the last saved one.");
}
