import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { parseProduct, type Product } from '../../../shared/model';
import type { ItemContext, Outcome, RunContext, WriteOperation } from '../../../shared/node/operation';
import { addRequest, importProducts, productRow, type ProductJob } from '../../import-products';
import { jsonParam } from '../../../shared/node/params';
import type { WeightUnit } from '../../mapping-lines';
import { prepareItems } from '../../../shared/node/prepare';
import { stockItemIds } from '../../push-stock';
import { weightUnitField } from '../fields';

const fields: INodeProperties[] = [
  {
    displayName: 'Product',
    name: 'product',
    type: 'json',
    default: '={{ $json }}',
    required: true,
    description: 'The product in the Channel Sync shape, as the Product: Get Many operations of all channels give it',
  },
  weightUnitField,
];

const output = z
  .object({
    outcome: z.enum(['created', 'unchanged']),
    targetId: z.string(),
    sku: z.string(),
    identityKey: z.string(),
    number: z.string(),
  })
  .passthrough();

interface Read {
  index: number;
  product: Product;
  weightUnit: WeightUnit;
}

const readItem = (item: ItemContext): Read => ({
  index: item.index,
  product: parseProduct(jsonParam(item, 'product', 'Product')),
  weightUnit: item.param<WeightUnit | undefined>('weightUnit') ?? 'none',
});

function planOf(job: ProductJob): Outcome {
  const { method, path, body = '' } = addRequest(job);
  const plan = 'AddInventoryItem, one call per product that Linnworks does not have.';
  return { index: job.index, row: productRow(job.product, job.stockItemId, 'would create', { request: { method, path, body }, plan }) };
}

export const importProduct: WriteOperation = {
  kind: 'write',
  value: 'import',
  name: 'Import',
  action: 'Import products',
  description: 'Create stock items unless their SKU is there',
  fields,
  output,
  async run(run: RunContext, items: ItemContext[]) {
    const { jobs: read, failed } = prepareItems(items, readItem);
    const ids = await stockItemIds(
      run.client,
      read.map(({ product }) => product.sku),
    );
    const jobs = new Map<string, ProductJob>();
    const outcomes: Outcome[] = [];
    const repeats: Read[] = [];
    for (const one of read) {
      const sku = one.product.sku.toLowerCase();
      const there = ids.get(sku);
      if (there !== undefined) outcomes.push({ index: one.index, row: productRow(one.product, there, 'unchanged') });
      else if (jobs.has(sku)) repeats.push(one);
      else jobs.set(sku, { ...one, stockItemId: run.newId() });
    }
    const open = [...jobs.values()];
    outcomes.push(...(run.dryRun ? open.map(planOf) : await importProducts(run.client, open)));
    const byIndex = new Map(outcomes.map((outcome) => [outcome.index, outcome]));
    const again = repeats.flatMap(({ index, product }): Outcome[] => {
      const first = byIndex.get(jobs.get(product.sku.toLowerCase())?.index ?? -1);
      if (!first) return [];
      if ('problem' in first) return [{ index, problem: first.problem }];
      return [{ index, row: { ...first.row, outcome: first.row.outcome === 'created' ? 'unchanged' : first.row.outcome } }];
    });
    return [...failed, ...outcomes, ...again];
  },
};
