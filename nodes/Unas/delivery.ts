import { createHmac } from 'node:crypto';

import { parseJson } from '../shared/api/verdict';
import { sameText } from '../shared/node/webhook';

/** What one webhook says; nothing of it is believed until the API confirms it. */
export interface Delivered {
  /** `orderID` of the body: the order's key (unas.md §7). */
  key: string;
  raw: object;
}

/** A delivery is some ten kilobytes. */
export const MOST_BYTES = 1_000_000;

/** `X-UNAS-HMAC`: base64 of HMAC-SHA256 over the bytes as they came (unas.md §7). */
export const signatureOf = (body: Uint8Array, secret: string): string => createHmac('sha256', Buffer.from(secret, 'utf8')).update(body).digest('base64');

/** True for a delivery of the shop whose key this is; an empty key or a missing header is never one. */
export const isSigned = (body: Uint8Array, given: unknown, secret: string): boolean =>
  secret !== '' && typeof given === 'string' && sameText(given.trim(), signatureOf(body, secret));

/** It goes into a request that carries the shop's keys: nothing but a key may come in that way. */
const KEY = /^[A-Za-z0-9_-]{1,60}$/;

/** The order a body is about; undefined for anything no shop would send. */
export function readDelivery(body: Uint8Array): Delivered | undefined {
  const parsed = parseJson(Buffer.from(body).toString('utf8'));
  const raw = 'value' in parsed ? parsed.value : undefined;
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return undefined;
  const { orderID } = raw as { orderID?: unknown };
  const key = typeof orderID === 'number' ? String(orderID) : orderID;
  return typeof key === 'string' && KEY.test(key.trim()) ? { key: key.trim(), raw } : undefined;
}
