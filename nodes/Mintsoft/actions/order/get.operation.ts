import type { INodeProperties } from 'n8n-workflow';

import { refused } from '../../../shared/api/problem';
import { orderSchema } from '../../../shared/model';
import { outputField } from '../../../shared/node/fields';
import type { ItemContext, ReadOperation, RunContext } from '../../../shared/node/operation';
import { byNumber, byReference, readOrder } from '../../find-orders';
import type { MintsoftOrder } from '../../types';
import { clientField, clientOf, zoneField, zoneOf } from '../fields';
import { modelRows, rawRows, statusNames } from './rows';

type By = 'number' | 'orderId' | 'reference';

const fields: INodeProperties[] = [
  {
    displayName: 'Find By',
    name: 'by',
    type: 'options',
    options: [
      { name: 'External Reference', value: 'reference', description: 'The ID of the order at its source' },
      { name: 'Order ID', value: 'orderId', description: "Mintsoft's internal ID, a number" },
      { name: 'Order Number', value: 'number', description: 'The number people see; every part of a split order is returned' },
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
    placeholder: 'e.g. LW-100245',
    description: 'The ID, number or reference to look for',
  },
  clientField,
  zoneField,
  outputField,
];

async function find(run: RunContext, by: By, value: string, clientId: number | undefined): Promise<MintsoftOrder[]> {
  if (by === 'orderId') {
    if (!/^\d+$/.test(value)) throw refused(`'${value}' is not an order ID of Mintsoft`, "For a number people see set 'Find By' to Order Number.");
    const order = await readOrder(run.client, value);
    return order ? [order] : [];
  }
  return await (by === 'number' ? byNumber : byReference)(run.client, value, clientId);
}

/** A search leaves the lines out: the orders found are read by their ids. */
async function complete(run: RunContext, orders: readonly MintsoftOrder[]): Promise<MintsoftOrder[]> {
  const read: MintsoftOrder[] = [];
  for (const order of orders) read.push(Array.isArray(order.OrderItems) || !order.ID ? order : ((await readOrder(run.client, order.ID)) ?? order));
  return read;
}

export const getOrder: ReadOperation = {
  kind: 'read',
  value: 'get',
  name: 'Get',
  action: 'Get order',
  description: 'Get an order by its ID, number or external reference',
  fields,
  output: orderSchema,
  async run(run: RunContext, item: ItemContext) {
    const by = item.param<By>('by');
    const value = String(item.param<unknown>('value') ?? '').trim();
    if (value === '') throw refused("'Value' is empty", 'Give the ID, number or reference to look for.');
    const orders = await complete(run, await find(run, by, value, clientOf(item.param)));
    if (orders.length === 0) throw refused(`Mintsoft has no order with ${by === 'orderId' ? 'ID' : by} '${value}'`, "Check the value and 'Find By'.");
    return item.param<string>('output') === 'raw' ? rawRows(orders) : modelRows(orders, zoneOf(item.param), await statusNames(run));
  },
};
