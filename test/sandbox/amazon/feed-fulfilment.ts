import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { confirm, type Desk } from './confirm';
import { SELLER_ID } from './credentials';
import type { Result } from './feed-store';
import type { StoredPackage } from './order-model';

interface Told {
  number: number;
  orderId: string;
  items?: Array<{ orderItemId: string; quantity: number }>;
  carrierCode: string;
  carrierName?: string;
  shippingMethod?: string;
  trackingNumber?: string;
  shipDate: string;
}

/** Undefined = done. Parcels of a feed have no id of their own: the tracking number keeps them apart, and their lines together. */
function carryOut(desk: Desk, told: Told): string | undefined {
  const order = desk.store.orders.get(told.orderId);
  if (!order) return `Order ${told.orderId} does not exist.`;
  const before = order.packages.find(({ trackingNumber }) => trackingNumber === told.trackingNumber);
  const packageReferenceId = before?.packageReferenceId ?? String(order.packages.length + 1);
  return confirm(desk, order, { ...told, items: joined(before, told.items), packageReferenceId }, 'feed')?.message;
}

function joined(before: StoredPackage | undefined, items: Told['items']): Told['items'] {
  if (!before || !items) return items ?? before?.items;
  return [...before.items.filter(({ orderItemId }) => !items.some((item) => item.orderItemId === orderItemId)), ...items];
}

const parser = new XMLParser({ parseTagValue: false, isArray: (name) => name === 'Message' || name === 'Item' });

interface Fulfilment {
  AmazonOrderID?: string;
  FulfillmentDate?: string;
  FulfillmentData?: { CarrierCode?: string; CarrierName?: string; ShippingMethod?: string; ShipperTrackingNumber?: string };
  Item?: Array<{ AmazonOrderItemCode?: string; Quantity?: string }>;
}

/** The order of elements matters (XSD OrderFulfillment, release 4.1). */
const ELEMENTS = ['AmazonOrderID', 'MerchantFulfillmentID', 'FulfillmentDate', 'FulfillmentData', 'Item'];

export function fulfilXml(desk: Desk, feedId: string, text: string): Result {
  const envelope = XMLValidator.validate(text) === true ? (parser.parse(text) as { AmazonEnvelope?: Record<string, unknown> }).AmazonEnvelope : undefined;
  const header = envelope?.Header as { DocumentVersion?: string; MerchantIdentifier?: string } | undefined;
  if (!envelope || envelope.MessageType !== 'OrderFulfillment' || header?.DocumentVersion !== '1.01' || header.MerchantIdentifier !== SELLER_ID) {
    return xmlReport(feedId, 0, [{ id: '0', code: '5000', text: 'The XML could not be read as an OrderFulfillment envelope of this merchant.' }], true);
  }
  const messages = (envelope.Message ?? []) as Array<{ MessageID?: string; OrderFulfillment?: Fulfilment }>;
  const errors: Array<{ id: string; code: string; text: string }> = [];
  const seen = new Set<string>();
  for (const { MessageID = '', OrderFulfillment = {} } of messages) {
    const told = fromXml(MessageID, OrderFulfillment);
    const refused = seen.has(MessageID) || !/^[1-9]\d*$/.test(MessageID) ? 'MessageID must be a positive number that occurs once.' : typeof told === 'string' ? told : carryOut(desk, told);
    seen.add(MessageID);
    if (refused) errors.push({ id: MessageID, code: '18028', text: refused });
  }
  return xmlReport(feedId, messages.length, errors);
}

function fromXml(id: string, { AmazonOrderID, FulfillmentDate, FulfillmentData, Item, ...rest }: Fulfilment): Told | string {
  if (Object.keys(rest).some((name) => !ELEMENTS.includes(name))) return `Unknown element ${Object.keys(rest).join(', ')}.`;
  if (!AmazonOrderID || !FulfillmentDate || Number.isNaN(Date.parse(FulfillmentDate))) return 'AmazonOrderID and FulfillmentDate are required.';
  if (!FulfillmentData?.CarrierCode && !FulfillmentData?.CarrierName) return 'CarrierCode or CarrierName is required.';
  if (Item?.some(({ AmazonOrderItemCode, Quantity }) => !AmazonOrderItemCode || !/^[1-9]\d*$/.test(Quantity ?? ''))) return 'Item needs AmazonOrderItemCode and Quantity.';
  return {
    number: Number(id),
    orderId: AmazonOrderID,
    items: Item?.map(({ AmazonOrderItemCode, Quantity }) => ({ orderItemId: AmazonOrderItemCode ?? '', quantity: Number(Quantity) })),
    carrierCode: FulfillmentData.CarrierCode ?? 'Other',
    carrierName: FulfillmentData.CarrierName,
    shippingMethod: FulfillmentData.ShippingMethod,
    trackingNumber: FulfillmentData.ShipperTrackingNumber,
    shipDate: FulfillmentDate,
  };
}

