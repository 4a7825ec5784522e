import { formatDate, parseDate } from '../shared/format';

/** Zone of all texts; the documents say "shop local time" (unas.md §1). */
export const ZONE = 'Europe/Budapest';

const PATTERN = 'yyyy.MM.dd HH:mm:ss';
const DAY = 'yyyy.MM.dd';

const NO_DATE = /^0000/;

/** UTC text of a clock reading `2026.03.02 09:14:55`, or of a day; undefined where there is none. @throws FormatError */
export function timeOf(text: string | undefined): string | undefined {
  if (text === undefined || NO_DATE.test(text)) return undefined;
  return parseDate(text, /\s/.test(text.trim()) ? PATTERN : DAY, ZONE);
}

/** UTC text as the shop's clock shows it. */
export const wallTime = (moment: string): string => formatDate(moment, PATTERN, ZONE);

export const wallDay = (moment: string): string => formatDate(moment, DAY, ZONE);

/** Filters take seconds since 1970 (unas.md §4). */
export const seconds = (moment: string): number => Math.floor(Date.parse(moment) / 1000);
