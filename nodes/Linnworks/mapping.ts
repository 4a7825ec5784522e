import {
  type Identity,
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
} from '../shared/model';
import { linesOf, type WeightUnit } from './mapping-lines';
import { holdsOf, isCancelled, isPaid, isProcessed, paidAt, statusOf, vendorStatus } from './mapping-standing';
import { amountsOf } from './mapping-totals';
import type { LinnworksAddress, LinnworksOrder } from './types';

/** Linnworks' ids are GUIDs, so one word serves for every account: no two of them share an order id. */
export const ACCOUNT = 'main';

/** The order's name in errors: its number, or what else is there. */
function nameOf(order: LinnworksOrder): string {
  return String(order.NumOrderId ?? order.GeneralInfo?.ReferenceNum ?? order.OrderId ?? 'without number');
}

function demanded<T>(order: LinnworksOrder, field: string, value: T | null | undefined): T {
  if (value === null || value === undefined || value === '') {
    throw new ModelError(`Order '${nameOf(order)}': Linnworks gave no '${field}'`, 'bad-record');
  }
  return value;
}

function addressOf(address: LinnworksAddress | null | undefined): Address | undefined {
  if (!address) return undefined;
  const country = countryCode(address.Country);
  return compactOrNothing({
    name: address.FullName,
    company: address.Company,
    street: address.Address1,
    line2: address.Address2,
    line3: address.Address3,
    postcode: address.PostCode,
    city: address.Town,
    state: address.Region,
    country,
    countryName: country ? undefined : address.Country,
    phone: address.PhoneNumber,
    email: address.EmailAddress,
  });
}

function extendedProperties(order: LinnworksOrder): Record<string, string> | undefined {
  const named = (order.ExtendedProperties ?? []).flatMap(({ Name, Value }) => (Name ? [[Name, Value ?? '']] : []));
  return named.length > 0 ? (Object.fromEntries(named) as Record<string, string>) : undefined;
}

function currencyOf(order: LinnworksOrder): string | undefined {
  const currency = order.TotalsInfo?.Currency?.trim().toUpperCase() ?? '';
  // UNK is what Linnworks stores when an order came without a currency.
  return /^[A-Z]{3}$/.test(currency) && currency !== 'UNK' ? currency : undefined;
}

function timesOf(order: LinnworksOrder) {
  const general = order.GeneralInfo ?? {};
  const processedOn = vendorTime(order.ProcessedOn ?? order.ProcessedDateTime);
  const scheduled = general.HasScheduledDelivery === false ? undefined : general.ScheduledDelivery;
  return {
    placedAt: demanded(order, 'GeneralInfo.ReceivedDate', vendorTime(general.ReceivedDate)),
    updatedAt: vendorTime(order.LastUpdated),
    paidAt: paidAt(order),
    shippedAt: isProcessed(order) && !isCancelled(order) ? processedOn : undefined,
    cancelledAt: isCancelled(order) ? processedOn : undefined,
    shipBy: vendorTime(general.DespatchByDate),
    deliverFrom: vendorTime(scheduled?.From),
    deliverBy: vendorTime(scheduled?.To),
  };
}

function buyerOf(order: LinnworksOrder) {
  const customer = order.CustomerInfo;
  const address = customer?.BillingAddress?.FullName ? customer.BillingAddress : customer?.Address;
  return compactOrNothing({
    name: address?.FullName ?? customer?.ChannelBuyerName,
    email: customer?.Address?.EmailAddress || customer?.BillingAddress?.EmailAddress,
    phone: customer?.Address?.PhoneNumber || customer?.BillingAddress?.PhoneNumber,
    company: address?.Company,
    taxNumber: order.TaxId ?? order.TaxInfo?.TaxNumber,
  });
}

