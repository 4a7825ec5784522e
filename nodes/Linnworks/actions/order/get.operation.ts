import type { INodeProperties } from 'n8n-workflow';

import { refused } from '../../../shared/api/problem';
import { orderSchema } from '../../../shared/model';
import { outputField } from '../../../shared/node/fields';
import type { ItemContext, ReadOperation, RunContext } from '../../../shared/node/operation';
import { readOrderByNumber, readOrdersById, readOrdersByReference } from '../../stored-orders';
import type { LinnworksOrder } from '../../types';
import { rowsOf } from '../order-rows';
import { weightUnitField } from '../fields';

type By = 'orderId' | 'number' | 'reference';

const fields: INodeProperties[] = [
  {
    displayName: 'Find By',
    name: 'by',
    type: 'options',
    options: [
      { name: 'Order ID', value: 'orderId', description: "Linnworks' internal ID, a GUID" },
      { name: 'Order Number', value: 'number', description: 'The number people see in Linnworks' },
      { name: 'Reference', value: 'reference', description: "The channel's order number; every order with this reference is returned" },
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
    placeholder: 'e.g. 100245',
    description: 'The ID, number or reference to look for',
  },
  outputField,
  weightUnitField,
];

async function find(run: RunContext, by: By, value: string): Promise<LinnworksOrder[]> {
  if (by === 'orderId') {
    if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value)) {
      throw refused(
        `'${value}' is not an order ID of Linnworks`,
        "An order ID is a GUID. For the number people see set 'Find By' to Order Number.",
      );
    }
    return await readOrdersById(run.client, [value]);
  }
  if (by === 'reference') return await readOrdersByReference(run.client, value);
  if (!/^\d{1,9}$/.test(value))
    throw refused(`'${value}' is not an order number`, "For a channel's order number set 'Find By' to Reference.");
  const order = await readOrderByNumber(run.client, Number(value));
  return order ? [order] : [];
}

export const getOrder: ReadOperation = {
  kind: 'read',
  value: 'get',
  name: 'Get',
  action: 'Get order',
  description: 'Get an order, open or processed, by its ID, number or reference',
  fields,
  output: orderSchema,
  async run(run: RunContext, item: ItemContext) {
    const by = item.param<By>('by');
    const value = String(item.param<unknown>('value') ?? '').trim();
    if (value === '') throw refused("'Value' is empty", 'Give the ID, number or reference to look for.');
    const found = await find(run, by, value);
    if (found.length === 0) {
      throw refused(`Linnworks has no order with ${by === 'orderId' ? 'ID' : by} '${value}'`, "Check the value and 'Find By'.");
    }
    return rowsOf(found, item);
  },
};
