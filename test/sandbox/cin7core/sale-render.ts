import type { RoomContext } from '../room';
import type { Json } from './bodies';
import { showCountry } from './countries';
import { orderStatus, quoteStatus, statesOf } from './sale-status';
import { trackingOf, type Address, type Fulfilment, type Invoice, type PickLine, type Sale } from './sale-model';
import type { StoredProduct } from './product-store';
import { day, exact, lineTotal, moment, plain, readDate } from './values';

const NO_FIELDS = Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`ProductCustomField${index + 1}`, null]));
const NO_ATTRIBUTES = Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`AdditionalAttribute${index + 1}`, '']));

const NO_ADDRESS: Omit<Address, 'country'> & { country?: string } = { Line1: '', Line2: '', City: '', State: '', Postcode: '' };
const showShipping = (address: Address | null, format?: unknown): Json => ({ Company: '', Contact: '', ShipToOther: false, ...showAddress(address, format) });

export interface View {
  country?: unknown;
  combined?: boolean;
}

export function showAddress(address: Address | null, format?: unknown): Json {
  const { country = '', ...rest } = address ?? NO_ADDRESS;
  const Country = country ? showCountry(country, format) : '';
  const join = (...parts: string[]) => parts.filter((part) => part !== '').join(' ');
  return { DisplayAddressLine1: join(rest.Line1, rest.Line2), DisplayAddressLine2: join(rest.City, rest.State, rest.Postcode, Country), ...rest, Country };
}

export const about = ({ rest }: StoredProduct): Json => ({ ProductLength: 0, ProductWidth: 0, ProductHeight: 0, ProductWeight: rest.Weight ?? 0, WeightUnits: rest.WeightUnits ?? '', DimensionsUnits: '', ...NO_FIELDS });

export function showPick({ shelf, quantity, box }: PickLine, packed: boolean): Json {
  const { product, place, batch, expiry } = shelf;
  return { ProductID: product.ID, SKU: product.SKU, Name: product.Name, Location: place.Name, LocationID: place.ID, ...(packed ? { Box: box, WarrantyRegistrationNumber: null } : {}), Quantity: quantity, BatchSN: batch, ExpiryDate: expiry, NonInventory: false };
}

export function showShip({ ship }: Fulfilment, format?: unknown): Json {
  const lines = ship.lines.map(({ box, ...line }) => ({ ...line, Boxes: box, TrackingURL: '' }));
  return { Status: ship.status, RequireBy: ship.requireBy, ShippingAddress: showShipping(ship.address, format), ShippingNotes: ship.notes, Lines: lines };
}

export function totalsOf({ order, taxInclusive }: Sale): { before: number; tax: number; total: number } {
  const rows = [...order.lines, ...order.charges];
  const sum = rows.reduce((all, { Quantity, Price, Discount }) => all + lineTotal(Quantity, Price, Discount), 0n);
  const tax = rows.reduce((all, { Tax }) => all + (exact(Tax) ?? 0n), 0n);
  return { before: plain(taxInclusive ? sum - tax : sum), tax: plain(tax), total: plain(taxInclusive ? sum : sum + tax) };
}

/** As part of the whole sale a line tells more of its product. */
export function showOrder(sale: Sale, { combined = false, whole = false }: { combined?: boolean; whole?: boolean } = {}): Json {
  const { order, number } = sale;
  const lines = order.lines.map(({ product, held: _held, backorder, ...line }) => ({
    ...{ ProductID: product.ID, SKU: product.SKU, ...line, AverageCost: 1, BackorderQuantity: backorder, Total: plain(lineTotal(line.Quantity, line.Price, line.Discount)) },
    ...(whole ? { Backorder: backorder > 0, ...about(product) } : {}),
  }));
  const charges = order.charges.map((charge) => ({ ...charge, Total: plain(lineTotal(charge.Quantity, charge.Price, charge.Discount)) }));
  const { before, tax, total } = totalsOf(sale);
  // Charges have no product of their own here (blueprint, CombineAdditionalCharges).
  const extra = combined ? charges.map(({ Description, ...charge }) => ({ ProductID: null, SKU: null, Name: Description, ...charge })) : [];
  return { SaleOrderNumber: number, Memo: order.memo, Status: orderStatus(sale), Lines: [...lines, ...extra], AdditionalCharges: combined ? [] : charges, TotalBeforeTax: before, Tax: tax, Total: total };
}

export function showFulfilments(sale: Sale, format?: unknown, more: (product: StoredProduct) => Json = () => ({})): Json[] {
  return sale.fulfilments.map((task) => ({
    ...{ TaskID: task.TaskID, FulfillmentNumber: task.number, LinkedInvoiceNumber: sale.invoices[0]?.number ?? null, FulFilmentStatus: sale.voided ? 'VOIDED' : task.ship.status === 'AUTHORISED' ? 'FULFILLED' : 'NOT FULFILLED' },
    Pick: { Status: task.pick.status, Lines: task.pick.lines.map((line) => ({ ...showPick(line, false), ...more(line.shelf.product) })) },
    Pack: { Status: task.pack.status, Lines: task.pack.lines.map((line) => ({ ...showPick(line, true), ...more(line.shelf.product) })) },
    Ship: showShip(task, format),
  }));
}

