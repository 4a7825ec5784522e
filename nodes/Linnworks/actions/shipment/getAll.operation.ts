import type { INodeProperties } from 'n8n-workflow';

import { identityKey, shipmentSchema } from '../../../shared/model';
import { hiddenPageByPage, listFields, outputField, pageFields } from '../../../shared/node/fields';
import type { ItemContext, ReadOperation, Row, RunContext, Unreadable } from '../../../shared/node/operation';
import { readWindowPage } from '../../../shared/node/page-read';
import { mapRecords } from '../../../shared/node/records';
import { identityOf } from '../../mapping';
import type { WeightUnit } from '../../mapping-lines';
import { numberOf, toShipment, type Despatched } from '../../mapping-shipment';
import { readShipments, readShipmentWindow, type ShipmentCursor, type ShipmentQuery, type WithoutTracking } from '../../read-shipments';
import { startOf } from '../../../shared/node/params';
import { weightUnitField } from '../fields';

const DAY_MS = 86_400_000;

export const shipmentFilterFields: INodeProperties[] = [
  {
    displayName: 'Source',
    name: 'source',
    type: 'string',
    default: '',
    placeholder: 'e.g. KAUFLAND',
    description: 'Only orders of this source, in the spelling of Linnworks. Leave empty for all.',
  },
  {
    displayName: 'Subsource',
    name: 'subSource',
    type: 'string',
    default: '',
    placeholder: 'e.g. KAUFLAND_DE',
    description: 'Only orders of this subsource. They are picked out here: all orders of the source are read. Leave empty for all.',
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
    description: 'What to do with orders that were processed without a tracking number',
  },
  {
    displayName: 'Wait at Most (Days)',
    name: 'waitDays',
    type: 'number',
    typeOptions: { minValue: 0 },
    default: 3,
    displayOptions: { show: { withoutTracking: ['wait'] } },
    description:
      'How long after processing an order may wait for its number. Afterwards it is handed on without one, so that somebody sees it.',
  },
  {
    displayName: 'Include Resends',
    name: 'includeResends',
    type: 'boolean',
    default: false,
    description: 'Whether to also return orders that are resends of earlier ones, which the channel knows as shipped already',
  },
  {
    displayName: 'Load References',
    name: 'loadReferences',
    type: 'boolean',
    default: true,
    description:
      'Whether to read the extended properties, which hold what the channel needs back (e.g. Kaufland order unit IDs). Costs one call per 100 orders.',
  },
];

const fields: INodeProperties[] = [
  ...pageFields('shipments'),
  ...listFields.map(hiddenPageByPage),
  hiddenPageByPage({
    displayName: 'Processed Since',
    name: 'processedSince',
    type: 'dateTime',
    default: '',
    description: 'Only orders processed at or after this time, newest first. Leave empty for all.',
  }),
  ...shipmentFilterFields,
  weightUnitField,
  hiddenPageByPage(outputField),
];

export function shipmentQueryOf(param: <T>(name: string) => T, raw = false): ShipmentQuery {
  const withoutTracking = param<WithoutTracking>('withoutTracking') ?? 'wait';
  return {
    source: (param<string>('source') ?? '').trim(),
    subSource: (param<string>('subSource') ?? '').trim(),
    withoutTracking,
    waitMs: (withoutTracking === 'wait' ? (param<number | undefined>('waitDays') ?? 0) : 0) * DAY_MS,
    resends: param<boolean>('includeResends') ?? false,
    references: !raw && (param<boolean>('loadReferences') ?? true),
  };
}

/** Shipments in the model; one that Linnworks left a needed field out of stands in its place as not readable. */
export function shipmentRows(despatched: readonly Despatched[], unit: WeightUnit): Array<Row | Unreadable> {
  const tell = ({ row }: Despatched) => ({ identity: identityOf({ OrderId: row.pkOrderID }), number: numberOf(row) });
  return mapRecords(despatched, tell, (one) => toShipment(one, unit) as unknown as Row);
}

/** The books know a shipment by Linnworks' order: a resend has its origin's number a second time. */
function tellShipment(record: Row) {
  return { key: identityKey(identityOf({ OrderId: record.id as string })), number: String(record.orderNumber), state: 'done' };
}

async function readPageOf(run: RunContext, item: ItemContext): Promise<Row> {
  const query = shipmentQueryOf((name) => item.param(name));
  const unit = item.param<WeightUnit>('weightUnit') ?? 'none';
  const read = async (page: Parameters<typeof readShipmentWindow>[2]) => {
    const window = await readShipmentWindow(run.client, query, page, run.now());
    return { ...window, rows: shipmentRows(window.rows, unit) };
  };
  return await readWindowPage<ShipmentCursor>(run, item, startOf, read, tellShipment);
}

async function readList(run: RunContext, item: ItemContext): Promise<Array<Row | Unreadable>> {
  const raw = item.param<string>('output') === 'raw';
  const atMost = item.param<boolean>('returnAll') ? Number.POSITIVE_INFINITY : item.param<number>('limit');
  const since = startOf(String(item.param<unknown>('processedSince') ?? ''));
  const query = shipmentQueryOf((name) => item.param(name), raw);
  const found = await readShipments(run.client, query, since, atMost, run.now());
  return raw ? found.map(({ row }) => ({ ...row }) as Row) : shipmentRows(found, item.param<WeightUnit>('weightUnit') ?? 'none');
}

export const getManyShipments: ReadOperation = {
  kind: 'read',
  value: 'getAll',
  name: 'Get Many',
  action: 'Get many shipments',
  description: 'Get processed orders with courier and tracking number, for the channel they came from',
  fields,
  output: shipmentSchema,
  async run(run: RunContext, item: ItemContext) {
    return item.param<boolean>('pageByPage') ? [await readPageOf(run, item)] : await readList(run, item);
  },
};
