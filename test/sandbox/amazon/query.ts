import { ISO_TIME } from './values';

type Rule =
  | { kind: 'integer'; min: number; max: number; fallback?: number }
  | { kind: 'text' }
  | { kind: 'flag' }
  | { kind: 'time' }
  | { kind: 'choice'; of: readonly string[] }
  | { kind: 'list'; of?: readonly string[]; max?: number; required?: boolean };

export type QueryRules = Record<string, Rule>;
export type Query = Record<string, string | number | boolean | string[] | undefined>;

/** Reads a query as the models declare it: lists comma-joined, names and values case-sensitive (amazon.md §3.1). */
export function readQuery(raw: string, rules: QueryRules): { query: Query; error?: string } {
  const given = new URLSearchParams(raw);
  const query: Query = {};
  for (const name of new Set(given.keys())) {
    if (!Object.hasOwn(rules, name)) return { query, error: `'${name}' is not a parameter of this operation.` };
    if (given.getAll(name).length > 1) return { query, error: `'${name}' is given more than once; lists are comma-separated.` };
  }
  for (const [name, rule] of Object.entries(rules)) {
    const value = given.get(name);
    if (value === null) {
      if (rule.kind === 'list' && rule.required) return { query, error: `'${name}' is required.` };
      if (rule.kind === 'integer') query[name] = rule.fallback;
      continue;
    }
    const error = wrong(value, rule);
    if (error) return { query, error: `Invalid value for '${name}': ${error}` };
    query[name] = converted(value, rule);
  }
  return { query };
}

function converted(value: string, rule: Rule): string | number | boolean | string[] {
  if (rule.kind === 'integer') return Number(value);
  if (rule.kind === 'flag') return value === 'true';
  return rule.kind === 'list' ? value.split(',') : value;
}

function wrong(value: string, rule: Rule): string | undefined {
  if (value === '') return 'it is empty.';
  switch (rule.kind) {
    case 'integer':
      return /^\d{1,9}$/.test(value) && Number(value) >= rule.min && Number(value) <= rule.max ? undefined : `expected a whole number from ${rule.min} to ${rule.max}.`;
    case 'flag':
      return ['true', 'false'].includes(value) ? undefined : 'expected true or false.';
    case 'time':
      return ISO_TIME.test(value) && !Number.isNaN(Date.parse(value)) ? undefined : 'expected an ISO 8601 date and time.';
    case 'choice':
      return rule.of.includes(value) ? undefined : `expected one of ${rule.of.join(', ')}.`;
    case 'list': {
      const parts = value.split(',');
      if (rule.max !== undefined && parts.length > rule.max) return `Expected a maximum of ${rule.max}.`;
      const strange = parts.find((part) => part === '' || (rule.of && !rule.of.includes(part)));
      return strange === undefined ? undefined : `'${strange}' is not allowed.`;
    }
    case 'text':
      return undefined;
  }
}
