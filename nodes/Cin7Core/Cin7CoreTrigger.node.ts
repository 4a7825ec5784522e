import { NodeConnectionTypes, type IHookFunctions, type INodeType, type INodeTypeDescription, type IWebhookFunctions, type IWebhookResponseData } from 'n8n-workflow';

import { createHook, deleteHook, hookExists, receive } from './webhook-trigger';

/** A trigger of its own: a node either polls or has an address, and the poll is the safety net of this one. */
export class Cin7CoreTrigger implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'Cin7 Core Trigger',
    name: 'cin7CoreTrigger',
    icon: { light: 'file:cin7core.svg', dark: 'file:cin7core.dark.svg' },
    group: ['trigger'],
    version: 1,
    subtitle: '={{ $parameter["event"] }}',
    description: 'Starts the workflow as soon as Cin7 Core tells of it; needs its automation module',
    defaults: { name: 'Cin7 Core Trigger' },
    inputs: [],
    outputs: [NodeConnectionTypes.Main],
    credentials: [{ name: 'channelSyncCin7CoreApi', required: true }],
    webhooks: [{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: 'cin7core' }],
    properties: [
      {
        displayName:
          'Needs the automation module of Cin7 Core. After six failed deliveries Cin7 Core switches a webhook off for good; publishing the workflow again switches it on. Keep a scheduled Get Many or the Cin7 Core Polling Trigger as a safety net.',
        name: 'notice',
        type: 'notice',
        default: '',
      },
      {
        displayName: 'Event',
        name: 'event',
        type: 'options',
        options: [
          { name: 'Order Authorised', value: 'Sale/OrderAuthorised' },
          { name: 'Order Back-Ordered', value: 'Sale/Backordered' },
          { name: 'Order Packed', value: 'Sale/PackAuthorised' },
          { name: 'Order Shipped', value: 'Sale/ShipmentAuthorised', description: "Cin7 Core's own sample of it is not valid JSON; prefer Tracking Number Changed" },
          { name: 'Order Undone', value: 'Sale/Undo' },
          { name: 'Order Voided', value: 'Sale/Voided', description: "Cin7 Core's own sample of it is not valid JSON; keep a poll beside it" },
          { name: 'Product Updated', value: 'Product/Updated', description: 'Handed on as delivered' },
          { name: 'Purchase Order Authorised', value: 'Purchase/OrderAuthorised', description: 'Handed on as delivered' },
          { name: 'Stock Changed', value: 'Stock/AvailableStockLevelChanged', description: 'Handed on as delivered, one item per row of availability' },
          { name: 'Tracking Number Changed', value: 'Sale/ShipmentTrackingNumberChanged' },
        ],
        default: 'Sale/OrderAuthorised',
        description: 'What Cin7 Core tells of',
      },
      {
        displayName: 'Output',
        name: 'output',
        type: 'options',
        options: [
          { name: 'As Delivered', value: 'delivered', description: "The webhook's own JSON, without a call" },
          { name: 'Channel Sync', value: 'channelSync', description: 'The order read from Cin7 Core, in the shape which every Import understands' },
          { name: 'Raw', value: 'raw', description: "The order read from Cin7 Core, in the vendor's own JSON" },
          { name: 'Wake-Up Only', value: 'wakeUp', description: 'One item per delivery with the order numbers, without a call, to start a flow that reads what changed' },
        ],
        default: 'channelSync',
        description: 'Which shape the items have, and whether orders are read before they are believed',
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
