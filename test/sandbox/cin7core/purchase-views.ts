import type { Json } from './bodies';
import type { Place } from './books';
import type { Party } from './parties';
import type { StoredProduct } from './product-store';
import { about } from './sale-render';
import { day, lineTotal, moment, plain } from './values';

export interface PurchaseLine {
  product: StoredProduct;
  Quantity: number;
  Price: number;
  Tax: number;
  SupplierSKU: string;
  received: number;
}

export interface Purchase {
  ID: string;
  OrderNumber: string;
  type: 'Simple Purchase' | 'Advanced Purchase' | 'Service Purchase';
  supplier: Party;
  place: Place;
  approach: string;
  orderStatus: 'NOT AVAILABLE' | 'DRAFT' | 'AUTHORISED' | 'VOIDED';
  requiredBy: string | null;
  note: string;
  memo: string;
  dropShipSale: string | null;
  lines: PurchaseLine[];
  createdAt: number;
  changedAt: number;
}

export function receiving({ orderStatus, lines }: Purchase): string {
  if (orderStatus === 'VOIDED') return 'VOIDED';
  if (orderStatus !== 'AUTHORISED') return 'NOT AVAILABLE';
  if (lines.every(({ received, Quantity }) => received >= Quantity)) return 'FULLY RECEIVED';
  return lines.some(({ received }) => received > 0) ? 'PARTIALLY RECEIVED' : 'NOT RECEIVED';
}

function statusOf(purchase: Purchase): string {
  if (purchase.orderStatus === 'AUTHORISED') return receiving(purchase) === 'FULLY RECEIVED' ? 'RECEIVED' : receiving(purchase) === 'PARTIALLY RECEIVED' ? 'RECEIVING' : 'ORDERED';
  return purchase.orderStatus === 'DRAFT' ? 'ORDERING' : purchase.orderStatus === 'VOIDED' ? 'VOIDED' : 'DRAFT';
}

function combined(purchase: Purchase): Json {
  return { Type: purchase.type, CombinedInvoiceStatus: purchase.orderStatus === 'AUTHORISED' ? 'NOT INVOICED' : 'NOT AVAILABLE', CombinedPaymentStatus: 'UNPAID', CombinedReceivingStatus: receiving(purchase), IsServiceOnly: purchase.type === 'Service Purchase' };
}

export function rowOf(purchase: Purchase): Json {
  const { ID, OrderNumber, supplier, orderStatus, requiredBy, dropShipSale, createdAt, changedAt } = purchase;
  return {
    ...{ ID, BlindReceipt: false, OrderNumber, Status: statusOf(purchase), OrderDate: day(createdAt), InvoiceDate: null, Supplier: supplier.Name, SupplierID: supplier.ID, InvoiceNumber: null, InvoiceAmount: 0, PaidAmount: 0, InvoiceDueDate: null },
    ...{ RequiredBy: requiredBy, BaseCurrency: 'GBP', SupplierCurrency: supplier.Currency, CreditNoteNumber: null, OrderStatus: orderStatus, StockReceivedStatus: receiving(purchase) === 'FULLY RECEIVED' ? 'AUTHORISED' : 'NOT AVAILABLE' },
    ...{ UnstockStatus: 'NOT AVAILABLE', InvoiceStatus: 'NOT AVAILABLE', CreditNoteStatus: 'NOT AVAILABLE', LastUpdatedDate: moment(changedAt), ...combined(purchase), DropShipTaskID: dropShipSale },
  };
}

export function orderOf({ lines, memo, orderStatus }: Purchase): Json {
  const rows = lines.map(({ product, received: _received, ...line }) => ({ ProductID: product.ID, SKU: product.SKU, Name: product.Name, ...line, Discount: 0, TaxRule: '20% VAT on purchases', Comment: '', Total: plain(lineTotal(line.Quantity, line.Price, 0)), ...about(product) }));
  const before = rows.reduce((sum, { Total }) => sum + Total, 0);
  const tax = rows.reduce((sum, { Tax }) => sum + Tax, 0);
  return { Memo: memo, Status: orderStatus, Lines: rows, AdditionalCharges: [], Prepayments: [], TotalBeforeTax: before, Tax: tax, Total: before + tax };
}

const NO_ATTRIBUTES = Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`AdditionalAttribute${index + 1}`, '']));
const NO_ADDRESS = { DisplayAddressLine1: '', DisplayAddressLine2: '', Line1: '', Line2: '', City: '', State: '', Postcode: '', Country: '' };

export function showPurchase(purchase: Purchase): Json {
  const { ID, OrderNumber, supplier, place, approach, requiredBy, note, dropShipSale, createdAt, changedAt } = purchase;
  return {
    ...{ ID, SupplierID: supplier.ID, Supplier: supplier.Name, Contact: '', Phone: '', InventoryAccount: '715', BlindReceipt: false, Approach: approach, BillingAddress: NO_ADDRESS, ShippingAddress: { ...NO_ADDRESS, ShipToOther: false } },
    ...{ BaseCurrency: 'GBP', SupplierCurrency: supplier.Currency, TaxRule: '20% VAT on purchases', TaxCalculation: 'Exclusive', Terms: '30 days', RequiredBy: requiredBy, Location: place.Name, Note: note, OrderNumber, ...combined(purchase) },
    ...{ OrderDate: day(createdAt), Status: statusOf(purchase), RelatedDropShipSaleTask: dropShipSale, CurrencyRate: 1, LastUpdatedDate: moment(changedAt), Order: orderOf(purchase) },
    ...{ StockReceived: [], PutAway: [], Invoice: [], CreditNote: [], ManualJournals: [], AdditionalAttributes: NO_ATTRIBUTES, Attachments: [], InventoryMovements: [] },
  };
}
