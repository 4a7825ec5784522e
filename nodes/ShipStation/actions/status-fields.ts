import type { INodeProperties } from 'n8n-workflow';

import type { StatusRule } from '../status';

/** What a status of the source becomes; shared by the ways an order can come here. */
export const statusRulesField: INodeProperties = {
  displayName: 'Statuses',
  name: 'statuses',
  type: 'fixedCollection',
  typeOptions: { multipleValues: true },
  placeholder: 'Add status',
  default: {},
  description: 'What orders of a status become, before the usual: shipped and cancelled are what they are, all others await shipment',
  options: [
    {
      displayName: 'Status',
      name: 'rule',
      values: [
        {
          displayName: 'Status of the Source',
          name: 'status',
          type: 'string',
          default: '',
          placeholder: 'e.g. BACKORDERED',
          description: "The source's own word, or that of the Channel Sync shape",
        },
        {
          displayName: 'Becomes',
          name: 'becomes',
          type: 'options',
          options: [
            { name: 'Awaiting Payment', value: 'awaiting_payment' },
            { name: 'Awaiting Shipment', value: 'awaiting_shipment' },
            { name: 'Cancelled', value: 'cancelled' },
            { name: 'Left Out', value: 'leaveOut', description: 'Not sent to ShipStation' },
            { name: 'On Hold', value: 'on_hold' },
            { name: 'Shipped', value: 'shipped' },
          ],
          default: 'awaiting_shipment',
          description: 'The status at ShipStation',
        },
      ],
    },
  ],
};

export interface StatusRulesValue {
  rule?: Array<Partial<StatusRule>>;
}

export function statusRulesOf(value: StatusRulesValue | undefined): StatusRule[] {
  return (value?.rule ?? []).flatMap(({ status, becomes }) => (status?.trim() && becomes ? [{ status, becomes }] : []));
}
