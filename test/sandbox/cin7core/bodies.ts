import { Refused } from './answers';
import { exact, isGuid, readDate } from './values';

/** `text:256!` = at most 256 characters, required. A required text may be empty only as `text?!` (cin7core.md §5.2, Memo). */
type Kind = 'text' | 'number' | 'money' | 'boolean' | 'date' | 'guid';
type Rule = `${Kind}${'' | `:${number}`}${'' | '!' | '?!'}`;
export interface Shape {
  [member: string]: Rule | Shape | readonly [Shape];
}
export type Json = Record<string, unknown>;

/**
 * The members the vendor knows, read; complaints name the member. What cannot be read at all is a 500 (cin7core.md §2).
 * Numbers and booleans may be in quotes, as in the vendor's own samples of POST /sale.
 */
export function readBody(body: unknown, shape: Shape, ignored: string[], path = ''): Json {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new Refused(`The object ${path || 'passed'} could not be parsed`, 500);
  const read: Json = {};
  const names = new Map(Object.keys(shape).map((name) => [name.toLowerCase(), name]));
  for (const [sent, value] of Object.entries(body)) {
    const name = names.get(sent.toLowerCase());
    if (name === undefined) ignored.push(path + sent);
    else read[name] = readMember(value, shape[name], path + name, ignored);
  }
  for (const [name, rule] of Object.entries(shape)) {
    if (typeof rule !== 'string' || !rule.endsWith('!')) continue;
    const value = read[name];
    if (value === undefined || value === null || (value === '' && !rule.endsWith('?!'))) throw new Refused(`${path}${name} is required`);
  }
  return read;
}

function readMember(value: unknown, rule: Shape[string], path: string, ignored: string[]): unknown {
  if (value === null) return null;
  if (typeof rule === 'string') return readValue(value, rule, path);
  if (!Array.isArray(rule)) return readBody(value, rule as Shape, ignored, `${path}.`);
  if (!Array.isArray(value)) throw new Refused(`The object ${path} could not be parsed`, 500);
  return value.map((one, index) => readBody(one, (rule as readonly [Shape])[0], ignored, `${path}[${index}].`));
}

function readValue(value: unknown, rule: Rule, path: string): unknown {
  const [, kind, length] = /^([a-z]+)(?::(\d+))?/.exec(rule) as RegExpExecArray;
  const unread = () => new Refused(`Error converting value of ${path}`, 500);
  switch (kind as Kind) {
    case 'boolean':
      if (!/^(true|false)$/i.test(String(value))) throw unread();
      return String(value).toLowerCase() === 'true';
    case 'number':
    case 'money': {
      const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
      if (typeof number !== 'number' || !Number.isFinite(number)) throw unread();
      if (kind === 'money' && exact(number) === undefined) throw new Refused(`${path} has more than 4 decimal places`);
      return number;
    }
    case 'date':
      if (typeof value !== 'string' || readDate(value) === undefined) throw unread();
      return value;
    case 'guid':
      if (typeof value !== 'string' || !isGuid(value)) throw unread();
      return value.toLowerCase();
    case 'text':
      if (typeof value !== 'string') throw unread();
      if (length && value.length > Number(length)) throw new Refused(`${path} must be ${length} characters or less`);
      return value;
  }
}
