import type { INodeProperties } from 'n8n-workflow';

import { refused } from '../../../shared/api/problem';
import { orderSchema } from '../../../shared/model';
import { outputField } from '../../../shared/node/fields';
import type { ItemContext, ReadOperation, RunContext } from '../../../shared/node/operation';
import { byNumber, readOrder } from '../../find-orders';
import type { V1Order } from '../../types';
import { textOf } from '../fields';
import { modelRows, rawRows } from './rows';

type By = 'number' | 'orderId';

const fields: INodeProperties[] = [
  {
    displayName: 'Find By',
    name: 'by',
    type: 'options',
    options: [
      { name: 'Order ID', value: 'orderId', description: "ShipStation's internal ID" },
      { name: 'Order Number', value: 'number', description: 'The number people see; several stores may have used it' },
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
    placeholder: 'e.g. SO-00512',
    description: 'The ID or number to look for',
  },
  outputField,
];

async function find(run: RunContext, by: By, value: string): Promise<V1Order[]> {
  if (by === 'number') return await byNumber(run.client, value);
  if (!/^\d+$/.test(value)) throw refused(`'${value}' is not an order ID of ShipStation`, "For a number people see set 'Find By' to Order Number.");
  const order = await readOrder(run.client, value);
  return order ? [order] : [];
}

export const getOrder: ReadOperation = {
  kind: 'read',
  value: 'get',
  name: 'Get',
  action: 'Get order',
  description: 'Get an order by its number or ID',
  fields,
  output: orderSchema,
  async run(run: RunContext, item: ItemContext) {
    const by = item.param<By | undefined>('by') ?? 'number';
    const value = textOf(item.param, 'value');
    if (value === '') throw refused("'Value' is empty", 'Give the ID or number to look for.');
    const orders = await find(run, by, value);
    if (orders.length === 0) throw refused(`ShipStation has no order with ${by === 'orderId' ? 'ID' : 'number'} '${value}'`, "Check the value and 'Find By'.");
    return item.param<string>('output') === 'raw' ? rawRows(orders) : modelRows(orders);
  },
};
