import { compact, parseStockLevel, sumAmounts, type Identity, type StockLevel } from '../shared/model';
import { CHANNEL } from './mapping';
import { WAREHOUSES, type Warehouse } from './mapping-lines';
import { amountOf, idOf, textOf, timeOf, type Ref, type Value } from './values';

/** A product of `/products`, as far as stock goes. */
export interface StockRow extends Ref {
  innerId?: Value;
  sku?: Value;
  stock1?: Value;
  stock2?: Value;
  stock3?: Value;
  stock4?: Value;
  dateUpdated?: Value;
}

export interface StockScope {
  account: string;
  /** Empty = all. */
  warehouses: readonly Warehouse[];
  /** One level per warehouse; their sum otherwise. */
  perWarehouse: boolean;
  zone: string;
  /** UTC text. */
  asOf: string;
}

export const productIdentity = (row: Pick<StockRow, 'innerId' | 'id' | 'href'>, account: string): Identity => ({
  channel: CHANNEL,
  account: account || 'unknown',
  id: textOf(row.innerId) ?? idOf(row) ?? 'unknown',
});

export const skuOf = (row: Pick<StockRow, 'sku' | 'innerId'>): string => textOf(row.sku) ?? textOf(row.innerId) ?? 'unknown';

/**
 * Stock of one product. The shop takes a piece off when it is ordered and sells what is left, so its figures are
 * `available`; `quantity` is not their sum (shoprenter.md §6).
 *
 * @throws ModelError naming the product
 */
export function toStockLevels(row: StockRow, scope: StockScope): StockLevel[] {
  const chosen = WAREHOUSES.filter((name) => scope.warehouses.length === 0 || scope.warehouses.includes(name));
  const common = {
    identity: productIdentity(row, scope.account),
    sku: textOf(row.sku),
    asOf: scope.asOf,
    references: compact({ productId: idOf(row), updatedAt: timeOf(row.dateUpdated, scope.zone) }),
  };
  const pieces = (name: Warehouse): number => amountOf(row[name]) ?? 0;
  if (!scope.perWarehouse) return [parseStockLevel(compact({ ...common, available: sumAmounts(chosen.map(pieces)) }))];
  return chosen.map((name) => parseStockLevel(compact({ ...common, location: name, locationName: `Warehouse ${name.slice(-1)}`, available: pieces(name) })));
}
