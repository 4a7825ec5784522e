import type { Client } from '../shared/api/client';
import type { Row } from '../shared/node/operation';
import { handedOn, mapRecords } from '../shared/node/records';
import { sameText } from '../shared/node/webhook';
import { toRows, type OutputShape } from './actions/order/fields';
import { orderSource, readOffer, readOrderUnit, returnSource } from './api';
import { newestChange, standingOf } from './completeness';
import { vendorStatusOf } from './mapping';
import { offerIdentity, offerNumber, toStockLevel } from './mapping-offers';
import { readReturn } from './read-returns';
import { toReturnRows } from './return-rows';
import { signature } from './signing';

/** What Kaufland posts (kaufland.md §7); it names a record and says nothing about it. */
export interface Notification {
  event: string;
  /** The same for each repeat of one notification. */
  messageId: string;
  /** `order-units`, `orders`, `returns`, `return-units` or `units`. */
  kind: string;
  id: string;
  /** In lower case. */
  storefront: string;
}

/** Ids go into a path that is signed with the seller's keys: nothing else may come in that way. */
const RESOURCE = /^\/?(order-units|orders|returns|return-units|units)\/([A-Za-z0-9-]{1,40})\/?$/;

const text = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');

/** The notification in a body; undefined for anything else. */
export function readNotification(body: unknown): Notification | undefined {
  const given = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  const { event_name, id_message, resource, storefront } = given;
  const [, kind, id] = RESOURCE.exec(text(resource)) ?? [];
  const [event, messageId] = [text(event_name), text(id_message)];
  if (!kind || !id || event === '' || messageId === '' || messageId.length > 100) return undefined;
  return { event, messageId, kind, id, storefront: text(storefront).toLowerCase() };
}

export interface SignedNotification {
  /** The address Kaufland was given. */
  url: string;
  body: string;
  timestamp: string;
  signature: string;
}

const MAX_AGE_SECONDS = 300;

/**
 * Whether a notification is signed with the seller's key. Which address goes into the signature is not confirmed
 * (kaufland.md §7): the whole one and its path alone are both taken.
 *
 * @param now Unix seconds
 */
export function isSigned(message: SignedNotification, secretKey: string, now: number): boolean {
  const timestamp = Number(message.timestamp);
  if (message.signature === '' || !Number.isInteger(timestamp) || Math.abs(now - timestamp) > MAX_AGE_SECONDS) return false;
  const path = URL.canParse(message.url) ? new URL(message.url).pathname : message.url;
  return [message.url, path].some((url) =>
    sameText(message.signature.toLowerCase(), signature({ method: 'POST', url, body: message.body, timestamp }, secretKey)),
  );
}

/** A record behind a notification, as it is handed on. */
export interface Handed {
  row: Row;
  /** Changes whenever the record does: two notifications of one change give the same. */
  key: string;
}

export interface FetchOptions {
  output: OutputShape;
  /** Only orders of which every piece is released and one can be sent. */
  onlyReady: boolean;
}

async function fetchOrder(client: Client, id: string, { output, onlyReady }: FetchOptions): Promise<Handed | undefined> {
  const order = await orderSource(client).order(id);
  if (!order) return undefined;
  const units = order.order_units ?? [];
  if (onlyReady && standingOf(units, ['need_to_be_sent']) !== 'ready') return undefined;
  const [row] = toRows([order], output);
  return row && { row: handedOn(row), key: `order ${id} ${newestChange(units)} ${vendorStatusOf(units)}` };
}

async function fetchReturn(client: Client, id: string, { output }: FetchOptions): Promise<Handed | undefined> {
  const found = await readReturn(returnSource(client), id);
  if (!found) return undefined;
  const [row] = toReturnRows([found], output);
  const statuses = (found.return_units ?? []).map(({ status }) => status ?? '').join(',');
  return row && { row: handedOn(row), key: `return ${id} ${found.ts_updated_iso} ${found.status ?? ''} ${statuses}` };
}

async function fetchOffer(client: Client, { id, storefront }: Notification, { output }: FetchOptions): Promise<Handed | undefined> {
  const offer = await readOffer(client, id, storefront);
  if (!offer) return undefined;
  const tell = () => ({ identity: offerIdentity(offer, storefront), number: offerNumber(offer) });
  const [row] = mapRecords([offer], tell, () => (output === 'raw' ? offer : toStockLevel(offer, storefront)) as Row);
  return row && { row: handedOn(row), key: `offer ${id} ${offer.date_lastchange_iso ?? ''} ${offer.amount ?? ''} ${offer.status ?? ''}` };
}

/**
 * The record a notification names, read with our own keys: nothing in the notification itself is believed. Undefined
 * where there is no such record, or where it is not wanted. Two calls for an order unit, one more per piece of a return.
 *
 * @throws Problem when Kaufland cannot be used
 */
export async function fetchNotified(client: Client, notification: Notification, options: FetchOptions): Promise<Handed | undefined> {
  const { kind, id } = notification;
  switch (kind) {
    case 'orders':
      return await fetchOrder(client, id, options);
    case 'order-units': {
      const unit = await readOrderUnit(client, id);
      return unit && (await fetchOrder(client, unit.id_order, options));
    }
    case 'returns':
      return await fetchReturn(client, id, options);
    case 'return-units': {
      const unit = await returnSource(client).unit(id);
      return unit && (await fetchReturn(client, String(unit.id_return), options));
    }
    default:
      return await fetchOffer(client, notification, options);
  }
}
