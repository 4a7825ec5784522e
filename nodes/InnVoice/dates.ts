import { formatDate } from '../shared/format';

/** The tax office's clock: a document of 23:30 UTC belongs to the next day. */
const ZONE = 'Europe/Budapest';
/** With a final dot (innvoice.md §2 "Create invoice"). */
const PATTERN = 'yyyy.MM.dd.';
const DAY_MS = 86_400_000;

/** Day of a moment, or so many days after it, as InnVoice writes dates. */
export function documentDate(moment: number | string, daysLater = 0): string {
  if (daysLater === 0) return formatDate(moment, PATTERN, ZONE);
  // Counted from noon: days of 23 and 25 hours must not move the date.
  const noon = Date.parse(`${formatDate(moment, 'yyyy-MM-dd', ZONE)}T12:00:00Z`);
  return formatDate(noon + daysLater * DAY_MS, PATTERN, 'UTC');
}
