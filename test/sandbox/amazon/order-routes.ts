import { json, type SandboxAnswer } from '../http';
import type { RoomContext } from '../room';
import type { Account } from './account';
import { denied, invalidInput, notFound } from './errors';
import type { StoredOrder } from './order-model';
import { renderOrder } from './order-render';
import type { OrderStore } from './order-store';
import type { Query, QueryRules } from './query';
import { route, type AmazonRoute, type Call } from './routes';
import { INCLUDED_DATA, isoSeconds, STATUSES } from './values';

const SEARCH: QueryRules = {
  createdAfter: { kind: 'time' },
  createdBefore: { kind: 'time' },
  lastUpdatedAfter: { kind: 'time' },
  lastUpdatedBefore: { kind: 'time' },
  fulfillmentStatuses: { kind: 'list', of: STATUSES },
  marketplaceIds: { kind: 'list', max: 50 },
  fulfilledBy: { kind: 'list', of: ['MERCHANT', 'AMAZON'] },
  maxResultsPerPage: { kind: 'integer', min: 1, max: 100, fallback: 100 },
  paginationToken: { kind: 'text' },
  includedData: { kind: 'list', of: INCLUDED_DATA },
};
const TWO_MINUTES_MS = 120_000;
const TOKEN_LIFE_MS = 24 * 3_600_000;
/** These may differ from page to page; everything else is repeated as it was (models#5144). */
const MAY_DIFFER = ['paginationToken', 'maxResultsPerPage', 'includedData'];

interface Cursor {
  asked: string;
  before: number;
  after: [number, string];
  made: number;
}

interface Range {
  by: 'created' | 'updated';
  from: number;
  to: number;
}

export function orderRoutes(context: RoomContext, store: OrderStore, account: () => Account): AmazonRoute[] {
  const forbidden = (included: ReadonlySet<string>) =>
    !account().roles.has('Direct-to-Consumer Shipping') && (included.has('BUYER') || included.has('RECIPIENT')) && context.assumed('orders-without-role') === '403';

  const search = ({ query, now }: Call): SandboxAnswer => {
    const strange = ((query.marketplaceIds as string[] | undefined) ?? []).some((id) => !account().marketplaces.some((one) => one.id === id));
    const included = new Set((query.includedData as string[] | undefined) ?? []);
    // amazon.md §18.2: a marketplace of another account or region is refused.
    if (strange || forbidden(included)) return denied();
    const asked = JSON.stringify(Object.entries(query).filter(([name]) => !MAY_DIFFER.includes(name)));
    const cursor = query.paginationToken === undefined ? undefined : readCursor(String(query.paginationToken));
    if (query.paginationToken !== undefined && (!cursor || cursor.asked !== asked || now - cursor.made > TOKEN_LIFE_MS)) return invalidInput('The paginationToken is invalid or does not belong to these parameters.');
    const range = readRange(query, cursor?.before ?? now - TWO_MINUTES_MS, now);
    if (typeof range === 'string') return invalidInput(range);
    const newestFirst = context.assumed('order-of-orders') === 'newest-first';
    const rows = sorted([...store.orders.values()].filter((order) => wanted(order, query, range)), range.by, newestFirst);
    const start = cursor ? rows.findIndex((order) => isPast(order, range.by, cursor.after, newestFirst)) : 0;
    const size = Number(query.maxResultsPerPage);
    const page = start < 0 ? [] : rows.slice(start, start + size);
    const last = page.at(-1);
    const more = last !== undefined && start + size < rows.length;
    const token = more ? writeCursor({ asked, before: range.to, after: [last[range.by], last.orderId], made: now }) : undefined;
    return json(200, {
      orders: page.map((order) => renderOrder(order, included, account())),
      ...(token ? { pagination: { nextToken: token } } : {}),
      [range.by === 'created' ? 'createdBefore' : 'lastUpdatedBefore']: isoSeconds(range.to),
    });
  };

  const get = ({ params, query }: Call): SandboxAnswer => {
    if (!/^\d{3}-\d{7}-\d{7}$/.test(params.orderId)) return invalidInput('Invalid order id.', params.orderId);
    const included = new Set((query.includedData as string[] | undefined) ?? []);
    if (forbidden(included)) return denied();
    const order = store.orders.get(params.orderId);
    return order ? json(200, { order: renderOrder(order, included, account()) }) : notFound('The requested order does not exist.');
  };

  const roles = ['Inventory and Order Tracking', 'Direct-to-Consumer Shipping', 'Tax Invoicing'] as const;
  return [
    route('GET', '/orders/2026-01-01/orders', 'searchOrders', { query: SEARCH, roles, run: search }),
    route('GET', '/orders/2026-01-01/orders/{orderId}', 'getOrder', { query: { includedData: SEARCH.includedData }, roles, run: get }),
  ];
}

/** Exactly one of the two beginnings; the ends only with their partner and two minutes back (the model's notes). */
function readRange(query: Query, fallback: number, now: number): Range | string {
  const { createdAfter, createdBefore, lastUpdatedAfter, lastUpdatedBefore } = query;
  if ((createdAfter === undefined) === (lastUpdatedAfter === undefined)) return 'Exactly one of createdAfter and lastUpdatedAfter must be provided.';
  if (createdAfter !== undefined && lastUpdatedBefore !== undefined) return 'lastUpdatedBefore may only be provided with lastUpdatedAfter.';
  if (lastUpdatedAfter !== undefined && createdBefore !== undefined) return 'createdBefore may only be provided with createdAfter.';
  const from = Date.parse(String(createdAfter ?? lastUpdatedAfter));
  const end = createdBefore ?? lastUpdatedBefore;
  const to = end === undefined ? Math.max(from, fallback) : Date.parse(String(end));
  if (end !== undefined && (to < from || to > now - TWO_MINUTES_MS)) return 'The end of the range must not lie before its beginning and must be at least two minutes in the past.';
  if (from > now) return 'The beginning of the range lies in the future.';
  return { by: createdAfter === undefined ? 'updated' : 'created', from, to };
}

function wanted(order: StoredOrder, query: Query, { by, from, to }: Range): boolean {
  const among = (name: string, value: string) => query[name] === undefined || (query[name] as string[]).includes(value);
  return order[by] >= from && order[by] <= to && among('marketplaceIds', order.marketplaceId) && among('fulfillmentStatuses', order.status) && among('fulfilledBy', order.fulfilledBy);
}

function sorted(orders: StoredOrder[], by: Range['by'], newestFirst: boolean): StoredOrder[] {
  const direction = newestFirst ? -1 : 1;
  return orders.sort((left, right) => direction * (left[by] - right[by] || left.orderId.localeCompare(right.orderId)));
}

function isPast(order: StoredOrder, by: Range['by'], [time, id]: [number, string], newestFirst: boolean): boolean {
  const difference = order[by] - time || order.orderId.localeCompare(id);
  return newestFirst ? difference < 0 : difference > 0;
}

/** Holds characters that a client which encodes twice, or not at all, will spoil. */
function writeCursor(cursor: Cursor): string {
  return `${Buffer.from(JSON.stringify(cursor)).toString('base64')}+/=`;
}

function readCursor(token: string): Cursor | undefined {
  if (!token.endsWith('+/=')) return undefined;
  try {
    return JSON.parse(Buffer.from(token.slice(0, -3), 'base64').toString('utf8')) as Cursor;
  } catch {
    return undefined;
  }
}
