import { NodeConnectionTypes, type IExecuteFunctions, type INodeType, type INodeTypeDescription } from 'n8n-workflow';

import { propertiesOf } from '../shared/node/describe';
import { runChannel } from '../shared/node/run';
import { channel, resources } from './actions';
import { methods } from './methods';

// Programmatic: an order takes several calls that depend on each other, and writes are looked for before they are repeated.
export class Cin7Core implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'Cin7 Core',
    name: 'cin7Core',
    icon: { light: 'file:cin7core.svg', dark: 'file:cin7core.dark.svg' },
    group: ['transform'],
    version: 1,
    subtitle: '={{ $parameter["resource"] + ": " + $parameter["operation"] }}',
    description: 'Read and write sale orders, despatches, stock and products in Cin7 Core, nothing lost and nothing twice',
    defaults: { name: 'Cin7 Core' },
    usableAsTool: true,
    inputs: [NodeConnectionTypes.Main],
    outputs: [NodeConnectionTypes.Main],
    credentials: [{ name: 'channelSyncCin7CoreApi', required: true }],
    properties: propertiesOf(resources),
  };

  methods = methods;

  async execute(this: IExecuteFunctions) {
    return await runChannel.call(this, channel);
  }
}
