import type { INodeProperties } from 'n8n-workflow';

import type { ItemContext } from '../../../shared/node/operation';
import { wantedOf as readOrder, type WantedOrder } from '../../../shared/node/wanted-order';
import type { FindBy } from '../../find-orders';

export const orderField: INodeProperties = {
  displayName: 'Order',
  name: 'order',
  type: 'json',
  default: '={{ $json }}',
  required: true,
  description: 'The order in the Channel Sync shape, of its own channel or as read from Linnworks; its identity is enough',
};

/** How the order of a record is found at Linnworks. */
export const findFields: INodeProperties[] = [
  {
    displayName: 'Find Order By',
    name: 'findBy',
    type: 'options',
    options: [
      {
        name: 'Identity',
        value: 'identity',
        description: 'The channel, account and ID it came from, or its ID at Linnworks. Cannot be mistaken.',
      },
      {
        name: 'Order Number Is Linnworks Number',
        value: 'number',
        description: 'Its order number is the number of Linnworks, such as 100245',
      },
      {
        name: 'Order Number Is Reference',
        value: 'reference',
        description: 'Its order number is the reference at Linnworks. Refused when several orders have it.',
      },
    ],
    default: 'identity',
    description: 'What tells which order of Linnworks is meant',
  },
  {
    displayName: 'Number Prefix',
    name: 'numberPrefix',
    type: 'string',
    default: '',
    placeholder: 'e.g. LW-',
    displayOptions: { show: { findBy: ['number', 'reference'] } },
    description: 'What stands before the number in the other system and is cut off here',
  },
];

export const findBy = (item: ItemContext): FindBy => item.param<FindBy | undefined>('findBy') ?? 'identity';

/** The order's number without the prefix the other system put before it. */
export function withoutPrefix(item: ItemContext, number: string | undefined): string | undefined {
  const prefix = (item.param<string | undefined>('numberPrefix') ?? '').trim();
  return prefix !== '' && number?.startsWith(prefix) ? number.slice(prefix.length) : number;
}

/** What the item tells about its order, its number without the prefix. @throws ModelError when it has no identity */
export function wantedOf(item: ItemContext): WantedOrder {
  const wanted = readOrder(item);
  return { ...wanted, number: withoutPrefix(item, wanted.number) };
}
