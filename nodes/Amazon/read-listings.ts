import type { Client } from '../shared/api/client';
import { misconfigured } from '../shared/api/problem';
import { chunk } from '../shared/sync/batch';
import { sellerId } from './api';
import type { Money } from './types';
import { apiRequest, listed } from './wire';

/** A listing, as far as it is read (amazon.md §10.1, §21). */
export interface AmazonListing {
  sku?: string | null;
  summaries?: Array<{
    marketplaceId?: string | null;
    asin?: string | null;
    productType?: string | null;
    conditionType?: string | null;
    status?: string[] | null;
    itemName?: string | null;
    createdDate?: string | null;
    lastUpdatedDate?: string | null;
    mainImage?: { link?: string | null } | null;
  }> | null;
  offers?: Array<{ marketplaceId?: string | null; offerType?: string | null; price?: (Money & { currency?: string | null }) | null }> | null;
  fulfillmentAvailability?: Array<{ fulfillmentChannelCode?: string | null; quantity?: number | null }> | null;
  issues?: Array<{ code?: string | null; severity?: string | null; message?: string | null }> | null;
}

const LISTINGS_PER_PAGE = 20;
/** A search tells no more than this many listings in all (amazon.md §10.1). */
const MOST_LISTINGS = 1_000;

interface SearchAnswer {
  numberOfResults?: number | null;
  items?: AmazonListing[] | null;
  pagination?: { nextToken?: string | null } | null;
}

export interface ListingQuery {
  marketplaceId: string;
  includedData: readonly string[];
  statuses?: readonly string[];
}

async function search(client: Client, query: ListingQuery, more: Record<string, string | number | undefined>): Promise<SearchAnswer> {
  const request = apiRequest('searchListingsItems', {
    values: { sellerId: sellerId(client) },
    query: {
      marketplaceIds: query.marketplaceId,
      includedData: listed(query.includedData),
      withStatus: listed(query.statuses ?? []),
      pageSize: LISTINGS_PER_PAGE,
      ...more,
    },
  });
  return (await client.call<SearchAnswer | undefined>(request)).data ?? {};
}

/** A comma parts SKUs in a query, so one that holds a comma cannot be asked for (amazon.md §3.1). */
export const canBeAsked = (sku: string): boolean => !sku.includes(',');

/** Listings of these SKUs, by SKU: one call for twenty. Those with a comma are left out. */
export async function readListingsOf(client: Client, query: ListingQuery, skus: readonly string[]): Promise<ReadonlyMap<string, AmazonListing>> {
  const found = new Map<string, AmazonListing>();
  for (const identifiers of chunk([...new Set(skus)].filter(canBeAsked), LISTINGS_PER_PAGE)) {
    const { items } = await search(client, query, { identifiersType: 'SKU', identifiers: identifiers.join(',') });
    for (const item of items ?? []) if (item.sku) found.set(item.sku, item);
  }
  return found;
}

/** All listings in the order of their SKUs, up to `atMost`. @throws Problem where Amazon would not tell all that are wanted */
export async function readListings(client: Client, query: ListingQuery, atMost: number): Promise<AmazonListing[]> {
  const found = new Map<string, AmazonListing>();
  let pageToken: string | undefined;
  do {
    const page = await search(client, query, { sortBy: 'sku', sortOrder: 'ASC', pageToken });
    if (atMost > MOST_LISTINGS && (page.numberOfResults ?? 0) > MOST_LISTINGS) {
      throw misconfigured(
        `Amazon has ${String(page.numberOfResults)} listings and tells at most ${MOST_LISTINGS} in one search`,
        "Set a 'Limit', filter by 'Status', or give 'SKUs'.",
      );
    }
    for (const item of page.items ?? []) if (item.sku) found.set(item.sku, item);
    pageToken = page.pagination?.nextToken ?? undefined;
  } while (pageToken !== undefined && found.size < atMost);
  return [...found.values()].slice(0, atMost);
}
