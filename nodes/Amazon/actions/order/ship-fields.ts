import type { INodeProperties } from 'n8n-workflow';

import type { CarrierPolicy, CarrierRule } from '../../carriers';
import type { ItemContext } from '../../../shared/node/operation';
import { marketplacesField } from '../fields';

export type SendBy = 'automatic' | 'single' | 'feed';

export const waitForFeedField: INodeProperties = {
  displayName: 'Wait for Feed (Minutes)',
  name: 'waitMinutes',
  type: 'number',
  typeOptions: { minValue: 1, maxValue: 240 },
  default: 30,
  description: 'How long to wait for the result of a feed: minutes as a rule, hours at peak times',
};

const carriersField: INodeProperties = {
  displayName: 'Carriers',
  name: 'carriers',
  type: 'fixedCollection',
  typeOptions: { multipleValues: true },
  placeholder: 'Add carrier',
  default: {},
  description: "How carriers are called at Amazon. The spelling has to be that of Seller Central's list for the store, byte by byte. Common carriers are known.",
  options: [
    {
      displayName: 'Carrier',
      name: 'carrier',
      values: [
        {
          displayName: 'Carrier or Service of the Warehouse',
          name: 'carrier',
          type: 'string',
          default: '',
          placeholder: 'e.g. hermes',
          description: "The carrier's code or text, or the service's text, on the parcel",
        },
        { displayName: 'Carrier at Amazon', name: 'amazonCarrier', type: 'string', default: '', placeholder: 'e.g. Hermes', description: "Exactly as in Seller Central's list; Other for one that is not in it" },
        { displayName: 'Shipping Method', name: 'shippingMethod', type: 'string', default: '', placeholder: 'e.g. DHL Paket', description: 'Service as in the list; counts for the valid tracking rate. Leave empty to send the service of the parcel.' },
      ],
    },
  ],
};

export const shipFields: INodeProperties[] = [
  {
    displayName: 'Shipment',
    name: 'shipment',
    type: 'json',
    default: '={{ $json }}',
    required: true,
    description: 'The shipment in the Channel Sync shape, as Shipment: Get Many of the warehouse gives it',
  },
  {
    displayName: 'Send By',
    name: 'sendBy',
    type: 'options',
    options: [
      { name: 'Automatic', value: 'automatic', description: 'One by one up to 100 parcels; a feed for more, and for parcels without tracking number' },
      { name: 'Feed', value: 'feed', description: 'One file for all: four calls, the result comes minutes later' },
      { name: 'One by One', value: 'single', description: 'At once, after a look at what Amazon knows; two parcels a second' },
    ],
    default: 'automatic',
    description: 'How the confirmations reach Amazon',
  },
  {
    displayName: 'Unknown Carrier',
    name: 'unknownCarrier',
    type: 'options',
    options: [
      { name: 'Refuse', value: 'refuse', description: 'The shipment goes to the errors, naming the carrier' },
      { name: 'Send as Other', value: 'other', description: 'Amazon cannot track it, which counts against the valid tracking rate, and refuses it for parcels into the EU' },
    ],
    default: 'refuse',
    description: 'What to do with a carrier that has no name at Amazon',
  },
  carriersField,
  { ...marketplacesField, displayOptions: { show: { sendBy: ['automatic', 'feed'] } }, description: `Marketplaces a feed is for. ${marketplacesField.description}` },
  { ...waitForFeedField, displayOptions: { show: { sendBy: ['automatic', 'feed'] } } },
];

export function carrierPolicy(item: ItemContext): CarrierPolicy {
  const table = item.param<{ carrier?: CarrierRule[] } | undefined>('carriers');
  return { rules: table?.carrier ?? [], otherAllowed: item.param<string | undefined>('unknownCarrier') === 'other' };
}
