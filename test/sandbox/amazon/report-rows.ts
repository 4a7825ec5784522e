import { amount } from './money';
import { isOpen, openQuantity, type Address, type StoredItem, type StoredOrder } from './order-model';
import type { ReportKind } from './report-types';
import { isoOffset, marketplaceOf } from './values';

export type Row = Record<string, string>;

export interface RowRules {
  now: number;
  vatService: boolean;
  /** A discount with the sign of these reports (amazon.md §8.6: it differs). */
  signed(discount: number): number;
}

const STATUS_TEXT: Record<string, string> = { PENDING: 'Pending', PENDING_AVAILABILITY: 'Pending', UNSHIPPED: 'Unshipped', PARTIALLY_SHIPPED: 'Partially Shipped', SHIPPED: 'Shipped', CANCELLED: 'Cancelled', UNFULFILLABLE: 'Unfulfillable' };
const LEVEL_TEXT: Record<string, string> = { STANDARD: 'Standard', EXPEDITED: 'Expedited', NEXT_DAY: 'NextDay' };

/** One row per line; orders of merchants only, and of every status: the order reports have no word for it (amazon.md §8). */
export function orderRows(kind: ReportKind, orders: StoredOrder[], rules: RowRules): Row[] {
  if (kind === 'by-update' || kind === 'by-order-date') return orders.flatMap((order) => order.items.map((item) => trackingRow(order, item, rules)));
  if (kind === 'actionable') return orders.filter(isOpen).flatMap((order) => order.items.filter((item) => openQuantity(item) > 0).map((item) => ({ ...common(order, item, rules), ...actionable(order, item, rules) })));
  return orders.flatMap((order) => order.items.flatMap((item) => [common(order, item, rules), ...(kind === 'invoicing' ? continuation(order, item, rules) : [])]));
}

function common(order: StoredOrder, item: StoredItem, { vatService, signed }: RowRules): Row {
  const { currency, name } = marketplaceOf(order.marketplaceId);
  const business = order.programs.includes('AMAZON_BUSINESS');
  const value = (minor: number) => amount(minor, currency);
  return {
    'order-id': order.orderId,
    'order-item-id': item.orderItemId,
    'purchase-date': isoOffset(order.created),
    'payments-date': isoOffset(order.fulfillable ?? order.created),
    'buyer-email': order.buyerEmail,
    'buyer-name': order.buyerName,
    'buyer-phone-number': order.shipTo.phone ?? '',
    sku: item.sku,
    'product-name': item.title,
    'quantity-purchased': String(item.quantity),
    currency,
    'item-price': value(item.item),
    'item-tax': value(vatService ? item.itemTax : 0),
    'shipping-price': value(item.shipping),
    'shipping-tax': value(vatService ? item.shippingTax : 0),
    'ship-service-level': LEVEL_TEXT[order.serviceLevel],
    'recipient-name': order.shipTo.name,
    ...address('ship', order.shipTo),
    'ship-phone-number': order.shipTo.phone ?? '',
    ...address('bill', order.billTo ?? order.shipTo),
    'bill-name': order.billTo?.name ?? order.buyerName,
    'billing-name': order.billTo?.name ?? order.buyerName,
    'item-promotion-discount': value(signed(item.promotionIds.length > 1 ? Math.ceil(item.itemDiscount / 2) : item.itemDiscount)),
    'item-promotion-id': item.promotionIds[0] ?? '',
    'ship-promotion-discount': value(signed(item.shippingDiscount)),
    'ship-promotion-id': item.shippingDiscount > 0 ? (item.promotionIds.at(-1) ?? '') : '',
    'sales-channel': name,
    'earliest-ship-date': isoOffset(order.earliestShip),
    'latest-ship-date': isoOffset(order.latestShip),
    'earliest-delivery-date': isoOffset(order.latestShip + 86_400_000),
    'latest-delivery-date': isoOffset(order.latestShip + 3 * 86_400_000),
    'is-business-order': String(business),
    'purchase-order-number': order.purchaseOrderNumber ?? '',
    'price-designation': business ? 'Business Price' : '',
    'buyer-company-name': order.buyerCompany ?? '',
    'buyer-tax-registration-id': order.vatId ?? '',
    'is-prime': String(order.programs.includes('PRIME')),
    'address-type': order.shipTo.addressType === 'COMMERCIAL' ? 'Commercial' : 'Residential',
    'is-buyer-requested-cancellation': String(item.cancelReason !== undefined),
    'buyer-requested-cancel-reason': item.cancelReason ?? '',
    'gift-wrap-type': item.gift?.level ?? '',
    'gift-message-text': item.gift?.message ?? '',
  };
}

