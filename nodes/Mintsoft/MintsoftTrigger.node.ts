import {
  NodeConnectionTypes,
  type INodeExecutionData,
  type INodeProperties,
  type INodeType,
  type INodeTypeDescription,
  type IPollFunctions,
} from 'n8n-workflow';

import { outputField, shownFor, startFromField } from '../shared/node/fields';
import { pollChannel } from '../shared/node/poll';
import { clientField, warehouseField, zoneField } from './actions/fields';
import { returnFilterFields } from './actions/return/getAll.operation';
import { shipmentFilterFields } from './actions/shipment/getAll.operation';
import { methods } from './methods';
import { mintsoftTrigger, type MintsoftEvent } from './trigger';

const forEvent = (field: INodeProperties, ...event: MintsoftEvent[]): INodeProperties => shownFor(field, { event });

export class MintsoftTrigger implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'Mintsoft Trigger',
    name: 'mintsoftTrigger',
    icon: { light: 'file:mintsoft.svg', dark: 'file:mintsoft.dark.svg' },
    group: ['trigger'],
    version: 1,
    subtitle: '={{ $parameter["event"] }}',
    description: 'Starts the workflow when orders are despatched, returns confirmed or ASNs booked in at Mintsoft',
    defaults: { name: 'Mintsoft Trigger' },
    polling: true,
    inputs: [],
    outputs: [NodeConnectionTypes.Main],
    credentials: [{ name: 'channelSyncMintsoftApi', required: true }],
    properties: [
      {
        displayName: 'Event',
        name: 'event',
        type: 'options',
        options: [
          { name: 'ASN Booked In', value: 'asnBookedIn', description: 'Each ASN whose goods are booked in, and again when a count changes' },
          { name: 'Order Despatched', value: 'orderDespatched', description: 'Once per order, as a shipment with courier and tracking number' },
          { name: 'Return Confirmed', value: 'returnConfirmed', description: 'Once per return, when the warehouse has booked its goods' },
        ],
        default: 'orderDespatched',
        description: 'What starts the workflow',
      },
      ...shipmentFilterFields.map((field) => forEvent(field, 'orderDespatched')),
      ...returnFilterFields.map((field) => forEvent(field, 'returnConfirmed')),
      forEvent(clientField, 'asnBookedIn'),
      forEvent({ ...warehouseField, description: 'Only ASNs of this warehouse. Leave empty for all.' }, 'asnBookedIn'),
      forEvent(
        {
          displayName: 'Include Partly Booked In',
          name: 'includePartly',
          type: 'boolean',
          default: false,
          description: 'Whether to also start for ASNs of which only a part is booked in',
        },
        'asnBookedIn',
      ),
      forEvent(zoneField, 'asnBookedIn'),
      startFromField,
      outputField,
    ],
  };

  methods = { listSearch: methods.listSearch };

  async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
    return await pollChannel.call(this, mintsoftTrigger);
  }
}
