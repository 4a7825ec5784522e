import type { Row, Unreadable } from '../shared/node/operation';
import type { PollRead, PollTrigger } from '../shared/node/poll';
import type { PageRead } from '../shared/node/page-read';
import { identityKey, utc, vendorTime, type Identity } from '../shared/model';
import type { WindowRead } from '../shared/sync/window';
import { rowsOf } from './actions/order-rows';
import { purchaseRows } from './actions/purchaseOrder/rows';
import { shipmentQueryOf, shipmentRows } from './actions/shipment/getAll.operation';
import { linnworks } from './api';
import { findLocation, isLocationId, readLocations } from './locations';
import { identityOf } from './mapping';
import type { WeightUnit } from './mapping-lines';
import { purchaseIdentity, purchaseState, toPurchaseOrder } from './mapping-purchase';
import { holdsOf } from './mapping-standing';
import { readOrderPage, type OrderCursor } from './read-orders';
import { firstPurchases, readPurchasePage, readSuppliers, type PurchaseCursor } from './read-purchases';
import { readShipmentWindow, type ShipmentCursor } from './read-shipments';
import { startOf } from '../shared/node/params';
import type { LinnworksOrder } from './types';
import type { ProcessedRow } from './types-processed';
import type { LinnworksPurchaseOrder } from './types-purchase';

export type LinnworksEvent = 'orderPaid' | 'orderProcessed' | 'purchaseOrderDue';

/** A cursor with its event: one of another event, left by a change of the parameter, is begun anew. */
type EventCursor =
  | { event: 'orderPaid'; at: OrderCursor }
  | { event: 'orderProcessed'; at: ShipmentCursor }
  | { event: 'purchaseOrderDue'; at: PurchaseCursor };

type Page = PageRead<EventCursor>;
type Read = WindowRead<Row | Unreadable, EventCursor>;

const OVERLAP_MS = 5 * 60_000;
const ROWS_PER_PAGE = 100;

const isRaw = (poll: PollRead): boolean => poll.param<string>('output') === 'raw';
const eventOf = (poll: PollRead): LinnworksEvent => poll.param<LinnworksEvent>('event');

/** The location chosen, or all of the account. */
async function locationIds(poll: PollRead): Promise<string[]> {
  const wanted = (poll.param<string>('location') ?? '').trim();
  if (isLocationId(wanted)) return [wanted];
  const locations = await readLocations(poll.client);
  return wanted === '' ? locations.map(({ id }) => id) : [findLocation(locations, wanted).id];
}

/** Paid orders that changed; one that something holds back comes when it is released, which is a change too. */
async function readPaid(poll: PollRead, { from, cursor, pageSize }: Page): Promise<Read> {
  const query = { from, onlyPaid: true, includeProcessed: false, locations: await locationIds(poll), pageSize };
  const page = await readOrderPage(poll.client, query, cursor?.event === 'orderPaid' ? cursor.at : undefined);
  const source = poll.param<string>('source').trim().toLowerCase();
  const onlyReady = poll.param<boolean>('onlyReady');
  const wanted = page.orders.filter(
    (order) => (source === '' || (order.GeneralInfo?.Source ?? '').toLowerCase() === source) && !(onlyReady && holdsOf(order).length > 0),
  );
  return { rows: rowsOf(wanted, poll), ...(page.next ? { next: { event: 'orderPaid', at: page.next } } : {}), serverNow: page.serverNow };
}

async function readProcessed(poll: PollRead, page: Page): Promise<Read> {
  const query = shipmentQueryOf((name) => poll.param(name), isRaw(poll));
  const cursor = page.cursor?.event === 'orderProcessed' ? page.cursor.at : undefined;
  const window = await readShipmentWindow(poll.client, query, { ...page, cursor }, Date.now());
  const rows = isRaw(poll)
    ? window.rows.map(({ row }) => ({ ...row }) as Row)
    : shipmentRows(window.rows, poll.param<WeightUnit>('weightUnit'));
  return { ...window, rows, next: window.next ? { event: 'orderProcessed', at: window.next } : undefined };
}

