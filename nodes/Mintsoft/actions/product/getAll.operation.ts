import type { INodeProperties } from 'n8n-workflow';

import { productSchema } from '../../../shared/model';
import { hiddenPageByPage, listFields, outputField } from '../../../shared/node/fields';
import type { ItemContext, ReadOperation, Row, RunContext, Unreadable } from '../../../shared/node/operation';
import { readWindowPage } from '../../../shared/node/page-read';
import { startOf } from '../../../shared/node/params';
import { mapRecords } from '../../../shared/node/records';
import { accountOf } from '../../mapping-origin';
import { productName, toProduct, type WeightUnit } from '../../mapping-product';
import { firstPage, type PageCursor } from '../../pages';
import { PRODUCTS_PER_PAGE, readProductPage, readProducts, type ProductQuery } from '../../read-products';
import type { MintsoftProduct } from '../../types';
import { clientField, clientOf, mintsoftPageFields, zoneField, zoneOf } from '../fields';
import { weightUnitField } from './fields';

const fields: INodeProperties[] = [
  ...mintsoftPageFields('products'),
  ...listFields.map(hiddenPageByPage),
  clientField,
  hiddenPageByPage({
    displayName: 'Changed Since',
    name: 'fromDate',
    type: 'dateTime',
    default: '',
    description: 'Only products changed at or after this time. Leave empty for all.',
  }),
  weightUnitField,
  zoneField,
  hiddenPageByPage(outputField),
];

const queryOf = ({ param }: ItemContext): ProductQuery => ({ clientId: clientOf(param), zone: zoneOf(param) });

function productRows(products: readonly MintsoftProduct[], item: ItemContext, zone: string): Array<Row | Unreadable> {
  const unit = item.param<WeightUnit | undefined>('weightUnit') ?? 'kilogram';
  const tell = (one: MintsoftProduct) => ({
    identity: { channel: 'mintsoft', account: accountOf(one), id: productName(one) },
    number: productName(one),
  });
  return mapRecords(products, tell, (one) => toProduct(one, unit, zone) as unknown as Row);
}

async function readPageOf(run: RunContext, item: ItemContext): Promise<Row> {
  const query = queryOf(item);
  const tell = ({ sku, updatedAt }: Row) => ({ key: String(sku), number: String(sku), state: `changed ${String(updatedAt)}` });
  return await readWindowPage<PageCursor>(
    run,
    item,
    startOf,
    async ({ from, cursor, pageSize }) => {
      const page = await readProductPage(run.client, query, from, cursor ?? firstPage(pageSize, PRODUCTS_PER_PAGE));
      return { ...page, rows: productRows(page.rows, item, query.zone) };
    },
    tell,
  );
}

async function readList(run: RunContext, item: ItemContext): Promise<Array<Row | Unreadable>> {
  const atMost = item.param<boolean>('returnAll') ? Number.POSITIVE_INFINITY : item.param<number>('limit');
  const query = queryOf(item);
  const products = await readProducts(run.client, query, startOf(String(item.param<unknown>('fromDate') ?? '')), atMost);
  return item.param<string>('output') === 'raw' ? products.map((one) => ({ ...one }) as unknown as Row) : productRows(products, item, query.zone);
}

export const getManyProducts: ReadOperation = {
  kind: 'read',
  value: 'getAll',
  name: 'Get Many',
  action: 'Get many products',
  description: 'Get all products or those that changed',
  fields,
  output: productSchema,
  async run(run: RunContext, item: ItemContext) {
    return item.param<boolean>('pageByPage') ? [await readPageOf(run, item)] : await readList(run, item);
  },
};
