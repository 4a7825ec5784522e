import type { Client } from '../shared/api/client';
import { distinct, offsetStep } from '../shared/api/pagers';
import { Problem } from '../shared/api/problem';
import type { Query } from '../shared/api/request';
import { serverTime } from '../shared/api/verdict';
import { read } from './wire';

/** cin7core.md §2 */
export const ROWS_PER_CALL = 1000;

export interface ListCall {
  path: string;
  query: Query;
  /** The member that holds the rows. */
  member: string;
  /** False where the introduction knows no paging: such a list may give all rows for every page (cin7core.md §2). */
  surelyPaged: boolean;
}

/** Where a walk stands; plain JSON. */
export interface ListCursor {
  offset: number;
  size: number;
  total?: number;
}

export interface ListPage<Row> {
  rows: Row[];
  total: number;
  next?: ListCursor;
  serverNow?: number;
}

export const firstPage = (size: number): ListCursor => ({ offset: 0, size: Math.min(ROWS_PER_CALL, Math.max(1, Math.floor(size))) });

/** One page of a list. @throws Problem for an answer without a list, which must not pass for "there is none" */
export async function readListPage<Row>(client: Client, { path, query, member }: ListCall, cursor: ListCursor): Promise<ListPage<Row>> {
  const number = Math.floor(cursor.offset / cursor.size);
  const { data, headers } = await client.call<Record<string, unknown> | undefined>(read(path, { ...query, Page: number + 1, Limit: cursor.size }));
  const rows = data?.[member];
  if (!Array.isArray(rows)) {
    throw new Problem({
      kind: 'unavailable',
      cause: 'maintenance',
      message: `Cin7 Core answered ${path} without a list`,
      nextStep: 'Nothing was lost. A later run asks again.',
      vendor: 'Cin7 Core',
      operation: path,
    });
  }
  const total = typeof data?.Total === 'number' ? data.Total : number * cursor.size + rows.length + (rows.length < cursor.size ? 0 : 1);
  const step = offsetStep<Row>({ offset: number * cursor.size, total: cursor.total }, { rows: rows as Row[], total });
  return { rows: rows as Row[], total, serverNow: serverTime(headers), ...(step.next ? { next: { ...step.next, size: cursor.size } } : {}) };
}

/** Walks a list in the largest pages until `enough` rows are there. */
export async function readList<Row>(
  client: Client,
  call: ListCall,
  keyOf: (row: Row) => string,
  enough: (rows: readonly Row[]) => boolean = () => false,
): Promise<Row[]> {
  let found: Row[] = [];
  let first: string | undefined;
  let cursor: ListCursor | undefined = firstPage(ROWS_PER_CALL);
  while (cursor && !enough(found)) {
    const page: ListPage<Row> = await readListPage(client, call, cursor);
    const [top] = page.rows;
    const begins = top === undefined ? undefined : keyOf(top);
    // The same page again: this list does not page.
    if (!call.surelyPaged && begins !== undefined && begins === first) break;
    first = begins;
    found = distinct([...found, ...page.rows], keyOf);
    cursor = page.next;
  }
  return found;
}
