import { NodeConnectionTypes, type IExecuteFunctions, type INodeType, type INodeTypeDescription } from 'n8n-workflow';

import { propertiesOf } from '../shared/node/describe';
import { runChannel } from '../shared/node/run';
import { channel, resources } from './actions';

// Programmatic: files are made of all items together, and nothing is called.
export class Hyreka implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'Hyreka (File Exchange)',
    name: 'hyreka',
    icon: { light: 'file:hyreka.svg', dark: 'file:hyreka.dark.svg' },
    group: ['transform'],
    version: 1,
    subtitle: '={{ $parameter["resource"] + ": " + $parameter["operation"] }}',
    description: 'Make files that Hyreka takes up, and read the files it exports; Hyreka has no public interface',
    defaults: { name: 'Hyreka' },
    usableAsTool: true,
    inputs: [NodeConnectionTypes.Main],
    outputs: [NodeConnectionTypes.Main],
    properties: propertiesOf(resources),
  };

  async execute(this: IExecuteFunctions) {
    return await runChannel.call(this, channel);
  }
}
