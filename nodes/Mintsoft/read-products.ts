import type { Client } from '../shared/api/client';
import type { WindowRead } from '../shared/sync/window';
import { ofClient, readListPage, walkList, type ListCall, type PageCursor } from './pages';
import { tenantTime } from './times';
import type { MintsoftProduct } from './types';

export const PRODUCTS_PER_PAGE = 100;

export interface ProductQuery {
  clientId?: number;
  zone: string;
}

const callOf = ({ clientId, zone }: ProductQuery, from: string | undefined): ListCall => ({
  operation: 'Product/List',
  path: 'Product/List',
  cap: PRODUCTS_PER_PAGE,
  query: { ClientId: clientId, SinceLastUpdated: from === undefined ? undefined : tenantTime(from, zone) },
});

/** One page of the products changed since `from`: one call. */
export async function readProductPage(
  client: Client,
  query: ProductQuery,
  from: string,
  cursor: PageCursor,
): Promise<WindowRead<MintsoftProduct, PageCursor>> {
  const page = await readListPage<MintsoftProduct>(client, callOf(query, from), cursor);
  return { ...page, rows: ofClient(page.rows, query.clientId) };
}

export async function readProducts(client: Client, query: ProductQuery, from: string | undefined, atMost: number): Promise<MintsoftProduct[]> {
  const enough = (found: MintsoftProduct[]) => ofClient(found, query.clientId).length >= atMost;
  const rows = await walkList<MintsoftProduct>(client, callOf(query, from), ({ ID }) => String(ID), enough);
  return ofClient(rows, query.clientId).slice(0, atMost);
}
