import {
  NodeConnectionTypes,
  type IHookFunctions,
  type INodeType,
  type INodeTypeDescription,
  type IWebhookFunctions,
  type IWebhookResponseData,
} from 'n8n-workflow';

import { outputField } from '../shared/node/fields';
import { choices } from '../shared/node/lists';
import { storefrontsField } from './actions/order/fields';
import { kaufland } from './api';
import { storefrontChoices } from './lists';
import { createSubscriptions, deleteSubscriptions, receive, subscriptionsExist } from './notification-trigger';

/** A trigger of its own: a node either polls or has an address, and the poll is the safety net of this one. */
export class KauflandNotificationTrigger implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'Kaufland Notification Trigger',
    name: 'kauflandNotificationTrigger',
    icon: { light: 'file:kaufland.svg', dark: 'file:kaufland.dark.svg' },
    group: ['trigger'],
    version: 1,
    subtitle: '={{ $parameter["events"].join(", ") }}',
    description: 'Starts the workflow as soon as Kaufland Marketplace tells of an order, a return or an offer',
    defaults: { name: 'Kaufland Notification Trigger' },
    inputs: [],
    outputs: [NodeConnectionTypes.Main],
    credentials: [{ name: 'channelSyncKauflandApi', required: true }],
    webhooks: [
      // First, so that it answers the challenge that Kaufland sends while the subscription below is made.
      { name: 'setup', httpMethod: 'GET', responseMode: 'onReceived', path: 'notification' },
      { name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: 'notification' },
    ],
    properties: [
      {
        displayName:
          'Kaufland can miss a notification and gives up after about 12 hours without an answer. Keep the Kaufland Trigger or a scheduled Get Many as a safety net.',
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
          { name: 'Offer Available', value: 'item_unit_available' },
          { name: 'Offer Changed', value: 'item_unit_changed' },
          { name: 'Offer Created', value: 'item_unit_new' },
          { name: 'Offer Not Available', value: 'item_unit_not_available' },
          { name: 'Offer Out of Stock', value: 'item_unit_out_of_stock' },
          { name: 'Order Placed', value: 'order_new', description: 'The order is still open, and its addresses are hidden' },
          { name: 'Order Unit Placed', value: 'order_unit_new', description: 'The piece is still open, and the addresses are hidden' },
          { name: 'Order Unit Status Changed', value: 'order_unit_status_changed', description: 'Released for despatch, sent, cancelled, and so on' },
          { name: 'Return Announced', value: 'return_new' },
          { name: 'Return Status Changed', value: 'return_status_changed' },
          { name: 'Return Unit Status Changed', value: 'return_unit_status_changed' },
        ],
        default: ['order_unit_status_changed'],
        description: 'What Kaufland tells of; one subscription per event and storefront is made and removed by this node',
      },
      { ...storefrontsField, hint: 'Leave empty for all storefronts of the account.' },
      {
        displayName: 'Fallback Email',
        name: 'fallbackEmail',
        type: 'string',
        required: true,
        default: '',
        placeholder: 'e.g. name@email.com',
        description: 'Where Kaufland writes to when it switches the notifications off, because the workflow did not answer for about 12 hours',
      },
      {
        displayName: 'Only Orders Ready to Ship',
        name: 'onlyReady',
        type: 'boolean',
        default: true,
        description: 'Whether orders start the workflow only when all their pieces are released and one can be sent',
      },
      {
        displayName: 'Signature',
        name: 'signature',
        type: 'options',
        options: [
          {
            name: 'Not Needed',
            value: 'lenient',
            description: 'Each record is read from Kaufland with the own keys, so that a forged notification costs one read and does nothing else',
          },
          { name: 'Required', value: 'required', description: 'Refuse notifications that are not signed with the Secret Key' },
        ],
        default: 'lenient',
        description: 'Whether a notification has to be signed. How Kaufland forms this signature is not documented.',
      },
      outputField,
    ],
  };

  methods = { loadOptions: { getStorefronts: choices(kaufland, storefrontChoices) } };

  webhookMethods = {
    default: {
      async checkExists(this: IHookFunctions): Promise<boolean> {
        return await subscriptionsExist.call(this);
      },
      async create(this: IHookFunctions): Promise<boolean> {
        return await createSubscriptions.call(this);
      },
      async delete(this: IHookFunctions): Promise<boolean> {
        return await deleteSubscriptions.call(this);
      },
    },
  };

  async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
    return await receive.call(this);
  }
}
