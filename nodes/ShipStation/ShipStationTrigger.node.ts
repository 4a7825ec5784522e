import { NodeConnectionTypes, type IHookFunctions, type INodeType, type INodeTypeDescription, type IWebhookFunctions, type IWebhookResponseData } from 'n8n-workflow';

import { shownFor } from '../shared/node/fields';
import { prefixField, storeField } from './actions/fields';
import { sourceFields } from './actions/shipment/getAll.operation';
import { methods } from './methods';
import { createHook, deleteHook, hookExists, receive } from './webhook-trigger';

export class ShipStationTrigger implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'ShipStation Trigger',
    name: 'shipStationTrigger',
    icon: { light: 'file:shipstation.svg', dark: 'file:shipstation.dark.svg' },
    group: ['trigger'],
    version: 1,
    subtitle: '={{ $parameter["api"] === "v2" ? $parameter["signedEvent"] : $parameter["event"] }}',
    description: 'Starts the workflow when orders come in or are shipped in ShipStation',
    defaults: { name: 'ShipStation Trigger' },
    inputs: [],
    outputs: [NodeConnectionTypes.Main],
    credentials: [
      { name: 'channelSyncShipStationApi', required: true, displayOptions: { show: { api: ['v1'] } } },
      { name: 'channelSyncShipStationV2Api', required: true, displayOptions: { show: { api: ['v2'] } } },
    ],
    webhooks: [{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: 'shipstation' }],
    properties: [
      {
        displayName: 'The webhook is registered when the workflow is published and removed when it is unpublished. Keep a scheduled Get Many as a safety net for deliveries that fail.',
        name: 'notice',
        type: 'notice',
        default: '',
      },
      {
        displayName: 'API',
        name: 'api',
        type: 'options',
        options: [
          { name: 'V1', value: 'v1', description: 'Unsigned: the address carries a secret' },
          { name: 'V2', value: 'v2', description: "Signed: each delivery is checked with ShipStation's public key" },
        ],
        default: 'v1',
        description: 'Which API of ShipStation tells',
      },
      shownFor(
        {
          displayName: 'Event',
          name: 'event',
          type: 'options',
          options: [
            { name: 'Fulfilment Rejected', value: 'FULFILLMENT_REJECTED', description: 'A fulfilment provider does not send the order' },
            { name: 'Label Created', value: 'SHIP_NOTIFY', description: 'Once for each batch of labels' },
            { name: 'Marked as Shipped', value: 'FULFILLMENT_SHIPPED', description: 'Sent without a label of ShipStation' },
            { name: 'Order Received', value: 'ORDER_NOTIFY', description: 'Once for each import of orders' },
          ],
          default: 'SHIP_NOTIFY',
          description: 'What starts the workflow',
        },
        { api: ['v1'] },
      ),
      shownFor(
        {
          displayName: 'Event',
          name: 'signedEvent',
          type: 'options',
          options: [
            { name: 'Batch Processed', value: 'batch_processed_v2' },
            { name: 'Fulfilment Cancelled', value: 'fulfillment_canceled_v2' },
            { name: 'Fulfilment Created', value: 'fulfillment_created_v2' },
            { name: 'Fulfilment Rejected', value: 'fulfillment_rejected_v2' },
            { name: 'Fulfilment Shipped', value: 'fulfillment_shipped_v2' },
            { name: 'Label Created', value: 'label_created_v2' },
            { name: 'Shipment Created', value: 'shipment_created_v2' },
            { name: 'Tracking Changed', value: 'track_event_v2', description: 'With the data in the item' },
          ],
          default: 'label_created_v2',
          description: 'What starts the workflow',
        },
        { api: ['v2'] },
      ),
      { ...storeField, description: 'Only events of this store. Leave empty for all.', displayOptions: { show: { api: ['v1'] } } },
      {
        displayName: 'Output',
        name: 'output',
        type: 'options',
        options: [
          { name: 'Channel Sync', value: 'channelSync', description: 'The shape from every channel, which every Import understands; of API V2 the JSON as it is' },
          { name: 'Raw', value: 'raw', description: "ShipStation's own JSON" },
          { name: 'Wake-Up Only', value: 'wakeUp', description: 'One item for each delivery, without a call, to start a flow that reads what changed' },
        ],
        default: 'channelSync',
        description: 'Which shape the items have',
      },
      ...sourceFields.map((field) => shownFor(field, { api: ['v1'] })),
      { ...prefixField, description: 'What stands before the order number of the source at ShipStation; it is cut off here', displayOptions: { show: { api: ['v1'] } } },
    ],
  };

  methods = { listSearch: { searchStores: methods.listSearch.searchStores } };

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
