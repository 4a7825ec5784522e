import { NodeConnectionTypes, type INodeExecutionData, type INodeType, type INodeTypeDescription, type IPollFunctions } from 'n8n-workflow';

import { outputField, startFromField } from '../shared/node/fields';
import { pollChannel } from '../shared/node/poll';
import { cancelledField, statusesField } from './actions/order/fields';
import { getStatuses } from './methods';
import { orderTrigger } from './trigger';

/** A trigger of its own: a node either polls or has an address, and PREMIUM shops have no webhooks. */
export class UnasPollingTrigger implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'UNAS Polling Trigger',
    name: 'unasPollingTrigger',
    icon: { light: 'file:unas.svg', dark: 'file:unas.dark.svg' },
    group: ['trigger'],
    version: 1,
    subtitle: '={{ $parameter["event"] }}',
    description: 'Starts the workflow when orders of the shop were placed or have changed, by asking from time to time',
    defaults: { name: 'UNAS Polling Trigger' },
    polling: true,
    inputs: [],
    outputs: [NodeConnectionTypes.Main],
    credentials: [{ name: 'channelSyncUnasApi', required: true }],
    properties: [
      {
        displayName:
          'UNAS allows 30 lists an hour (VIP: 90) and bans who asks more often. Between two readings this trigger rests 5 minutes (VIP: 2), whatever Poll Times say.',
        name: 'notice',
        type: 'notice',
        default: '',
      },
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
      cancelledField,
      startFromField,
      outputField,
    ],
  };

  methods = { loadOptions: { getStatuses } };

  async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
    return await pollChannel.call(this, orderTrigger);
  }
}
