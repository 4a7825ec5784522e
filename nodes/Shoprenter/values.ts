import { vendorAmount, vendorTime } from '../shared/model';

/** A value as Shoprenter gives it: nearly everything is text, and nothing may come as `""`, `null`, `{}` or `[]` (shoprenter.md §2). */
export type Value = string | number | boolean | null | undefined | object;

/** A link to another resource: `{href}` in answers, with `id` where it is embedded. */
export interface Ref {
  href?: string | null;
  id?: string | null;
}

export function textOf(value: Value): string | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value !== 'string' || value.trim() === '') return undefined;
  return value.trim();
}

/** A list, also where one entry comes as an object and none as `{}`, `null` or a link. */
export function listOf<T extends object>(value: T | readonly T[] | Value): T[] {
  if (Array.isArray(value)) return value.filter((one): one is T => typeof one === 'object' && one !== null);
  if (typeof value !== 'object' || value === null) return [];
  const keys = Object.keys(value);
  return keys.length === 0 || (keys.length === 1 && keys[0] === 'href') ? [] : [value as T];
}

/** The id of a linked resource: its own, or the last part of its address. */
export function idOf(ref: Ref | Value): string | undefined {
  if (typeof ref !== 'object' || ref === null) return undefined;
  const { id, href } = ref as Ref;
  const last = textOf(href)?.split('?')[0]?.split('/').filter(Boolean).at(-1);
  return textOf(id) ?? (last === undefined ? undefined : unescaped(last));
}

function unescaped(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

export function amountOf(value: Value): number | undefined {
  return vendorAmount(typeof value === 'object' ? undefined : typeof value === 'boolean' ? String(value) : value);
}

/** True for "1", 1 and true. */
export const isOn = (value: Value): boolean => value === true || textOf(value) === '1';

/** UTC text of a clock reading in the shop's zone; undefined for the ways of saying "no date". */
export function timeOf(value: Value, zone: string): string | undefined {
  const given = textOf(value);
  return given === undefined || /^(-0001|0000)-/.test(given) ? undefined : vendorTime(given, zone);
}
