import type { Client } from '../shared/api/client';
import { misconfigured } from '../shared/api/problem';
import type { Choice } from '../shared/node/lists';
import { isGuid } from './ids';
import type { StockLocation } from './types';
import { v1Request } from './wire';

export interface Location {
  id: string;
  name: string;
  fulfilmentCentre: boolean;
  raw: StockLocation;
}

/** Why orders must not go there (linnworks.md §3). */
export const NOT_USABLE = 'Fulfilment centre: Linnworks parks every order there, so it never becomes processable';

/** All stock locations of the account: one call. */
export async function readLocations(client: Client): Promise<Location[]> {
  const { data } = await client.call<StockLocation[] | undefined>(v1Request('Inventory/GetStockLocations'));
  return (data ?? []).map((raw) => ({
    id: raw.StockLocationId ?? '',
    name: raw.LocationName ?? '',
    fulfilmentCentre: raw.IsFulfillmentCenter === true,
    raw,
  }));
}

export async function locationChoices(client: Client): Promise<Choice[]> {
  const locations = await readLocations(client);
  return locations.map(({ id, name, fulfilmentCentre }) =>
    fulfilmentCentre ? { name: `${name} (not usable: fulfilment centre)`, value: id, description: NOT_USABLE } : { name, value: id },
  );
}

export const isLocationId = isGuid;

const same = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase();

/**
 * The location an operator named by id or name.
 *
 * @throws Problem naming it when the account has no such location
 */
export function findLocation(locations: readonly Location[], wanted: string): Location {
  const found = locations.find(({ id }) => same(id, wanted)) ?? locations.find(({ name }) => same(name, wanted));
  if (found) return found;
  const known = locations.map(({ name }) => `'${name}'`).join(', ');
  throw misconfigured(`Linnworks has no location '${wanted}'`, `Choose 'Location' from the list. The account has: ${known}.`);
}

/**
 * Like {@link findLocation}, for writing orders.
 *
 * @throws Problem for a fulfilment centre too
 */
export function usableLocation(locations: readonly Location[], wanted: string): Location {
  const found = findLocation(locations, wanted);
  if (!found.fulfilmentCentre) return found;
  throw misconfigured(`Linnworks location '${found.name}' cannot take orders. ${NOT_USABLE}`, "Choose another 'Location'.");
}
