import {
  compact,
  countryName,
  fullName,
  identityKey,
  ModelError,
  outstandingQuantity,
  requireField,
  streetOf,
  type Address,
  type Order,
  type OrderLine,
} from '../shared/model';
import { refused } from '../shared/api/problem';
import { sameText } from './ids';
import { vendorMoment } from './mapping';
import { pricedOrder, type LineMoney } from './mapping-import-money';
import type { Catalogue } from './products';
import type { TaxChoice } from './tax-rules';

export interface ImportSettings {
  customer: string;
  location: string;
  prefix: string;
  terms?: string;
  priceTier?: string;
  /** Shipping method of the source -> carrier. */
  carrierRules: ReadonlyArray<{ method: string; carrier: string }>;
  /** Carriers the company has; an unknown one refuses the sale (cin7core.md §5.1). */
  carriers: readonly string[];
  currencyRate?: number;
  /** Names of the service products that charges bear. */
  shippingCharge: string;
  otherCharge: string;
  bundles: 'parent' | 'parts';
  status: 'DRAFT' | 'AUTHORISED';
  stockMode: string;
  taxes: TaxChoice;
}

export type NewSale = Record<string, unknown> & { ExternalID: string; CustomerReference: string };

export interface NewOrderLine extends LineMoney {
  ProductID: string;
  SKU: string;
  Name: string;
  Quantity: number;
  DropShip?: boolean;
}

export type NewOrder = {
  Memo: string;
  Status: string;
  CombineAdditionalCharges: false;
  AutoPickPackShipMode: string;
  Lines: NewOrderLine[];
  AdditionalCharges: Array<LineMoney & { Description: string; Quantity: 1 }>;
};

const isText = (text: string | undefined): text is string => text !== undefined && text.trim() !== '';

const cut = (text: string, most: number): string => (text.length <= most ? text : `${text.slice(0, most - 1)}…`);

/** The vendor's samples write countries by name, the United States as USA (cin7core.md §4.2). */
const spelled = (address: Address): string | undefined => (address.country === 'US' ? 'USA' : address.country && countryName(address.country)) ?? address.countryName;

function needed(order: Order, field: string, value: string | undefined): string {
  if (isText(value)) return value.trim();
  throw new ModelError(`Order '${order.number}': 'shippingAddress.${field}' is missing`, 'bad-record');
}

function placeOf(address: Address) {
  return {
    Line1: streetOf(address),
    Line2: [address.line2, address.line3, ...(address.careOf ?? []), address.district].filter(isText).join(', '),
    City: address.city,
    State: address.state,
    Postcode: address.postcode,
    Country: spelled(address),
  };
}

const pickupOf = ({ pickupPoint }: Order): string | undefined =>
  pickupPoint && [pickupPoint.provider, pickupPoint.name, pickupPoint.id, pickupPoint.customerNumber].filter(isText).join(' ');

function shippingAddress(order: Order) {
  const address = requireField('Order', order, 'shippingAddress');
  const place = placeOf(address);
  return compact({
    ...place,
    Line1: needed(order, 'street', place.Line1),
    Line2: [place.Line2, pickupOf(order)].filter(isText).join(', '),
    Country: needed(order, 'country', place.Country),
    Company: address.company && cut(address.company, 128),
    Contact: fullName(address) ?? address.company,
    // Otherwise each order leaves an address with the customer (cin7core.md §5.1).
    ShipToOther: true,
  });
}

function billingAddress({ billingAddress: address }: Order) {
  const place = address && placeOf(address);
  return place?.Line1 && place.Country ? compact(place) : undefined;
}

function carrierOf({ shippingMethod }: Order, { carrierRules, carriers }: ImportSettings): string | undefined {
  const told = [shippingMethod?.id, shippingMethod?.name].filter(isText);
  const rule = carrierRules.find(({ method }) => told.some((text) => sameText(text, method)));
  return rule?.carrier ?? carriers.find((carrier) => told.some((text) => sameText(text, carrier)));
}

function notesOf(order: Order, kind: 'buyer' | 'internal'): string[] {
  return (order.notes ?? []).filter((note) => (note.kind === 'buyer') === (kind === 'buyer')).map(({ text }) => text);
}

/** What has no field of its own stands in the note, so that nothing is lost. */
function internalNote(order: Order, carrier: string | undefined): string {
  const method = order.shippingMethod?.name;
  const told = [
    ...notesOf(order, 'internal'),
    carrier === undefined && isText(method) ? `Shipping method: ${method}` : undefined,
    order.paymentMethod?.name ? `Payment method: ${order.paymentMethod.name}` : undefined,
    order.purchaseOrderNumber ? `Buyer's order number: ${order.purchaseOrderNumber}` : undefined,
    ...(order.discounts ?? []).map(({ code }) => (code ? `Coupon: ${code}` : undefined)),
  ];
  return cut(told.filter(isText).join('\n'), 1024);
}

