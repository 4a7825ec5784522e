import {
  NodeConnectionTypes,
  type IExecuteFunctions,
  type INodeExecutionData,
  type INodeType,
  type INodeTypeDescription,
} from 'n8n-workflow';

import { propertiesOf } from '../shared/node/describe';
import { choices } from '../shared/node/lists';
import { runChannel } from '../shared/node/run';
import { channel, resources } from './actions';
import { shoprenter } from './api';
import { languageChoices } from './catalogue';
import { statusChoices } from './shop';
import { warehouseChoices } from './warehouses';

/** Programmatic: writes go in batches with answers of their own, and stock falls back from SKU to id. */
export class Shoprenter implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'Shoprenter',
    name: 'shoprenter',
    icon: { light: 'file:shoprenter.svg', dark: 'file:shoprenter.dark.svg' },
    group: ['transform'],
    version: 1,
    subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
    description: 'Orders, products, prices and stock of a Shoprenter web shop',
    defaults: { name: 'Shoprenter' },
    usableAsTool: true,
    inputs: [NodeConnectionTypes.Main],
    outputs: [NodeConnectionTypes.Main],
    credentials: [{ name: 'channelSyncShoprenterApi', required: true }],
    properties: propertiesOf(resources),
  };

  methods = {
    loadOptions: {
      getLanguages: choices(shoprenter, languageChoices),
      getStatuses: choices(shoprenter, statusChoices),
      getWarehouses: choices(shoprenter, warehouseChoices),
    },
  };

  async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
    return await runChannel.call(this, channel);
  }
}
