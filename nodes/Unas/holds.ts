import { addressHeld, fullName, type Held, type Order } from '../shared/model';
import { invoicedCompany, sidesOf } from './mapping-customer';

const isWorth = ({ net, gross }: { net?: number; gross?: number }): boolean => (gross ?? net ?? 0) !== 0;

/** An invoice has one name, the company's where there is one (unas.md §4). */
function invoiceNames(order: Order): Held {
  const { billing } = sidesOf(order);
  const company = invoicedCompany(order);
  const person = ['name', 'firstName', 'lastName'].map((name) => `billingAddress.${name}`);
  if (company === undefined) return person;
  return [...(order.buyer?.company === company ? ['buyer.company'] : []), 'billingAddress.company', ...(fullName(billing) === order.buyer?.name ? person : [])];
}

/** Costs and discounts have their names as items; one of nothing is no item. */
const itemNames = ({ charges = [], discounts = [], lines }: Order): string[] => [
  ...(charges.every(isWorth) ? ['charges.name'] : []),
  ...(discounts.some(isWorth) || lines.some(({ discount }) => discount) ? ['discounts.code', 'discounts.name'] : []),
];

/**
 * What `setOrder` has a node for, or the note for staff a line (unas.md §4).
 *
 * @param releasedOnly held orders are refused, so that what arrives says by itself that it is none
 */
export function orderHolds(order: Order, releasedOnly: boolean): Held {
  return [
    ...(releasedOnly ? ['holds'] : []),
    ...['number', 'source', 'subSource', 'currency', 'placedAt', 'paid', 'paidAt', 'shipAfter', 'shipBy', 'deliverFrom', 'deliverBy', 'purchaseOrderNumber'],
    ...['name', 'taxNumber', 'business'].map((name) => `buyer.${name}`),
    ['buyer.email', 'shippingAddress.email', 'billingAddress.email'],
    ['shippingAddress.phone', 'buyer.phone', 'billingAddress.phone'],
    ['buyer.phone', 'billingAddress.phone'],
    ...addressHeld('shippingAddress'),
    ...addressHeld('billingAddress', [], ['name', 'firstName', 'lastName', 'company']),
    ...invoiceNames(order),
    ['shippingAddress.state', 'shippingAddress.district'],
    ['billingAddress.state', 'billingAddress.district'],
    ...['id', 'provider', 'name', 'customerNumber'].map((name) => `pickupPoint.${name}`),
    ...['shippingMethod.name', 'paymentMethod.name', 'notes', 'gift'],
    ...(order.tracking?.length === 1 ? ['tracking.number', 'tracking.url'] : []),
    ...itemNames(order),
    ...['sku', 'name', 'quantity', 'quantityCancelled', 'unit', 'options', 'customisation'].map((name) => `lines.${name}`),
  ];
}

/**
 * What an order has a place for of its despatch: one number with its page (unas.md §4).
 *
 * @param notifies whether the buyer is mailed is the shipment's to say
 */
export const shipmentHolds = (notifies: boolean): Held => ['orderNumber', 'parcels.voided', 'parcels.trackingNumber', 'parcels.url', ...(notifies ? ['notifyBuyer'] : [])];
