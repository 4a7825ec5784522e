import type { INodeProperties } from 'n8n-workflow';

/** A location by list, id or name; each operation says what it is for. */
export const locationField: INodeProperties = {
  displayName: 'Location',
  name: 'location',
  type: 'resourceLocator',
  default: { mode: 'list', value: '' },
  modes: [
    { displayName: 'From List', name: 'list', type: 'list', typeOptions: { searchListMethod: 'searchLocations', searchable: true } },
    {
      displayName: 'By ID',
      name: 'id',
      type: 'string',
      placeholder: 'e.g. 00000000-0000-0000-0000-000000000000',
      validation: [
        {
          type: 'regex',
          properties: {
            regex: '^\\s*[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\\s*$',
            errorMessage: 'Not a location ID of Linnworks',
          },
        },
      ],
    },
    { displayName: 'By Name', name: 'name', type: 'string', placeholder: 'e.g. Default' },
  ],
};

/** An account setting the API does not tell (linnworks.md §3). */
export const weightUnitField: INodeProperties = {
  displayName: 'Weight Unit',
  name: 'weightUnit',
  type: 'options',
  options: [
    { name: 'Gram', value: 'gram' },
    { name: 'Kilogram', value: 'kilogram' },
    { name: 'Leave Weights Out', value: 'none' },
  ],
  default: 'none',
  description: 'Unit of weights in this Linnworks account; the API gives bare numbers. You find it in the Linnworks settings.',
};
