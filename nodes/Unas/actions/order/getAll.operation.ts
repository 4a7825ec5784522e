import type { INodeProperties } from 'n8n-workflow';

import { orderSchema } from '../../../shared/model';
import { hiddenPageByPage, listFields, outputField, pageFields } from '../../../shared/node/fields';
import type { ItemContext, ReadOperation, Row, RunContext, Unreadable } from '../../../shared/node/operation';
import { readWindowPage } from '../../../shared/node/page-read';
import { startOf } from '../../../shared/node/params';
import { readOrders, readOrderWindow } from '../../read-orders';
import { readStatuses } from '../../statuses';
import { checkCursor, type WalkCursor } from '../../walk';
import { modelRows, rowsOf } from '../order-rows';
import { cancelledField, scopeOf, statusesField, textParam } from './fields';

const fields: INodeProperties[] = [
  ...pageFields('orders'),
  ...listFields.map(hiddenPageByPage),
  statusesField,
  cancelledField,
  hiddenPageByPage({
    displayName: 'Updated After',
    name: 'updatedAfter',
    type: 'dateTime',
    default: '',
    description: 'Only orders that changed since then; UTC unless an offset is given. Leave empty for all, the longest unchanged first.',
  }),
  hiddenPageByPage(outputField),
];

async function readPageOf(run: RunContext, item: ItemContext): Promise<Row> {
  const statuses = await readStatuses(run.client, run.now());
  const scope = scopeOf(item, statuses);
  return await readWindowPage<WalkCursor>(run, item, startOf, async (page) => {
    checkCursor(page.cursor);
    const window = await readOrderWindow(run.client, scope, run, page);
    return { ...window, rows: modelRows(window.rows, run.client.account?.id ?? '', statuses) };
  });
}

async function readList(run: RunContext, item: ItemContext): Promise<Array<Row | Unreadable>> {
  const statuses = await readStatuses(run.client, run.now());
  const atMost = item.param<boolean>('returnAll') ? Number.POSITIVE_INFINITY : item.param<number>('limit');
  const orders = await readOrders(run.client, scopeOf(item, statuses), startOf(textParam(item, 'updatedAfter')), atMost);
  return rowsOf(orders, item.param<string>('output'), run.client.account?.id ?? '', statuses);
}

export const getManyOrders: ReadOperation = {
  kind: 'read',
  value: 'getAll',
  name: 'Get Many',
  action: 'Get many orders',
  description: 'Get orders with lines, costs, discounts and addresses',
  fields,
  output: orderSchema,
  async run(run: RunContext, item: ItemContext) {
    return item.param<boolean>('pageByPage') ? [await readPageOf(run, item)] : await readList(run, item);
  },
};
