import { refused } from '../shared/api/problem';
import { completeFigures, type StockLevel } from '../shared/model';
import type { Row } from '../shared/node/operation';

export type Figure = 'available' | 'physical';

/** One SKU's new quantity, and price where one is given. */
export interface PushJob {
  index: number;
  sku: string;
  quantity: number;
  price?: { amount: number; currency: string };
  /** Days to ship; the listing keeps its own where it is left out. */
  handlingDays?: number;
}

export interface PushRules {
  figure: Figure;
  /** Pieces held back. */
  buffer: number;
  /** Most pieces offered; 0 = no limit. */
  maximum: number;
}

export const skuName = (sku: string): string => `SKU '${sku}'`;

/**
 * The quantity to offer.
 *
 * @throws Problem for stock without that figure, in parts of a piece, or without end and without a maximum
 */
export function quantityOf(stock: StockLevel, { figure, buffer, maximum }: PushRules): number {
  if (stock.unlimited === true) {
    if (maximum > 0) return maximum;
    throw refused(`${skuName(stock.sku)} never runs out, and Amazon's quantity is a number`, "Set 'Maximum' to the quantity to offer.");
  }
  const level = completeFigures(stock)[figure];
  if (level === undefined) {
    throw refused(`${skuName(stock.sku)} has no figure '${figure}'`, `Give it, or set 'Figure to Write' to ${figure === 'physical' ? 'Available' : 'Physical'}.`);
  }
  if (!Number.isInteger(level)) throw refused(`${skuName(stock.sku)}: Amazon takes whole pieces, not ${level}`, 'Round it where the stock comes from.');
  const free = Math.max(0, level - buffer);
  return maximum > 0 ? Math.min(maximum, free) : free;
}

/** Channel code of what the seller ships himself (amazon.md §10.1). */
export const MERCHANT = 'DEFAULT';

interface Patch {
  op: 'merge';
  path: string;
  value: object[];
}

/**
 * `merge` changes the named keys alone; `replace` would put the handling time back to its default (amazon.md §10.1).
 * PRODUCT is the general type, enough for quantity and price.
 */
export function patchesOf(job: PushJob, marketplaceId: string): { productType: string; patches: Patch[] } {
  const availability = {
    fulfillment_channel_code: MERCHANT,
    quantity: job.quantity,
    ...(job.handlingDays === undefined ? {} : { lead_time_to_ship_max_days: job.handlingDays }),
  };
  const patches: Patch[] = [{ op: 'merge', path: '/attributes/fulfillment_availability', value: [availability] }];
  if (job.price) {
    const { amount, currency } = job.price;
    const offer = { marketplace_id: marketplaceId, currency, audience: 'ALL', our_price: [{ schedule: [{ value_with_tax: amount }] }] };
    patches.push({ op: 'merge', path: '/attributes/purchasable_offer', value: [offer] });
  }
  return { productType: 'PRODUCT', patches };
}

export function pushRow({ sku, quantity, price }: PushJob, outcome: string, marketplaceId: string, more: Row = {}): Row {
  return { outcome, targetId: sku, sku, quantity, marketplaceId, ...(price ? { price: price.amount, currency: price.currency } : {}), ...more };
}
