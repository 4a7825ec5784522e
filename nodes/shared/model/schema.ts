import { z } from 'zod';
import { significantDigits } from './decimal';

/**
 * An object of the model. At run time fields it does not know pass through unchanged (a vendor's new field must
 * never be lost), while the static type holds exactly the named fields, so that a mapping's typo does not compile.
 */
export function modelObject<T extends z.ZodRawShape>(shape: T): z.ZodObject<T> {
  return z.object(shape).passthrough() as unknown as z.ZodObject<T>;
}

/** A word out of a known list; any other word passes, because vendors add values without notice. */
export type OpenWord<T extends string> = T | (string & {});

/** Schema of an {@link OpenWord}; the known words are listed in the description an operator sees. */
export function openWord<const T extends string>(words: readonly T[], meaning: string): z.ZodType<OpenWord<T>> {
  return z.string().min(1).describe(`${meaning}. Known: ${words.join(', ')}; other words pass through`);
}

/** Non-empty text. */
export const text = z.string().min(1);

/** A moment in UTC, always `YYYY-MM-DDTHH:mm:ss.sssZ`: texts of one length, so that comparing texts compares times. */
export const utcTime = z.string().datetime({ precision: 3, message: 'must be a UTC time like 2026-01-31T09:30:00.000Z' });

/**
 * An amount of money as a JSON number. At most 15 significant digits: only those survive the way decimal -> JSON
 * number -> decimal unchanged (IEEE 754 double), so a longer number is the trace of float arithmetic.
 */
export const amount = z
  .number()
  .finite()
  .refine((value) => significantDigits(value) <= 15, { message: 'has more than 15 significant digits (float arithmetic?)' });

/** A quantity; fractions are allowed (goods sold by weight or length). */
export const quantity = z.number().finite();

/** Percent, 19 for 19 %. */
export const taxRate = z.number().finite().min(0).describe('Percent: 19 means 19 %');

/** ISO 4217 code in capitals. */
export const currency = z.string().regex(/^[A-Z]{3}$/, 'must be a currency code like EUR').describe('ISO 4217 code, e.g. EUR');

/** What the channel needs back later (ids of its own), by the channel's own names. */
export const references = z
  .record(z.unknown())
  .describe('What the channel needs back later, e.g. its own ids of the pieces');

/** Vendor fields the model has no place for, by the vendor's names. */
export const extra = z.record(z.unknown()).describe("Vendor fields passed through by the vendor's own names");
