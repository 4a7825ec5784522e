import { NodeConnectionTypes, type IExecuteFunctions, type INodeType, type INodeTypeDescription } from 'n8n-workflow';

import { propertiesOf } from '../shared/node/describe';
import { runChannel } from '../shared/node/run';
import { channel, resources } from './actions';
import { methods } from './methods';

// Programmatic: batches with results inside accepted answers, look-ups before writes and two APIs go beyond the declarative style.
export class ShipStation implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'ShipStation',
    name: 'shipStation',
    icon: { light: 'file:shipstation.svg', dark: 'file:shipstation.dark.svg' },
    group: ['transform'],
    version: 1,
    subtitle: '={{ $parameter["resource"] + ": " + $parameter["operation"] }}',
    description: 'Orders, shipments, labels, rates and stock of ShipStation, and its Custom Store, nothing lost and nothing twice',
    defaults: { name: 'ShipStation' },
    usableAsTool: true,
    inputs: [NodeConnectionTypes.Main],
    outputs: [NodeConnectionTypes.Main],
    // Which of the two an operation needs is in the README; rates and labels take whichever is chosen.
    credentials: [{ name: 'channelSyncShipStationApi' }, { name: 'channelSyncShipStationV2Api' }],
    properties: propertiesOf(resources),
  };

  methods = methods;

  async execute(this: IExecuteFunctions) {
    return await runChannel.call(this, channel);
  }
}
