import { addressHeld, fullName, itemisesOnly, lentToAddress, type Held, type Order } from '../shared/model';

/** The bill-to name is the address's own, and the buyer's where it has none. */
function buyerName({ billingAddress, shippingAddress, buyer }: Order): string[] {
  const own = fullName(billingAddress ?? shippingAddress ?? {});
  return own === undefined || own === buyer?.name ? ['buyer.name'] : [];
}

/** Postage has no name of its own; other charges become adjustments. */
const chargeNames = ({ charges = [] }: Order): string[] => (charges.some(({ kind, name }) => kind === 'shipping' && name) ? [] : ['charges.name']);

/** What createorders has a place for (shipstation.md §A2). */
export function orderHolds(order: Order, ownSource: boolean): Held {
  return [
    ...['number', 'placedAt', 'paid', 'paidAt', 'shipBy', 'holds'],
    ...(ownSource ? [] : ['source']),
    ['buyer.email', 'buyer.id'],
    ['buyer.email', 'shippingAddress.email'],
    ...buyerName(order),
    ...lentToAddress(order, 'phone'),
    ...addressHeld('shippingAddress', ['state', 'phone', 'residential']),
    ...addressHeld('billingAddress', ['state', 'phone', 'residential']),
    ...['shippingMethod.name', 'paymentMethod.name', 'notes', 'gift'],
    ...chargeNames(order),
    ...(itemisesOnly(order) ? [] : ['discounts.name', 'discounts.code']),
    ...['sku', 'gtin', 'name', 'quantity', 'quantityShipped', 'quantityCancelled', 'weightGrams', 'options', 'image', 'bin'].map((name) => `lines.${name}`),
  ];
}

/**
 * What an order marked as shipped has a place for (shipstation.md §A2).
 *
 * @param carrier a carrier that is connected is told, not "other"
 * @param notifies whether the buyer is mailed is the shipment's to say
 */
export const shipmentHolds = (carrier: boolean, notifies: boolean): Held => [
  ...['orderNumber', 'shippedAt', 'parcels.voided', 'parcels.trackingNumber'],
  ...(carrier ? ['parcels.carrier', 'parcels.carrierName'] : []),
  ...(notifies ? ['notifyBuyer'] : []),
];
