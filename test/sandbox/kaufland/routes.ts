import type { SandboxAnswer } from '../http';
import type { Route } from '../router';
import type { Query, QueryRules } from './query';
import type { ValidateFunction } from 'ajv';

export interface Call {
  params: Record<string, string>;
  query: Query;
  body: unknown;
}

export interface Handler {
  operation: string;
  query: QueryRules;
  /** Absent: the operation takes no body. */
  body?: ValidateFunction;
  run(call: Call): SandboxAnswer | Promise<SandboxAnswer>;
}

export type KauflandRoute = Route<Handler>;

export function route(method: string, path: string, operation: string, query: QueryRules, run: Handler['run'], body?: ValidateFunction): KauflandRoute {
  return { method, path, handler: { operation, query, run, ...(body ? { body } : {}) } };
}

/** One page of a list in the vendor's envelope (kaufland.md §3). */
export function page<T>(rows: T[], query: Query, render: (row: T) => unknown): unknown {
  const offset = Number(query.offset);
  const limit = Number(query.limit);
  return { data: rows.slice(offset, offset + limit).map(render), pagination: { offset, limit, total: rows.length } };
}

export const PAGE_OF_100: QueryRules = { limit: { kind: 'integer', min: 1, max: 100, fallback: 30 }, offset: { kind: 'integer', min: 0, fallback: 0 } };
export const PAGE_OF_30: QueryRules = { limit: { kind: 'integer', min: 0, max: 30, fallback: 30 }, offset: { kind: 'integer', min: 0, fallback: 0 } };
