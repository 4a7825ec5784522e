import { identityKey, later, ModelError, requireField, type Order } from '../shared/model';
import { billingAddress, deliveryAddress, pickupText } from './mapping-import-address';
import { importAmounts, type ImportAmounts } from './mapping-import-money';
import type { ChannelOrder, ExtendedProperty } from './types';

/** Extended property that tells which run of the node wrote an order; its value is the run's id. */
export const IMPORT_MARK = 'ChannelSyncImport';
export const IDENTITY_PROPERTY = 'ChannelSyncIdentity';

const NOTE_USER = 'Channel Sync';
/** DispatchBy is mandatory at Linnworks (§5); a source without one gets two days from the purchase. */
const DEFAULT_DISPATCH_MS = 2 * 86_400_000;

export interface ImportSettings {
  /** Channel's method text -> MatchPostalServiceTag. */
  postalServices: ReadonlyArray<{ method: string; tag: string }>;
  paymentTag?: string;
  linkBySku: boolean;
  note?: string;
}

export interface ImportMark {
  /** Random id of this run of the node. */
  run: string;
  /** ISO time of this run. */
  at: string;
}

export interface MappedOrder {
  order: Order;
  channelOrder: ChannelOrder;
  /** What TotalCharge has to be. */
  total: number;
}

const isSpecified = (text: string | undefined): text is string => text !== undefined && text.trim() !== '';

/** Source, SubSource and ReferenceNum of an order at Linnworks: its key there (linnworks.md §5). */
export function keyOf({ identity }: Pick<Order, 'identity'>): { Source: string; SubSource: string; ReferenceNumber: string } {
  const Source = identity.channel.toUpperCase();
  return { Source, SubSource: `${Source}_${identity.account.toUpperCase()}`, ReferenceNumber: identity.id };
}

/** Paid as the source says, or as a time of payment shows; what does not say stays unpaid, so that nothing ships unpaid by guess. */
export const isPaidAtSource = (order: Order): boolean => order.paid ?? order.paidAt !== undefined;

function postalTag(order: Order, settings: ImportSettings): string {
  const { id, name } = order.shippingMethod ?? {};
  const wanted = [id, name].filter(isSpecified).map((text) => text.trim().toLowerCase());
  const mapped = settings.postalServices.find(({ method }) => wanted.includes(method.trim().toLowerCase()));
  return mapped?.tag ?? name ?? 'Default';
}

function paymentTag(order: Order, settings: ImportSettings): string {
  const { channel } = order.identity;
  return isSpecified(settings.paymentTag) ? settings.paymentTag : `${channel.charAt(0).toUpperCase()}${channel.slice(1)}`;
}

function texts(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(texts);
  if (value === undefined || value === null || typeof value === 'object') return [];
  return [String(value)];
}

/** The channel's own references, order and lines together, one property per name: what a despatch needs back later. */
function referenceProperties(order: Order, Source: string): ExtendedProperty[] {
  const byName = new Map<string, string[]>();
  for (const references of [order.references, ...order.lines.map((line) => line.references)]) {
    for (const [name, value] of Object.entries(references ?? {})) byName.set(name, [...(byName.get(name) ?? []), ...texts(value)]);
  }
  return [...byName]
    .filter(([, values]) => values.length > 0)
    .map(([name, values]) => ({ Name: `${Source} ${name}`, Type: 'Order', Value: [...new Set(values)].join(',') }));
}

const codesOf = ({ discounts = [] }: Order): string => [...new Set(discounts.flatMap(({ code }) => code ?? []))].join(', ');

function properties(order: Order, Source: string, mark: ImportMark): ExtendedProperty[] {
  const told: Array<[string, string | undefined]> = [
    [IMPORT_MARK, mark.run],
    [IDENTITY_PROPERTY, identityKey(order.identity)],
    ['TaxOwedBy', order.taxOwedBy === 'marketplace' ? 'marketplace' : undefined],
    ['IOSS', order.ioss],
    ['VatNumber', order.vatNumber],
    ['EORI', order.eori],
    ['PurchaseOrderNumber', order.purchaseOrderNumber],
    // A tag Linnworks does not know becomes its default service, and of a payment it is told the channel only.
    ['ShippingMethod', order.shippingMethod?.name],
    ['PaymentMethod', order.paymentMethod?.name],
    ['DiscountCodes', codesOf(order)],
  ];
  const own = told.flatMap(([Name, Value]) => (isSpecified(Value) ? [{ Name, Type: 'Order', Value }] : []));
  return [...own, ...referenceProperties(order, Source)];
}

