import { compact, compare, parseStockLevel, subtract, sumAmounts, vendorAmount, type StockLevel } from '../shared/model';
import { ACCOUNT } from './mapping';
import { guid } from './ids';
import type { AvailabilityRow } from './types';

const trimmed = (text: string | null | undefined): string => (text ?? '').trim();

export const levelKey = ({ SKU, Location }: AvailabilityRow): string => JSON.stringify([trimmed(SKU).toLowerCase(), trimmed(Location).toLowerCase()]);

/** Rows of one product at one location: one for each bin and batch (cin7core.md §8.2). */
export function groupRows(rows: readonly AvailabilityRow[]): AvailabilityRow[][] {
  const groups = new Map<string, AvailabilityRow[]>();
  for (const row of rows) {
    const key = levelKey(row);
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.entries()].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, group]) => group);
}

const sum = (rows: readonly AvailabilityRow[], member: 'OnHand' | 'Allocated' | 'Available' | 'OnOrder'): number | undefined =>
  rows.some((row) => row[member] !== null && row[member] !== undefined) ? sumAmounts(rows.map((row) => vendorAmount(row[member]))) : undefined;

/** design.md 3: Cin7 `OnHand` = physical, `Available` = available. */
export function figuresOf(rows: readonly AvailabilityRow[]) {
  const [physical, allocated, available] = [sum(rows, 'OnHand'), sum(rows, 'Allocated'), sum(rows, 'Available')];
  if (physical === undefined || allocated === undefined || available === undefined) return { physical, allocated, available };
  return compare(subtract(physical, allocated), available) === 0 ? { physical, allocated, available } : { physical, available };
}

const some = (values: Array<string | null | undefined>): string[] | undefined => {
  const told = [...new Set(values.map(trimmed).filter(Boolean))];
  return told.length > 0 ? told : undefined;
};

/** Where a product's stock lies in bins or batches, which an adjustment cannot address (cin7core.md §8.3). */
export const isScattered = (rows: readonly AvailabilityRow[]): boolean => rows.length > 1 || rows.some(({ Bin, Batch }) => trimmed(Bin) !== '' || trimmed(Batch) !== '');

/** The level of one product at one location, out of all its rows. @throws ModelError naming what Cin7 Core left out */
export function toStockLevel(rows: readonly AvailabilityRow[], asOf: string): StockLevel {
  const [first = {}] = rows;
  const [bins, batches] = [some(rows.map(({ Bin }) => Bin)), some(rows.map(({ Batch }) => Batch))];
  return parseStockLevel(
    compact({
      identity: { channel: 'cin7core', account: ACCOUNT, id: guid(first.ID) || trimmed(first.SKU) },
      sku: trimmed(first.SKU),
      location: trimmed(first.Location),
      locationName: trimmed(first.Location),
      ...figuresOf(rows),
      incoming: sum(rows, 'OnOrder'),
      bin: bins?.length === 1 ? bins[0] : undefined,
      asOf,
      references: bins || batches ? compact({ bins, batches }) : undefined,
    }),
  );
}
