import type { INodeProperties } from 'n8n-workflow';

import { purchaseOrderSchema } from '../../../shared/model';
import { hiddenPageByPage, listFields, outputField } from '../../../shared/node/fields';
import type { ItemContext, ReadOperation, Row, RunContext, Unreadable } from '../../../shared/node/operation';
import { readWindowPage } from '../../../shared/node/page-read';
import { findLocation, isLocationId, readLocations } from '../../locations';
import {
  firstPurchases,
  PURCHASE_STATUSES,
  readPurchasePage,
  readPurchases,
  type PurchaseCursor,
  type PurchaseQuery,
} from '../../read-purchases';
import { timelessItem, timelessPageFields } from '../../../shared/node/timeless';
import { locationField } from '../fields';
import { purchaseRows, purchaseWeightField, scopeOf, suppliersField, tellPurchase } from './rows';

export const outstandingField: INodeProperties = {
  displayName: 'Only Outstanding Lines',
  name: 'onlyOutstanding',
  type: 'boolean',
  default: true,
  description: 'Whether to leave out lines that are delivered completely, as a warehouse expects nothing of them any more',
};

const filterFields: INodeProperties[] = [
  {
    displayName: 'Status',
    name: 'statuses',
    type: 'multiOptions',
    options: [
      { name: 'Delivered', value: 'DELIVERED' },
      { name: 'Open', value: 'OPEN' },
      { name: 'Partial', value: 'PARTIAL', description: 'Delivered in part' },
      { name: 'Pending', value: 'PENDING', description: 'A draft, which is not due yet' },
    ],
    default: ['OPEN', 'PARTIAL'],
    description: 'Orders in one of these; empty for all. Each one chosen is a search of its own.',
  },
  { ...locationField, description: 'Only orders to be delivered to this location. Leave empty for all.' },
  outstandingField,
  suppliersField,
  purchaseWeightField,
];

const fields: INodeProperties[] = [
  ...timelessPageFields('purchase orders'),
  ...listFields.map(hiddenPageByPage),
  ...filterFields,
  hiddenPageByPage(outputField),
];

async function queryOf(run: RunContext, item: ItemContext): Promise<PurchaseQuery> {
  const chosen = item.param<string[] | undefined>('statuses') ?? [];
  const statuses = chosen.length > 0 ? chosen : PURCHASE_STATUSES;
  const wanted = (item.param<string | undefined>('location') ?? '').trim();
  if (wanted === '' || isLocationId(wanted)) return { statuses, locations: wanted === '' ? [] : [wanted] };
  const locations = await run.once('locations', async () => await readLocations(run.client));
  return { statuses, locations: [findLocation(locations, wanted).id] };
}

const outstanding = (item: ItemContext): boolean => item.param<boolean | undefined>('onlyOutstanding') ?? true;

async function readPageOf(run: RunContext, item: ItemContext): Promise<Row> {
  const query = await queryOf(run, item);
  return await readWindowPage<PurchaseCursor>(
    run,
    timelessItem(item),
    () => undefined,
    async ({ cursor, pageSize }) => {
      const page = await readPurchasePage(run.client, query, cursor ?? firstPurchases(pageSize));
      return { rows: purchaseRows(page.orders, await scopeOf(run, item, outstanding(item), page.orders)), next: page.next };
    },
    tellPurchase,
  );
}

async function readList(run: RunContext, item: ItemContext): Promise<Array<Row | Unreadable>> {
  const atMost = item.param<boolean>('returnAll') ? Number.POSITIVE_INFINITY : item.param<number>('limit');
  const orders = await readPurchases(run.client, await queryOf(run, item), atMost);
  if (item.param<string>('output') === 'raw') return orders.map((order) => ({ ...order }) as unknown as Row);
  return purchaseRows(orders, await scopeOf(run, item, outstanding(item), orders));
}

export const getManyPurchaseOrders: ReadOperation = {
  kind: 'read',
  value: 'getAll',
  name: 'Get Many',
  action: 'Get many purchase orders',
  description: 'Get purchase orders with what is still due of each line',
  fields,
  output: purchaseOrderSchema,
  async run(run: RunContext, item: ItemContext) {
    return item.param<boolean>('pageByPage') ? [await readPageOf(run, item)] : await readList(run, item);
  },
};
