import type { Client } from '../shared/api/client';
import { misconfigured } from '../shared/api/problem';
import type { V2Level } from './inventory';
import { readEntries } from './lists';

/**
 * ShipStation refuses a wrong location once for each SKU, which would blame every item for one mistake in the node. Rows
 * that name the location prove it; only where none does is the list asked, so that the usual push costs no call more.
 *
 * @throws Problem naming the location when the account has none of that id
 */
export async function proveLocation(client: Client, wanted: string, rows: readonly V2Level[]): Promise<void> {
  if (rows.some(({ inventory_location_id }) => inventory_location_id === wanted)) return;
  const locations = await readEntries(client, 'inventoryLocations');
  if (locations.some(({ id }) => id === wanted)) return;
  const known = locations.map(({ id, name }) => `'${name}' (${id})`).join(', ') || 'none';
  throw misconfigured(`ShipStation has no inventory location '${wanted}'`, `Choose 'Location' from the list. The account has: ${known}.`);
}
