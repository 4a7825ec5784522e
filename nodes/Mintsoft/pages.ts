import type { Client } from '../shared/api/client';
import { distinct } from '../shared/api/pagers';
import type { Query } from '../shared/api/request';
import type { WindowRead } from '../shared/sync/window';
import { readList, readRequest } from './wire';

/** Where a walk stands; plain JSON. Every page of one walk has to have the same size. */
export interface PageCursor {
  pageNo: number;
  size: number;
}

export interface ListCall {
  operation: string;
  path: string;
  query: Query;
  /** Rows Mintsoft gives at most, whatever is asked for (mintsoft.md §2). */
  cap: number;
}

export const firstPage = (size: number, cap: number): PageCursor => ({ pageNo: 1, size: Math.min(cap, Math.max(1, Math.floor(size))) });

/**
 * One page of a list that tells no total: it is the last one where it is empty or shorter than what was asked for, which
 * never is more than the documented cap.
 */
export async function readListPage<Row>(client: Client, { operation, path, query, cap }: ListCall, cursor: PageCursor): Promise<WindowRead<Row, PageCursor>> {
  const size = Math.min(cap, cursor.size);
  const { rows, serverNow } = await readList<Row>(client, readRequest(operation, path, { ...query, PageNo: cursor.pageNo, Limit: size }));
  const next = rows.length < size ? undefined : { pageNo: cursor.pageNo + 1, size };
  return { rows, serverNow, ...(next ? { next } : {}) };
}

/** Walks a list until `enough` rows are there. */
export async function walkList<Row>(client: Client, call: ListCall, keyOf: (row: Row) => string, enough: (rows: Row[]) => boolean): Promise<Row[]> {
  let found: Row[] = [];
  let cursor: PageCursor | undefined = firstPage(call.cap, call.cap);
  while (cursor && !enough(found)) {
    const page: WindowRead<Row, PageCursor> = await readListPage(client, call, cursor);
    found = distinct([...found, ...page.rows], keyOf);
    cursor = page.next;
  }
  return found;
}

/** Filters a vendor passes over in silence are held to here once more (mintsoft.md §2). */
export const ofClient = <Row extends { ClientId?: number | null }>(rows: readonly Row[], clientId: number | undefined): Row[] =>
  clientId === undefined ? [...rows] : rows.filter(({ ClientId }) => ClientId === clientId);

export const ofWarehouse = <Row extends { WarehouseId?: number | null }>(rows: readonly Row[], warehouseId: number | undefined): Row[] =>
  warehouseId === undefined ? [...rows] : rows.filter(({ WarehouseId }) => WarehouseId === warehouseId);
