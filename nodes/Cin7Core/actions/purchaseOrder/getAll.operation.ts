import type { INodeProperties } from 'n8n-workflow';

import { identityKey, purchaseOrderSchema, type PurchaseOrder } from '../../../shared/model';
import { hiddenPageByPage, listFields, outputField, pageFields } from '../../../shared/node/fields';
import type { ItemContext, ReadOperation, Row, RunContext, Unreadable } from '../../../shared/node/operation';
import { readWindowPage } from '../../../shared/node/page-read';
import { startOf } from '../../../shared/node/params';
import { mapRecords } from '../../../shared/node/records';
import { purchaseIdentity, purchaseNumber, purchaseState, toPurchaseOrder } from '../../mapping-purchase';
import { firstPage, type ListCursor } from '../../pages';
import { readPurchasePage, readPurchases, type FoundPurchase, type PurchaseQuery } from '../../read-purchases';
import { textOf } from '../fields';

const fields: INodeProperties[] = [
  {
    displayName: 'Only What Is Due',
    name: 'onlyDue',
    type: 'boolean',
    default: true,
    description: 'Whether to return only authorised purchases of which something is still to come',
  },
  {
    displayName: 'Include Drop Shipments',
    name: 'supplierDrops',
    type: 'boolean',
    default: false,
    description: 'Whether to also return purchases that the supplier sends to the buyer, which never come to a warehouse',
  },
  hiddenPageByPage({
    displayName: 'Changed Since',
    name: 'fromDate',
    type: 'dateTime',
    default: '',
    description: 'Only purchases changed at or after this time. Leave empty for all.',
  }),
  ...pageFields('purchase orders'),
  hiddenPageByPage(outputField),
  ...listFields.map(hiddenPageByPage),
];

const queryOf = ({ param }: ItemContext): PurchaseQuery => ({ onlyDue: param<boolean | undefined>('onlyDue') ?? true, supplierDrops: param<boolean | undefined>('supplierDrops') === true });

export function purchaseRows(found: readonly FoundPurchase[]): Array<Row | Unreadable> {
  const tell = ({ purchase, row }: FoundPurchase) => ({ identity: purchaseIdentity(purchase.ID ?? row.ID), number: purchaseNumber({ ...row, ...purchase }) });
  return mapRecords(found, tell, ({ purchase, row }) => toPurchaseOrder(purchase, row) as unknown as Row);
}

function tellPurchase(record: Row) {
  const purchase = record as unknown as PurchaseOrder;
  return { key: identityKey(purchase.identity), number: purchase.number, state: purchaseState(purchase) };
}

async function readPageOf(run: RunContext, item: ItemContext): Promise<Row> {
  const query = queryOf(item);
  const read = async ({ from, cursor, pageSize }: { from: string; cursor?: ListCursor; pageSize: number }) => {
    const page = await readPurchasePage(run.client, query, from, cursor ?? firstPage(pageSize));
    return { ...page, rows: purchaseRows(page.rows) };
  };
  return await readWindowPage<ListCursor>(run, item, startOf, read, tellPurchase);
}

async function readAll(run: RunContext, item: ItemContext): Promise<Array<Row | Unreadable>> {
  const atMost = item.param<boolean>('returnAll') ? Number.POSITIVE_INFINITY : item.param<number>('limit');
  const found = await readPurchases(run.client, queryOf(item), startOf(textOf(item.param, 'fromDate')), atMost);
  return item.param<string>('output') === 'raw' ? found.map(({ purchase }) => ({ ...purchase }) as unknown as Row) : purchaseRows(found);
}

export const getManyPurchaseOrders: ReadOperation = {
  kind: 'read',
  value: 'getAll',
  name: 'Get Many',
  action: 'Get many purchase orders',
  description: 'Get purchases with their lines, as a warehouse expects them',
  fields,
  output: purchaseOrderSchema,
  async run(run: RunContext, item: ItemContext) {
    return item.param<boolean>('pageByPage') ? [await readPageOf(run, item)] : await readAll(run, item);
  },
};
