import type { RoomContext } from '../room';

// A zone is optional in what comes in; answers never carry one (mintsoft.md §2).
const TIME = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.\d{1,7})?)?)?(Z|[+-]\d\d:\d\d)?$/;
const formats = new Map<string, Intl.DateTimeFormat>();

/** The tenant's wall clock as milliseconds, as if it stood in UTC. */
function wallOf(time: number, zone: string): number {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' });
    formats.set(zone, format);
  }
  const part = Object.fromEntries(format.formatToParts(time).map(({ type, value }) => [type, Number(value)]));
  return Date.UTC(part.year, part.month - 1, part.day, part.hour, part.minute, part.second);
}

function instantOf(wall: number, zone: string): number {
  const guess = wall - (wallOf(wall, zone) - wall);
  return guess - (wallOf(guess, zone) - wall);
}

export function isTime(text: string): boolean {
  return TIME.test(text) && !Number.isNaN(Date.parse(text.slice(0, 10)));
}

/** Times of this tenant. */
export class Times {
  constructor(private readonly context: RoomContext) {}

  /** Whole seconds, as the answers carry no more. */
  now(): number {
    return Math.floor(this.context.now() / 1000) * 1000;
  }

  local(time: number): string {
    return new Date(wallOf(time, this.zone())).toISOString().slice(0, 19);
  }

  day(time: number): string {
    return this.local(time).slice(0, 10);
  }

  /** A time of a body: an offset counts. */
  read(text: string): number {
    const zoned = /T.*(Z|[+-]\d\d:\d\d)$/.test(text);
    return zoned ? Date.parse(text) : this.wall(text);
  }

  /** A time of a filter: compared in the tenant's zone (mintsoft.md §2). */
  filter(text: string): number {
    return this.context.assumed('filter-offset') === 'read' ? this.read(text) : this.wall(text);
  }

  private wall(text: string): number {
    const [, year, month, day, hour = 0, minute = 0, second = 0] = (TIME.exec(text) ?? []).map(Number);
    return instantOf(Date.UTC(year, month - 1, day, hour || 0, minute || 0, second || 0), this.zone());
  }

  private zone(): string {
    return this.context.assumed('tenant-zone');
  }
}
