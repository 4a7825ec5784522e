import {
  NodeConnectionTypes,
  type INodeExecutionData,
  type INodeProperties,
  type INodeType,
  type INodeTypeDescription,
  type IPollFunctions,
} from 'n8n-workflow';

import { outputField, shownFor, startFromField } from '../shared/node/fields';
import { searchable } from '../shared/node/lists';
import { pollChannel } from '../shared/node/poll';
import { locationField, weightUnitField } from './actions/fields';
import { suppliersField } from './actions/purchaseOrder/rows';
import { outstandingField } from './actions/purchaseOrder/getAll.operation';
import { shipmentFilterFields } from './actions/shipment/getAll.operation';
import { linnworks } from './api';
import { locationChoices } from './locations';
import { linnworksTrigger, type LinnworksEvent } from './trigger';

const forEvent = (field: INodeProperties, ...event: LinnworksEvent[]): INodeProperties => shownFor(field, { event });

const sourceField: INodeProperties = {
  displayName: 'Source',
  name: 'source',
  type: 'string',
  default: '',
  placeholder: 'e.g. AMAZON',
  description: 'Only orders of this source. Leave empty for all.',
};

const onlyReadyField: INodeProperties = {
  displayName: 'Only Ready',
  name: 'onlyReady',
  type: 'boolean',
  default: true,
  description: 'Whether to hold back orders that are parked, locked or on hold until they are released',
};

export class LinnworksTrigger implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'Linnworks Trigger',
    name: 'linnworksTrigger',
    icon: { light: 'file:linnworks.svg', dark: 'file:linnworks.dark.svg' },
    group: ['trigger'],
    version: 1,
    subtitle: '={{ $parameter["event"] }}',
    description: 'Starts the workflow when orders in Linnworks are paid or processed, or purchase orders are due',
    defaults: { name: 'Linnworks Trigger' },
    polling: true,
    inputs: [],
    outputs: [NodeConnectionTypes.Main],
    credentials: [{ name: 'channelSyncLinnworksApi', required: true }],
    properties: [
      {
        displayName: 'Event',
        name: 'event',
        type: 'options',
        options: [
          { name: 'Order Paid', value: 'orderPaid', description: 'Once per order, when it is paid and open' },
          {
            name: 'Order Processed',
            value: 'orderProcessed',
            description: 'Once per order, as a shipment with courier and tracking number',
          },
          {
            name: 'Purchase Order Due',
            value: 'purchaseOrderDue',
            description: 'Each open or partly delivered purchase order, and again when its lines, deliveries or date change',
          },
        ],
        default: 'orderPaid',
        description: 'What starts the workflow',
      },
      forEvent({ ...locationField, description: 'Only orders of this location. Leave empty for all.' }, 'orderPaid', 'purchaseOrderDue'),
      forEvent(sourceField, 'orderPaid'),
      forEvent(onlyReadyField, 'orderPaid'),
      ...shipmentFilterFields.map((field) => forEvent(field, 'orderProcessed')),
      forEvent(outstandingField, 'purchaseOrderDue'),
      forEvent(suppliersField, 'purchaseOrderDue'),
      {
        ...startFromField,
        description: `${startFromField.description} Purchase orders tell no time of change: all that are due come first.`,
      },
      forEvent(weightUnitField, 'orderPaid', 'orderProcessed'),
      outputField,
    ],
  };

  methods = { listSearch: { searchLocations: searchable(linnworks, locationChoices) } };

  async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
    return await pollChannel.call(this, linnworksTrigger);
  }
}
