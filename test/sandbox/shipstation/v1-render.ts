import { originAddress, STORES, WAREHOUSES, type Store } from './account';
import type { Json, StoredFulfillment, StoredLabel, StoredLine, StoredOrder, Weight } from './model';
import type { StoredProduct } from './products';
import { pacific } from './times';

const WEIGHT_UNITS: Record<string, number> = { pounds: 0, ounces: 1, grams: 2 };

const weightOf = (weight: Weight | null | undefined): Json | null => (weight ? { value: weight.value, units: weight.units, WeightUnits: WEIGHT_UNITS[weight.units] } : null);
const cents = (amount: unknown): number => Math.round(Number(amount ?? 0) * 100);

/** Computed, never accepted (shipstation.md §A2). */
export function orderTotal(order: StoredOrder): number {
  const items = order.lines.reduce((sum, { unitPrice, quantity }) => sum + Math.round(unitPrice * quantity * 100), 0);
  return (items + cents(order.header.taxAmount) + cents(order.header.shippingAmount)) / 100;
}

export function address(sent: unknown, verified: boolean): Json {
  const { name, company, street1, street2, street3, city, state, postalCode, country, phone, residential } = (sent ?? {}) as Json;
  return {
    ...{ name: name ?? null, company: company ?? null, street1: street1 ?? null, street2: street2 ?? null, street3: street3 ?? null, city: city ?? null, state: state ?? null },
    ...{ postalCode: postalCode ?? null, country: country ?? null, phone: phone ?? null, residential: residential ?? null, addressVerified: verified ? 'Address validated successfully' : null },
  };
}

function item(line: StoredLine, at: number): Json {
  return {
    ...{ orderItemId: line.orderItemId, lineItemKey: line.lineItemKey, sku: line.sku, name: line.name, imageUrl: line.imageUrl, weight: weightOf(line.weight), quantity: line.quantity, unitPrice: line.unitPrice },
    ...{ taxAmount: line.taxAmount, shippingAmount: line.shippingAmount, warehouseLocation: line.warehouseLocation, options: line.options, productId: null, fulfillmentSku: line.fulfillmentSku },
    ...{ adjustment: line.adjustment, upc: line.upc, createDate: pacific(at), modifyDate: pacific(at) },
  };
}

function advancedOptions(order: StoredOrder): Json {
  const sent = (order.header.advancedOptions ?? {}) as Json;
  return {
    ...{ warehouseId: sent.warehouseId ?? WAREHOUSES[0].warehouseId, nonMachinable: sent.nonMachinable ?? false, saturdayDelivery: sent.saturdayDelivery ?? false, containsAlcohol: sent.containsAlcohol ?? false },
    ...{ mergedOrSplit: false, mergedIds: [], parentId: null, storeId: order.storeId, customField1: sent.customField1 ?? null, customField2: sent.customField2 ?? null, customField3: sent.customField3 ?? null },
    ...{ source: sent.source ?? null, billToParty: sent.billToParty ?? null, billToAccount: sent.billToAccount ?? null, billToPostalCode: sent.billToPostalCode ?? null, billToCountryCode: sent.billToCountryCode ?? null, billToMyOtherAccount: sent.billToMyOtherAccount ?? null },
  };
}

export function renderOrder(order: StoredOrder): Json {
  const { header } = order;
  const own = (name: string, otherwise: unknown = null) => header[name] ?? otherwise;
  return {
    ...{ orderId: order.orderId, orderNumber: order.orderNumber, orderKey: order.orderKey, orderDate: pacific(order.orderDate), createDate: pacific(order.createdAt), modifyDate: pacific(order.modifiedAt) },
    ...{ paymentDate: pacific(order.paymentDate), shipByDate: pacific(order.shipByDate), orderStatus: order.status, customerId: header.customerUsername ? order.orderId + 100_000 : null },
    ...{ customerUsername: own('customerUsername'), customerEmail: own('customerEmail'), billTo: address(header.billTo, false), shipTo: address(header.shipTo, true) },
    ...{ items: order.lines.map((line) => item(line, order.createdAt)), orderTotal: orderTotal(order), amountPaid: own('amountPaid', 0), taxAmount: own('taxAmount', 0), shippingAmount: own('shippingAmount', 0) },
    ...{ customerNotes: own('customerNotes'), internalNotes: own('internalNotes'), gift: own('gift', false), giftMessage: own('giftMessage'), paymentMethod: own('paymentMethod') },
    ...{ requestedShippingService: own('requestedShippingService'), carrierCode: own('carrierCode'), serviceCode: own('serviceCode'), packageCode: own('packageCode'), confirmation: own('confirmation', 'none') },
    ...{ shipDate: own('shipDate'), holdUntilDate: order.holdUntil, weight: weightOf(header.weight as Weight | null), dimensions: own('dimensions') },
    ...{ insuranceOptions: own('insuranceOptions', { provider: null, insureShipment: false, insuredValue: 0 }), internationalOptions: own('internationalOptions', { contents: null, customsItems: null, nonDelivery: null }) },
    ...{ advancedOptions: advancedOptions(order), tagIds: order.tagIds.length > 0 ? order.tagIds : null, userId: order.userId, externallyFulfilled: false, externallyFulfilledBy: null },
    ...{ externallyFulfilledById: null, externallyFulfilledByName: null },
  };
}