function address(prefix: 'ship' | 'bill', place: Address): Row {
  return {
    [`${prefix}-address-1`]: place.addressLine1,
    [`${prefix}-address-2`]: place.addressLine2 ?? '',
    [`${prefix}-address-3`]: place.addressLine3 ?? '',
    [`${prefix}-city`]: place.city,
    [`${prefix}-state`]: place.stateOrRegion ?? '',
    [`${prefix}-postal-code`]: place.postalCode,
    [`${prefix}-country`]: place.countryCode,
  };
}

function actionable(order: StoredOrder, item: StoredItem, { now }: RowRules): Row {
  return {
    'reporting-date': isoOffset(order.fulfillable ?? order.created),
    'promise-date': isoOffset(order.latestShip),
    'days-past-promise': String(Math.floor((now - order.latestShip) / 86_400_000)),
    'quantity-shipped': String(item.shipped),
    'quantity-to-ship': String(openQuantity(item)),
  };
}

/** An item with several promotions goes on in a mostly blank row (amazon.md §8.6). */
function continuation(order: StoredOrder, item: StoredItem, { signed }: RowRules): Row[] {
  const { currency } = marketplaceOf(order.marketplaceId);
  return item.promotionIds.slice(1).map((id) => ({
    'order-id': order.orderId,
    'order-item-id': item.orderItemId,
    'item-promotion-discount': amount(signed(Math.floor(item.itemDiscount / 2)), currency),
    'item-promotion-id': id,
  }));
}

function trackingRow(order: StoredOrder, item: StoredItem, { signed, vatService }: RowRules): Row {
  const { currency, name } = marketplaceOf(order.marketplaceId);
  const pending = order.fulfillable === null;
  const value = (minor: number) => (pending && order.fulfilledBy === 'MERCHANT' ? '' : amount(minor, currency));
  const { city, postalCode, countryCode } = order.shipTo;
  return {
    'amazon-order-id': order.orderId,
    'purchase-date': isoOffset(order.created),
    'last-updated-date': isoOffset(order.updated),
    'order-status': STATUS_TEXT[order.status],
    'order-item-id': item.orderItemId,
    'fulfillment-channel': order.fulfilledBy === 'MERCHANT' ? 'Merchant' : 'Amazon',
    'sales-channel': name,
    'ship-service-level': LEVEL_TEXT[order.serviceLevel],
    'product-name': item.title,
    sku: item.sku,
    asin: item.asin,
    'item-status': item.shipped === item.quantity ? 'Shipped' : STATUS_TEXT[order.status],
    quantity: String(order.status === 'CANCELLED' ? 0 : item.quantity),
    currency: pending ? '' : currency,
    'item-price': value(item.item),
    'item-tax': value(vatService ? item.itemTax : 0),
    'shipping-price': value(item.shipping),
    'shipping-tax': value(vatService ? item.shippingTax : 0),
    'item-promotion-discount': value(signed(item.itemDiscount)),
    'ship-promotion-discount': value(signed(item.shippingDiscount)),
    'ship-city': city,
    'ship-postal-code': postalCode,
    'ship-country': countryCode,
    'promotion-ids': item.promotionIds.join(','),
    'is-business-order': String(order.programs.includes('AMAZON_BUSINESS')),
    'purchase-order-number': order.purchaseOrderNumber ?? '',
  };
}
