import { createHash } from 'node:crypto';

import type { INodeProperties } from 'n8n-workflow';

import type { XmlElement } from '../../../shared/format';
import { productSchema } from '../../../shared/model';
import { hiddenPageByPage, listFields, outputField, pageFields } from '../../../shared/node/fields';
import type { ItemContext, ReadOperation, Row, RunContext, Unreadable } from '../../../shared/node/operation';
import { readWindowPage } from '../../../shared/node/page-read';
import { startOf } from '../../../shared/node/params';
import { updatedAfterField } from '../../../shared/node/product-fields';
import { mapRecords } from '../../../shared/node/records';
import type { Params } from '../../api';
import { gatherProducts, productKey } from '../../gather';
import { toProduct } from '../../mapping-product';
import { productIdentity, skuOf } from '../../mapping-stock';
import { seconds } from '../../times';
import { checkCursor, walkPage, type WalkCursor } from '../../walk';
import { textParam } from '../order/fields';

const fields: INodeProperties[] = [
  ...pageFields('products'),
  ...listFields.map(hiddenPageByPage),
  {
    displayName: 'Sold',
    name: 'sold',
    type: 'options',
    options: [
      { name: 'All', value: 'all' },
      { name: 'Not Sold', value: 'inactive' },
      { name: 'Sold', value: 'active' },
    ],
    default: 'all',
    description: 'Which products are returned',
  },
  hiddenPageByPage(updatedAfterField),
  hiddenPageByPage(outputField),
];

function productRows(products: readonly XmlElement[], account: string): Array<Row | Unreadable> {
  const tell = (product: XmlElement) => ({ identity: productIdentity(product, account), number: skuOf(product) });
  return mapRecords(products, tell, (product) => toProduct(product, account) as unknown as Row);
}

/** Base statuses 1 to 3 are on sale in one way or another (unas.md §6). */
const SOLD: Readonly<Record<string, string | undefined>> = { active: '1,2,3', inactive: '0' };

const paramsOf = (item: ItemContext, from: string | undefined): Params => ({
  StatusBase: SOLD[item.param<string | undefined>('sold') ?? 'all'],
  State: 'live',
  TimeStart: from && seconds(from),
  ContentType: 'normal',
});

/** The list tells no time of change: a product is done for all that it says. */
const tellProduct = (record: Row) => ({
  key: String(record.sku),
  number: String(record.sku),
  state: createHash('sha256').update(JSON.stringify(record)).digest('hex').slice(0, 32),
});

async function readPageOf(run: RunContext, item: ItemContext): Promise<Row> {
  return await readWindowPage<WalkCursor>(
    run,
    item,
    startOf,
    async ({ from, cursor, pageSize }) => {
      checkCursor(cursor);
      const page = await walkPage<XmlElement>(cursor, pageSize, run, async (after) => {
        const { rows, serverNow } = await gatherProducts(run.client, 'getProduct', paramsOf(item, from));
        const keyed = rows.map((row) => ({ key: productKey(row), row })).sort((a, b) => (a.key < b.key ? -1 : 1));
        return { rows: keyed.filter(({ key }) => after === undefined || key > after), complete: true, serverNow };
      });
      return { rows: productRows(page.rows, run.client.account?.id ?? ''), next: page.next, serverNow: page.serverNow };
    },
    tellProduct,
  );
}

async function readList(run: RunContext, item: ItemContext): Promise<Array<Row | Unreadable>> {
  const atMost = item.param<boolean>('returnAll') ? Number.POSITIVE_INFINITY : item.param<number>('limit');
  const { rows } = await gatherProducts(run.client, 'getProduct', paramsOf(item, startOf(textParam(item, 'updatedAfter'))), atMost);
  const products = rows.slice(0, atMost);
  return item.param<string>('output') === 'raw' ? products.map((product) => ({ ...product }) as Row) : productRows(products, run.client.account?.id ?? '');
}

export const getManyProducts: ReadOperation = {
  kind: 'read',
  value: 'getAll',
  name: 'Get Many',
  action: 'Get many products',
  description: 'Get products with texts, prices, sale and group prices and categories',
  fields,
  output: productSchema,
  async run(run: RunContext, item: ItemContext) {
    return item.param<boolean>('pageByPage') ? [await readPageOf(run, item)] : await readList(run, item);
  },
};
