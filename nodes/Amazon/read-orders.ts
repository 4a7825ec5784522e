import type { Client } from '../shared/api/client';
import { distinct } from '../shared/api/pagers';
import { refused } from '../shared/api/problem';
import { utc } from '../shared/model';
import { settle } from '../shared/node/settle';
import { naming } from '../shared/node/prepare';
import { isPrime } from './order-state';
import type { AmazonOrder } from './types';
import { apiRequest, listed, type OperationName } from './wire';

export const ORDERS_PER_PAGE = 100;

const OPEN_DATA = ['PROCEEDS', 'PROMOTION', 'CANCELLATION', 'FULFILLMENT', 'PACKAGES', 'PAYMENT'];
/** Need the Direct-to-Consumer Shipping or Tax roles; without them Amazon leaves them out or, as some report, answers 403 (amazon.md §5.3). */
const PERSONAL_DATA = ['BUYER', 'RECIPIENT', 'TAX'];

export interface OrderQuery {
  marketplaceIds: readonly string[];
  statuses: readonly string[];
  /** MERCHANT or AMAZON; empty for both. */
  fulfilledBy: string;
  prime: PrimeFilter;
}

export type PrimeFilter = 'any' | 'only' | 'without';

export interface OrderCursor {
  token: string;
  /** The window's own lower bound: a token counts only with it unchanged. */
  since: string;
}

/** Amazon tells changes up to two minutes ago; a lower bound above that would lie behind the upper one (amazon.md §5.1). */
const NEWEST_MS = 2 * 60_000 + 1000;

/** The lower bound as Amazon takes it. */
const boundOf = (since: string, now: number): string => utc(Math.min(Date.parse(since), now - NEWEST_MS));

export interface OrderPage {
  orders: AmazonOrder[];
  next?: OrderCursor;
  /** The time up to which Amazon has told every change, epoch ms. */
  toldUntil?: number;
}

interface SearchAnswer {
  orders?: AmazonOrder[] | null;
  pagination?: { nextToken?: string | null } | null;
  lastUpdatedBefore?: string | null;
}

type WithIncluded = (includedData: string) => ReturnType<typeof apiRequest>;

/** Asks for everything, and without buyer data where the app may not see it: such orders are held for their address. */
async function withoutDenied<T>(client: Client, request: WithIncluded): Promise<T> {
  const whole = await settle(async () => await client.call<T>(request([...OPEN_DATA, ...PERSONAL_DATA].join(','))));
  if ('value' in whole) return whole.value.data;
  if (whole.problem.details.cause !== 'permission') throw whole.problem;
  return (await client.call<T>(request(OPEN_DATA.join(',')))).data;
}

/** Amazon has no filter for Prime (amazon.md §5.1). */
const wanted = (orders: readonly AmazonOrder[], prime: PrimeFilter): AmazonOrder[] =>
  prime === 'any' ? [...orders] : orders.filter((order) => isPrime(order) === (prime === 'only'));

async function search(client: Client, query: OrderQuery, since: string, perPage: number, token?: string): Promise<OrderPage> {
  const operation: OperationName = 'searchOrders';
  // A page token counts only with all other parameters unchanged (amazon.md §5.1).
  const answer = await withoutDenied<SearchAnswer | undefined>(client, (includedData) =>
    apiRequest(operation, {
      query: {
        lastUpdatedAfter: since,
        marketplaceIds: listed(query.marketplaceIds),
        fulfilledBy: query.fulfilledBy || undefined,
        fulfillmentStatuses: listed(query.statuses),
        includedData,
        maxResultsPerPage: perPage,
        paginationToken: token,
      },
    }),
  );
  const next = answer?.pagination?.nextToken;
  const told = Date.parse(answer?.lastUpdatedBefore ?? '');
  return {
    orders: wanted(answer?.orders ?? [], query.prime),
    ...(next ? { next: { token: next, since } } : {}),
    ...(Number.isNaN(told) ? {} : { toldUntil: told }),
  };
}

/**
 * One page of orders changed since a time. A token older than 24 hours is refused: the window is begun anew then, which
 * repeats orders and loses none.
 */
export async function readOrderPage(
  client: Client,
  query: OrderQuery,
  from: { since: string; now: number; pageSize: number },
  cursor?: OrderCursor,
): Promise<OrderPage> {
  const perPage = Math.max(1, Math.min(ORDERS_PER_PAGE, from.pageSize));
  const since = cursor?.since ?? boundOf(from.since, from.now);
  const page = await settle(async () => await search(client, query, since, perPage, cursor?.token));
  if ('value' in page) return page.value;
  if (!cursor || page.problem.details.kind !== 'refused') throw page.problem;
  return await search(client, query, since, perPage);
}

/** Orders changed since a time, up to `atMost`. */
export async function readOrders(client: Client, query: OrderQuery, from: { since: string; now: number }, atMost: number): Promise<AmazonOrder[]> {
  const perPage = query.prime === 'any' ? Math.min(ORDERS_PER_PAGE, atMost) : ORDERS_PER_PAGE;
  const since = boundOf(from.since, from.now);
  // Pages emptied by a filter of ours must not end the walk.
  const found: AmazonOrder[] = [];
  let cursor: OrderCursor | undefined;
  do {
    const page = await search(client, query, since, perPage, cursor?.token);
    found.push(...page.orders);
    cursor = page.next;
  } while (cursor && found.length < atMost);
  return distinct(found, ({ orderId }) => orderId ?? '').slice(0, atMost);
}

/** One order by its number. @throws Problem when Amazon does not know it */
export async function readOrder(client: Client, orderId: string): Promise<AmazonOrder> {
  const request = (includedData: string) => apiRequest('getOrder', { values: { orderId }, query: { includedData } });
  const asked = await settle(async () => await withoutDenied<{ order?: AmazonOrder | null } | undefined>(client, request));
  if ('problem' in asked) throw naming(`Order '${orderId}'`, asked.problem);
  if (asked.value?.order) return asked.value.order;
  throw refused(`Amazon has no order '${orderId}'`, 'Check the number and the region of the credential.');
}

const ORDER_ID = /^\d{3}-\d{7}-\d{7}$/;

/** @throws Problem for a text that is no Amazon order number (amazon.md §8.6) */
export function checkOrderId(id: string): string {
  const trimmed = id.trim();
  if (ORDER_ID.test(trimmed)) return trimmed;
  throw refused(`'${trimmed.slice(0, 40)}' is not an Amazon order number`, 'An Amazon order number looks like 306-1234567-7654321.');
}
