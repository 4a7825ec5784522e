import type { INodeProperties } from 'n8n-workflow';

import { orderSchema } from '../../../shared/model';
import { outputField } from '../../../shared/node/fields';
import type { ItemContext, ReadOperation, RunContext } from '../../../shared/node/operation';
import { checkOrderId, readOrder } from '../../read-orders';
import { rowsOf } from '../order-rows';

const fields: INodeProperties[] = [
  {
    displayName: 'Order ID',
    name: 'orderId',
    type: 'string',
    default: '',
    required: true,
    placeholder: 'e.g. 306-1234567-7654321',
    description: 'The order number of Amazon',
  },
  outputField,
];

export const getOrder: ReadOperation = {
  kind: 'read',
  value: 'get',
  name: 'Get',
  action: 'Get order',
  description: 'Get an order by its number',
  fields,
  output: orderSchema,
  async run(run: RunContext, item: ItemContext) {
    return rowsOf([await readOrder(run.client, checkOrderId(String(item.param<unknown>('orderId') ?? '')))], item);
  },
};
