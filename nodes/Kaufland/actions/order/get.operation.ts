import { refused } from '../../../shared/api/problem';
import { orderSchema } from '../../../shared/model';
import { outputField } from '../../../shared/node/fields';
import type { ReadOperation } from '../../../shared/node/operation';
import { orderSource } from '../../api';
import { toRow, type OutputShape } from './fields';

export const get: ReadOperation = {
  kind: 'read',
  value: 'get',
  name: 'Get',
  action: 'Get an order',
  description: 'Retrieve an order with all its units and its pick-up point',
  fields: [
    {
      displayName: 'Order ID',
      name: 'orderId',
      type: 'string',
      required: true,
      default: '',
      placeholder: 'e.g. MB7UWLD',
      description: "Kaufland's order number",
    },
    outputField,
  ],
  output: orderSchema,
  async run({ client }, item) {
    const id = String(item.param<string>('orderId') ?? '').trim();
    if (id === '') throw refused("'Order ID' is empty", "Enter Kaufland's order number, e.g. MB7UWLD.");
    const order = await orderSource(client).order(id);
    if (!order) {
      throw refused(
        `Kaufland has no order '${id}'`,
        'Check the order number; an order of the playground does not exist in production and the other way round.',
        {
          code: 'not-found',
        },
      );
    }
    return [toRow(order, item.param<OutputShape>('output'))];
  },
};
