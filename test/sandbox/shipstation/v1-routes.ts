import type { SandboxAnswer } from '../http';
import type { Route } from '../router';
import type { Expected } from './bodies';
import type { Query, QueryRules } from './query';

export interface V1Call {
  id: number;
  query: Query;
  body: unknown;
  /** Scheme and host at which ShipStation was spoken to. */
  origin: string;
}

export interface V1Handler {
  query: QueryRules;
  /** Absent: the operation takes no body. */
  body?: Expected;
  /** What the vendor calls the body in its complaints. */
  root: string;
  run(call: V1Call): SandboxAnswer | Promise<SandboxAnswer>;
}

export type V1Route = Route<V1Handler>;

export function get(path: string, query: QueryRules, run: V1Handler['run']): V1Route {
  return { method: 'GET', path, handler: { query, run, root: '' } };
}

export function write(method: string, path: string, root: string, body: Expected | undefined, run: V1Handler['run'], query: QueryRules = {}): V1Route {
  return { method, path, handler: { query, run, root, body } };
}

/** Sheet: page is 1-based, pageSize 100, at most 500 (shipstation.md §A1). */
export const PAGE: QueryRules = { page: { kind: 'integer', low: 1 }, pageSize: { kind: 'integer', low: 1, high: 500 }, sortDir: { kind: ['ASC', 'DESC'] } };

export function page<T>(name: string, rows: T[], query: Query, render: (row: T) => unknown, sortOf: (row: T) => number): Record<string, unknown> {
  const size = Number(query.pageSize ?? 100);
  const number = Number(query.page ?? 1);
  const direction = query.sortDir === 'DESC' ? -1 : 1;
  const sorted = [...rows].sort((a, b) => direction * (sortOf(a) - sortOf(b)));
  return { [name]: sorted.slice((number - 1) * size, number * size).map(render), total: rows.length, page: number, pages: Math.ceil(rows.length / size) };
}

/** `<name>Start` and `<name>End`, both included. */
export function within(query: Query, name: string, time: number | null): boolean {
  const start = query[`${name}Start`] as number | undefined;
  const end = query[`${name}End`] as number | undefined;
  if (start === undefined && end === undefined) return true;
  return time !== null && time >= (start ?? -Infinity) && time <= (end ?? Infinity);
}

export const contains = (text: unknown, wanted: unknown): boolean => wanted === undefined || String(text ?? '').toLowerCase().includes(String(wanted).toLowerCase());
export const equals = (value: unknown, wanted: unknown): boolean => wanted === undefined || value === wanted;
