import type { Random } from '../random';
import type { StoredItem, StoredOrder } from './order-model';
import { inventAddress } from './people';
import { DE, FR } from './values';

export interface OrderKind {
  name: string;
  marketplaceId?: string;
  country?: string;
  /** [article index, quantity] per line; default one line of a free choice. */
  lines?: Array<[number, number]>;
  shape?(order: StoredOrder, random: Random): void;
}

const MINUTE_MS = 60_000;

function settle(order: StoredOrder, status: StoredOrder['status']): void {
  order.status = status;
  order.updated += 20 * MINUTE_MS;
}

function discount(item: StoredItem, itemDiscount: number, shippingDiscount: number, promotionIds: string[]): void {
  Object.assign(item, { itemDiscount, shippingDiscount, promotionIds });
}

function sendOff(order: StoredOrder, quantities: number[], tracking: string): void {
  const items = order.items.map(({ orderItemId }, index) => ({ orderItemId, quantity: quantities[index] ?? 0 })).filter(({ quantity }) => quantity > 0);
  for (const [index, item] of order.items.entries()) item.shipped = quantities[index] ?? 0;
  order.packages.push({ packageReferenceId: '1', carrierCode: 'DHL', carrierName: 'DHL', shippingMethod: 'DHL Paket', trackingNumber: tracking, shipDate: order.updated, createdTime: order.updated, items, by: 'seller-central' });
}

/** Orders as they come from real accounts, awkward by design. */
export const KINDS: OrderKind[] = [
  { name: 'plain' },
  { name: 'several-lines', lines: [[0, 2], [2, 1], [4, 3]] },
  { name: 'prime', shape: (order) => Object.assign(order, { programs: ['PRIME'], serviceLevel: 'NEXT_DAY' }) },
  // Quotes are literal in the reports (amazon.md §8.6).
  { name: 'quotes', lines: [[10, 1]] },
  {
    name: 'business',
    shape: (order, random) => {
      Object.assign(order, { programs: ['AMAZON_BUSINESS'], buyerCompany: 'Beispiel & Söhne GmbH', purchaseOrderNumber: 'PO-77', vatId: 'DE000000000' });
      order.billTo = { ...inventAddress(random, 'DE'), name: order.buyerName, companyName: 'Beispiel & Söhne GmbH' };
      Object.assign(order.shipTo, { companyName: 'Beispiel & Söhne GmbH', addressType: 'COMMERCIAL' });
    },
  },
  {
    name: 'packstation',
    shape: (order, random) => {
      order.billTo = { ...inventAddress(random, 'DE'), name: order.buyerName };
      Object.assign(order.shipTo, { addressLine1: '999999999', addressLine2: 'Packstation 101', addressType: 'PICKUP_POINT' });
    },
  },
  { name: 'company-in-line-1', shape: (order) => Object.assign(order.shipTo, { addressLine2: order.shipTo.addressLine1, addressLine1: 'Muster Handels GmbH', addressLine3: 'Hinterhaus, 3. OG' }) },
  { name: 'gift', shape: (order) => Object.assign(order.items[0], { gift: { message: 'Alles Gute – zum „Geburtstag“!', level: 'Geschenkbox' } }) },
  { name: 'promotion', lines: [[0, 2]], shape: (order) => discount(order.items[0], 260, 0, ['PAWS-V2-1']) },
  { name: 'two-promotions', lines: [[1, 1]], shape: (order) => discount(order.items[0], 130, 299, ['PAWS-V2-1', 'FREE-SHIP-2']) },
  { name: 'cancel-wish', shape: (order) => Object.assign(order.items[0], { cancelReason: 'ORDERED_BY_MISTAKE' }) },
  { name: 'austria', country: 'AT' },
  { name: 'france', marketplaceId: FR, country: 'FR', lines: [[3, 2]] },
  { name: 'reduced-vat', lines: [[5, 1], [6, 2]] },
  { name: 'leading-zero-sku', lines: [[3, 1], [7, 1]] },
  { name: 'no-phone', shape: (order) => delete order.shipTo.phone },
  { name: 'cp1252-letters', shape: (order) => Object.assign(order.shipTo, { name: 'Žofie Œuvre – „Café“ €', addressLine2: '3. OG … links' }) },
  { name: 'replacement', shape: (order) => Object.assign(order, { replacementOf: '306-0000000-0000001' }) },
  { name: 'several-pieces', lines: [[0, 3], [1, 1]] },
  {
    name: 'partially-shipped',
    lines: [[0, 3], [2, 1]],
    shape: (order) => {
      settle(order, 'PARTIALLY_SHIPPED');
      sendOff(order, [1, 0], `00340434161094${order.orderId.slice(-6)}`);
    },
  },
  { name: 'pending', shape: (order) => Object.assign(order, { status: 'PENDING', fulfillable: null }) },
  {
    name: 'shipped',
    shape: (order) => {
      settle(order, 'SHIPPED');
      sendOff(order, order.items.map(({ quantity }) => quantity), `00340434161095${order.orderId.slice(-6)}`);
    },
  },
  { name: 'cancelled', shape: (order) => settle(order, 'CANCELLED') },
  { name: 'fba', shape: (order) => Object.assign(order, { fulfilledBy: 'AMAZON', programs: ['PRIME'] }) },
];

/** Kinds that a list of n orders goes through; plain ones come more often than one in a list of all. */
export const KIND_CYCLE: OrderKind[] = KINDS.flatMap((kind, index) => (index % 2 === 0 && index > 0 ? [kind, KINDS[0]] : [kind]));

export const DEFAULT_MARKETPLACE = DE;

export function kindNamed(name: string): OrderKind | undefined {
  return [...KINDS, PARTICULAR].flat().find((kind) => kind.name === name);
}

/** Only on request: an order of a country or programme that not every account has. */
const PARTICULAR: OrderKind[] = [
  { name: 'britain', marketplaceId: 'A1F83G8C2ARO7P', country: 'GB' },
  { name: 'japan', marketplaceId: 'A1VC38T7YXB528', country: 'JP' },
  { name: 'ship-plus', shape: (order) => Object.assign(order, { programs: ['FBM_SHIP_PLUS'] }) },
  { name: 'invoice-by-amazon', shape: (order) => Object.assign(order, { programs: ['INVOICE_BY_AMAZON'] }) },
];
