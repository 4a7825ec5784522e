import type { INodeProperties } from 'n8n-workflow';

import { refused } from '../../../shared/api/problem';
import { orderSchema } from '../../../shared/model';
import { outputField } from '../../../shared/node/fields';
import type { ItemContext, ReadOperation, RunContext } from '../../../shared/node/operation';
import { parseRef } from '../../identity';
import { readOrder, unknownOrder } from '../../read-orders';
import { readStatuses } from '../../statuses';
import { rowsOf } from '../order-rows';
import { textParam } from './fields';

const fields: INodeProperties[] = [
  {
    displayName: 'Order Number',
    name: 'value',
    type: 'string',
    default: '',
    required: true,
    placeholder: 'e.g. 10001-100042',
    description: "The order's key as people see it, or the ID of its identity (key/number), which tells a new order from a deleted one of the same key",
  },
  outputField,
];

const KEY = /^[^\s/]{1,60}(\/[^\s/]{1,60})?$/;

export const getOrder: ReadOperation = {
  kind: 'read',
  value: 'get',
  name: 'Get',
  action: 'Get order',
  description: 'Get one order by its number',
  fields,
  output: orderSchema,
  async run(run: RunContext, item: ItemContext) {
    const value = textParam(item, 'value');
    if (!KEY.test(value)) throw refused(`'${value.slice(0, 60)}' is not an order number of UNAS`, "Give it as the shop shows it in 'Order Number', e.g. 10001-100042.");
    const meant = parseRef(value);
    const found = await readOrder(run.client, meant);
    if (!found) throw unknownOrder(meant);
    return rowsOf([found], item.param<string>('output'), run.client.account?.id ?? '', await readStatuses(run.client, run.now()));
  },
};
