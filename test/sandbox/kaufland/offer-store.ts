import { CATALOGUE, generatedArticle, type Article } from '../catalogue';
import { ControlError } from '../room';
import { minor } from './order-factory';
import { STOREFRONTS, type Storefront } from './values';

/** What all storefronts of one id_offer share (kaufland.md §6). */
export interface SharedOffer {
  id_offer: string;
  article: Article;
  condition: string;
  amount: number;
  id_warehouse: number;
}

/** One offer on one storefront. */
export interface StoredOffer {
  id_unit: number;
  storefront: Storefront;
  shared: SharedOffer;
  status: 'AVAILABLE' | 'ONHOLD';
  listing_price: number;
  minimum_price: number;
  handling_time: number;
  id_shipping_group: number;
  vat_indicator: string;
  note: string | null;
  inserted: number;
  changed: number;
}

export const WAREHOUSES = [
  { id_warehouse: 1201, name: 'Main warehouse', is_default: true, type: 'normal', address: { street: 'Teststr.', house_number: '1', postcode: '50667', city: 'Köln', country: 'DE', phone: null } },
  { id_warehouse: 1202, name: 'Partner', is_default: false, type: 'dropshipment', address: { street: 'Vzorová', house_number: '2', postcode: '110 00', city: 'Praha', country: 'CZ', phone: null } },
];

const ALSO_ABROAD = 4;

export class OfferStore {
  readonly offers = new Map<number, StoredOffer>();
  readonly shared = new Map<string, SharedOffer>();
  private generated = 0;
  private nextId = 372_800_001_000;

  constructor(private readonly now: () => number) {
    this.reset();
  }

  reset(): void {
    this.offers.clear();
    this.shared.clear();
    this.generated = 0;
    this.nextId = 372_800_001_000;
    for (const [index, article] of CATALOGUE.entries()) {
      for (const storefront of index < ALSO_ABROAD ? (['de', 'at', 'cz'] as const) : (['de'] as const)) this.addArticle(article, storefront);
    }
  }

  addGenerated(count: number, storefront: Storefront = 'de'): string[] {
    return Array.from({ length: count }, () => {
      this.generated += 1;
      return this.addArticle(generatedArticle(this.generated), storefront).shared.id_offer;
    });
  }

  add(shared: SharedOffer, storefront: Storefront, own: Partial<StoredOffer>): StoredOffer {
    this.shared.set(shared.id_offer, shared);
    this.nextId += 1;
    const price = own.listing_price ?? 1;
    const offer: StoredOffer = { id_unit: this.nextId, storefront, shared, status: 'AVAILABLE', listing_price: price, minimum_price: price, handling_time: 1, id_shipping_group: 88, vat_indicator: 'standard_rate', note: null, inserted: this.now(), changed: this.now(), ...own };
    this.offers.set(offer.id_unit, offer);
    return offer;
  }

  find(id: number, storefront: unknown): StoredOffer | undefined {
    const offer = this.offers.get(id);
    return offer?.storefront === storefront ? offer : undefined;
  }

  setAmounts(stock: unknown): void {
    for (const { id_offer, amount } of (stock ?? []) as Array<{ id_offer: string; amount: number }>) {
      const shared = this.shared.get(id_offer);
      if (!shared) throw new ControlError(400, `No offer ${id_offer}`);
      shared.amount = amount;
    }
  }

  summary(): unknown[] {
    return [...this.shared.values()].map(({ id_offer, amount, id_warehouse, article }) => ({
      id_offer,
      ean: article.ean,
      amount,
      id_warehouse,
      units: [...this.offers.values()].filter(({ shared }) => shared.id_offer === id_offer).map(({ id_unit, storefront, listing_price, minimum_price, status }) => ({ id_unit, storefront, listing_price, minimum_price, status })),
    }));
  }

  private addArticle(article: Article, storefront: Storefront): StoredOffer {
    const shared = this.shared.get(article.sku) ?? { id_offer: article.sku, article, condition: 'NEW', amount: article.stock, id_warehouse: 1201 };
    return this.add(shared, storefront, { listing_price: minor(article.cents, storefront), vat_indicator: article.reducedVat ? 'reduced_rate_1' : 'standard_rate' });
  }
}

export function isStorefront(value: unknown): value is Storefront {
  return STOREFRONTS.includes(value as Storefront);
}
