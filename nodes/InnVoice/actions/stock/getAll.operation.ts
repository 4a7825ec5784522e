import type { INodeProperties } from 'n8n-workflow';

import { identityKey, stockLevelFields, utc } from '../../../shared/model';
import { hiddenPageByPage, listFields, outputField } from '../../../shared/node/fields';
import { Unreadable, type ItemContext, type ReadOperation, type Row, type RunContext } from '../../../shared/node/operation';
import { settleNow } from '../../../shared/node/settle';
import { timelessPageFields } from '../../../shared/node/timeless';
import { accountOf } from '../../api';
import { checkPlaces } from '../../choices';
import { toLevels, type StockScope } from '../../mapping-stock';
import { readCatalogueList, readCataloguePage, type CatalogueReader } from '../../read-products';
import { stocksOf } from '../../vendor-product';

const fields: INodeProperties[] = [
  ...timelessPageFields('stock levels'),
  ...listFields.map(hiddenPageByPage),
  {
    displayName: 'Warehouse Names or IDs',
    name: 'warehouses',
    type: 'multiOptions',
    typeOptions: { loadOptionsMethod: 'getWarehouses' },
    default: [],
    description:
      'Warehouses whose stock counts; empty means all. An ID is a name, or #2 for the second one. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
  },
  {
    displayName: 'Levels',
    name: 'levels',
    type: 'options',
    options: [
      { name: 'One per Warehouse', value: 'perWarehouse', description: 'A level for each warehouse of each product' },
      { name: 'Sum', value: 'sum', description: 'One level per product: the sum of the warehouses' },
    ],
    default: 'sum',
    description: 'Whether the warehouses are added up',
  },
  hiddenPageByPage(outputField),
];

/** A list, or names with commas from an expression. */
function namesOf(given: unknown): string[] {
  const parts = Array.isArray(given) ? given.map(String) : String(given ?? '').split(',');
  return parts.map((part) => part.trim()).filter(Boolean);
}

function readerOf(run: RunContext, item: ItemContext): CatalogueReader {
  const scope: StockScope = {
    account: accountOf(run.client),
    warehouses: namesOf(item.param<unknown>('warehouses')),
    perWarehouse: item.param<string>('levels') === 'perWarehouse',
    asOf: utc(run.now()),
  };
  return {
    check: (catalogue) => checkPlaces(catalogue, [{ field: 'Warehouses', names: scope.warehouses, of: stocksOf }]),
    rows(raw, sku) {
      const levels = settleNow(() => toLevels(raw, sku, scope));
      if ('value' in levels) return levels.value as unknown as Row[];
      return [new Unreadable({ channel: 'innvoice', account: scope.account, id: sku }, sku, levels.problem.about(`InnVoice product '${sku}'`))];
    },
    tell({ sku, location, physical }) {
      const key = location === undefined ? String(sku) : identityKey({ channel: 'stock', account: String(location), id: String(sku) });
      // Stock is done for a value: an unchanged one costs the target no call.
      return { key, number: String(sku), state: String(physical) };
    },
  };
}

export const getManyStock: ReadOperation = {
  kind: 'read',
  value: 'getAll',
  name: 'Get Many',
  action: 'Get many stock levels',
  description: 'Get the stock of the whole catalogue, of chosen warehouses or of all',
  fields,
  output: stockLevelFields,
  async run(run: RunContext, item: ItemContext) {
    const reader = readerOf(run, item);
    return item.param<boolean>('pageByPage') ? [await readCataloguePage(run, item, reader)] : await readCatalogueList(run, item, reader);
  },
};
