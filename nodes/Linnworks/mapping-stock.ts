import { compact, compactOrNothing, compare, ModelError, parseStockLevel, subtract, type StockLevel } from '../shared/model';
import { ACCOUNT } from './mapping';
import type { LinnworksLevel, LinnworksStockItem } from './types-stock';

/** Where levels are wanted: one location, or all the item has. */
export interface LevelScope {
  /** Undefined = all. */
  location?: { id: string; name?: string };
  /** UTC time of the reading. */
  asOf: string;
}

const same = (a: string | null | undefined, b: string): boolean => (a ?? '').toLowerCase() === b.toLowerCase();

export const skuOf = ({ ItemNumber, StockItemId }: LinnworksStockItem): string => ItemNumber || StockItemId || 'unknown';

/** An item that was never stocked at a location has no level there: nothing lies there, nothing is reserved. */
function levelsIn(item: LinnworksStockItem, { location }: LevelScope): LinnworksLevel[] {
  const levels = item.StockLevels ?? [];
  if (!location) return levels;
  const found = levels.find(({ Location }) => same(Location?.StockLocationId, location.id));
  return [found ?? { Location: { StockLocationId: location.id, LocationName: location.name }, StockLevel: 0, InOrders: 0, Available: 0 }];
}

/** InOrders only where it explains the difference: composites are computed by Linnworks, and theirs need not (linnworks.md §7). */
function figuresOf({ StockLevel, InOrders, InOrderBook, Available }: LinnworksLevel) {
  const [physical, available] = [StockLevel ?? undefined, Available ?? undefined];
  const allocated = InOrders ?? InOrderBook ?? undefined;
  if (physical === undefined || available === undefined || allocated === undefined) return { physical, allocated, available };
  const agrees = compare(subtract(physical, allocated), available) === 0;
  return agrees ? { physical, allocated, available } : { physical, available };
}

function toLevel(item: LinnworksStockItem, level: LinnworksLevel, { asOf }: LevelScope): StockLevel {
  const { Location: location, MinimumLevel: minimum } = level;
  const figures = figuresOf(level);
  return parseStockLevel(
    compact({
      identity: { channel: 'linnworks', account: ACCOUNT, id: item.StockItemId ?? '' },
      sku: skuOf(item),
      location: location?.StockLocationId,
      locationName: location?.LocationName,
      // design.md 3: Linnworks `StockLevel` = physical, `Available` = available.
      ...figures,
      unlimited: level.JIT === true ? true : undefined,
      asOf,
      incoming: level.Due,
      bin: location?.BinRack,
      minimum: minimum !== null && minimum !== undefined && minimum >= 0 ? minimum : undefined,
      extra: compactOrNothing({
        ItemTitle: item.ItemTitle,
        BarcodeNumber: item.BarcodeNumber,
        LastUpdateDate: level.LastUpdateDate,
        InOrders: figures.allocated === undefined ? level.InOrders : undefined,
      }),
    }),
  );
}

/**
 * The levels of one stock item. Variation parents hold no stock and give none.
 *
 * @throws ModelError naming the SKU and the field Linnworks left out
 */
export function toStockLevels(item: LinnworksStockItem, scope: LevelScope): StockLevel[] {
  if (item.IsVariationParent === true) return [];
  if (!item.StockItemId) throw new ModelError(`Stock item '${skuOf(item)}': Linnworks gave no 'StockItemId'`, 'bad-record');
  return levelsIn(item, scope).map((level) => toLevel(item, level, scope));
}