function xmlReport(feedId: string, processed: number, errors: Array<{ id: string; code: string; text: string }>, fatal = false): Result {
  const escaped = (value: string) => value.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
  const summary = { MessagesProcessed: processed, MessagesSuccessful: processed - errors.filter(({ id }) => id !== '0').length, MessagesWithError: errors.length, MessagesWithWarning: 0 };
  const counts = Object.entries(summary).map(([name, count]) => `<${name}>${count}</${name}>`).join('');
  const results = errors.map(({ id, code, text }) => `<Result><MessageID>${id}</MessageID><ResultCode>Error</ResultCode><ResultMessageCode>${code}</ResultMessageCode><ResultDescription>${escaped(text)}</ResultDescription></Result>`).join('');
  return {
    contentType: 'text/xml; charset=UTF-8',
    text: `<?xml version="1.0" encoding="UTF-8"?>\n<AmazonEnvelope xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="amzn-envelope.xsd"><Header><DocumentVersion>1.02</DocumentVersion><MerchantIdentifier>${SELLER_ID}</MerchantIdentifier></Header><MessageType>ProcessingReport</MessageType><Message><MessageID>1</MessageID><ProcessingReport><DocumentTransactionID>${feedId}</DocumentTransactionID><StatusCode>Complete</StatusCode><ProcessingSummary>${counts}</ProcessingSummary>${results}</ProcessingReport></Message></AmazonEnvelope>\n`,
    summary,
    fatal,
  };
}

const REQUIRED = ['order-id', 'ship-date', 'carrier-code'];
const COLUMNS = [...REQUIRED, 'order-item-id', 'quantity', 'carrier-name', 'tracking-number', 'ship-method', 'ship_from_supply_source_id', 'transparency_code'];

interface FlatError {
  record: number;
  orderId: string;
  itemId: string;
  code: string;
  text: string;
}

export function fulfilFlat(desk: Desk, text: string): Result {
  const [header = '', ...lines] = text.replace(/^\uFEFF/, '').split(/\r?\n/).filter((line) => line.trim() !== '');
  const columns = header.split('\t').map((name) => name.trim());
  const missing = REQUIRED.find((name) => !columns.includes(name));
  if (missing) return flatReport(0, [{ record: 0, orderId: '', itemId: '', code: '90012', text: `The field ${missing} is missing from the file.` }]);
  const strange = columns.find((name) => !COLUMNS.includes(name));
  if (strange !== undefined) return flatReport(0, [{ record: 0, orderId: '', itemId: '', code: '90061', text: `The field heading ${strange} is not known.` }]);
  const errors: FlatError[] = [];
  for (const [index, line] of lines.entries()) {
    const row = Object.fromEntries(line.split('\t').map((cell, at) => [columns[at], cell.trim()]));
    const told = fromRow(index + 1, row);
    const refused = typeof told === 'string' ? told : carryOut(desk, told);
    if (refused) errors.push({ record: index + 1, orderId: row['order-id'] ?? '', itemId: row['order-item-id'] ?? '', code: '18028', text: refused });
  }
  return flatReport(lines.length, errors);
}

function fromRow(number: number, row: Record<string, string | undefined>): Told | string {
  const { 'order-id': orderId, 'ship-date': day, 'carrier-code': carrierCode, 'order-item-id': orderItemId, quantity } = row;
  if (!orderId || !carrierCode) return 'order-id and carrier-code are required.';
  if (!/^\d{4}-\d\d-\d\d$/.test(day ?? '')) return 'ship-date must be yyyy-mm-dd.';
  if (Boolean(orderItemId) !== Boolean(quantity)) return 'order-item-id and quantity belong together.';
  return {
    number,
    orderId,
    items: orderItemId ? [{ orderItemId, quantity: Number(quantity) }] : undefined,
    carrierCode,
    carrierName: row['carrier-name'] || undefined,
    shippingMethod: row['ship-method'] || undefined,
    trackingNumber: row['tracking-number'] || undefined,
    shipDate: `${String(day)}T00:00:00Z`,
  };
}

/** Counts, then the wrong lines (models#1091). */
function flatReport(processed: number, errors: FlatError[]): Result {
  const successful = processed - errors.filter(({ record }) => record > 0).length;
  const lines = ['Feed Processing Summary:', `\tNumber of records processed\t\t${processed}`, `\tNumber of records successful\t\t${successful}`, ''];
  if (errors.length > 0) lines.push('original-record-number\torder-id\torder-item-id\terror-code\terror-type\terror-message', ...errors.map(({ record, orderId, itemId, code, text }) => [record, orderId, itemId, code, record === 0 ? 'Fatal' : 'Error', text].join('\t')));
  return { contentType: 'text/plain; charset=UTF-8', text: `${lines.join('\n')}\n`, summary: { processed, successful } };
}
