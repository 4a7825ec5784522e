import type { INodeProperties } from 'n8n-workflow';

import { misconfigured } from '../../../shared/api/problem';
import { identityKey, stockLevelFields } from '../../../shared/model';
import { hiddenPageByPage, listFields, outputField } from '../../../shared/node/fields';
import type { ItemContext, ReadOperation, Row, RunContext, Unreadable } from '../../../shared/node/operation';
import { readWindowPage } from '../../../shared/node/page-read';
import { startOf } from '../../../shared/node/params';
import { mapRecords } from '../../../shared/node/records';
import { accountOf } from '../../mapping-origin';
import { stockName, toStockLevel, type ValueType } from '../../mapping-stock';
import { firstPage, type PageCursor } from '../../pages';
import { readStock, readStockPage, STOCK_PER_PAGE, type StockQuery } from '../../read-stock';
import type { MintsoftStock } from '../../types';
import { clientField, clientOf, idOf, mintsoftPageFields, warehouseField, zoneField, zoneOf } from '../fields';

const fields: INodeProperties[] = [
  ...mintsoftPageFields('stock levels'),
  ...listFields.map(hiddenPageByPage),
  clientField,
  { ...warehouseField, description: 'Levels of this warehouse. Leave empty for all, one level for each warehouse.' },
  {
    displayName: 'Value Type',
    name: 'valueType',
    type: 'options',
    options: [
      { name: 'Both', value: 'both', description: 'The free and the physical figure; the target takes the one it needs' },
      { name: 'On Hand', value: 'onHand', description: 'Free stock only, for a target that sells the number as it stands' },
      {
        name: 'Stock Level',
        value: 'stockLevel',
        description: 'Physical stock only, allocated pieces included, for a target that subtracts its open orders itself',
      },
    ],
    default: 'both',
    description: 'Which of the two figures of Mintsoft are handed on',
  },
  hiddenPageByPage({
    displayName: 'Changed Since',
    name: 'changedSince',
    type: 'dateTime',
    default: '',
    description: 'Only stock that changed at or after this time. Leave empty for all.',
  }),
  {
    displayName: 'Only Changes',
    name: 'onlyChanges',
    type: 'boolean',
    default: true,
    displayOptions: { show: { pageByPage: [true] } },
    description: 'Whether each window holds what changed since the last one. Switch off to read the whole catalogue each time.',
  },
  zoneField,
  hiddenPageByPage(outputField),
];

const VALUE_TYPES: readonly ValueType[] = ['both', 'onHand', 'stockLevel'];

const queryOf = ({ param }: ItemContext): StockQuery => ({
  clientId: clientOf(param),
  warehouseId: idOf(param, 'warehouse', 'Warehouse'),
  zone: zoneOf(param),
});

function levelRows(rows: readonly MintsoftStock[], item: ItemContext, zone: string): Array<Row | Unreadable> {
  const valueType = item.param<ValueType | undefined>('valueType') ?? 'both';
  // An expression may give anything.
  if (!VALUE_TYPES.includes(valueType)) throw misconfigured(`'Value Type' is '${String(valueType)}'`, `Give one of: ${VALUE_TYPES.join(', ')}.`);
  const tell = (row: MintsoftStock) => ({ identity: { channel: 'mintsoft', account: accountOf(row), id: stockName(row) }, number: stockName(row) });
  return mapRecords(rows, tell, (row) => toStockLevel(row, valueType, zone) as unknown as Row);
}

/** Stock is done for a value: an unchanged one costs the target no call. */
function tellLevel(query: StockQuery) {
  return (record: Row) => {
    const { sku, location, available, physical } = record as { [name: string]: string | number | undefined };
    const key = query.warehouseId === undefined ? identityKey({ channel: 'stock', account: String(location), id: String(sku) }) : String(sku);
    const state = [available, physical].filter((figure) => figure !== undefined).join('/');
    return { key, number: String(sku), state };
  };
}

async function readPageOf(run: RunContext, item: ItemContext): Promise<Row> {
  const query = queryOf(item);
  const onlyChanges = item.param<boolean | undefined>('onlyChanges') ?? true;
  return await readWindowPage<PageCursor>(
    run,
    item,
    startOf,
    async ({ from, cursor, pageSize }) => {
      const page = await readStockPage(run.client, query, onlyChanges ? from : undefined, cursor ?? firstPage(pageSize, STOCK_PER_PAGE));
      return { ...page, rows: levelRows(page.rows, item, query.zone) };
    },
    tellLevel(query),
  );
}

async function readList(run: RunContext, item: ItemContext): Promise<Array<Row | Unreadable>> {
  const atMost = item.param<boolean>('returnAll') ? Number.POSITIVE_INFINITY : item.param<number>('limit');
  const query = queryOf(item);
  const rows = await readStock(run.client, query, startOf(String(item.param<unknown>('changedSince') ?? '')), atMost);
  return item.param<string>('output') === 'raw' ? rows.map((row) => ({ ...row }) as unknown as Row) : levelRows(rows, item, query.zone);
}

export const getManyStock: ReadOperation = {
  kind: 'read',
  value: 'getAll',
  name: 'Get Many',
  action: 'Get many stock levels',
  description: 'Get the stock of all products or of those that changed',
  fields,
  output: stockLevelFields,
  async run(run: RunContext, item: ItemContext) {
    return item.param<boolean>('pageByPage') ? [await readPageOf(run, item)] : await readList(run, item);
  },
};
