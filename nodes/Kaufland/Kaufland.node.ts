import {
  NodeConnectionTypes,
  type IExecuteFunctions,
  type INodeExecutionData,
  type INodeType,
  type INodeTypeDescription,
} from 'n8n-workflow';

import { choices, searchable } from '../shared/node/lists';
import { propertiesOf } from '../shared/node/describe';
import { runChannel } from '../shared/node/run';
import { channel, resources } from './actions';
import { kaufland } from './api';
import { carrierChoices, storefrontChoices } from './lists';

/** Programmatic: every call is signed, and an order is put together from several lists. */
export class Kaufland implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'Kaufland',
    name: 'kaufland',
    icon: { light: 'file:kaufland.svg', dark: 'file:kaufland.dark.svg' },
    group: ['transform'],
    version: 1,
    subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
    description: 'Orders, stock, offers and returns of Kaufland Marketplace (formerly Hitmeister, real.de)',
    defaults: { name: 'Kaufland' },
    usableAsTool: true,
    inputs: [NodeConnectionTypes.Main],
    outputs: [NodeConnectionTypes.Main],
    credentials: [{ name: 'channelSyncKauflandApi', required: true }],
    properties: propertiesOf(resources),
  };

  methods = {
    loadOptions: { getCarriers: choices(kaufland, carrierChoices), getStorefronts: choices(kaufland, storefrontChoices) },
    listSearch: { searchCarriers: searchable(kaufland, carrierChoices) },
  };

  async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
    return await runChannel.call(this, channel);
  }
}
