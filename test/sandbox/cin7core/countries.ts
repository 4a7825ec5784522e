import type { RoomContext } from '../room';
import { Refused } from './answers';

const NAMES = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const RETIRED = ['AN', 'BU', 'CS', 'DD', 'FX', 'NT', 'SU', 'TP', 'UK', 'YD', 'YU', 'ZR', 'EU', 'EZ', 'UN', 'XA', 'XB', 'QO', 'ZZ'];
/** The vendor's samples write "USA" (POST /sale). */
const BY_CODE = new Map(LETTERS.flatMap((first) => LETTERS.map((second) => first + second)).flatMap((code): Array<[string, string]> => {
  const name = RETIRED.includes(code) ? undefined : NAMES.of(code);
  return name ? [[code, code === 'US' ? 'USA' : name]] : [];
}));
const BY_NAME = new Map([...BY_CODE].map(([code, name]) => [name.toLowerCase(), code]));
BY_NAME.set('united states', 'US');

const LONG_CODES: Record<string, string> = { GB: 'GBR', US: 'USA', DE: 'DEU', FR: 'FRA', IE: 'IRL', AT: 'AUT', NL: 'NLD', IT: 'ITA', ES: 'ESP', CH: 'CHE', AU: 'AUS', NZ: 'NZL', CA: 'CAN', PL: 'POL' };

/** The ISO-2 code of what a write says; whether codes are taken is not confirmed (cin7core.md §4.2). */
export function readCountry(context: RoomContext, written: string): string {
  const named = BY_NAME.get(written.trim().toLowerCase());
  if (named) return named;
  if (BY_CODE.has(written) && context.assumed('country-in-writes') === 'codes-too') return written;
  throw new Refused(`Country '${written}' not found`);
}

export function showCountry(code: string, format: unknown): string {
  if (format === 'Code2') return code;
  return format === 'Code' ? (LONG_CODES[code] ?? code) : (BY_CODE.get(code) ?? code);
}
