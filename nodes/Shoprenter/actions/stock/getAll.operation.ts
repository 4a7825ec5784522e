import type { INodeProperties } from 'n8n-workflow';

import { identityKey, stockLevelFields, utc } from '../../../shared/model';
import { hiddenPageByPage, listFields, outputField } from '../../../shared/node/fields';
import { Unreadable, type ItemContext, type ReadOperation, type Row, type RunContext } from '../../../shared/node/operation';
import { readWindowPage } from '../../../shared/node/page-read';
import { settleNow } from '../../../shared/node/settle';
import { timelessItem, timelessPageFields } from '../../../shared/node/timeless';
import { productIdentity, skuOf, toStockLevels, type StockRow, type StockScope } from '../../mapping-stock';
import { checkCursor, firstPage, readAll, readPage, type PageCursor } from '../../pages';
import { readShop } from '../../shop';
import { warehouseOf, warehousesField } from '../../warehouses';

const fields: INodeProperties[] = [
  // The whole catalogue each time: whether a change of stock counts as a change of the product is not documented.
  ...timelessPageFields('stock levels'),
  ...listFields.map(hiddenPageByPage),
  warehousesField,
  {
    displayName: 'One Level per Warehouse',
    name: 'perWarehouse',
    type: 'boolean',
    default: false,
    description: 'Whether to give a level for each warehouse instead of their sum',
  },
  hiddenPageByPage(outputField),
];

async function scopeOf(run: RunContext, item: ItemContext): Promise<StockScope> {
  const { zone } = await readShop(run.client, run.now());
  const given = item.param<unknown>('warehouses');
  const names = (Array.isArray(given) ? given : String(given ?? '').split(',')).filter((name) => String(name).trim() !== '');
  return {
    account: run.client.account?.id ?? '',
    warehouses: names.map(warehouseOf),
    perWarehouse: item.param<boolean | undefined>('perWarehouse') ?? false,
    zone,
    asOf: utc(run.now()),
  };
}

function levelRows(rows: readonly StockRow[], scope: StockScope): Array<Row | Unreadable> {
  return rows.flatMap((row): Array<Row | Unreadable> => {
    const levels = settleNow(() => toStockLevels(row, scope));
    if ('value' in levels) return levels.value as unknown as Row[];
    return [new Unreadable(productIdentity(row, scope.account), skuOf(row), levels.problem)];
  });
}

/** Stock is done for a value: an unchanged one costs the target no call. */
function tellLevel({ perWarehouse }: StockScope) {
  return ({ sku, location, available }: Row) => ({
    key: perWarehouse ? identityKey({ channel: 'stock', account: String(location), id: String(sku) }) : String(sku),
    number: String(sku),
    state: String(available),
  });
}

async function readPageOf(run: RunContext, item: ItemContext): Promise<Row> {
  const scope = await scopeOf(run, item);
  return await readWindowPage<PageCursor>(
    run,
    timelessItem(item),
    () => undefined,
    async ({ cursor, pageSize }) => {
      checkCursor(cursor);
      const page = await readPage<StockRow>(run.client, 'products', {}, cursor ?? firstPage(pageSize));
      return { ...page, rows: levelRows(page.rows, scope) };
    },
    tellLevel(scope),
  );
}

async function readList(run: RunContext, item: ItemContext): Promise<Array<Row | Unreadable>> {
  const scope = await scopeOf(run, item);
  const atMost = item.param<boolean>('returnAll') ? Number.POSITIVE_INFINITY : item.param<number>('limit');
  const raw = item.param<string>('output') === 'raw';
  const rows = await readAll<StockRow>(run.client, 'products', {}, ({ length }) => length >= atMost);
  const shown = raw ? rows.map((row) => ({ ...row }) as unknown as Row) : levelRows(rows, scope);
  return shown.slice(0, atMost);
}

export const getManyStock: ReadOperation = {
  kind: 'read',
  value: 'getAll',
  name: 'Get Many',
  action: 'Get many stock levels',
  description: 'Get the stock of the whole catalogue, of one warehouse, some, or all together',
  fields,
  output: stockLevelFields,
  async run(run: RunContext, item: ItemContext) {
    return item.param<boolean>('pageByPage') ? [await readPageOf(run, item)] : await readList(run, item);
  },
};
