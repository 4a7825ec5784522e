import { NodeConnectionTypes, type INodeExecutionData, type INodeType, type INodeTypeDescription, type IPollFunctions } from 'n8n-workflow';

import { outputField, startFromField } from '../shared/node/fields';
import { choices } from '../shared/node/lists';
import { pollChannel } from '../shared/node/poll';
import { statusesField, stornoField } from './actions/order/fields';
import { shoprenter } from './api';
import { statusChoices } from './shop';
import { orderTrigger } from './trigger';

export class ShoprenterPollingTrigger implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'Shoprenter Polling Trigger',
    name: 'shoprenterPollingTrigger',
    icon: { light: 'file:shoprenter.svg', dark: 'file:shoprenter.dark.svg' },
    group: ['trigger'],
    version: 1,
    subtitle: '={{ $parameter["event"] }}',
    description: 'Starts the workflow when orders of the shop were placed or have changed, by asking from time to time',
    defaults: { name: 'Shoprenter Polling Trigger' },
    polling: true,
    inputs: [],
    outputs: [NodeConnectionTypes.Main],
    credentials: [{ name: 'channelSyncShoprenterApi', required: true }],
    properties: [
      {
        displayName: 'Event',
        name: 'event',
        type: 'options',
        options: [
          { name: 'Order Changed', value: 'orderChanged', description: 'Each time an order changes' },
          { name: 'Order Placed', value: 'orderPlaced', description: 'Once per order; with statuses chosen, when it first is in one of them' },
        ],
        default: 'orderPlaced',
        description: 'What starts the workflow',
      },
      statusesField,
      stornoField,
      startFromField,
      outputField,
    ],
  };

  methods = { loadOptions: { getStatuses: choices(shoprenter, statusChoices) } };

  async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
    return await pollChannel.call(this, orderTrigger);
  }
}
