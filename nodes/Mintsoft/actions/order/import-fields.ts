import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { channelField, clientField, courierField, prefixField, warehouseField, zoneField } from '../fields';
import { optionsField } from './import-options';

const channelMapField: INodeProperties = {
  displayName: 'Channels by Source',
  name: 'channelMap',
  type: 'fixedCollection',
  typeOptions: { multipleValues: true },
  placeholder: 'Add source',
  default: {},
  description: 'Which channel of Mintsoft stands for a source or subsource; a subsource is looked for first',
  options: [
    {
      displayName: 'Source',
      name: 'source',
      values: [
        {
          displayName: 'Source or Subsource',
          name: 'source',
          type: 'string',
          default: '',
          placeholder: 'e.g. AMAZON',
          description: 'In the spelling of the order',
        },
        {
          displayName: 'Channel Name or ID',
          name: 'channel',
          type: 'options',
          typeOptions: { loadOptionsMethod: 'getChannels' },
          default: '',
          description: 'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
        },
      ],
    },
  ],
};

export const importFields: INodeProperties[] = [
  {
    displayName: 'Order',
    name: 'order',
    type: 'json',
    default: '={{ $json }}',
    required: true,
    description: 'The order in the Channel Sync shape, as the Get Many operations and triggers of all channels give it',
  },
  clientField,
  { ...warehouseField, required: true, description: 'The warehouse that sends the orders' },
  { ...channelField, description: 'The channel of Mintsoft the orders belong to. Leave empty for none.' },
  {
    displayName: 'Map Source to Channel',
    name: 'matchChannels',
    type: 'boolean',
    default: false,
    description: 'Whether an order goes to the channel of Mintsoft that is called exactly as its subsource or source; others go to the Channel above',
  },
  channelMapField,
  prefixField,
  {
    ...courierField,
    description: "For all orders. Leave empty to send the source's shipping method, which Mintsoft's courier rules translate.",
  },
  {
    displayName: 'Import Required Despatch Date',
    name: 'requiredDespatchDate',
    type: 'boolean',
    default: false,
    description: 'Whether the date the source wants an order sent by becomes its required despatch date',
  },
  {
    displayName: 'Orders That Are Held Back',
    name: 'ifHeld',
    type: 'options',
    options: [
      { name: 'Import', value: 'import', description: 'Also those that are parked, locked or not paid at the source' },
      { name: 'Refuse', value: 'refuse', description: 'Tell them as a problem, so that nothing is sent that must wait' },
    ],
    default: 'refuse',
    description: 'What to do with orders that are parked, locked, on hold or not paid at their source',
  },
  zoneField,
  optionsField,
];

export const importOutput = z
  .object({
    outcome: z.enum(['created', 'unchanged']),
    targetId: z.string(),
    orderId: z.number(),
    orderNumber: z.string(),
    externalOrderReference: z.string(),
    identityKey: z.string(),
    number: z.string(),
    status: z.string().optional(),
    parts: z.number().describe('Into how many parts Mintsoft has split the order').optional(),
    mergedInto: z.string().describe('Number of the order it was merged into').optional(),
  })
  .passthrough();
