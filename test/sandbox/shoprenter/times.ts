/** Date-times carry no zone; they are the shop's (shoprenter.md §2). */
export const ZONE = 'Europe/Budapest';
export const EMPTY_TIME = '-0001-11-30T00:00:00';

const format = new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE, dateStyle: 'short', timeStyle: 'medium' });

const HOUR_MS = 3_600_000;
const offsets = new Map<number, number>();

export function local(time: number): string {
  const hour = Math.floor(time / HOUR_MS);
  let offset = offsets.get(hour);
  if (offset === undefined) {
    offset = Date.parse(`${format.format(hour * HOUR_MS).replace(' ', 'T')}Z`) - hour * HOUR_MS;
    offsets.set(hour, offset);
  }
  return utc(time + offset);
}

export function utc(time: number): string {
  return new Date(time).toISOString().slice(0, 19);
}

export function isDateTime(written: string): boolean {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(written) && !Number.isNaN(Date.parse(`${written}Z`));
}

export function isDay(written: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(written) && !Number.isNaN(Date.parse(`${written}T00:00:00Z`));
}