export const showInvoice = ({ number, status, memo, date, due, lines, charges, total, tax, payments, paid, TaskID }: Invoice): Json => ({
  ...{ TaskID, InvoiceNumber: number, Memo: memo, Status: status, InvoiceDate: date, InvoiceDueDate: due, CurrencyConversionRate: 1, BillingAddressLine1: '', BillingAddressLine2: '', LinkedFulfillmentNumber: '1' },
  ...{ Lines: lines, AdditionalCharges: charges, Payments: payments, TotalBeforeTax: Math.round((total - tax) * 100) / 100, Tax: tax, Total: total, Paid: paid },
});

const date = (value: unknown): string | null => (typeof value === 'string' ? day(readDate(value) ?? 0) : null);
const texts = (header: Json, ...names: string[]): Json => Object.fromEntries(names.map((name) => [name, header[name] ?? '']));

export function showSale(context: RoomContext, sale: Sale, { country, combined }: View = {}): Json {
  const { header, customer } = sale;
  return {
    ...{ ID: sale.ID, Customer: customer.Name, CustomerID: customer.ID, ...texts(header, 'Contact', 'Phone', 'Email', 'DefaultAccount', 'ShippingNotes', 'TaxRule', 'Terms', 'PriceTier', 'Note', 'CustomerReference', 'Carrier', 'SalesRepresentative') },
    ...{ SkipQuote: sale.skipQuote, BillingAddress: showAddress(sale.billing, country), ShippingAddress: showShipping(sale.shipping, country), BaseCurrency: 'GBP', CustomerCurrency: customer.Currency, TaxCalculation: sale.taxInclusive ? 'Inclusive' : 'Exclusive' },
    ...{ ShipBy: date(header.ShipBy), Location: sale.place.Name, SaleOrderDate: date(header.SaleOrderDate) ?? day(sale.createdAt), LastModifiedOn: moment(sale.changedAt), COGSAmount: 0, ...statesOf(context, sale), CombinedTrackingNumbers: combinedTracking(context, sale) },
    ...{ CurrencyRate: header.CurrencyRate ?? 1, ServiceOnly: sale.type === 'Service Sale', Type: sale.type, SourceChannel: sale.sourceChannel, ExternalID: header.ExternalID ?? null },
    Quote: { Memo: '', Status: quoteStatus(sale), Prepayments: [], Lines: [], AdditionalCharges: [], TotalBeforeTax: 0, Tax: 0, Total: 0 },
    ...{ Order: showOrder(sale, { combined, whole: true }), Fulfilments: showFulfilments(sale, country, about), Invoices: sale.invoices.map(showInvoice), CreditNotes: [], ManualJournals: { Status: 'NOT AVAILABLE', Lines: [] } },
    ...{ AdditionalAttributes: { ...NO_ATTRIBUTES, ...(header.AdditionalAttributes as Json | undefined) }, Attachments: sale.attachments, InventoryMovements: [], Transactions: [] },
  };
}

/** One string of at most 256 characters (cin7core.md §4.1). */
function combinedTracking(context: RoomContext, sale: Sale): string {
  const numbers = trackingOf(sale);
  return numbers.length > 1 ? numbers.join(context.assumed('tracking-separator')).slice(0, 256) : (numbers[0] ?? '').slice(0, 256);
}

export function showRow(context: RoomContext, sale: Sale): Json {
  const { header, customer, invoices } = sale;
  const sum = (of: (one: Invoice) => number) => invoices.reduce((total, one) => total + of(one), 0);
  return {
    ...{ SaleID: sale.ID, OrderNumber: sale.number, OrderDate: date(header.SaleOrderDate) ?? day(sale.createdAt), InvoiceDate: invoices[0]?.date ?? null, Customer: customer.Name, CustomerID: customer.ID, InvoiceNumber: invoices[0]?.number ?? null },
    ...{ CustomerReference: header.CustomerReference ?? '', InvoiceAmount: sum(({ total }) => total), PaidAmount: sum(({ paid }) => paid), InvoiceDueDate: invoices[0]?.due ?? null, ShipBy: date(header.ShipBy), BaseCurrency: 'GBP', CustomerCurrency: customer.Currency, CreditNoteNumber: null },
    ...{ Updated: moment(sale.changedAt), QuoteStatus: quoteStatus(sale), OrderStatus: orderStatus(sale), ...statesOf(context, sale), CombinedTrackingNumbers: combinedTracking(context, sale), CreditNoteStatus: sale.voided ? 'VOIDED' : 'NOT AVAILABLE' },
    ...{ Type: sale.type, SourceChannel: sale.sourceChannel, ExternalID: header.ExternalID ?? null, OrderLocationID: sale.place.ID },
  };
}
