import { isTime } from './times';

type Kind = 'integer' | 'integers' | 'text' | 'boolean' | 'time';
/** With `!` where the vendor's definition demands it. */
export type QueryRules = Record<string, Kind | `${Kind}!`>;
export type Query = Record<string, string | number | boolean | undefined>;

export interface ReadQuery {
  query: Query;
  errors: Record<string, string[]>;
  /** Unknown names are dropped without a word (mintsoft.md §2). */
  ignored: string[];
}

export function readQuery(raw: string, rules: QueryRules, caseSensitive: boolean): ReadQuery {
  const read: ReadQuery = { query: {}, errors: {}, ignored: [] };
  const names = Object.keys(rules);
  for (const [sent, value] of new URLSearchParams(raw)) {
    const name = names.find((one) => one === sent || (!caseSensitive && one.toLowerCase() === sent.toLowerCase()));
    if (name === undefined) {
      read.ignored.push(sent);
      continue;
    }
    if (value === '') continue;
    const kind = rules[name].replace('!', '') as Kind;
    if (!fits(value, kind)) read.errors[name] = [`The value '${value}' is not valid.`];
    else read.query[name] = kind === 'integer' ? Number(value) : kind === 'boolean' ? value.toLowerCase() === 'true' : value;
  }
  for (const name of names) if (rules[name].endsWith('!') && read.query[name] === undefined && !read.errors[name]) read.errors[name] = ['A value is required.'];
  return read;
}

function fits(value: string, kind: Kind): boolean {
  if (kind === 'integer') return /^-?\d{1,9}$/.test(value);
  if (kind === 'integers') return /^\d{1,9}(;\d{1,9})*$/.test(value);
  if (kind === 'boolean') return /^(true|false)$/i.test(value);
  return kind === 'text' || isTime(value);
}
