import type { INodeProperties } from 'n8n-workflow';

import { misconfigured } from '../../shared/api/problem';

type Param = <T>(name: string) => T;

/** An entry of the account by list or id. */
export function locator(displayName: string, name: string, searchListMethod: string, placeholder: string): INodeProperties {
  return {
    displayName,
    name,
    type: 'resourceLocator',
    default: { mode: 'list', value: '' },
    modes: [
      { displayName: 'From List', name: 'list', type: 'list', typeOptions: { searchListMethod, searchable: true } },
      { displayName: 'By ID', name: 'id', type: 'string', placeholder },
    ],
  };
}

export const storeField: INodeProperties = locator('Store', 'store', 'searchStores', 'e.g. 2002');
export const shipFromField: INodeProperties = locator('Ship From', 'shipFrom', 'searchWarehouses', 'e.g. 1001');

export const prefixField: INodeProperties = {
  displayName: 'Order Prefix',
  name: 'orderPrefix',
  type: 'string',
  default: '',
  placeholder: 'e.g. C7-',
  description: 'What stands before the order number of the source at ShipStation, so that two sources cannot use the same number',
};

export const textOf = (param: Param, name: string): string => String(param<unknown>(name) ?? '').trim();

/**
 * A whole number of v1 from a parameter; undefined for an empty one.
 *
 * @throws Problem where it is none
 */
export function idOf(param: Param, name: string, label: string): number | undefined {
  // API V2 writes ids of v1 with `se-` before them (shipstation.md §B2).
  const text = textOf(param, name).replace(/^se-/, '');
  if (text === '') return undefined;
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw misconfigured(`'${label}' is '${text}', which is no ID of ShipStation`, `Choose '${label}' from the list.`);
}
