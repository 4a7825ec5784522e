import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { parseProduct, utc } from '../../../shared/model';
import type { ItemContext, RunContext, WriteOperation } from '../../../shared/node/operation';
import { jsonParam } from '../../../shared/node/params';
import { percentOf } from '../../../shared/node/percent';
import { prepareItems } from '../../../shared/node/prepare';
import { shopIfItExistsField, shopProductField } from '../../../shared/node/product-fields';
import { lastOfEach, withRepeats } from '../../../shared/node/repeats';
import { importProductJobs, type ProductJob } from '../../import-products';
import { PARTS, type BodyRules } from '../../product-body';

const fields: INodeProperties[] = [
  shopProductField,
  shopIfItExistsField,
  {
    displayName: 'Parts to Overwrite',
    name: 'parts',
    type: 'multiOptions',
    displayOptions: { show: { ifItExists: ['update'] } },
    options: [
      { name: 'Categories', value: 'categories', description: 'All categories of the product are replaced by those given' },
      { name: 'Descriptions', value: 'texts' },
      { name: 'Name', value: 'name' },
      { name: 'Price', value: 'price' },
      { name: 'Prices of Customer Groups', value: 'groupPrices', description: 'Prices of groups that are not given stay' },
      { name: 'Sale Price', value: 'sale', description: 'A sale price that is not given any more ends' },
    ],
    default: ['name', 'price', 'sale', 'groupPrices', 'categories'],
    description: 'What of a product the shop has is overwritten where it differs. New products get everything that is given.',
  },
  {
    displayName: 'Prices of Unknown Groups',
    name: 'unknownGroup',
    type: 'options',
    options: [
      { name: 'Refuse', value: 'refuse', description: 'The product goes to the error output' },
      { name: 'Skip', value: 'skip', description: 'The price is left out' },
    ],
    default: 'refuse',
    description: 'What happens with a price whose group is not the number of a customer group of the shop',
  },
  {
    displayName: 'VAT Rate If Missing (%)',
    name: 'rateIfMissing',
    type: 'string',
    default: '',
    placeholder: 'e.g. 27',
    description: 'Rate of products that tell none and that the shop does not have. Leave empty to refuse such products.',
  },
];

const output = z
  .object({
    outcome: z.enum(['created', 'updated', 'unchanged']),
    targetId: z.string(),
    identityKey: z.string(),
    sku: z.string(),
    number: z.string(),
  })
  .passthrough();

const readItem = (item: ItemContext): ProductJob => ({ index: item.index, product: parseProduct(jsonParam(item, 'product', 'Product')) });

/** Settings that are one for all items. */
function rulesOf(item: ItemContext, now: number): BodyRules {
  const chosen = item.param<unknown>('parts');
  const parts = (Array.isArray(chosen) ? chosen : String(chosen ?? '').split(',')).map((part) => String(part).trim());
  return {
    parts: new Set(PARTS.filter((part) => parts.includes(part))),
    unknownGroup: item.param<BodyRules['unknownGroup'] | undefined>('unknownGroup') ?? 'refuse',
    rateIfMissing: percentOf(item.param<unknown>('rateIfMissing'), 'VAT Rate If Missing'),
    now: utc(now),
  };
}

export const importProducts: WriteOperation = {
  kind: 'write',
  value: 'import',
  name: 'Import',
  action: 'Import products',
  description: 'Create products of the shop, or overwrite those with the same SKU',
  fields,
  output,
  async run(run: RunContext, items: ItemContext[]) {
    const prepared = prepareItems(items, readItem);
    const [first] = items;
    if (!first || prepared.jobs.length === 0) return prepared.failed;
    // Of two items of one SKU the last one is the newest.
    const { jobs, repeats } = lastOfEach(prepared.jobs, ({ product }) => product.sku);
    const update = first.param<string | undefined>('ifItExists') === 'update';
    const outcomes = await importProductJobs(run.client, jobs.reverse(), rulesOf(first, run.now()), update, run.dryRun);
    return [...prepared.failed, ...withRepeats(outcomes, repeats)];
  },
};
