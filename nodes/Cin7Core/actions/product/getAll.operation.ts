import type { INodeProperties } from 'n8n-workflow';

import { productSchema } from '../../../shared/model';
import { hiddenPageByPage, listFields, outputField, pageFields } from '../../../shared/node/fields';
import type { ItemContext, ReadOperation, Row, RunContext, Unreadable } from '../../../shared/node/operation';
import { readWindowPage } from '../../../shared/node/page-read';
import { startOf } from '../../../shared/node/params';
import { mapRecords } from '../../../shared/node/records';
import { guid } from '../../ids';
import { ACCOUNT, vendorMoment } from '../../mapping';
import { skuOf, toProduct } from '../../mapping-product';
import { firstPage, readList, readListPage, type ListCall, type ListCursor } from '../../pages';
import { productCall } from '../../products';
import type { ProductRow } from '../../types';
import { textOf } from '../fields';

const fields: INodeProperties[] = [
  {
    displayName: 'Include Deprecated',
    name: 'includeDeprecated',
    type: 'boolean',
    default: false,
    description: 'Whether to also return products that are not sold any more',
  },
  {
    displayName: 'Include Pictures',
    name: 'includePictures',
    type: 'boolean',
    default: false,
    description: 'Whether to also read the attachments, of which the picture is taken',
  },
  hiddenPageByPage({
    displayName: 'Changed Since',
    name: 'fromDate',
    type: 'dateTime',
    default: '',
    description: 'Only products changed at or after this time. Leave empty for all.',
  }),
  ...pageFields('products'),
  hiddenPageByPage(outputField),
  ...listFields.map(hiddenPageByPage),
];

const A_SECOND = 1_000;

function callOf(item: ItemContext, from: string | undefined): ListCall {
  return productCall({
    ModifiedSince: from === undefined ? undefined : vendorMoment(new Date(Date.parse(from) - A_SECOND).toISOString()),
    IncludeDeprecated: item.param<boolean | undefined>('includeDeprecated') === true,
    IncludeAttachments: item.param<boolean | undefined>('includePictures') === true ? true : undefined,
  });
}

function productRows(rows: readonly ProductRow[]): Array<Row | Unreadable> {
  const tell = (row: ProductRow) => ({ identity: { channel: 'cin7core', account: ACCOUNT, id: guid(row.ID) || skuOf(row) }, number: skuOf(row) });
  return mapRecords(rows, tell, (row) => toProduct(row) as unknown as Row);
}

/** A product is done for the state it was changed to. */
const tellProduct = ({ sku, updatedAt }: Row) => ({ key: String(sku), number: String(sku), state: String(updatedAt ?? 'done') });

async function readPageOf(run: RunContext, item: ItemContext): Promise<Row> {
  const read = async ({ from, cursor, pageSize }: { from: string; cursor?: ListCursor; pageSize: number }) => {
    const page = await readListPage<ProductRow>(run.client, callOf(item, from), cursor ?? firstPage(pageSize));
    return { rows: productRows(page.rows), next: page.next, serverNow: page.serverNow };
  };
  return await readWindowPage<ListCursor>(run, item, startOf, read, tellProduct);
}

async function readAll(run: RunContext, item: ItemContext): Promise<Array<Row | Unreadable>> {
  const atMost = item.param<boolean>('returnAll') ? Number.POSITIVE_INFINITY : item.param<number>('limit');
  const call = callOf(item, startOf(textOf(item.param, 'fromDate')));
  const rows = (await readList<ProductRow>(run.client, call, ({ ID, SKU }) => guid(ID) || (SKU ?? ''), ({ length }) => length >= atMost)).slice(0, atMost);
  return item.param<string>('output') === 'raw' ? rows.map((row) => ({ ...row }) as unknown as Row) : productRows(rows);
}

export const getManyProducts: ReadOperation = {
  kind: 'read',
  value: 'getAll',
  name: 'Get Many',
  action: 'Get many products',
  description: 'Get products of the catalogue, all or those that changed',
  fields,
  output: productSchema,
  async run(run: RunContext, item: ItemContext) {
    return item.param<boolean>('pageByPage') ? [await readPageOf(run, item)] : await readAll(run, item);
  },
};
