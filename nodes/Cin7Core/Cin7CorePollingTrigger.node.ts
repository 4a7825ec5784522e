import { NodeConnectionTypes, type INodeExecutionData, type INodeProperties, type INodeType, type INodeTypeDescription, type IPollFunctions } from 'n8n-workflow';

import { outputField, shownFor, startFromField } from '../shared/node/fields';
import { pollChannel } from '../shared/node/poll';
import { shipmentFilterFields } from './actions/shipment/getAll.operation';
import { cin7CoreTrigger, type Cin7Event } from './trigger';

const forEvent = (field: INodeProperties, ...event: Cin7Event[]): INodeProperties => shownFor(field, { event });

export class Cin7CorePollingTrigger implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'Cin7 Core Polling Trigger',
    name: 'cin7CorePollingTrigger',
    icon: { light: 'file:cin7core.svg', dark: 'file:cin7core.dark.svg' },
    group: ['trigger'],
    version: 1,
    subtitle: '={{ $parameter["event"] }}',
    description: 'Starts the workflow when orders are ready to ship, changed or shipped in Cin7 Core, on every subscription',
    defaults: { name: 'Cin7 Core Polling Trigger' },
    polling: true,
    inputs: [],
    outputs: [NodeConnectionTypes.Main],
    credentials: [{ name: 'channelSyncCin7CoreApi', required: true }],
    properties: [
      {
        displayName: 'Event',
        name: 'event',
        type: 'options',
        options: [
          { name: 'Order Changed', value: 'orderChanged', description: 'Each change of a sale, of any status' },
          { name: 'Order Ready to Ship', value: 'orderReady', description: 'Once per order, when it is authorised and carries no tracking number' },
          { name: 'Order Shipped', value: 'orderShipped', description: 'Once per order and set of tracking numbers, as a shipment' },
        ],
        default: 'orderReady',
        description: 'What starts the workflow',
      },
      ...shipmentFilterFields.map((field) => forEvent(field, 'orderShipped')),
      startFromField,
      outputField,
    ],
  };

  async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
    return await pollChannel.call(this, cin7CoreTrigger);
  }
}
