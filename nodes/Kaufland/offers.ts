import type { Client } from '../shared/api/client';
import { offsetStep, readByOffset, type OffsetCursor, type Page } from '../shared/api/pagers';
import { MOST_ROWS, readUnitPage } from './api';
import { allInFlight } from './in-flight';
import type { KauflandOffer } from './types';

/** Reads one page of the offers of a storefront. */
export type OfferPages = (query: { offset?: number; limit?: number; id_offer?: string; embedded?: string }) => Promise<Page<KauflandOffer>>;

export function offerPages(client: Client, storefront: string): OfferPages {
  return async (query) => await readUnitPage(client, { storefront, limit: MOST_ROWS, offset: 0, ...query });
}

/** Offers of a storefront, at most `atMost`: ⌈M/100⌉ calls. */
export async function readOffers(pages: OfferPages, atMost: number, embedded?: string): Promise<KauflandOffer[]> {
  const read = async (offset: number) => await pages({ offset, limit: Math.min(MOST_ROWS, atMost), embedded });
  return await readByOffset(read, ({ id_unit }) => String(id_unit), atMost);
}

/**
 * Offers by SKU (`id_offer`): page by page as long as that costs fewer calls than asking for the missing ones by name,
 * so at most ⌈M/100⌉ calls for the M offers of the storefront (kaufland.md §9), and one for a single SKU.
 *
 * @returns offers by SKU; a SKU without an offer is not in it
 * @throws Problem when a list cannot be read
 */
export async function findOffers(pages: OfferPages, skus: readonly string[]): Promise<Map<string, KauflandOffer>> {
  const wanted = new Set(skus);
  const found = new Map<string, KauflandOffer>();
  const note = (rows: readonly KauflandOffer[]): void => {
    for (const row of rows) if (row.id_offer && wanted.has(row.id_offer) && !found.has(row.id_offer)) found.set(row.id_offer, row);
  };
  const missing = () => [...wanted].filter((sku) => !found.has(sku));
  let cursor: OffsetCursor | undefined = { offset: 0 };
  for (let pagesLeft = 1; cursor && pagesLeft < missing().length; ) {
    const page: Page<KauflandOffer> = await pages({ offset: cursor.offset });
    note(page.rows);
    cursor = offsetStep(cursor, page).next;
    pagesLeft = cursor ? Math.ceil((page.total - cursor.offset) / MOST_ROWS) : 0;
  }
  if (!cursor) return found;
  const asked = await allInFlight(missing(), async (sku) => await pages({ id_offer: sku, limit: 1 }));
  for (const { rows } of asked) note(rows);
  return found;
}
