import { json, type SandboxAnswer } from '../http';
import type { RoomContext } from '../room';
import { Refused } from './answers';
import type { Json, Shape } from './bodies';
import { isGuid, readDate } from './values';

type QueryKind = 'text' | 'number' | 'boolean' | 'date' | 'guid';
/** With `!` where the vendor demands it. */
export type QueryRules = Record<string, QueryKind | `${QueryKind}!`>;
export type Query = Record<string, string | number | boolean | undefined>;

export interface Call {
  query: Query;
  body: Json;
  now: number;
}

export interface Cin7Route {
  method: string;
  /** As the blueprint spells it; matched without regard to case (cin7core.md §1). */
  path: string;
  query: QueryRules;
  body?: Shape;
  run(call: Call): SandboxAnswer;
}

export function route(method: string, path: string, query: QueryRules, run: Cin7Route['run'], body?: Shape): Cin7Route {
  return { method, path, query, run, body };
}

export const PAGED: QueryRules = { Page: 'number', Limit: 'number' };

/** Lists of the introduction always page; about the others the blueprint contradicts itself (cin7core.md §2). */
export function page(context: RoomContext, named: boolean, list: string, rows: Json[], { Page = 1, Limit = 100 }: Query): SandboxAnswer {
  const number = Number(Page);
  const size = Number(Limit);
  if (!Number.isInteger(number) || number < 1) throw new Refused('Page must be greater than 0');
  if (!Number.isInteger(size) || size < 1 || size > 1000) throw new Refused('Limit must be between 1 and 1000');
  if (!named && context.assumed('unnamed-lists-paging') === 'ignored') return json(200, { Total: rows.length, Page: 1, [list]: rows });
  return json(200, { Total: rows.length, Page: number, [list]: rows.slice((number - 1) * size, number * size) });
}

export function readQuery(raw: string, rules: QueryRules, ignored: string[]): Query {
  const query: Query = {};
  const names = new Map(Object.keys(rules).map((name) => [name.toLowerCase(), name]));
  for (const [sent, value] of new URLSearchParams(raw)) {
    const name = names.get(sent.toLowerCase());
    if (name === undefined) ignored.push(sent);
    else if (value !== '') query[name] = readOne(name, value, rules[name].replace('!', '') as QueryKind);
  }
  for (const [name, rule] of Object.entries(rules)) if (rule.endsWith('!') && query[name] === undefined) throw new Refused(`${name} is required`);
  return query;
}

function readOne(name: string, value: string, kind: QueryKind): string | number | boolean {
  const wrong = () => new Refused(`Parameter ${name} has an incorrect value`);
  if (kind === 'number') {
    if (!/^-?\d{1,9}$/.test(value)) throw wrong();
    return Number(value);
  }
  if (kind === 'boolean') {
    if (!/^(true|false|1|0)$/i.test(value)) throw wrong();
    return /^(true|1)$/i.test(value);
  }
  if ((kind === 'date' && readDate(value) === undefined) || (kind === 'guid' && !isGuid(value))) throw wrong();
  return kind === 'guid' ? value.toLowerCase() : value;
}

export const starts = (value: unknown, wanted: unknown): boolean => wanted === undefined || String(value).toLowerCase().startsWith(String(wanted).toLowerCase());
export const contains = (value: unknown, wanted: unknown): boolean => wanted === undefined || String(value ?? '').toLowerCase().includes(String(wanted).toLowerCase());
export const same = (value: unknown, wanted: unknown): boolean => wanted === undefined || String(value ?? '').toLowerCase() === String(wanted).toLowerCase();
