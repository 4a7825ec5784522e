import type { INodeProperties } from 'n8n-workflow';

import type { Query } from '../../../shared/api/request';
import { productSchema } from '../../../shared/model';
import { hiddenPageByPage, listFields, outputField, pageFields } from '../../../shared/node/fields';
import type { ItemContext, ReadOperation, Row, RunContext, Unreadable } from '../../../shared/node/operation';
import { readWindowPage } from '../../../shared/node/page-read';
import { startOf } from '../../../shared/node/params';
import { updatedAfterField } from '../../../shared/node/product-fields';
import { mapRecords } from '../../../shared/node/records';
import { filterTime, isSince } from '../../filter-time';
import { toProduct, type ProductScope } from '../../mapping-product';
import { productIdentity, skuOf } from '../../mapping-stock';
import { checkCursor, firstPage, readAll, readPage, type PageCursor } from '../../pages';
import { readProductScope } from '../../product-scope';
import { readShop } from '../../shop';
import type { ShoprenterProduct } from '../../types-product';
import { languageField } from './fields';

const fields: INodeProperties[] = [
  ...pageFields('products'),
  ...listFields.map(hiddenPageByPage),
  languageField,
  {
    displayName: 'Load Categories',
    name: 'loadCategories',
    type: 'boolean',
    default: true,
    description: 'Whether to read the names of categories. Costs one call per 200 categories of the shop.',
  },
  {
    displayName: 'Published',
    name: 'published',
    type: 'options',
    options: [
      { name: 'All', value: 'all' },
      { name: 'Discontinued', value: '2' },
      { name: 'Not Published', value: '0' },
      { name: 'Published', value: '1' },
    ],
    default: 'all',
    description: 'Which products are returned',
  },
  hiddenPageByPage(updatedAfterField),
  hiddenPageByPage(outputField),
];

function productRows(products: readonly ShoprenterProduct[], scope: ProductScope): Array<Row | Unreadable> {
  const tell = (product: ShoprenterProduct) => ({ identity: productIdentity(product, scope.account), number: skuOf(product) });
  return mapRecords(products, tell, (product) => toProduct(product, scope) as unknown as Row);
}

const scopeOf = async (run: RunContext, item: ItemContext): Promise<ProductScope> =>
  await readProductScope(run, String(item.param<unknown>('language') ?? ''), item.param<boolean | undefined>('loadCategories') ?? true);

function published(item: ItemContext): string | undefined {
  const wanted = item.param<string | undefined>('published') ?? 'all';
  return wanted === 'all' ? undefined : wanted;
}

/** A product is done for a state of it: each change is one. */
const tellProduct = ({ sku, updatedAt }: Row) => ({ key: String(sku), number: String(sku), state: String(updatedAt ?? 'done') });

async function readPageOf(run: RunContext, item: ItemContext): Promise<Row> {
  const scope = await scopeOf(run, item);
  const wanted = published(item);
  return await readWindowPage<PageCursor>(
    run,
    item,
    startOf,
    async ({ from, cursor, pageSize }) => {
      checkCursor(cursor);
      // Filtered here: a product that leaves the vendor's list would move the others past the page border.
      const query: Query = { updatedAfter: filterTime(from, scope.zone) };
      const page = await readPage<ShoprenterProduct>(run.client, 'productExtend', query, cursor ?? firstPage(pageSize));
      const rows = page.rows.filter(
        ({ status, dateUpdated }) => (wanted === undefined || String(status) === wanted) && isSince(dateUpdated, from, scope.zone),
      );
      return { ...page, rows: productRows(rows, scope) };
    },
    tellProduct,
  );
}

async function readList(run: RunContext, item: ItemContext): Promise<Array<Row | Unreadable>> {
  const raw = item.param<string>('output') === 'raw';
  const { zone } = await readShop(run.client, run.now());
  const from = startOf(String(item.param<unknown>('updatedAfter') ?? ''));
  const atMost = item.param<boolean>('returnAll') ? Number.POSITIVE_INFINITY : item.param<number>('limit');
  const query: Query = { published: published(item), updatedAfter: from && filterTime(from, zone) };
  const wanted = (rows: readonly ShoprenterProduct[]) => rows.filter(({ dateUpdated }) => from === undefined || isSince(dateUpdated, from, zone));
  const products = wanted(await readAll<ShoprenterProduct>(run.client, 'productExtend', query, (rows) => wanted(rows).length >= atMost)).slice(0, atMost);
  return raw ? products.map((product) => ({ ...product }) as unknown as Row) : productRows(products, await scopeOf(run, item));
}

export const getManyProducts: ReadOperation = {
  kind: 'read',
  value: 'getAll',
  name: 'Get Many',
  action: 'Get many products',
  description: 'Get products with texts, prices, special prices and categories',
  fields,
  output: productSchema,
  async run(run: RunContext, item: ItemContext) {
    return item.param<boolean>('pageByPage') ? [await readPageOf(run, item)] : await readList(run, item);
  },
};
