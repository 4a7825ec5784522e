import type { Client, Vendor } from '../shared/api/client';
import type { Page } from '../shared/api/pagers';
import { isProblem } from '../shared/api/problem';
import { encodeComponent, type ApiRequest, type Query } from '../shared/api/request';
import { serverTime } from '../shared/api/verdict';
import { judge } from './judge';
import type { KauflandCarrier, KauflandHeader, KauflandOrder, KauflandUnitRow } from './types';

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
      const request = read('orders/{id_order}', `/orders/${encodeComponent(id)}`, { embedded: 'delivery' });
      let failure: unknown;
      try {
        return (await client.call<{ data: KauflandOrder }>(request)).data.data;
      } catch (error) {
        failure = error;
      }
      if (isProblem(failure) && failure.details.code === 'not-found') return undefined;
      throw failure;
    },
  };
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
