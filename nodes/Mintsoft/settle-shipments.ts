import type { Client } from '../shared/api/client';
import { distinct } from '../shared/api/pagers';
import { refused } from '../shared/api/problem';
import { vendorTime } from '../shared/model';
import { withStatus } from './find-orders';
import { numberOf } from './mapping';
import type { Despatched } from './mapping-shipment';
import { isCancelled, isShipped, readStatusNames, type StatusNames } from './status';
import type { MintsoftOrder, MintsoftParcel } from './types';
import { readList, readOne, readRequest } from './wire';

export type WithoutTracking = 'include' | 'leaveOut' | 'wait';

export interface ShipmentQuery {
  clientId?: number;
  warehouseId?: number;
  channelId?: number;
  /** Only orders whose number begins with it. */
  prefix: string;
  /** Leaves out orders without an external reference, which no import created. */
  onlyReferenced: boolean;
  withoutTracking: WithoutTracking;
  waitMs: number;
  /** A split order as one shipment once all its parts are on their way, or each part by itself. */
  splitOrders: 'wait' | 'each';
  /** Asks for the parcels of orders with more than one: one call each. */
  loadParcels: boolean;
  zone: string;
}

/** What one order came to: a despatch, or ids to look at again. */
type Found = { despatched: Despatched } | { problem: MintsoftOrder } | { waits: number } | undefined;

export type ShipmentRow = { despatched: Despatched } | { unreadable: MintsoftOrder };

/** Rows a search gives at most (mintsoft.md §5.2). */
const MOST_PARTS = 10;

export const idOf = ({ ID }: MintsoftOrder): string => String(ID ?? '');

export interface Reader {
  client: Client;
  query: ShipmentQuery;
  now: number;
  statuses(): Promise<StatusNames>;
  /** Parts of an order by its number, read once a page. */
  parts: Map<string, Promise<MintsoftOrder[]>>;
}

export function readerOf(client: Client, query: ShipmentQuery, now: number): Reader {
  let names: Promise<StatusNames> | undefined;
  return { client, query, now, parts: new Map(), statuses: async () => await (names ??= readStatusNames(client)) };
}

const partKey = ({ ClientId, OrderNumber }: MintsoftOrder): string => JSON.stringify([ClientId, OrderNumber]);

async function searchParts({ client }: Reader, order: MintsoftOrder): Promise<MintsoftOrder[]> {
  const request = readRequest('Order/Search', 'Order/Search', { OrderNumber: order.OrderNumber ?? '', exactMatch: true });
  const { rows } = await readList<MintsoftOrder>(client, request);
  const same = rows.filter((row) => partKey(row) === partKey(order));
  // Rows of a search can lack status and courier (mintsoft.md §5.2).
  const whole = await withStatus(client, distinct([order, ...same], idOf));
  return whole.sort((a, b) => (a.Part ?? 1) - (b.Part ?? 1) || (a.ID ?? 0) - (b.ID ?? 0));
}

async function partsOf(reader: Reader, order: MintsoftOrder): Promise<MintsoftOrder[]> {
  const key = partKey(order);
  const known = reader.parts.get(key) ?? searchParts(reader, order);
  reader.parts.set(key, known);
  return await known;
}

/** Parts still to come: neither on their way nor cancelled. */
async function openParts(reader: Reader, parts: readonly MintsoftOrder[]): Promise<number> {
  const unsent = parts.filter((part) => !isShipped(part));
  if (unsent.length === 0) return 0;
  const names = await reader.statuses();
  return unsent.filter((part) => !isCancelled(part, names)).length;
}

async function parcelsOf({ client, query }: Reader, parts: readonly MintsoftOrder[]): Promise<Map<number, MintsoftParcel[]>> {
  const parcels = new Map<number, MintsoftParcel[]>();
  if (!query.loadParcels) return parcels;
  for (const { ID, NumberOfParcels } of parts) {
    if (!ID || (NumberOfParcels ?? 1) <= 1) continue;
    const read = await readOne<MintsoftParcel[]>(client, readRequest('Order/Shipments', `Order/${ID}/Shipments`));
    parcels.set(ID, Array.isArray(read) ? read : []);
  }
  return parcels;
}

const isSplit = ({ NumberOfParts }: MintsoftOrder): boolean => (NumberOfParts ?? 1) > 1;
const hasTracking = ({ TrackingNumber }: MintsoftOrder): boolean => (TrackingNumber ?? '').trim() !== '';

function waitsForTracking(parts: readonly MintsoftOrder[], { query, now }: Reader): boolean {
  const since = Math.max(...parts.map(({ DespatchDate }) => Date.parse(vendorTime(DespatchDate, query.zone) ?? '') || 0));
  return query.withoutTracking === 'wait' && now - since < query.waitMs;
}

/** What a despatched order is: complete, waiting for its other parts or its number, or nothing to hand on. */
async function settleOrder(reader: Reader, order: MintsoftOrder): Promise<Found> {
  const { query } = reader;
  const together = isSplit(order) && query.splitOrders === 'wait';
  if (isSplit(order) && (order.NumberOfParts ?? 1) > MOST_PARTS) return { problem: order };
  const all = isSplit(order) ? await partsOf(reader, order) : [order];
  const open = isSplit(order) ? await openParts(reader, all) : 0;
  const seenAll = all.length >= (order.NumberOfParts ?? 1);
  if (together && (open > 0 || !seenAll)) return { waits: order.ID ?? 0 };
  const parts = together ? all.filter(isShipped) : [order];
  if (!parts.some(hasTracking)) {
    if (query.withoutTracking === 'leaveOut') return undefined;
    if (waitsForTracking(parts, reader)) return { waits: order.ID ?? 0 };
  }
  return { despatched: { parts, parcels: await parcelsOf(reader, parts), complete: open === 0 && seenAll } };
}

export async function settleAll(reader: Reader, orders: readonly MintsoftOrder[]): Promise<{ rows: ShipmentRow[]; waiting: string[] }> {
  const rows: ShipmentRow[] = [];
  const waiting: string[] = [];
  for (const order of orders) {
    const found = await settleOrder(reader, order);
    if (!found) continue;
    if ('waits' in found) waiting.push(String(found.waits));
    else rows.push('despatched' in found ? found : { unreadable: found.problem });
  }
  const keyOf = (row: ShipmentRow) => idOf(('despatched' in row ? row.despatched.parts[0] : row.unreadable) ?? {});
  return { rows: distinct(rows, keyOf), waiting };
}

export const tooManyParts = (order: MintsoftOrder) =>
  refused(
    `Order '${numberOf(order)}' is split into ${order.NumberOfParts} parts, more than Mintsoft shows at once`,
    'Despatch it by hand at its source once all parts are on their way.',
  );
