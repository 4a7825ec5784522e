import { NodeConnectionTypes, type INodeExecutionData, type INodeType, type INodeTypeDescription, type IPollFunctions } from 'n8n-workflow';

import { outputField, startFromField } from '../shared/node/fields';
import { choices } from '../shared/node/lists';
import { pollChannel } from '../shared/node/poll';
import { pickupPointsField, storefrontsField } from './actions/order/fields';
import { kaufland } from './api';
import { storefrontChoices } from './lists';
import { orderTrigger } from './trigger';

export class KauflandTrigger implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'Kaufland Trigger',
    name: 'kauflandTrigger',
    icon: { light: 'file:kaufland.svg', dark: 'file:kaufland.dark.svg' },
    group: ['trigger'],
    version: 1,
    subtitle: '={{ $parameter["event"] }}',
    description: 'Starts the workflow when orders at Kaufland Marketplace can be sent or have changed',
    defaults: { name: 'Kaufland Trigger' },
    polling: true,
    inputs: [],
    outputs: [NodeConnectionTypes.Main],
    credentials: [{ name: 'channelSyncKauflandApi', required: true }],
    properties: [
      {
        displayName: 'Event',
        name: 'event',
        type: 'options',
        options: [
          {
            name: 'Order Changed',
            value: 'orderChanged',
            description: 'Each time a unit of an order changes, open and cancelled ones included',
          },
          {
            name: 'Order Ready to Ship',
            value: 'orderReady',
            description: 'Once per order, when all its units are released',
          },
        ],
        default: 'orderReady',
        description: 'What starts the workflow',
      },
      storefrontsField,
      startFromField,
      pickupPointsField,
      outputField,
    ],
  };

  methods = { loadOptions: { getStorefronts: choices(kaufland, storefrontChoices) } };

  async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
    return await pollChannel.call(this, orderTrigger);
  }
}
