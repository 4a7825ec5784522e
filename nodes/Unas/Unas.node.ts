import {
  NodeConnectionTypes,
  type IExecuteFunctions,
  type INodeExecutionData,
  type INodeType,
  type INodeTypeDescription,
} from 'n8n-workflow';

import { propertiesOf } from '../shared/node/describe';
import { runChannel } from '../shared/node/run';
import { channel, resources } from './actions';
import { getStatuses, getWarehouses } from './methods';

/** Programmatic: XML, and bulk calls that stop at the first error and have to be resumed behind it. */
export class Unas implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'UNAS',
    name: 'unas',
    icon: { light: 'file:unas.svg', dark: 'file:unas.dark.svg' },
    group: ['transform'],
    version: 1,
    subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
    description: 'Orders, products, prices and stock of a UNAS web shop',
    defaults: { name: 'UNAS' },
    usableAsTool: true,
    inputs: [NodeConnectionTypes.Main],
    outputs: [NodeConnectionTypes.Main],
    credentials: [{ name: 'channelSyncUnasApi', required: true }],
    properties: propertiesOf(resources),
  };

  methods = { loadOptions: { getStatuses, getWarehouses } };

  async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
    return await runChannel.call(this, channel);
  }
}
