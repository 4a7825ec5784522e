import {
  carrierCode,
  compact,
  compactOrNothing,
  countryCode,
  ModelError,
  parseOrder,
  vendorAmount,
  vendorTime,
  type Address,
  type Order,
  type OrderLine,
} from '../shared/model';
import { IDENTITY_NAME, mergedNumbers, mintsoftIdentity, nameValue } from './mapping-origin';
import { isShipped, statusName, type StatusNames } from './status';
import type { MintsoftOrder, MintsoftOrderItem } from './types';

export interface OrderScope {
  zone: string;
  names: StatusNames;
}

/** Statuses that hold an order back, and why (mintsoft.md §3). */
const HOLDS: Readonly<Record<string, string>> = {
  AWAITINGADDITIONALITEM: 'onHold',
  AWAITINGCONFIRMATION: 'onHold',
  AWAITINGDOCUMENTATION: 'onHold',
  AWAITINGPAYMENT: 'unpaid',
  FAILED: 'onHold',
  FRAUDRISK: 'fraudCheck',
  HOLDING: 'onHold',
  PACKANDHOLD: 'onHold',
  QUERYRAISED: 'onHold',
};

export const numberOf = ({ OrderNumber, ID }: MintsoftOrder): string => OrderNumber || String(ID ?? 'without number');

function demanded<T>(order: MintsoftOrder, field: string, value: T | null | undefined): T {
  if (value !== null && value !== undefined && value !== '') return value;
  throw new ModelError(`Order '${numberOf(order)}': Mintsoft gave no '${field}'`, 'bad-record');
}

function statusOf(order: MintsoftOrder, name: string | undefined): string {
  if (isShipped(order)) return 'shipped';
  if (name === undefined) return String(order.OrderStatusId ?? 'unknown');
  if (name === 'CANCELLED') return 'cancelled';
  if (name === 'AWAITINGPAYMENT') return 'unpaid';
  return name in HOLDS ? 'onHold' : 'open';
}

function addressOf(order: MintsoftOrder): Address | undefined {
  const country = countryCode(order.Country?.Code || order.Country?.Name);
  return compactOrNothing({
    name: [order.FirstName, order.LastName].filter(Boolean).join(' '),
    firstName: order.FirstName,
    lastName: order.LastName,
    company: order.CompanyName,
    street: order.Address1,
    line2: order.Address2,
    line3: order.Address3,
    postcode: order.PostCode,
    city: order.Town,
    state: order.County,
    country,
    countryName: country ? undefined : order.Country?.Name,
    phone: order.Phone || order.Mobile,
    email: order.Email,
  });
}

function lineOf(order: MintsoftOrder, item: MintsoftOrderItem): OrderLine {
  const rate = vendorAmount(item.TaxRate);
  return compact({
    id: String(demanded(order, 'OrderItems.ID', item.ID)),
    sku: item.SKU,
    vendorItemId: item.ProductId ? String(item.ProductId) : undefined,
    name: item.Details,
    quantity: demanded(order, 'OrderItems.Quantity', item.Quantity),
    unitNet: vendorAmount(item.PriceNet ?? item.Price),
    taxRate: rate !== undefined && rate >= 0 ? rate : undefined,
    references: compactOrNothing({ sourceLineId: nameValue(item.OrderItemNameValues, 'SourceLineId') }),
  });
}

function chargesOf({ ShippingNet, ShippingGross, ShippingTax }: MintsoftOrder) {
  const [net, gross, tax] = [ShippingNet, ShippingGross, ShippingTax].map(vendorAmount);
  return net || gross ? [compact({ kind: 'shipping', net, gross, tax })] : undefined;
}

function discountsOf({ DiscountNet, DiscountGross }: MintsoftOrder) {
  const [net, gross] = [DiscountNet, DiscountGross].map(vendorAmount);
  return net || gross ? [compact({ kind: 'other', scope: 'order', net, gross })] : undefined;
}

const listed = (text: string | null | undefined): string[] | undefined => {
  const list = (text ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean);
  return list.length > 0 ? list : undefined;
};

