import type { INodeProperties } from 'n8n-workflow';

import { orderSchema } from '../../../shared/model';
import { hiddenPageByPage, listFields, outputField, pageFields } from '../../../shared/node/fields';
import type { ItemContext, ReadOperation, Row, RunContext, Unreadable } from '../../../shared/node/operation';
import { readWindowPage } from '../../../shared/node/page-read';
import { startOf } from '../../../shared/node/params';
import { findPlace, readEntries } from '../../lists';
import { firstPage, type ListCursor } from '../../pages';
import { orderRows, rawOrders, readOrderPage, readOrders, type OrderQuery } from '../../read-orders';
import type { Standing } from '../../status';
import { locationField, textOf } from '../fields';
import { orderOptionsField, rulesOf, standingField, withTrackingField, type OrderOptions } from './fields';

const fields: INodeProperties[] = [
  standingField,
  withTrackingField,
  { ...locationField, description: 'Only orders of this location. Leave empty for all.' },
  hiddenPageByPage({
    displayName: 'Changed Since',
    name: 'fromDate',
    type: 'dateTime',
    default: '',
    description: 'Only orders changed at or after this time. Leave empty for all.',
  }),
  ...pageFields('orders'),
  hiddenPageByPage(outputField),
  ...listFields.map(hiddenPageByPage),
  orderOptionsField,
];

/** The location's id, which the list of sales tells; names are looked up. */
export async function placeIdOf(run: RunContext, item: ItemContext): Promise<string | undefined> {
  const wanted = textOf(item.param, 'location');
  if (wanted === '') return undefined;
  return findPlace(await run.once('locations', async () => await readEntries(run.client, 'locations')), wanted).id;
}

async function queryOf(run: RunContext, item: ItemContext): Promise<OrderQuery> {
  return {
    standings: item.param<Standing[] | undefined>('standings') ?? [],
    withTracking: item.param<boolean | undefined>('withTracking') === true,
    locationId: await placeIdOf(run, item),
    productFacts: item.param<OrderOptions | undefined>('options')?.productFacts === true,
  };
}

const mapOf = (item: ItemContext) => rulesOf(item.param<OrderOptions | undefined>('options'));

async function readPageOf(run: RunContext, item: ItemContext): Promise<Row> {
  const query = await queryOf(run, item);
  return await readWindowPage<ListCursor>(run, item, startOf, async ({ from, cursor, pageSize }) => {
    const page = await readOrderPage(run.client, query, from, cursor ?? firstPage(pageSize));
    return { ...page, rows: await orderRows(run.client, page.rows, query, mapOf(item)) };
  });
}

async function readAll(run: RunContext, item: ItemContext): Promise<Array<Row | Unreadable>> {
  const atMost = item.param<boolean>('returnAll') ? Number.POSITIVE_INFINITY : item.param<number>('limit');
  const query = await queryOf(run, item);
  const sales = await readOrders(run.client, query, startOf(textOf(item.param, 'fromDate')), atMost);
  return item.param<string>('output') === 'raw' ? rawOrders(sales) : await orderRows(run.client, sales, query, mapOf(item));
}

export const getManyOrders: ReadOperation = {
  kind: 'read',
  value: 'getAll',
  name: 'Get Many',
  action: 'Get many orders',
  description: 'Get sale orders that changed, with lines and addresses',
  fields,
  output: orderSchema,
  async run(run: RunContext, item: ItemContext) {
    return item.param<boolean>('pageByPage') ? [await readPageOf(run, item)] : await readAll(run, item);
  },
};
