import { NodeConnectionTypes, type IExecuteFunctions, type INodeType, type INodeTypeDescription } from 'n8n-workflow';

import { propertiesOf } from '../shared/node/describe';
import { choices } from '../shared/node/lists';
import { runChannel } from '../shared/node/run';
import { channel, resources } from './actions';
import { amazon } from './api';
import { marketplaceChoices } from './marketplaces';

// Programmatic: reports and feeds are asked for, waited for and streamed, which goes beyond the declarative style.
export class Amazon implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'Amazon Selling Partner',
    name: 'amazon',
    icon: { light: 'file:amazon.svg', dark: 'file:amazon.dark.svg' },
    group: ['transform'],
    version: 1,
    subtitle: '={{ $parameter["resource"] + ": " + $parameter["operation"] }}',
    description: 'Read orders and order reports, confirm despatch, set stock and buy labels at Amazon, nothing lost and nothing twice',
    defaults: { name: 'Amazon' },
    usableAsTool: true,
    inputs: [NodeConnectionTypes.Main],
    outputs: [NodeConnectionTypes.Main],
    credentials: [{ name: 'channelSyncAmazonSpApi', required: true }],
    properties: propertiesOf(resources),
  };

  methods = { loadOptions: { getMarketplaces: choices(amazon, marketplaceChoices) } };

  async execute(this: IExecuteFunctions) {
    return await runChannel.call(this, channel);
  }
}
