import type { INodeProperties } from 'n8n-workflow';

import { orderSchema } from '../../../shared/model';
import { hiddenPageByPage, listFields, outputField, pageFields } from '../../../shared/node/fields';
import type { ItemContext, ReadOperation, Row, RunContext, Unreadable } from '../../../shared/node/operation';
import { readWindowPage } from '../../../shared/node/page-read';
import { startOf } from '../../../shared/node/params';
import { checkCursor, type PageCursor } from '../../pages';
import { readOrders, readOrderWindow } from '../../read-orders';
import { readShop } from '../../shop';
import { modelRows, rowsOf } from '../order-rows';
import { scopeOf, statusesField, stornoField } from './fields';

const fields: INodeProperties[] = [
  ...pageFields('orders'),
  ...listFields.map(hiddenPageByPage),
  statusesField,
  stornoField,
  hiddenPageByPage({
    displayName: 'Filters',
    name: 'filters',
    type: 'collection',
    placeholder: 'Add Filter',
    default: {},
    options: [
      {
        displayName: 'Created After',
        name: 'createdAfter',
        type: 'dateTime',
        default: '',
        description: 'Only orders placed since then; UTC unless an offset is given',
      },
      {
        displayName: 'Updated After',
        name: 'updatedAfter',
        type: 'dateTime',
        default: '',
        description: 'Only orders that changed since then; UTC unless an offset is given',
      },
    ],
  }),
  hiddenPageByPage(outputField),
];

async function readPageOf(run: RunContext, item: ItemContext): Promise<Row> {
  const shop = await readShop(run.client, run.now());
  const scope = scopeOf(item, shop);
  return await readWindowPage<PageCursor>(run, item, startOf, async (page) => {
    checkCursor(page.cursor);
    const window = await readOrderWindow(run.client, scope, shop, page);
    return { ...window, rows: modelRows(window.rows, run.client.account?.id ?? '', shop) };
  });
}

async function readList(run: RunContext, item: ItemContext): Promise<Array<Row | Unreadable>> {
  const shop = await readShop(run.client, run.now());
  const { createdAfter, updatedAfter } = item.param<{ createdAfter?: unknown; updatedAfter?: unknown } | undefined>('filters') ?? {};
  const scope = { ...scopeOf(item, shop), createdFrom: startOf(String(createdAfter ?? '')) };
  const atMost = item.param<boolean>('returnAll') ? Number.POSITIVE_INFINITY : item.param<number>('limit');
  const orders = await readOrders(run.client, scope, shop, startOf(String(updatedAfter ?? '')), atMost);
  return rowsOf(orders, item.param<string>('output'), run.client.account?.id ?? '', shop);
}

export const getManyOrders: ReadOperation = {
  kind: 'read',
  value: 'getAll',
  name: 'Get Many',
  action: 'Get many orders',
  description: 'Get orders with their lines, charges and addresses; abandoned carts are left out',
  fields,
  output: orderSchema,
  async run(run: RunContext, item: ItemContext) {
    return item.param<boolean>('pageByPage') ? [await readPageOf(run, item)] : await readList(run, item);
  },
};
