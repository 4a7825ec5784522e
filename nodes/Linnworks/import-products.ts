import type { Client } from '../shared/api/client';
import { identityKey, type Product } from '../shared/model';
import type { Outcome, Row } from '../shared/node/operation';
import { settle } from '../shared/node/settle';
import { sendInBatches } from '../shared/sync/batch';
import type { WeightUnit } from './mapping-lines';
import { toStockItem } from './mapping-product';
import { naming } from '../shared/node/prepare';
import { stockItemIds } from './push-stock';
import { v1Request } from './wire';

/** One product that is not at Linnworks yet, under the id it will have there. */
export interface ProductJob {
  index: number;
  product: Product;
  stockItemId: string;
  weightUnit: WeightUnit;
}

export const productName = ({ sku }: Product): string => `Product '${sku}'`;

export function productRow(product: Product, stockItemId: string, outcome: string, more: Row = {}): Row {
  return { outcome, targetId: stockItemId, sku: product.sku, identityKey: identityKey(product.identity), number: product.sku, ...more };
}

export function addRequest({ product, stockItemId, weightUnit }: ProductJob) {
  return v1Request('Inventory/AddInventoryItem', { inventoryItem: toStockItem(product, stockItemId, weightUnit) });
}

/** Creates one item; a lost answer is read back by the SKU before it is sent once more. */
async function addOne(client: Client, job: ProductJob): Promise<string> {
  const first = await settle(async () => await client.call(addRequest(job)));
  if ('value' in first) return job.stockItemId;
  if (first.problem.details.kind !== 'unknown') throw first.problem;
  const there = await storedId(client, job.product.sku);
  if (there) return there;
  await client.call(addRequest(job));
  return job.stockItemId;
}

const storedId = async (client: Client, sku: string): Promise<string | undefined> =>
  (await stockItemIds(client, [sku])).get(sku.toLowerCase());

/** Creates products, one call each. */
export async function importProducts(client: Client, jobs: readonly ProductJob[]): Promise<Outcome[]> {
  const settled = await sendInBatches(jobs, 1, async ([job]) => [await addOne(client, job as ProductJob)]);
  return settled.map((one): Outcome => {
    const { index, product } = one.item;
    if ('problem' in one) return { index, problem: naming(productName(product), one.problem) };
    return { index, row: productRow(product, one.result, 'created') };
  });
}
