import type { Listing, ListingStore } from './listing-store';
import type { Row } from './report-rows';
import { isoSeconds } from './values';

/** Rows of the listing reports; FBA quantities are left blank (amazon.md §14). */
export function listingRows(store: ListingStore, marketplaceId: string, now: number): Row[] {
  return [...store.listings.values()].filter(({ marketplaceIds }) => marketplaceIds.includes(marketplaceId)).map((listing) => row(store, listing, marketplaceId, now));
}

function row(store: ListingStore, listing: Listing, marketplaceId: string, now: number): Row {
  const merchant = store.liveQuantities(listing, now).get('DEFAULT');
  const offer = listing.offers.find(({ marketplace_id: id }) => id === marketplaceId);
  const price = offer ? offer.our_price[0].schedule[0].value_with_tax.toFixed(2) : '';
  const quantity = merchant === undefined ? '' : String(merchant);
  return {
    sku: listing.sku,
    asin: listing.asin,
    price,
    quantity,
    'item-name': listing.title,
    'listing-id': `L${listing.asin}`,
    'seller-sku': listing.sku,
    'open-date': isoSeconds(listing.created),
    asin1: listing.asin,
    'fulfillment-channel': listing.availability[0]?.fulfillment_channel_code ?? 'DEFAULT',
    status: 'Active',
  };
}
