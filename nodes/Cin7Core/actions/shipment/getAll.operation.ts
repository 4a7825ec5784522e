import type { INodeProperties } from 'n8n-workflow';

import { identityKey, shipmentSchema, type Shipment } from '../../../shared/model';
import { hiddenPageByPage, listFields, outputField, pageFields } from '../../../shared/node/fields';
import type { ItemContext, ReadOperation, Row, RunContext, Unreadable } from '../../../shared/node/operation';
import { readWindowPage } from '../../../shared/node/page-read';
import { startOf } from '../../../shared/node/params';
import { mapRecords } from '../../../shared/node/records';
import { orderOf, shipmentState, shownNumber, toShipment } from '../../mapping-shipment';
import { firstPage, type ListCursor } from '../../pages';
import { readShipmentPage, readShipments, type FoundShipment, type ShipmentQuery } from '../../read-shipments';
import { textOf } from '../fields';

export const shipmentFilterFields: INodeProperties[] = [
  {
    displayName: 'Orders',
    name: 'origin',
    type: 'options',
    options: [
      { name: 'All', value: 'all' },
      { name: 'Imported', value: 'imported', description: 'Those that came from another channel, under the identity they have there' },
      { name: 'Own', value: 'own', description: 'Those Cin7 Core did not get from here' },
    ],
    default: 'all',
    description: 'Whose shipments are returned',
  },
  {
    displayName: 'Include Without Tracking',
    name: 'withoutTracking',
    type: 'boolean',
    default: false,
    description: 'Whether to also return shipped orders that have no tracking number',
  },
  {
    displayName: 'Load Parcels',
    name: 'loadParcels',
    type: 'boolean',
    default: true,
    description: 'Whether to read carrier, boxes and goods, at a call an order. The list alone tells the numbers of 1,000 orders in one call.',
  },
];

const fields: INodeProperties[] = [
  ...shipmentFilterFields,
  hiddenPageByPage({
    displayName: 'Changed Since',
    name: 'fromDate',
    type: 'dateTime',
    default: '',
    description: 'Only orders changed at or after this time. Leave empty for all.',
  }),
  ...pageFields('shipments'),
  hiddenPageByPage(outputField),
  ...listFields.map(hiddenPageByPage),
];

export const shipmentQueryOf = (param: ItemContext['param']): ShipmentQuery => ({
  origin: param<ShipmentQuery['origin'] | undefined>('origin') ?? 'all',
  withoutTracking: param<boolean | undefined>('withoutTracking') === true,
  loadParcels: param<boolean | undefined>('loadParcels') ?? true,
});

export function shipmentRows(found: readonly FoundShipment[]): Array<Row | Unreadable> {
  const tell = ({ row }: FoundShipment) => ({ identity: orderOf(row), number: shownNumber(row) });
  return mapRecords(found, tell, ({ row, sale }) => toShipment(row, sale) as unknown as Row);
}

export const rawShipments = (found: readonly FoundShipment[]): Row[] => found.map(({ row, sale }) => ({ ...(sale ?? row) }) as unknown as Row);

function tellShipment(record: Row) {
  const shipment = record as unknown as Shipment;
  return { key: identityKey(shipment.order), number: shipment.orderNumber ?? shipment.order.id, state: shipmentState(shipment) };
}

async function readPageOf(run: RunContext, item: ItemContext): Promise<Row> {
  const query = shipmentQueryOf(item.param);
  const read = async ({ from, cursor, pageSize }: { from: string; cursor?: ListCursor; pageSize: number }) => {
    const page = await readShipmentPage(run.client, query, from, cursor ?? firstPage(pageSize));
    return { ...page, rows: shipmentRows(page.rows) };
  };
  return await readWindowPage<ListCursor>(run, item, startOf, read, tellShipment);
}

async function readAll(run: RunContext, item: ItemContext): Promise<Array<Row | Unreadable>> {
  const atMost = item.param<boolean>('returnAll') ? Number.POSITIVE_INFINITY : item.param<number>('limit');
  const found = await readShipments(run.client, shipmentQueryOf(item.param), startOf(textOf(item.param, 'fromDate')), atMost);
  return item.param<string>('output') === 'raw' ? rawShipments(found) : shipmentRows(found);
}

export const getManyShipments: ReadOperation = {
  kind: 'read',
  value: 'getAll',
  name: 'Get Many',
  action: 'Get many shipments',
  description: 'Get shipped orders with their tracking numbers',
  fields,
  output: shipmentSchema,
  async run(run: RunContext, item: ItemContext) {
    return item.param<boolean>('pageByPage') ? [await readPageOf(run, item)] : await readAll(run, item);
  },
};
