import type { INodeProperties } from 'n8n-workflow';

import { misconfigured } from '../../shared/api/problem';
import { pageFields } from '../../shared/node/fields';
import { checkedZone, DEFAULT_ZONE } from '../times';

type Param = <T>(name: string) => T;

/** An entry of the account by list or id. */
function locator(displayName: string, name: string, searchListMethod: string, placeholder: string): INodeProperties {
  return {
    displayName,
    name,
    type: 'resourceLocator',
    default: { mode: 'list', value: '' },
    modes: [
      { displayName: 'From List', name: 'list', type: 'list', typeOptions: { searchListMethod, searchable: true } },
      {
        displayName: 'By ID',
        name: 'id',
        type: 'string',
        placeholder,
        validation: [{ type: 'regex', properties: { regex: '^\\s*\\d*\\s*$', errorMessage: 'Not an ID of Mintsoft' } }],
      },
    ],
  };
}

export const clientField: INodeProperties = {
  ...locator('Client', 'client', 'searchClients', 'e.g. 17'),
  description:
    'The client of a 3PL whose records these are. Needed for a user who sees several clients; leave empty for a user of one client.',
};

export const warehouseField: INodeProperties = locator('Warehouse', 'warehouse', 'searchWarehouses', 'e.g. 3');
export const channelField: INodeProperties = locator('Channel', 'channel', 'searchChannels', 'e.g. 9');
export const courierField: INodeProperties = locator('Courier Service', 'courierService', 'searchCourierServices', 'e.g. 52');

export const zoneField: INodeProperties = {
  displayName: 'Time Zone',
  name: 'timeZone',
  type: 'string',
  default: DEFAULT_ZONE,
  placeholder: 'e.g. Europe/London',
  description: 'The time zone of this Mintsoft account. Mintsoft tells and compares times without one.',
};

export const prefixField: INodeProperties = {
  displayName: 'Order Prefix',
  name: 'orderPrefix',
  type: 'string',
  default: '',
  placeholder: 'e.g. LW-',
  description: 'What stands before the order number of the source at Mintsoft, so that two sources cannot use the same number',
};

/** Changes can show up late, and an hour comes twice in autumn (mintsoft.md §2). */
const OVERLAP_MINUTES = 120;

/** The shared fields for pages, with the overlap Mintsoft needs. */
export const mintsoftPageFields = (what: string): INodeProperties[] =>
  pageFields(what).map((field) => (field.name === 'overlapMinutes' ? { ...field, default: OVERLAP_MINUTES } : field));

/** What an operator tells of the orders' source, for orders that do not tell it themselves. */
export const sourceFields: INodeProperties[] = [
  {
    displayName: 'Source Channel',
    name: 'sourceChannel',
    type: 'string',
    default: '',
    placeholder: 'e.g. linnworks',
    description:
      'The system the orders came from, for orders of which Mintsoft does not tell it: their external reference is the ID there. Leave empty to name them by their ID at Mintsoft.',
  },
  {
    displayName: 'Source Account',
    name: 'sourceAccount',
    type: 'string',
    default: 'main',
    description: 'The account at that system, as its own nodes name it',
  },
];

/**
 * An id of Mintsoft from a parameter; undefined for an empty one.
 *
 * @throws Problem where it is none, or is needed
 */
export function idOf(param: Param, name: string, label: string, needed: 'needed' | 'optional' = 'optional'): number | undefined {
  const text = String(param<unknown>(name) ?? '').trim();
  if (text === '' && needed === 'optional') return undefined;
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw misconfigured(text === '' ? `'${label}' is empty` : `'${label}' is '${text}', which is no ID of Mintsoft`, `Choose '${label}' from the list.`);
}

export const clientOf = (param: Param): number | undefined => idOf(param, 'client', 'Client');
export const zoneOf = (param: Param): string => checkedZone(param<string | undefined>('timeZone'));
export const textOf = (param: Param, name: string): string => String(param<unknown>(name) ?? '').trim();

export const sourceHint = (param: Param) => ({
  channel: textOf(param, 'sourceChannel').toLowerCase(),
  account: textOf(param, 'sourceAccount'),
  prefix: textOf(param, 'orderPrefix'),
});
