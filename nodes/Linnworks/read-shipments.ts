import type { Client } from '../shared/api/client';
import { distinct, offsetStep, readByOffset, type OffsetStep, type Page } from '../shared/api/pagers';
import { serverTime } from '../shared/api/verdict';
import { utc } from '../shared/model';
import type { PageRead } from '../shared/node/page-read';
import type { WindowRead } from '../shared/sync/window';
import { rowOfOrder, type Despatched } from './mapping-shipment';
import { isProcessed } from './mapping-standing';
import { readOrdersById } from './stored-orders';
import type { LinnworksOrder } from './types';
import type { ProcessedRow } from './types-processed';
import { v1Request } from './wire';

/** What becomes of an order that was processed without a tracking number. */
export type WithoutTracking = 'include' | 'leaveOut' | 'wait';

export interface ShipmentQuery {
  /** As stored, e.g. KAUFLAND; empty = all. */
  source: string;
  subSource: string;
  withoutTracking: WithoutTracking;
  /** How long an order may wait for its number; afterwards it is handed on without. */
  waitMs: number;
  resends: boolean;
  /** Whether each order is read for its extended properties: one call per 100. */
  references: boolean;
}

/** Where a window stands; plain JSON. */
export interface ShipmentCursor {
  /** Upper bound of every page, so that orders processed meanwhile belong to the next window. */
  to: string;
  size: number;
  offset: number;
  total?: number;
  /** Processed time of the last row read. */
  last?: string;
}

interface Search {
  from?: string;
  to: string;
  direction: 'ASC' | 'DESC';
}

/** Sizes SearchProcessedOrders takes (linnworks.md §4.3, field). */
const FEWEST_ROWS = 20;
const MOST_ROWS = 500;
const ROWS = 200;

const pageSize = (wanted: number): number => Math.min(MOST_ROWS, Math.max(FEWEST_ROWS, Math.floor(wanted)));

interface ProcessedAnswer {
  ProcessedOrders?: { TotalEntries?: number | null; Data?: ProcessedRow[] | null } | null;
}

interface ProcessedPage extends Page<ProcessedRow> {
  serverNow?: number;
}

/** The page of the list that holds row `offset`. */
async function readRows(client: Client, query: ShipmentQuery, search: Search, offset: number, size: number): Promise<ProcessedPage> {
  const request = {
    SearchTerm: '',
    SearchFilters: query.source === '' ? [] : [{ SearchField: 'Source', SearchTerm: query.source }],
    DateField: 'processed',
    ...(search.from === undefined ? {} : { FromDate: search.from }),
    ToDate: search.to,
    PageNumber: Math.floor(offset / size) + 1,
    ResultsPerPage: size,
    SearchSorting: { SortField: 'dProcessedOn', SortDirection: search.direction },
  };
  const answer = await client.call<ProcessedAnswer | undefined>(v1Request('ProcessedOrders/SearchProcessedOrders', { request }));
  const rows = answer.data?.ProcessedOrders?.Data ?? [];
  // A full page without a total may be followed by another one.
  const total = answer.data?.ProcessedOrders?.TotalEntries ?? offset + rows.length + (rows.length === size ? 1 : 0);
  return { rows, total, serverNow: serverTime(answer.headers) };
}

const idOf = ({ pkOrderID }: ProcessedRow): string => pkOrderID ?? '';

const same = (a: string, b: string | null | undefined): boolean => a.trim().toLowerCase() === (b ?? '').trim().toLowerCase();

/** Compared here too, so that a filter Linnworks passes over does not bring other channels' orders. */
function isWanted(row: ProcessedRow, { source, subSource, resends }: ShipmentQuery): boolean {
  if (row.HoldOrCancel === true || (row.IsResend === true && !resends)) return false;
  return (source === '' || same(source, row.Source)) && (subSource === '' || same(subSource, row.SubSource));
}

const hasNumber = ({ PostalTrackingNumber }: ProcessedRow): boolean => (PostalTrackingNumber ?? '').trim() !== '';

/** All rows of one processed time: Linnworks may order equal times anew for each page. */
async function readTies(client: Client, query: ShipmentQuery, at: string, size: number): Promise<ProcessedRow[]> {
  const from = utc(at);
  const search: Search = { from, to: utc(Date.parse(from) + 1), direction: 'ASC' };
  return await readByOffset(async (offset) => await readRows(client, query, search, offset, size), idOf);
}

