import type { Account } from './account';
import { money } from './money';
import { openQuantity, type StoredItem, type StoredOrder } from './order-model';
import { isoSeconds, marketplaceOf } from './values';

type Json = Record<string, unknown>;

/** An order as Orders 2026-01-01 shows it; every data set only when asked for, personal data only with its role (amazon.md §5). */
export function renderOrder(order: StoredOrder, included: ReadonlySet<string>, { roles }: Account): Json {
  const marketplace = marketplaceOf(order.marketplaceId);
  const personal = roles.has('Direct-to-Consumer Shipping') && order.fulfilledBy === 'MERCHANT';
  const has = (name: string) => included.has(name);
  const pending = order.status === 'PENDING' || order.status === 'PENDING_AVAILABILITY';
  return present({
    orderId: order.orderId,
    createdTime: isoSeconds(order.created),
    lastUpdatedTime: isoSeconds(order.updated),
    programs: order.programs.length > 0 ? order.programs : undefined,
    associatedOrders: order.replacementOf ? [{ orderId: order.replacementOf, associationType: 'REPLACEMENT_ORIGINAL_ID' }] : undefined,
    salesChannel: { channelName: 'AMAZON', marketplaceId: order.marketplaceId, marketplaceName: marketplace.name },
    buyer: has('BUYER') && !pending ? buyer(order, personal) : undefined,
    recipient: has('RECIPIENT') && !pending ? recipient(order, personal) : undefined,
    proceeds: has('PROCEEDS') && !pending ? { grandTotal: money(sum(order.items.map(itemTotal)), marketplace.currency) } : undefined,
    tax: has('TAX') && order.vatId && roles.has('Tax Invoicing') ? { taxRegistrations: [{ entityType: 'BUYER', legalName: order.buyerCompany, taxRegistrationType: 'VAT', taxRegistrationNumber: order.vatId }] } : undefined,
    fulfillment: has('FULFILLMENT') ? fulfillment(order) : undefined,
    orderItems: order.items.map((item) => renderItem(order, item, has, pending)),
    packages: has('PACKAGES') && order.fulfilledBy === 'MERCHANT' ? order.packages.map((parcel) => present({
      packageReferenceId: parcel.packageReferenceId,
      createdTime: isoSeconds(parcel.createdTime),
      packageStatus: { status: 'SHIPPED' },
      carrier: parcel.carrierName ?? parcel.carrierCode,
      shipTime: isoSeconds(parcel.shipDate),
      shippingService: parcel.shippingMethod,
      trackingNumber: parcel.trackingNumber,
      packageItems: parcel.items,
    })) : undefined,
  });
}

function fulfillment(order: StoredOrder): Json {
  return {
    fulfillmentStatus: order.status,
    fulfilledBy: order.fulfilledBy,
    fulfillmentServiceLevel: order.serviceLevel,
    shipByWindow: { earliestDateTime: isoSeconds(order.earliestShip), latestDateTime: isoSeconds(order.latestShip) },
    deliverByWindow: { earliestDateTime: isoSeconds(order.latestShip + 86_400_000), latestDateTime: isoSeconds(order.latestShip + 3 * 86_400_000) },
  };
}

function buyer(order: StoredOrder, personal: boolean): Json {
  return present({
    buyerName: personal ? order.buyerName : undefined,
    buyerEmail: personal && ['UNSHIPPED', 'PARTIALLY_SHIPPED', 'SHIPPED'].includes(order.status) ? order.buyerEmail : undefined,
    buyerCompanyName: personal ? order.buyerCompany : undefined,
    buyerPurchaseOrderNumber: order.purchaseOrderNumber,
  });
}

/** City and country are always there (amazon.md §4.3). */
function recipient({ shipTo }: StoredOrder, personal: boolean): Json {
  const { city, countryCode } = shipTo;
  return { deliveryAddress: personal ? present({ ...shipTo }) : { city, countryCode } };
}

function renderItem(order: StoredOrder, item: StoredItem, has: (name: string) => boolean, pending: boolean): Json {
  const { currency } = marketplaceOf(order.marketplaceId);
  const business = order.programs.includes('AMAZON_BUSINESS');
  const proceeds = has('PROCEEDS') && !pending;
  return present({
    orderItemId: item.orderItemId,
    quantityOrdered: item.quantity,
    product: present({
      asin: item.asin,
      title: item.title,
      sellerSku: item.sku,
      condition: { conditionType: 'NEW', conditionSubtype: 'NEW' },
      price: proceeds ? present({ unitPrice: money(Math.round(item.item / item.quantity), currency), priceDesignation: business ? 'BUSINESS_PRICE' : undefined }) : undefined,
    }),
    proceeds: proceeds ? itemProceeds(item, currency) : undefined,
    promotion: has('PROMOTION') && item.promotionIds.length > 0 ? { breakdowns: item.promotionIds.map((promotionId) => ({ promotionId })) } : undefined,
    cancellation: has('CANCELLATION') && item.cancelReason ? { cancellationRequest: { requester: 'BUYER', cancelReason: item.cancelReason } } : undefined,
    fulfillment: has('FULFILLMENT') ? present({
      quantityFulfilled: item.shipped,
      quantityUnfulfilled: order.status === 'CANCELLED' ? 0 : openQuantity(item),
      packing: item.gift ? { giftOption: { giftMessage: item.gift.message, giftWrapLevel: item.gift.level } } : undefined,
    }) : undefined,
  });
}

function itemProceeds(item: StoredItem, currency: string): Json {
  const discounts = item.itemDiscount + item.shippingDiscount;
  const detail = (subtype: string, value: number) => ({ subtype, value: money(value, currency) });
  return {
    proceedsTotal: money(itemTotal(item), currency),
    breakdowns: [
      { type: 'ITEM', subtotal: money(item.item, currency) },
      { type: 'SHIPPING', subtotal: money(item.shipping, currency) },
      // EU prices carry the VAT in them (amazon.md §5.1).
      { type: 'TAX', subtotal: money(0, currency), detailedBreakdowns: [detail('ITEM', 0)] },
      ...(discounts > 0 ? [{ type: 'DISCOUNT', subtotal: money(-discounts, currency), detailedBreakdowns: [detail('ITEM', -item.itemDiscount), detail('SHIPPING', -item.shippingDiscount)] }] : []),
    ],
  };
}

export function itemTotal(item: StoredItem): number {
  return item.item + item.shipping - item.itemDiscount - item.shippingDiscount;
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Fields without a value are left out, not null. */
export function present(value: Json): Json {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined));
}
