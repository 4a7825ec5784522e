import { readTime } from './export-check';
import type { Json, StoredOrder } from './model';
import type { OrderStore } from './order-store';
import { pacific } from './times';

const UNITS: Record<string, string> = { p: 'pounds', l: 'pounds', g: 'grams', o: 'ounces' };
const filled = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
const number = (value: unknown): number => Number(filled(value) ?? 0);

function address(sent: Json): Json {
  return { name: sent.Name, company: filled(sent.Company), street1: filled(sent.Address1), street2: filled(sent.Address2), street3: null, city: filled(sent.City), state: sent.State ?? null, postalCode: filled(sent.PostalCode), country: filled(sent.Country), phone: filled(sent.Phone), residential: null };
}

function item(sent: Json): Json {
  const units = filled(sent.WeightUnits);
  return {
    ...{ lineItemKey: filled(sent.LineItemID), sku: filled(sent.SKU), name: sent.Name, quantity: number(sent.Quantity), unitPrice: number(sent.UnitPrice), imageUrl: filled(sent.ImageUrl), upc: filled(sent.UPC) },
    ...{ weight: units && sent.Weight ? { value: number(sent.Weight), units: UNITS[units[0].toLowerCase()] } : null, warehouseLocation: filled(sent.Location), adjustment: sent.Adjustment === 'true' },
    options: ((sent.Options ?? []) as Json[]).map(({ Name, Value }) => ({ name: Name, value: Value })),
  };
}

/** An exported order in v1's words; its times are UTC in the XML (shipstation.md §C2). */
export function importOrder(store: OrderStore, exported: Json, status: string, storeId: number): { order: StoredOrder; isNew: boolean } {
  const customer = exported.Customer as { CustomerCode: string; BillTo: Json; ShipTo: Json };
  const at = pacific(readTime(String(exported.OrderDate)) ?? 0);
  const body: Json = {
    ...{ orderNumber: exported.OrderNumber, orderKey: exported.OrderID, orderDate: at, paymentDate: status === 'awaiting_payment' ? null : at, orderStatus: status },
    ...{ customerUsername: customer.CustomerCode, customerEmail: filled(customer.BillTo.Email), billTo: address(customer.BillTo), shipTo: address(customer.ShipTo), items: (exported.Items as Json[]).map(item) },
    ...{ amountPaid: number(exported.OrderTotal), taxAmount: number(exported.TaxAmount), shippingAmount: number(exported.ShippingAmount), customerNotes: filled(exported.CustomerNotes), internalNotes: filled(exported.InternalNotes) },
    ...{ gift: exported.Gift === 'true', giftMessage: filled(exported.GiftMessage), requestedShippingService: filled(exported.ShippingMethod), paymentMethod: filled(exported.PaymentMethod) },
    advancedOptions: { storeId, customField1: filled(exported.CustomField1), customField2: filled(exported.CustomField2), customField3: filled(exported.CustomField3), source: filled(exported.Source) },
  };
  const known = store.withKey(String(exported.OrderID)).find(({ origin }) => origin === 'custom-store');
  if (!known) return { order: store.create({ body, origin: 'custom-store', storeId }), isNew: true };
  // What has left or was cancelled stays as it is; an export can only close an order.
  if (store.isOpen(known)) store.replace(known, known.status === 'on_hold' && status === 'awaiting_shipment' ? { ...body, orderStatus: 'on_hold' } : body);
  return { order: known, isNew: false };
}
