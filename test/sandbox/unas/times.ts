/** Texts are the shop's clock (unas.md §1). */
const format = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Budapest', dateStyle: 'short', timeStyle: 'medium' });

/** `2026.03.02 09:14:55` */
export const local = (time: number): string => format.format(time).replace(/-/g, '.');

/** Month first, as the answer to too many calls has it (unas.md §3). */
export function localMonthFirst(time: number): string {
  const [day = '', clock = ''] = local(time).split(' ');
  const [year, month, date] = day.split('.');
  return `${month}.${date}.${year} ${clock}`;
}

/** A clock reading as epoch ms; undefined for anything that is none. */
export function fromLocal(text: string): number | undefined {
  const match = /^(\d{4})\.(\d{2})\.(\d{2})(?: (\d{2}):(\d{2}):(\d{2}))?$/.exec(text);
  if (!match) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1).map((part) => Number(part ?? 0)) as [number, number, number, number, number, number];
  const asUtc = Date.UTC(year, month - 1, day, hour, minute, second);
  const whole = match[4] === undefined ? `${text} 00:00:00` : text;
  return [2, 1].map((offset) => asUtc - offset * 3_600_000).find((time) => local(time) === whole);
}
