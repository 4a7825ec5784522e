import { formatDate, isZone, zoneOffset } from '../shared/format';
import { misconfigured } from '../shared/api/problem';

/** Filters are compared in the tenant's own zone, and answers tell none (mintsoft.md §2). */
export const DEFAULT_ZONE = 'Europe/London';

/** @throws Problem naming a zone the platform does not know */
export function checkedZone(zone: string | undefined): string {
  const wanted = (zone ?? '').trim() || DEFAULT_ZONE;
  if (isZone(wanted)) return wanted;
  throw misconfigured(`'Time Zone' is '${wanted}', which is none`, 'Write e.g. Europe/London.');
}

const twoDigits = (count: number): string => String(Math.floor(count)).padStart(2, '0');

function offsetOf(utcTime: string, zone: string): string {
  const minutes = zoneOffset(Date.parse(utcTime), zone) / 60_000;
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${twoDigits(size / 60)}:${twoDigits(size % 60)}`;
}

/**
 * A UTC time as a clock at the tenant shows it, with its offset: right where Mintsoft reads the offset and where it
 * drops it (mintsoft.md §2 says neither for filters).
 */
export const tenantTime = (utcTime: string, zone: string): string => `${formatDate(utcTime, "yyyy-MM-dd'T'HH:mm:ss", zone)}${offsetOf(wholeSecond(utcTime), zone)}`;

const wholeSecond = (utcTime: string): string => `${utcTime.slice(0, 19)}Z`;

/** The tenant's day of a UTC time. */
export const tenantDay = (utcTime: string, zone: string): string => formatDate(utcTime, 'yyyy-MM-dd', zone);

const DAY_MS = 86_400_000;

/** The day after, as text. */
export const nextDay = (day: string): string => new Date(Date.parse(`${day}T00:00:00.000Z`) + DAY_MS).toISOString().slice(0, 10);
export const dayBefore = (day: string): string => new Date(Date.parse(`${day}T00:00:00.000Z`) - DAY_MS).toISOString().slice(0, 10);
