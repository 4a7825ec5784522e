import {
  NodeConnectionTypes,
  type IHookFunctions,
  type INodeType,
  type INodeTypeDescription,
  type IWebhookFunctions,
  type IWebhookResponseData,
} from 'n8n-workflow';

import { choices } from '../shared/node/lists';
import { shoprenter } from './api';
import { statusChoices } from './shop';
import { createHook, deleteHook, hookExists, receive } from './webhook-trigger';

/** A trigger of its own: a node either polls or has an address, and the poll is the safety net of this one. */
export class ShoprenterTrigger implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'Shoprenter Trigger',
    name: 'shoprenterTrigger',
    icon: { light: 'file:shoprenter.svg', dark: 'file:shoprenter.dark.svg' },
    group: ['trigger'],
    version: 1,
    subtitle: '={{ $parameter["setup"] === "manual" ? "by hand" : $parameter["event"] }}',
    description: 'Starts the workflow as soon as an order of the shop is placed or its status changes',
    defaults: { name: 'Shoprenter Trigger' },
    inputs: [],
    outputs: [NodeConnectionTypes.Main],
    credentials: [{ name: 'channelSyncShoprenterApi', required: true }],
    webhooks: [
      // First, so that they answer where the address is tried while the webhook below is saved.
      { name: 'setup', httpMethod: 'GET', responseMode: 'onReceived', path: 'shoprenter' },
      { name: 'setup', httpMethod: 'HEAD', responseMode: 'onReceived', path: 'shoprenter' },
      { name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: 'shoprenter' },
    ],
    properties: [
      {
        displayName:
          'Shoprenter is not known to repeat a delivery that failed. Keep a scheduled Get Many or the Shoprenter Polling Trigger as a safety net.',
        name: 'notice',
        type: 'notice',
        default: '',
      },
      {
        displayName: 'Setup',
        name: 'setup',
        type: 'options',
        options: [
          { name: 'By Hand in the Shop Admin', value: 'manual', description: 'You paste the address into an automation of the shop' },
          { name: 'Registered by This Node', value: 'api', description: 'Made when the workflow is published and removed when it is unpublished' },
        ],
        default: 'api',
        description: 'How the shop learns the address of this workflow',
      },
      {
        displayName:
          'In the shop admin: Marketing, Automations (Automatizmusok), Add New; event "Order status change" (Rendelés állapot váltás), Next; action "Webhook", Next. As recipient (Címzett) paste the Production URL of this node and put ?secret= and the secret from below behind it. Format JSON. Save.',
        name: 'steps',
        type: 'notice',
        default: '',
        displayOptions: { show: { setup: ['manual'] } },
      },
      {
        displayName: 'Secret',
        name: 'secret',
        type: 'string',
        typeOptions: { password: true },
        default: '',
        required: true,
        displayOptions: { show: { setup: ['manual'] } },
        description: 'A long random text of at least 24 letters and digits. Deliveries whose address does not end in ?secret= and this text are refused.',
      },
      {
        displayName: 'Event',
        name: 'event',
        type: 'options',
        displayOptions: { show: { setup: ['api'] } },
        options: [
          { name: 'Order Placed', value: 'order_confirm' },
          { name: 'Order Status Changed', value: 'order_status_change' },
        ],
        default: 'order_status_change',
        description: 'What the shop tells of',
      },
      {
        displayName: 'Status Names or IDs',
        name: 'statuses',
        type: 'multiOptions',
        typeOptions: { loadOptionsMethod: 'getStatuses' },
        default: [],
        description:
          'Only orders that get one of these; empty for all. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
        hint: 'In an expression numbers and names of statuses are understood.',
      },
      {
        displayName: 'Output',
        name: 'output',
        type: 'options',
        options: [
          { name: 'As Delivered', value: 'delivered', description: "The webhook's own JSON, without a call. It is only as true as the secret is secret." },
          { name: 'Channel Sync', value: 'channelSync', description: 'The order read from the shop, in the shape which every Import understands' },
          { name: 'Raw', value: 'raw', description: "The order read from the shop, in the vendor's own JSON" },
          { name: 'Wake-Up Only', value: 'wakeUp', description: 'One item per delivery with the order numbers, without a call, to start a flow that reads what changed' },
        ],
        default: 'channelSync',
        description: 'Which shape the items have, and whether orders are read from the shop before they are believed',
      },
    ],
  };

  methods = { loadOptions: { getStatuses: choices(shoprenter, statusChoices) } };

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
