import type { Client } from '../shared/api/client';
import { compact, completeFigures, parseStockLevel, vendorAmount, type StockLevel } from '../shared/model';
import { shipStationIdentity } from './mapping';
import { read, readPage, write } from './wire';

/** Stock of a SKU as v2 tells it (shipstation.md §B5). */
export interface V2Level {
  sku?: string | null;
  on_hand?: number | null;
  allocated?: number | null;
  available?: number | null;
  inventory_warehouse_id?: string | null;
  inventory_location_id?: string | null;
  average_cost?: unknown;
}

export interface StockQuery {
  warehouse: string;
  location: string;
  sku?: string;
}

/** Rows of a page at most; not published (shipstation.md §B1). */
const MOST_ROWS = 100;

export interface StockPage {
  rows: V2Level[];
  /** Address of the next page below the API, as the vendor named it. */
  next?: string;
  serverNow?: number;
}

/** The query of a next page; only that is taken from an address the vendor names, never its host. */
function queryIn(href: string): Record<string, string> {
  const start = href.indexOf('?');
  return start < 0 ? {} : Object.fromEntries(new URLSearchParams(href.slice(start + 1)));
}

/** One page of stock. Where a warehouse or location is chosen a row is of it, else of all together. */
export async function readStockPage(client: Client, { warehouse, location, sku }: StockQuery, size: number, next?: string): Promise<StockPage> {
  const query = {
    sku,
    inventory_warehouse_id: warehouse || undefined,
    inventory_location_id: location || undefined,
    group_by: location ? 'location' : 'warehouse',
    limit: Math.min(MOST_ROWS, Math.max(1, Math.floor(size))),
    ...(next === undefined ? {} : queryIn(next)),
  };
  const { rows, serverNow, next: there } = await readPage<V2Level>(client, read('v2/inventory', query), 'inventory');
  // A page without rows ends a list, whatever link it carries.
  return { rows, serverNow, ...(there === undefined || rows.length === 0 ? {} : { next: there }) };
}

export async function readStock(client: Client, query: StockQuery, enough: (rows: V2Level[]) => boolean = () => false, size = MOST_ROWS): Promise<V2Level[]> {
  const found: V2Level[] = [];
  let next: string | undefined;
  do {
    const page: StockPage = await readStockPage(client, query, size, next);
    found.push(...page.rows);
    ({ next } = page);
  } while (next !== undefined && !enough(found));
  return found;
}

export const placeOf = ({ inventory_location_id, inventory_warehouse_id }: V2Level): string => inventory_location_id || inventory_warehouse_id || '';

/**
 * design.md 3: ShipStation v2 `on_hand` = physical, `available` = on_hand - allocated.
 *
 * @throws ModelError naming the SKU and the field that is missing
 */
export function toStockLevel(level: V2Level, now: string): StockLevel {
  const figures = completeFigures(compact({ physical: vendorAmount(level.on_hand), allocated: vendorAmount(level.allocated), available: vendorAmount(level.available) }));
  return parseStockLevel(compact({ identity: shipStationIdentity(level.sku), sku: level.sku, location: placeOf(level), ...figures, asOf: now }));
}

export interface NewLevel {
  sku: string;
  /** Pieces on the shelf. */
  quantity: number;
  location: string;
  reason: string;
}

/** Sets the pieces on hand of a location: a repeat changes nothing. One SKU a call (shipstation.md §B5). */
export const adjustRequest = ({ sku, quantity, location, reason }: NewLevel) =>
  write(
    'v2/inventory',
    { transaction_type: 'adjust', inventory_location_id: location, sku, quantity, condition: 'sellable', ...(reason === '' ? {} : { reason }) },
    { safety: 'repeatable', operation: 'v2/inventory (adjust)' },
  );
