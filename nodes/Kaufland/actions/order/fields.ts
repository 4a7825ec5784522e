import type { INodeProperties } from 'n8n-workflow';

import type { Row, Unreadable } from '../../../shared/node/operation';
import { mapRecords } from '../../../shared/node/records';
import { identityOf, toOrder } from '../../mapping';
import type { KauflandOrder } from '../../types';

export type OutputShape = 'channelSync' | 'raw';

/** One output item; raw has the shape of `GET /orders/{id_order}` wherever the order was read. */
export function toRow(order: KauflandOrder, output: OutputShape): Row {
  return (output === 'raw' ? order : toOrder(order)) as Row;
}

/** Every order, one that cannot be read in its place. */
export function toRows(orders: readonly KauflandOrder[], output: OutputShape): Array<Row | Unreadable> {
  const tell = (order: KauflandOrder) => ({ identity: identityOf(order), number: order.id_order });
  return mapRecords(orders, tell, (order) => toRow(order, output));
}

export const storefrontsField: INodeProperties = {
  displayName: 'Storefront Names or IDs',
  name: 'storefronts',
  type: 'multiOptions',
  typeOptions: { loadOptionsMethod: 'getStorefronts' },
  default: [],
  description: 'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
  hint: 'Leave empty for all storefronts in one list. Each one chosen is read as a list of its own.',
};

export const pickupPointsField: INodeProperties = {
  displayName: 'Load Pick-Up Points',
  name: 'loadPickupPoints',
  type: 'boolean',
  default: false,
  description:
    'Whether to read each order once more for its pick-up point (Packstation, Packeta, InPost, PPL), which the list does not hold. Costs one call per order.',
};

export const statusesField: INodeProperties = {
  displayName: 'Status of Order Units',
  name: 'statuses',
  type: 'multiOptions',
  options: [
    { name: 'Cancelled', value: 'cancelled' },
    { name: 'Need to Be Sent', value: 'need_to_be_sent' },
    { name: 'Open', value: 'open' },
    { name: 'Received', value: 'received' },
    { name: 'Returned', value: 'returned' },
    { name: 'Returned and Paid', value: 'returned_paid' },
    { name: 'Sent', value: 'sent' },
    { name: 'Sent and Paid Out', value: 'sent_and_autopaid' },
  ],
  default: ['need_to_be_sent'],
  description: 'Returns orders with a unit in one of these; empty for all. Orders with an open unit are held back unless Open is chosen.',
};
