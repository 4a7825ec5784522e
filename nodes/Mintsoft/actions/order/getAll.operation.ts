import type { INodeProperties } from 'n8n-workflow';

import { orderSchema } from '../../../shared/model';
import { hiddenPageByPage, listFields, outputField } from '../../../shared/node/fields';
import type { ItemContext, ReadOperation, Row, RunContext, Unreadable } from '../../../shared/node/operation';
import { readWindowPage } from '../../../shared/node/page-read';
import { startOf } from '../../../shared/node/params';
import { firstPage, type PageCursor } from '../../pages';
import { ORDERS_PER_PAGE, readOrderPage, readOrders, type OrderQuery } from '../../read-orders';
import { channelField, clientField, clientOf, idOf, mintsoftPageFields, warehouseField, zoneField, zoneOf } from '../fields';
import { modelRows, rawRows, statusNames } from './rows';

const fields: INodeProperties[] = [
  clientField,
  { ...warehouseField, description: 'Only orders of this warehouse. Leave empty for all.' },
  { ...channelField, description: 'Only orders of this channel. Leave empty for all.' },
  {
    displayName: 'Status Name or ID',
    name: 'status',
    type: 'options',
    typeOptions: { loadOptionsMethod: 'getOrderStatuses' },
    default: '',
    description:
      'Only orders of this status; they are picked out here. Leave empty for all. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
  },
  hiddenPageByPage({
    displayName: 'Changed Since',
    name: 'fromDate',
    type: 'dateTime',
    default: '',
    description: 'Only orders changed at or after this time. Leave empty for all.',
  }),
  zoneField,
  hiddenPageByPage(outputField),
  ...listFields.map(hiddenPageByPage),
  ...mintsoftPageFields('orders'),
];

const queryOf = (item: ItemContext): OrderQuery => ({
  clientId: clientOf(item.param),
  warehouseId: idOf(item.param, 'warehouse', 'Warehouse'),
  channelId: idOf(item.param, 'channel', 'Channel'),
  statusId: idOf(item.param, 'status', 'Status Name or ID'),
  zone: zoneOf(item.param),
});

async function readPageOf(run: RunContext, item: ItemContext): Promise<Row> {
  const query = queryOf(item);
  return await readWindowPage<PageCursor>(run, item, startOf, async ({ from, cursor, pageSize }) => {
    const page = await readOrderPage(run.client, query, from, cursor ?? firstPage(pageSize, ORDERS_PER_PAGE));
    const rows = page.rows.length === 0 ? [] : modelRows(page.rows, query.zone, await statusNames(run));
    return { ...page, rows };
  });
}

async function readList(run: RunContext, item: ItemContext): Promise<Array<Row | Unreadable>> {
  const atMost = item.param<boolean>('returnAll') ? Number.POSITIVE_INFINITY : item.param<number>('limit');
  const query = queryOf(item);
  const orders = await readOrders(run.client, query, startOf(String(item.param<unknown>('fromDate') ?? '')), atMost);
  if (orders.length === 0 || item.param<string>('output') === 'raw') return rawRows(orders);
  return modelRows(orders, query.zone, await statusNames(run));
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
