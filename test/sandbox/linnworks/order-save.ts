import type { RoomContext } from '../room';
import { matchCountry } from './countries';
import type { Json } from './order-check';
import { EMPTY_GUID } from './ids';
import type { AccountStore, StockLocation, StoredAddress, StoredItem, StoredOrder } from './store';
import { totalsOf } from './totals';

const LONGEST_POSTCODE = 11; // linnworks.md §3: longer ones park the order
/** Channels Linnworks integrates itself; any other Source is self-made. */
const BUILT_IN_SOURCES = ['AMAZON', 'EBAY', 'SHOPIFY', 'WOOCOMMERCE', 'MAGENTO', 'DIRECT'];

export interface Saved {
  order: StoredOrder;
  outcome: 'created' | 'updated' | 'skipped';
}

/** Unique on Source, SubSource and ReferenceNumber: a paid order is skipped, an unpaid one overwritten (linnworks.md §5). */
export function saveOrder(context: RoomContext, store: AccountStore, given: Json, location: StockLocation, ignoredMembers: string[], seeded = false): Saved {
  const stored = store.byIdentity(String(given.Source), String(given.SubSource), String(given.ReferenceNumber));
  if (stored && (stored.Status !== 0 || stored.processedOn !== null || stored.cancelledOn !== null)) {
    stored.skippedRepeats += 1;
    return { order: stored, outcome: 'skipped' };
  }
  const fresh = build(context, store, given, location, ignoredMembers, seeded);
  if (stored) {
    const { OrderId, NumOrderId, updates, skippedRepeats } = stored;
    Object.assign(stored, fresh, { OrderId, NumOrderId, skippedRepeats, updates: updates + 1 });
    return { order: stored, outcome: 'updated' };
  }
  store.addOrder(fresh);
  return { order: fresh, outcome: 'created' };
}

function build(context: RoomContext, store: AccountStore, given: Json, location: StockLocation, ignoredMembers: string[], seeded: boolean): StoredOrder {
  const now = context.now();
  const items = (given.OrderItems as Json[]).map((item) => buildItem(store, given, item));
  const itemWeight = items.reduce((sum, { kilograms, Quantity }) => sum + Math.round(kilograms * 1000) * Quantity, 0) / 1000;
  const address = buildAddress(given.DeliveryAddress as Json | null);
  const selfMade = !seeded && context.assumed('self-made-source') === 'parked-unpaid' && !BUILT_IN_SOURCES.includes(String(given.Source).toUpperCase());
  // PaymentStatus is an enum whose first value is Unpaid: leaving it out means unpaid.
  const paid = given.PaymentStatus === 'Paid' && !selfMade;
  const parkedBecause = [
    ...(paid ? [] : [selfMade ? 'self-made source' : 'unpaid']),
    ...(given.OrderState === 'Park' ? ['asked for'] : []),
    ...(address.PostCode.length > LONGEST_POSTCODE ? ['postcode longer than 11 characters'] : []),
    ...(location.IsFulfillmentCenter ? ['fulfilment centre location'] : []),
  ];
  return {
    OrderId: store.guids.next('ordr'),
    NumOrderId: store.takeNumber(),
    LocationId: location.StockLocationId,
    Source: String(given.Source),
    SubSource: String(given.SubSource),
    Site: written(given.Site),
    ReferenceNum: String(given.ReferenceNumber),
    SecondaryReference: written(given.SecondaryReferenceNumber),
    ExternalReferenceNum: written(given.ExternalReference),
    Status: paid ? 1 : 0,
    ReceivedDate: String(given.ReceivedDate),
    DispatchBy: String(given.DispatchBy),
    DeliveryStartDate: given.DeliveryStartDate ? String(given.DeliveryStartDate) : null,
    DeliveryEndDate: given.DeliveryEndDate ? String(given.DeliveryEndDate) : null,
    PaidOn: paid ? String(given.PaidOn ?? given.ReceivedDate) : null,
    Marker: parkedBecause.length > 0 ? 7 : 0,
    parkedBecause,
    HoldOrCancel: given.OrderState === 'Hold',
    locked: false,
    processedOn: null,
    processedByApi: false,
    cancelledOn: null,
    invoicePrinted: false,
    Currency: written(given.Currency).trim() || 'UNK',
    ConversionRate: Number(given.ConversionRate ?? 1),
    PaymentMethod: paymentMethod(store, given),
    TaxId: (given.BuyerTaxNumber as string | null | undefined) ?? null,
    ChannelBuyerName: written(given.ChannelBuyerName),
    address,
    billingAddress: buildAddress(given.BillingAddress as Json | null),
    postalServiceId: postalService(store, given),
    TrackingNumber: '',
    TotalWeight: itemWeight,
    ItemWeight: itemWeight,
    ManualAdjust: false,
    UseChannelTax: given.UseChannelTax === true,
    PostalServiceTaxRate: Number(given.PostalServiceTaxRate ?? 0),
    items,
    totals: totalsOf({
      UseChannelTax: given.UseChannelTax === true,
      PostalServiceCost: Number(given.PostalServiceCost ?? 0),
      PostalServiceTaxRate: Number(given.PostalServiceTaxRate ?? 0),
      Discount: Number(given.Discount ?? 0),
      lines: items.map((item) => ({ ...item, Qty: item.Quantity })),
    }),
    extendedProperties: ((given.ExtendedProperties ?? []) as Json[]).map((one) => ({ RowId: store.guids.next('prop'), Name: written(one.Name), Value: written(one.Value), Type: written(one.Type) })),
    notes: ((given.Notes ?? []) as Json[]).map((one) => ({
      OrderNoteId: store.guids.next('note'),
      NoteDate: written(one.NoteEntryDate) || new Date(now).toISOString(),
      Internal: one.Internal === true,
      Note: written(one.Note),
      CreatedBy: written(one.NoteUserName),
    })),
    lastUpdated: now,
    seeded,
    ignoredMembers,
    skippedRepeats: 0,
    updates: 0,
  };
}

