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
      { name: 'Channels', value: 'channels' },
      { name: 'Clients', value: 'clients', description: 'For administrators of a 3PL only' },
      { name: 'Courier Services', value: 'courierServices' },
      { name: 'Goods-In Types', value: 'goodsInTypes' },
      { name: 'Order Statuses', value: 'orderStatuses' },
      { name: 'Return Reasons', value: 'returnReasons' },
      { name: 'Warehouses', value: 'warehouses' },
    ],
    default: 'warehouses',
    description: 'What to list',
  },
  ...listFields,
  outputField,
];

const output = z.object({ id: z.string(), name: z.string(), active: z.boolean(), carrier: z.string().optional() }).passthrough();

export const getList: ReadOperation = {
  kind: 'read',
  value: 'getAll',
  name: 'Get Many',
  action: 'Get many list entries',
  description: 'Get the clients, warehouses, channels, courier services or other lists of the account',
  fields,
  output,
  async run(run: RunContext, item: ItemContext): Promise<Row[]> {
    const name = item.param<ListName | undefined>('list') ?? 'warehouses';
    const entries = await readEntries(run.client, name);
    const shown = item.param<boolean>('returnAll') ? entries : entries.slice(0, item.param<number>('limit'));
    return item.param<string>('output') === 'raw' ? shown.map((entry) => ({ ...entry }) as unknown as Row) : shown.map((entry) => entryRow(entry, name));
  },
};