export function renderLabel(label: StoredLabel, withItems: boolean, data: string | null = null): Json {
  const { order } = label;
  return {
    ...{ shipmentId: label.shipmentId, orderId: order?.orderId ?? null, orderKey: order?.orderKey ?? null, userId: null, customerEmail: order?.header.customerEmail ?? null, orderNumber: order?.orderNumber ?? null },
    ...{ createDate: pacific(label.createdAt), shipDate: label.shipDate, shipmentCost: label.cost / 100, insuranceCost: 0, trackingNumber: label.trackingNumber, isReturnLabel: label.isReturn },
    ...{ batchNumber: label.batch, carrierCode: label.carrierCode, serviceCode: label.serviceCode, packageCode: label.packageCode, confirmation: label.confirmation, warehouseId: WAREHOUSES[0].warehouseId },
    ...{ voided: label.voidedAt !== null, voidDate: pacific(label.voidedAt), marketplaceNotified: order?.origin === 'custom-store', notifyErrorMessage: null, shipTo: address(label.shipTo, true), weight: weightOf(order?.header.weight as Weight | null) },
    ...{ dimensions: null, insuranceOptions: { provider: null, insureShipment: false, insuredValue: 0 }, advancedOptions: order ? advancedOptions(order) : null },
    shipmentItems: withItems ? label.lines.map(({ line, quantity }) => ({ ...item(line, label.createdAt), quantity })) : null,
    ...{ labelData: data, formData: null },
  };
}

/** No orderKey and no items (shipstation.md §A3). */
export function renderFulfillment(one: StoredFulfillment): Json {
  return {
    ...{ fulfillmentId: one.fulfillmentId, orderId: one.order.orderId, orderNumber: one.order.orderNumber, userId: null, customerEmail: one.order.header.customerEmail ?? null, trackingNumber: one.trackingNumber },
    ...{ createDate: pacific(one.createdAt), shipDate: one.shipDate, voidDate: pacific(one.voidedAt), deliveryDate: null, carrierCode: one.carrierCode, sellerFillProviderId: null, sellerFillProviderName: null },
    ...{ fulfillmentServiceCode: null, fulfillmentProviderCode: null, fulfillmentFee: 0, voidRequested: one.voidedAt !== null, voided: one.voidedAt !== null, marketplaceNotified: one.notifySalesChannel, notifyErrorMessage: null },
    shipTo: address(one.order.header.shipTo, true),
  };
}

export function renderStore({ storeId, storeName, marketplaceId, marketplaceName, active }: Store, statusMappings: Json[], integrationUrl: string | null, refreshedAt: number | null, now: number): Json {
  return {
    ...{ storeId, storeName, marketplaceId, marketplaceName, accountName: null, email: null, integrationUrl, active, companyName: 'Acme Teas', phone: '', publicEmail: '', website: '' },
    ...{ refreshDate: pacific(refreshedAt), lastRefreshAttempt: pacific(refreshedAt), createDate: pacific(now), modifyDate: pacific(now), autoRefresh: storeId !== STORES[0].storeId, statusMappings },
  };
}

export function renderWarehouse(one: (typeof WAREHOUSES)[number]): Json {
  const { warehouseId, warehouseName, isDefault } = one;
  return { warehouseId, warehouseName, originAddress: originAddress(one), returnAddress: originAddress(one), isDefault };
}

export function renderProduct(product: StoredProduct): Json {
  const empty = ['defaultCost', 'length', 'width', 'height', 'internalNotes', 'fulfillmentSku', 'productCategory', 'productType', 'defaultCarrierCode', 'defaultServiceCode', 'defaultPackageCode', 'defaultIntlCarrierCode', 'defaultIntlServiceCode', 'defaultIntlPackageCode', 'defaultConfirmation', 'defaultIntlConfirmation', 'customsDescription', 'customsValue', 'customsTariffNo', 'customsCountryCode', 'noCustoms', 'tags'];
  return {
    ...Object.fromEntries(empty.map((name) => [name, null])),
    ...{ aliases: null, productId: product.productId, sku: product.sku, name: product.name, price: product.price, weightOz: product.weightOz, createDate: pacific(product.createdAt), modifyDate: pacific(product.modifiedAt) },
    ...{ active: product.active, warehouseLocation: product.warehouseLocation, upc: product.upc, thumbnailURL: null },
    ...product.more,
  };
}
