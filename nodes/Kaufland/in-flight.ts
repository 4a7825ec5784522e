import type { Problem } from '../shared/api/problem';
import type { Outcome } from '../shared/node/operation';
import { settle } from '../shared/node/settle';

/** Calls that are under way at the same time; the pace is kept by the client. */
export const IN_FLIGHT = 10;

export type Attempt<R> = { result: R } | { problem: Problem };

/** What concerns a record or the account as a value; anything else is a defect and goes up. */
export async function attempt<R>(work: () => Promise<R>): Promise<Attempt<R>> {
  const done = await settle(work);
  return 'value' in done ? { result: done.value } : done;
}

/** The problem that stops a run: not one record's refusal. */
const stopsRun = (done: Attempt<unknown>): Problem | undefined =>
  'problem' in done && done.problem.details.kind === 'unavailable' ? done.problem : undefined;

/**
 * Works on all items, at most ten at a time, and answers in their order. Once Kaufland cannot be used nothing more is
 * begun; what is left carries that problem, so that a caller can tell "refused" from "not tried".
 */
export async function inFlight<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<Array<Attempt<R>>> {
  const done: Array<Attempt<R>> = new Array<Attempt<R>>(items.length);
  let next = 0;
  let stop: Problem | undefined;
  const worker = async (): Promise<void> => {
    for (let at = next++; at < items.length; at = next++) {
      const settled: Attempt<R> = stop ? { problem: stop } : await attempt(async () => await work(items[at] as T));
      done[at] = settled;
      stop ??= stopsRun(settled);
    }
  };
  await Promise.all(Array.from({ length: Math.min(IN_FLIGHT, items.length) }, worker));
  return done;
}

/**
 * Groups of jobs, ten at a time, each group settling its own; once a job finds Kaufland unusable, what is left is not
 * tried and carries that problem.
 */
export async function settleGroups<J extends { index: number }>(
  groups: ReadonlyArray<readonly J[]>,
  work: (jobs: readonly J[]) => Promise<Outcome[]>,
): Promise<Outcome[]> {
  let stop: Problem | undefined;
  const failAll = (jobs: readonly J[], problem: Problem): Outcome[] => jobs.map(({ index }) => ({ index, problem }));
  const done = await inFlight(groups, async (jobs) => {
    if (stop) return failAll(jobs, stop);
    const outcomes = await work(jobs);
    stop ??= outcomes.map((one) => ('problem' in one ? stopsRun(one) : undefined)).find((problem) => problem !== undefined);
    return outcomes;
  });
  return done.flatMap((one, at) => ('result' in one ? one.result : failAll(groups[at] ?? [], one.problem)));
}
