import { identityKey, utc, type Order, type Shipment } from '../shared/model';
import type { Row, Unreadable } from '../shared/node/operation';
import type { PageRead } from '../shared/node/page-read';
import { startOf } from '../shared/node/params';
import type { PollRead, PollTrigger } from '../shared/node/poll';
import type { WindowRead } from '../shared/sync/window';
import { cin7Core } from './api';
import { rawShipments, shipmentQueryOf, shipmentRows } from './actions/shipment/getAll.operation';
import { guid } from './ids';
import { saleIdentity } from './mapping';
import { orderOf, shipmentState } from './mapping-shipment';
import { firstPage, type ListCursor } from './pages';
import { orderRows, rawOrders, readOrderPage, type OrderQuery } from './read-orders';
import { readShipmentPage } from './read-shipments';
import type { Sale, SaleRow } from './types';

export type Cin7Event = 'orderChanged' | 'orderReady' | 'orderShipped';

/** A cursor with its event: one of another event, left by a change of the parameter, is begun anew. */
interface EventCursor {
  event: Cin7Event;
  at: ListCursor;
}

type Read = WindowRead<Row | Unreadable, EventCursor>;

const OVERLAP_MS = 5 * 60_000;
/** One call a second: a page is read in ten, so that a tick ends before the durable scheduler drops it (n8n.md 2.8). */
const ROWS_PER_PAGE = 10;

const isRaw = (poll: PollRead): boolean => poll.param<string>('output') === 'raw';
const eventOf = (poll: PollRead): Cin7Event => poll.param<Cin7Event>('event');

function orderQueryOf(poll: PollRead): OrderQuery {
  const standings: OrderQuery['standings'] = eventOf(poll) === 'orderReady' ? ['awaitingShipment'] : [];
  return { standings, withTracking: eventOf(poll) !== 'orderReady', productFacts: false };
}

async function readOrders(poll: PollRead, page: PageRead<EventCursor>, at: ListCursor): Promise<Read> {
  const query = orderQueryOf(poll);
  const window = await readOrderPage(poll.client, query, page.from, at);
  const rows = isRaw(poll) ? rawOrders(window.rows) : await orderRows(poll.client, window.rows, query, []);
  return { ...window, rows, next: window.next && { event: eventOf(poll), at: window.next } };
}

async function readShipped(poll: PollRead, page: PageRead<EventCursor>, at: ListCursor): Promise<Read> {
  const window = await readShipmentPage(poll.client, shipmentQueryOf(poll.param), page.from, at);
  const rows = isRaw(poll) ? rawShipments(window.rows) : shipmentRows(window.rows);
  return { ...window, rows, next: window.next && { event: eventOf(poll), at: window.next } };
}

const LONG_AGO = utc(0);
const timeOf = (...times: Array<string | null | undefined>): string => {
  const told = times.find((time) => Boolean(time));
  return told ? utc(told) : LONG_AGO;
};

function newsOfOrder(poll: PollRead, row: Row) {
  const sale = row as unknown as Sale;
  const order = row as unknown as Order;
  const key = isRaw(poll) ? identityKey(saleIdentity(sale.ID)) : identityKey(order.identity);
  const updatedAt = isRaw(poll) ? timeOf(sale.LastModifiedOn) : timeOf(order.updatedAt, order.placedAt);
  // Ready is an order once; of a change there can be several.
  return { key: eventOf(poll) === 'orderReady' ? key : `${key} ${updatedAt}`, updatedAt };
}

function newsOfShipment(poll: PollRead, row: Row) {
  if (!isRaw(poll)) {
    const shipment = row as unknown as Shipment;
    return { key: `${identityKey(shipment.order)} ${shipmentState(shipment)}`, updatedAt: timeOf(shipment.updatedAt, shipment.shippedAt) };
  }
  const sale = row as unknown as Sale & SaleRow;
  const id = guid(sale.SaleID ?? sale.ID);
  return { key: `${identityKey(orderOf({ ...sale, SaleID: id }))} ${sale.CombinedTrackingNumbers ?? ''}`, updatedAt: timeOf(sale.Updated, sale.LastModifiedOn) };
}

export const cin7CoreTrigger: PollTrigger<EventCursor> = {
  vendor: cin7Core,
  pageSize: ROWS_PER_PAGE,
  overlapMs: OVERLAP_MS,
  async read(poll, page) {
    const at = page.cursor?.event === eventOf(poll) ? page.cursor.at : firstPage(page.pageSize);
    return eventOf(poll) === 'orderShipped' ? await readShipped(poll, page, at) : await readOrders(poll, page, at);
  },
  news(poll, row) {
    const { key, updatedAt } = eventOf(poll) === 'orderShipped' ? newsOfShipment(poll, row) : newsOfOrder(poll, row);
    return { key: `${eventOf(poll)} ${key}`, updatedAt };
  },
  oncePerKey: (poll) => eventOf(poll) !== 'orderChanged',
  startOf,
  nothingFound: 'Cin7 Core has nothing for this event',
};
