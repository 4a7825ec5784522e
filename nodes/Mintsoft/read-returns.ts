import type { Client } from '../shared/api/client';
import { distinct } from '../shared/api/pagers';
import { utc } from '../shared/model';
import type { PageRead } from '../shared/node/page-read';
import type { WindowRead } from '../shared/sync/window';
import { readOrder } from './find-orders';
import { ofClient } from './pages';
import { dayBefore, nextDay, tenantDay } from './times';
import type { MintsoftOrder, MintsoftReturn } from './types';
import { readList, readOne, readRequest } from './wire';

/** Where a window stands: the day that is read next; plain JSON. */
export interface ReturnCursor {
  day: string;
  last: string;
}

export interface ReturnQuery {
  clientId?: number;
  zone: string;
  /** Leaves out what the warehouse has not confirmed, and looks at it again. */
  onlyConfirmed: boolean;
  /** Reads each return's order, which alone knows its external reference: one call an order. */
  loadOrders: boolean;
}

export interface ReturnRow {
  row: MintsoftReturn;
  order?: MintsoftOrder;
}

const idOf = ({ ID }: MintsoftReturn): string => String(ID ?? '');

async function readDay(client: Client, { clientId }: ReturnQuery, day: string): Promise<{ rows: MintsoftReturn[]; serverNow?: number }> {
  const request = readRequest('Return/SearchByDate', 'Return/SearchByDate', { Date: day });
  const { rows, serverNow } = await readList<MintsoftReturn>(client, request);
  return { rows: ofClient(rows, clientId), serverNow };
}

export async function readReturn(client: Client, id: string): Promise<MintsoftReturn | undefined> {
  return await readOne<MintsoftReturn>(client, readRequest('Return', `Return/${encodeURIComponent(id)}`));
}

/** A search can leave the items out; they have a list of their own. */
export async function returnWithItems(client: Client, row: MintsoftReturn): Promise<MintsoftReturn> {
  if (Array.isArray(row.ReturnItems)) return row;
  const items = await readOne<MintsoftReturn['ReturnItems']>(client, readRequest('Return/Items', `Return/${row.ID}/Items`));
  return { ...row, ReturnItems: items ?? [] };
}

async function withOrders(client: Client, rows: readonly MintsoftReturn[], { loadOrders }: ReturnQuery): Promise<ReturnRow[]> {
  const orders = new Map<number, MintsoftOrder | undefined>();
  const found: ReturnRow[] = [];
  for (const row of rows) {
    const { OrderId } = row;
    if (loadOrders && OrderId && !orders.has(OrderId)) orders.set(OrderId, await readOrder(client, OrderId));
    const order = OrderId ? orders.get(OrderId) : undefined;
    found.push({ row: await returnWithItems(client, row), ...(order ? { order } : {}) });
  }
  return found;
}

async function readAgain(client: Client, ids: readonly string[]): Promise<MintsoftReturn[]> {
  const rows: MintsoftReturn[] = [];
  for (const id of ids) {
    const row = await readReturn(client, id);
    if (row) rows.push(row);
  }
  return rows;
}

/**
 * One day of returns: one call. Which date it means, of creation or of confirmation, is not documented
 * (mintsoft.md §8.2): each window begins a day early, and what is not confirmed yet is read again by its id until it is.
 */
export async function readReturnWindow(
  client: Client,
  query: ReturnQuery,
  page: PageRead<ReturnCursor>,
  now: number,
): Promise<WindowRead<ReturnRow, ReturnCursor>> {
  const cursor = page.cursor ?? { day: dayBefore(tenantDay(page.from, query.zone)), last: tenantDay(utc(now), query.zone) };
  const { rows, serverNow } = await readDay(client, query, cursor.day);
  const again = page.cursor ? [] : await readAgain(client, page.waiting);
  const seen = distinct([...again, ...rows], idOf);
  const open = query.onlyConfirmed ? seen.filter(({ Confirmed }) => Confirmed !== true) : [];
  const ready = seen.filter((row) => !open.includes(row));
  const settled = new Set(seen.map(idOf));
  const kept = page.cursor ? page.waiting.filter((id) => !settled.has(id)) : [];
  return {
    rows: await withOrders(client, ready, query),
    ...(cursor.day < cursor.last ? { next: { day: nextDay(cursor.day), last: cursor.last } } : {}),
    serverNow,
    waiting: [...new Set([...kept, ...open.map(idOf)])],
  };
}

/** Returns since `from`, newest day first, at most `atMost`. */
export async function readReturns(client: Client, query: ReturnQuery, from: string, atMost: number, now: number): Promise<ReturnRow[]> {
  const first = tenantDay(from, query.zone);
  let found: MintsoftReturn[] = [];
  for (let day = tenantDay(utc(now), query.zone); day >= first && found.length < atMost; day = dayBefore(day)) {
    const { rows } = await readDay(client, query, day);
    found = distinct([...found, ...rows.filter(({ Confirmed }) => !query.onlyConfirmed || Confirmed === true)], idOf);
  }
  return await withOrders(client, found.slice(0, atMost), query);
}

/** Returns of some days, whatever they stand at: what an import compares with. */
export async function returnsOfDays(client: Client, clientId: number | undefined, days: readonly string[]): Promise<MintsoftReturn[]> {
  const found: MintsoftReturn[] = [];
  const query = { clientId, zone: '', onlyConfirmed: false, loadOrders: false };
  for (const day of days) found.push(...(await readDay(client, query, day)).rows);
  return distinct(found, idOf);
}
