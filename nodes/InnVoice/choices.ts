import type { Client } from '../shared/api/client';
import { misconfigured } from '../shared/api/problem';
import type { XmlElement } from '../shared/format';
import type { Choice } from '../shared/node/lists';
import { productsOf, readCatalogue, type Catalogue } from './catalogue';
import { groupOf, isPlace, placeName, pricesOf, stocksOf, type Place } from './vendor-product';

/** Enough products to meet every group and warehouse that matters; lists are filled from one reading of the catalogue. */
const ENOUGH = 500;

type PlacesOf = (raw: XmlElement) => Place[];

function distinctPlaces(catalogue: Catalogue, of: PlacesOf): Place[] {
  const found = new Map<string, Place>();
  let read = 0;
  for (const { raw } of productsOf(catalogue)) {
    for (const place of of(raw)) if (!found.has(placeName(place))) found.set(placeName(place), place);
    read += 1;
    if (read >= ENOUGH) break;
  }
  return [...found.values()];
}

const placeChoices = (of: PlacesOf) => async (client: Client): Promise<Choice[]> =>
  distinctPlaces(await readCatalogue(client), of).map((place) => ({ name: placeName(place), value: placeName(place) }));

export const priceGroupChoices = placeChoices(pricesOf);
export const warehouseChoices = placeChoices(stocksOf);

/** What a setting that names a place of no product is called. */
export interface Wanted {
  field: string;
  names: readonly string[];
  of: PlacesOf;
}

/**
 * A renamed warehouse would turn every stock into 0, and a renamed group take every price: names have to occur.
 *
 * @throws Problem naming those that do not
 */
export function checkPlaces(catalogue: Catalogue, wanted: readonly Wanted[]): void {
  const missing = new Map(wanted.flatMap(({ names, ...one }) => names.map((name) => [`${one.field} ${name}`, { ...one, name }] as const)));
  let products = 0;
  for (const { raw } of productsOf(catalogue)) {
    if (missing.size === 0) return;
    products += 1;
    for (const [key, { name, of }] of missing) if (of(raw).some((place) => isPlace(place, name))) missing.delete(key);
  }
  const [first] = missing.values();
  if (!first || products === 0) return;
  const known = distinctPlaces(catalogue, first.of).map((place) => `'${placeName(place)}'`).join(', ') || 'none';
  throw misconfigured(`InnVoice has no '${first.name}' for '${first.field}'`, `Choose '${first.field}' from the list. The product list has: ${known}.`);
}

/**
 * Excluding groups needs a group on the products, and no source confirms the element's name: without one nothing may pass.
 *
 * @throws Problem where no product tells its group
 */
export function checkGroups(catalogue: Catalogue, excluded: readonly string[], element = ''): void {
  if (excluded.length === 0) return;
  let products = 0;
  for (const { raw } of productsOf(catalogue)) {
    if (groupOf(raw, element) !== undefined) return;
    products += 1;
  }
  if (products === 0) return;
  throw misconfigured(
    "InnVoice tells no product group in its product list, so 'Exclude Product Groups' cannot be obeyed",
    "Leave the field empty, or set 'Product Group Element' to the name you see in the Raw output.",
  );
}
