import { addressHeld, fullName, type Held, type Order } from '../shared/model';

export interface Chosen {
  /** Unpaid and held orders are refused, so that what arrives says by itself that it is neither. */
  paidOnly: boolean;
  /** The required despatch date is asked for. */
  shipBy: boolean;
  /** The shipping method finds its service, or goes over as it is. */
  shippingMethod: boolean;
  /** Labels of Amazon Prime are bought by Mintsoft. */
  programmes: boolean;
}

/** What `PUT /api/Order` has a place for (mintsoft.md §5.1): the parcel's address, one note for the carrier and one inside. */
export function orderHolds(order: Order, { paidOnly, shipBy, shippingMethod, programmes }: Chosen): Held {
  return [
    ...(paidOnly ? ['paid', 'holds'] : []),
    ...['number', 'currency', 'deliverBy', 'ioss', 'eori', 'source', 'subSource', 'buyer.taxNumber'],
    ...(shipBy ? ['shipBy'] : []),
    ...(shippingMethod ? ['shippingMethod.name'] : []),
    ...(programmes ? ['programmes'] : []),
    ...addressHeld('shippingAddress', ['state', 'phone', 'email']),
    ['shippingAddress.phone', 'buyer.phone'],
    ['shippingAddress.email', 'buyer.email'],
    ...(fullName(order.shippingAddress ?? {}) === order.buyer?.name ? ['buyer.name'] : []),
    ...['id', 'provider', 'name', 'customerNumber'].map((name) => `pickupPoint.${name}`),
    ...['notes', 'gift.message'],
    ...['lines.sku', 'lines.quantity', 'lines.quantityCancelled', 'lines.quantityShipped'],
  ];
}

/**
 * What a despatch has a place for: one number, and the courier service of the order (mintsoft.md §5.4) where the operator says which one stands for the carrier.
 *
 * @param ruled the operator has said so
 */
export const shipmentHolds = (ruled: boolean): Held => ['orderNumber', 'parcels.voided', 'parcels.trackingNumber', ...(ruled ? ['parcels.carrier', 'parcels.carrierName', 'parcels.service'] : [])];
