import {
  carrierCode,
  compact,
  compactOrNothing,
  countryCode,
  ModelError,
  parseOrder,
  sumAmounts,
  utc,
  vendorAmount,
  vendorTime,
  type Address,
  type Identity,
  type KnownTracking,
  type Order,
  type OrderNote,
} from '../shared/model';
import { guid } from './ids';
import { toExtras, toLine, type FactsOf } from './mapping-lines';
import { numbersIn, saleStanding, type Standing } from './status';
import type { Sale, SaleAddress, SaleRow } from './types';

/** The ids are GUIDs, which do not collide between companies; nothing else separates them in a record. */
export const ACCOUNT = 'main';

export const saleIdentity = (id: string | null | undefined): Identity => ({ channel: 'cin7core', account: ACCOUNT, id: guid(id) || 'unknown' });

export const numberOf = (sale: Sale): string => sale.Order?.SaleOrderNumber?.trim() || guid(sale.ID) || 'unknown';

/** An own word for a status of Cin7 Core, as the operator maps it. */
export interface StatusRule {
  from: string;
  to: string;
}

export interface OrderView {
  statusMap: readonly StatusRule[];
  factsOf: FactsOf;
}

/** Payment never holds an order back here: authorised, draft and paid are all to be shipped (cin7core.md §10). */
const STATUSES: Readonly<Record<Standing, Order['status']>> = {
  draft: 'draft',
  awaitingShipment: 'open',
  partlyShipped: 'partlyShipped',
  shipped: 'shipped',
  cancelled: 'cancelled',
};

export function statusOf(sale: Sale, rules: readonly StatusRule[]): Order['status'] {
  const words = [sale.Status, sale.Order?.Status].map((word) => (word ?? '').trim().toUpperCase());
  const rule = rules.find(({ from }) => words.includes(from.trim().toUpperCase()));
  if (rule?.to) return rule.to;
  const standing = saleStanding(sale);
  return standing ? STATUSES[standing] : sale.Order?.Status?.trim() || sale.Status?.trim() || 'draft';
}

function toAddress(address: SaleAddress | null | undefined, more: Partial<Address> = {}): Address | undefined {
  if (!address || !(address.Line1?.trim() || address.City?.trim() || address.Postcode?.trim())) return undefined;
  const country = countryCode(address.Country);
  return compactOrNothing({
    name: address.Contact,
    company: address.Company,
    street: address.Line1,
    line2: address.Line2,
    city: address.City,
    state: address.State,
    postcode: address.Postcode,
    country,
    countryName: country === undefined ? address.Country : undefined,
    ...compact(more),
  }) as Address | undefined;
}

const isPaid = ({ CombinedPaymentStatus }: Sale): true | undefined => (/^(PAID|PREPAID)$/i.test(CombinedPaymentStatus ?? '') ? true : undefined);

function trackingOf(sale: Sale): KnownTracking[] {
  const lines = (sale.Fulfilments ?? []).flatMap(({ Ship }) => Ship?.Lines ?? []);
  const told = lines.filter(({ TrackingNumber }) => TrackingNumber?.trim());
  if (told.length === 0) return numbersIn(sale.CombinedTrackingNumbers).map((number) => ({ number }));
  return told.map(({ TrackingNumber, TrackingURL, Carrier, ShipmentDate }) =>
    compact({ number: TrackingNumber?.trim(), url: TrackingURL, carrier: carrierCode(Carrier), carrierName: Carrier, shippedAt: vendorTime(ShipmentDate) }),
  ) as KnownTracking[];
}

function notesOf({ ShippingNotes, Note, Order: order }: Sale): OrderNote[] | undefined {
  const told: Array<[OrderNote['kind'], string | null | undefined]> = [
    ['buyer', ShippingNotes],
    ['internal', Note],
    ['internal', order?.Memo],
  ];
  const notes = told.flatMap(([kind, text]) => (text?.trim() ? [{ kind, text: text.trim() }] : []));
  return notes.length > 0 ? notes : undefined;
}

const GIFT = /\bgift\b|geschenk/i;

/** Nothing marks a gift but its charge and the words of its note. */
function giftOf(sale: Sale): Order['gift'] {
  const words = [...(sale.Order?.AdditionalCharges ?? []).map(({ Description }) => Description), sale.ShippingNotes];
  return words.some((word) => GIFT.test(word ?? '')) ? { flag: true } : undefined;
}

/**
 * A sale with its order as the model's order.
 *
 * @throws ModelError naming the order and what Cin7 Core left out
 */
