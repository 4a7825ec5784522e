import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { misconfigured } from '../../../shared/api/problem';
import { listFields, outputField } from '../../../shared/node/fields';
import type { ItemContext, ReadOperation, Row, RunContext } from '../../../shared/node/operation';
import { shipStation, shipStationV2 } from '../../api';
import { isV2, readEntries, type Entry, type ListName } from '../../lists';

const output = z.object({ id: z.string(), name: z.string(), active: z.boolean(), carrier: z.string().optional(), parent: z.string().optional() }).passthrough();

const accountListField: INodeProperties = {
  displayName: 'List',
  name: 'list',
  type: 'options',
  options: [
    { name: 'Carriers', value: 'carriers', description: 'Connected carriers, by their codes' },
    { name: 'Services', value: 'services', description: 'Services of all connected carriers; with API V1 one call for each carrier' },
    { name: 'Ship-From Warehouses', value: 'warehouses' },
    { name: 'Stores', value: 'stores', description: 'API V1 only' },
  ],
  default: 'stores',
  description: 'What to list',
};

const stockListField: INodeProperties = {
  displayName: 'List',
  name: 'stockList',
  type: 'options',
  options: [
    { name: 'Both', value: 'both' },
    { name: 'Inventory Locations', value: 'inventoryLocations' },
    { name: 'Inventory Warehouses', value: 'inventoryWarehouses' },
  ],
  default: 'both',
  description: 'What to list',
};

const rowOf = ({ id, name, active, carrier, parent }: Entry): Row => ({ id, name, active, ...(carrier ? { carrier } : {}), ...(parent ? { parent } : {}) });

async function rows(run: RunContext, item: ItemContext, ...names: ListName[]): Promise<Row[]> {
  const entries: Entry[] = [];
  for (const name of names) entries.push(...(await readEntries(run.client, name)));
  const shown = item.param<boolean>('returnAll') ? entries : entries.slice(0, item.param<number>('limit'));
  return item.param<string>('output') === 'raw' ? shown.map(({ raw }) => ({ ...raw }) as Row) : shown.map(rowOf);
}

export const getList: ReadOperation = {
  kind: 'read',
  value: 'getAll',
  name: 'Get Many',
  action: 'Get many list entries',
  description: 'Get the stores, carriers, services or ship-from warehouses of the account',
  fields: [accountListField, ...listFields, outputField],
  output,
  vendors: [shipStation, shipStationV2],
  async run(run: RunContext, item: ItemContext): Promise<Row[]> {
    const name = item.param<ListName | undefined>('list') ?? 'stores';
    if (name === 'stores' && isV2(run.client)) {
      throw misconfigured('API V2 of ShipStation has no list of stores', 'Choose a credential of API V1 in this node.');
    }
    return await rows(run, item, name);
  },
};

export const getStockList: ReadOperation = {
  kind: 'read',
  value: 'getAll',
  name: 'Get Many',
  action: 'Get many inventory places',
  description: 'Get the inventory locations or warehouses of the account',
  fields: [stockListField, ...listFields, outputField],
  output,
  vendors: [shipStationV2],
  async run(run: RunContext, item: ItemContext) {
    const chosen = item.param<ListName | 'both' | undefined>('stockList') ?? 'both';
    return chosen === 'both' ? await rows(run, item, 'inventoryWarehouses', 'inventoryLocations') : await rows(run, item, chosen);
  },
};
