import type { INodeProperties } from 'n8n-workflow';

import { orderSchema } from '../../../shared/model';
import { hiddenPageByPage, listFields, outputField, pageFields } from '../../../shared/node/fields';
import type { ItemContext, ReadOperation, Row, RunContext, Unreadable } from '../../../shared/node/operation';
import { readWindowPage } from '../../../shared/node/page-read';
import { startOf } from '../../../shared/node/params';
import { readOrders, readOrderWindow, type OrderCursor, type OrderQuery } from '../../read-orders';
import { idOf, storeField, textOf } from '../fields';
import { modelRows, rawRows } from './rows';

export const orderStatusField: INodeProperties = {
  displayName: 'Status',
  name: 'status',
  type: 'options',
  options: [
    { name: 'Any', value: '' },
    { name: 'Awaiting Payment', value: 'awaiting_payment' },
    { name: 'Awaiting Shipment', value: 'awaiting_shipment' },
    { name: 'Cancelled', value: 'cancelled' },
    { name: 'On Hold', value: 'on_hold' },
    { name: 'Pending Fulfillment', value: 'pending_fulfillment' },
    { name: 'Shipped', value: 'shipped' },
  ],
  default: '',
  description: 'Only orders of this status; they are picked out here',
};

const fields: INodeProperties[] = [
  { ...storeField, description: 'Only orders of this store. Leave empty for all.' },
  orderStatusField,
  hiddenPageByPage({
    displayName: 'Changed Since',
    name: 'fromDate',
    type: 'dateTime',
    default: '',
    description: 'Only orders changed at or after this time. Leave empty for all.',
  }),
  hiddenPageByPage(outputField),
  ...listFields.map(hiddenPageByPage),
  ...pageFields('orders'),
];

const queryOf = ({ param }: ItemContext): OrderQuery => ({ storeId: idOf(param, 'store', 'Store'), status: textOf(param, 'status') });

async function readPageOf(run: RunContext, item: ItemContext): Promise<Row> {
  const query = queryOf(item);
  return await readWindowPage<OrderCursor>(run, item, startOf, async (page) => {
    const window = await readOrderWindow(run.client, query, page, run.now());
    return { ...window, rows: modelRows(window.rows) };
  });
}

async function readList(run: RunContext, item: ItemContext): Promise<Array<Row | Unreadable>> {
  const atMost = item.param<boolean>('returnAll') ? Number.POSITIVE_INFINITY : item.param<number>('limit');
  const orders = await readOrders(run.client, queryOf(item), startOf(textOf(item.param, 'fromDate')), atMost);
  return item.param<string>('output') === 'raw' ? rawRows(orders) : modelRows(orders);
}

export const getManyOrders: ReadOperation = {
  kind: 'read',
  value: 'getAll',
  name: 'Get Many',
  action: 'Get many orders',
  description: 'Get orders that changed, of any status',
  fields,
  output: orderSchema,
  async run(run: RunContext, item: ItemContext) {
    return item.param<boolean>('pageByPage') ? [await readPageOf(run, item)] : await readList(run, item);
  },
};
