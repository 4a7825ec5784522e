import type { Client } from '../shared/api/client';
import type { Row, Unreadable } from '../shared/node/operation';
import { modelRows, rawRows } from './actions/order/rows';
import { rawShipments, shipmentRows } from './actions/shipment/getAll.operation';
import { despatchId, type Despatched, type SourceHint } from './mapping-shipment';
import { pointed, type Pointer } from './pointer';
import { despatchedBy, live, liveLabels } from './read-shipments';
import type { V1Fulfillment, V1Label, V1Order } from './types';
import { readOne, readPage } from './wire';

/** One record behind a webhook, with what it is remembered by. */
export interface Told {
  key: string;
  row: Row | Unreadable;
}

export interface Wanted {
  raw: boolean;
  hint: SourceHint;
}

const V1_ROWS = 500;
const V2_ROWS = 100;
/** A batch of labels is some hundred rows. */
const MOST_PAGES = 20;

/** All pages of the list a webhook points to (shipstation.md §A5: it is a list, page through it). */
async function readV1<T>(client: Client, pointer: Pointer, member: string, more: Record<string, string> = {}): Promise<T[]> {
  const rows: T[] = [];
  for (let page = 1; page <= MOST_PAGES; page++) {
    const list = await readPage<T>(client, pointed(pointer, { ...more, page, pageSize: V1_ROWS }), member);
    rows.push(...list.rows);
    if (list.rows.length === 0 || rows.length >= list.total) break;
  }
  return rows;
}

function despatchRows(rows: readonly Despatched[], { raw, hint }: Wanted): Told[] {
  const shown = raw ? rawShipments(rows) : shipmentRows(rows, hint);
  return rows.map((one, position) => ({ key: despatchId(one), row: shown[position] as Row }));
}

/** The records a webhook of v1 points to. */
export async function readTold(client: Client, pointer: Pointer, wanted: Wanted): Promise<Told[]> {
  if (pointer.path === '/orders') {
    const orders = await readV1<V1Order>(client, pointer, 'orders');
    const shown = wanted.raw ? rawRows(orders) : modelRows(orders);
    return orders.map(({ orderId, modifyDate }, position) => ({ key: `order ${orderId} ${modifyDate}`, row: shown[position] as Row }));
  }
  if (pointer.path === '/shipments') {
    const { includeShipmentItems: _given, ...query } = pointer.query;
    const labels = await readV1<V1Label>(client, { path: pointer.path, query }, 'shipments', { includeShipmentItems: 'true' });
    return despatchRows(liveLabels(labels).map((label) => ({ label })), wanted);
  }
  const rows = live(await readV1<V1Fulfillment>(client, pointer, 'fulfillments'));
  const query = { hint: wanted.hint, loadOrders: !wanted.raw, labels: false, fulfillments: true };
  return despatchRows(await despatchedBy(client, query, rows), wanted);
}

const ID_MEMBERS = ['label_id', 'fulfillment_id', 'batch_id', 'shipment_id'];

const keyOfV2 = (row: Record<string, unknown>): string => ID_MEMBERS.flatMap((name) => (row[name] ? [`${name} ${String(row[name])}`] : []))[0] ?? JSON.stringify(row).slice(0, 100);

/** The records a webhook of v2 points to: a list, or a batch alone (shipstation.md §B6). */
export async function readToldV2(client: Client, pointer: Pointer): Promise<Told[]> {
  const [, member = '', id] = /^\/v2\/([a-z]+)(\/.+)?$/.exec(pointer.path) ?? [];
  if (id) {
    const one = await readOne<Record<string, unknown>>(client, pointed(pointer));
    return one ? [{ key: keyOfV2(one), row: one as Row }] : [];
  }
  const rows: Array<Record<string, unknown>> = [];
  for (let page = 1; page <= MOST_PAGES; page++) {
    const list = await readPage<Record<string, unknown>>(client, pointed(pointer, { page, page_size: V2_ROWS }), member);
    rows.push(...list.rows);
    if (list.rows.length === 0 || rows.length >= list.total) break;
  }
  return rows.map((row) => ({ key: keyOfV2(row), row: row as Row }));
}