function shippingNote(order: Order): string {
  const gift = order.gift?.flag ? [order.gift.message ? `Gift: ${order.gift.message}` : 'This order is a gift'] : [];
  return cut([...notesOf(order, 'buyer'), ...gift].join('\n'), 1024);
}

/** The header as `POST /sale` takes it (cin7core.md §5.1). @throws ModelError naming order and field */
export function toNewSale(order: Order, settings: ImportSettings): NewSale {
  const carrier = carrierOf(order, settings);
  const { buyer } = order;
  return compact({
    Customer: settings.customer,
    Contact: buyer?.name ?? order.shippingAddress?.name,
    Email: buyer?.email ?? order.shippingAddress?.email,
    Phone: (buyer?.phone ?? order.shippingAddress?.phone)?.slice(0, 50),
    Location: settings.location,
    SkipQuote: true,
    SaleType: 'Simple',
    CustomerReference: `${settings.prefix}${order.number}`,
    ExternalID: identityKey(order.identity),
    TaxInclusive: order.pricesIncludeTax,
    TaxRule: settings.taxes.standard.name,
    Terms: settings.terms,
    PriceTier: settings.priceTier,
    CurrencyRate: settings.currencyRate,
    Carrier: carrier,
    ShipBy: order.shipBy && vendorMoment(order.shipBy),
    SaleOrderDate: vendorMoment(order.placedAt),
    ShippingNotes: shippingNote(order),
    Note: internalNote(order, carrier),
    ShippingAddress: shippingAddress(order),
    BillingAddress: billingAddress(order),
  }) as unknown as NewSale;
}

/** A bundle as its parent or as its parts: both together would be picked twice. */
function linesToSend(order: Order, bundles: ImportSettings['bundles']): OrderLine[] {
  const ids = new Set(order.lines.map(({ id }) => id));
  const isPart = ({ kind, parentLineId }: OrderLine) => kind === 'bundlePart' && parentLineId !== undefined && ids.has(parentLineId);
  const withParts = new Set(order.lines.filter(isPart).map(({ parentLineId }) => parentLineId));
  const wanted = order.lines.filter((line) => (bundles === 'parent' ? !isPart(line) : !withParts.has(line.id)));
  return wanted.filter((line) => outstandingQuantity(line) > 0);
}

/** The lines that are left to send. @throws Problem where there is none; ModelError for a line without SKU */
export function sendableLines(order: Order, bundles: ImportSettings['bundles']): OrderLine[] {
  const lines = linesToSend(order, bundles);
  if (lines.length === 0) throw refused(`Order '${order.number}' has no pieces to send`, 'Leave it out: every line is sent or cancelled.');
  const bare = lines.find(({ sku }) => !isText(sku));
  if (bare) throw new ModelError(`Order '${order.number}': line '${bare.id}' has no 'sku'`, 'bad-record');
  const small = lines.find((line) => outstandingQuantity(line) < 1);
  if (small) throw refused(`Order '${order.number}': line '${small.id}' is less than one piece`, 'Cin7 Core takes a quantity of 1 and more. Correct the unit where the order comes from.');
  return lines;
}

/**
 * The lines as `POST /sale/order` takes them (cin7core.md §5.2).
 *
 * @throws Problem for a SKU Cin7 Core does not know
 */
export function toNewOrder(order: Order, settings: ImportSettings, products: Catalogue): NewOrder {
  const { lines, charges } = pricedOrder(order, sendableLines(order, settings.bundles), settings.taxes);
  return {
    Memo: '',
    Status: settings.status,
    CombineAdditionalCharges: false,
    AutoPickPackShipMode: settings.status === 'AUTHORISED' ? settings.stockMode : 'NOPICK',
    Lines: lines.map(({ line, pieces, money }) => {
      const product = products.get((line.sku ?? '').trim().toLowerCase());
      if (!product?.ID || !product.SKU) {
        throw refused(`Order '${order.number}': Cin7 Core has no active product with SKU '${line.sku}'`, 'Create it there (Product: Import), or correct the SKU.', { code: 'unknown-sku' });
      }
      const name = cut(product.Name?.trim() || line.name || product.SKU, 1024);
      const optional = /^optional/i.test(product.DropShipMode ?? '') ? { DropShip: false } : {};
      return { ProductID: product.ID, SKU: product.SKU, Name: name, Quantity: pieces, ...money, ...optional };
    }),
    AdditionalCharges: charges.map(({ charge, money }) => ({
      Description: charge.kind === 'shipping' ? settings.shippingCharge : settings.otherCharge,
      Quantity: 1 as const,
      ...money,
    })),
  };
}
