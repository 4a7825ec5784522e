import { refused } from '../shared/api/problem';
import { formatDate } from '../shared/format/dates';
import type { XmlInput } from '../shared/format/xml-write';
import { compare, formatDecimal, fullName, round, streetOf, type Address, type Order } from '../shared/model';
import { adjustmentsOf, shippingAmount, taxAmount, totalAmount, unitPrice } from './import-amounts';
import { linesToSend, type Bundles, type LineToSend } from './import-lines';
import { orderKeyOf } from './keys';
import { notesText, orderNumberOf, shippingAddressOf } from './mapping-import';
import type { TargetStatus } from './status';

export interface StoreSettings {
  zone: string;
  prefix: string;
  bundles: Bundles;
  /** The words of the connection form (shipstation.md §C1); case counts. */
  statusNames: Readonly<Record<TargetStatus, string>>;
  /** Newer than the archived format. */
  currency: boolean;
  customFields: readonly [string, string, string];
  source: string;
}

const DATE = 'MM/dd/yyyy HH:mm';
const MOST_OPTIONS = 10;
const MOST_PIECES = 99_999;
/** 9,2 (shipstation.md §C2.1) */
const LARGEST = 9_999_999.99;

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/** Shops keep texts as HTML now and then; packers read them as they are meant. */
const decoded = (text: string): string =>
  text.replace(/&(?:#(\d{1,6})|#x([\da-f]{1,5})|([a-z]+));/gi, (whole, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return ENTITIES[name.toLowerCase()] ?? whole;
    const code = decimal === undefined ? parseInt(hex ?? '', 16) : Number(decimal);
    return code > 0 && code < 0x110000 && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : '';
  });

/** Text cut to the field's length by characters, as CDATA. */
function text(value: string | undefined, longest: number): XmlInput {
  const cut = [...decoded(value ?? '')].slice(0, longest).join('').trim();
  return cut === '' ? '' : { '#cdata': cut };
}

const optional = (value: string | undefined, longest: number): XmlInput => (value === undefined || value.trim() === '' ? undefined : text(value, longest));

function money(amount: number, order: Order, field: string): string {
  if (compare(amount, LARGEST) > 0 || compare(amount, -LARGEST) < 0) throw refused(`Order '${order.number}': ${field} is larger than ShipStation takes`, 'Correct the amount where the order comes from.');
  return formatDecimal(round(amount, 2), 2);
}

function whole(address: Address, order: Order): XmlInput {
  const lines = [address.line2, ...(address.careOf ?? []), address.line3].filter(Boolean).join(', ');
  return {
    Name: text(fullName(address) ?? address.company, 100),
    Company: text(address.company, 100),
    Address1: text(streetOf(address), 200),
    Address2: text(lines, 200),
    City: text(address.city, 100),
    State: text(address.state, 100),
    PostalCode: text(address.postcode, 50),
    Country: address.country,
    Phone: text(address.phone ?? order.buyer?.phone, 50),
  };
}

function imageOf(url: string | undefined): string | undefined {
  return url !== undefined && URL.canParse(url) && url.length <= 500 ? url : undefined;
}

function itemOf({ line, pieces }: LineToSend, order: Order, isAdjustment: boolean): XmlInput {
  if (pieces > MOST_PIECES) throw refused(`Order '${order.number}', line '${line.id}': ShipStation takes at most ${MOST_PIECES} pieces`, 'Split the line where the order comes from.');
  const weight = line.weightGrams === undefined || isAdjustment ? {} : { Weight: money(line.weightGrams, order, 'the weight'), WeightUnits: 'Grams' };
  const options = (line.options ?? []).slice(0, MOST_OPTIONS).map(({ name, value }) => ({ Name: text(name, 100), Value: text(value, 100) }));
  return {
    LineItemID: text(line.id, 50),
    SKU: text(line.sku, 50),
    Name: text(line.name ?? line.sku ?? line.id, 200),
    ImageUrl: imageOf(line.image),
    ...weight,
    Quantity: pieces,
    UnitPrice: money(unitPrice(line, order) ?? 0, order, 'a unit price'),
    Location: optional(line.bin, 100),
    ...(options.length > 0 ? { Options: { Option: options } } : {}),
    ...(isAdjustment ? { Adjustment: 'true' } : {}),
  };
}

/**
 * An order as one `<Order>` of the export, within the field lengths of the format (shipstation.md §C2.1).
 *
 * @throws ModelError or Problem for an order the format has no place for: one of them would reject the whole page
 */
export function orderXml(order: Order, status: TargetStatus, settings: StoreSettings): XmlInput {
  const { goods, services } = linesToSend(order, settings.bundles, true);
  if (goods.length + services.length === 0) throw refused(`Order '${order.number}' has no lines`, 'Leave it out: nothing of it is left.');
  const shipTo = shippingAddressOf(order);
  const billTo = order.billingAddress ?? shipTo;
  const at = (moment: string): string => formatDate(moment, DATE, settings.zone);
  const adjustments = adjustmentsOf(order).map(({ name, amount }) => ({ SKU: '', Name: text(name, 200), Quantity: 1, UnitPrice: money(amount, order, 'a discount'), Adjustment: 'true' }));
  const [first, second, third] = settings.customFields;
  return {
    OrderID: text(orderKeyOf(order.identity), 50),
    OrderNumber: text(orderNumberOf(order, settings.prefix), 50),
    OrderDate: at(order.placedAt),
    OrderStatus: text(settings.statusNames[status], 50),
    // Of the source, or of the moment a change came into the store; a mark made by answering would bring the order again with each poll (shipstation.md §C4).
    LastModified: at(order.updatedAt ?? order.placedAt),
    ShippingMethod: text(order.shippingMethod?.name, 100),
    PaymentMethod: text(order.paymentMethod?.name, 50),
    ...(settings.currency && order.currency ? { CurrencyCode: order.currency } : {}),
    OrderTotal: money(totalAmount(order), order, 'the total'),
    TaxAmount: money(taxAmount(order) ?? order.total?.tax ?? 0, order, 'the tax'),
    ShippingAmount: money(shippingAmount(order) ?? 0, order, 'the shipping'),
    CustomerNotes: text(notesText(order, 'buyer'), 1000),
    InternalNotes: text(notesText(order, 'internal'), 1000),
    Gift: order.gift?.flag === true ? 'true' : 'false',
    GiftMessage: text(order.gift?.message, 1000),
    CustomField1: text(first, 100),
    CustomField2: text(second, 100),
    CustomField3: text(third, 100),
    RequestedWarehouse: optional(order.warehouse, 100),
    Source: text(settings.source || order.source || order.identity.channel, 50),
    Customer: {
      CustomerCode: text(order.buyer?.email ?? order.buyer?.id ?? order.number, 50),
      BillTo: {
        Name: text(fullName(billTo) ?? order.buyer?.name ?? billTo.company ?? fullName(shipTo) ?? shipTo.company, 100),
        Company: text(billTo.company ?? order.buyer?.company, 100),
        Phone: text(billTo.phone ?? order.buyer?.phone, 50),
        Email: text(order.buyer?.email ?? billTo.email, 100),
      },
      ShipTo: whole(shipTo, order),
    },
    Items: { Item: [...goods.map((line) => itemOf(line, order, false)), ...services.map((line) => itemOf(line, order, true)), ...adjustments] },
  };
}
