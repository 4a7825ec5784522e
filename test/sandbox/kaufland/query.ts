import type { FieldError } from './problems';

type Rule =
  | { kind: 'integer'; min?: number; max?: number; fallback?: number }
  | { kind: 'text' }
  | { kind: 'time' }
  | { kind: 'choice'; of: readonly string[]; fallback?: string; required?: boolean }
  | { kind: 'choices'; of: readonly string[]; fallback?: readonly string[] };

export type QueryRules = Record<string, Rule>;
export type Query = Record<string, string | number | string[] | undefined>;

// kaufland.md §3 "Times": filters are YYYY-MM-ddTHH:mm:ssZ.
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

/** Reads a query the way the vendor does: arrays by repeating the key, nothing unknown, nothing twice (kaufland.md §3). */
export function readQuery(raw: string, rules: QueryRules): { query: Query; errors: FieldError[] } {
  const errors: FieldError[] = [];
  const given = new URLSearchParams(raw);
  for (const name of new Set(given.keys())) {
    if (!Object.hasOwn(rules, name)) errors.push({ field: name, message: `${name} is not a known parameter` });
  }
  const query: Query = {};
  for (const [name, rule] of Object.entries(rules)) {
    const values = given.getAll(name);
    if (rule.kind === 'choices') {
      for (const value of values) if (!rule.of.includes(value)) errors.push({ field: name, message: `${name} must be one of ${rule.of.join(', ')}` });
      query[name] = values.length > 0 ? values : rule.fallback ? [...rule.fallback] : undefined;
      continue;
    }
    if (values.length > 1) errors.push({ field: name, message: `${name} must be given once` });
    const [value] = values;
    const complaint = value === undefined ? missing(rule) : wrong(value, rule);
    if (complaint) errors.push({ field: name, message: `${name} ${complaint}` });
    query[name] = value === undefined ? ('fallback' in rule ? rule.fallback : undefined) : rule.kind === 'integer' ? Number(value) : value;
  }
  return { query, errors };
}

function missing(rule: Rule): string | undefined {
  return rule.kind === 'choice' && rule.required ? 'is required' : undefined;
}

function wrong(value: string, rule: Exclude<Rule, { kind: 'choices' }>): string | undefined {
  switch (rule.kind) {
    case 'integer': {
      if (!/^-?\d{1,15}$/.test(value)) return 'must be an integer';
      if (rule.min !== undefined && Number(value) < rule.min) return `must be at least ${rule.min}`;
      if (rule.max !== undefined && Number(value) > rule.max) return `must be at most ${rule.max}`;
      return undefined;
    }
    case 'time':
      return TIME.test(value) && !Number.isNaN(Date.parse(value)) ? undefined : 'must be in the format YYYY-MM-ddTHH:mm:ssZ';
    case 'choice':
      return rule.of.includes(value) ? undefined : `must be one of ${rule.of.join(', ')}`;
    case 'text':
      return undefined;
  }
}
