import type { Client } from '../shared/api/client';
import { Problem } from '../shared/api/problem';
import type { ApiRequest, Query, Safety } from '../shared/api/request';
import { serverTime } from '../shared/api/verdict';

export function readRequest(operation: string, path: string, query: Query = {}): ApiRequest {
  return { operation, method: 'GET', path: `/api/${path}`, query, safety: 'read' };
}

interface Write {
  method?: ApiRequest['method'];
  query?: Query;
  body?: unknown;
  safety?: Safety;
}

/** Some writes are GETs here (mintsoft.md §2.2): a repeat would do it again, whatever the verb says. */
export function writeRequest(operation: string, path: string, { method = 'POST', query = {}, body, safety = 'once' }: Write = {}): ApiRequest {
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  return { operation, method, path: `/api/${path}`, query, ...sent, safety };
}

export interface List<Row> {
  rows: Row[];
  /** The vendor's clock, epoch ms. */
  serverNow?: number;
}

/**
 * A list of Mintsoft. Only an array is a list: nothing else may pass for "there is none".
 *
 * @throws Problem when it answers anything else
 */
export async function readList<Row>(client: Client, request: ApiRequest): Promise<List<Row>> {
  const { data, headers } = await client.call<unknown>(request);
  if (Array.isArray(data)) return { rows: data as Row[], serverNow: serverTime(headers) };
  throw new Problem({
    kind: 'unavailable',
    cause: 'maintenance',
    message: `Mintsoft answered ${request.operation} without a list`,
    nextStep: 'Nothing was lost. A later run asks again.',
    vendor: 'Mintsoft',
    operation: request.operation,
  });
}

/** One record; undefined where it is not there or not shown to this user. */
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

/** What most writes answer (mintsoft.md §2.1). */
export interface ToolkitResult {
  ID?: number | null;
  Success?: boolean | null;
  Message?: string | null;
  WarningMessage?: string | null;
}
