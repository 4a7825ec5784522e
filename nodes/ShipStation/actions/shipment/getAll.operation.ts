import type { INodeProperties } from 'n8n-workflow';

import { identityKey, shipmentSchema } from '../../../shared/model';
import { hiddenPageByPage, listFields, outputField, pageFields } from '../../../shared/node/fields';
import type { ItemContext, ReadOperation, Row, RunContext, Unreadable } from '../../../shared/node/operation';
import { readWindowPage } from '../../../shared/node/page-read';
import { startOf } from '../../../shared/node/params';
import { mapRecords } from '../../../shared/node/records';
import { shipStationIdentity } from '../../mapping';
import { despatchIdentity, numberOf, toShipment, type Despatched, type SourceHint } from '../../mapping-shipment';
import { readShipments, readShipmentWindow, type ShipmentCursor, type ShipmentQuery } from '../../read-shipments';
import { idOf, prefixField, storeField, textOf } from '../fields';

export const sourceFields: INodeProperties[] = [
  {
    displayName: 'Source Channel',
    name: 'sourceChannel',
    type: 'string',
    default: '',
    placeholder: 'e.g. cin7core',
    description: 'Only despatches of orders that Order: Import created from this system. Leave empty for all; those of other orders are named by their ID at ShipStation then.',
  },
  {
    displayName: 'Source Account',
    name: 'sourceAccount',
    type: 'string',
    default: '',
    description: 'The account at that system, as its own nodes name it, for orders whose key had no room for it. Leave empty for "main".',
  },
];

const kindField: INodeProperties = {
  displayName: 'Include',
  name: 'include',
  type: 'options',
  options: [
    { name: 'Labels and Marked as Shipped', value: 'both' },
    { name: 'Only Labels', value: 'labels', description: 'Labels made in ShipStation' },
    { name: 'Only Marked as Shipped', value: 'fulfillments', description: 'Sent without a label of ShipStation, or by a fulfilment provider' },
  ],
  default: 'both',
  description: 'Which despatches are read; ShipStation keeps them in two lists',
};

const loadOrdersField: INodeProperties = {
  displayName: 'Load Orders',
  name: 'loadOrders',
  type: 'boolean',
  default: true,
  displayOptions: { show: { include: ['both', 'fulfillments'] } },
  description: 'Whether to read the orders that were marked as shipped, without which nothing tells where they came from. Costs one call per 500.',
};

const fields: INodeProperties[] = [
  ...pageFields('shipments'),
  ...listFields.map(hiddenPageByPage),
  hiddenPageByPage({ displayName: 'Made Since', name: 'madeSince', type: 'dateTime', default: '', description: 'Only despatches made at or after this time, newest first. Leave empty for all.' }),
  kindField,
  { ...storeField, description: 'Only despatches of this store. Leave empty for all.' },
  ...sourceFields,
  { ...prefixField, description: 'What stands before the order number of the source at ShipStation; it is cut off here' },
  loadOrdersField,
  hiddenPageByPage(outputField),
];

type Param = ItemContext['param'];

export const hintOf = (param: Param): SourceHint => ({ channel: textOf(param, 'sourceChannel').toLowerCase(), account: textOf(param, 'sourceAccount'), prefix: textOf(param, 'orderPrefix') });

function queryOf(param: Param, raw = false): ShipmentQuery {
  const include = param<string | undefined>('include') ?? 'both';
  const storeId = idOf(param, 'store', 'Store');
  const hint = hintOf(param);
  return {
    storeId,
    hint,
    labels: include !== 'fulfillments',
    fulfillments: include !== 'labels',
    // Raw rows are shown as they are; a choice by source or store needs the orders all the same.
    loadOrders: (!raw && (param<boolean | undefined>('loadOrders') ?? true)) || hint.channel !== '' || storeId !== undefined,
  };
}

/** Shipments in the model; one that lacks a needed field stands in its place as not readable. */
export function shipmentRows(despatched: readonly Despatched[], hint: SourceHint): Array<Row | Unreadable> {
  const tell = (one: Despatched) => ({ identity: despatchIdentity(one), number: numberOf(one) });
  return mapRecords(despatched, tell, (one) => toShipment(one, hint) as unknown as Row);
}

export const rawShipments = (despatched: readonly Despatched[]): Row[] => despatched.map((one) => ({ ...('label' in one ? one.label : one.fulfillment) }) as unknown as Row);

/** The books know a despatch by itself: an order can have several. */
const tellShipment = (record: Row) => ({ key: identityKey(shipStationIdentity(record.id as string)), number: String(record.orderNumber), state: 'done' });

async function readPageOf(run: RunContext, item: ItemContext): Promise<Row> {
  const query = queryOf(item.param);
  const read = async (page: Parameters<typeof readShipmentWindow>[2]) => {
    const window = await readShipmentWindow(run.client, query, page, run.now());
    return { ...window, rows: shipmentRows(window.rows, query.hint) };
  };
  return await readWindowPage<ShipmentCursor>(run, item, startOf, read, tellShipment);
}

async function readList(run: RunContext, item: ItemContext): Promise<Array<Row | Unreadable>> {
  const raw = item.param<string>('output') === 'raw';
  const query = queryOf(item.param, raw);
  const atMost = item.param<boolean>('returnAll') ? Number.POSITIVE_INFINITY : item.param<number>('limit');
  const found = await readShipments(run.client, query, startOf(textOf(item.param, 'madeSince')), atMost);
  return raw ? rawShipments(found) : shipmentRows(found, query.hint);
}

export const getManyShipments: ReadOperation = {
  kind: 'read',
  value: 'getAll',
  name: 'Get Many',
  action: 'Get many shipments',
  description: 'Get what was shipped with carrier and tracking number: labels and orders marked as shipped',
  fields,
  output: shipmentSchema,
  async run(run: RunContext, item: ItemContext) {
    return item.param<boolean>('pageByPage') ? [await readPageOf(run, item)] : await readList(run, item);
  },
};
