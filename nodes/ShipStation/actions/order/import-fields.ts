import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import type { StatusRulesValue } from '../status-fields';
import { statusRulesField } from '../status-fields';
import { prefixField, shipFromField, storeField } from '../fields';

/** The values of 'Options'. */
export interface ImportOptions {
  bundles?: 'parent' | 'parts';
  customField1?: string;
  customField2?: string;
  customField3?: string;
  lookUp?: boolean;
  source?: string;
  statuses?: StatusRulesValue;
  withTracking?: 'import' | 'leaveOut';
}

const customField = (number: 1 | 2 | 3): INodeProperties => ({
  displayName: `Custom Field ${number}`,
  name: `customField${number}`,
  type: 'string',
  default: '',
  placeholder: 'e.g. {{ $json.purchaseOrderNumber }}',
  description: 'Shown with the order in ShipStation and usable in its rules',
});

const optionsField: INodeProperties = {
  displayName: 'Options',
  name: 'options',
  type: 'collection',
  placeholder: 'Add option',
  default: {},
  options: [
    {
      displayName: 'Bundles',
      name: 'bundles',
      type: 'options',
      options: [
        { name: 'As Their Parts', value: 'parts', description: 'Packers see what is in the bundle' },
        { name: 'As Themselves', value: 'parent', description: 'Packers see the bundle' },
      ],
      default: 'parent',
      description: 'What is sent of a bundle',
    },
    customField(1),
    customField(2),
    customField(3),
    {
      displayName: 'Look Up First',
      name: 'lookUp',
      type: 'boolean',
      default: true,
      description:
        'Whether to ask ShipStation first which orders are there. Switch off only where the workflow keeps books that say an order was never sent: an order that is there after all is written over.',
    },
    {
      displayName: 'Orders With Tracking',
      name: 'withTracking',
      type: 'options',
      options: [
        { name: 'Import', value: 'import' },
        { name: 'Leave Out', value: 'leaveOut', description: 'They are on their way already' },
      ],
      default: 'leaveOut',
      description: 'What becomes of orders that carry a tracking number at their source',
    },
    { displayName: 'Source Name', name: 'source', type: 'string', default: '', placeholder: 'e.g. Cin7 Core', description: "Where the order comes from, as ShipStation shows it. Leave empty for the order's own source." },
    statusRulesField,
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
  { ...storeField, description: 'The store the orders go to. Leave empty for the first store of manual orders. It cannot be changed later.' },
  { ...shipFromField, description: 'The warehouse the orders are sent from. Leave empty for the default one.' },
  prefixField,
  {
    displayName: 'If It Exists',
    name: 'ifItExists',
    type: 'options',
    options: [
      { name: 'Leave', value: 'leave', description: 'Keep the order as it stands in ShipStation' },
      {
        name: 'Update',
        value: 'update',
        description: 'Write it over while it is open; what people added in ShipStation is lost, because what is not sent is emptied there',
      },
    ],
    default: 'leave',
    description: 'What to do with an order that is there already',
  },
  {
    displayName: 'Orders That Are Held Back',
    name: 'ifHeld',
    type: 'options',
    options: [
      { name: 'Import', value: 'import', description: 'As orders that await shipment' },
      { name: 'Import on Hold', value: 'onHold', description: 'As orders on hold' },
      { name: 'Refuse', value: 'refuse', description: 'Tell them as a problem, so that nothing is sent that must wait' },
    ],
    default: 'refuse',
    description: 'What to do with orders that are parked, locked or on hold at their source',
  },
  optionsField,
];

export const importOutput = z
  .object({
    outcome: z.enum(['created', 'updated', 'unchanged', 'skipped']),
    targetId: z.string(),
    orderId: z.number().optional(),
    orderNumber: z.string(),
    orderKey: z.string(),
    identityKey: z.string(),
    number: z.string(),
    status: z.string().optional(),
    reason: z.string().optional(),
  })
  .passthrough();
