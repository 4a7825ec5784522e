import type { Client, Vendor } from '../shared/api/client';
import type { Page } from '../shared/api/pagers';
import { isProblem } from '../shared/api/problem';
import { encodeComponent, type ApiRequest, type Query } from '../shared/api/request';
import { serverTime } from '../shared/api/verdict';
import { judge } from './judge';
import type {
  KauflandCarrier,
  KauflandHeader,
  KauflandOffer,
  KauflandOrder,
  KauflandReturn,
  KauflandReturnUnit,
  KauflandSubscription,
  KauflandUnitRow,
} from './types';

/** Largest page of order units and orders (kaufland.md §3). */
export const MOST_ROWS = 100;

/**
 * 111 calls a second are allowed per seller over all operations; connectors in the field pace themselves well below,
 * since other software of the seller draws on the same quota (kaufland.md §3 "Rate limit").
 */
const CALLS_PER_SECOND = 50;

export const kaufland: Vendor = {
  name: 'Kaufland',
  credential: 'channelSyncKauflandApi',
  secrets: ['secretKey', 'partnerSecretKey'],
  quota: () => ({ limit: CALLS_PER_SECOND, windowMs: 1000 }),
  quotaPerOperation: false,
  judge,
};

function read(operation: string, path: string, query?: Query): ApiRequest {
  return { operation, method: 'GET', path, query, safety: 'read' };
}

/** A page of a list and the vendor's clock when it answered (epoch ms). */
export interface DatedPage<Row> extends Page<Row> {
  serverNow?: number;
}

interface ListAnswer<Row> {
  data: Row[];
  pagination?: { total?: number };
}

async function readList<Row>(client: Client, operation: string, query: Query): Promise<DatedPage<Row>> {
  const { data: answer, headers } = await client.call<ListAnswer<Row>>(read(operation, `/${operation}`, query));
  const rows = answer.data;
  const readTo = Number(query.offset ?? 0) + rows.length;
  // The definition does not promise `pagination`: without it a full page is taken to have a successor.
  const total = answer.pagination?.total ?? readTo + (rows.length === query.limit ? 1 : 0);
  return { rows, total, serverNow: serverTime(headers) };
}

/** One record; undefined when there is no such record. */
async function readOne<Record>(client: Client, request: ApiRequest): Promise<Record | undefined> {
  let failure: unknown;
  try {
    return (await client.call<{ data: Record }>(request)).data.data;
  } catch (error) {
    failure = error;
  }
  if (isProblem(failure) && failure.details.code === 'not-found') return undefined;
  throw failure;
}

/** Where orders are read from; a test can put a list of its own in its place. */
export interface OrderSource {
  /** `GET /order-units`: newest change first. */
  units(query: Query): Promise<DatedPage<KauflandUnitRow>>;
  /** `GET /orders`: no documented order of rows. */
  headers(query: Query): Promise<DatedPage<KauflandHeader>>;
  /** `GET /orders/{id_order}` with its pick-up point; undefined when there is no such order. */
  order(id: string): Promise<KauflandOrder | undefined>;
}

export function orderSource(client: Client): OrderSource {
  return {
    units: async (query) => await readList(client, 'order-units', query),
    headers: async (query) => await readList(client, 'orders', query),
    async order(id) {
      // The pick-up point costs nothing once the order is read (kaufland.md §4.2).
      return await readOne<KauflandOrder>(client, read('orders/{id_order}', `/orders/${encodeComponent(id)}`, { embedded: 'delivery' }));
    },
  };
}

/** A page of `GET /units`, the offers of one storefront. */
export async function readUnitPage(client: Client, query: Query): Promise<Page<KauflandOffer>> {
  return await readList(client, 'units', query);
}

/** A page of `GET /subscriptions`. */
export async function readSubscriptionPage(client: Client, query: Query): Promise<Page<KauflandSubscription>> {
  return await readList(client, 'subscriptions', query);
}

/** Storefronts of the account in lower case, whatever their status. */
export async function readStorefronts(client: Client): Promise<string[]> {
  const { data } = await client.call<{ data: string[] }>(read('info/storefront', '/info/storefront'));
  return data.data.map((storefront) => storefront.toLowerCase());
}

/** Carriers in Kaufland's exact spelling (kaufland.md §4.3). */
export async function readCarriers(client: Client): Promise<KauflandCarrier[]> {
  const { data } = await client.call<{ data: { carriers: KauflandCarrier[] } }>(read('carriers', '/carriers'));
  return data.data.carriers;
}

/** Where returns are read from. */
export interface ReturnSource {
  /** `GET /returns`: without their pieces. */
  returns(query: Query): Promise<DatedPage<KauflandReturn>>;
  /** `GET /return-units`: pieces without their articles; no filter on changes (kaufland.md §5). */
  units(query: Query): Promise<DatedPage<KauflandReturnUnit>>;
  /** `GET /returns/{id_return}` with its pieces. */
  one(id: string): Promise<KauflandReturn | undefined>;
  /** `GET /return-units/{id_return_unit}` with its order unit, which tells the article and the order. */
  unit(id: string): Promise<KauflandReturnUnit | undefined>;
}

export function returnSource(client: Client): ReturnSource {
  return {
    returns: async (query) => await readList(client, 'returns', query),
    units: async (query) => await readList(client, 'return-units', query),
    one: async (id) => await readOne(client, read('returns/{id_return}', `/returns/${encodeComponent(id)}`, { embedded: 'return_units' })),
    unit: async (id) =>
      await readOne(client, read('return-units/{id_return_unit}', `/return-units/${encodeComponent(id)}`, { embedded: 'order_unit' })),
  };
}

/** One piece of an order with its present status; undefined when there is none. */
export async function readOrderUnit(client: Client, id: string): Promise<KauflandUnitRow | undefined> {
  return await readOne(client, read('order-units/{id_order_unit}', `/order-units/${encodeComponent(id)}`));
}

/** One offer; undefined when there is none. */
export async function readOffer(client: Client, id: string, storefront: string): Promise<KauflandOffer | undefined> {
  return await readOne(client, read('units/{id_unit}', `/units/${encodeComponent(id)}`, { storefront }));
}
