import { formatDate } from '../shared/format';
import { timeOf } from './values';

/** The only spelling filters take (error 40009). */
const PATTERN = "yyyy-MM-dd'T'HH:mm:ss";

/** For a bound that may be exclusive (shoprenter.md §12). */
const A_SECOND = 1_000;
const AN_HOUR = 3_600_000;

/**
 * A lower bound as filters take it. Whether they are read in the shop's zone or in UTC is not confirmed
 * (shoprenter.md §2): the earlier of both clocks is sent, which repeats rows in one case and loses none in either.
 *
 * @param from UTC text
 */
export function filterTime(from: string, zone: string): string {
  const at = Date.parse(from) - A_SECOND;
  const [local, utc] = [formatDate(at, PATTERN, zone), formatDate(at, PATTERN)] as const;
  return local < utc ? local : utc;
}

/**
 * Whether a row's time, a clock reading in the shop's zone, is at or after a bound (UTC text); true for a row without
 * one. A reading the clocks show twice (set back in autumn) counts as the later moment.
 */
export function isSince(value: Parameters<typeof timeOf>[0], from: string, zone: string): boolean {
  const at = timeOf(value, zone);
  if (at === undefined || at >= from) return true;
  const again = new Date(Date.parse(at) + AN_HOUR).toISOString();
  return again >= from && formatDate(again, PATTERN, zone) === formatDate(at, PATTERN, zone);
}
