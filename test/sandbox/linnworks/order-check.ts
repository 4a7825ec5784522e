import { fits, type Kind } from './wire';

type Members = Record<string, Kind | readonly string[]>;
export type Json = Record<string, unknown>;

const ADDRESS: Members = { MatchCountryCode: 'text', MatchCountryName: 'text', FullName: 'text', Company: 'text', Address1: 'text', Address2: 'text', Address3: 'text', Town: 'text', Region: 'text', PostCode: 'text', Country: 'text', PhoneNumber: 'text', EmailAddress: 'text', isEmpty: 'boolean' };
const ITEM: Members = { TaxCostInclusive: 'boolean', UseChannelTax: 'boolean', PricePerUnit: 'number', PostalServiceCost: 'number', Qty: 'integer', TaxRate: 'number', LineDiscount: 'number', LineRefund: 'number', RefundQuantity: 'number', ShippingRefund: 'number', TotalRefund: 'number', ItemNumber: 'text', ChannelReferenceId: 'text', ChannelSKU: 'text', IsService: 'boolean', ItemTitle: 'text', Options: 'list', Taxes: 'list' };
const PROPERTY: Members = { Name: 'text', Value: 'text', Type: 'text' };
const NOTE: Members = { Note: 'text', NoteEntryDate: 'time', NoteUserName: 'text', Internal: 'boolean' };
const ORDER: Members = {
  UseChannelTax: 'boolean', pkOrderId: 'guid', AutomaticallyLinkBySKU: 'boolean', AutomaticallyLinkByBarcode: 'boolean', AutomaticallyLinkByASIN: 'boolean', Site: 'text', MatchPostalServiceTag: 'text', PostalServiceName: 'text', SavePostalServiceIfNotExist: 'boolean', MatchPaymentMethodTag: 'text', PaymentMethodName: 'text', SavePaymentMethodIfNotExist: 'boolean', MappingSource: 'text', SourceOverride: 'text',
  OrderState: ['None', 'Hold', 'Park'],
  OrderFulfilmentType: ['Manual', 'POS', 'DigitalOnly', 'FulfilmentByChannel'],
  OrderStatusType: ['Unknown', 'Pending', 'Unshipped', 'PartiallyShipped', 'Shipped', 'PartiallyCancelled', 'Cancelled', 'PartiallyRefunded', 'Refunded'],
  OrderStatus: 'text',
  PaymentStatus: ['Unpaid', 'Paid', 'Cancelled'],
  OrderItems: 'list', Locations: 'list', Relations: 'list', ExtendedProperties: 'list', Notes: 'list', Source: 'text', SubSource: 'text', ChannelBuyerName: 'text', ReferenceNumber: 'text', ExternalReference: 'text', SecondaryReferenceNumber: 'text', Currency: 'text', ConversionRate: 'number', ReceivedDate: 'time', UpdatedDate: 'time', DispatchBy: 'time', PaidOn: 'time', PostalServiceCost: 'number', PostalServiceTaxRate: 'number', PostalServiceDiscount: 'number', Discount: 'number', ItemsRefund: 'number', ShippingRefund: 'number', TotalRefund: 'number',
  LineRefundAllocation: ['Unknown', 'OrderLevel', 'LineLevel', 'Both'],
  ShippingRefundAllocation: ['Unknown', 'OrderLevel', 'LineLevel', 'Both'],
  BuyerTaxNumber: 'text',
  DiscountType: ['AllEvenly', 'ItemsThenPostage', 'PostageThenItems'],
  DiscountTaxType: ['DeductAfterTax', 'DeductBeforeTax'],
  BillingAddress: 'object', DeliveryAddress: 'object', DeliveryStartDate: 'time', DeliveryEndDate: 'time', OrderIdentifierTags: 'list', ForceReSaveFulfilledOrder: 'boolean', PIIRedactionDays: 'integer',
};

// help article 7000013635, as quoted in linnworks.md §5.
const MANDATORY = ['Source', 'SubSource', 'ReferenceNumber', 'ReceivedDate', 'DispatchBy', 'OrderItems'];
const MANDATORY_ON_ITEM = ['TaxCostInclusive', 'UseChannelTax', 'PricePerUnit', 'Qty', 'TaxRate', 'LineDiscount', 'ItemNumber', 'ChannelSKU', 'IsService', 'ItemTitle'];

