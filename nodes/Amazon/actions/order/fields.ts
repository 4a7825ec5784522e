import type { INodeProperties } from 'n8n-workflow';

import type { Client } from '../../../shared/api/client';
import { marketplaceIds } from '../../api';
import type { OrderQuery, PrimeFilter } from '../../read-orders';
import { marketplacesField } from '../fields';

const fulfilledByField: INodeProperties = {
  displayName: 'Fulfilled By',
  name: 'fulfilledBy',
  type: 'options',
  options: [
    { name: 'Amazon (FBA)', value: 'AMAZON' },
    { name: 'Anybody', value: 'any' },
    { name: 'Seller', value: 'MERCHANT' },
  ],
  default: 'MERCHANT',
  description: 'Who ships the goods',
};

const primeField: INodeProperties = {
  displayName: 'Prime',
  name: 'prime',
  type: 'options',
  options: [
    { name: 'All Orders', value: 'any' },
    { name: 'Only Prime', value: 'only' },
    { name: 'Without Prime', value: 'without' },
  ],
  default: 'any',
  description: 'Whether orders with a Prime promise are wanted. Amazon cannot filter by it, so all are read and the others dropped here.',
};

export const statusesField: INodeProperties = {
  displayName: 'Statuses',
  name: 'statuses',
  type: 'multiOptions',
  options: [
    { name: 'Cancelled', value: 'CANCELLED' },
    { name: 'Partially Shipped', value: 'PARTIALLY_SHIPPED' },
    { name: 'Pending', value: 'PENDING', description: 'Not paid yet, without address: not to be imported' },
    { name: 'Pending Availability', value: 'PENDING_AVAILABILITY', description: 'Pre-ordered' },
    { name: 'Shipped', value: 'SHIPPED' },
    { name: 'Unfulfillable', value: 'UNFULFILLABLE' },
    { name: 'Unshipped', value: 'UNSHIPPED' },
  ],
  default: ['UNSHIPPED', 'PARTIALLY_SHIPPED'],
  description: 'Only orders that stand there. Leave empty for all.',
};

/** What both the list and the trigger ask. */
export const filterFields: INodeProperties[] = [
  { ...marketplacesField, description: `Orders of these marketplaces only. ${marketplacesField.description}` },
  fulfilledByField,
  primeField,
];

/** The filter the fields ask for; without a choice of statuses all are wanted. */
export function orderQuery(client: Client, param: <T>(name: string) => T, statuses: readonly string[]): OrderQuery {
  const fulfilledBy = param<string | undefined>('fulfilledBy') ?? 'any';
  return {
    marketplaceIds: marketplaceIds(client, param<string[] | undefined>('marketplaces')),
    statuses,
    fulfilledBy: fulfilledBy === 'any' ? '' : fulfilledBy,
    prime: param<PrimeFilter | undefined>('prime') ?? 'any',
  };
}
