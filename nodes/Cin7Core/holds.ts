import { addressHeld, type Held, type Order } from '../shared/model';

/** A billing address without street or country is refused by Cin7 Core, and left out (cin7core.md §5.1). */
const billing = ({ billingAddress }: Order): string[] =>
  (billingAddress?.street ?? billingAddress?.streetName) && (billingAddress?.country ?? billingAddress?.countryName)
    ? addressHeld('billingAddress', ['state', 'district'], ['name', 'firstName', 'lastName', 'company'])
    : [];

/** What a sale has a place for, its two notes included (cin7core.md §5.1). Names of articles are those of the catalogue. */
/** @param paidOnly unpaid and held orders are refused, so that what arrives says by itself that it is neither */
export function orderHolds(order: Order, paidOnly: boolean): Held {
  return [
    ...(paidOnly ? ['paid', 'holds'] : []),
    ...['number', 'currency', 'placedAt', 'shipBy', 'purchaseOrderNumber', 'buyer.name'],
    ['buyer.email', 'shippingAddress.email'],
    ['buyer.phone', 'shippingAddress.phone'],
    ...addressHeld('shippingAddress', ['state', 'district']),
    ...billing(order),
    ...['id', 'provider', 'name', 'customerNumber'].map((name) => `pickupPoint.${name}`),
    ...['shippingMethod.name', 'paymentMethod.name', 'notes', 'discounts.code'],
    ...(order.gift?.flag ? ['gift'] : []),
    ...['lines.sku', 'lines.quantity', 'lines.quantityCancelled'],
  ];
}

/**
 * What a shipment of Cin7 Core has a place for, in its boxes and in the shipping notes (cin7core.md §6).
 *
 * @param notes the shipping notes are written
 * @param carriers carriers that are not there are made
 */
export const shipmentHolds = (notes: boolean, carriers: boolean): Held => [
  ...['orderNumber', 'shippedAt', 'parcels.voided', 'parcels.trackingNumber', 'parcels.lines'],
  ...(carriers ? ['parcels.carrier', 'parcels.carrierName'] : []),
  ...(notes ? ['parcels.service', 'cost', 'currency', 'noteToBuyer'] : []),
];
