import { fromWallTime, isZone, wallTimeProblem } from '../format/zone';
import { ModelError } from './errors';

type Reading = { moment: number } | { problem: string };

const MOMENT = /^(\d{4})-(\d{2})-(\d{2})(?:(?:T|\s+)(\d{2})([:-])(\d{2})(?:\5(\d{2})(?:[.,](\d{1,9}))?)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?)?$/i;

function read(source: string, zone: string): Reading {
  const match = MOMENT.exec(source.trim());
  if (!match) return { problem: 'it is not written as a date and time' };
  const field = (index: number): number => Number(match[index] ?? 0);
  const wall = {
    year: field(1),
    month: field(2),
    day: field(3),
    hour: field(4),
    minute: field(6),
    second: field(7),
    millisecond: Number((match[8] ?? '').padEnd(3, '0').slice(0, 3)),
  };
  const problem = wallTimeProblem(wall);
  if (problem) return { problem };
  const offset = match[9]?.toUpperCase();
  if (offset === undefined) {
    return isZone(zone) ? { moment: fromWallTime(wall, zone) } : { problem: `time zone '${zone}' is unknown (write e.g. Europe/Berlin)` };
  }
  return { moment: fromWallTime(wall, 'UTC') - offsetMilliseconds(offset) };
}

function offsetMilliseconds(offset: string): number {
  if (offset === 'Z') return 0;
  const digits = offset.slice(1).replace(':', '').padEnd(4, '0');
  return (Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2))) * (offset.startsWith('-') ? -60_000 : 60_000);
}

function asText(moment: number, shown: string): string {
  const date = new Date(moment);
  const readable = Number.isFinite(date.getTime()) && date.getUTCFullYear() >= 0 && date.getUTCFullYear() <= 9999;
  if (!readable) throw new ModelError(`${shown} is not a moment between the years 0 and 9999`, 'bad-time');
  return date.toISOString();
}

/**
 * A moment as the model's UTC text `YYYY-MM-DDTHH:mm:ss.sssZ`; texts compare like the times. Takes a Date, milliseconds
 * since 1970, or ISO 8601 text (date alone, blank instead of T, one to nine decimals of a second, any offset); finer
 * than milliseconds is cut off. Text without an offset is a clock reading in `zone`, UTC unless told, never the server's.
 * Throws ModelError `bad-time` on anything else.
 */
export function utc(moment: string | number | Date, zone = 'UTC'): string {
  if (typeof moment === 'number') return asText(moment, `'${moment}'`);
  if (moment instanceof Date) return asText(moment.getTime(), 'The date');
  const reading = read(moment, zone);
  if ('problem' in reading) {
    throw new ModelError(`'${moment.slice(0, 40)}' is not a time like 2026-01-31T09:30:00Z: ${reading.problem}`, 'bad-time');
  }
  return asText(reading.moment, `'${moment.slice(0, 40)}'`);
}

/** Seconds since 1970 as UTC text. */
export function utcFromSeconds(seconds: number): string {
  return utc(seconds * 1000);
}

/** The moment `milliseconds` later (earlier when negative), as UTC text. */
export function later(moment: string, milliseconds: number): string {
  return utc(toMilliseconds(moment) + milliseconds);
}

/** UTC text -> milliseconds since 1970. Throws ModelError `bad-time` like {@link utc}. */
export function toMilliseconds(moment: string): number {
  return Date.parse(utc(moment));
}

/** Vendors' ways of saying "no date": .NET's smallest date, SQL's zero date. */
const NO_DATE = /^(0001-01-01|0000-00-00|1753-01-01)/;

/** A vendor's time as UTC text; absent, null, blank and the vendors' zero dates give undefined. Else as {@link utc}. */
export function vendorTime(moment: string | number | Date | null | undefined, zone = 'UTC'): string | undefined {
  if (moment === null || moment === undefined) return undefined;
  if (typeof moment === 'string' && (moment.trim() === '' || NO_DATE.test(moment.trim()))) return undefined;
  return utc(moment, zone);
}

/**
 * The operator's Start From setting as UTC text. Accepts ISO 8601 and the spelling `YYYY-MM-DD HH-MM-SS` operators know
 * from older connectors (with colons too); without an offset it is a clock reading in `zone`.
 * Throws ModelError `bad-time` naming what is wrong and how to write it.
 */
export function parseStartFrom(source: string, zone = 'UTC'): string {
  const reading = read(source, zone);
  if ('problem' in reading) {
    const written = source.trim() === '' ? 'Start From is empty' : `Start From '${source.trim().slice(0, 40)}' cannot be used: ${reading.problem}`;
    throw new ModelError(`${written}. Write 2026-01-31T00:00:00Z or 2026-01-31 00-00-00`, 'bad-time');
  }
  return asText(reading.moment, 'Start From');
}
