import {
  NodeConnectionTypes,
  type INodeExecutionData,
  type INodeProperties,
  type INodeType,
  type INodeTypeDescription,
  type IPollFunctions,
} from 'n8n-workflow';

import { outputField, shownFor, startFromField } from '../shared/node/fields';
import { choices } from '../shared/node/lists';
import { pollChannel } from '../shared/node/poll';
import { filterFields, statusesField } from './actions/order/fields';
import { amazon } from './api';
import { marketplaceChoices } from './marketplaces';
import { amazonTrigger, type AmazonEvent } from './trigger';

const forEvent = (field: INodeProperties, ...event: AmazonEvent[]): INodeProperties => shownFor(field, { event });

export class AmazonTrigger implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'Amazon Selling Partner Trigger',
    name: 'amazonTrigger',
    icon: { light: 'file:amazon.svg', dark: 'file:amazon.dark.svg' },
    group: ['trigger'],
    version: 1,
    subtitle: '={{ $parameter["event"] }}',
    description: 'Starts the workflow when orders at Amazon are ready to be sent, or change',
    defaults: { name: 'Amazon Trigger' },
    polling: true,
    inputs: [],
    outputs: [NodeConnectionTypes.Main],
    credentials: [{ name: 'channelSyncAmazonSpApi', required: true }],
    properties: [
      {
        displayName: 'Event',
        name: 'event',
        type: 'options',
        options: [
          { name: 'Order Changed', value: 'orderChanged', description: 'Each order, and again whenever it changes' },
          { name: 'Order Ready', value: 'orderReady', description: 'Once per order, when it is paid and can be sent' },
        ],
        default: 'orderReady',
        description: 'What starts the workflow. Amazon is asked every five minutes at most: its quota allows twenty questions an hour.',
      },
      ...filterFields,
      forEvent(statusesField, 'orderChanged'),
      startFromField,
      outputField,
    ],
  };

  methods = { loadOptions: { getMarketplaces: choices(amazon, marketplaceChoices) } };

  async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
    return await pollChannel.call(this, amazonTrigger);
  }
}
