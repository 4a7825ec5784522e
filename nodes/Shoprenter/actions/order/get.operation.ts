import type { INodeProperties } from 'n8n-workflow';

import { refused } from '../../../shared/api/problem';
import { orderSchema } from '../../../shared/model';
import { outputField } from '../../../shared/node/fields';
import type { ItemContext, ReadOperation, RunContext } from '../../../shared/node/operation';
import { readOrderById, readOrderByNumber, unknownOrder } from '../../read-orders';
import { readShop } from '../../shop';
import { rowsOf } from '../order-rows';

type By = 'number' | 'orderId';

const fields: INodeProperties[] = [
  {
    displayName: 'Find By',
    name: 'by',
    type: 'options',
    options: [
      { name: 'Order ID', value: 'orderId', description: 'The resource ID of the API, a long text' },
      { name: 'Order Number', value: 'number', description: 'The number people see in the shop admin' },
    ],
    default: 'number',
    description: 'What the value below is',
  },
  {
    displayName: 'Value',
    name: 'value',
    type: 'string',
    default: '',
    required: true,
    placeholder: 'e.g. 10042',
    description: 'The number or ID to look for',
  },
  outputField,
];

async function find(run: RunContext, by: By, value: string) {
  if (by === 'orderId') return await readOrderById(run.client, value);
  if (/^\d{1,12}$/.test(value)) return await readOrderByNumber(run.client, value);
  throw refused(`'${value}' is not an order number`, "For the long ID of the API set 'Find By' to Order ID.");
}

export const getOrder: ReadOperation = {
  kind: 'read',
  value: 'get',
  name: 'Get',
  action: 'Get order',
  description: 'Get one order by its number or ID',
  fields,
  output: orderSchema,
  async run(run: RunContext, item: ItemContext) {
    const value = String(item.param<unknown>('value') ?? '').trim();
    if (value === '') throw refused("'Value' is empty", 'Give the number or ID to look for.');
    const found = await find(run, item.param<By>('by'), value);
    if (!found) throw unknownOrder(value);
    const shop = await readShop(run.client, run.now());
    return rowsOf([found], item.param<string>('output'), run.client.account?.id ?? '', shop);
  },
};
