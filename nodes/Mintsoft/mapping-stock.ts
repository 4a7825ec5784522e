import { compact, compactOrNothing, compare, ModelError, parseStockLevel, subtract, sumAmounts, vendorTime, type StockLevel } from '../shared/model';
import { accountOf } from './mapping-origin';
import type { MintsoftStock } from './types';

/** Which of Mintsoft's two figures goes over (pages: StockSyncValueType). */
export type ValueType = 'both' | 'onHand' | 'stockLevel';

export const stockName = ({ SKU, ProductId }: MintsoftStock): string => SKU || String(ProductId ?? 'unknown');

/** What tells rows of one product at one warehouse from others. */
export const stockKey = ({ ProductId, SKU, WarehouseId }: MintsoftStock): string => JSON.stringify([ProductId ?? SKU, WarehouseId]);

const FIGURES = ['StockLevel', 'OnHand', 'Allocated', 'OnOrder', 'InQuarantine'] as const;

/** Rows of one product at one warehouse as one: there can be one per location (mintsoft.md §7.2). */
export function summed(rows: readonly MintsoftStock[]): MintsoftStock {
  const [first] = rows as [MintsoftStock, ...MintsoftStock[]];
  if (rows.length === 1) return first;
  const figures = FIGURES.map((name) => {
    const told = rows.map((row) => row[name]).filter((value): value is number => typeof value === 'number');
    return [name, told.length > 0 ? sumAmounts(told) : undefined] as const;
  });
  const newest = [...rows.map(({ LastUpdated }) => LastUpdated ?? '')].sort().at(-1);
  return { ...first, ...Object.fromEntries(figures), LocationId: 0, LastUpdated: newest };
}

/**
 * The stock of one product at one warehouse.
 *
 * @throws ModelError naming the SKU and the field Mintsoft left out
 */
export function toStockLevel(row: MintsoftStock, valueType: ValueType, zone: string): StockLevel {
  if (!row.SKU) throw new ModelError(`Product '${stockName(row)}': Mintsoft gave no 'SKU'`, 'bad-record');
  // design.md 3: Mintsoft `OnHand` = available (allocations are off already), `StockLevel` = physical.
  const available = valueType === 'stockLevel' ? undefined : (row.OnHand ?? undefined);
  const physical = valueType === 'onHand' ? undefined : (row.StockLevel ?? undefined);
  const allocated = valueType === 'both' ? (row.Allocated ?? undefined) : undefined;
  if (available === undefined && physical === undefined) {
    throw new ModelError(`Product '${row.SKU}': Mintsoft gave no '${valueType === 'stockLevel' ? 'StockLevel' : 'OnHand'}'`, 'bad-record');
  }
  const agrees =
    allocated === undefined || available === undefined || physical === undefined || compare(subtract(physical, allocated), available) === 0;
  return parseStockLevel(
    compact({
      identity: row.ProductId ? { channel: 'mintsoft', account: accountOf(row), id: String(row.ProductId) } : undefined,
      sku: row.SKU,
      location: row.WarehouseId ? String(row.WarehouseId) : undefined,
      locationName: row.WarehouseName,
      physical,
      available,
      allocated: agrees ? allocated : undefined,
      asOf: vendorTime(row.LastUpdated, zone),
      incoming: row.OnOrder,
      extra: compactOrNothing({ InQuarantine: row.InQuarantine || undefined, Allocated: agrees ? undefined : row.Allocated, ClientId: row.ClientId }),
    }),
  );
}