function notes(order: Order, settings: ImportSettings, mark: ImportMark): ChannelOrder['Notes'] {
  const pickup = pickupText(order);
  const all = [
    ...(order.notes ?? []).map(({ kind, text }) => ({ Note: text, Internal: kind !== 'buyer' })),
    ...(order.gift?.message ? [{ Note: `Gift message: ${order.gift.message}`, Internal: false }] : []),
    ...(pickup ? [{ Note: `Pick-up point: ${pickup}`, Internal: true }] : []),
    ...stoppingHolds(order).map(({ kind, reason }) => ({ Note: `On hold at the source: ${reason ?? kind}`, Internal: true })),
    ...(isSpecified(settings.note) ? [{ Note: settings.note, Internal: true }] : []),
  ];
  return all.map((note) => ({ ...note, NoteEntryDate: mark.at, NoteUserName: NOTE_USER }));
}

/** Holds that Linnworks does not see by itself: it parks an unpaid order anyway. */
const stoppingHolds = (order: Order) => (order.holds ?? []).filter(({ kind }) => kind !== 'unpaid');

function checkLineIds(order: Order): void {
  const ids = order.lines.map(({ id }) => id);
  const repeated = ids.find((id, index) => ids.indexOf(id) !== index);
  if (repeated !== undefined) throw new ModelError(`Order '${order.number}': line id '${repeated}' comes twice`, 'bad-record');
}

/**
 * A model order as CreateOrders takes it (linnworks.md §5), every mandatory member included.
 *
 * @throws ModelError naming order and field where Linnworks cannot do without it
 */
export function toChannelOrder(order: Order, settings: ImportSettings, mark: ImportMark): MappedOrder {
  checkLineIds(order);
  const amounts: ImportAmounts = importAmounts(order);
  const shipping = requireField('Order', order, 'shippingAddress');
  const { Source, SubSource, ReferenceNumber } = keyOf(order);
  const paid = isPaidAtSource(order);
  const channelOrder: ChannelOrder = {
    Source,
    SubSource,
    Site: order.identity.account,
    ReferenceNumber,
    ExternalReference: order.number,
    SecondaryReferenceNumber: order.number === ReferenceNumber ? '' : order.number,
    ...(order.currency ? { Currency: order.currency } : {}),
    ReceivedDate: order.placedAt,
    ...(paid ? { PaidOn: order.paidAt ?? order.placedAt } : {}),
    DispatchBy: order.shipBy ?? order.deliverBy ?? later(order.placedAt, DEFAULT_DISPATCH_MS),
    ...(order.deliverFrom ? { DeliveryStartDate: order.deliverFrom } : {}),
    ...(order.deliverBy ? { DeliveryEndDate: order.deliverBy } : {}),
    PaymentStatus: paid ? 'Paid' : 'Unpaid',
    OrderState: stoppingHolds(order).length > 0 ? 'Park' : 'None',
    AutomaticallyLinkBySKU: settings.linkBySku,
    UseChannelTax: true,
    ChannelBuyerName: order.buyer?.name ?? '',
    ...(order.buyer?.taxNumber ? { BuyerTaxNumber: order.buyer.taxNumber } : {}),
    MatchPostalServiceTag: postalTag(order, settings),
    MatchPaymentMethodTag: paymentTag(order, settings),
    PostalServiceCost: amounts.PostalServiceCost,
    PostalServiceTaxRate: amounts.PostalServiceTaxRate,
    ...(amounts.Discount === 0 ? {} : { Discount: amounts.Discount, DiscountTaxType: 'DeductAfterTax' }),
    DeliveryAddress: deliveryAddress(order, shipping),
    BillingAddress: billingAddress(order, shipping),
    OrderItems: amounts.OrderItems,
    ExtendedProperties: properties(order, Source, mark),
    Notes: notes(order, settings, mark),
  };
  return { order, channelOrder, total: amounts.total };
}
