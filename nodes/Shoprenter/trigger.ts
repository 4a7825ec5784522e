import { identityKey, utc } from '../shared/model';
import type { Row } from '../shared/node/operation';
import { startOf } from '../shared/node/params';
import type { PollRead, PollTrigger } from '../shared/node/poll';
import { scopeOf } from './actions/order/fields';
import { rowsOf } from './actions/order-rows';
import { shoprenter } from './api';
import { identityOf, updatedAt } from './mapping';
import type { PageCursor } from './pages';
import { readOrderWindow } from './read-orders';
import { readShop } from './shop';
import type { ShoprenterOrder } from './types';

const OVERLAP_MS = 10 * 60_000;
const ROWS_PER_PAGE = 100;
const ZONE = 'Europe/Budapest';

type ShoprenterEvent = 'orderChanged' | 'orderPlaced';

const eventOf = (poll: PollRead): ShoprenterEvent => poll.param<ShoprenterEvent>('event');
const isRaw = (poll: PollRead): boolean => poll.param<string>('output') === 'raw';

/** Identity and time of change of a row in either shape. */
function tell(poll: PollRead, row: Row): { key: string; updatedAt: string } {
  if (!isRaw(poll)) return { key: identityKey(row.identity as never), updatedAt: String(row.updatedAt ?? row.placedAt) };
  const order = row as ShoprenterOrder;
  return { key: identityKey(identityOf(order, poll.client.account?.id ?? '')), updatedAt: updatedAt(order, ZONE) ?? utc(0) };
}

export const orderTrigger: PollTrigger<PageCursor> = {
  vendor: shoprenter,
  pageSize: ROWS_PER_PAGE,
  overlapMs: OVERLAP_MS,
  async read(poll, page) {
    const shop = await readShop(poll.client, Date.now());
    const scope = scopeOf(poll, shop);
    const window = await readOrderWindow(poll.client, scope, shop, page);
    return { ...window, rows: rowsOf(window.rows, poll.param<string>('output'), poll.client.account?.id ?? '', shop) };
  },
  news(poll, row) {
    const { key, updatedAt: at } = tell(poll, row);
    return { key: eventOf(poll) === 'orderPlaced' ? `placed ${key}` : `changed ${key} ${at}`, updatedAt: at };
  },
  oncePerKey: (poll) => eventOf(poll) === 'orderPlaced',
  startOf,
  nothingFound: 'Shoprenter has no order for this event',
};
