import type { INodeProperties } from 'n8n-workflow';

import { identityKey, stockLevelFields, utc } from '../../../shared/model';
import { hiddenPageByPage, listFields, outputField } from '../../../shared/node/fields';
import type { ItemContext, ReadOperation, Row, RunContext, Unreadable } from '../../../shared/node/operation';
import { readWindowPage } from '../../../shared/node/page-read';
import { startOf } from '../../../shared/node/params';
import { mapRecords } from '../../../shared/node/records';
import { timelessItem, timelessPageFields } from '../../../shared/node/timeless';
import { shipStationV2 } from '../../api';
import { readStock, readStockPage, toStockLevel, type StockQuery, type V2Level } from '../../inventory';
import { shipStationIdentity } from '../../mapping';
import { textOf } from '../fields';
import { rawRows } from '../order/rows';
import { inventoryWarehouseField, locationField } from './fields';

const fields: INodeProperties[] = [
  ...timelessPageFields('stock levels'),
  ...listFields.map(hiddenPageByPage),
  { ...inventoryWarehouseField, description: 'Only stock of this inventory warehouse. Leave empty for all, one level for each warehouse.' },
  { ...locationField, description: 'Only stock of this inventory location. Leave empty for all.' },
  hiddenPageByPage(outputField),
];

const queryOf = ({ param }: ItemContext): StockQuery => ({ warehouse: textOf(param, 'inventoryWarehouse'), location: textOf(param, 'location') });

function levelRows(rows: readonly V2Level[], now: number): Array<Row | Unreadable> {
  const tell = ({ sku }: V2Level) => ({ identity: shipStationIdentity(sku), number: sku ?? 'unknown' });
  return mapRecords(rows, tell, (row) => toStockLevel(row, utc(now)) as unknown as Row);
}

/** Stock is done for a value: an unchanged one costs the target no call. */
function tellLevel({ warehouse, location }: StockQuery) {
  const isOfOne = warehouse !== '' || location !== '';
  return (record: Row) => {
    const { sku, location: place, available, physical } = record as { [name: string]: string | number | undefined };
    const key = isOfOne ? String(sku) : identityKey({ channel: 'stock', account: String(place), id: String(sku) });
    return { key, number: String(sku), state: [available, physical].filter((figure) => figure !== undefined).join('/') };
  };
}

async function readPageOf(run: RunContext, item: ItemContext): Promise<Row> {
  const query = queryOf(item);
  const read = async ({ cursor, pageSize }: { cursor?: string; pageSize: number }) => {
    const { rows, next, serverNow } = await readStockPage(run.client, query, pageSize, cursor);
    return { rows: levelRows(rows, run.now()), serverNow, ...(next === undefined ? {} : { next }) };
  };
  return await readWindowPage<string>(run, timelessItem(item), startOf, read, tellLevel(query));
}

async function readList(run: RunContext, item: ItemContext): Promise<Array<Row | Unreadable>> {
  const atMost = item.param<boolean>('returnAll') ? Number.POSITIVE_INFINITY : item.param<number>('limit');
  const rows = (await readStock(run.client, queryOf(item), (found) => found.length >= atMost, atMost)).slice(0, atMost);
  return item.param<string>('output') === 'raw' ? rawRows(rows) : levelRows(rows, run.now());
}

export const getManyStock: ReadOperation = {
  kind: 'read',
  value: 'getAll',
  name: 'Get Many',
  action: 'Get many stock levels',
  description: 'Get the stock of all SKUs (needs the inventory feature of the plan)',
  fields,
  output: stockLevelFields,
  vendors: [shipStationV2],
  async run(run: RunContext, item: ItemContext) {
    return item.param<boolean>('pageByPage') ? [await readPageOf(run, item)] : await readList(run, item);
  },
};
