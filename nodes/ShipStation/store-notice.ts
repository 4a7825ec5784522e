import { createHash } from 'node:crypto';

import { refused } from '../shared/api/problem';
import { parseDate } from '../shared/format/dates';
import { parseXml, xmlChild, xmlList, xmlText, type XmlElement, type XmlValue } from '../shared/format/xml';
import { carrierCode, compact, identityKey, parseShipment, utc, vendorAmount, type Identity, type Shipment } from '../shared/model';
import { settleNow } from '../shared/node/settle';
import { identityIn } from './keys';
import type { SourceHint } from './mapping-shipment';

/** What ShipStation tells of a despatch (shipstation.md §C3). */
export interface Notice {
  shipment: Shipment;
  /** The same for each repeat of one notice. */
  key: string;
  number: string;
}

const LONGEST = 1_000_000;

/** Seen on n8n 2.8.4, which reads XML bodies with one parser for all requests. */
const MIXED_UP = "n8n mixes up XML bodies that arrive at once: switch on 'Raw Body' in the Webhook node and give the text of its file as 'Body'.";

const queryText = (query: Record<string, unknown>, name: string): string | undefined => {
  const value = query[name];
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
};

const isElement = (value: unknown): value is XmlElement => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Names in lower case, as n8n's own reading of an XML body leaves them. */
function folded(value: XmlValue): XmlValue {
  if (Array.isArray(value)) return value.map(folded);
  return isElement(value) ? Object.fromEntries(Object.entries(value).map(([name, inner]) => [name.toLowerCase(), folded(inner)])) : value;
}

/**
 * The body as text, or as n8n has read it; undefined where it is empty or cannot be read: the query says the most
 * important then.
 */
function noticeIn(body: unknown): XmlElement | undefined {
  const read = typeof body === 'string' && body.trim() !== '' && body.length <= LONGEST ? settleNow(() => parseXml(body)) : undefined;
  const given = isElement(body) ? body : read && 'value' in read ? read.value : undefined;
  return given && xmlChild(folded(given), 'shipnotice');
}

function dateOf(text: string | undefined, zone: string): string | undefined {
  for (const pattern of ['MM/dd/yyyy HH:mm', 'M/d/yyyy H:mm', 'MM/dd/yyyy', 'M/d/yyyy']) {
    const read = text === undefined ? undefined : settleNow(() => parseDate(text, pattern, zone));
    if (read && 'value' in read) return read.value;
  }
  return undefined;
}

/** The moment the label was made, where it is of the day the parcel goes out; that day else. */
function shippedAt(notice: XmlElement | undefined, zone: string, now: number): string {
  const day = dateOf(xmlText(notice, 'shipdate'), 'UTC');
  const made = dateOf(xmlText(notice, 'labelcreatedate'), zone);
  if (made !== undefined && (day === undefined || made.slice(0, 10) === day.slice(0, 10))) return made;
  return day ?? made ?? utc(now);
}

function linesOf(notice: XmlElement | undefined) {
  const lines = xmlList(xmlChild(notice, 'items'), 'item').flatMap((item) => {
    const quantity = Number(xmlText(item, 'quantity'));
    return Number.isFinite(quantity) && quantity > 0 ? [compact({ lineId: xmlText(item, 'lineitemid'), sku: xmlText(item, 'sku'), quantity })] : [];
  });
  return lines.length > 0 ? lines : undefined;
}

const withoutPrefix = (number: string, prefix: string): string => (prefix !== '' && number.startsWith(prefix) ? number.slice(prefix.length) : number);

function orderOf(orderId: string | undefined, number: string, { channel, account }: SourceHint): Identity {
  const told = identityIn(orderId, account);
  if (told) return told;
  return { channel: channel || 'shipstation', account: account || 'main', id: orderId && !orderId.includes(':#') ? orderId : number };
}

/**
 * A shipnotify as a shipment of the order's source.
 *
 * @param zone of LabelCreateDate; ShipDate is a plain day
 * @throws Problem for a request that is none, or names no order
 */
export function readNotice(query: Record<string, unknown>, body: unknown, hint: SourceHint, zone: string, now: number): Notice {
  if (query.action !== 'shipnotify') throw refused(`The request's action is '${String(query.action ?? '')}', not 'shipnotify'`, 'Answer it with status 400.');
  const notice = noticeIn(body);
  const told = (element: string, name: string): string | undefined => xmlText(notice, element) ?? queryText(query, name);
  const stored = told('ordernumber', 'order_number');
  if (stored === undefined) throw refused('The notification names no order', 'Answer it with status 400; ShipStation shows that with the order.');
  const asked = queryText(query, 'order_number');
  if (asked !== undefined && asked !== stored) throw refused(`The notification's address tells of order '${asked}', its body of '${stored}'`, MIXED_UP);
  const number = withoutPrefix(stored, hint.prefix);
  const order = orderOf(xmlText(notice, 'orderid'), number, hint);
  const trackingNumber = told('trackingnumber', 'tracking_number');
  const lines = linesOf(notice);
  // ShipStation can send one notice twice: order, number and pieces tell them from another parcel (shipstation.md §C3).
  const mark = createHash('sha256').update(JSON.stringify([trackingNumber ?? '', lines ?? []])).digest('hex').slice(0, 16);
  const carrierName = told('carrier', 'carrier');
  const notify = xmlText(notice, 'notifycustomer')?.toLowerCase();
  const shipment = parseShipment(
    compact({
      order,
      orderNumber: number,
      id: mark,
      shippedAt: shippedAt(notice, zone, now),
      parcels: [compact({ id: mark, carrier: carrierCode(carrierName), carrierName, service: told('service', 'service'), trackingNumber, lines })],
      cost: vendorAmount(xmlText(notice, 'shippingcost')),
      // It reads backwards: false where ShipStation mails the buyer itself (shipstation.md §C3).
      notifyBuyer: notify === undefined ? undefined : notify === 'true',
      noteToBuyer: xmlText(notice, 'notestocustomer'),
      references: compact({ orderKey: xmlText(notice, 'orderid'), shipStationOrderNumber: stored }) as Record<string, unknown>,
    }),
  );
  return { shipment, number, key: `${identityKey(order)} ${mark}` };
}
