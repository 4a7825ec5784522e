import { isUtcTime, readPacific } from './times';

type Kind = 'integer' | 'text' | 'boolean' | 'pacific' | 'utc' | readonly string[];
export interface Rule {
  kind: Kind;
  required?: boolean;
  low?: number;
  high?: number;
}
export type QueryRules = Record<string, Rule>;
export type Query = Record<string, string | number | boolean | undefined>;

export interface ReadQuery {
  query: Query;
  errors: Record<string, string>;
  /** Unknown names are dropped without a word. */
  ignored: string[];
}

export const words = (...names: string[]): QueryRules => Object.fromEntries(names.map((name) => [name, { kind: 'text' as const }]));
export const all = (kind: Kind, ...names: string[]): QueryRules => Object.fromEntries(names.map((name) => [name, { kind }]));

/** Names of v1 count in any case: the vendor's own resource_url says storeID (shipstation.md §A5). */
export function readQuery(raw: string, rules: QueryRules, caseSensitive: boolean): ReadQuery {
  const read: ReadQuery = { query: {}, errors: {}, ignored: [] };
  const names = Object.keys(rules);
  for (const [sent, value] of new URLSearchParams(raw)) {
    const name = names.find((one) => one === sent || (!caseSensitive && one.toLowerCase() === sent.toLowerCase()));
    if (name === undefined) read.ignored.push(sent);
    else if (value !== '') take(read, name, value, rules[name]);
  }
  for (const name of names) if (rules[name].required && read.query[name] === undefined && !read.errors[name]) read.errors[name] = 'A value is required.';
  return read;
}

function take(read: ReadQuery, name: string, value: string, { kind, low = -Infinity, high = Infinity }: Rule): void {
  const wrong = () => void (read.errors[name] = `The value '${value}' is not valid for ${name}.`);
  if (Array.isArray(kind)) {
    const found = kind.find((one) => one.toLowerCase() === value.toLowerCase());
    if (found === undefined) return wrong();
    read.query[name] = found;
  } else if (kind === 'integer') {
    if (!/^-?\d{1,15}$/.test(value) || Number(value) < low || Number(value) > high) return wrong();
    read.query[name] = Number(value);
  } else if (kind === 'boolean') {
    if (!/^(true|false)$/i.test(value)) return wrong();
    read.query[name] = value.toLowerCase() === 'true';
  } else if (kind === 'pacific') {
    const time = readPacific(value);
    if (time === undefined) return wrong();
    read.query[name] = time;
  } else if (kind === 'utc') {
    if (!isUtcTime(value)) return wrong();
    read.query[name] = Date.parse(value);
  } else read.query[name] = value;
}
