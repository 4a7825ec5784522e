import { CATALOGUE, generatedArticle, type Article } from '../catalogue';
import { ControlError } from '../room';
import { asinOf } from './order-factory';

export interface Availability {
  fulfillment_channel_code: string;
  quantity?: number;
  lead_time_to_ship_max_days?: number;
  restock_date?: string;
}

export interface Offer {
  marketplace_id: string;
  currency: string;
  audience: string;
  our_price: Array<{ schedule: Array<{ value_with_tax: number }> }>;
}

export interface Listing {
  sku: string;
  asin: string;
  title: string;
  ean: string;
  marketplaceIds: string[];
  created: number;
  updated: number;
  /** Last submitted (`attributes`), one record per channel. */
  availability: Availability[];
  offers: Offer[];
  /** What buyers see, some minutes later (amazon.md §10.1). */
  live: { quantities: Map<string, number>; from: number };
  status: Array<'BUYABLE' | 'DISCOVERABLE'>;
}

const LIVE_AFTER_MS = 60_000;
const LEAD_TIME_DAYS = 3;

/** The seller's listings; stock counts once per SKU for the whole region (amazon.md §10.1). */
export class ListingStore {
  readonly listings = new Map<string, Listing>();
  private generated = 0;

  constructor(private readonly now: () => number) {
    this.reset();
  }

  reset(): void {
    this.listings.clear();
    this.generated = 0;
    for (const article of CATALOGUE) this.add(article);
    this.add({ ...CATALOGUE[0], sku: 'FBA-MUG-330', ean: '2000000009999', title: 'Mug blue 330 ml (FBA)' }, 'AMAZON_EU');
  }

  addGenerated(count: number): string[] {
    return Array.from({ length: count }, () => {
      this.generated += 1;
      return this.add(generatedArticle(this.generated)).sku;
    });
  }

  addWish(wish: Record<string, unknown>): string {
    const sku = String(wish.sku ?? '');
    if (sku === '') throw new ControlError(400, "A listing needs its 'sku'");
    const listing = this.add({ ...CATALOGUE[0], title: String(wish.title ?? sku), sku, stock: Number(wish.quantity ?? 0) }, String(wish.channel ?? 'DEFAULT'));
    if (Array.isArray(wish.marketplaceIds)) listing.marketplaceIds = wish.marketplaceIds.map(String);
    return sku;
  }

  add(article: Article, channel = 'DEFAULT'): Listing {
    const now = Math.floor(this.now() / 1000) * 1000;
    const listing: Listing = {
      sku: article.sku,
      asin: asinOf(article.sku),
      title: article.title,
      ean: article.ean,
      marketplaceIds: ['A1PA6795UKMFR9', 'A13V1IB3VIYZZH'],
      created: now - 86_400_000,
      updated: now - 86_400_000,
      availability: [{ fulfillment_channel_code: channel, quantity: article.stock, ...(channel === 'DEFAULT' ? { lead_time_to_ship_max_days: LEAD_TIME_DAYS } : {}) }],
      offers: [{ marketplace_id: 'A1PA6795UKMFR9', currency: 'EUR', audience: 'ALL', our_price: [{ schedule: [{ value_with_tax: article.cents / 100 }] }] }],
      live: { quantities: new Map([[channel, article.stock]]), from: 0 },
      status: ['BUYABLE', 'DISCOVERABLE'],
    };
    this.listings.set(listing.sku, listing);
    return listing;
  }

  /** Changes what is submitted; buyers still see the old figures for a while. */
  submit(listing: Listing, now: number, change: () => void): void {
    const seen = this.liveQuantities(listing, now);
    change();
    listing.updated = Math.max(listing.updated, Math.floor(now / 1000) * 1000);
    listing.live = { quantities: seen, from: now + LIVE_AFTER_MS };
  }

  liveQuantities(listing: Listing, now: number): Map<string, number> {
    if (now < listing.live.from) return listing.live.quantities;
    return new Map(listing.availability.map(({ fulfillment_channel_code: channel, quantity }) => [channel, quantity ?? 0]));
  }

  restock(levels: Record<string, number>): void {
    for (const [sku, level] of Object.entries(levels)) {
      const listing = this.listings.get(sku);
      if (!listing) throw new ControlError(404, `No listing '${sku}'`);
      Object.assign(merchantRecord(listing) ?? listing.availability[0], { quantity: level });
      listing.live.from = 0;
    }
  }

  summary(): unknown[] {
    return [...this.listings.values()].map(({ sku, availability, offers }) => ({ sku, availability, offers }));
  }
}

export function merchantRecord(listing: Listing): Availability | undefined {
  return listing.availability.find(({ fulfillment_channel_code: channel }) => channel === 'DEFAULT');
}
