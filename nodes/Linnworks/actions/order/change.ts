import { z } from 'zod';

import type { ItemContext, Outcome, RunContext } from '../../../shared/node/operation';
import { isMissing, missingRow, type ChangeJob } from '../../change-orders';
import { findOrders } from '../../find-orders';
import { prepareItems } from '../../../shared/node/prepare';
import { findBy, wantedOf } from './target';

export const changeOutput = z
  .object({
    outcome: z.string(),
    targetId: z.string(),
    orderId: z.string().optional(),
    numOrderId: z.number().optional(),
    referenceNumber: z.string().optional(),
    identityKey: z.string(),
    number: z.string(),
  })
  .passthrough();

interface Change {
  /** What needs no call. */
  before(job: ChangeJob): Outcome | undefined;
  /** What would be done, for a dry run. */
  plan(job: ChangeJob): Outcome;
  carryOut(jobs: ChangeJob[]): Promise<Outcome[]>;
  /** Whether an order that is not there counts as done. */
  passMissing: boolean;
}

/** Finds the orders of all items, leaves alone what stands as wanted, and changes the rest; a repeated order once. */
export async function changeOrders(run: RunContext, items: readonly ItemContext[], change: Change): Promise<Outcome[]> {
  const { jobs: read, failed } = prepareItems(items, (item) => ({ index: item.index, wanted: wantedOf(item) }));
  const first = items[0];
  const found = await findOrders(
    run.client,
    read.map(({ wanted }) => wanted),
    first ? findBy(first) : 'identity',
  );
  const outcomes: Outcome[] = [];
  const open = new Map<string, ChangeJob>();
  const repeats = new Map<number, number>();
  read.forEach(({ index, wanted }, position) => {
    const result = found[position];
    if (!result) return;
    if ('problem' in result) {
      outcomes.push(change.passMissing && isMissing(result) ? { index, row: missingRow(wanted) } : { index, problem: result.problem });
      return;
    }
    const job: ChangeJob = { index, wanted, order: result.order };
    const before = change.before(job);
    const earlier = open.get(job.order.OrderId ?? '');
    if (before) outcomes.push(before);
    else if (earlier) repeats.set(index, earlier.index);
    else open.set(job.order.OrderId ?? '', job);
  });
  const jobs = [...open.values()];
  outcomes.push(...(run.dryRun ? jobs.map((job) => change.plan(job)) : await change.carryOut(jobs)));
  const byIndex = new Map(outcomes.map((outcome) => [outcome.index, outcome]));
  return [...failed, ...outcomes, ...[...repeats].flatMap(([index, earlier]) => repeated(index, byIndex.get(earlier)))];
}

function repeated(index: number, first: Outcome | undefined): Outcome[] {
  if (!first) return [];
  if ('problem' in first) return [{ index, problem: first.problem }];
  const { outcome } = first.row;
  return [{ index, row: { ...first.row, outcome: String(outcome).startsWith('would') ? outcome : 'unchanged' } }];
}
