import { fromPacific } from './times';

/** Texts that name the same moment are the same, whatever decimals of a second they carry. */
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?$/;

const isNothing = (value: unknown): boolean => value === undefined || value === null || value === '' || value === false || (Array.isArray(value) && value.length === 0);

/**
 * Whether what would be sent is what is stored; the vendor stores members that were not sent as null, empty or false, and
 * adds its own.
 */
export function isSame(sent: unknown, stored: unknown): boolean {
  if (isNothing(sent)) return isNothing(stored);
  if (Array.isArray(sent)) return Array.isArray(stored) && sent.length === stored.length && sent.every((one, position) => isSame(one, stored[position]));
  if (typeof sent === 'object' && sent !== null) {
    if (typeof stored !== 'object' || stored === null) return false;
    return Object.entries(sent).every(([name, value]) => isSame(value, (stored as Record<string, unknown>)[name]));
  }
  if (typeof sent === 'string' && TIME.test(sent) && typeof stored === 'string' && TIME.test(stored)) return fromPacific(sent) === fromPacific(stored);
  return sent === stored;
}
