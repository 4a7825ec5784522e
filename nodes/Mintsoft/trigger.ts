import { identityKey, utc, vendorTime } from '../shared/model';
import type { Row, Unreadable } from '../shared/node/operation';
import type { PageRead } from '../shared/node/page-read';
import { startOf } from '../shared/node/params';
import type { PollRead, PollTrigger } from '../shared/node/poll';
import type { WindowRead } from '../shared/sync/window';
import { clientOf, idOf, sourceHint, zoneOf } from './actions/fields';
import { asnRows } from './actions/asn/getAll.operation';
import { returnQueryOf, returnRows } from './actions/return/getAll.operation';
import { rawShipments, shipmentQueryOf, shipmentRows } from './actions/shipment/getAll.operation';
import { mintsoft } from './api';
import { asnIdentity, asnState, isBookedIn, isPartlyBooked, toPurchaseOrder } from './mapping-asn';
import { mintsoftIdentity } from './mapping-origin';
import { returnIdentity } from './mapping-return';
import { firstPage, type PageCursor } from './pages';
import { ASNS_PER_PAGE, readAsnPage } from './read-asns';
import { readReturnWindow, type ReturnCursor } from './read-returns';
import { readShipmentWindow } from './read-shipments';
import type { MintsoftAsn, MintsoftOrder, MintsoftReturn } from './types';

export type MintsoftEvent = 'asnBookedIn' | 'orderDespatched' | 'returnConfirmed';

/** A cursor with its event: one of another event, left by a change of the parameter, is begun anew. */
type EventCursor =
  | { event: 'asnBookedIn'; at: PageCursor }
  | { event: 'orderDespatched'; at: PageCursor }
  | { event: 'returnConfirmed'; at: ReturnCursor };

type Page = PageRead<EventCursor>;
type Read = WindowRead<Row | Unreadable, EventCursor>;

/** Changes can show up late, and an hour comes twice in autumn (mintsoft.md §2). */
const OVERLAP_MS = 2 * 3_600_000;
const ROWS_PER_PAGE = 100;

const isRaw = (poll: PollRead): boolean => poll.param<string>('output') === 'raw';
const eventOf = (poll: PollRead): MintsoftEvent => poll.param<MintsoftEvent>('event');

async function readDespatched(poll: PollRead, page: Page): Promise<Read> {
  const query = shipmentQueryOf(poll.param);
  const cursor = page.cursor?.event === 'orderDespatched' ? page.cursor.at : undefined;
  const window = await readShipmentWindow(poll.client, query, { ...page, cursor }, Date.now());
  const rows = isRaw(poll) ? rawShipments(window.rows) : shipmentRows(window.rows, sourceHint(poll.param), query.zone);
  return { ...window, rows, next: window.next && { event: 'orderDespatched', at: window.next } };
}

async function readReturned(poll: PollRead, page: Page): Promise<Read> {
  const query = returnQueryOf(poll.param);
  const cursor = page.cursor?.event === 'returnConfirmed' ? page.cursor.at : undefined;
  const raw = isRaw(poll);
  const window = await readReturnWindow(poll.client, raw ? { ...query, loadOrders: false } : query, { ...page, cursor }, Date.now());
  const rows = raw ? window.rows.map(({ row }) => ({ ...row }) as unknown as Row) : returnRows(window.rows, sourceHint(poll.param), query.zone);
  return { ...window, rows, next: window.next && { event: 'returnConfirmed', at: window.next } };
}

async function readBookedIn(poll: PollRead, page: Page): Promise<Read> {
  const zone = zoneOf(poll.param);
  const query = { clientId: clientOf(poll.param), warehouseId: idOf(poll.param, 'warehouse', 'Warehouse'), statusIds: [], zone, items: true };
  const at = page.cursor?.event === 'asnBookedIn' ? page.cursor.at : firstPage(page.pageSize, ASNS_PER_PAGE);
  const window = await readAsnPage(poll.client, query, page.from, at);
  const partly = poll.param<boolean>('includePartly');
  const asns = window.rows.filter((asn) => isBookedIn(asn) || (partly && isPartlyBooked(asn)));
  const rows = isRaw(poll) ? asns.map((asn) => ({ ...asn }) as unknown as Row) : asnRows(asns, zone);
  return { ...window, rows, next: window.next && { event: 'asnBookedIn', at: window.next } };
}

const READS: Readonly<Record<MintsoftEvent, (poll: PollRead, page: Page) => Promise<Read>>> = {
  asnBookedIn: readBookedIn,
  orderDespatched: readDespatched,
  returnConfirmed: readReturned,
};

interface News {
  key: string;
  updatedAt: string;
}

const LONG_AGO = utc(0);

/** Key and time of a row in either shape. */
const NEWS: Readonly<Record<MintsoftEvent, (row: Row, raw: boolean, zone: string) => News>> = {
  orderDespatched(row, raw, zone) {
    const order = row as unknown as MintsoftOrder;
    if (raw) return { key: mintsoftIdentity(order).id, updatedAt: vendorTime(order.DespatchDate, zone) ?? LONG_AGO };
    return { key: String(row.id), updatedAt: String(row.shippedAt) };
  },
  returnConfirmed(row, raw, zone) {
    const one = row as unknown as MintsoftReturn;
    if (raw) return { key: returnIdentity(one).id, updatedAt: vendorTime(one.LastUpdated, zone) ?? LONG_AGO };
    return { key: (row.identity as { id: string }).id, updatedAt: String(row.updatedAt ?? LONG_AGO) };
  },
  asnBookedIn(row, raw, zone) {
    const asn = row as unknown as MintsoftAsn;
    const order = raw ? toPurchaseOrder(asn, zone) : (row as unknown as ReturnType<typeof toPurchaseOrder>);
    const identity = raw ? asnIdentity(asn) : order.identity;
    // Booked in and put away are one event; another count is another one.
    return { key: `${identityKey(identity)} ${asnState({ ...order, vendorStatus: undefined })}`, updatedAt: order.updatedAt ?? LONG_AGO };
  },
};

export const mintsoftTrigger: PollTrigger<EventCursor> = {
  vendor: mintsoft,
  pageSize: ROWS_PER_PAGE,
  overlapMs: OVERLAP_MS,
  read: async (poll, page) => await READS[eventOf(poll)](poll, page),
  news(poll, row) {
    const { key, updatedAt } = NEWS[eventOf(poll)](row, isRaw(poll), zoneOf(poll.param));
    return { key: `${eventOf(poll)} ${key}`, updatedAt };
  },
  oncePerKey: () => true,
  startOf,
  nothingFound: 'Mintsoft has nothing for this event',
};
