import { NodeConnectionTypes, type IExecuteFunctions, type INodeType, type INodeTypeDescription } from 'n8n-workflow';

import { propertiesOf } from '../shared/node/describe';
import { runChannel } from '../shared/node/run';
import { channel, resources } from './actions';
import { methods } from './methods';

// Programmatic: look-ups before each write, results inside accepted answers and GETs that write go beyond the declarative style.
export class Mintsoft implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'Mintsoft',
    name: 'mintsoft',
    icon: { light: 'file:mintsoft.svg', dark: 'file:mintsoft.dark.svg' },
    group: ['transform'],
    version: 1,
    subtitle: '={{ $parameter["resource"] + ": " + $parameter["operation"] }}',
    description: 'Read and write orders, stock, ASNs and returns in Mintsoft, nothing lost and nothing twice',
    defaults: { name: 'Mintsoft' },
    usableAsTool: true,
    inputs: [NodeConnectionTypes.Main],
    outputs: [NodeConnectionTypes.Main],
    credentials: [{ name: 'channelSyncMintsoftApi', required: true }],
    properties: propertiesOf(resources),
  };

  methods = methods;

  async execute(this: IExecuteFunctions) {
    return await runChannel.call(this, channel);
  }
}
