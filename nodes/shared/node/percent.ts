import { misconfigured } from '../api/problem';

/**
 * An operator's percentage; undefined when empty.
 *
 * @param label the field's name as the operator sees it
 * @throws Problem for anything but a percentage below 100 or nothing
 */
export function percentOf(given: unknown, label: string): number | undefined {
  const text = String(given ?? '').trim().replace(',', '.');
  if (text === '') return undefined;
  if (/^\d{1,2}(\.\d+)?$/.test(text)) return Number(text);
  throw misconfigured(`'${label}' is '${text.slice(0, 20)}', which is no percentage`, 'Give a number, e.g. 27, or leave it empty.');
}
