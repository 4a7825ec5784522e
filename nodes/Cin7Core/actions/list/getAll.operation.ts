import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { listFields, outputField } from '../../../shared/node/fields';
import type { ItemContext, ReadOperation, Row, RunContext } from '../../../shared/node/operation';
import { entryRow, readEntries, type ListName } from '../../lists';

const fields: INodeProperties[] = [
  {
    displayName: 'List',
    name: 'list',
    type: 'options',
    options: [
      { name: 'Accounts', value: 'accounts' },
      { name: 'Brands', value: 'brands' },
      { name: 'Carriers', value: 'carriers' },
      { name: 'Categories', value: 'categories' },
      { name: 'Customers', value: 'customers' },
      { name: 'Locations', value: 'locations' },
      { name: 'Payment Terms', value: 'paymentTerms' },
      { name: 'Price Tiers', value: 'priceTiers' },
      { name: 'Tax Rules', value: 'taxRules', description: 'Those for sales' },
      { name: 'Units', value: 'units' },
    ],
    default: 'locations',
    description: 'What to list',
  },
  outputField,
  ...listFields,
];

const output = z.object({ id: z.string(), name: z.string(), code: z.string().optional(), percent: z.number().optional(), currency: z.string().optional() }).passthrough();

export const getList: ReadOperation = {
  kind: 'read',
  value: 'getAll',
  name: 'Get Many',
  action: 'Get many list entries',
  description: 'Get the locations, carriers, customers, tax rules or other lists of the company',
  fields,
  output,
  async run(run: RunContext, item: ItemContext): Promise<Row[]> {
    const name = item.param<ListName | undefined>('list') ?? 'locations';
    const entries = await readEntries(run.client, name);
    const shown = item.param<boolean>('returnAll') ? entries : entries.slice(0, item.param<number>('limit'));
    return item.param<string>('output') === 'raw' ? shown.map((entry) => ({ ...entry }) as Row) : shown.map((entry) => entryRow(entry, name));
  },
};
