/** Keys of T whose value may be missing. */
type Missing<T> = { [K in keyof T]-?: Extract<T[K], null | undefined> extends never ? never : K }[keyof T];

/** T without null and undefined: a field that may be missing becomes optional. */
export type Compact<T> = { [K in Exclude<keyof T, Missing<T>>]: T[K] } & { [K in Missing<T>]?: NonNullable<T[K]> };

/**
 * The rule of the model: **a value that is not there is absent, never null and never an empty text.** Vendors use all
 * three for the same thing; one spelling lets a target test with `=== undefined` and keeps items small.
 * Drops fields that are undefined, null, or blank text; of this object only, not of those inside it.
 */
export function compact<T extends object>(fields: T): Compact<T> {
  const kept = Object.entries(fields).filter(([, value]) => value !== undefined && value !== null && !isBlank(value));
  return Object.fromEntries(kept) as Compact<T>;
}

/** Like {@link compact}; undefined when nothing is left, for an optional group such as a billing address. */
export function compactOrNothing<T extends object>(fields: T): Compact<T> | undefined {
  const kept = compact(fields);
  return Object.keys(kept).length === 0 ? undefined : kept;
}

const isBlank = (value: unknown): boolean => typeof value === 'string' && value.trim() === '';
