import {
  compact,
  fromMinorUnits,
  ModelError,
  parseProduct,
  parseStockLevel,
  vendorTime,
  type Identity,
  type Product,
  type StockLevel,
} from '../shared/model';
import type { KauflandOffer } from './types';

const text = (value: unknown): string | undefined => (value === undefined || value === null || value === '' ? undefined : String(value));

export const currencyOfOffer = ({ currency }: KauflandOffer): string => (currency ?? 'EUR').toUpperCase();

/** An offer belongs to one storefront; `storefront` is the one it was asked for. */
export function offerIdentity({ id_unit }: KauflandOffer, storefront: string): Identity {
  return { channel: 'kaufland', account: storefront.toLowerCase(), id: text(id_unit) ?? 'unknown' };
}

/** The number people know an offer by. */
export const offerNumber = ({ id_offer, id_unit }: KauflandOffer): string => text(id_offer) ?? text(id_unit) ?? 'unknown';

function skuOf(offer: KauflandOffer): string {
  const sku = text(offer.id_offer);
  if (sku === undefined) throw new ModelError(`Kaufland offer ${String(offer.id_unit)}: 'id_offer' (SKU) is missing`, 'bad-record');
  return sku;
}

function extraOf({ id_offer: _sku, id_unit: _id, amount: _amount, product: _product, ...rest }: KauflandOffer): Record<string, unknown> {
  return compact(rest);
}

const referencesOf = ({ id_unit, id_product }: KauflandOffer) => compact({ idUnit: text(id_unit), idProduct: text(id_product) });

/**
 * An offer -> StockLevel. `amount` is what Kaufland still sells, so it is available, not physical (kaufland.md §6);
 * reserved pieces are not told.
 *
 * @throws ModelError naming the offer and the field at fault
 */
export function toStockLevel(offer: KauflandOffer, storefront: string): StockLevel {
  return parseStockLevel(
    compact({
      identity: offerIdentity(offer, storefront),
      sku: skuOf(offer),
      location: text(offer.id_warehouse),
      available: offer.amount ?? undefined,
      references: referencesOf(offer),
      extra: extraOf(offer),
    }),
  );
}

const STATUSES: Readonly<Record<string, string>> = { AVAILABLE: 'active', ONHOLD: 'inactive', INCOMPLETE: 'inactive' };

/** An offer with its product (`embedded=products`) -> Product. @throws ModelError naming the offer and the field at fault */
export function toProduct(offer: KauflandOffer, storefront: string): Product {
  const { product, listing_price, status } = offer;
  const currency = currencyOfOffer(offer);
  const [gtin, ...gtins] = product?.eans ?? [];
  const gross = listing_price === undefined || listing_price === null ? undefined : fromMinorUnits(listing_price, currency);
  return parseProduct(
    compact({
      identity: offerIdentity(offer, storefront),
      sku: skuOf(offer),
      name: text(product?.title),
      kind: 'simple',
      status: status ? (STATUSES[status] ?? status) : undefined,
      gtin: text(gtin),
      gtins: gtins.length > 0 ? gtins.map(String) : undefined,
      manufacturer: text(product?.manufacturer),
      prices: gross === undefined ? undefined : [{ kind: 'normal', gross, currency }],
      currency,
      images: product?.main_picture ? [product.main_picture] : undefined,
      createdAt: vendorTime(offer.date_inserted_iso),
      updatedAt: vendorTime(offer.date_lastchange_iso),
      references: referencesOf(offer),
      extra: compact({ ...extraOf(offer), amount: offer.amount, product: product ?? undefined }),
    }),
  );
}
