import { z } from 'zod';
import { modelObject, text } from './schema';

export const addressSchema = modelObject({
  name: text.describe('Full name of the person as one text').optional(),
  firstName: text.optional(),
  lastName: text.optional(),
  company: text.optional(),
  careOf: z.array(text).describe('Lines such as c/o, department, floor').optional(),
  street: text.describe('Street and house number in one text, as written on a label').optional(),
  streetName: text.describe('Street without the house number').optional(),
  houseNumber: text.optional(),
  line2: text.describe('Second address line').optional(),
  line3: text.describe('Third address line').optional(),
  postcode: text.optional(),
  city: text.optional(),
  district: text.optional(),
  state: text.describe('State, county or region').optional(),
  country: z.string().regex(/^[A-Z]{2}$/, 'must be a two-letter country code like DE').describe('ISO 3166-1 alpha-2, capitals').optional(),
  countryName: text.describe("The vendor's own country text, kept when it gives no code").optional(),
  phone: text.optional(),
  email: text.optional(),
  residential: z.boolean().describe('true = private address; absent = the channel does not say').optional(),
});

export type Address = z.infer<typeof addressSchema>;

const NUMBER_LAST = /^(.*\S)[\s,]+(\d+\s?[a-z]?(?:\s?[-/]\s?\d*\s?[a-z]?)?)\.?$/iu;
const NUMBER_FIRST = /^(\d+[a-z]?(?:[-/]\d+[a-z]?)?),?\s+(\S.*)$/iu;

/**
 * Splits a joined street: `Teststr. 1a` -> {streetName, houseNumber}. In countries that write the number first
 * (GB, US, FR …) it is looked for in front first. Without a number only streetName is given.
 */
export function splitStreet(street: string, country?: string): { streetName: string; houseNumber?: string } {
  const trimmed = street.trim().replace(/\s+/g, ' ');
  const first = NUMBER_FIRST.exec(trimmed);
  const last = NUMBER_LAST.exec(trimmed);
  if (first && (NUMBER_FIRST_COUNTRIES.has(country ?? '') || !last)) return { streetName: first[2] ?? '', houseNumber: first[1] };
  return last ? { streetName: last[1] ?? '', houseNumber: last[2] } : { streetName: trimmed };
}

const NUMBER_FIRST_COUNTRIES: ReadonlySet<string> = new Set(['AU', 'CA', 'FR', 'GB', 'IE', 'LU', 'NZ', 'US']);

/** Street name and house number as one text in the country's own order; undefined when there is neither. */
export function joinStreet(streetName: string | undefined, houseNumber: string | undefined, country?: string): string | undefined {
  const [name, number] = [streetName?.trim(), houseNumber?.trim()];
  if (!name || !number) return name || number || undefined;
  return NUMBER_FIRST_COUNTRIES.has(country ?? '') ? `${number} ${name}` : `${name} ${number}`;
}

/** The person's full name, from `name` or from first and last name; undefined when the address has none. */
export function fullName(address: Address): string | undefined {
  const joined = [address.firstName, address.lastName].map((part) => part?.trim()).filter(Boolean).join(' ');
  return address.name?.trim() || joined || undefined;
}

/**
 * First and last name, taken as given or cut out of `name` at its last blank. A single word becomes the last name,
 * because targets that know both demand the last one.
 */
export function splitName(address: Address): { firstName?: string; lastName?: string } {
  if (address.firstName || address.lastName) return { firstName: address.firstName, lastName: address.lastName };
  const words = (address.name ?? '').trim().split(/\s+/).filter(Boolean);
  const lastName = words.pop();
  return { firstName: words.length > 0 ? words.join(' ') : undefined, lastName };
}

/** The joined street of an address: `street`, or joined from its parts. */
export function streetOf(address: Address): string | undefined {
  return address.street?.trim() || joinStreet(address.streetName, address.houseNumber, address.country);
}
