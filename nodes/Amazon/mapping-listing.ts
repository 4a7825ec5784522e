import { compact, ModelError, vendorAmount, vendorTime, type Identity, type Product } from '../shared/model';
import { ACCOUNT } from './mapping';
import type { AmazonListing } from './read-listings';

export const listingIdentity = ({ sku }: AmazonListing): Identity => ({ channel: 'amazon', account: ACCOUNT, id: sku || 'unknown' });

/** A listing in one marketplace -> Product. `extra` tells quantities by fulfilment channel and what Amazon objects to. */
export function toProduct(listing: AmazonListing, marketplaceId: string): Product {
  const { sku } = listing;
  if (!sku) throw new ModelError('Amazon gave a listing without SKU', 'bad-record');
  const summary = listing.summaries?.find((one) => one.marketplaceId === marketplaceId) ?? listing.summaries?.[0];
  const offers = (listing.offers ?? []).filter((one) => one.marketplaceId === marketplaceId);
  const prices = offers.flatMap(({ price, offerType }) => {
    const gross = vendorAmount(price?.amount);
    return gross === undefined ? [] : [compact({ kind: 'normal', gross, currency: price?.currencyCode ?? price?.currency, group: offerType === 'B2C' ? undefined : offerType })];
  });
  const issues = (listing.issues ?? []).map(({ code, severity, message }) => compact({ code, severity, message }));
  return compact({
    identity: listingIdentity(listing),
    sku,
    name: summary?.itemName,
    status: summary?.status ? (summary.status.includes('BUYABLE') ? 'active' : 'inactive') : undefined,
    prices: prices.length > 0 ? prices : undefined,
    images: summary?.mainImage?.link ? [summary.mainImage.link] : undefined,
    createdAt: vendorTime(summary?.createdDate),
    updatedAt: vendorTime(summary?.lastUpdatedDate),
    references: compact({ asin: summary?.asin, marketplaceId: summary?.marketplaceId }),
    extra: compact({
      productType: summary?.productType,
      conditionType: summary?.conditionType,
      status: summary?.status,
      fulfillmentAvailability: listing.fulfillmentAvailability,
      issues: issues.length > 0 ? issues : undefined,
    }),
  });
}
