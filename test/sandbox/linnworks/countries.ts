import { EMPTY_GUID, guid } from './ids';

const COUNTRIES: Array<[string, string, string]> = [
  ['DE', 'Germany', 'Europe'],
  ['AT', 'Austria', 'Europe'],
  ['CZ', 'Czech Republic', 'Europe'],
  ['SK', 'Slovakia', 'Europe'],
  ['PL', 'Poland', 'Europe'],
  ['FR', 'France', 'Europe'],
  ['IT', 'Italy', 'Europe'],
  ['ES', 'Spain', 'Europe'],
  ['NL', 'Netherlands', 'Europe'],
  ['BE', 'Belgium', 'Europe'],
  ['HU', 'Hungary', 'Europe'],
  ['RO', 'Romania', 'Europe'],
  ['IE', 'Ireland', 'Europe'],
  ['GB', 'United Kingdom', 'Europe'],
  ['CH', 'Switzerland', 'Europe'],
  ['US', 'United States', 'North America'],
];

export interface Country {
  Country: string;
  CountryId: string;
  Continent: string;
}

/** linnworks.md §5: the country is found through MatchCountryCode or MatchCountryName. */
export function matchCountry(code: unknown, name: unknown): Country {
  const index = COUNTRIES.findIndex(([iso, english]) => (code ? iso === String(code).toUpperCase() : english.toLowerCase() === String(name ?? '').toLowerCase()));
  if (index < 0) return { Country: 'UNKNOWN', CountryId: EMPTY_GUID, Continent: '' };
  const [, Country, Continent] = COUNTRIES[index];
  return { Country, CountryId: guid('ctry', index + 1), Continent };
}
