import type { INodeProperties } from 'n8n-workflow';

import { refused } from '../../../shared/api/problem';
import { orderSchema } from '../../../shared/model';
import { outputField } from '../../../shared/node/fields';
import type { ItemContext, ReadOperation, RunContext } from '../../../shared/node/operation';
import { isGuid } from '../../ids';
import { findSales, orderRows, rawOrders, readSale, type FoundSale } from '../../read-orders';
import { textOf } from '../fields';
import { orderOptionsField, rulesOf, type OrderOptions } from './fields';

type By = 'number' | 'reference' | 'saleId';

const fields: INodeProperties[] = [
  {
    displayName: 'Find By',
    name: 'by',
    type: 'options',
    options: [
      { name: 'Customer Reference', value: 'reference', description: 'The number the order has where it came from; every sale that bears it is returned' },
      { name: 'Order Number', value: 'number', description: 'The number of the sale, such as SO-00512' },
      { name: 'Sale ID', value: 'saleId', description: 'The ID of the sale at Cin7 Core' },
    ],
    default: 'number',
    description: 'What the value is',
  },
  { displayName: 'Value', name: 'value', type: 'string', default: '', required: true, placeholder: 'e.g. SO-00512', description: 'Number, reference or ID to look for' },
  outputField,
  orderOptionsField,
];

async function find({ client }: RunContext, by: By, value: string): Promise<FoundSale[]> {
  if (by !== 'saleId') return await findSales(client, by, value);
  if (!isGuid(value)) throw refused(`'${value}' is not an ID of a sale`, "Give the sale's ID, or change 'Find By'.");
  const sale = await readSale(client, value);
  return sale ? [{ sale }] : [];
}

export const getOrder: ReadOperation = {
  kind: 'read',
  value: 'get',
  name: 'Get',
  action: 'Get order',
  description: 'Get a sale order by its number, customer reference or ID',
  fields,
  output: orderSchema,
  async run(run: RunContext, item: ItemContext) {
    const by = item.param<By>('by');
    const value = textOf(item.param, 'value');
    if (value === '') throw refused("'Value' is empty", 'Give the number, reference or ID to look for.');
    const sales = await find(run, by, value);
    if (sales.length === 0) throw refused(`Cin7 Core has no sale with ${by === 'saleId' ? 'ID' : by} '${value}'`, "Check the value and 'Find By'.");
    const options = item.param<OrderOptions | undefined>('options');
    if (item.param<string>('output') === 'raw') return rawOrders(sales);
    return await orderRows(run.client, sales, { productFacts: options?.productFacts === true }, rulesOf(options));
  },
};