function buildItem(store: AccountStore, order: Json, given: Json): StoredItem {
  const sku = String(given.ChannelSKU);
  const linked = order.AutomaticallyLinkBySKU === true && given.IsService !== true ? store.items.get(sku) : undefined;
  return {
    RowId: store.guids.next('rowi'),
    StockItemId: linked?.StockItemId ?? EMPTY_GUID,
    ItemNumber: String(given.ItemNumber),
    SKU: linked?.sku ?? '',
    ChannelSKU: sku,
    Title: String(given.ItemTitle),
    Options: ((given.Options ?? []) as Json[]).map((one) => ({ Property: written(one.Property), Value: written(one.Value) })),
    Quantity: Number(given.Qty),
    PricePerUnit: Number(given.PricePerUnit),
    LineDiscount: Number(given.LineDiscount),
    TaxRate: Number(given.TaxRate),
    UseChannelTax: given.UseChannelTax === true,
    TaxCostInclusive: given.TaxCostInclusive === true,
    IsService: given.IsService === true,
    IsUnlinked: linked === undefined && given.IsService !== true,
    kilograms: (linked?.grams ?? 0) / 1000,
  };
}

function buildAddress(given: Json | null | undefined): StoredAddress {
  const country = given ? matchCountry(given.MatchCountryCode, given.MatchCountryName ?? given.Country) : matchCountry(null, null);
  const member = (name: string) => written(given?.[name]);
  return {
    EmailAddress: member('EmailAddress'),
    Address1: member('Address1'),
    Address2: member('Address2'),
    Address3: member('Address3'),
    Town: member('Town'),
    Region: member('Region'),
    PostCode: member('PostCode'),
    FullName: member('FullName'),
    Company: member('Company'),
    PhoneNumber: member('PhoneNumber'),
    ...country,
  };
}

function postalService(store: AccountStore, given: Json): string {
  const tag = written(given.MatchPostalServiceTag).toLowerCase();
  const found = store.postalServices.find(({ PostalServiceName }) => PostalServiceName.toLowerCase() === tag);
  if (found) return found.pkPostalServiceId;
  const name = written(given.PostalServiceName);
  if (given.SavePostalServiceIfNotExist !== true || name === '') return EMPTY_GUID;
  const added = store.postalServices.find(({ PostalServiceName }) => PostalServiceName === name) ?? { pkPostalServiceId: store.guids.next('psnw'), PostalServiceName: name, Vendor: '', TrackingNumberRequired: false };
  if (!store.postalServices.includes(added)) store.postalServices.push(added);
  return added.pkPostalServiceId;
}

function paymentMethod(store: AccountStore, given: Json): string {
  const tag = written(given.MatchPaymentMethodTag).toLowerCase();
  const found = store.paymentMethods.find((name) => name.toLowerCase() === tag);
  if (found) return found;
  const name = written(given.PaymentMethodName);
  if (given.SavePaymentMethodIfNotExist !== true || name === '') return 'Default';
  if (!store.paymentMethods.includes(name)) store.paymentMethods.push(name);
  return name;
}

function written(value: unknown): string {
  return value === undefined || value === null ? '' : String(value);
}
