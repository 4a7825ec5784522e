import type { Client } from '../shared/api/client';
import type { WindowRead } from '../shared/sync/window';
import { ofClient, ofWarehouse, readListPage, walkList, type ListCall, type PageCursor } from './pages';
import { tenantTime } from './times';
import type { MintsoftOrder } from './types';

export const ORDERS_PER_PAGE = 100;

export interface OrderQuery {
  clientId?: number;
  warehouseId?: number;
  channelId?: number;
  statusId?: number;
  zone: string;
}

function callOf(query: OrderQuery, from: string | undefined): ListCall {
  const { clientId, warehouseId, channelId, zone } = query;
  return {
    operation: 'Order/List',
    path: 'Order/List',
    cap: ORDERS_PER_PAGE,
    query: {
      ClientId: clientId,
      WarehouseId: warehouseId,
      ChannelId: channelId,
      // The status is no filter of a walk: orders that leave it meanwhile would pull others past the page.
      SinceLastUpdated: from === undefined ? undefined : tenantTime(from, zone),
      IncludeOrderItems: true,
      SortOldestFirst: true,
    },
  };
}

function wanted(rows: readonly MintsoftOrder[], { clientId, warehouseId, channelId, statusId }: OrderQuery): MintsoftOrder[] {
  return ofWarehouse(ofClient(rows, clientId), warehouseId).filter(
    ({ ChannelId, OrderStatusId }) =>
      (channelId === undefined || ChannelId === channelId) && (statusId === undefined || OrderStatusId === statusId),
  );
}

/** One page of the orders changed since `from`: one call. */
export async function readOrderPage(
  client: Client,
  query: OrderQuery,
  from: string,
  cursor: PageCursor,
): Promise<WindowRead<MintsoftOrder, PageCursor>> {
  const page = await readListPage<MintsoftOrder>(client, callOf(query, from), cursor);
  return { ...page, rows: wanted(page.rows, query) };
}

export async function readOrders(client: Client, query: OrderQuery, from: string | undefined, atMost: number): Promise<MintsoftOrder[]> {
  const rows = await walkList<MintsoftOrder>(client, callOf(query, from), ({ ID }) => String(ID), (found) => wanted(found, query).length >= atMost);
  return wanted(rows, query).slice(0, atMost);
}
