import type { Role } from './values';

export type ReportKind = 'actionable' | 'shipping' | 'invoicing' | 'by-update' | 'by-order-date' | 'listings' | 'open-listings';

export interface ReportType {
  kind: ReportKind;
  role: Role;
  /** Its document opens only to a restricted data token (amazon.md §4.2). */
  restricted: boolean;
  /** Only in the European Union (amazon.md §8). */
  euOnly?: boolean;
}

export const REPORT_TYPES: Record<string, ReportType> = {
  GET_FLAT_FILE_ACTIONABLE_ORDER_DATA_SHIPPING: { kind: 'actionable', role: 'Direct-to-Consumer Shipping', restricted: true },
  GET_FLAT_FILE_ORDER_REPORT_DATA_SHIPPING: { kind: 'shipping', role: 'Direct-to-Consumer Shipping', restricted: true },
  GET_FLAT_FILE_ORDER_REPORT_DATA_INVOICING: { kind: 'invoicing', role: 'Tax Invoicing', restricted: true, euOnly: true },
  GET_FLAT_FILE_ALL_ORDERS_DATA_BY_LAST_UPDATE_GENERAL: { kind: 'by-update', role: 'Inventory and Order Tracking', restricted: false },
  GET_FLAT_FILE_ALL_ORDERS_DATA_BY_ORDER_DATE_GENERAL: { kind: 'by-order-date', role: 'Inventory and Order Tracking', restricted: false },
  GET_MERCHANT_LISTINGS_ALL_DATA: { kind: 'listings', role: 'Product Listing', restricted: false },
  GET_FLAT_FILE_OPEN_LISTINGS_DATA: { kind: 'open-listings', role: 'Product Listing', restricted: false },
};

/** amazon.md §8.1 to §8.5; `buyer-name` follows `buyer-email` in real ACTIONABLE files. */
const ACTIONABLE = 'order-id order-item-id purchase-date payments-date reporting-date promise-date days-past-promise buyer-email buyer-name buyer-phone-number sku product-name quantity-purchased quantity-shipped quantity-to-ship ship-service-level recipient-name ship-address-1 ship-address-2 ship-address-3 ship-city ship-state ship-postal-code ship-country is-business-order purchase-order-number price-designation is-prime';
const SHIPPING = 'order-id order-item-id purchase-date payments-date buyer-name buyer-email buyer-phone-number sku product-name quantity-purchased currency item-price item-tax shipping-price shipping-tax ship-service-level recipient-name ship-address-1 ship-address-2 ship-address-3 ship-city ship-state ship-postal-code ship-country ship-phone-number delivery-start-date delivery-end-date delivery-time-zone delivery-Instructions earliest-ship-date latest-ship-date earliest-delivery-date latest-delivery-date is-business-order purchase-order-number price-designation';
const INVOICING = 'order-id order-item-id purchase-date payments-date buyer-email buyer-name buyer-phone-number sku product-name quantity-purchased currency item-price item-tax shipping-price shipping-tax ship-service-level recipient-name ship-address-1 ship-address-2 ship-address-3 ship-city ship-state ship-postal-code ship-country ship-phone-number item-promotion-discount item-promotion-id ship-promotion-discount ship-promotion-id delivery-start-date delivery-end-date delivery-time-zone delivery-Instructions sales-channel';
const TRACKING = 'amazon-order-id merchant-order-id purchase-date last-updated-date order-status order-item-id fulfillment-channel sales-channel order-channel ship-service-level product-name sku asin item-status quantity currency item-price item-tax shipping-price shipping-tax gift-wrap-price gift-wrap-tax item-promotion-discount ship-promotion-discount ship-city ship-state ship-postal-code ship-country promotion-ids is-business-order purchase-order-number price-designation';
const LISTINGS = 'item-name item-description listing-id seller-sku price quantity open-date image-url item-is-marketplace product-id-type zshop-shipping-fee item-note item-condition zshop-category1 zshop-browse-path zshop-storefront-feature asin1 asin2 asin3 will-ship-internationally expedited-shipping zshop-boldface product-id bid-for-featured-placement add-delete pending-quantity fulfillment-channel merchant-shipping-group status';
const OPEN_LISTINGS = 'sku asin price quantity';

const BASE: Record<ReportKind, string[]> = {
  actionable: ACTIONABLE.split(' '),
  shipping: SHIPPING.split(' '),
  invoicing: INVOICING.split(' '),
  'by-update': TRACKING.split(' '),
  'by-order-date': TRACKING.replace('is-business-order', 'cpf is-business-order').split(' '),
  listings: LISTINGS.split(' '),
  'open-listings': OPEN_LISTINGS.split(' '),
};

export function baseColumns(kind: ReportKind): string[] {
  return [...BASE[kind]];
}

export const BILLING = ['bill-address-1', 'bill-address-2', 'bill-address-3', 'bill-city', 'bill-state', 'bill-postal-code', 'bill-country'];

/** What the seller ticks in Seller Central's column picker (amazon.md §8.3); `billing` is "Fakturierung". */
export const COLUMN_GROUPS: Record<string, string[]> = {
  billing: BILLING,
  prime: ['is-prime'],
  'ship-date': ['latest-ship-date'],
  'address-type': ['address-type'],
  'sales-channel': ['sales-channel'],
  business: ['is-business-order', 'purchase-order-number', 'price-designation', 'buyer-company-name', 'buyer-tax-registration-id'],
  cancellation: ['is-buyer-requested-cancellation', 'buyer-requested-cancel-reason'],
  gift: ['gift-wrap-type', 'gift-message-text'],
};

/** German headers of the listing reports; they come in the store's language unless asked otherwise (amazon.md §14). */
export const GERMAN_HEADERS: Record<string, string> = {
  sku: 'SKU',
  asin: 'ASIN',
  price: 'Preis',
  quantity: 'Menge',
  'item-name': 'Artikelbezeichnung',
  'item-description': 'Artikelbeschreibung',
  'listing-id': 'Angebotsnummer',
  'seller-sku': 'Händler-SKU',
  'open-date': 'Einstellungsdatum',
  'fulfillment-channel': 'Versand durch',
  status: 'Status',
};
