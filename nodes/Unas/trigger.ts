import { randomUUID } from 'node:crypto';

import type { XmlElement } from '../shared/format';
import { identityKey, utc, type Identity } from '../shared/model';
import type { Row } from '../shared/node/operation';
import { startOf } from '../shared/node/params';
import type { PollRead, PollTrigger } from '../shared/node/poll';
import { packageOf } from './account';
import { scopeOf } from './actions/order/fields';
import { rowsOf } from './actions/order-rows';
import { LIST_ROWS, unas } from './api';
import { identityOf } from './identity';
import { updatedAt } from './mapping';
import { readOrderWindow } from './read-orders';
import { readStatuses } from './statuses';
import type { WalkCursor } from './walk';

/** Polls reach two minutes back (unas.md §9). */
const OVERLAP_MS = 120_000;

/**
 * Twelve of the 30 lists an hour in PREMIUM, 30 of the 90 in VIP: the rest is for further pages, other workflows and runs
 * by hand (unas.md §3). A little less than n8n's own interval, so that a tick is not missed by a second.
 */
const REST_MS = { PREMIUM: 5 * 60_000 - 5_000, VIP: 2 * 60_000 - 5_000 } as const;

type UnasEvent = 'orderChanged' | 'orderPlaced';

const eventOf = (poll: PollRead): UnasEvent => poll.param<UnasEvent>('event');
const isRaw = (poll: PollRead): boolean => poll.param<string>('output') === 'raw';

/** Identity and time of change of a row in either shape. */
function tell(poll: PollRead, row: Row): { key: string; updatedAt: string } {
  if (!isRaw(poll)) return { key: identityKey(row.identity as Identity), updatedAt: String(row.updatedAt ?? row.placedAt) };
  const order = row as unknown as XmlElement;
  return { key: identityKey(identityOf(order, poll.client.account?.id ?? '')), updatedAt: updatedAt(order) ?? utc(0) };
}

export const orderTrigger: PollTrigger<WalkCursor> = {
  vendor: unas,
  pageSize: LIST_ROWS,
  overlapMs: OVERLAP_MS,
  restMs: ({ client }) => REST_MS[packageOf(client.setting?.('subscription'))],
  async read(poll, page) {
    const statuses = await readStatuses(poll.client, Date.now());
    const clock = { now: () => Date.now(), newId: () => randomUUID() };
    const window = await readOrderWindow(poll.client, scopeOf(poll, statuses), clock, page);
    return { ...window, rows: rowsOf(window.rows, poll.param<string>('output'), poll.client.account?.id ?? '', statuses) };
  },
  news(poll, row) {
    const { key, updatedAt: at } = tell(poll, row);
    return { key: eventOf(poll) === 'orderPlaced' ? `placed ${key}` : `changed ${key} ${at}`, updatedAt: at };
  },
  oncePerKey: (poll) => eventOf(poll) === 'orderPlaced',
  startOf,
  nothingFound: 'UNAS has no order for this event',
};
