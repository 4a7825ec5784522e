import { NodeConnectionTypes, type IExecuteFunctions, type INodeType, type INodeTypeDescription } from 'n8n-workflow';

import { propertiesOf } from '../shared/node/describe';
import { choices, searchable } from '../shared/node/lists';
import { runChannel } from '../shared/node/run';
import { channel, resources } from './actions';
import { linnworks } from './api';
import { locationChoices } from './locations';
import { postalServiceChoices } from './postal-services';
import { returnCategoryChoices } from './return-lists';

// Programmatic: batches of 20, reading back what was stored and per-operation quotas go beyond the declarative style.
export class Linnworks implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'Linnworks',
    name: 'linnworks',
    icon: { light: 'file:linnworks.svg', dark: 'file:linnworks.dark.svg' },
    group: ['transform'],
    version: 1,
    subtitle: '={{ $parameter["resource"] + ": " + $parameter["operation"] }}',
    description: 'Read and write orders, shipments and stock in Linnworks, nothing lost and nothing twice',
    defaults: { name: 'Linnworks' },
    usableAsTool: true,
    inputs: [NodeConnectionTypes.Main],
    outputs: [NodeConnectionTypes.Main],
    credentials: [{ name: 'channelSyncLinnworksApi', required: true }],
    properties: propertiesOf(resources),
  };

  methods = {
    loadOptions: {
      getPostalServices: choices(linnworks, postalServiceChoices),
      getReturnCategories: choices(linnworks, returnCategoryChoices),
    },
    listSearch: { searchLocations: searchable(linnworks, locationChoices) },
  };

  async execute(this: IExecuteFunctions) {
    return await runChannel.call(this, channel);
  }
}
