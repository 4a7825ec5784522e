import { fromWallTime, isZone, wallTimeProblem } from '../shared/format/zone';
import { misconfigured } from '../shared/api/problem';
import { utc } from '../shared/model';

/** What ShipStation asks of a Custom Store (shipstation.md §C2). */
export interface ExportRequest {
  from: string;
  /** The end of the last minute: what changed in it must not be lost. */
  to: string;
  page: number;
}

/** `MM/dd/yyyy HH:mm`, and the same without signs, one character between date and time. */
const DATE = /^(\d\d)\D?(\d\d)\D?(\d{4})\D(\d\d)\D?(\d\d)(?:\D?(\d\d))?$/;

function momentOf(text: unknown, zone: string): number | undefined {
  const found = DATE.exec(typeof text === 'string' ? text.trim() : '');
  if (!found) return undefined;
  const [month, day, year, hour, minute, second = 0] = found.slice(1).map((part) => Number(part ?? 0));
  const wall = { year, month, day, hour, minute, second, millisecond: 0 };
  return wallTimeProblem(wall) === undefined ? fromWallTime(wall, zone) : undefined;
}

export function checkedZone(zone: string): string {
  if (isZone(zone)) return zone;
  throw misconfigured(`'Time Zone' is '${zone}', which is none`, 'Write UTC, or a name like America/Los_Angeles.');
}

/** The request in a query; what is wrong with it as text, which is to be answered with 400. */
export function exportRequest(query: Record<string, unknown>, zone: string): ExportRequest | { wrong: string } {
  if (query.action !== 'export') return { wrong: `action is '${String(query.action ?? '')}', not 'export'` };
  const from = momentOf(query.start_date, zone);
  const to = momentOf(query.end_date, zone);
  // Everything instead of nothing would be years of orders (shipstation.md §C2).
  if (from === undefined || to === undefined) return { wrong: 'start_date and end_date are wanted as MM/dd/yyyy HH:mm' };
  const page = query.page === undefined || query.page === '' ? 1 : Number(query.page);
  if (!Number.isInteger(page) || page < 1) return { wrong: 'page is no number' };
  return { from: utc(from), to: utc(Math.floor(to / 60_000) * 60_000 + 59_999), page };
}
