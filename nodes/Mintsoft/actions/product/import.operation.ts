import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { identityKey, parseProduct, type Product } from '../../../shared/model';
import type { ItemContext, Outcome, Row, RunContext, WriteOperation } from '../../../shared/node/operation';
import { jsonParam } from '../../../shared/node/params';
import { sendInBatches } from '../../../shared/sync/batch';
import { createProduct, createProductRequest, lookUpProduct } from '../../import-products';
import { toNewProduct, type NewProduct } from '../../mapping-product';
import { blamed, judging } from '../../picks';
import { naming, prepareItems } from '../../../shared/node/prepare';
import { firstOfEach, withRepeats } from '../../../shared/node/repeats';
import { clientField, clientOf } from '../fields';
import { unknownWeightField, weightUnitField } from './fields';
import { productSettings } from './settings';

const fields: INodeProperties[] = [
  {
    displayName: 'Product',
    name: 'product',
    type: 'json',
    default: '={{ $json }}',
    required: true,
    description: 'The product in the Channel Sync shape, as the Product: Get Many operations of all channels give it',
  },
  clientField,
  weightUnitField,
  unknownWeightField,
];

const output = z
  .object({
    outcome: z.enum(['created', 'unchanged']),
    targetId: z.string(),
    productId: z.number().optional(),
    sku: z.string(),
    identityKey: z.string(),
    number: z.string(),
  })
  .passthrough();

interface Job {
  index: number;
  product: Product;
  body: NewProduct;
  clientId?: number;
}

function jobOf(item: ItemContext): Job {
  const clientId = clientOf(item.param);
  const settings = productSettings(item.param, clientId, item.param<unknown>('weightWhenUnknown'));
  const product = parseProduct(jsonParam(item, 'product', 'Product'));
  return { index: item.index, product, body: toNewProduct(product, settings), clientId };
}

const rowOf = ({ product }: Job, outcome: string, id: number | undefined, more: Row = {}): Row => ({
  outcome,
  targetId: id === undefined ? '' : String(id),
  ...(id === undefined ? {} : { productId: id }),
  sku: product.sku,
  identityKey: identityKey(product.identity),
  number: product.sku,
  ...more,
});

async function importOne(run: RunContext, job: Job): Promise<Row> {
  const there = await lookUpProduct(run.client, job.product.sku, job.clientId);
  if (there !== undefined) return rowOf(job, 'unchanged', there, run.dryRun ? { plan: 'It is at Mintsoft already; nothing would be sent.' } : {});
  if (!run.dryRun) {
    const { id, created } = await createProduct(run.client, job.body);
    return rowOf(job, created ? 'created' : 'unchanged', id);
  }
  const { method, path, body = '' } = createProductRequest(job.body);
  return rowOf(job, 'would create', undefined, { request: { method, path, body }, plan: 'PUT Product, one call per product that is not there.' });
}

export const importProduct: WriteOperation = {
  kind: 'write',
  value: 'import',
  name: 'Import',
  action: 'Import products',
  description: 'Create products unless their SKU is there',
  fields,
  output,
  async run(run: RunContext, items: ItemContext[]) {
    const prepared = prepareItems(items, jobOf);
    const { jobs, repeats } = firstOfEach(prepared.jobs, ({ product, clientId }) => JSON.stringify([product.sku.toLowerCase(), clientId]));
    const judge = judging(run);
    const one = async (job: Job) => await blamed(judge, { clientId: job.clientId }, async () => await importOne(run, job));
    const settled = await sendInBatches(jobs, 1, async ([job]) => [await one(job as Job)]);
    const outcomes = settled.map((one): Outcome => {
      const { index, product } = one.item;
      return 'problem' in one ? { index, problem: naming(`Product '${product.sku}'`, one.problem) } : { index, row: one.result };
    });
    return [...prepared.failed, ...withRepeats(outcomes, repeats)];
  },
};
