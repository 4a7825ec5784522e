import { compact, compactOrNothing, countryCode, negate, parseOrder, requireField, subtract, timesQuantity, toNumber, utc, vendorAmount, type Address, type Identity, type Order } from '../shared/model';
import { fromPacific, PACIFIC } from './times';
import { modelStatus } from './status';
import type { V1Address, V1Item, V1Order } from './types';
import { gramsOf } from './weights';

/** One word for all accounts: the API does not name the account, and order ids count through all its stores. */
export const ACCOUNT = 'main';

export const shipStationIdentity = (id: number | string | null | undefined): Identity => ({ channel: 'shipstation', account: ACCOUNT, id: String(id ?? 'unknown') });

export const numberOf = ({ orderNumber, orderId }: V1Order): string => orderNumber?.trim() || String(orderId ?? 'unknown');

function addressOf(address: V1Address | null | undefined, email?: string | null): Address | undefined {
  if (!address) return undefined;
  const country = countryCode(address.country);
  return compactOrNothing({
    name: address.name,
    company: address.company,
    street: address.street1,
    line2: address.street2,
    line3: address.street3,
    postcode: address.postalCode,
    city: address.city,
    state: address.state,
    country,
    countryName: country === undefined ? address.country : undefined,
    phone: address.phone,
    email,
    residential: address.residential,
  });
}

const lineId = ({ lineItemKey, orderItemId }: V1Item, position: number): string => lineItemKey?.trim() || String(orderItemId ?? position + 1);

function lineOf(item: V1Item, position: number) {
  const unitNet = vendorAmount(item.unitPrice);
  const options = (item.options ?? []).flatMap(({ name, value }) => (name ? [{ name, value: value ?? '' }] : []));
  return compact({
    id: lineId(item, position),
    sku: item.sku,
    gtin: item.upc,
    name: item.name,
    quantity: item.quantity ?? 0,
    unitNet,
    lineNet: unitNet === undefined ? undefined : timesQuantity(unitNet, item.quantity ?? 0),
    weightGrams: gramsOf(item.weight),
    options: options.length > 0 ? options : undefined,
    image: item.imageUrl,
    bin: item.warehouseLocation,
    references: compactOrNothing({ orderItemId: item.orderItemId, lineItemKey: item.lineItemKey }) as Record<string, unknown> | undefined,
  });
}

/** Items that are no goods: what is below zero was taken off, the rest put on. */
function adjustments(items: readonly V1Item[]) {
  const amounts = items.map((item) => ({ item, net: timesQuantity(vendorAmount(item.unitPrice) ?? 0, item.quantity ?? 1) }));
  return {
    discounts: amounts.filter(({ net }) => net < 0).map(({ item, net }) => compact({ kind: 'other', name: item.name, code: item.sku, scope: 'order', net: toNumber(negate(net)) })),
    charges: amounts.filter(({ net }) => net > 0).map(({ item, net }) => compact({ kind: 'other', name: item.name, net })),
  };
}

function notesOf({ customerNotes, internalNotes }: V1Order) {
  const notes = [
    { kind: 'buyer', text: customerNotes?.trim() ?? '' },
    { kind: 'internal', text: internalNotes?.trim() ?? '' },
  ].filter(({ text }) => text !== '');
  return notes.length > 0 ? notes : undefined;
}

function totalOf(order: V1Order) {
  const gross = vendorAmount(order.orderTotal);
  const tax = vendorAmount(order.taxAmount);
  return compactOrNothing({ gross, tax, net: gross === undefined || tax === undefined ? undefined : toNumber(subtract(gross, tax)) });
}

/**
 * An order of v1 in the model. Prices are told without a currency and with the tax apart.
 *
 * @throws ModelError naming the order and the field ShipStation left out
 */
export function toModel(order: V1Order): Order {
  const items = order.items ?? [];
  const { discounts, charges } = adjustments(items.filter(({ adjustment }) => adjustment === true));
  const shipping = vendorAmount(order.shippingAmount);
  const allCharges = [...(shipping ? [{ kind: 'shipping', net: shipping }] : []), ...charges];
  const advanced = order.advancedOptions ?? {};
  const holdUntil = fromPacific(order.holdUntilDate);
  const paidAt = fromPacific(order.paymentDate);
  const placedAt = requireField('Order', { number: numberOf(order), orderDate: fromPacific(order.orderDate) }, 'orderDate');
  return parseOrder(
    compact({
      identity: shipStationIdentity(order.orderId),
      number: numberOf(order),
      status: modelStatus(order.orderStatus),
      vendorStatus: order.orderStatus,
      paid: paidAt === undefined ? undefined : true,
      complete: true,
      holds: order.orderStatus === 'on_hold' ? [{ kind: 'onHold' }] : undefined,
      holdUntil: order.orderStatus === 'on_hold' ? holdUntil : undefined,
      placedAt,
      updatedAt: fromPacific(order.modifyDate),
      paidAt,
      shippedAt: order.orderStatus === 'shipped' && order.shipDate ? utc(order.shipDate, PACIFIC) : undefined,
      shipBy: fromPacific(order.shipByDate),
      pricesIncludeTax: false,
      lines: items.map((item, position) => ({ item, position })).flatMap(({ item, position }) => (item.adjustment === true ? [] : [lineOf(item, position)])),
      charges: allCharges.length > 0 ? allCharges : undefined,
      discounts: discounts.length > 0 ? discounts : undefined,
      total: totalOf(order),
      amountPaid: vendorAmount(order.amountPaid),
      buyer: compactOrNothing({ id: order.customerUsername, name: order.billTo?.name ?? order.shipTo?.name, email: order.customerEmail, phone: order.billTo?.phone ?? order.shipTo?.phone, company: order.billTo?.company }),
      shippingAddress: addressOf(order.shipTo, order.customerEmail),
      billingAddress: order.billTo?.street1 ? addressOf(order.billTo) : undefined,
      shippingMethod: order.requestedShippingService?.trim() ? { name: order.requestedShippingService.trim() } : undefined,
      paymentMethod: order.paymentMethod?.trim() ? { name: order.paymentMethod.trim() } : undefined,
      notes: notesOf(order),
      gift: order.gift === null || order.gift === undefined ? undefined : compact({ flag: order.gift, message: order.giftMessage }),
      warehouse: advanced.warehouseId ? String(advanced.warehouseId) : undefined,
      source: advanced.source,
      subSource: advanced.storeId ? String(advanced.storeId) : undefined,
      tags: order.tagIds && order.tagIds.length > 0 ? order.tagIds.map(String) : undefined,
      splitFrom: advanced.mergedOrSplit && advanced.parentId ? String(advanced.parentId) : undefined,
      mergedFrom: advanced.mergedIds && advanced.mergedIds.length > 0 ? advanced.mergedIds.map(String) : undefined,
      references: compact({ shipStationOrderId: order.orderId, orderKey: order.orderKey }) as Record<string, unknown>,
      extra: compactOrNothing({ storeId: advanced.storeId, customField1: advanced.customField1, customField2: advanced.customField2, customField3: advanced.customField3, carrierCode: order.carrierCode, serviceCode: order.serviceCode }),
    }),
  );
}
