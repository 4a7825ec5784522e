import type { INodeProperties } from 'n8n-workflow';

import { identityKey, stockLevelFields, utc } from '../../../shared/model';
import { hiddenPageByPage, listFields, outputField } from '../../../shared/node/fields';
import type { ItemContext, ReadOperation, Row, RunContext, Unreadable } from '../../../shared/node/operation';
import { readWindowPage } from '../../../shared/node/page-read';
import { mapRecords } from '../../../shared/node/records';
import { timelessItem, timelessPageFields } from '../../../shared/node/timeless';
import { findPlace, readEntries } from '../../lists';
import { ACCOUNT } from '../../mapping';
import { groupRows, levelKey, toStockLevel } from '../../mapping-stock';
import { readAvailability } from '../../read-stock';
import type { AvailabilityRow } from '../../types';
import { locationField, textOf } from '../fields';

const fields: INodeProperties[] = [
  // The whole list each time: Cin7 Core has no list of changed stock (cin7core.md §8.2).
  ...timelessPageFields('stock levels'),
  { ...locationField, description: 'Levels of this location, one per product. Leave empty for all locations, one level for each a product lies at.' },
  hiddenPageByPage(outputField),
  ...listFields.map(hiddenPageByPage),
];

/** The name as the company spells it: a location that is not there would look like one without stock. */
export async function placeNameOf(run: RunContext, item: ItemContext): Promise<string | undefined> {
  const wanted = textOf(item.param, 'location');
  if (wanted === '') return undefined;
  return findPlace(await run.once('locations', async () => await readEntries(run.client, 'locations')), wanted).name;
}

function levelRows(groups: readonly AvailabilityRow[][], asOf: string): Array<Row | Unreadable> {
  const tell = ([row = {}]: AvailabilityRow[]) => ({ identity: { channel: 'cin7core', account: ACCOUNT, id: row.ID ?? row.SKU ?? 'unknown' }, number: row.SKU ?? 'unknown' });
  return mapRecords(groups, tell, (group) => toStockLevel(group, asOf) as unknown as Row);
}

/** Stock is done for a value: an unchanged one costs the target no call. */
function tellLevel(oneLocation: boolean) {
  return (record: Row) => {
    const { sku, location, available, physical } = record as { [name: string]: string | number | undefined };
    const key = oneLocation ? String(sku) : identityKey({ channel: 'stock', account: String(location), id: String(sku) });
    return { key, number: String(sku), state: `${available ?? ''}/${physical ?? ''}` };
  };
}

/** The last level handed on, by its key. */
interface StockCursor {
  after: string;
}

async function readPageOf(run: RunContext, item: ItemContext): Promise<Row> {
  const location = await placeNameOf(run, item);
  const read = async ({ cursor, pageSize }: { cursor?: StockCursor; pageSize: number }) => {
    // Rows of one product may stand anywhere in the list, so it is read whole and handed on by the order of the keys.
    const groups = groupRows(await readAvailability(run.client, location));
    const keyOf = ([row = {}]: AvailabilityRow[]) => levelKey(row);
    const left = cursor ? groups.filter((group) => keyOf(group) > cursor.after) : groups;
    const page = left.slice(0, pageSize);
    const last = page.at(-1);
    const next = left.length > page.length && last ? { after: keyOf(last) } : undefined;
    return { rows: levelRows(page, utc(run.now())), next };
  };
  return await readWindowPage<StockCursor>(run, timelessItem(item), () => undefined, read, tellLevel(location !== undefined));
}

async function readAll(run: RunContext, item: ItemContext): Promise<Array<Row | Unreadable>> {
  const rows = await readAvailability(run.client, await placeNameOf(run, item));
  const groups = groupRows(rows);
  const shown = item.param<boolean>('returnAll') ? groups : groups.slice(0, item.param<number>('limit'));
  if (item.param<string>('output') !== 'raw') return levelRows(shown, utc(run.now()));
  return shown.flatMap((group) => group.map((row) => ({ ...row }) as unknown as Row)).slice(0, item.param<boolean>('returnAll') ? undefined : item.param<number>('limit'));
}

export const getManyStock: ReadOperation = {
  kind: 'read',
  value: 'getAll',
  name: 'Get Many',
  action: 'Get many stock levels',
  description: 'Get the stock of the whole catalogue, at one location or at all',
  fields,
  output: stockLevelFields,
  async run(run: RunContext, item: ItemContext) {
    return item.param<boolean>('pageByPage') ? [await readPageOf(run, item)] : await readAll(run, item);
  },
};
