import {
  NodeConnectionTypes,
  type IHookFunctions,
  type INodeType,
  type INodeTypeDescription,
  type IWebhookFunctions,
  type IWebhookResponseData,
} from 'n8n-workflow';

import { createHook, deleteHook, hookExists, receive } from './webhook-trigger';

export class UnasTrigger implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'UNAS Trigger',
    name: 'unasTrigger',
    icon: { light: 'file:unas.svg', dark: 'file:unas.dark.svg' },
    group: ['trigger'],
    version: 1,
    subtitle: '={{ $parameter["setup"] === "manual" ? "by hand" : $parameter["event"] }}',
    description: 'Starts the workflow as soon as an order of the shop is placed or changes, by a signed webhook',
    defaults: { name: 'UNAS Trigger' },
    inputs: [],
    outputs: [NodeConnectionTypes.Main],
    credentials: [{ name: 'channelSyncUnasApi', required: true }],
    webhooks: [{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: 'unas' }],
    properties: [
      {
        displayName:
          'Webhooks need the shop package VIP, and Webhook HMAC Key in the credential. UNAS repeats a failed delivery five times; keep a scheduled Get Many or the UNAS Polling Trigger as a safety net.',
        name: 'notice',
        type: 'notice',
        default: '',
      },
      {
        displayName: 'Setup',
        name: 'setup',
        type: 'options',
        options: [
          { name: 'By Hand in the Shop Admin', value: 'manual', description: 'You paste the address into an automatism of the shop' },
          { name: 'Registered by This Node', value: 'api', description: 'Made when the workflow is published and removed when it is unpublished' },
        ],
        default: 'api',
        description: 'How the shop learns the address of this workflow',
      },
      {
        displayName:
          'In the shop admin open the automatisms (Automatizmusok) and add one: choose the event, e.g. order status change; as operation choose Webhook and paste the Production URL of this node; schedule: at once. Save and switch it on. One automatism per event: the body does not name it.',
        name: 'steps',
        type: 'notice',
        default: '',
        displayOptions: { show: { setup: ['manual'] } },
      },
      {
        displayName: 'Event',
        name: 'event',
        type: 'options',
        displayOptions: { show: { setup: ['api'] } },
        options: [
          { name: 'Order Added in the Admin', value: 'order_add_admin' },
          { name: 'Order Changed in the Admin', value: 'order_modify_admin' },
          { name: 'Order From Another System', value: 'order_send_thirdparty' },
          { name: 'Order Placed', value: 'order_send' },
          { name: 'Order Status Changed', value: 'order_status_modify' },
          { name: 'Payment Succeeded', value: 'successful_payment' },
        ],
        default: 'order_status_modify',
        description: 'What the shop tells of. For several events use one trigger each.',
      },
      {
        displayName: 'Output',
        name: 'output',
        type: 'options',
        options: [
          { name: 'As Delivered', value: 'delivered', description: "The webhook's own JSON, without a call. It has other names than the API's orders." },
          { name: 'Channel Sync', value: 'channelSync', description: 'The order read from the shop, in the shape which every Import understands' },
          { name: 'Raw', value: 'raw', description: "The order read from the shop, in the vendor's own shape" },
          { name: 'Wake-Up Only', value: 'wakeUp', description: 'One item per delivery with the order number, without a call, to start a flow that reads what changed' },
        ],
        default: 'channelSync',
        description: 'Which shape the items have, and whether orders are read from the shop before they are believed',
      },
    ],
  };

  webhookMethods = {
    default: {
      async checkExists(this: IHookFunctions): Promise<boolean> {
        return await hookExists.call(this);
      },
      async create(this: IHookFunctions): Promise<boolean> {
        return await createHook.call(this);
      },
      async delete(this: IHookFunctions): Promise<boolean> {
        return await deleteHook.call(this);
      },
    },
  };

  async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
    return await receive.call(this);
  }
}
