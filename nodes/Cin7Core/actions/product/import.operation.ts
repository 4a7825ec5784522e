import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { parseProduct } from '../../../shared/model';
import type { ItemContext, RunContext, WriteOperation } from '../../../shared/node/operation';
import { jsonParam } from '../../../shared/node/params';
import { prepareItems } from '../../../shared/node/prepare';
import { firstOfEach, withRepeats } from '../../../shared/node/repeats';
import { importProducts, type ProductJob } from '../../import-products';
import { newProduct, type ProductSettings } from '../../mapping-product';
import { categoryField, textOf } from '../fields';

const fields: INodeProperties[] = [
  {
    displayName: 'Product',
    name: 'product',
    type: 'json',
    default: '={{ $json }}',
    required: true,
    description: 'The product in the Channel Sync shape, as the Product: Get Many operations of all channels give it',
  },
  {
    displayName: 'If It Exists',
    name: 'ifItExists',
    type: 'options',
    options: [
      { name: 'Leave', value: 'leave', description: 'What is in Cin7 Core stays as it is' },
      { name: 'Update', value: 'update', description: 'What the product tells is written where it differs; the rest stays' },
    ],
    default: 'leave',
    description: 'What to do where the SKU is there already',
  },
  { ...categoryField, description: 'For products that tell no category. Leave empty for Other.' },
  {
    displayName: 'Create Missing Categories and Brands',
    name: 'makeMissing',
    type: 'boolean',
    default: false,
    description: 'Whether categories and brands Cin7 Core does not know are made. Otherwise such a product is refused.',
  },
  {
    displayName: 'Costing Method',
    name: 'costing',
    type: 'options',
    options: [
      { name: 'FEFO - Batch', value: 'FEFO - Batch' },
      { name: 'FEFO - Serial Number', value: 'FEFO - Serial Number' },
      { name: 'FIFO', value: 'FIFO' },
      { name: 'FIFO - Batch', value: 'FIFO - Batch' },
      { name: 'FIFO - Serial Number', value: 'FIFO - Serial Number' },
      { name: 'Special - Batch', value: 'Special - Batch' },
      { name: 'Special - Serial Number', value: 'Special - Serial Number' },
    ],
    default: 'FIFO',
    description: 'Of new products. Stock of others than FIFO cannot be pushed.',
  },
  {
    displayName: 'Unit Name or ID',
    name: 'unit',
    type: 'options',
    typeOptions: { loadOptionsMethod: 'getUnits' },
    default: '',
    description:
      'Of new products that tell none. Leave empty for Item. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
  },
  {
    displayName: 'Price to Write',
    name: 'price',
    type: 'options',
    options: [
      { name: 'With Tax', value: 'gross', description: 'For companies that sell at prices including tax' },
      { name: 'Without Tax', value: 'net', description: 'For companies that sell at prices excluding tax' },
    ],
    default: 'net',
    description: 'Which amount becomes Price Tier 1',
  },
];

const output = z.object({ outcome: z.enum(['created', 'updated', 'unchanged']), targetId: z.string(), sku: z.string(), identityKey: z.string(), number: z.string() }).passthrough();

function jobOf(item: ItemContext): ProductJob {
  const product = parseProduct(jsonParam(item, 'product', 'Product'));
  const settings: ProductSettings = {
    category: textOf(item.param, 'category') || 'Other',
    unit: textOf(item.param, 'unit') || 'Item',
    costing: item.param<string | undefined>('costing') ?? 'FIFO',
    price: item.param<'net' | 'gross' | undefined>('price') ?? 'net',
  };
  newProduct(product, settings);
  return { index: item.index, product, settings, update: item.param<string | undefined>('ifItExists') === 'update', makeMissing: item.param<boolean | undefined>('makeMissing') === true };
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
    const { jobs, repeats } = firstOfEach(prepared.jobs, ({ product }) => product.sku.trim().toLowerCase());
    return [...prepared.failed, ...withRepeats(await importProducts(run.client, jobs, run.dryRun), repeats)];
  },
};
