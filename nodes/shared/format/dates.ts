import { FormatError } from './errors';
import { fromWallTime, isZone, toWallTime, wallTimeProblem, type WallTime } from './zone';

/** Patterns met at the vendors, beside `yyyy.MM.dd` with or without a last dot. */
export const GERMAN_DATE = 'dd.MM.yyyy';
export const GERMAN_DATE_TIME = 'dd.MM.yyyy HH:mm:ss';
export const COMPACT_DATE = 'yyyyMMdd';

const UTC_TEXT = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/;
const TOKEN = /yyyy|MM|M|dd|d|HH|H|mm|ss|SSS|'[^']*'|[^A-Za-z']|[A-Za-z']/g;

const FIELDS: Readonly<Record<string, { field: keyof WallTime; width: number; pattern: string }>> = {
  yyyy: { field: 'year', width: 4, pattern: '\\d{4}' },
  MM: { field: 'month', width: 2, pattern: '\\d{2}' },
  M: { field: 'month', width: 1, pattern: '\\d{1,2}' },
  dd: { field: 'day', width: 2, pattern: '\\d{2}' },
  d: { field: 'day', width: 1, pattern: '\\d{1,2}' },
  HH: { field: 'hour', width: 2, pattern: '\\d{2}' },
  H: { field: 'hour', width: 1, pattern: '\\d{1,2}' },
  mm: { field: 'minute', width: 2, pattern: '\\d{2}' },
  ss: { field: 'second', width: 2, pattern: '\\d{2}' },
  SSS: { field: 'millisecond', width: 3, pattern: '\\d{3}' },
};

function tokensOf(pattern: string): string[] {
  const tokens = pattern.match(TOKEN) ?? [];
  const unknown = tokens.find((token) => !FIELDS[token] && /^(?:[A-Za-z]|')$/.test(token));
  if (unknown !== undefined) throw new FormatError(`'${unknown}' in the date pattern '${pattern}' is unknown: use yyyy MM M dd d HH H mm ss SSS, text in '…'`, 'bad-date');
  return tokens;
}

const literalOf = (token: string): string => (token.startsWith("'") ? token.slice(1, -1) : token);

function checkZone(zone: string): void {
  if (!isZone(zone)) throw new FormatError(`Time zone '${zone}' is unknown (write e.g. Europe/Berlin)`, 'bad-date');
}

/**
 * A moment (Date, milliseconds since 1970, or UTC text ending in Z) as a clock in `zone` shows it, in `pattern`:
 * (`2026-01-05T23:30:00.000Z`, `dd.MM.yyyy HH:mm:ss`, `Europe/Berlin`) -> `06.01.2026 00:30:00`.
 * Tokens yyyy MM M dd d HH H mm ss SSS; other characters stand for themselves, letters in single quotes.
 * Throws FormatError on an unknown token or zone, or a text that is no UTC time.
 */
export function formatDate(moment: Date | number | string, pattern: string, zone = 'UTC'): string {
  checkZone(zone);
  const milliseconds = typeof moment === 'string' ? (UTC_TEXT.test(moment) ? Date.parse(moment) : NaN) : Number(moment);
  if (!Number.isFinite(milliseconds)) throw new FormatError(`'${String(moment).slice(0, 40)}' is not a UTC time like 2026-01-31T09:30:00.000Z`, 'bad-date');
  const wall = toWallTime(milliseconds, zone);
  return tokensOf(pattern)
    .map((token) => {
      const known = FIELDS[token];
      return known ? String(wall[known.field]).padStart(known.width, '0') : literalOf(token);
    })
    .join('');
}

/**
 * A date written in `pattern` by a clock in `zone` -> UTC text with milliseconds; fields the pattern lacks are the
 * smallest (midnight). A time the clocks skipped is moved on by the gap, a time shown twice means the first.
 * Throws FormatError when the text does not fit the pattern or names an impossible date.
 */
export function parseDate(source: string, pattern: string, zone = 'UTC'): string {
  checkZone(zone);
  const tokens = tokensOf(pattern);
  const expression = tokens.map((token) => (FIELDS[token] ? `(${FIELDS[token].pattern})` : literalOf(token).replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'))).join('');
  const match = new RegExp(`^${expression}$`).exec(source.trim());
  if (!match) throw new FormatError(`'${source.slice(0, 40)}' is not written as ${pattern}`, 'bad-date');
  const wall: WallTime = { year: 1970, month: 1, day: 1, hour: 0, minute: 0, second: 0, millisecond: 0 };
  tokens.flatMap((token) => FIELDS[token] ?? []).forEach(({ field }, index) => {
    wall[field] = Number(match[index + 1]);
  });
  const problem = wallTimeProblem(wall);
  if (problem) throw new FormatError(`'${source.slice(0, 40)}' is no date: ${problem}`, 'bad-date');
  return new Date(fromWallTime(wall, zone)).toISOString();
}
