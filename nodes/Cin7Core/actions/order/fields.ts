import type { INodeProperties } from 'n8n-workflow';

import type { StatusRule } from '../../mapping';

export const standingField: INodeProperties = {
  displayName: 'Orders',
  name: 'standings',
  type: 'multiOptions',
  options: [
    { name: 'Awaiting Shipment', value: 'awaitingShipment', description: 'Authorised and not shipped, paid or not' },
    { name: 'Cancelled', value: 'cancelled', description: 'Voided' },
    { name: 'Draft', value: 'draft', description: 'Not authorised yet' },
    { name: 'Partly Shipped', value: 'partlyShipped', description: 'Some of it is on its way' },
    { name: 'Shipped', value: 'shipped', description: 'All of it is on its way' },
  ],
  default: ['awaitingShipment'],
  description: 'Only orders that stand so; they are picked out here. Empty for all, services too.',
};

export const withTrackingField: INodeProperties = {
  displayName: 'Include Open Orders That Carry Tracking',
  name: 'withTracking',
  type: 'boolean',
  default: false,
  description: 'Whether to also return open orders that have a tracking number already. Somebody else is shipping those.',
};

const statusMapField: INodeProperties = {
  displayName: 'Status Map',
  name: 'statusMap',
  type: 'fixedCollection',
  typeOptions: { multipleValues: true },
  placeholder: 'Add status',
  default: {},
  description: 'What a status of Cin7 Core means to the other system. Those not listed keep their usual meaning.',
  options: [
    {
      displayName: 'Status',
      name: 'status',
      values: [
        {
          displayName: 'Status in Cin7 Core',
          name: 'from',
          type: 'string',
          default: '',
          placeholder: 'e.g. BACKORDERED',
          description: "Of the sale or of its order, as in the field vendorStatus",
        },
        {
          displayName: 'Means',
          name: 'to',
          type: 'options',
          options: [
            { name: 'Cancelled', value: 'cancelled' },
            { name: 'Draft', value: 'draft' },
            { name: 'On Hold', value: 'onHold' },
            { name: 'Open', value: 'open' },
            { name: 'Pending', value: 'pending' },
            { name: 'Shipped', value: 'shipped' },
            { name: 'Unpaid', value: 'unpaid' },
          ],
          default: 'open',
          description: 'The status the order gets',
        },
      ],
    },
  ],
};

export const orderOptionsField: INodeProperties = {
  displayName: 'Options',
  name: 'options',
  type: 'collection',
  placeholder: 'Add option',
  default: {},
  options: [
    {
      displayName: 'Load Product Details',
      name: 'productFacts',
      type: 'boolean',
      default: false,
      description: 'Whether lines also get picture, barcode and warehouse location of their product. Costs a call for 1,000 products of the catalogue.',
    },
    statusMapField,
  ],
};

export interface OrderOptions {
  productFacts?: boolean;
  statusMap?: { status?: StatusRule[] };
}

export const rulesOf = (options: OrderOptions | undefined): StatusRule[] => (options?.statusMap?.status ?? []).filter(({ from }) => Boolean(from?.trim()));
