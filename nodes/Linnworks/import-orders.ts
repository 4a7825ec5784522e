import type { Client } from '../shared/api/client';
import { Problem, refused, type ProblemDetails } from '../shared/api/problem';
import { compare, differenceOf, identityKey, vendorAmount } from '../shared/model';
import type { Outcome, Row } from '../shared/node/operation';
import { sendInBatches } from '../shared/sync/batch';
import { createAndRead, ORDERS_PER_CALL, type Stored } from './create-orders';
import type { Location } from './locations';
import { holdsOf, isPaid, isParked } from './mapping-standing';
import type { MappedOrder } from './mapping-import';
import { findStored, marksOf } from './stored-orders';
import type { LinnworksOrder } from './types';

export type IfItExists = 'leave' | 'update';

/** One order on its way, with the input item it came from. */
export interface Job extends MappedOrder {
  index: number;
  location: Location;
  ifItExists: IfItExists;
}

interface Done {
  job: Job;
  outcome: 'created' | 'updated' | 'unchanged';
  stored: LinnworksOrder;
}

type Settled = Done | { job: Job; problem: Problem };

/** A refusal named after its order; what stops the whole run is told as it is. */
export const about = (job: Job, problem: Problem): Problem =>
  problem.details.kind === 'refused' ? problem.about(`Order '${job.order.number}'`) : problem;

const isUnpaidSource = ({ channelOrder }: Job): boolean => channelOrder.PaymentStatus === 'Unpaid';

function notChangeable(job: Job): Problem {
  return refused(
    `Order '${job.order.number}' is at Linnworks as paid or processed, and Linnworks skips an order it holds as paid: it cannot be updated`,
    "Change it in Linnworks by hand, or set 'If It Exists' to Leave.",
  );
}

function missing(job: Job): Problem {
  const details: ProblemDetails = {
    kind: 'unknown',
    message: `Linnworks took order '${job.order.number}' without an error, but it cannot be found there`,
    nextStep: 'Look for its reference in Linnworks; run it again if it is not there. A repeat doubles nothing.',
    vendor: 'Linnworks',
    operation: 'Orders/CreateOrders',
  };
  return new Problem(details);
}

/** What the order found after a write tells about it; this run's mark is on what this run wrote. */
function judge(job: Job, stored: Stored, run: string, wasThere: boolean): Settled {
  if (!stored) return { job, problem: missing(job) };
  const marks = marksOf(stored);
  if (marks.includes(run)) return { job, outcome: wasThere || marks.length > 1 ? 'updated' : 'created', stored };
  if (job.ifItExists === 'update') return { job, problem: notChangeable(job) };
  return { job, outcome: 'unchanged', stored };
}

/** A look-up that settles the job before anything is written; undefined where it has to be written. */
export function settledByLookUp(job: Job, stored: Stored): Settled | undefined {
  if (!stored) return undefined;
  if (job.ifItExists === 'leave') return { job, outcome: 'unchanged', stored };
  const changeable = stored.Processed !== true && stored.GeneralInfo?.Status === 0;
  return changeable ? undefined : { job, problem: notChangeable(job) };
}

/** The output item of one order. `targetId` is the name every Import gives the target's id. */
export function rowOf({ job, outcome, stored }: Done): Row {
  const general = stored.GeneralInfo ?? {};
  const holds = holdsOf(stored).map(({ kind }) => kind);
  const charged = vendorAmount(stored.TotalsInfo?.TotalCharge);
  const differs = outcome !== 'unchanged' && charged !== undefined && compare(charged, job.total) !== 0;
  return {
    outcome,
    targetId: stored.OrderId ?? '',
    orderId: stored.OrderId ?? '',
    numOrderId: stored.NumOrderId ?? 0,
    referenceNumber: general.ReferenceNum ?? job.channelOrder.ReferenceNumber,
    source: general.Source ?? job.channelOrder.Source,
    subSource: general.SubSource ?? job.channelOrder.SubSource,
    identityKey: identityKey(job.order.identity),
    number: job.order.number,
    location: job.location.name,
    paid: isPaid(stored) ?? false,
    parked: isParked(stored),
    holds,
    processed: stored.Processed === true,
    total: job.total,
    ...(differs ? { totalAtLinnworks: charged, totalDifference: differenceOf(charged, job.total) } : {}),
    ...(holds.length > 0 ? { nextStep: nextStepFor(job, holds) } : {}),
  };
}

function nextStepFor(job: Job, holds: string[]): string {
  if (isUnpaidSource(job)) return 'Linnworks keeps the order parked until it is paid.';
  if (holds.includes('unpaid')) return 'Linnworks did not take the payment over: unpark the order there and mark it as paid.';
  return 'Look in Linnworks why it holds this order back; it cannot be processed until it is released there.';
}

/** Jobs that go in the same calls: CreateOrders takes one location, and its safety depends on payment. */
function groups(jobs: readonly Job[]): Job[][] {
  const byKey = new Map<string, Job[]>();
  for (const job of jobs) {
    const key = `${job.location.id} ${job.channelOrder.PaymentStatus}`;
    byKey.set(key, [...(byKey.get(key) ?? []), job]);
  }
  return [...byKey.values()];
}

const stops = ({ problem }: { problem: Problem }): boolean => problem.details.kind !== 'refused';

/**
 * Imports what was mapped: unpaid orders are looked up first (one call each), all others go straight into CreateOrders,
 * 20 per call. When Linnworks cannot be used, nothing more is sent and all that is left carries that problem.
 *
 * @param run the mark of this run
 */
export async function importJobs(client: Client, jobs: readonly Job[], run: string): Promise<Outcome[]> {
  const settled: Settled[] = [];
  let stop: Problem | undefined;
  for (const group of groups(jobs)) {
    if (stop) {
      for (const job of group) settled.push({ job, problem: stop });
      continue;
    }
    const results = await importGroup(client, group, run);
    settled.push(...results);
    stop = results.find((result): result is { job: Job; problem: Problem } => 'problem' in result && stops(result))?.problem;
  }
  return settled.map((one) =>
    'problem' in one ? { index: one.job.index, problem: about(one.job, one.problem) } : { index: one.job.index, row: rowOf(one) },
  );
}

async function importGroup(client: Client, group: readonly Job[], run: string): Promise<Settled[]> {
  const first = group[0];
  if (!first || !isUnpaidSource(first)) return await create(client, group, run, new Set());
  // A repeat would overwrite an unpaid order and what people changed on it, so it is looked for before.
  const lookedUp = await sendInBatches(group, 1, async ([job]) => [await findStored(client, (job as Job).channelOrder)]);
  const settled: Settled[] = [];
  const open: Job[] = [];
  const there = new Set<Job>();
  for (const one of lookedUp) {
    if ('problem' in one) {
      settled.push({ job: one.item, problem: one.problem });
      continue;
    }
    const decided = settledByLookUp(one.item, one.result);
    if (decided) settled.push(decided);
    else open.push(one.item);
    if (one.result) there.add(one.item);
  }
  return [...settled, ...(await create(client, open, run, there))];
}

async function create(client: Client, jobs: readonly Job[], run: string, there: ReadonlySet<Job>): Promise<Settled[]> {
  const results = await sendInBatches(
    jobs,
    ORDERS_PER_CALL,
    async (batch) => await createAndRead(client, batch, (batch[0] as Job).location.name),
  );
  return results.map((one) =>
    'problem' in one ? { job: one.item, problem: one.problem } : judge(one.item, one.result, run, there.has(one.item)),
  );
}