/** All that are due, each time: purchase orders tell no time of change (linnworks.md §8). */
async function readDue(poll: PollRead, { cursor }: Page): Promise<Read> {
  const wanted = (poll.param<string>('location') ?? '').trim();
  const query = { statuses: ['OPEN', 'PARTIAL'], locations: wanted === '' ? [] : await locationIds(poll) };
  const at = cursor?.event === 'purchaseOrderDue' ? cursor.at : firstPurchases(ROWS_PER_PAGE);
  const page = await readPurchasePage(poll.client, query, at);
  const suppliers =
    poll.param<boolean>('loadSuppliers') && page.orders.length > 0 ? await readSuppliers(poll.client) : new Map<string, string>();
  const scope = { onlyOutstanding: poll.param<boolean>('onlyOutstanding'), suppliers };
  const rows = isRaw(poll) ? page.orders.map((order) => ({ ...order }) as unknown as Row) : purchaseRows(page.orders, scope);
  return { rows, ...(page.next ? { next: { event: 'purchaseOrderDue', at: page.next } } : {}) };
}

const READS: Readonly<Record<LinnworksEvent, (poll: PollRead, page: Page) => Promise<Read>>> = {
  orderPaid: readPaid,
  orderProcessed: readProcessed,
  purchaseOrderDue: readDue,
};

interface News {
  key: string;
  updatedAt: string;
}

const EVERYTHING = { onlyOutstanding: false, suppliers: new Map<string, string>() };
const LONG_AGO = utc(0);

/** Key and time of a row in either shape. */
const NEWS: Readonly<Record<LinnworksEvent, (row: Row, raw: boolean) => News>> = {
  orderPaid(row, raw) {
    const order = row as unknown as LinnworksOrder;
    if (!raw) return { key: identityKey(row.identity as unknown as Identity), updatedAt: String(row.updatedAt ?? row.placedAt) };
    const at = vendorTime(order.LastUpdated ?? order.GeneralInfo?.ReceivedDate) ?? LONG_AGO;
    return { key: identityKey(identityOf(order)), updatedAt: at };
  },
  orderProcessed(row, raw) {
    const { pkOrderID, dProcessedOn } = row as unknown as ProcessedRow;
    if (raw) return { key: identityKey(identityOf({ OrderId: pkOrderID })), updatedAt: vendorTime(dProcessedOn) ?? LONG_AGO };
    return { key: identityKey(identityOf({ OrderId: row.id as string })), updatedAt: String(row.shippedAt) };
  },
  purchaseOrderDue(row, raw) {
    const vendor = row as unknown as LinnworksPurchaseOrder;
    const order = raw ? toPurchaseOrder(vendor, EVERYTHING) : (row as unknown as ReturnType<typeof toPurchaseOrder>);
    const identity = raw ? purchaseIdentity(vendor.PurchaseOrderHeader ?? {}) : order.identity;
    return { key: `${identityKey(identity)} ${purchaseState(order)}`, updatedAt: order.orderedAt ?? LONG_AGO };
  },
};

export const linnworksTrigger: PollTrigger<EventCursor> = {
  vendor: linnworks,
  pageSize: ROWS_PER_PAGE,
  overlapMs: OVERLAP_MS,
  read: async (poll, page) => await READS[eventOf(poll)](poll, page),
  news(poll, row) {
    const { key, updatedAt } = NEWS[eventOf(poll)](row, isRaw(poll));
    return { key: `${eventOf(poll)} ${key}`, updatedAt };
  },
  // An order is paid and processed once, however often it changes afterwards; a purchase order's state is in its key.
  oncePerKey: () => true,
  startOf,
  nothingFound: 'Linnworks has nothing for this event',
};
