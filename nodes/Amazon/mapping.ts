import {
  carrierCode,
  compact,
  compactOrNothing,
  countryCode,
  ModelError,
  parseOrder,
  perUnit,
  vendorTime,
  type Address,
  type Identity,
  type Order,
  type OrderLine,
} from '../shared/model';
import { amountOf, amountsOf, currencyOf, pricesIncludeTax, sumOf, taxOn, withDifference } from './mapping-money';
import type { AmazonAddress, AmazonItem, AmazonOrder } from './types';

/** Amazon's order ids are unique over all marketplaces, and the order reports name none: one word serves for every account. */
export const ACCOUNT = 'main';

export const identityOf = (orderId: string | null | undefined): Identity => ({ channel: 'amazon', account: ACCOUNT, id: orderId || 'unknown' });

/** amazon.md §5.4; InvoiceUnconfirmed means all items are shipped. */
const STATUSES: Readonly<Record<string, string>> = {
  PENDING_AVAILABILITY: 'pending',
  PENDING: 'pending',
  UNSHIPPED: 'open',
  PARTIALLY_SHIPPED: 'partlyShipped',
  SHIPPED: 'shipped',
  INVOICE_UNCONFIRMED: 'shipped',
  CANCELLED: 'cancelled',
  UNFULFILLABLE: 'onHold',
};
const UNPAID: ReadonlySet<string> = new Set(['PENDING', 'PENDING_AVAILABILITY']);
const OPEN: ReadonlySet<string> = new Set(['UNSHIPPED', 'PARTIALLY_SHIPPED']);

function demanded<T>(order: AmazonOrder, field: string, value: T | null | undefined): T {
  if (value === null || value === undefined || value === '') {
    throw new ModelError(`Order '${order.orderId ?? 'without number'}': Amazon gave no '${field}'`, 'bad-record');
  }
  return value;
}

export function addressOf(address: AmazonAddress | null | undefined): Address | undefined {
  if (!address) return undefined;
  const country = countryCode(address.countryCode);
  const type = address.addressType;
  return compactOrNothing({
    name: address.name,
    company: address.companyName,
    // German addresses may hold the company in line 1 and the street in line 2: nothing is guessed (amazon.md §8.6).
    street: address.addressLine1,
    line2: address.addressLine2,
    line3: address.addressLine3,
    postcode: address.postalCode,
    city: address.city,
    district: address.districtOrCounty,
    state: address.stateOrRegion,
    country,
    countryName: country ? undefined : address.countryCode,
    phone: address.phone,
    residential: type === 'RESIDENTIAL' ? true : type === 'COMMERCIAL' ? false : undefined,
  });
}

export const cancelRequested = ({ cancellation }: AmazonItem): boolean => Boolean(cancellation?.cancellationRequest);

function lineOf(order: AmazonOrder, item: AmazonItem, gross: boolean): OrderLine {
  const id = demanded(order, 'orderItems.orderItemId', item.orderItemId);
  const quantity = demanded(order, 'orderItems.quantityOrdered', item.quantityOrdered);
  const amount = sumOf(item, 'ITEM');
  const shipped = item.fulfillment?.quantityFulfilled ?? undefined;
  const isCancelled = order.fulfillment?.fulfillmentStatus === 'CANCELLED' || Boolean(item.cancellation?.cancellationExecution);
  const unit = amountOf(item.product?.price?.unitPrice) ?? (amount !== undefined && quantity > 0 ? perUnit(amount, quantity) : undefined);
  return compact({
    id,
    sku: item.product?.sellerSku,
    vendorItemId: item.product?.asin,
    name: item.product?.title,
    quantity,
    quantityShipped: shipped,
    quantityCancelled: isCancelled ? quantity - (shipped ?? 0) : undefined,
    ...(gross ? { unitGross: unit, lineGross: amount } : { unitNet: unit, lineNet: amount }),
    tax: taxOn(item, 'ITEM') || undefined,
    discount: sumOf(item, 'DISCOUNT') || undefined,
    customisation: item.product?.customization?.customizedUrl,
    cancelRequested: cancelRequested(item) || undefined,
    references: compactOrNothing({ priceDesignation: item.product?.price?.priceDesignation }),
  });
}

function holdsOf(order: AmazonOrder): Order['holds'] {
  const { fulfillmentStatus = '', fulfilledBy } = order.fulfillment ?? {};
  const holds: NonNullable<Order['holds']> = [];
  if (UNPAID.has(fulfillmentStatus ?? '')) holds.push({ kind: 'unpaid', reason: 'Amazon has not released the payment yet' });
  const asked = (order.orderItems ?? []).filter(cancelRequested);
  if (asked.length > 0) {
    const reason = asked.map(({ cancellation }) => cancellation?.cancellationRequest?.cancelReason).find(Boolean);
    holds.push(compact({ kind: 'buyerCancelRequest', reason: reason ?? 'The buyer asked to cancel' }));
  }
  const isOurs = fulfilledBy !== 'AMAZON' && OPEN.has(fulfillmentStatus ?? '');
  if (isOurs && !order.recipient?.deliveryAddress?.addressLine1) {
    holds.push({ kind: 'addressMissing', reason: 'Amazon gave no delivery address: the app lacks the Direct-to-Consumer Shipping role, or it was not asked for' });
  }
  return holds.length > 0 ? holds : undefined;
}

