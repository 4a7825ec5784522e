import type { Client } from '../shared/api/client';
import { chunk } from '../shared/sync/batch';
import { grams } from './mapping-product';
import type { WeightUnit } from './mapping-lines';
import type { LinnworksStockItem } from './types-stock';
import { v1Request } from './wire';

/** No maximum is published (linnworks.md §13). */
const ITEMS_PER_CALL = 100;

/** Stock item id in lower case -> weight of one piece in grams; without those that have none. No call for the unit 'none'. */
export async function readWeights(client: Client, ids: readonly string[], unit: WeightUnit): Promise<ReadonlyMap<string, number>> {
  const weights = new Map<string, number>();
  if (unit === 'none') return weights;
  for (const StockItemIds of chunk([...new Set(ids.map((id) => id.toLowerCase()))], ITEMS_PER_CALL)) {
    const request = v1Request('Stock/GetStockItemsFullByIds', { request: { StockItemIds, DataRequirements: [] } });
    const { data } = await client.call<{ StockItemsFullExtended?: LinnworksStockItem[] | null } | undefined>(request);
    for (const item of data?.StockItemsFullExtended ?? []) {
      const weight = grams(item, unit);
      if (item.StockItemId && weight !== undefined) weights.set(item.StockItemId.toLowerCase(), weight);
    }
  }
  return weights;
}
