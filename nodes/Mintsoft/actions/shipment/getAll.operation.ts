import type { INodeProperties } from 'n8n-workflow';

import { identityKey, shipmentSchema } from '../../../shared/model';
import { hiddenPageByPage, listFields, outputField } from '../../../shared/node/fields';
import { Unreadable, type ItemContext, type ReadOperation, type Row, type RunContext } from '../../../shared/node/operation';
import { readWindowPage } from '../../../shared/node/page-read';
import { startOf } from '../../../shared/node/params';
import { settleNow } from '../../../shared/node/settle';
import { numberOf } from '../../mapping';
import { mintsoftIdentity, type SourceHint } from '../../mapping-origin';
import { toShipments } from '../../mapping-shipment';
import type { PageCursor } from '../../pages';
import { readShipments, readShipmentWindow } from '../../read-shipments';
import { tooManyParts, type ShipmentQuery, type ShipmentRow, type WithoutTracking } from '../../settle-shipments';
import { channelField, clientField, clientOf, idOf, mintsoftPageFields, prefixField, sourceFields, sourceHint, textOf, warehouseField, zoneField, zoneOf } from '../fields';

const DAY_MS = 86_400_000;

export const shipmentFilterFields: INodeProperties[] = [
  clientField,
  { ...warehouseField, description: 'Only orders of this warehouse. Leave empty for all.' },
  { ...channelField, description: 'Only orders of this channel. Leave empty for all.' },
  { ...prefixField, description: 'Only orders whose number begins with it; it is cut off here. Leave empty for all.' },
  {
    displayName: 'Only Imported Orders',
    name: 'onlyReferenced',
    type: 'boolean',
    default: true,
    description: 'Whether to leave out orders without an external reference, which nobody imported from another system',
  },
  {
    displayName: 'Split Orders',
    name: 'splitOrders',
    type: 'options',
    options: [
      { name: 'Each Part', value: 'each', description: 'A shipment for each part as it is sent; only the last one is complete' },
      { name: 'Wait for All Parts', value: 'wait', description: 'One shipment with all parcels, once every part is sent or cancelled' },
    ],
    default: 'wait',
    description: 'What to do with orders the warehouse sends in several parts',
  },
  {
    displayName: 'Without Tracking Number',
    name: 'withoutTracking',
    type: 'options',
    options: [
      { name: 'Include', value: 'include', description: 'Hand them on as they are' },
      { name: 'Leave Out', value: 'leaveOut', description: 'Never hand them on, even if a number is added later' },
      { name: 'Wait', value: 'wait', description: 'Look at them again until they have a number or have waited long enough' },
    ],
    default: 'wait',
    description: 'What to do with orders that were despatched without a tracking number',
  },
  {
    displayName: 'Wait at Most (Days)',
    name: 'waitDays',
    type: 'number',
    typeOptions: { minValue: 0 },
    default: 3,
    displayOptions: { show: { withoutTracking: ['wait'] } },
    description: 'How long after its despatch an order may wait for its number. Afterwards it is handed on without one, so that somebody sees it.',
  },
  {
    displayName: 'Load Parcels',
    name: 'loadParcels',
    type: 'boolean',
    default: false,
    description: 'Whether to ask for the tracking numbers of all parcels of an order that has several. Costs one call for each such order.',
  },
  ...sourceFields,
  zoneField,
];

const fields: INodeProperties[] = [
  ...mintsoftPageFields('shipments'),
  ...listFields.map(hiddenPageByPage),
  hiddenPageByPage({
    displayName: 'Despatched Since',
    name: 'despatchedSince',
    type: 'dateTime',
    default: '',
    description: 'Only orders despatched at or after this time, oldest first. Leave empty for all.',
  }),
  ...shipmentFilterFields,
  hiddenPageByPage(outputField),
];

export function shipmentQueryOf(param: ItemContext['param']): ShipmentQuery {
  const withoutTracking = param<WithoutTracking | undefined>('withoutTracking') ?? 'wait';
  return {
    clientId: clientOf(param),
    warehouseId: idOf(param, 'warehouse', 'Warehouse'),
    channelId: idOf(param, 'channel', 'Channel'),
    prefix: textOf(param, 'orderPrefix'),
    onlyReferenced: param<boolean | undefined>('onlyReferenced') ?? true,
    splitOrders: param<'each' | 'wait' | undefined>('splitOrders') ?? 'wait',
    withoutTracking,
    waitMs: (withoutTracking === 'wait' ? (param<number | undefined>('waitDays') ?? 0) : 0) * DAY_MS,
    loadParcels: param<boolean | undefined>('loadParcels') === true,
    zone: zoneOf(param),
  };
}

/** Shipments in the model; what cannot be one stands in its place as not readable. */
export function shipmentRows(found: readonly ShipmentRow[], hint: SourceHint, zone: string): Array<Row | Unreadable> {
  return found.flatMap((one): Array<Row | Unreadable> => {
    const first = 'despatched' in one ? one.despatched.parts[0] : one.unreadable;
    if (!first) return [];
    if ('unreadable' in one) return [new Unreadable(mintsoftIdentity(first), numberOf(first), tooManyParts(first))];
    const mapped = settleNow(() => toShipments(one.despatched, { zone, hint }));
    if ('value' in mapped) return mapped.value as unknown as Row[];
    return [new Unreadable(mintsoftIdentity(first), numberOf(first), mapped.problem)];
  });
}

export const rawShipments = (found: readonly ShipmentRow[]): Row[] =>
  found.flatMap((one) => ('despatched' in one ? one.despatched.parts : [one.unreadable]).map((order) => ({ ...order }) as unknown as Row));

/** The books know a shipment by Mintsoft's order, and each of those merged into it by its place. */
function tellShipment(record: Row) {
  const key = identityKey({ channel: 'mintsoft', account: 'shipment', id: String(record.id) });
  return { key, number: String(record.orderNumber), state: 'done' };
}

async function readPageOf(run: RunContext, item: ItemContext): Promise<Row> {
  const query = shipmentQueryOf(item.param);
  const hint = sourceHint(item.param);
  return await readWindowPage<PageCursor>(
    run,
    item,
    startOf,
    async (page) => {
      const window = await readShipmentWindow(run.client, query, page, run.now());
      return { ...window, rows: shipmentRows(window.rows, hint, query.zone) };
    },
    tellShipment,
  );
}

async function readList(run: RunContext, item: ItemContext): Promise<Array<Row | Unreadable>> {
  const atMost = item.param<boolean>('returnAll') ? Number.POSITIVE_INFINITY : item.param<number>('limit');
  const query = shipmentQueryOf(item.param);
  const since = startOf(String(item.param<unknown>('despatchedSince') ?? ''));
  const found = await readShipments(run.client, query, since, atMost, run.now());
  const rows = item.param<string>('output') === 'raw' ? rawShipments(found) : shipmentRows(found, sourceHint(item.param), query.zone);
  return rows.slice(0, atMost);
}

export const getManyShipments: ReadOperation = {
  kind: 'read',
  value: 'getAll',
  name: 'Get Many',
  action: 'Get many shipments',
  description: 'Get despatched orders with courier and tracking number, for the system they came from',
  fields,
  output: shipmentSchema,
  async run(run: RunContext, item: ItemContext) {
    return item.param<boolean>('pageByPage') ? [await readPageOf(run, item)] : await readList(run, item);
  },
};