export function toModel(sale: Sale, { statusMap, factsOf }: OrderView, row?: SaleRow): Order {
  const number = numberOf(sale);
  if (!sale.ID) throw new ModelError(`Order '${number}': Cin7 Core gave no 'ID'`, 'bad-record');
  const placedAt = vendorTime(sale.SaleOrderDate) ?? vendorTime(sale.LastModifiedOn) ?? vendorTime(row?.Updated);
  if (placedAt === undefined) throw new ModelError(`Order '${number}': Cin7 Core gave no 'SaleOrderDate'`, 'bad-record');
  const inclusive = /^inclusive$/i.test(sale.TaxCalculation ?? '');
  const { charges, discounts } = toExtras(sale.Order?.AdditionalCharges ?? [], inclusive);
  const shippingAddress = toAddress(sale.ShippingAddress, { email: sale.Email ?? undefined, phone: sale.Phone ?? undefined });
  const tracking = trackingOf(sale);
  const paid = (sale.Invoices ?? []).map(({ Paid }) => vendorAmount(Paid));
  return parseOrder(
    compact({
      identity: saleIdentity(sale.ID),
      number,
      status: statusOf(sale, statusMap),
      vendorStatus: sale.Status,
      paid: isPaid(sale),
      complete: true,
      // A ship address is required by the original integration (cin7core.md §10).
      holds: shippingAddress || sale.ServiceOnly ? undefined : [{ kind: 'addressMissing', reason: 'The sale has no shipping address' }],
      placedAt,
      updatedAt: vendorTime(sale.LastModifiedOn) ?? vendorTime(row?.Updated),
      shipBy: vendorTime(sale.ShipBy),
      currency: /^[A-Z]{3}$/.test(sale.CustomerCurrency ?? '') ? sale.CustomerCurrency : undefined,
      exchangeRate: sale.CurrencyRate && sale.CustomerCurrency !== sale.BaseCurrency ? vendorAmount(sale.CurrencyRate) : undefined,
      pricesIncludeTax: inclusive,
      lines: (sale.Order?.Lines ?? []).map((line, index) => toLine(line, index, inclusive, number, factsOf)),
      charges: charges.length > 0 ? charges : undefined,
      discounts: discounts.length > 0 ? discounts : undefined,
      total: compactOrNothing({ net: vendorAmount(sale.Order?.TotalBeforeTax), tax: vendorAmount(sale.Order?.Tax), gross: vendorAmount(sale.Order?.Total) }),
      amountPaid: paid.some((one) => one !== undefined && one !== 0) ? sumAmounts(paid) : undefined,
      buyer: compactOrNothing({ id: sale.CustomerID, name: sale.Contact || sale.Customer, company: sale.Contact ? sale.Customer : undefined, email: sale.Email, phone: sale.Phone }),
      purchaseOrderNumber: sale.CustomerReference,
      shippingAddress,
      billingAddress: toAddress(sale.BillingAddress),
      shippingMethod: sale.Carrier?.trim() ? compact({ name: sale.Carrier.trim(), carrier: carrierCode(sale.Carrier) }) : undefined,
      paymentMethod: sale.Terms?.trim() ? { name: sale.Terms.trim() } : undefined,
      notes: notesOf(sale),
      gift: giftOf(sale),
      warehouse: sale.Location,
      source: sale.SourceChannel,
      tracking: tracking.length > 0 ? tracking : undefined,
      references: compact({ cin7SaleId: guid(sale.ID), cin7ExternalId: sale.ExternalID, customerReference: sale.CustomerReference }),
      extra: compactOrNothing({
        Type: sale.Type,
        OrderStatus: sale.Order?.Status,
        CombinedPickingStatus: sale.CombinedPickingStatus,
        CombinedPackingStatus: sale.CombinedPackingStatus,
        CombinedShippingStatus: sale.CombinedShippingStatus,
        CombinedPaymentStatus: sale.CombinedPaymentStatus,
        SalesRepresentative: sale.SalesRepresentative,
        AdditionalAttributes: attributesOf(sale),
      }),
    }),
  );
}

function attributesOf({ AdditionalAttributes }: Sale): Record<string, unknown> | undefined {
  return compactOrNothing(AdditionalAttributes ?? {}) as Record<string, unknown> | undefined;
}

/** Time of a Start From or a filter as the vendor reads it. */
export const vendorMoment = (moment: string): string => utc(moment).replace(/Z$/, '');
