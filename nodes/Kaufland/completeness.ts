import { distinct } from '../shared/api/pagers';
import type { KauflandOrder, KauflandParties, KauflandUnit, KauflandUnitRow } from './types';

/** The units of one order that are at hand. */
export interface UnitGroup {
  id: string;
  rows: KauflandUnitRow[];
}

/** A unit that came twice, on two pages, counts once. */
export function groupByOrder(rows: readonly KauflandUnitRow[]): UnitGroup[] {
  const groups = new Map<string, UnitGroup>();
  for (const row of distinct(rows, ({ id_order_unit }) => String(id_order_unit))) {
    const group = groups.get(row.id_order);
    if (group) group.rows.push(row);
    else groups.set(row.id_order, { id: row.id_order, rows: [row] });
  }
  return [...groups.values()];
}

/** Kaufland's times have one form and compare as text. */
export function newestChange(units: readonly KauflandUnit[]): string {
  return units.reduce((newest, { ts_updated_iso }) => (ts_updated_iso > newest ? ts_updated_iso : newest), '');
}

export function oldestChange(units: readonly KauflandUnit[]): string {
  return units.reduce((oldest, { ts_updated_iso }) => (ts_updated_iso < oldest ? ts_updated_iso : oldest), units[0]?.ts_updated_iso ?? '');
}

export type Standing =
  /** Whole, and with something the reader asked for. */
  | 'ready'
  /** A unit is still `open`: its piece is not released and the addresses are hidden (kaufland.md §4). */
  | 'waiting'
  /** No unit is in a status asked for any more. */
  | 'nothing';

/**
 * @param statuses unit statuses asked for; empty = all. Who asks for open units gets orders with open units.
 */
export function standingOf(units: readonly Pick<KauflandUnit, 'status'>[], statuses: readonly string[]): Standing {
  if (statuses.length === 0) return units.length > 0 ? 'ready' : 'nothing';
  if (!units.some(({ status }) => statuses.includes(status))) return 'nothing';
  return units.some(({ status }) => status === 'open') && !statuses.includes('open') ? 'waiting' : 'ready';
}

function withoutParties({ buyer: _buyer, shipping_address: _shipping, billing_address: _billing, ...unit }: KauflandUnitRow): KauflandUnit {
  return unit;
}

/** The order that all its rows make, in the shape of `GET /orders/{id_order}`. */
export function orderOfRows({ id, rows }: UnitGroup): KauflandOrder {
  const first = rows[0] as KauflandUnitRow;
  // An open unit's row hides the addresses that a released one shows.
  const { buyer, shipping_address, billing_address }: KauflandParties = rows.find(({ shipping_address: shown }) => shown) ?? first;
  return {
    id_order: id,
    ts_created_iso: rows.reduce(
      (earliest, { ts_created_iso }) => (ts_created_iso < earliest ? ts_created_iso : earliest),
      first.ts_created_iso,
    ),
    is_marketplace_deemed_supplier: first.is_marketplace_deemed_supplier,
    storefront: first.storefront,
    fulfillment_type: first.fulfillment_type,
    order_units: rows.map(withoutParties),
    buyer,
    shipping_address,
    billing_address,
  };
}

/** The order as read by its id, with what only the rows at hand tell (fees, in older versions of the API discounts). */
export function withRows(order: KauflandOrder, rows: readonly KauflandUnitRow[]): KauflandOrder {
  const known = new Map(rows.map((row) => [String(row.id_order_unit), withoutParties(row)]));
  return { ...order, order_units: order.order_units.map((unit) => ({ ...known.get(String(unit.id_order_unit)), ...unit })) };
}
