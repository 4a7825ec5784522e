import type { Client } from '../shared/api/client';
import type { WindowRead } from '../shared/sync/window';
import { guid } from './ids';
import { orderOf } from './mapping-shipment';
import { readList, readListPage, type ListCursor } from './pages';
import { changedSince, readSale } from './read-orders';
import { carriesTracking, standingOf } from './status';
import type { Sale, SaleRow } from './types';

export interface ShipmentQuery {
  /** Only orders that were imported from elsewhere, or only own ones. */
  origin: 'all' | 'imported' | 'own';
  withoutTracking: boolean;
  /** Carrier, boxes and goods cost a call an order (cin7core.md §4.1). */
  loadParcels: boolean;
}

export interface FoundShipment {
  row: SaleRow;
  sale?: Sale;
}

function isWanted(row: SaleRow, { origin, withoutTracking }: ShipmentQuery): boolean {
  if (standingOf(row) !== 'shipped' || (!withoutTracking && !carriesTracking(row))) return false;
  const imported = orderOf(row).channel !== 'cin7core';
  return origin === 'all' || imported === (origin === 'imported');
}

async function withParcels(client: Client, rows: readonly SaleRow[], { loadParcels }: ShipmentQuery): Promise<FoundShipment[]> {
  const found: FoundShipment[] = [];
  for (const row of rows) found.push(loadParcels ? { row, sale: await readSale(client, guid(row.SaleID)) } : { row });
  return found;
}

export async function readShipmentPage(client: Client, query: ShipmentQuery, from: string, cursor: ListCursor): Promise<WindowRead<FoundShipment, ListCursor>> {
  const page = await readListPage<SaleRow>(client, changedSince(from), cursor);
  return { rows: await withParcels(client, page.rows.filter((row) => isWanted(row, query)), query), next: page.next, serverNow: page.serverNow };
}

export async function readShipments(client: Client, query: ShipmentQuery, from: string | undefined, atMost: number): Promise<FoundShipment[]> {
  const wanted = (found: readonly SaleRow[]) => found.filter((row) => isWanted(row, query));
  const rows = await readList<SaleRow>(client, changedSince(from), ({ SaleID }) => guid(SaleID), (found) => wanted(found).length >= atMost);
  return await withParcels(client, wanted(rows).slice(0, atMost), query);
}
