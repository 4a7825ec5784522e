export interface Marketplace {
  id: string;
  country: string;
  name: string;
  currency: string;
  language: string;
  region: 'eu' | 'na' | 'fe';
}

// amazon.md §1
const ROWS: Array<[string, string, string, string, string, Marketplace['region']]> = [
  ['A1PA6795UKMFR9', 'DE', 'Amazon.de', 'EUR', 'de_DE', 'eu'],
  ['A13V1IB3VIYZZH', 'FR', 'Amazon.fr', 'EUR', 'fr_FR', 'eu'],
  ['A1F83G8C2ARO7P', 'GB', 'Amazon.co.uk', 'GBP', 'en_GB', 'eu'],
  ['APJ6JRA9NG5V4', 'IT', 'Amazon.it', 'EUR', 'it_IT', 'eu'],
  ['A1C3SOZRARQ6R3', 'PL', 'Amazon.pl', 'PLN', 'pl_PL', 'eu'],
  ['ATVPDKIKX0DER', 'US', 'Amazon.com', 'USD', 'en_US', 'na'],
  ['A1VC38T7YXB528', 'JP', 'Amazon.co.jp', 'JPY', 'ja_JP', 'fe'],
];

export const MARKETPLACES: readonly Marketplace[] = ROWS.map(([id, country, name, currency, language, region]) => ({ id, country, name, currency, language, region }));

export const DE = 'A1PA6795UKMFR9';
export const FR = 'A13V1IB3VIYZZH';

export function marketplaceOf(id: string): Marketplace {
  const found = MARKETPLACES.find((one) => one.id === id);
  if (!found) throw new Error(`The room knows no marketplace ${id}`);
  return found;
}

export const STATUSES = ['PENDING_AVAILABILITY', 'PENDING', 'UNSHIPPED', 'PARTIALLY_SHIPPED', 'SHIPPED', 'CANCELLED', 'UNFULFILLABLE'] as const;
export type Status = (typeof STATUSES)[number];

export const INCLUDED_DATA = ['BUYER', 'RECIPIENT', 'PROCEEDS', 'EXPENSE', 'PROMOTION', 'CANCELLATION', 'FULFILLMENT', 'PACKAGES', 'TAX', 'PAYMENT', 'FULFILLMENT_ORDERS'] as const;

/** amazon.md §4.1 */
export const ROLES = ['Inventory and Order Tracking', 'Product Listing', 'Direct-to-Consumer Shipping', 'Tax Invoicing', 'Tax Remittance', 'Amazon Fulfillment'] as const;
export type Role = (typeof ROLES)[number];

export const ISO_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)$/;

export function isoSeconds(time: number): string {
  return new Date(time).toISOString().replace(/\.\d+Z$/, 'Z');
}

/** Reports, feeds and their files write the offset out (amazon.md §7.1). */
export function isoOffset(time: number): string {
  return isoSeconds(time).replace('Z', '+00:00');
}
