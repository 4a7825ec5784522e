import type { Client } from '../shared/api/client';
import { guid, sameText } from './ids';
import { readList, type ListCall } from './pages';
import type { AvailabilityRow } from './types';

const call = (query: ListCall['query']): ListCall => ({ path: 'ref/productavailability', query, member: 'ProductAvailabilityList', surelyPaged: false });

const rowKey = ({ ID, SKU, Location, Bin, Batch, ExpiryDate }: AvailabilityRow): string => JSON.stringify([guid(ID), SKU, Location, Bin ?? '', Batch ?? '', ExpiryDate ?? '']);

/** All availability, of one location or of all: there is no list of changes (cin7core.md §8.2). */
export async function readAvailability(client: Client, location: string | undefined): Promise<AvailabilityRow[]> {
  const rows = await readList<AvailabilityRow>(client, call({ Location: location }), rowKey);
  return location === undefined ? rows : rows.filter(({ Location }) => sameText(Location, location));
}

/** SKUs up to this many are asked for one by one. */
const FEW = 2;

/** Availability of some SKUs at a location. */
export async function availabilityOf(client: Client, location: string, skus: readonly string[]): Promise<AvailabilityRow[]> {
  if (skus.length > FEW) return await readAvailability(client, location);
  const found: AvailabilityRow[] = [];
  for (const Sku of skus) found.push(...(await readList<AvailabilityRow>(client, call({ Location: location, Sku }), rowKey)));
  return found.filter((row) => sameText(row.Location, location) && skus.some((sku) => sameText(sku, row.SKU)));
}
