import type { INodeProperties } from 'n8n-workflow';

import { prefixField, shipFromField } from '../fields';

/** The parcel, for rates and labels alike. */
export const parcelFields: INodeProperties[] = [
  {
    displayName: 'Order',
    name: 'order',
    type: 'json',
    default: '={{ $json }}',
    required: true,
    description: 'The order in the Channel Sync shape, of its own channel or as read from ShipStation',
  },
  { ...shipFromField, description: 'The warehouse the parcel is sent from. Leave empty for the default one.' },
  { displayName: 'Weight (Grams)', name: 'weightGrams', type: 'number', typeOptions: { minValue: 0 }, default: 0, description: "Weight of the parcel; 0 for the sum of the order's lines" },
  {
    displayName: 'Carrier Names or IDs',
    name: 'carriers',
    type: 'multiOptions',
    typeOptions: { loadOptionsMethod: 'getCarriers' },
    default: [],
    description:
      'Only these carriers; empty for all that are connected. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
  },
];

/** The file of a label. */
export const fileFields: INodeProperties[] = [
  {
    displayName: 'Label Format',
    name: 'labelFormat',
    type: 'options',
    options: [
      { name: 'PDF', value: 'pdf' },
      { name: 'PNG', value: 'png', description: 'API V2 only' },
      { name: 'ZPL', value: 'zpl', description: 'API V2 only' },
    ],
    default: 'pdf',
    description: 'The file in the binary property "label"',
  },
  {
    displayName: 'Label Layout',
    name: 'labelLayout',
    type: 'options',
    options: [
      { name: '4x6 Inch', value: '4x6' },
      { name: 'Letter', value: 'letter' },
    ],
    default: '4x6',
    description: 'With API V2; API V1 uses what is set in ShipStation',
  },
];

/** Which of the offered services is bought. */
export const choiceFields: INodeProperties[] = [
  prefixField,
  {
    displayName: 'Service',
    name: 'chooseBy',
    type: 'options',
    options: [
      { name: 'Cheapest', value: 'cheapest' },
      { name: 'Fastest', value: 'fastest', description: 'With API V1, which tells no days, the cheapest' },
      { name: 'This Service', value: 'service' },
    ],
    default: 'cheapest',
    description: 'Which of the services the carriers offer for this parcel',
  },
  {
    displayName: 'Service Name or ID',
    name: 'serviceCode',
    type: 'options',
    typeOptions: { loadOptionsMethod: 'getServices' },
    default: '',
    displayOptions: { show: { chooseBy: ['service'] } },
    description: 'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
  },
  { displayName: 'Highest Price', name: 'highestPrice', type: 'number', typeOptions: { minValue: 0, numberPrecision: 2 }, default: 0, description: 'Nothing dearer is bought, in the currency of the account; 0 means no limit' },
  ...fileFields,
];
