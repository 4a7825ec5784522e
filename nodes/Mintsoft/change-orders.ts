import type { Client } from '../shared/api/client';
import { refused } from '../shared/api/problem';
import type { ApiRequest } from '../shared/api/request';
import { compact, identityKey } from '../shared/model';
import type { Outcome, Row } from '../shared/node/operation';
import { settle } from '../shared/node/settle';
import { nameOf, type WantedOrder } from '../shared/node/wanted-order';
import { findOrder, readOrder, withStatus, type LookUp } from './find-orders';
import { isCancelled, isShipped, statusName, type StatusNames } from './status';
import type { MintsoftOrder } from './types';
import { writeRequest } from './wire';

export interface ChangeJob {
  index: number;
  wanted: WantedOrder;
  /** The first part stands for the order. */
  parts: MintsoftOrder[];
}

export type HoldBy = 'confirmation' | 'date' | 'fraud' | 'payment';

interface HoldCalls {
  status: string;
  hold: string;
  release: string;
  method: ApiRequest['method'];
}

/** How an order is held and released, and the status it stands in meanwhile (mintsoft.md §5.3). */
export const HOLDS: Readonly<Record<HoldBy, HoldCalls>> = {
  confirmation: { status: 'AWAITINGCONFIRMATION', hold: 'MarkAwaitingConfirmation', release: 'MarkConfirmed', method: 'GET' },
  date: { status: 'PACKANDHOLD', hold: 'MarkPackAndHold', release: 'MarkReleasePackAndHold', method: 'GET' },
  fraud: { status: 'FRAUDRISK', hold: 'MarkFraudRisk', release: 'MarkFraudRiskAccepted', method: 'POST' },
  payment: { status: 'AWAITINGPAYMENT', hold: 'MarkAwaitingPayment', release: 'MarkPaymentReceived', method: 'GET' },
};

/** One change of an order's standing. */
export interface Change {
  /** Outcome word of a change that was made. */
  done: string;
  /** True where a part stands as wanted already. @throws Problem where it can never be brought there */
  stands(part: MintsoftOrder, name: string): boolean;
  request(part: MintsoftOrder): ApiRequest;
}

const overFor = (name: string, part: MintsoftOrder, names: StatusNames): void => {
  if (!isShipped(part) && !isCancelled(part, names)) return;
  const word = isShipped(part) ? 'despatched' : 'cancelled';
  throw refused(`${name} is ${word} at Mintsoft already`, 'Nothing can be held or released any more.');
};

export function holdChange(by: HoldBy, hold: boolean, names: StatusNames, releaseDate: string): Change {
  const calls = HOLDS[by];
  const action = hold ? calls.hold : calls.release;
  return {
    done: hold ? 'held' : 'released',
    stands(part, name) {
      overFor(name, part, names);
      return (statusName(part, names) === calls.status) === hold;
    },
    request: (part) =>
      writeRequest(`Order/${action}`, `Order/${part.ID}/${action}`, {
        method: calls.method,
        query: action === 'MarkPackAndHold' ? { ReleaseDate: releaseDate } : {},
      }),
  };
}

export function cancelChange(names: StatusNames): Change {
  return {
    done: 'cancelled',
    stands(part, name) {
      if (!isShipped(part)) return isCancelled(part, names);
      throw refused(`${name} is despatched at Mintsoft and cannot be cancelled`, 'The goods are on their way: have them returned.');
    },
    request: (part) => writeRequest('Order/Cancel', `Order/${part.ID}/Cancel`, { method: 'GET' }),
  };
}

export function shipChange(trackingNumber: string, courierServiceId: number | undefined, names: StatusNames): Change & { before?(part: MintsoftOrder): ApiRequest } {
  return {
    done: 'shipped',
    stands(part, name) {
      if (!isCancelled(part, names)) return isShipped(part);
      throw refused(`${name} is cancelled at Mintsoft and cannot be despatched`, 'Look at the order in Mintsoft.');
    },
    request: (part) =>
      writeRequest('Order/MarkDespatched', `Order/${part.ID}/MarkDespatched`, {
        method: 'GET',
        query: trackingNumber === '' ? {} : { TrackingNumber: trackingNumber },
      }),
    // MarkDespatched takes no carrier: it has to stand on the order before (mintsoft.md §5.4).
    ...(courierServiceId === undefined
      ? {}
      : {
          before: (part: MintsoftOrder) =>
            writeRequest('Order (update)', `Order/${part.ID}`, { body: { CourierServiceId: courierServiceId }, safety: 'repeatable' }),
        }),
  };
}

async function changePart(client: Client, part: MintsoftOrder, change: Change & { before?(part: MintsoftOrder): ApiRequest }, name: string): Promise<boolean> {
  if (change.stands(part, name)) return false;
  const before = change.before?.(part);
  if (before) await client.call(before);
  const first = await settle(async () => await client.call(change.request(part)));
  if ('value' in first) return true;
  if (first.problem.details.kind !== 'unknown') throw first.problem;
  const now = await readOrder(client, part.ID ?? 0);
  if (now && change.stands(now, name)) return true;
  await client.call(change.request(part));
  return true;
}

export function changeRow({ wanted, parts }: ChangeJob, outcome: string, more: Row = {}): Row {
  const [first] = parts;
  return compact({
    outcome,
    targetId: String(first?.ID ?? ''),
    orderId: first?.ID,
    orderNumber: first?.OrderNumber,
    identityKey: identityKey(wanted.identity),
    number: wanted.number ?? wanted.identity.id,
    parts: parts.length > 1 ? parts.length : undefined,
    ...more,
  }) as Row;
}

/** The order of each item with its status: one look-up, and one read where the row lacks it. */
export async function findJob(client: Client, index: number, wanted: WantedOrder, lookUp: LookUp): Promise<ChangeJob> {
  return { index, wanted, parts: await withStatus(client, await findOrder(client, wanted, lookUp)) };
}

/** Parts that may be changed: those that can never be brought there are passed over as long as another one can. */
function changeable(job: ChangeJob, change: Change): MintsoftOrder[] {
  const name = nameOf(job.wanted);
  if (job.parts.length === 1) return job.parts;
  const able = job.parts.filter((part) => {
    try {
      change.stands(part, name);
      return true;
    } catch {
      return false;
    }
  });
  return able.length > 0 ? able : job.parts;
}

/** Brings all parts of an order where they are wanted. */
export async function changeOrder(client: Client, job: ChangeJob, change: Change, more: Row = {}): Promise<Outcome> {
  let changed = false;
  for (const part of changeable(job, change)) changed = (await changePart(client, part, change, nameOf(job.wanted))) || changed;
  return { index: job.index, row: changeRow(job, changed ? change.done : 'unchanged', more) };
}

/** What would be done, for a dry run. */
export function planChange(job: ChangeJob, change: Change, would: string, plan: string): Outcome {
  const open = changeable(job, change).filter((part) => !change.stands(part, nameOf(job.wanted)));
  const [first] = open;
  if (!first) return { index: job.index, row: { ...changeRow(job, 'unchanged'), plan: 'It stands as wanted; nothing would be sent.' } };
  const own = change as Change & { before?(part: MintsoftOrder): ApiRequest };
  const { method, path, query, body = '' } = own.before?.(first) ?? change.request(first);
  return { index: job.index, row: changeRow(job, would, { request: { method, path, query, body }, plan }) };
}

/** An order nobody imported, which a cancellation may pass over. */
export const missingRow = (wanted: WantedOrder): Row => ({
  outcome: 'unchanged',
  targetId: '',
  identityKey: identityKey(wanted.identity),
  number: wanted.number ?? wanted.identity.id,
});
