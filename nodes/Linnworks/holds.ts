import { addressHeld, lentToAddress, type Held, type Order } from '../shared/model';

/** The street of a pick-up point takes the place of the buyer's own (linnworks.md §5: one delivery address). */
const shippingPlace = ({ pickupPoint }: Order): string[] => (pickupPoint?.address ? ['street', 'streetName', 'houseNumber', 'line2', 'line3', 'careOf'] : []);

/** Postage has one name, that of its service; other charges become lines of their own. */
const chargeNames = ({ charges = [] }: Order): string[] => (charges.some(({ kind, name }) => kind === 'shipping' && name) ? [] : ['charges.name']);

/** What Linnworks has a place for, in CreateOrders, its extended properties or its notes (linnworks.md §5). */
export function orderHolds(order: Order): Held {
  return [
    ...['number', 'currency', 'placedAt', 'paid', 'paidAt', 'shipBy', 'deliverFrom', 'deliverBy', 'holds', 'ioss', 'vatNumber', 'eori', 'purchaseOrderNumber'],
    // Linnworks is told of the marketplace only: a seller who owes the tax is what it takes for granted.
    ...['taxOwedBy', 'buyer.name', 'buyer.taxNumber'],
    ...lentToAddress(order, 'phone'),
    ...lentToAddress(order, 'email'),
    ...addressHeld('shippingAddress', ['phone', 'email'], shippingPlace(order)),
    ...addressHeld('billingAddress', ['phone', 'email']),
    ['shippingAddress.state', 'shippingAddress.district'],
    ['billingAddress.state', 'billingAddress.district'],
    ...['id', 'provider', 'name', 'customerNumber'].map((name) => `pickupPoint.${name}`),
    ...['street', 'streetName', 'houseNumber', 'city', 'postcode', 'country', 'state'].map((name) => `pickupPoint.address.${name}`),
    ...['shippingMethod.name', 'paymentMethod.name', 'discounts.code', 'notes', 'gift.message'],
    ...chargeNames(order),
    ['lines.sku', 'lines.gtin'],
    ...['lines.name', 'lines.quantity', 'lines.quantityCancelled', 'lines.options'],
  ];
}


/**
 * What a despatch has a place for: one number, and the postal service (linnworks.md §4) where the operator says which one stands for the carrier.
 *
 * @param ruled the operator has said so
 */
export const shipmentHolds = (ruled: boolean): Held => ['orderNumber', 'parcels.voided', 'parcels.trackingNumber', ...(ruled ? ['parcels.carrier', 'parcels.carrierName', 'parcels.service'] : [])];
