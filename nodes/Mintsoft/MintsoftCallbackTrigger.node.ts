import {
  NodeConnectionTypes,
  type IHookFunctions,
  type INodeType,
  type INodeTypeDescription,
  type IWebhookFunctions,
  type IWebhookResponseData,
} from 'n8n-workflow';

import { outputField } from '../shared/node/fields';
import { prefixField, sourceFields, zoneField } from './actions/fields';
import { shipmentFilterFields } from './actions/shipment/getAll.operation';
import { receiveCallback } from './callback';

const splitOrdersField = shipmentFilterFields.filter(({ name }) => name === 'splitOrders');

/** A trigger of its own: a node either polls or has an address, and the poll is the safety net of this one. */
export class MintsoftCallbackTrigger implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'Mintsoft Callback Trigger',
    name: 'mintsoftCallbackTrigger',
    icon: { light: 'file:mintsoft.svg', dark: 'file:mintsoft.dark.svg' },
    group: ['trigger'],
    version: 1,
    subtitle: '={{ $parameter["events"].join(", ") }}',
    description: 'Starts the workflow as soon as Mintsoft tells of an order that was imported with this address',
    defaults: { name: 'Mintsoft Callback Trigger' },
    inputs: [],
    outputs: [NodeConnectionTypes.Main],
    credentials: [{ name: 'channelSyncMintsoftApi', required: true }],
    webhooks: [{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: 'mintsoft' }],
    properties: [
      {
        displayName:
          'Mintsoft calls for each order by itself: put the production URL of this node into Callback URL of Order: Import. Whether it tries again after a failure is not documented; keep the Mintsoft Trigger or a scheduled Get Many as a safety net.',
        name: 'notice',
        type: 'notice',
        default: '',
      },
      {
        displayName: 'Events',
        name: 'events',
        type: 'multiOptions',
        required: true,
        options: [
          { name: 'Order Cancelled', value: 'cancelled' },
          { name: 'Order Despatched', value: 'despatched', description: 'As a shipment with courier and tracking number' },
          { name: 'Order Split', value: 'split', description: 'The warehouse sends the order in several parts' },
        ],
        default: ['despatched'],
        description: 'What starts the workflow; orders are read from Mintsoft with the own key, whatever the callback says',
      },
      ...splitOrdersField,
      { ...prefixField, description: 'What stands before the order number of the source at Mintsoft; it is cut off here' },
      ...sourceFields,
      zoneField,
      outputField,
    ],
  };

  webhookMethods = {
    default: {
      // Nothing is registered for the account: each order carries the address it was imported with (mintsoft.md §9).
      async checkExists(this: IHookFunctions): Promise<boolean> {
        return true;
      },
      async create(this: IHookFunctions): Promise<boolean> {
        return true;
      },
      async delete(this: IHookFunctions): Promise<boolean> {
        return true;
      },
    },
  };

  async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
    return await receiveCallback.call(this);
  }
}
