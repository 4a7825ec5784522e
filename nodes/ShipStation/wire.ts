import type { Client } from '../shared/api/client';
import { Problem } from '../shared/api/problem';
import type { ApiRequest, Query, Safety } from '../shared/api/request';
import { serverTime } from '../shared/api/verdict';

export const read = (path: string, query: Query = {}, operation = path): ApiRequest => ({ operation, method: 'GET', path: `/${path}`, query, safety: 'read' });

interface Write {
  method?: ApiRequest['method'];
  safety?: Safety;
  operation?: string;
}

/** A write; what a repeat would do again is never repeated blindly. */
export function write(path: string, body: unknown, { method = 'POST', safety = 'once', operation = path }: Write = {}): ApiRequest {
  return { operation, method, path: `/${path}`, ...(body === undefined ? {} : { body: JSON.stringify(body) }), safety };
}

export interface ListPage<Row> {
  rows: Row[];
  total: number;
  /** Address of the next page, as v2 names it (shipstation.md §B1). */
  next?: string;
  /** The vendor's clock, epoch ms. */
  serverNow?: number;
}

function nextIn(data: Record<string, unknown> | undefined): { next?: string } {
  const href = (data as { links?: { next?: { href?: unknown } | null } | null } | undefined)?.links?.next?.href;
  return typeof href === 'string' && href !== '' ? { next: href } : {};
}

function noList(operation: string): Problem {
  return new Problem({
    kind: 'unavailable',
    cause: 'maintenance',
    message: `ShipStation answered ${operation} without a list`,
    nextStep: 'Nothing was lost. A later run asks again.',
    vendor: 'ShipStation',
    operation,
  });
}

/**
 * One page of a list below `member`. Nothing else may pass for "there is none".
 *
 * @throws Problem for an answer without the list
 */
export async function readPage<Row>(client: Client, request: ApiRequest, member: string): Promise<ListPage<Row>> {
  const { data, headers } = await client.call<Record<string, unknown> | undefined>(request);
  const rows = data?.[member];
  if (!Array.isArray(rows)) throw noList(request.operation);
  const total = Number(data?.total);
  return { rows: rows as Row[], total: Number.isFinite(total) ? total : rows.length, serverNow: serverTime(headers), ...nextIn(data) };
}

/** A list that comes whole, as a bare array. @throws Problem for anything else */
export async function readArray<Row>(client: Client, request: ApiRequest): Promise<Row[]> {
  const { data } = await client.call<unknown>(request);
  if (Array.isArray(data)) return data as Row[];
  throw noList(request.operation);
}

/** One record; undefined where it is not there. */
export async function readOne<Row>(client: Client, request: ApiRequest): Promise<Row | undefined> {
  let failure: unknown;
  try {
    return ((await client.call<Row | null | undefined>(request)).data ?? undefined) as Row | undefined;
  } catch (error) {
    failure = error;
  }
  if (failure instanceof Problem && failure.details.code === 'not-found') return undefined;
  throw failure;
}
