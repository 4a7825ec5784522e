import type { INodeProperties } from 'n8n-workflow';

/** Fields that mean the same at every channel, worded once. */

export const dryRunField: INodeProperties = {
  displayName: 'Dry Run',
  name: 'dryRun',
  type: 'boolean',
  default: false,
  description:
    'Whether to only show what would be sent: look-ups run, nothing is written, and each item tells what would happen and the first request',
};

export const logRequestsField: INodeProperties = {
  displayName: 'Log Requests',
  name: 'logRequests',
  type: 'boolean',
  default: false,
  description:
    "Whether to list the calls that were made (time, method, path, status) as 'requests' on the first item, or in its error. Without queries, bodies and secrets.",
};

export const outputField: INodeProperties = {
  displayName: 'Output',
  name: 'output',
  type: 'options',
  options: [
    { name: 'Channel Sync', value: 'channelSync', description: 'The same shape from every channel, which every Import understands' },
    { name: 'Raw', value: 'raw', description: "The vendor's own JSON" },
  ],
  default: 'channelSync',
  description: 'Which shape the items have',
};

/** Return All and Limit, hidden while pages of a window are read. */
export const listFields: INodeProperties[] = [
  {
    displayName: 'Return All',
    name: 'returnAll',
    type: 'boolean',
    default: false,
    description: 'Whether to return all results or only up to a given limit',
  },
  {
    displayName: 'Limit',
    name: 'limit',
    type: 'number',
    typeOptions: { minValue: 1 },
    default: 50,
    displayOptions: { show: { returnAll: [false] } },
    description: 'Max number of results to return',
  },
];

/** Where a polling trigger begins. */
export const startFromField: INodeProperties = {
  displayName: 'Start From',
  name: 'startFrom',
  type: 'string',
  default: '',
  placeholder: 'e.g. 2026-01-31T08:00:00Z or 2026-01-31 08-00-00',
  description: 'Changes before this moment are not looked at. Leave empty to begin when the workflow is published.',
};

/** Reading changes page by page with a position kept by the workflow. */
export function pageFields(what: string): INodeProperties[] {
  const shown = { show: { pageByPage: [true] } };
  return [
    {
      displayName: 'Page by Page',
      name: 'pageByPage',
      type: 'boolean',
      default: false,
      description: `Whether to read one page of changed ${what} and return it as a single item with the position of the next page, for workflows that keep their own checkpoint`,
    },
    {
      displayName: 'Position',
      name: 'position',
      type: 'string',
      default: '',
      displayOptions: shown,
      description: 'The position the previous page returned. Leave empty to begin.',
    },
    { ...startFromField, displayOptions: shown, description: 'Where to begin while there is no position yet. Leave empty to begin now.' },
    {
      displayName: 'Overlap (Minutes)',
      name: 'overlapMinutes',
      type: 'number',
      typeOptions: { minValue: 0 },
      default: 5,
      displayOptions: shown,
      description: 'How far each window reaches back behind the last one, for changes the vendor shows late',
    },
    {
      displayName: 'Page Size',
      name: 'pageSize',
      type: 'number',
      typeOptions: { minValue: 1 },
      default: 100,
      displayOptions: shown,
      description: 'How many rows of the vendor one page holds at most',
    },
  ];
}

/** Shows a field only where other fields have these values, too. */
export function shownFor(field: INodeProperties, show: Record<string, Array<string | boolean>>): INodeProperties {
  return { ...field, displayOptions: { ...field.displayOptions, show: { ...field.displayOptions?.show, ...show } } };
}

/** Hides a field while pages of a window are read. */
export const hiddenPageByPage = (field: INodeProperties): INodeProperties => shownFor(field, { pageByPage: [false] });
