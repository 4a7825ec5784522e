import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { currencyIfMissingField, vatRateIfMissingField } from '../../../shared/node/assuming';
import { locationField } from '../fields';

/** The values of 'Options'. */
export interface ImportOptions {
  postalServices?: { service?: Array<{ method?: string; tag?: string }> };
  paymentTag?: string;
  linkBySku?: boolean;
  note?: string;
}

export const importFields: INodeProperties[] = [
  {
    displayName: 'Order',
    name: 'order',
    type: 'json',
    default: '={{ $json }}',
    required: true,
    description: 'The order in the Channel Sync shape, as the Get Many operations and triggers of all channels give it',
  },
  {
    ...locationField,
    required: true,
    description: 'Where the orders are created. Fulfilment centres cannot take them: Linnworks parks every order there.',
  },
  {
    displayName: 'If It Exists',
    name: 'ifItExists',
    type: 'options',
    options: [
      { name: 'Leave', value: 'leave', description: 'Change nothing and say so' },
      {
        name: 'Update',
        value: 'update',
        description: 'Overwrite the stored order, which Linnworks allows only while it is unpaid. Changes made in Linnworks are lost.',
      },
    ],
    default: 'leave',
    description: 'What to do when Linnworks already has an order of this source, account and reference',
  },
  {
    displayName: 'Options',
    name: 'options',
    type: 'collection',
    placeholder: 'Add option',
    default: {},
    options: [
      currencyIfMissingField,
      {
        displayName: 'Link by SKU',
        name: 'linkBySku',
        type: 'boolean',
        default: true,
        description:
          'Whether Linnworks links each line to the stock item with the same SKU. Unlinked lines can keep an order from being processed.',
      },
      {
        displayName: 'Note',
        name: 'note',
        type: 'string',
        default: '',
        description: 'An internal note for each created order',
      },
      {
        displayName: 'Payment Method Tag',
        name: 'paymentTag',
        type: 'string',
        default: '',
        placeholder: 'e.g. Kaufland',
        description: 'The payment method tag Linnworks maps. Leave empty to use the name of the source channel.',
      },
      {
        displayName: 'Postal Services',
        name: 'postalServices',
        type: 'fixedCollection',
        typeOptions: { multipleValues: true },
        placeholder: 'Add postal service',
        default: {},
        description:
          "Which postal service tag stands for a shipping method of the source. Methods not listed are sent by the source's own name.",
        options: [
          {
            displayName: 'Service',
            name: 'service',
            values: [
              {
                displayName: 'Shipping Method of the Source',
                name: 'method',
                type: 'string',
                default: '',
                placeholder: 'e.g. Standard',
                description: 'Name or ID of the shipping method on the order',
              },
              {
                displayName: 'Postal Service Tag',
                name: 'tag',
                type: 'string',
                default: '',
                placeholder: 'e.g. DHL Paket',
                description: 'The tag Linnworks maps to one of its postal services',
              },
            ],
          },
        ],
      },
      vatRateIfMissingField,
    ],
  },
];

/** One output item of an import that was carried out. */
export const importOutput = z
  .object({
    outcome: z.enum(['created', 'updated', 'unchanged']),
    targetId: z.string(),
    orderId: z.string(),
    numOrderId: z.number(),
    referenceNumber: z.string(),
    source: z.string(),
    subSource: z.string(),
    identityKey: z.string(),
    number: z.string(),
    location: z.string(),
    paid: z.boolean(),
    parked: z.boolean(),
    holds: z.array(z.string()),
    processed: z.boolean(),
    total: z.number(),
    totalAtLinnworks: z.number().optional(),
    totalDifference: z.number().optional(),
    nextStep: z.string().optional(),
  })
  .passthrough();
