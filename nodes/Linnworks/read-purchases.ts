import type { Client } from '../shared/api/client';
import { distinct } from '../shared/api/pagers';
import { refused } from '../shared/api/problem';
import { settle } from '../shared/node/settle';
import { isGuid } from './ids';
import type { LinnworksPurchaseOrder, PurchaseHeader } from './types-purchase';
import { v1Request } from './wire';

export const PURCHASE_STATUSES = ['PENDING', 'OPEN', 'PARTIAL', 'DELIVERED'] as const;

export interface PurchaseQuery {
  /** One search each: Linnworks takes one status (linnworks.md §8). */
  statuses: readonly string[];
  /** Location ids; empty = all. */
  locations: readonly string[];
}

/** Where a walk stands; plain JSON. */
export interface PurchaseCursor {
  status: number;
  page: number;
  size: number;
}

export interface PurchasePage {
  orders: LinnworksPurchaseOrder[];
  next?: PurchaseCursor;
}

/** Rows per search in use (linnworks.md §13). */
export const HEADERS_PER_PAGE = 100;

interface SearchAnswer {
  Result?: PurchaseHeader[] | null;
  TotalPages?: number | null;
}

async function search(client: Client, filter: Record<string, unknown>, page: number, size: number): Promise<SearchAnswer> {
  const request = { Location: [], Supplier: [], SearchType: 'All', SearchValue: '', ...filter, EntriesPerPage: size, PageNumber: page };
  const { data } = await client.call<SearchAnswer | undefined>(v1Request('PurchaseOrder/Search_PurchaseOrders2', request));
  return data ?? {};
}

/** One purchase order with its lines. */
async function readOne(client: Client, pkPurchaseId: string): Promise<LinnworksPurchaseOrder | undefined> {
  const { data } = await client.call<LinnworksPurchaseOrder | undefined>(v1Request('PurchaseOrder/Get_PurchaseOrder', { pkPurchaseId }));
  return data?.PurchaseOrderHeader?.pkPurchaseID ? data : undefined;
}

/** The orders of these headers, one call each; one that was deleted meanwhile is left out. */
async function readAll(client: Client, headers: readonly PurchaseHeader[]): Promise<LinnworksPurchaseOrder[]> {
  const orders: LinnworksPurchaseOrder[] = [];
  for (const { pkPurchaseID } of headers) {
    const read = await settle(async () => await readOne(client, pkPurchaseID ?? ''));
    if ('problem' in read && read.problem.details.kind !== 'refused') throw read.problem;
    if ('value' in read && read.value) orders.push(read.value);
  }
  return orders;
}

export const firstPurchases = (size: number): PurchaseCursor => ({
  status: 0,
  page: 1,
  size: Math.min(HEADERS_PER_PAGE, Math.max(1, Math.floor(size))),
});

/** One page of headers of one status, and each of its orders. */
export async function readPurchasePage(client: Client, query: PurchaseQuery, cursor: PurchaseCursor): Promise<PurchasePage> {
  const { status, page, size } = cursor;
  const { Result, TotalPages } = await search(client, { Status: query.statuses[status], Location: query.locations }, page, size);
  const headers = Result ?? [];
  const hasMore = headers.length > 0 && (TotalPages === undefined || TotalPages === null ? headers.length === size : page < TotalPages);
  const following = status + 1 < query.statuses.length ? { status: status + 1, page: 1, size } : undefined;
  return { orders: await readAll(client, headers), next: hasMore ? { ...cursor, page: page + 1 } : following };
}

/** All orders of the statuses, at most `atMost`; one that changes its status meanwhile comes once. */
export async function readPurchases(client: Client, query: PurchaseQuery, atMost: number): Promise<LinnworksPurchaseOrder[]> {
  let found: LinnworksPurchaseOrder[] = [];
  let cursor: PurchaseCursor | undefined = firstPurchases(Math.min(HEADERS_PER_PAGE, atMost));
  while (cursor && found.length < atMost) {
    const page: PurchasePage = await readPurchasePage(client, query, cursor);
    found = distinct([...page.orders, ...found], ({ PurchaseOrderHeader: header }) => header?.pkPurchaseID ?? '');
    cursor = page.next;
  }
  return found.slice(0, atMost);
}

/**
 * The order of that id or number.
 *
 * @throws Problem when there is none, or several of that number
 */
export async function findPurchase(client: Client, wanted: string): Promise<LinnworksPurchaseOrder> {
  const ids = isGuid(wanted) ? [wanted] : await idsOf(client, wanted);
  if (ids.length > 1) {
    throw refused(`Linnworks has several purchase orders with the number '${wanted}'`, 'Give its ID instead of its number.', {
      code: 'ambiguous',
    });
  }
  const found = ids[0] === undefined ? undefined : await readOne(client, ids[0]);
  if (found) return found;
  throw refused(`Linnworks has no purchase order '${wanted}'`, 'Check the number or ID.', { code: 'not-found' });
}

async function idsOf(client: Client, number: string): Promise<string[]> {
  const { Result } = await search(client, { SearchType: 'Reference', SearchValue: number }, 1, HEADERS_PER_PAGE);
  const same = (Result ?? []).filter(({ ExternalInvoiceNumber }) => (ExternalInvoiceNumber ?? '').toLowerCase() === number.toLowerCase());
  return same.flatMap(({ pkPurchaseID }) => (pkPurchaseID ? [pkPurchaseID] : []));
}

/** Supplier id in lower case -> name: one call. */
export async function readSuppliers(client: Client): Promise<ReadonlyMap<string, string>> {
  const request = v1Request('Inventory/GetSuppliers');
  const { data } = await client.call<Array<{ pkSupplierID?: string | null; SupplierName?: string | null }> | undefined>(request);
  const named = (data ?? []).flatMap(({ pkSupplierID, SupplierName }) =>
    pkSupplierID && SupplierName ? [[pkSupplierID, SupplierName]] : [],
  );
  return new Map(named.map(([id, name]) => [String(id).toLowerCase(), String(name)]));
}