function buyerOf({ buyer, tax, programs, recipient }: AmazonOrder): Order['buyer'] {
  const registration = tax?.taxRegistrations?.find(({ entityType }) => entityType === 'BUYER');
  return compactOrNothing({
    name: buyer?.buyerName,
    email: buyer?.buyerEmail,
    phone: recipient?.deliveryAddress?.phone,
    company: buyer?.buyerCompanyName,
    taxNumber: registration?.taxRegistrationNumber,
    business: programs?.includes('AMAZON_BUSINESS') ? true : undefined,
  });
}

function trackingOf({ packages }: AmazonOrder): Order['tracking'] {
  const known = (packages ?? []).flatMap(({ carrier, trackingNumber, shipTime }) =>
    trackingNumber ? [compact({ number: trackingNumber, carrier: carrierCode(carrier), carrierName: carrier, shippedAt: vendorTime(shipTime) })] : [],
  );
  return known.length > 0 ? known : undefined;
}

function giftOf(items: readonly AmazonItem[]): Order['gift'] {
  const options = items.flatMap(({ fulfillment }) => fulfillment?.packing?.giftOption ?? []);
  if (options.length === 0) return undefined;
  return compact({ flag: true, message: options.map(({ giftMessage }) => giftMessage).find(Boolean) });
}

const listOf = <T>(list: T[]): T[] | undefined => (list.length > 0 ? list : undefined);

/**
 * An order of the Orders API 2026-01-01 in the model. There is no billing address in this API; the invoicing report
 * has it (amazon.md §5.3).
 *
 * @throws ModelError naming the order and the field Amazon left out
 */
export function toOrder(order: AmazonOrder): Order {
  const id = demanded(order, 'orderId', order.orderId);
  const items = order.orderItems ?? [];
  const status = demanded(order, 'fulfillment.fulfillmentStatus', order.fulfillment?.fulfillmentStatus);
  const gross = pricesIncludeTax(order);
  const lines = items.map((item) => lineOf(order, item, gross));
  const { fulfilledBy, fulfillmentServiceLevel, shipByWindow, deliverByWindow } = order.fulfillment ?? {};
  const preference = order.recipient?.deliveryPreference;
  const isTaxByAmazon = items.some(({ tax }) => (tax?.taxCollections ?? []).some(({ model }) => model === 'MARKETPLACE_FACILITATOR' || model === 'MarketplaceFacilitator'));
  const replaced = order.associatedOrders?.find(({ associationType }) => associationType === 'REPLACEMENT_ORIGINAL_ID');
  return withDifference(
    parseOrder(
      compact({
        identity: identityOf(id),
        number: id,
        status: STATUSES[status] ?? status,
        vendorStatus: status,
        paid: !UNPAID.has(status),
        complete: true,
        holds: holdsOf(order),
        placedAt: demanded(order, 'createdTime', vendorTime(order.createdTime)),
        updatedAt: vendorTime(order.lastUpdatedTime),
        shipAfter: vendorTime(shipByWindow?.earliestDateTime),
        shipBy: vendorTime(shipByWindow?.latestDateTime),
        deliverFrom: vendorTime(deliverByWindow?.earliestDateTime),
        deliverBy: vendorTime(deliverByWindow?.latestDateTime),
        currency: currencyOf(order),
        pricesIncludeTax: gross,
        lines,
        ...amountsOf(order, gross),
        taxOwedBy: isTaxByAmazon ? 'marketplace' : undefined,
        ioss: items.map(({ fulfillment }) => fulfillment?.shipping?.internationalShipping?.iossNumber).find(Boolean),
        buyer: buyerOf(order),
        purchaseOrderNumber: order.buyer?.buyerPurchaseOrderNumber,
        shippingAddress: addressOf(order.recipient?.deliveryAddress),
        shippingMethod: fulfillmentServiceLevel ? { name: fulfillmentServiceLevel } : undefined,
        paymentMethod: paymentOf(order),
        notes: listOf(
          [preference?.dropOffLocation, preference?.addressInstruction].flatMap((text) => (text ? [{ kind: 'buyer', text }] : [])),
        ),
        gift: giftOf(items),
        fulfilledBy: fulfilledBy === 'AMAZON' ? 'marketplace' : fulfilledBy === 'MERCHANT' ? 'seller' : undefined,
        programmes: listOf(order.programs ?? []),
        source: 'AMAZON',
        subSource: order.salesChannel?.marketplaceName,
        replacementFor: replaced?.orderId,
        tracking: trackingOf(order),
        references: compact({
          marketplaceId: order.salesChannel?.marketplaceId,
          sellerOrderId: order.orderAliases?.find(({ aliasType }) => aliasType === 'SELLER_ORDER_ID')?.aliasId,
          packageReferenceIds: listOf((order.packages ?? []).flatMap(({ packageReferenceId }) => packageReferenceId ?? [])),
        }),
        extra: compactOrNothing({ channelName: order.salesChannel?.channelName }),
      }),
    ),
  );
}

function paymentOf({ payment }: AmazonOrder): Order['paymentMethod'] {
  const method = payment?.paymentExecutions?.map(({ paymentMethod }) => paymentMethod).find(Boolean);
  return method ? { name: method } : undefined;
}
