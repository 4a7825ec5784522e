import type { Client } from '../shared/api/client';
import type { Problem } from '../shared/api/problem';
import { serverTime } from '../shared/api/verdict';
import { settle, type Settled } from '../shared/node/settle';
import { v2OrdersRequest } from './api';
import type { LinnworksOrder } from './types';
import { v1Request } from './wire';

export interface OrderQuery {
  /** Lower bound of the last update, ISO; v1 has no such filter and gives all open orders. */
  from?: string;
  onlyPaid: boolean;
  includeProcessed: boolean;
  /** Location ids, read one after the other. */
  locations: readonly string[];
  pageSize: number;
}

/** Where a read stands; plain JSON. */
export interface OrderCursor {
  location: string;
  /** Token of the next v2 page, and the page size it was begun with. */
  token?: string;
  size?: number;
  /** v1 page, where the account has no v2 service. */
  v1Page?: number;
}

export interface OrderPage {
  orders: LinnworksOrder[];
  next?: OrderCursor;
  /** The vendor's clock at the first answer, epoch ms. */
  serverNow?: number;
}

interface V2Answer {
  OpenOrders?: LinnworksOrder[] | null;
  ProcessedOrders?: LinnworksOrder[] | null;
  NextSearchToken?: string | null;
}

interface V1Answer {
  Data?: LinnworksOrder[] | null;
  TotalPages?: number | null;
}

/** The v2 service says 401, 403 or 404 to accounts that do not have it (linnworks.md §4.1). */
const isWithoutV2 = ({ details }: Problem): boolean => ['401', '403', '404'].includes(details.status ?? '');

interface V2Step {
  orders: LinnworksOrder[];
  size: number;
  token?: string;
  serverNow?: number;
}

/** The largest page is not published; one of this size is asked for where a larger one is refused. */
const CAREFUL_PAGE = 25;

async function readV2(client: Client, query: OrderQuery, location: string, size: number, token?: string): Promise<V2Step> {
  const request = v2OrdersRequest({
    fromDate: query.from,
    entriesPerPage: size,
    onlyPaid: query.onlyPaid,
    includeProcessed: query.includeProcessed,
    locationId: location,
    searchToken: token,
  });
  const { data, headers } = await client.call<V2Answer>(request);
  const processed = (data.ProcessedOrders ?? []).map((order) => ({ ...order, Processed: true }));
  const orders = [...(data.OpenOrders ?? []), ...processed];
  // An empty page ends the walk even where a token is handed out again.
  return { orders, size, token: orders.length > 0 ? (data.NextSearchToken ?? undefined) : undefined, serverNow: serverTime(headers) };
}

async function firstV2(client: Client, query: OrderQuery, location: string): Promise<Settled<V2Step>> {
  const first = await settle(async () => await readV2(client, query, location, query.pageSize));
  const tooLarge = 'problem' in first && first.problem.details.kind === 'refused' && query.pageSize > CAREFUL_PAGE;
  return tooLarge ? await settle(async () => await readV2(client, query, location, CAREFUL_PAGE)) : first;
}

/** The rest of a location in one go: how long a search token lives is not published, and a dead one cannot be resumed. */
async function allV2(client: Client, query: OrderQuery, location: string): Promise<Settled<V2Step>> {
  const first = await firstV2(client, query, location);
  if ('problem' in first) return first;
  const { orders, size, serverNow } = first.value;
  let { token } = first.value;
  while (token !== undefined) {
    const next = await readV2(client, query, location, size, token);
    orders.push(...next.orders);
    token = next.token;
  }
  return { value: { orders, size, serverNow } };
}

async function stepV2(client: Client, query: OrderQuery, { location, token, size }: OrderCursor): Promise<Settled<V2Step>> {
  if (token === undefined) return await firstV2(client, query, location);
  const next = await settle(async () => await readV2(client, query, location, size ?? query.pageSize, token));
  if ('problem' in next && next.problem.details.kind === 'refused') return await allV2(client, query, location);
  return next;
}

/** GetOpenOrders counts its pages; 200 rows each are in use (linnworks.md §13). */
const V1_PAGE = 200;
const NO_FILTERS = { ListFields: [], BooleanFields: [], DateFields: [], TextFields: [], NumericFields: [] };

async function stepV1(client: Client, { location, v1Page = 1 }: OrderCursor): Promise<{ orders: LinnworksOrder[]; v1Page?: number }> {
  const request = v1Request('Orders/GetOpenOrders', {
    entriesPerPage: V1_PAGE,
    pageNumber: v1Page,
    filters: NO_FILTERS,
    sorting: [],
    fulfilmentCenter: location,
    additionalFilter: '',
  });
  const { data } = await client.call<V1Answer | undefined>(request);
  const orders = data?.Data ?? [];
  return { orders, v1Page: orders.length > 0 && v1Page < (data?.TotalPages ?? 1) ? v1Page + 1 : undefined };
}

function after(query: OrderQuery, location: string, more: Partial<OrderCursor> | undefined, viaV1: boolean): OrderCursor | undefined {
  if (more) return { location, ...more };
  const following = query.locations[query.locations.indexOf(location) + 1];
  return following === undefined ? undefined : { location: following, ...(viaV1 ? { v1Page: 1 } : {}) };
}

/** The next page of one location; a location without rows gives an empty page and the cursor of the next one. */
async function readStep(client: Client, query: OrderQuery, cursor: OrderCursor): Promise<OrderPage> {
  if (cursor.v1Page === undefined) {
    const step = await stepV2(client, query, cursor);
    if ('value' in step) {
      const { orders, token, size, serverNow } = step.value;
      return { orders, serverNow, next: after(query, cursor.location, token === undefined ? undefined : { token, size }, false) };
    }
    // Without v2 there are no processed orders to be had, and a reader that asked for them must not believe there are none.
    if (!isWithoutV2(step.problem) || query.includeProcessed) throw step.problem;
  }
  const { orders, v1Page } = await stepV1(client, cursor);
  return { orders: wantedOf(orders, query), next: after(query, cursor.location, v1Page === undefined ? undefined : { v1Page }, true) };
}

/** v1 does not filter: what its filter fields mean is not documented (linnworks.md §4.2). */
function wantedOf(orders: readonly LinnworksOrder[], query: OrderQuery): LinnworksOrder[] {
  return orders.filter((order) => !query.onlyPaid || order.GeneralInfo?.Status === 1);
}

/**
 * The next page that has rows, or the end. All locations are asked one after the other: whether v2 answers for all
 * of them when none is named is not documented, and one account lost nine orders in ten by believing so (linnworks.md §3).
 */
export async function readOrderPage(client: Client, query: OrderQuery, cursor?: OrderCursor): Promise<OrderPage> {
  const [first] = query.locations;
  let at: OrderCursor | undefined = cursor ?? (first === undefined ? undefined : { location: first });
  let serverNow: number | undefined;
  while (at) {
    const page: OrderPage = await readStep(client, query, at);
    serverNow ??= page.serverNow;
    if (page.orders.length > 0 || !page.next) return { ...page, serverNow };
    at = page.next;
  }
  return { orders: [], serverNow };
}
