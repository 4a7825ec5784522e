import { utc } from '../shared/model';
import type { Row } from '../shared/node/operation';
import type { PollRead, PollTrigger } from '../shared/node/poll';
import { toRows, type OutputShape } from './actions/order/fields';
import { kaufland, orderSource } from './api';
import { newestChange } from './completeness';
import { vendorStatusOf } from './mapping';
import { readOrderWindow, type OrdersCursor } from './read-orders';
import type { OrderScope } from './settle';
import { startOf } from '../shared/node/params';
import type { KauflandOrder } from './types';

export type OrderEvent = 'orderReady' | 'orderChanged';

/** A window of one page needs the headers of its own span only, so a page holds what one tick hands on. */
const UNITS_PER_PAGE = 500;
/** Kaufland sorts by a time in whole seconds, newest first; what jumps up while paging comes with the next window. */
const OVERLAP_MS = 5 * 60_000;

const isReady = (poll: PollRead): boolean => poll.param<OrderEvent>('event') === 'orderReady';

function scopeOf(poll: PollRead): OrderScope {
  return {
    storefronts: poll.param<string[]>('storefronts').map((storefront) => storefront.toLowerCase()),
    statuses: isReady(poll) ? ['need_to_be_sent'] : [],
    pickupPoints: poll.param<boolean>('loadPickupPoints'),
  };
}

/** Id, time of the last change and statuses of a row in either shape. */
function marksOf(row: Row, output: OutputShape): { id: string; updatedAt: string; statuses: string } {
  if (output === 'raw') {
    const { id_order, order_units } = row as unknown as KauflandOrder;
    return { id: id_order, updatedAt: utc(newestChange(order_units)), statuses: vendorStatusOf(order_units) };
  }
  const { identity, updatedAt, vendorStatus } = row as { identity: { id: string }; updatedAt: string; vendorStatus: string };
  return { id: identity.id, updatedAt, statuses: vendorStatus };
}

export const orderTrigger: PollTrigger<OrdersCursor> = {
  vendor: kaufland,
  pageSize: UNITS_PER_PAGE,
  overlapMs: OVERLAP_MS,
  async read(poll, page) {
    const read = await readOrderWindow(orderSource(poll.client), scopeOf(poll), page);
    const output = poll.param<OutputShape>('output');
    return { ...read, rows: toRows(read.rows, output) };
  },
  news(poll, row) {
    const { id, updatedAt, statuses } = marksOf(row, poll.param<OutputShape>('output'));
    // Two changes of one second show in the statuses only.
    return { key: isReady(poll) ? id : `${id} ${updatedAt} ${statuses}`, updatedAt };
  },
  oncePerKey: isReady,
  startOf,
  nothingFound: 'Kaufland has no order for this event',
};
