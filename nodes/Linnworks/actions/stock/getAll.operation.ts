import type { INodeProperties } from 'n8n-workflow';

import { identityKey, stockLevelFields, utc, type Identity } from '../../../shared/model';
import { hiddenPageByPage, listFields, outputField } from '../../../shared/node/fields';
import { Unreadable, type ItemContext, type ReadOperation, type Row, type RunContext } from '../../../shared/node/operation';
import { readWindowPage } from '../../../shared/node/page-read';
import { settleNow } from '../../../shared/node/settle';
import { findLocation, isLocationId, readLocations } from '../../locations';
import { ACCOUNT } from '../../mapping';
import { skuOf, toStockLevels, type LevelScope } from '../../mapping-stock';
import { firstPage, readItemPage, readItems, type ItemCursor, type ItemQuery } from '../../read-stock';
import { timelessItem, timelessPageFields } from '../../../shared/node/timeless';
import type { LinnworksStockItem } from '../../types-stock';
import { locationField } from '../fields';

const fields: INodeProperties[] = [
  // The whole catalogue each time: Linnworks has no list of changed stock (linnworks.md §7).
  ...timelessPageFields('stock levels'),
  ...listFields.map(hiddenPageByPage),
  {
    ...locationField,
    description: 'Levels of this location, one per stock item. Leave empty for all locations, one level for each an item is stocked at.',
  },
  {
    displayName: 'Include Composites',
    name: 'includeComposites',
    type: 'boolean',
    default: true,
    description: 'Whether to also return composite items, whose stock Linnworks works out from their parts',
  },
  hiddenPageByPage(outputField),
];

function queryOf(item: ItemContext): ItemQuery {
  return { data: ['StockLevels'], composites: item.param<boolean>('includeComposites') ?? true, variationParents: false };
}

async function scopeOf(run: RunContext, item: ItemContext): Promise<LevelScope> {
  const asOf = utc(run.now());
  const wanted = (item.param<string>('location') ?? '').trim();
  if (wanted === '') return { asOf };
  // An id needs no look-up: the levels carry the location's name.
  if (isLocationId(wanted)) return { asOf, location: { id: wanted } };
  const locations = await run.once('locations', async () => await readLocations(run.client));
  const { id, name } = findLocation(locations, wanted);
  return { asOf, location: { id, name } };
}

function levelRows(items: readonly LinnworksStockItem[], scope: LevelScope): Array<Row | Unreadable> {
  return items.flatMap((item) => levelsOf(item, scope));
}

function levelsOf(item: LinnworksStockItem, scope: LevelScope): Array<Row | Unreadable> {
  const levels = settleNow(() => toStockLevels(item, scope));
  if ('value' in levels) return levels.value as unknown as Row[];
  const identity: Identity = { channel: 'linnworks', account: ACCOUNT, id: item.StockItemId || skuOf(item) };
  return [new Unreadable(identity, skuOf(item), levels.problem)];
}

/** Stock is done for a value: an unchanged one costs the target no call. */
function tellLevel(scope: LevelScope) {
  return (record: Row) => {
    const { sku, location, unlimited, available, physical } = record as { [name: string]: string | number | boolean | undefined };
    const key = scope.location ? String(sku) : identityKey({ channel: 'stock', account: String(location), id: String(sku) });
    return { key, number: String(sku), state: unlimited === true ? 'unlimited' : String(available ?? physical) };
  };
}

async function readPageOf(run: RunContext, item: ItemContext): Promise<Row> {
  const [query, scope] = [queryOf(item), await scopeOf(run, item)];
  return await readWindowPage<ItemCursor>(
    run,
    timelessItem(item),
    () => undefined,
    async ({ cursor, pageSize }) => {
      const page = await readItemPage(run.client, query, cursor ?? firstPage(pageSize));
      return { rows: levelRows(page.items, scope), next: page.next, serverNow: page.serverNow };
    },
    tellLevel(scope),
  );
}

async function readList(run: RunContext, item: ItemContext): Promise<Array<Row | Unreadable>> {
  const [query, scope] = [queryOf(item), await scopeOf(run, item)];
  const atMost = item.param<boolean>('returnAll') ? Number.POSITIVE_INFINITY : item.param<number>('limit');
  const raw = item.param<string>('output') === 'raw';
  const shown = (items: readonly LinnworksStockItem[]) =>
    raw ? items.map((one) => ({ ...one }) as unknown as Row) : levelRows(items, scope);
  const items = await readItems(run.client, query, (found) => shown(found).length >= atMost);
  return shown(items).slice(0, atMost);
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
    return item.param<boolean>('pageByPage') ? [await readPageOf(run, item)] : await readList(run, item);
  },
};
