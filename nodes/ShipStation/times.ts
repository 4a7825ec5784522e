import { formatDate } from '../shared/format/dates';
import { fromWallTime, toWallTime } from '../shared/format/zone';
import { utc, vendorTime } from '../shared/model';

/** All times of v1, in both directions and without a word about it (shipstation.md §A1). */
export const PACIFIC = 'America/Los_Angeles';

const HOUR_MS = 3_600_000;
const SPELLING = "yyyy-MM-dd'T'HH:mm:ss";

/** A time of v1 as UTC text; undefined for none. */
export const fromPacific = (text: string | null | undefined): string | undefined => vendorTime(text, PACIFIC);

/** UTC text as a time of v1. */
export const toPacific = (moment: string): string => formatDate(moment, SPELLING, PACIFIC);

/** The day a moment belongs to at ShipStation. */
export const pacificDay = (moment: string): string => formatDate(moment, 'yyyy-MM-dd', PACIFIC);

/** The hour that comes twice in autumn: nobody says which of the two a filter means. */
function comesTwice(at: number): boolean {
  const shown = toWallTime(at, PACIFIC);
  const first = fromWallTime(shown, PACIFIC);
  const again = toWallTime(first + HOUR_MS, PACIFIC);
  return again.hour === shown.hour && again.day === shown.day;
}

const wholeHour = (at: number): number => Math.floor(at / HOUR_MS) * HOUR_MS;

/** A lower bound that never lies after the moment, however an hour that comes twice is read. */
export function pacificFrom(moment: string): string {
  let at = Math.floor(Date.parse(moment) / 1000) * 1000;
  while (comesTwice(at)) at = wholeHour(at) - 1000;
  return toPacific(utc(at));
}

/** An upper bound that never lies before the moment. */
export function pacificTo(moment: string): string {
  let at = Math.ceil(Date.parse(moment) / 1000) * 1000;
  while (comesTwice(at)) at = wholeHour(at) + HOUR_MS;
  return toPacific(utc(at));
}