async function readListPage(client: Client, query: ShipmentQuery, from: string, cursor: ShipmentCursor) {
  const { to, size } = cursor;
  const offset = Math.floor(cursor.offset / size) * size;
  const page = await readRows(client, query, { from, to, direction: 'ASC' }, offset, size);
  const cutApart = cursor.last !== undefined && page.rows[0]?.dProcessedOn === cursor.last;
  const ties = cutApart ? await readTies(client, query, cursor.last ?? '', size) : [];
  const step = offsetStep({ offset, total: cursor.total }, page);
  const last = page.rows[page.rows.length - 1]?.dProcessedOn ?? undefined;
  const next: ShipmentCursor | undefined = step.next && { to, size, ...step.next, ...(last === undefined ? {} : { last }) };
  return { rows: distinct([...ties, ...page.rows], idOf), next, serverNow: page.serverNow };
}

/** Hands on what has a number or waits no longer; the rest waits where that was asked for. */
function settle(rows: readonly ProcessedRow[], query: ShipmentQuery, now: number): { ready: ProcessedRow[]; waiting: string[] } {
  const ready: ProcessedRow[] = [];
  const waiting: string[] = [];
  for (const row of rows) {
    const since = Date.parse(row.dProcessedOn ?? '');
    const waits = query.withoutTracking === 'wait' && now - since < query.waitMs;
    if (hasNumber(row) || (query.withoutTracking !== 'leaveOut' && !waits)) ready.push(row);
    else if (waits) waiting.push(idOf(row));
  }
  return { ready, waiting };
}

async function withOrders(client: Client, rows: readonly ProcessedRow[], known: readonly LinnworksOrder[]): Promise<Despatched[]> {
  const there = new Map(known.map((order) => [order.OrderId, order]));
  const missing = rows.map(idOf).filter((id) => id !== '' && !there.has(id));
  for (const order of await readOrdersById(client, missing)) there.set(order.OrderId, order);
  return rows.map((row) => ({ row, order: there.get(idOf(row)) }));
}

/**
 * One page of the orders processed since `page.from`, oldest first: one call, one more for each 100 of them where
 * references are asked for, and one where orders of one processed time are cut apart by the page.
 *
 * The upper bound stays that of the first page, so that orders processed meanwhile cannot move the list; when rows
 * leave it the walk steps back. Orders that wait for a number are looked at again at the start of each window.
 */
export async function readShipmentWindow(
  client: Client,
  query: ShipmentQuery,
  page: PageRead<ShipmentCursor>,
  now: number,
): Promise<WindowRead<Despatched, ShipmentCursor>> {
  const cursor = page.cursor ?? { to: utc(now), size: pageSize(page.pageSize), offset: 0 };
  const list = await readListPage(client, query, page.from, cursor);
  const again = page.cursor ? [] : (await readOrdersById(client, page.waiting)).filter(isProcessed);
  const rows = distinct([...list.rows, ...again.map(rowOfOrder)], idOf).filter((row) => isWanted(row, query));
  const { ready, waiting } = settle(rows, query, now);
  const despatched = query.references ? await withOrders(client, ready, again) : ready.map((row) => ({ row }));
  const kept = page.cursor ? page.waiting : [];
  const handedOn = new Set(ready.map(idOf));
  return {
    rows: despatched,
    ...(list.next ? { next: list.next } : {}),
    serverNow: list.serverNow,
    waiting: [...new Set([...kept, ...waiting])].filter((id) => !handedOn.has(id)),
  };
}

/** Processed orders without a window, newest first, at most `atMost`; those that would wait are left out. */
export async function readShipments(
  client: Client,
  query: ShipmentQuery,
  from: string | undefined,
  atMost: number,
  now: number,
): Promise<Despatched[]> {
  const search: Search = { from, to: utc(now), direction: 'DESC' };
  const size = pageSize(Math.min(ROWS, atMost));
  const found = new Map<string, ProcessedRow>();
  let cursor: { offset: number; total?: number } | undefined = { offset: 0 };
  while (cursor && found.size < atMost) {
    const offset: number = Math.floor(cursor.offset / size) * size;
    const step: OffsetStep<ProcessedRow> = offsetStep({ ...cursor, offset }, await readRows(client, query, search, offset, size));
    const { ready } = settle(
      step.rows.filter((row) => isWanted(row, query)),
      query,
      now,
    );
    for (const row of ready) if (!found.has(idOf(row))) found.set(idOf(row), row);
    cursor = step.next;
  }
  const rows = [...found.values()].slice(0, atMost);
  return query.references ? await withOrders(client, rows, []) : rows.map((row) => ({ row }));
}
