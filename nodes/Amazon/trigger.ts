import { utc, vendorTime } from '../shared/model';
import type { Row } from '../shared/node/operation';
import { startOf } from '../shared/node/params';
import type { PollRead, PollTrigger } from '../shared/node/poll';
import { orderQuery } from './actions/order/fields';
import { rowsOf } from './actions/order-rows';
import { amazon } from './api';
import { ORDERS_PER_PAGE, readOrderPage, type OrderCursor } from './read-orders';
import type { AmazonOrder } from './types';

export type AmazonEvent = 'orderReady' | 'orderChanged';

/** Amazon shows some changes late (amazon.md §5.1). */
const OVERLAP_MS = 5 * 60_000;
/** Twelve calls of the twenty an hour: the rest is for further pages and for other workflows (amazon.md §17.1). */
const REST_MS = 5 * 60_000 - 5_000;
const LONG_AGO = utc(0);

const eventOf = (poll: PollRead): AmazonEvent => poll.param<AmazonEvent>('event');

/** Orders ready to be sent: paid, with an address, nothing or not everything shipped. */
const READY = ['UNSHIPPED', 'PARTIALLY_SHIPPED'];

function marksOf(row: Row, output: string): { id: string; updatedAt: string; status: string } {
  if (output === 'raw') {
    const { orderId, lastUpdatedTime, fulfillment } = row as unknown as AmazonOrder;
    return { id: orderId ?? '', updatedAt: vendorTime(lastUpdatedTime) ?? LONG_AGO, status: fulfillment?.fulfillmentStatus ?? '' };
  }
  const { identity, updatedAt, placedAt, vendorStatus } = row as { identity: { id: string }; updatedAt?: string; placedAt: string; vendorStatus?: string };
  return { id: identity.id, updatedAt: updatedAt ?? placedAt, status: vendorStatus ?? '' };
}

export const amazonTrigger: PollTrigger<OrderCursor> = {
  vendor: amazon,
  pageSize: ORDERS_PER_PAGE,
  overlapMs: OVERLAP_MS,
  restMs: REST_MS,
  async read(poll, { from, cursor, pageSize }) {
    const query = orderQuery(poll.client, (name) => poll.param(name), eventOf(poll) === 'orderReady' ? READY : poll.param<string[]>('statuses'));
    const page = await readOrderPage(poll.client, query, { since: from, now: Date.now(), pageSize }, cursor);
    return { rows: rowsOf(page.orders, poll), next: page.next, serverNow: page.toldUntil };
  },
  news(poll, row) {
    const { id, updatedAt, status } = marksOf(row, poll.param<string>('output'));
    const event = eventOf(poll);
    return { key: event === 'orderReady' ? `${event} ${id}` : `${event} ${id} ${updatedAt} ${status}`, updatedAt };
  },
  // An order becomes ready once, however often it changes afterwards.
  oncePerKey: (poll) => eventOf(poll) === 'orderReady',
  startOf,
  nothingFound: 'Amazon has no order for this event',
};
