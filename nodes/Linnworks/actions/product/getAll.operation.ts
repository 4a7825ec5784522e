import type { INodeProperties } from 'n8n-workflow';

import { productSchema } from '../../../shared/model';
import { hiddenPageByPage, listFields, outputField } from '../../../shared/node/fields';
import type { ItemContext, ReadOperation, Row, RunContext, Unreadable } from '../../../shared/node/operation';
import { readWindowPage } from '../../../shared/node/page-read';
import { mapRecords } from '../../../shared/node/records';
import { ACCOUNT } from '../../mapping';
import type { WeightUnit } from '../../mapping-lines';
import { toProduct } from '../../mapping-product';
import { skuOf } from '../../mapping-stock';
import { firstPage, readItemPage, readItems, type ItemCursor, type ItemQuery } from '../../read-stock';
import { timelessItem, timelessPageFields } from '../../../shared/node/timeless';
import type { LinnworksStockItem } from '../../types-stock';
import { weightUnitField } from '../fields';

const fields: INodeProperties[] = [
  ...timelessPageFields('products'),
  ...listFields.map(hiddenPageByPage),
  {
    displayName: 'Include Composites',
    name: 'includeComposites',
    type: 'boolean',
    default: true,
    description: 'Whether to also return composite items, which are put together from others',
  },
  {
    displayName: 'Include Variation Parents',
    name: 'includeParents',
    type: 'boolean',
    default: false,
    description: 'Whether to also return the parents of variations, which hold no stock and cannot be ordered',
  },
  weightUnitField,
  hiddenPageByPage(outputField),
];

const queryOf = (item: ItemContext): ItemQuery => ({
  data: [],
  composites: item.param<boolean>('includeComposites') ?? true,
  variationParents: item.param<boolean>('includeParents') ?? false,
});

function productRows(items: readonly LinnworksStockItem[], item: ItemContext): Array<Row | Unreadable> {
  const unit = item.param<WeightUnit>('weightUnit') ?? 'none';
  const tell = (one: LinnworksStockItem) => ({
    identity: { channel: 'linnworks', account: ACCOUNT, id: one.StockItemId || skuOf(one) },
    number: skuOf(one),
  });
  return mapRecords(items, tell, (one) => toProduct(one, unit) as unknown as Row);
}

async function readPageOf(run: RunContext, item: ItemContext): Promise<Row> {
  const tell = ({ sku }: Row) => ({ key: String(sku), number: String(sku), state: 'done' });
  return await readWindowPage<ItemCursor>(
    run,
    timelessItem(item),
    () => undefined,
    async ({ cursor, pageSize }) => {
      const page = await readItemPage(run.client, queryOf(item), cursor ?? firstPage(pageSize));
      return { rows: productRows(page.items, item), next: page.next, serverNow: page.serverNow };
    },
    tell,
  );
}

async function readList(run: RunContext, item: ItemContext): Promise<Array<Row | Unreadable>> {
  const atMost = item.param<boolean>('returnAll') ? Number.POSITIVE_INFINITY : item.param<number>('limit');
  const items = (await readItems(run.client, queryOf(item), ({ length }) => length >= atMost)).slice(0, atMost);
  return item.param<string>('output') === 'raw' ? items.map((one) => ({ ...one }) as unknown as Row) : productRows(items, item);
}

export const getManyProducts: ReadOperation = {
  kind: 'read',
  value: 'getAll',
  name: 'Get Many',
  action: 'Get many products',
  description: 'Get the stock items of the catalogue',
  fields,
  output: productSchema,
  async run(run: RunContext, item: ItemContext) {
    return item.param<boolean>('pageByPage') ? [await readPageOf(run, item)] : await readList(run, item);
  },
};
