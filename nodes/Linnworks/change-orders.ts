import type { Client } from '../shared/api/client';
import { refused, type Problem } from '../shared/api/problem';
import { compact, identityKey } from '../shared/model';
import type { Outcome, Row } from '../shared/node/operation';
import { settle } from '../shared/node/settle';
import { sendInBatches } from '../shared/sync/batch';
import { nameOf, type WantedOrder } from '../shared/node/wanted-order';
import type { FoundOrder } from './find-orders';
import { isCancelled, isParked, isProcessed } from './mapping-standing';
import { naming } from '../shared/node/prepare';
import { readOrdersById } from './stored-orders';
import type { LinnworksOrder } from './types';
import { v1Request } from './wire';

/** A change to one order, with the input item it came from. */
export interface ChangeJob {
  index: number;
  wanted: WantedOrder;
  order: LinnworksOrder;
}

/** How an order is held: parked keeps its stock reserved, locked frees it (linnworks.md §3). */
export type HoldBy = 'lock' | 'park';

/** Ids per ChangeOrderTag or LockOrder; no largest number is published, this is the one of GetOrdersById. */
const IDS_PER_CALL = 100;
const PARKED_TAG = 7;

export function changeRow({ wanted, order }: ChangeJob, outcome: string, more: Row = {}): Row {
  const general = order.GeneralInfo ?? {};
  return compact({
    outcome,
    targetId: order.OrderId ?? '',
    orderId: order.OrderId ?? '',
    numOrderId: order.NumOrderId ?? 0,
    referenceNumber: general.ReferenceNum,
    source: general.Source,
    subSource: general.SubSource,
    identityKey: identityKey(wanted.identity),
    number: wanted.number ?? wanted.identity.id,
    ...more,
  }) as Row;
}

/** An order nobody imported, which a cancellation may pass over: there is nothing to cancel. */
export function missingRow(wanted: WantedOrder): Row {
  return { outcome: 'unchanged', targetId: '', identityKey: identityKey(wanted.identity), number: wanted.number ?? wanted.identity.id };
}

export const isMissing = (found: FoundOrder): boolean => 'problem' in found && found.problem.details.code === 'not-found';

const idOf = ({ order }: ChangeJob): string => order.OrderId ?? '';

const done = (job: ChangeJob, outcome: string, more?: Row): Outcome => ({ index: job.index, row: changeRow(job, outcome, more) });

const failed = (job: ChangeJob, problem: Problem): Outcome => ({ index: job.index, problem: naming(nameOf(job.wanted), problem) });

/** What a cancellation needs no call for. */
export function cancelledBefore(job: ChangeJob): Outcome | undefined {
  if (isCancelled(job.order)) return done(job, 'unchanged');
  if (!isProcessed(job.order)) return undefined;
  const nextStep = 'The goods are on their way: have them returned, and settle the refund by hand.';
  return { index: job.index, problem: refused(`${nameOf(job.wanted)} is despatched at Linnworks and cannot be cancelled`, nextStep) };
}

export function cancelRequest({ order }: ChangeJob, note: string) {
  // What `refund` means is not documented (linnworks.md §6): 0 moves no money in either reading.
  const fulfilmentCenter = order.FulfilmentLocationId ?? order.GeneralInfo?.Location;
  return v1Request('Orders/CancelOrder', { orderId: order.OrderId, fulfilmentCenter, refund: 0, note });
}

async function cancelOne(client: Client, job: ChangeJob, note: string): Promise<void> {
  const request = cancelRequest(job, note);
  const first = await settle(async () => await client.call(request));
  if ('value' in first) return;
  if (first.problem.details.kind !== 'unknown') throw first.problem;
  const [now] = await readOrdersById(client, [idOf(job)]);
  if (now && isCancelled(now)) return;
  await client.call(request);
}

/** Cancels open orders, one call each; a lost answer is read back first. */
export async function cancelOrders(client: Client, jobs: readonly ChangeJob[], note: string): Promise<Outcome[]> {
  const settled = await sendInBatches(jobs, 1, async ([job]) => [await cancelOne(client, job as ChangeJob, note)]);
  return settled.map((one) => ('problem' in one ? failed(one.item, one.problem) : done(one.item, 'cancelled')));
}

/** What a hold or release needs no call for. v1 does not show locks, so a lock is always written. */
export function standsBefore(job: ChangeJob, by: HoldBy, hold: boolean): Outcome | undefined {
  if (isProcessed(job.order)) {
    const word = isCancelled(job.order) ? 'cancelled' : 'despatched';
    const problem = refused(`${nameOf(job.wanted)} is ${word} at Linnworks already`, 'Nothing can be held or released any more.');
    return { index: job.index, problem };
  }
  return by === 'park' && isParked(job.order) === hold ? done(job, 'unchanged') : undefined;
}

export function holdRequest(orderIds: readonly string[], by: HoldBy, hold: boolean) {
  if (by === 'lock') return v1Request('Orders/LockOrder', { orderIds, lockOrder: hold });
  // An empty tag removes the tag, and with it the parking (linnworks.md §5).
  return v1Request('Orders/ChangeOrderTag', { orderIds, tag: hold ? PARKED_TAG : null });
}

async function holdBatch(client: Client, batch: readonly ChangeJob[], by: HoldBy, hold: boolean): Promise<boolean[]> {
  const { data } = await client.call<string[] | undefined>(holdRequest(batch.map(idOf), by, hold));
  // LockOrder answers nothing, ChangeOrderTag the ids it changed.
  if (by === 'lock' || !Array.isArray(data)) return batch.map(() => true);
  const changed = new Set(data.map((id) => id.toLowerCase()));
  return batch.map((job) => changed.has(idOf(job).toLowerCase()));
}

/** Holds or releases open orders, 100 per call. */
export async function holdOrders(client: Client, jobs: readonly ChangeJob[], by: HoldBy, hold: boolean): Promise<Outcome[]> {
  const settled = await sendInBatches(jobs, IDS_PER_CALL, async (batch) => await holdBatch(client, batch, by, hold));
  const word = hold ? 'held' : 'released';
  return settled.map((one) => {
    if ('problem' in one) return failed(one.item, one.problem);
    if (!one.result) return failed(one.item, notChanged(one.item));
    const tag = one.item.order.GeneralInfo?.Marker ?? 0;
    // Linnworks has one tag per order: parking takes the place of a colour somebody gave it.
    return done(one.item, word, by === 'park' && tag > 0 && tag !== PARKED_TAG ? { previousTag: tag } : {});
  });
}

function notChanged(job: ChangeJob): Problem {
  return refused(`Linnworks left ${nameOf(job.wanted)} as it was`, 'Look at the order in Linnworks: it may have been processed meanwhile.');
}
