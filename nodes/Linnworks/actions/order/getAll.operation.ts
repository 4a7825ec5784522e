import type { INodeProperties } from 'n8n-workflow';

import { distinct } from '../../../shared/api/pagers';
import { refused } from '../../../shared/api/problem';
import { orderSchema, parseStartFrom } from '../../../shared/model';
import { hiddenPageByPage, listFields, outputField, pageFields } from '../../../shared/node/fields';
import type { ItemContext, ReadOperation, Row, RunContext, Unreadable } from '../../../shared/node/operation';
import { readWindowPage } from '../../../shared/node/page-read';
import { findLocation, isLocationId, readLocations, usableLocation } from '../../locations';
import { holdsOf } from '../../mapping-standing';
import { readOrderPage, type OrderCursor, type OrderQuery } from '../../read-orders';
import type { LinnworksOrder } from '../../types';
import { locationField, weightUnitField } from '../fields';
import { modelRows, rowsOf } from '../order-rows';

/** Rows per v2 page when no windows are read; the largest page is not published (linnworks.md §4.1). */
const PAGE_SIZE = 100;

const fields: INodeProperties[] = [
  { ...locationField, description: 'Orders of this location only. Leave empty for all locations, which costs one call for each.' },
  hiddenPageByPage({
    displayName: 'Changed Since',
    name: 'fromDate',
    type: 'dateTime',
    default: '',
    description: 'Only orders changed at or after this time. Leave empty for all.',
  }),
  {
    displayName: 'Only Paid',
    name: 'onlyPaid',
    type: 'boolean',
    default: true,
    description: 'Whether to leave out orders that are not paid',
  },
  {
    displayName: 'Include Processed',
    name: 'includeProcessed',
    type: 'boolean',
    default: false,
    description: 'Whether to also return despatched and cancelled orders',
  },
  {
    displayName: 'Source',
    name: 'source',
    type: 'string',
    default: '',
    placeholder: 'e.g. AMAZON',
    description:
      'Only orders of this source. Linnworks cannot filter by it, so all are read and the others dropped here. Leave empty for all.',
  },
  {
    displayName: 'Sub-Source',
    name: 'subSource',
    type: 'string',
    default: '',
    placeholder: 'e.g. Amazon UK',
    description: 'Only orders of this account of the source, dropped here like other sources. Leave empty for all.',
  },
  {
    displayName: 'Leave Out Orders That Are',
    name: 'leaveOut',
    type: 'multiOptions',
    options: [
      { name: 'Locked', value: 'locked' },
      { name: 'On Hold', value: 'onHold', description: 'Also those whose buyer has asked to cancel; the v2 service does not tell it' },
      { name: 'Parked', value: 'parked' },
    ],
    default: [],
    description: 'Orders that must wait. Each comes once it is released, as that is a change.',
  },
  hiddenPageByPage(outputField),
  weightUnitField,
  ...listFields.map(hiddenPageByPage),
  ...pageFields('orders'),
];

async function locationIds(run: RunContext, item: ItemContext): Promise<string[]> {
  const wanted = (item.param<string>('location') ?? '').trim();
  // An id needs no look-up: an idle poll of one location stays one call.
  if (isLocationId(wanted)) return [wanted];
  const locations = await run.once('locations', async () => await readLocations(run.client));
  return wanted === '' ? locations.map(({ id }) => id) : [findLocation(locations, wanted).id];
}

async function queryOf(run: RunContext, item: ItemContext): Promise<Omit<OrderQuery, 'from' | 'pageSize'>> {
  return {
    onlyPaid: item.param<boolean>('onlyPaid'),
    includeProcessed: item.param<boolean>('includeProcessed'),
    locations: await locationIds(run, item),
  };
}

function ofSource(orders: readonly LinnworksOrder[], item: ItemContext): LinnworksOrder[] {
  const wantedText = (name: string): string => (item.param<string | undefined>(name) ?? '').trim().toLowerCase();
  const [source, subSource] = [wantedText('source'), wantedText('subSource')];
  const isWanted = (wanted: string, text: string | null | undefined): boolean => wanted === '' || (text ?? '').trim().toLowerCase() === wanted;
  return orders.filter(({ GeneralInfo }) => isWanted(source, GeneralInfo?.Source) && isWanted(subSource, GeneralInfo?.SubSource));
}

const isHeld = (order: LinnworksOrder, kinds: readonly string[]): boolean => holdsOf(order).some(({ kind }) => kinds.includes(kind));

/** The orders the operator wants. */
function wantedOf(orders: readonly LinnworksOrder[], item: ItemContext): LinnworksOrder[] {
  const leaveOut = item.param<string[] | undefined>('leaveOut') ?? [];
  return ofSource(orders, item).filter((order) => !isHeld(order, leaveOut));
}

/**
 * Linnworks parks unpaid orders itself; a paid one may be parked because its location belongs to a fulfilment centre.
 *
 * @throws Problem where it is: none of its orders would ever come out of that
 */
async function refuseFulfilmentCentre(run: RunContext, orders: readonly LinnworksOrder[], item: ItemContext): Promise<void> {
  const location = (item.param<string | undefined>('location') ?? '').trim();
  if (location === '' || !orders.some((order) => isHeld(order, ['parked']) && !isHeld(order, ['unpaid']))) return;
  usableLocation(await run.once('locations', async () => await readLocations(run.client)), location);
}

function startOf(text: string): string | undefined {
  return text.trim() === '' ? undefined : parseStartFrom(text);
}

async function readList(run: RunContext, item: ItemContext): Promise<Array<Row | Unreadable>> {
  const limit = item.param<boolean>('returnAll') ? Number.POSITIVE_INFINITY : item.param<number>('limit');
  const query: OrderQuery = {
    ...(await queryOf(run, item)),
    from: startOf(String(item.param<unknown>('fromDate') ?? '')),
    pageSize: PAGE_SIZE,
  };
  let found: LinnworksOrder[] = [];
  let cursor: OrderCursor | undefined;
  do {
    const page = await readOrderPage(run.client, query, cursor);
    found = distinct([...found, ...wantedOf(page.orders, item)], ({ OrderId }) => OrderId ?? '');
    cursor = page.next;
  } while (cursor && found.length < limit);
  return rowsOf(found.slice(0, limit), item);
}

function checkCursor(cursor: OrderCursor | undefined): void {
  if (cursor === undefined || typeof cursor.location === 'string') return;
  throw refused(
    "'Position' cannot be used: it is not one of this operation",
    "Leave 'Position' empty to begin at 'Start From', or restore the last saved one.",
  );
}

async function readPageOf(run: RunContext, item: ItemContext): Promise<Row> {
  const query = await queryOf(run, item);
  return await readWindowPage<OrderCursor>(run, item, startOf, async ({ from, cursor, pageSize }) => {
    checkCursor(cursor);
    const page = await readOrderPage(run.client, { ...query, from, pageSize }, cursor);
    await refuseFulfilmentCentre(run, page.orders, item);
    return { rows: modelRows(wantedOf(page.orders, item), item), next: page.next, serverNow: page.serverNow };
  });
}

export const getManyOrders: ReadOperation = {
  kind: 'read',
  value: 'getAll',
  name: 'Get Many',
  action: 'Get many orders',
  description: 'Get orders that changed, open or also processed',
  fields,
  output: orderSchema,
  async run(run: RunContext, item: ItemContext) {
    return item.param<boolean>('pageByPage') ? [await readPageOf(run, item)] : await readList(run, item);
  },
};
