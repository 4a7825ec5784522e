import type { Client } from '../shared/api/client';
import { distinct } from '../shared/api/pagers';
import { refused } from '../shared/api/problem';
import type { XmlElement } from '../shared/format';
import { utc } from '../shared/model';
import type { PageRead } from '../shared/node/page-read';
import type { WindowRead } from '../shared/sync/window';
import { get, LIST_ROWS, type Params } from './api';
import { isMeant, refOf, refText, type OrderRef } from './identity';
import { seconds, timeOf, wallTime } from './times';
import { walkPage, type Fetched, type Keyed, type WalkCursor } from './walk';
import { ask, elementsOf } from './wire';
import { isOn, textAt } from './xml-path';

/** Which orders are wanted. */
export interface OrderScope {
  /** Ids of statuses; empty = all. */
  statuses: readonly string[];
  /** Ids of statuses that stand for a cancelled order, where those are to be left out. */
  without?: readonly string[];
}

const HOUR_MS = 3_600_000;

/** Where sorting does not work, pages overlap by a tenth: rows that change move up and would slip through (unas.md §9). */
const nextStart = (start: number, rows: number): number => start + Math.max(1, Math.floor(rows * 0.9));

/** Reading a clock costs more than all else that is done with an order. */
const changes = new WeakMap<XmlElement, number>();

/** Seconds of the last change as the shop's clock told it; the first of two readings in autumn. */
function changedAt(order: XmlElement): number {
  const known = changes.get(order);
  if (known !== undefined) return known;
  const at = timeOf(textAt(order, 'DateMod') ?? textAt(order, 'Date'));
  const read = at === undefined ? 0 : seconds(at);
  changes.set(order, read);
  return read;
}

const keyOf = (order: XmlElement): string => `${String(changedAt(order)).padStart(12, '0')} ${refText(refOf(order))}`;

const secondsIn = (key: string | undefined): number | undefined => (key === undefined ? undefined : Number(key.split(' ')[0]));

/** In the hour the clocks show twice a later change can carry an earlier time. */
function isShownTwice(order: XmlElement): boolean {
  const at = changedAt(order) * 1000;
  return wallTime(utc(at)) === wallTime(utc(at + HOUR_MS));
}

const isAscending = (orders: readonly XmlElement[]): boolean => orders.every((order, index) => index === 0 || changedAt(order) >= changedAt(orders[index - 1] as XmlElement));

/**
 * Orders that changed since then, in the order of their change: one call, or more where a page does not show that the
 * vendor sorted it, or holds one second only. `complete` is false where the answer was full.
 */
async function fetchSince(client: Client, since: number | undefined, most: number): Promise<{ orders: XmlElement[]; complete: boolean; serverNow?: number }> {
  const orders: XmlElement[] = [];
  let serverNow: number | undefined;
  for (let start = 0; ; ) {
    // `InvoiceAutoSet` would change the shop's data and is never sent (unas.md §4).
    const params: Params = { TimeModStart: since, Order: 'modify_time_asc', LimitStart: start, LimitNum: most };
    const answer = await ask(client, get('getOrder', params));
    serverNow ??= answer.serverNow;
    const page = elementsOf(answer.root, 'Order');
    orders.push(...page);
    if (page.length < most) return { orders, complete: true, serverNow };
    // The page may have cut its last second in two, and in which order one second's orders come is not known.
    const last = changedAt(orders.at(-1) as XmlElement);
    const whole = orders.filter((order) => changedAt(order) < last);
    if (isAscending(orders) && whole.some((order) => changedAt(order) > (since ?? -1))) return { orders: whole, complete: false, serverNow };
    start = nextStart(start, page.length);
  }
}

async function fetchBehind(client: Client, from: number | undefined, after: string | undefined, most: number): Promise<Fetched<XmlElement>> {
  const since = secondsIn(after) ?? from;
  const { orders, complete, serverNow } = await fetchSince(client, since, most);
  const rows = distinct(orders, keyOf)
    .map((row): Keyed<XmlElement> => ({ key: keyOf(row), row }))
    .filter(({ key, row }) => after === undefined || key > after || isShownTwice(row))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  return { rows, complete, serverNow };
}

const isWanted = ({ statuses, without }: OrderScope) => (order: XmlElement): boolean => {
  const id = textAt(order, 'StatusID') ?? '';
  const cancelled = without !== undefined && (without.includes(id) || isOn(textAt(order, 'Storno')));
  return !cancelled && (statuses.length === 0 || statuses.includes(id));
};

/** What reading page by page needs beside the client. */
export interface Clock {
  now(): number;
  newId(): string;
}

/** One page of a window of changes; 500 orders a call, however small the pages. Statuses are filtered here, so that no row leaves a list that is being walked. */
export async function readOrderWindow(client: Client, scope: OrderScope, clock: Clock, page: PageRead<WalkCursor>): Promise<WindowRead<XmlElement, WalkCursor>> {
  const { rows, next, serverNow } = await walkPage(page.cursor, page.pageSize, clock, async (after) => await fetchBehind(client, seconds(page.from), after, LIST_ROWS));
  return { rows: rows.filter(isWanted(scope)), ...(next ? { next } : {}), serverNow };
}

/** Orders as they stand, the longest unchanged first: ⌈N/500⌉ calls. */
export async function readOrders(client: Client, scope: OrderScope, updatedFrom: string | undefined, atMost: number): Promise<XmlElement[]> {
  const from = updatedFrom === undefined ? undefined : seconds(updatedFrom);
  const most = scope.statuses.length === 0 && scope.without === undefined ? Math.min(LIST_ROWS, atMost + 1) : LIST_ROWS;
  let found: XmlElement[] = [];
  for (let after: string | undefined; ; ) {
    const { rows, complete } = await fetchBehind(client, from, after, most);
    found = distinct([...found, ...rows.map(({ row }) => row).filter(isWanted(scope))], (order) => refText(refOf(order)));
    if (complete || rows.length === 0 || found.length >= atMost) return found.slice(0, atMost);
    after = rows.at(-1)?.key;
  }
}

/** The order behind a key, which may be another one by now; undefined where there is none. One call of the plentiful kind. */
export async function readOrder(client: Client, meant: OrderRef): Promise<XmlElement | undefined> {
  const { root } = await ask(client, get('getOrder', { Key: meant.key }, false));
  return elementsOf(root, 'Order').find((order) => isMeant(meant, refOf(order)));
}

export const unknownOrder = ({ key, id }: OrderRef) =>
  refused(
    id === undefined ? `UNAS has no order '${key}'` : `UNAS has no order '${key}' with the number ${id}`,
    'Check the number and the credential: the order may have been deleted, and UNAS can give its key to another one.',
    { code: 'not-found' },
  );
