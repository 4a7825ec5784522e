import type { Client } from '../shared/api/client';
import { offsetStep, type OffsetCursor } from '../shared/api/pagers';
import type { Query } from '../shared/api/request';
import { read, readPage } from './wire';

/** Rows of a page at most (shipstation.md §A1). */
export const MOST_ROWS = 500;

export interface ListCall {
  path: 'orders' | 'shipments' | 'fulfillments';
  query: Query;
}

/** Where a walk stands; plain JSON. Every page of one walk has the same size. */
export interface PageCursor extends OffsetCursor {
  size: number;
}

export interface ReadList<Row> {
  rows: Row[];
  next?: PageCursor;
  total: number;
  serverNow?: number;
}

export const firstPage = (size: number): PageCursor => ({ size: Math.min(MOST_ROWS, Math.max(1, Math.floor(size))), offset: 0 });

/** The page that holds the cursor's row. Where rows have left the list meanwhile the walk steps back. */
export async function readListPage<Row>(client: Client, { path, query }: ListCall, { size, ...at }: PageCursor): Promise<ReadList<Row>> {
  const offset = Math.floor(at.offset / size) * size;
  const page = await readPage<Row>(client, read(path, { ...query, page: offset / size + 1, pageSize: size }), path);
  const step = offsetStep({ ...at, offset }, page);
  return { rows: step.rows, total: page.total, serverNow: page.serverNow, ...(step.next ? { next: { ...step.next, size } } : {}) };
}

/** The rest of a list whose first page is read, and that page; the first of each key stays. */
export async function walkOn<Row>(client: Client, call: ListCall, keyOf: (row: Row) => string, first: ReadList<Row>): Promise<Row[]> {
  const found = new Map<string, Row>();
  for (let page: ReadList<Row> | undefined = first; page; page = page.next && (await readListPage<Row>(client, call, page.next))) {
    for (const row of page.rows) if (!found.has(keyOf(row))) found.set(keyOf(row), row);
  }
  return [...found.values()];
}

/** Walks a list until `enough` says so or it ends; the first of each key stays. */
export async function walkList<Row>(client: Client, call: ListCall, keyOf: (row: Row) => string, enough: (rows: Row[]) => boolean = () => false, size = MOST_ROWS): Promise<Row[]> {
  const found = new Map<string, Row>();
  let cursor: PageCursor | undefined = firstPage(size);
  while (cursor && !enough([...found.values()])) {
    const page: ReadList<Row> = await readListPage<Row>(client, call, cursor);
    for (const row of page.rows) if (!found.has(keyOf(row))) found.set(keyOf(row), row);
    cursor = page.next;
  }
  return [...found.values()];
}
