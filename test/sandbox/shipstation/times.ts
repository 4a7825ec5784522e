/** v1 speaks US Pacific time without zone in both directions (shipstation.md §A1). */
export const PACIFIC = 'America/Los_Angeles';

const V1_TIME = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d):(\d\d)(?:\.(\d{1,7}))?)?$/;
const V2_TIME = /^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d+)?(Z|[-+]\d\d:\d\d))?$/;
const formats = new Map<string, Intl.DateTimeFormat>();

/** The wall clock of a zone as milliseconds, as if it stood in UTC. */
export function wallOf(time: number, zone: string): number {
  if (zone === 'UTC') return time;
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' });
    formats.set(zone, format);
  }
  const part = Object.fromEntries(format.formatToParts(time).map(({ type, value }) => [type, Number(value)]));
  return Date.UTC(part.year, part.month - 1, part.day, part.hour, part.minute, part.second) + (((time % 1000) + 1000) % 1000);
}

/** The hour that daylight saving repeats is read as the first one, the hour it leaves out as the one after. */
export function instantOf(wall: number, zone: string): number {
  const first = wall - (wallOf(wall - 12 * 3_600_000, zone) - (wall - 12 * 3_600_000));
  if (wallOf(first, zone) === wall) return first;
  const second = wall - (wallOf(wall + 12 * 3_600_000, zone) - (wall + 12 * 3_600_000));
  return wallOf(second, zone) === wall ? second : first;
}

/** Undefined for anything v1 does not understand, a zone included. */
export function readPacific(text: string): number | undefined {
  const found = V1_TIME.exec(text);
  if (!found) return undefined;
  const [year, month, day, hour, minute, second] = found.slice(1, 7).map((part) => Number(part ?? 0));
  const wall = Date.UTC(year, month - 1, day, hour, minute, second) + Math.floor(Number(`0.${found[7] ?? 0}`) * 1000);
  const again = new Date(wall);
  const exists = again.getUTCMonth() === month - 1 && again.getUTCDate() === day && again.getUTCHours() === hour && again.getUTCMinutes() === minute;
  return exists ? instantOf(wall, PACIFIC) : undefined;
}

export function pacific(time: number): string;
export function pacific(time: number | null): string | null;
export function pacific(time: number | null): string | null {
  return time === null ? null : new Date(wallOf(time, PACIFIC)).toISOString().replace('Z', '0000');
}

export function pacificDay(time: number): string {
  return new Date(wallOf(time, PACIFIC)).toISOString().slice(0, 10);
}

export function isUtcTime(text: string): boolean {
  return V2_TIME.test(text) && !Number.isNaN(Date.parse(text));
}

export function utc(time: number): string;
export function utc(time: number | null): string | null;
export function utc(time: number | null): string | null {
  return time === null ? null : new Date(time).toISOString();
}
