import type { Client } from '../shared/api/client';
import { distinct } from '../shared/api/pagers';
import type { WindowRead } from '../shared/sync/window';
import { stockKey, summed } from './mapping-stock';
import { ofClient, ofWarehouse, readListPage, walkList, type ListCall, type PageCursor } from './pages';
import { tenantTime } from './times';
import type { MintsoftStock } from './types';

export const STOCK_PER_PAGE = 500;

export interface StockQuery {
  clientId?: number;
  warehouseId?: number;
  zone: string;
}

function callOf({ clientId, warehouseId, zone }: StockQuery, more: { from?: string; sku?: string }): ListCall {
  return {
    operation: 'Product/Inventory/Bulk',
    path: 'Product/Inventory/Bulk',
    cap: STOCK_PER_PAGE,
    query: {
      ClientId: clientId,
      WarehouseId: warehouseId,
      LastUpdatedSince: more.from === undefined ? undefined : tenantTime(more.from, zone),
      SKU: more.sku,
    },
  };
}

const wanted = (rows: readonly MintsoftStock[], { clientId, warehouseId }: StockQuery): MintsoftStock[] =>
  ofWarehouse(ofClient(rows, clientId), warehouseId);

const rowKey = (row: MintsoftStock): string => JSON.stringify([stockKey(row), row.LocationId ?? 0]);

function groups(rows: readonly MintsoftStock[]): MintsoftStock[][] {
  const byKey = new Map<string, MintsoftStock[]>();
  for (const row of distinct(rows, rowKey)) byKey.set(stockKey(row), [...(byKey.get(stockKey(row)) ?? []), row]);
  return [...byKey.values()];
}

const isPartial = (group: readonly MintsoftStock[]): boolean => group.some(({ LocationId }) => Boolean(LocationId));

/** All rows of one SKU: a page, or a list of changes, can hold some of its locations only. */
async function whole(client: Client, query: StockQuery, [first]: readonly MintsoftStock[]): Promise<MintsoftStock> {
  const call = callOf(query, { sku: first?.SKU ?? '' });
  const rows = await walkList<MintsoftStock>(client, call, rowKey, () => false);
  const own = wanted(rows, query).filter((row) => stockKey(row) === stockKey(first as MintsoftStock));
  return summed(own.length > 0 ? own : [first as MintsoftStock]);
}

/**
 * One page of stock, all of it or what changed since `from`: one call, and one more for each product that is told by
 * location (mintsoft.md §7.2).
 */
export async function readStockPage(
  client: Client,
  query: StockQuery,
  from: string | undefined,
  cursor: PageCursor,
): Promise<WindowRead<MintsoftStock, PageCursor>> {
  const page = await readListPage<MintsoftStock>(client, callOf(query, { from }), cursor);
  const rows: MintsoftStock[] = [];
  for (const group of groups(wanted(page.rows, query))) rows.push(isPartial(group) ? await whole(client, query, group) : summed(group));
  return { ...page, rows };
}

/** Stock without a window, summed over locations. */
export async function readStock(client: Client, query: StockQuery, from: string | undefined, atMost: number): Promise<MintsoftStock[]> {
  const call = callOf(query, { from });
  let found: MintsoftStock[] = [];
  let cursor: PageCursor | undefined = { pageNo: 1, size: STOCK_PER_PAGE };
  while (cursor && groups(wanted(found, query)).length < atMost) {
    const page: WindowRead<MintsoftStock, PageCursor> = await readListPage(client, call, cursor);
    found = [...found, ...page.rows];
    cursor = page.next;
  }
  const rows: MintsoftStock[] = [];
  // A list cut short, or one of changes, may lack rows of a product that is told by location.
  const mayLack = cursor !== undefined || from !== undefined;
  for (const group of groups(wanted(found, query)).slice(0, atMost)) {
    rows.push(mayLack && isPartial(group) ? await whole(client, query, group) : summed(group));
  }
  return rows;
}
