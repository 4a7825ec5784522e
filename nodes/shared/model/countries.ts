/** Codes that Intl names but that are no countries a parcel goes to (CLDR's exceptional, private and test regions). */
const NOT_COUNTRIES: ReadonlySet<string> = new Set(['AC', 'CP', 'CQ', 'DG', 'EA', 'EU', 'EZ', 'IC', 'QO', 'TA', 'UN', 'XA', 'XB', 'ZZ']);

/** Spellings met at vendors that Intl does not know, folded as in {@link fold}. EL is Greece in VAT numbers. */
const SPELLINGS: ReadonlyMap<string, string> = new Map(Object.entries({
  uk: 'GB',
  el: 'GR',
  'great britain': 'GB',
  england: 'GB',
  scotland: 'GB',
  wales: 'GB',
  usa: 'US',
  'united states of america': 'US',
  'czech republic': 'CZ',
  turkey: 'TR',
  holland: 'NL',
  'republic of ireland': 'IE',
  'slovak republic': 'SK',
  'russian federation': 'RU',
  'korea republic of': 'KR',
}));

const fold = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/&/g, ' and ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

const codesByLocale = new Map<string, ReadonlyMap<string, string>>();

function allCodes(): string[] {
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  const codes = letters.flatMap((first) => letters.map((second) => first + second));
  // A withdrawn code (DD, SU) is renamed by canonicalisation; it would take over its successor's name.
  return codes.filter((code) => !NOT_COUNTRIES.has(code) && Intl.getCanonicalLocales(`und-${code}`)[0] === `und-${code}`);
}

function codesOf(locale: string): ReadonlyMap<string, string> {
  const known = codesByLocale.get(locale);
  if (known) return known;
  const names = new Intl.DisplayNames([locale], { type: 'region', fallback: 'none' });
  const codes = new Map<string, string>();
  for (const code of allCodes()) {
    const name = names.of(code);
    if (name) codes.set(fold(name), code);
  }
  codesByLocale.set(locale, codes);
  return codes;
}

/**
 * ISO 3166-1 alpha-2 code of a country given as code in any case (`de`, `UK`) or by its name in one of `locales`
 * (`Germany`; `Deutschland` with 'de'). undefined when it is not recognised; never a guess.
 */
export function countryCode(country: string | null | undefined, locales: readonly string[] = ['en']): string | undefined {
  const folded = fold(country ?? '');
  if (folded === '') return undefined;
  const spelled = SPELLINGS.get(folded);
  if (spelled) return spelled;
  if (/^[a-z]{2}$/.test(folded) && countryName(folded)) return folded.toUpperCase();
  for (const locale of locales) {
    const code = codesOf(locale).get(folded);
    if (code) return code;
  }
  return undefined;
}

/** Name of a country by its alpha-2 code, English unless told: DE -> Germany. undefined for an unknown code. */
export function countryName(code: string, locale = 'en'): string | undefined {
  const upper = code.trim().toUpperCase();
  if (!/^[A-Z]{2}$/.test(upper) || NOT_COUNTRIES.has(upper)) return undefined;
  return new Intl.DisplayNames([locale], { type: 'region', fallback: 'none' }).of(upper);
}
