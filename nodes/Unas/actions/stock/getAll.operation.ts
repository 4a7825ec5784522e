import type { INodeProperties } from 'n8n-workflow';

import type { XmlElement } from '../../../shared/format';
import { identityKey, stockLevelFields, utc, type Identity } from '../../../shared/model';
import { hiddenPageByPage, listFields, outputField, pageFields } from '../../../shared/node/fields';
import { Unreadable, type ItemContext, type ReadOperation, type Row, type RunContext } from '../../../shared/node/operation';
import { readWindowPage } from '../../../shared/node/page-read';
import { startOf } from '../../../shared/node/params';
import { settleNow } from '../../../shared/node/settle';
import { gatherProducts, productKey } from '../../gather';
import { productIdentity, skuOf, toStockLevels, type StockScope } from '../../mapping-stock';
import { seconds } from '../../times';
import { checkCursor, walkPage, type WalkCursor } from '../../walk';
import { warehouseField, warehouseOf } from '../../warehouses';
import { textParam } from '../order/fields';

const fields: INodeProperties[] = [
  ...pageFields('stock levels'),
  ...listFields.map(hiddenPageByPage),
  { ...warehouseField, description: 'Whose stock is read. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.', hint: "In an expression 'main' is the main stock and 'all' gives a level for each." },
  hiddenPageByPage({
    displayName: 'Changed After',
    name: 'changedAfter',
    type: 'dateTime',
    default: '',
    description: 'Only products whose stock moved since then; UTC unless an offset is given. Leave empty for all.',
  }),
  hiddenPageByPage(outputField),
];

const scopeOf = (run: RunContext, item: ItemContext): StockScope => ({
  account: run.client.account?.id ?? '',
  warehouse: warehouseOf(item.param<unknown>('warehouse')),
  asOf: utc(run.now()),
});

function levelRows(products: readonly XmlElement[], scope: StockScope): Array<Row | Unreadable> {
  return products.flatMap((product): Array<Row | Unreadable> => {
    const levels = settleNow(() => toStockLevels(product, scope));
    if ('value' in levels) return levels.value as unknown as Row[];
    return [new Unreadable(productIdentity(product, scope.account), skuOf(product), levels.problem)];
  });
}

/** Stock is done for a value: an unchanged one costs the target no call. A variant is a level of its own. */
function tellLevel({ warehouse }: StockScope) {
  return ({ sku, location, available, references, identity }: Row) => {
    const variants = (references as { variants?: string[] } | undefined)?.variants;
    const name = variants ? `${String(sku)} ${variants.join(' ')}` : String(sku);
    const place = String(location);
    const key = variants || warehouse === 'all' ? `${identityKey(identity as Identity)} ${place}` : String(sku);
    return { key, number: name, state: String(available) };
  };
}

async function readPageOf(run: RunContext, item: ItemContext): Promise<Row> {
  const scope = scopeOf(run, item);
  return await readWindowPage<WalkCursor>(
    run,
    item,
    startOf,
    async ({ from, cursor, pageSize }) => {
      checkCursor(cursor);
      const page = await walkPage<XmlElement>(cursor, pageSize, run, async (after) => {
        const { rows, serverNow } = await gatherProducts(run.client, 'getStock', { TimeStart: seconds(from) });
        const keyed = rows.map((row) => ({ key: productKey(row), row })).sort((a, b) => (a.key < b.key ? -1 : 1));
        return { rows: keyed.filter(({ key }) => after === undefined || key > after), complete: true, serverNow };
      });
      return { rows: levelRows(page.rows, scope), next: page.next, serverNow: page.serverNow };
    },
    tellLevel(scope),
  );
}

async function readList(run: RunContext, item: ItemContext): Promise<Array<Row | Unreadable>> {
  const scope = scopeOf(run, item);
  const atMost = item.param<boolean>('returnAll') ? Number.POSITIVE_INFINITY : item.param<number>('limit');
  const from = startOf(textParam(item, 'changedAfter'));
  const { rows } = await gatherProducts(run.client, 'getStock', { TimeStart: from && seconds(from) }, atMost);
  return (item.param<string>('output') === 'raw' ? rows.map((row) => ({ ...row }) as Row) : levelRows(rows, scope)).slice(0, atMost);
}

export const getManyStock: ReadOperation = {
  kind: 'read',
  value: 'getAll',
  name: 'Get Many',
  action: 'Get many stock levels',
  description: 'Get the stock of all products, or of those whose stock moved',
  fields,
  output: stockLevelFields,
  async run(run: RunContext, item: ItemContext) {
    return item.param<boolean>('pageByPage') ? [await readPageOf(run, item)] : await readList(run, item);
  },
};
