import { carrierBy } from './account';
import type { Json, StoredFulfillment, StoredLabel, StoredOrder } from './model';
import { pieces } from './order-store';
import { escaped } from './xml';

export interface Notice {
  query: Record<string, string>;
  xml: string;
  orderNumber: string;
  orderId: string;
  trackingNumber: string;
}

const two = (value: number): string => String(value).padStart(2, '0');
const element = (name: string, value: unknown): string => `<${name}>${escaped(value)}</${name}>`;

/** LabelCreateDate is UTC, ShipDate a plain date (shipstation.md §C3). */
function stamp(at: number): string {
  const time = new Date(at);
  return `${two(time.getUTCMonth() + 1)}/${two(time.getUTCDate())}/${time.getUTCFullYear()} ${two(time.getUTCHours())}:${two(time.getUTCMinutes())}`;
}

const day = (text: string): string => `${text.slice(5, 7)}/${text.slice(8, 10)}/${text.slice(0, 4)}`;

/** What ShipStation posts after a shipment; one notice each (shipstation.md §C3). */
export function noticeOf(shipped: StoredLabel | StoredFulfillment): Notice {
  const order = shipped.order as StoredOrder;
  const isLabel = 'serviceCode' in shipped;
  const carrier = carrierBy(shipped.carrierCode);
  const service = isLabel ? (carrier?.services.find(({ code }) => code === shipped.serviceCode)?.name ?? shipped.serviceCode) : '';
  const lines = isLabel ? shipped.lines : pieces(order).map((line) => ({ line, quantity: line.quantity }));
  const to = (order.header.shipTo ?? {}) as Json;
  const own = (order.header.advancedOptions ?? {}) as Json;
  const carrierName = carrier?.noticeName ?? 'Other';
  const recipient = [['Name', to.name], ['Company', to.company], ['Address1', to.street1], ['Address2', to.street2], ['City', to.city], ['State', to.state], ['PostalCode', to.postalCode], ['Country', to.country]];
  const xml = [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<ShipNotice>',
    ...[element('OrderNumber', order.orderNumber), element('OrderID', order.orderKey), element('CustomerCode', order.header.customerUsername), element('CustomerNotes', order.header.customerNotes), element('InternalNotes', order.header.internalNotes)],
    // Reads backwards: false when ShipStation itself writes to the customer (shipstation.md §C3).
    ...[element('NotesToCustomer', order.header.notesToCustomer), element('NotifyCustomer', 'false'), element('LabelCreateDate', stamp(shipped.createdAt)), element('ShipDate', day(shipped.shipDate))],
    ...[element('Carrier', carrierName), element('Service', service), element('TrackingNumber', shipped.trackingNumber), element('ShippingCost', isLabel ? (shipped.cost / 100).toFixed(2) : '0.00')],
    ...[element('CustomField1', own.customField1), element('CustomField2', own.customField2), element('CustomField3', own.customField3)],
    `<Recipient>${recipient.map(([name, value]) => element(String(name), value)).join('')}</Recipient>`,
    `<Items>${lines.map(({ line, quantity }) => `<Item>${element('SKU', line.sku)}${element('Name', line.name)}${element('Quantity', quantity)}${element('LineItemID', line.lineItemKey)}</Item>`).join('')}</Items>`,
    '</ShipNotice>',
  ].join('\n');
  const query = { order_number: order.orderNumber, carrier: carrierName, service, tracking_number: shipped.trackingNumber };
  return { query, xml, orderNumber: order.orderNumber, orderId: order.orderKey, trackingNumber: shipped.trackingNumber };
}
