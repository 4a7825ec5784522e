import type { INodeProperties } from 'n8n-workflow';

import type { Client } from '../shared/api/client';
import { misconfigured } from '../shared/api/problem';
import type { Choice } from '../shared/node/lists';
import { WAREHOUSES, type Warehouse } from './mapping-lines';
import { readSetting } from './shop';

/** The warehouses the shop uses; all four where it does not tell. */
export async function warehouseChoices(client: Client): Promise<Choice[]> {
  const used = Number((await readSetting(client, 'config_stock_count')) ?? WAREHOUSES.length);
  return WAREHOUSES.slice(0, used >= 1 ? used : WAREHOUSES.length).map((value) => ({ name: `Warehouse ${value.slice(-1)}`, value }));
}

/** A warehouse by `stock1`, `1` or `Warehouse 1`. @throws Problem for anything else */
export function warehouseOf(given: unknown): Warehouse {
  const found = WAREHOUSES.find((name) => name.slice(-1) === /^(?:stock|warehouse)?\s*(\d+)$/i.exec(String(given).trim())?.[1]);
  if (found) return found;
  throw misconfigured(`Shoprenter has no warehouse '${String(given)}'`, 'Choose it from the list; a shop has stock1 to stock4.');
}

const HINT = 'In an expression stock1 to stock4 are understood.';

export const warehouseField: INodeProperties = {
  displayName: 'Warehouse Name or ID',
  name: 'warehouse',
  type: 'options',
  typeOptions: { loadOptionsMethod: 'getWarehouses' },
  default: 'stock1',
  description: 'The warehouse whose stock is set; the others stay as they are. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
  hint: HINT,
};

export const warehousesField: INodeProperties = {
  displayName: 'Warehouse Names or IDs',
  name: 'warehouses',
  type: 'multiOptions',
  typeOptions: { loadOptionsMethod: 'getWarehouses' },
  default: [],
  description: 'Which warehouses count; empty for all. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
  hint: HINT,
};
