import type { ValidateFunction } from 'ajv';
import type { SandboxAnswer } from '../http';
import type { Route } from '../router';
import type { Query, QueryRules } from './query';

export interface V2Call {
  params: Record<string, string>;
  query: Query;
  /** The query as it was sent, for links. */
  sent: string;
  path: string;
  body: Record<string, unknown>;
  origin: string;
}

export interface V2Handler {
  query: QueryRules;
  /** Absent: the operation takes no body. */
  body?: ValidateFunction;
  run(call: V2Call): SandboxAnswer;
}

export type V2Route = Route<V2Handler>;

export const get = (path: string, query: QueryRules, run: V2Handler['run']): V2Route => ({ method: 'GET', path, handler: { query, run } });
export const write = (method: string, path: string, body: ValidateFunction | undefined, run: V2Handler['run'], query: QueryRules = {}): V2Route => ({ method, path, handler: { query, run, body } });

/** Default 25; the maximum is not published, so more than 100 is refused (shipstation.md §B1). */
export const PAGE: QueryRules = { page: { kind: 'integer', low: 1 }, page_size: { kind: 'integer', low: 1, high: 100 }, sort_dir: { kind: ['asc', 'desc'] } };

/** `name` and what comes with a list: total, page, pages, links (shipstation.md §B1). */
export function page<T>(name: string, rows: T[], call: V2Call, render: (row: T) => unknown, { sizeName = 'page_size', size = 25 } = {}): Record<string, unknown> {
  const perPage = Number(call.query[sizeName] ?? size);
  const number = Number(call.query.page ?? 1);
  const pages = Math.max(1, Math.ceil(rows.length / perPage));
  const link = (wanted: number) => {
    const query = new URLSearchParams(call.sent);
    query.set('page', String(wanted));
    query.set(sizeName, String(perPage));
    return { href: `${call.origin}${call.path}?${query.toString()}` };
  };
  const links = { first: link(1), last: link(pages), prev: number > 1 ? link(number - 1) : {}, next: number < pages ? link(number + 1) : {} };
  return { [name]: rows.slice((number - 1) * perPage, number * perPage).map(render), total: rows.length, page: number, pages, links };
}

export function sorted<T>(rows: T[], sortDir: unknown, of: (row: T) => number): T[] {
  const direction = sortDir === 'asc' ? 1 : -1;
  return [...rows].sort((a, b) => direction * (of(a) - of(b)));
}

export function between(query: Query, name: string, time: number | null): boolean {
  const start = query[`${name}_start`] as number | undefined;
  const end = query[`${name}_end`] as number | undefined;
  if (start === undefined && end === undefined) return true;
  return time !== null && time >= (start ?? -Infinity) && time <= (end ?? Infinity);
}
