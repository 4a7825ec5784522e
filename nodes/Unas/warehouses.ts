import type { INodeProperties } from 'n8n-workflow';

import type { Client } from '../shared/api/client';
import type { Choice } from '../shared/node/lists';
import { getFew } from './api';
import { ask, elementsOf } from './wire';
import { textAt } from './xml-path';

/** Rows without a WarehouseId (unas.md §5). */
export const MAIN = 'main';

export async function warehouseChoices(client: Client): Promise<Choice[]> {
  const { root } = await ask(client, getFew('getWarehouse'));
  const further = elementsOf(root, 'Warehouse').flatMap((one): Choice[] => {
    const [value, name] = [textAt(one, 'Id'), textAt(one, 'Name')];
    return value === undefined ? [] : [{ value, name: name ?? value }];
  });
  return [{ name: 'Main Stock', value: MAIN }, ...further];
}

export const warehouseField: INodeProperties = {
  displayName: 'Warehouse Name or ID',
  name: 'warehouse',
  type: 'options',
  typeOptions: { loadOptionsMethod: 'getWarehouses' },
  default: MAIN,
  description: 'The warehouse that is meant. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
  hint: "In an expression 'main' is the main stock, which the shop sells from.",
};

/** The chosen warehouse; the main stock where none is. */
export const warehouseOf = (given: unknown): string => String(given ?? '').trim() || MAIN;
