import { createHash } from 'node:crypto';

import { parseJson } from '../shared/api/verdict';
import { listOf } from './values';

/** What one order of a webhook says; nothing of it is believed until the API confirms it (shoprenter.md §8). */
export interface DeliveredOrder {
  number: string;
  /** Resource id. */
  orderId?: string;
  /** Number of the status. */
  status?: string;
  statusText?: string;
  /** When the status was set, as the shop wrote it. */
  at?: string;
  /** The same for each repeat of one event. */
  key: string;
  /** As it came. */
  raw: object;
}

/** A delivery is some ten kilobytes an order. */
export const MOST_BYTES = 1_000_000;
export const MOST_ORDERS = 100;
const MOST_VALUES = 50_000;
const DEEPEST = 12;
const LONGEST_KEY = 100;

const FORMS = /^(multipart\/form-data|application\/x-www-form-urlencoded|application\/json)\s*(;|$)/i;

/** How a webhook of the vendor may travel; XML is not read. */
export const isReadable = (contentType: unknown): boolean => typeof contentType === 'string' && FORMS.test(contentType.trim());

const own = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;

/** Names no shop sends, and by which a careless copy further on could be misled. */
const FORBIDDEN = ['__proto__', 'constructor', 'prototype'];

/** True for a value no deeper and no larger than any delivery; walked without recursion, which deep nesting would exhaust. */
export function isModest(value: unknown): boolean {
  const open: Array<[unknown, number]> = [[value, 0]];
  let seen = 0;
  for (let next = open.pop(); next; next = open.pop()) {
    const [one, depth] = next;
    if (typeof one !== 'object' || one === null) continue;
    const inner: unknown[] = Array.isArray(one) ? (one as unknown[]) : Object.values(one);
    seen += inner.length;
    if (depth >= DEEPEST || seen > MOST_VALUES || FORBIDDEN.some((name) => Object.hasOwn(one, name))) return false;
    for (const part of inner) if (typeof part === 'object' && part !== null) open.push([part, depth + 1]);
  }
  return true;
}

function parsed(candidate: unknown): unknown {
  if (typeof candidate !== 'string') return candidate;
  if (candidate.length > MOST_BYTES || !candidate.trimStart().startsWith('{')) return undefined;
  const json = parseJson(candidate);
  return 'value' in json ? json.value : undefined;
}

/** The order text as n8n hands the vendor's form, an urlencoded one or JSON on. */
function* candidates(body: unknown): Generator<unknown> {
  const data = own(body, 'data');
  yield own(data, 'data');
  yield own(data, 'payload');
  yield data;
  yield own(body, 'payload');
  yield body;
}

const text = (value: unknown, pattern: RegExp): string | undefined => {
  const given = typeof value === 'number' ? String(value) : value;
  return typeof given === 'string' && pattern.test(given.trim()) ? given.trim() : undefined;
};

const NUMBER = /^\d{1,12}$/;
const SHORT = /^[^\p{Cc}]{1,100}$/u;
/** Ids go into an address that is called with the shop's keys: nothing else may come in that way. */
const RESOURCE = /^(?:orders|orderExtend)\/([A-Za-z0-9+/_-]{4,120}={0,2})$/;

function orderOf(raw: object): DeliveredOrder | undefined {
  const number = text(own(raw, 'innerId'), NUMBER);
  if (number === undefined) return undefined;
  const history = own(raw, 'orderHistory');
  const [, orderId] = RESOURCE.exec(text(own(raw, 'innerResourceId'), SHORT) ?? '') ?? [];
  const status = text(own(history, 'status'), NUMBER);
  const at = text(own(history, 'dateAdded'), SHORT);
  const statusText = text(own(history, 'statusText'), SHORT);
  // Without a time of its own an event is told from another by all it says.
  const mark = at ?? createHash('sha256').update(JSON.stringify(raw)).digest('hex');
  return {
    number,
    ...(orderId === undefined ? {} : { orderId }),
    ...(status === undefined ? {} : { status }),
    ...(statusText === undefined ? {} : { statusText }),
    ...(at === undefined ? {} : { at }),
    key: `${number} ${status ?? ''} ${mark}`.slice(0, LONGEST_KEY),
    raw,
  };
}

/** The orders of a delivery; undefined for anything that is none, or that no shop would send. */
export function readDelivery(body: unknown): DeliveredOrder[] | undefined {
  for (const candidate of candidates(body)) {
    const value = parsed(candidate);
    const orders = own(value, 'orders');
    if (orders === undefined) continue;
    if (!isModest(value)) return undefined;
    const rows = listOf<object>((own(orders, 'order') ?? orders) as object);
    const read = rows.length <= MOST_ORDERS ? rows.map(orderOf) : [];
    const known = read.filter((order): order is DeliveredOrder => order !== undefined);
    return known.length > 0 && known.length === read.length ? known : undefined;
  }
  return undefined;
}
