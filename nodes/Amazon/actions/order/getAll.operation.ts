import type { INodeProperties } from 'n8n-workflow';

import { refused } from '../../../shared/api/problem';
import { orderSchema, utc } from '../../../shared/model';
import { hiddenPageByPage, listFields, outputField, pageFields } from '../../../shared/node/fields';
import type { ItemContext, ReadOperation, Row, RunContext, Unreadable } from '../../../shared/node/operation';
import { readWindowPage } from '../../../shared/node/page-read';
import { startOf } from '../../../shared/node/params';
import { readOrderPage, readOrders, type OrderCursor, type OrderQuery } from '../../read-orders';
import { modelRows, rowsOf } from '../order-rows';
import { filterFields, orderQuery, statusesField } from './fields';

const DEFAULT_DAYS = 30;

const fields: INodeProperties[] = [
  ...filterFields,
  statusesField,
  // n8n looks at fields in this order: one that others depend on has to stand before them.
  ...pageFields('orders'),
  hiddenPageByPage({
    displayName: 'Changed Since',
    name: 'changedSince',
    type: 'dateTime',
    default: '',
    description: `Only orders changed at or after this time. Leave empty for the last ${DEFAULT_DAYS} days.`,
  }),
  hiddenPageByPage(outputField),
  ...listFields.map(hiddenPageByPage),
];

const queryOf = (run: RunContext, item: ItemContext): OrderQuery =>
  orderQuery(run.client, (name) => item.param(name), item.param<string[] | undefined>('statuses') ?? []);

async function readList(run: RunContext, item: ItemContext): Promise<Array<Row | Unreadable>> {
  const atMost = item.param<boolean>('returnAll') ? Number.POSITIVE_INFINITY : item.param<number>('limit');
  const since = startOf(String(item.param<unknown>('changedSince') ?? '')) ?? utc(run.now() - DEFAULT_DAYS * 86_400_000);
  return rowsOf(await readOrders(run.client, queryOf(run, item), { since, now: run.now() }, atMost), item);
}

function checkCursor(cursor: OrderCursor | undefined): void {
  if (cursor === undefined || (typeof cursor.token === 'string' && typeof cursor.since === 'string')) return;
  throw refused("'Position' cannot be used: it is not one of this operation", "Leave 'Position' empty to begin at 'Start From', or restore the last saved one.");
}

async function readPageOf(run: RunContext, item: ItemContext): Promise<Row> {
  const query = queryOf(run, item);
  return await readWindowPage<OrderCursor>(run, item, startOf, async ({ from, cursor, pageSize }) => {
    checkCursor(cursor);
    const page = await readOrderPage(run.client, query, { since: from, now: run.now(), pageSize }, cursor);
    return { rows: modelRows(page.orders), next: page.next, serverNow: page.toldUntil };
  });
}

export const getManyOrders: ReadOperation = {
  kind: 'read',
  value: 'getAll',
  name: 'Get Many',
  action: 'Get many orders',
  description: 'Get orders that changed, with items and addresses; billing addresses are in the order report only',
  fields,
  output: orderSchema,
  async run(run: RunContext, item: ItemContext) {
    return item.param<boolean>('pageByPage') ? [await readPageOf(run, item)] : await readList(run, item);
  },
};