export interface Checked {
  /** Undefined = the order can be saved. */
  complaint?: string;
  /** Members the public schema lacks; the vendor does not refuse them (linnworks.md §2). */
  ignored: string[];
}

/** One order of CreateOrders against the schema and the vendor's mandatory list. */
export function checkOrder(order: Json, duplicateKey: string): Checked {
  const ignored = unknownMembers(order, ORDER, '');
  const complaint =
    wrongMember(order, ORDER) ?? missingMember(order, MANDATORY) ?? checkItems(order.OrderItems as unknown[], duplicateKey, ignored) ?? checkParts(order, ignored) ?? checkAmounts(order);
  return { ignored, ...(complaint ? { complaint: `Orders have invalid values: Order: ${String(order.ReferenceNumber ?? '')}, ${complaint}` } : {}) };
}

function checkItems(items: unknown[], duplicateKey: string, ignored: string[]): string | undefined {
  if (items.length === 0) return 'OrderItems is missing';
  const seen = new Set<unknown>();
  for (const item of items) {
    if (!isObject(item)) return 'OrderItems is invalid';
    ignored.push(...unknownMembers(item, ITEM, 'OrderItems.'));
    const line = `LineId: ${String(item.ItemNumber ?? '')}`;
    const complaint = wrongMember(item, ITEM) ?? missingMember(item, MANDATORY_ON_ITEM) ?? checkLine(item);
    if (complaint) return `${line}, ${complaint}`;
    if (seen.has(item[duplicateKey])) return `${line} is duplicated`;
    seen.add(item[duplicateKey]);
  }
  return undefined;
}

function checkLine(item: Json): string | undefined {
  if ((item.Qty as number) < 1) return 'Qty is invalid';
  if ((item.PricePerUnit as number) < 0) return 'PricePerUnit is invalid';
  if ((item.TaxRate as number) < 0 || (item.TaxRate as number) > 100) return 'TaxRate is invalid';
  if ((item.LineDiscount as number) < 0 || (item.LineDiscount as number) > 100) return 'LineDiscount is invalid';
  return undefined;
}

function checkParts(order: Json, ignored: string[]): string | undefined {
  for (const name of ['DeliveryAddress', 'BillingAddress']) {
    const address = order[name] as Json | null | undefined;
    if (!address) continue;
    ignored.push(...unknownMembers(address, ADDRESS, `${name}.`));
    const complaint = wrongMember(address, ADDRESS);
    if (complaint) return `${name}: ${complaint}`;
  }
  for (const [name, members] of [['ExtendedProperties', PROPERTY], ['Notes', NOTE]] as const) {
    for (const part of (order[name] ?? []) as unknown[]) {
      if (!isObject(part)) return `${name} is invalid`;
      ignored.push(...unknownMembers(part, members, `${name}.`));
      const complaint = wrongMember(part, members);
      if (complaint) return `${name}: ${complaint}`;
    }
  }
  return undefined;
}

function checkAmounts(order: Json): string | undefined {
  const wrong = ['PostalServiceCost', 'PostalServiceTaxRate', 'Discount'].find((name) => Number(order[name] ?? 0) < 0);
  return wrong ? `${wrong} is invalid` : undefined;
}

function wrongMember(value: Json, members: Members): string | undefined {
  for (const [name, kind] of Object.entries(members)) {
    const given = value[name];
    if (given === undefined || given === null) continue;
    const right = typeof kind === 'string' ? fits(kind, given) : kind.includes(String(given));
    if (!right) return `${name} is invalid`;
  }
  return undefined;
}

function missingMember(value: Json, names: string[]): string | undefined {
  const missing = names.find((name) => value[name] === undefined || value[name] === null || (typeof value[name] === 'string' && (value[name] as string).trim() === ''));
  return missing ? `${missing} is missing` : undefined;
}

function unknownMembers(value: Json, members: Members, path: string): string[] {
  return Object.keys(value).filter((name) => !Object.hasOwn(members, name)).map((name) => path + name);
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
