/** A reading of a clock on a wall somewhere: month 1-12, no zone. */
export interface WallTime {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  millisecond: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const created = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    era: 'short',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formats.set(zone, created);
  return created;
}

/** True when the platform knows the zone (an IANA name such as `Europe/Berlin`, or `UTC`). */
export function isZone(zone: string): boolean {
  try {
    formatOf(zone);
    return true;
  } catch {
    return false;
  }
}

/** Milliseconds since 1970 of a wall time read in UTC. Years below 100 are meant literally (Date.UTC would add 1900). */
export function wallTimeAsUtc(wall: WallTime): number {
  const date = new Date(0);
  date.setUTCFullYear(wall.year, wall.month - 1, wall.day);
  date.setUTCHours(wall.hour, wall.minute, wall.second, wall.millisecond);
  return date.getTime();
}

/** What a clock in `zone` shows at a moment given in milliseconds since 1970. Throws RangeError on an unknown zone. */
export function toWallTime(moment: number, zone: string): WallTime {
  if (zone === 'UTC') {
    const date = new Date(moment);
    return {
      year: date.getUTCFullYear(),
      month: date.getUTCMonth() + 1,
      day: date.getUTCDate(),
      hour: date.getUTCHours(),
      minute: date.getUTCMinutes(),
      second: date.getUTCSeconds(),
      millisecond: date.getUTCMilliseconds(),
    };
  }
  const parts = Object.fromEntries(formatOf(zone).formatToParts(moment).map((part) => [part.type, part.value]));
  const year = Number(parts['year']);
  return {
    year: parts['era'] === 'BC' ? 1 - year : year,
    month: Number(parts['month']),
    day: Number(parts['day']),
    hour: Number(parts['hour']),
    minute: Number(parts['minute']),
    second: Number(parts['second']),
    millisecond: ((moment % 1000) + 1000) % 1000,
  };
}

/** Milliseconds that `zone` is ahead of UTC at a moment. */
export function zoneOffset(moment: number, zone: string): number {
  return wallTimeAsUtc(toWallTime(moment, zone)) - moment;
}

const DAY = 86_400_000;

/**
 * Milliseconds since 1970 at which a clock in `zone` shows `wall`. A time shown twice (clocks set back) means the
 * first; a time never shown (clocks set forward) is moved on by the gap. Throws RangeError on an unknown zone.
 */
export function fromWallTime(wall: WallTime, zone: string): number {
  const asUtc = wallTimeAsUtc(wall);
  if (zone === 'UTC') return asUtc;
  const before = zoneOffset(asUtc - DAY, zone);
  const after = zoneOffset(asUtc + DAY, zone);
  const fitting = [before, after].map((offset) => asUtc - offset).filter((moment) => zoneOffset(moment, zone) === asUtc - moment);
  return fitting.length > 0 ? Math.min(...fitting) : asUtc - before;
}

const DAYS_OF_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** What is impossible about a wall time ("month 13 does not exist"); undefined when it is a real one. */
export function wallTimeProblem(wall: WallTime): string | undefined {
  const leap = (wall.year % 4 === 0 && wall.year % 100 !== 0) || wall.year % 400 === 0;
  const days = wall.month === 2 && leap ? 29 : DAYS_OF_MONTH[wall.month - 1];
  if (days === undefined) return `month ${wall.month} does not exist`;
  if (wall.day < 1 || wall.day > days) return `day ${wall.day} does not exist in month ${wall.month} of ${wall.year}`;
  if (wall.hour > 23) return `hour ${wall.hour} does not exist`;
  if (wall.minute > 59) return `minute ${wall.minute} does not exist`;
  if (wall.second > 59) return `second ${wall.second} does not exist`;
  return undefined;
}