function notesOf({ Comments, DeliveryNotes }: MintsoftOrder) {
  const notes = [
    { kind: 'buyer', text: DeliveryNotes ?? '' },
    { kind: 'internal', text: Comments ?? '' },
  ].filter(({ text }) => text.trim() !== '');
  return notes.length > 0 ? notes : undefined;
}

function timesOf(order: MintsoftOrder, zone: string) {
  return {
    placedAt: demanded(order, 'OrderDate', vendorTime(order.SourceOrderDate || order.OrderDate || order.LastUpdated, zone)),
    updatedAt: vendorTime(order.LastUpdated, zone),
    shippedAt: isShipped(order) ? vendorTime(order.DespatchDate, zone) : undefined,
    shipBy: vendorTime(order.RequiredDespatchDate, zone),
    deliverBy: vendorTime(order.RequiredDeliveryDate, zone),
  };
}

/**
 * One order of Mintsoft in the model; a part of a split order is an order of its own with the same number.
 *
 * @throws ModelError naming the order and the field Mintsoft left out
 */
export function toModel(order: MintsoftOrder, { zone, names }: OrderScope): Order {
  demanded(order, 'ID', order.ID);
  const name = statusName(order, names);
  const merged = mergedNumbers(order);
  const number = order.TrackingNumber?.trim();
  const currency = order.Currency?.Code?.trim().toUpperCase() ?? '';
  return parseOrder(
    compact({
      identity: mintsoftIdentity(order),
      number: demanded(order, 'OrderNumber', order.OrderNumber),
      status: statusOf(order, name),
      vendorStatus: name ?? (order.OrderStatusId ? String(order.OrderStatusId) : undefined),
      paid: name === 'AWAITINGPAYMENT' ? false : undefined,
      complete: true,
      holds: name && HOLDS[name] ? [{ kind: HOLDS[name], reason: name }] : undefined,
      ...timesOf(order, zone),
      currency: /^[A-Z]{3}$/.test(currency) ? currency : undefined,
      pricesIncludeTax: false,
      lines: (order.OrderItems ?? []).map((item) => lineOf(order, item)),
      charges: chargesOf(order),
      discounts: discountsOf(order),
      total: compactOrNothing({
        net: vendorAmount(order.TotalOrderNet) || undefined,
        gross: vendorAmount(order.TotalOrderGross) || undefined,
        tax: order.TotalOrderGross ? vendorAmount(order.TotalOrderTax) : undefined,
      }),
      buyer: compactOrNothing({ name: [order.FirstName, order.LastName].filter(Boolean).join(' '), email: order.Email, taxNumber: order.VATNumber }),
      shippingAddress: addressOf(order),
      shippingMethod: order.CourierServiceName
        ? compact({
            id: order.CourierServiceId ? String(order.CourierServiceId) : undefined,
            name: order.CourierServiceName,
            carrier: carrierCode(order.CourierServiceName),
          })
        : undefined,
      notes: notesOf(order),
      gift: order.GiftMessages?.trim() ? { flag: true, message: order.GiftMessages } : undefined,
      warehouse: order.WarehouseId ? String(order.WarehouseId) : undefined,
      source: nameValue(order.OrderNameValues, 'Source') ?? order.Source ?? undefined,
      subSource: nameValue(order.OrderNameValues, 'SubSource'),
      tags: listed(order.Tags),
      part: order.Part && order.Part > 0 ? order.Part : undefined,
      parts: order.NumberOfParts && order.NumberOfParts > 0 ? order.NumberOfParts : undefined,
      mergedFrom: merged.length > 1 ? merged : undefined,
      tracking: number
        ? [compact({ number, carrier: carrierCode(order.CourierServiceName), carrierName: order.CourierServiceName, url: order.TrackingURL })]
        : undefined,
      references: compactOrNothing({
        externalOrderReference: order.ExternalOrderReference,
        identityAtSource: nameValue(order.OrderNameValues, IDENTITY_NAME),
      }),
      extra: compactOrNothing({ ClientId: order.ClientId, ChannelId: order.ChannelId, NumberOfParcels: order.NumberOfParcels }),
    }),
  );
}