function methodsOf(order: LinnworksOrder) {
  const { ShippingInfo: shipping, TotalsInfo: totals } = order;
  const named = shipping?.PostalServiceName;
  const number = shipping?.TrackingNumber?.trim();
  return {
    shippingMethod: named ? compact({ id: shipping?.PostalServiceId, name: named, carrier: carrierCode(shipping?.Vendor) }) : undefined,
    paymentMethod: totals?.PaymentMethod ? compact({ id: totals.PaymentMethodId, name: totals.PaymentMethod }) : undefined,
    tracking: number ? [compact({ number, carrier: carrierCode(shipping?.Vendor), carrierName: shipping?.Vendor })] : undefined,
  };
}

function extraOf(order: LinnworksOrder): Record<string, unknown> | undefined {
  const { Marker, IsMerged, InvoicePrinted, LabelPrinted } = order.GeneralInfo ?? {};
  return compactOrNothing({ Marker, IsMerged, InvoicePrinted, LabelPrinted, TotalWeight: order.ShippingInfo?.TotalWeight });
}

/** Who the order is, for one that cannot be mapped too. */
export function identityOf({ OrderId }: Pick<LinnworksOrder, 'OrderId'>): Identity {
  return { channel: 'linnworks', account: ACCOUNT, id: OrderId || 'unknown' };
}

/**
 * One order of Linnworks, open or processed, from v1 or v2, in the model. Amounts are gross, because Linnworks' totals
 * are; TotalCharge is met exactly, a difference being named as a charge or discount of its own.
 *
 * @param weightUnit what the account's weights mean; the API does not tell (linnworks.md §3)
 * @throws ModelError naming the order and the field Linnworks left out
 */
export function toModel(order: LinnworksOrder, weightUnit: WeightUnit = 'none'): Order {
  const general = order.GeneralInfo ?? {};
  const lines = linesOf(order.Items ?? [], weightUnit, (field, value) => demanded(order, field, value));
  const withoutCustomer = !order.CustomerInfo && !isProcessed(order);
  const holds = holdsOf(order);
  if (withoutCustomer) holds.push({ kind: 'addressMissing', reason: 'Linnworks gives this app no customer data' });
  return parseOrder(
    compact({
      identity: identityOf({ OrderId: demanded(order, 'OrderId', order.OrderId) }),
      number: String(demanded(order, 'NumOrderId', order.NumOrderId)),
      status: statusOf(order),
      vendorStatus: vendorStatus(order),
      paid: isPaid(order),
      complete: true,
      holds: listed(holds),
      ...timesOf(order),
      currency: currencyOf(order),
      pricesIncludeTax: true,
      lines,
      ...amountsOf(order, lines),
      amountPaid: isPaid(order) ? vendorAmount(order.TotalsInfo?.TotalCharge) : undefined,
      buyer: buyerOf(order),
      shippingAddress: addressOf(order.CustomerInfo?.Address),
      billingAddress: addressOf(order.CustomerInfo?.BillingAddress),
      ...methodsOf(order),
      notes: notesOf(order),
      warehouse: order.FulfilmentLocationId ?? general.Location,
      source: general.Source,
      subSource: general.SubSource,
      programmes: programmesOf(order),
      tags: listed((order.Folders ?? order.FolderName ?? []).filter(Boolean)),
      references: compact({
        referenceNum: general.ReferenceNum,
        secondaryReference: general.SecondaryReference,
        externalReferenceNum: general.ExternalReferenceNum,
        extendedProperties: extendedProperties(order),
      }),
      extra: extraOf(order),
    }),
  );
}

/** An empty list is no value (model: compact). */
const listed = <T>(list: T[]): T[] | undefined => (list.length > 0 ? list : undefined);

const programmesOf = (order: LinnworksOrder) => listed((order.GeneralInfo?.Identifiers ?? []).flatMap(({ Tag }) => (Tag ? [Tag] : [])));

function notesOf(order: LinnworksOrder) {
  if (!Array.isArray(order.Notes)) return undefined;
  return listed(order.Notes.flatMap(({ Note, Internal }) => (Note ? [{ kind: Internal ? 'internal' : 'buyer', text: Note }] : [])));
}
