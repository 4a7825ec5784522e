import type { Problem } from '../shared/api/problem';
import type { Outcome } from '../shared/node/operation';
import { settle, type Settled } from '../shared/node/settle';
import { Suspects } from '../shared/sync/suspects';

/** Calls that are under way at the same time; the pace is kept by the client. */
export const IN_FLIGHT = 10;

/** The problem that stops a run: not one record's refusal. */
const stopsRun = (done: Settled<unknown>): Problem | undefined =>
  'problem' in done && done.problem.details.kind === 'unavailable' ? done.problem : undefined;

/** Works on all items, at most ten at a time, in their order; `stopped` gives the problem after which nothing more is begun. */
async function workOn<T, R>(
  items: readonly T[],
  work: (item: T) => Promise<R>,
  stopped: (item: T, done: Settled<R>) => Problem | undefined,
): Promise<Array<Settled<R>>> {
  const done: Array<Settled<R>> = new Array<Settled<R>>(items.length);
  let next = 0;
  let stop: Problem | undefined;
  const worker = async (): Promise<void> => {
    for (let at = next++; at < items.length; at = next++) {
      const item = items[at] as T;
      const settled: Settled<R> = stop ? { problem: stop } : await settle(async () => await work(item));
      done[at] = settled;
      if (!stop) stop = stopped(item, settled);
    }
  };
  await Promise.all(Array.from({ length: Math.min(IN_FLIGHT, items.length) }, worker));
  return done;
}

/**
 * Works on all items, at most ten at a time, and answers in their order. Once Kaufland cannot be used nothing more is
 * begun; what is left carries that problem, so that a caller can tell "refused" from "not tried". An item Kaufland breaks
 * down over while it takes others is refused.
 */
export async function inFlight<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<Array<Settled<R>>> {
  const suspects = new Suspects<T>();
  const done = await workOn(items, work, (item, settled) => {
    if ('value' in settled) suspects.succeeded();
    else if (suspects.mayBe([item], settled.problem)) return undefined;
    return stopsRun(settled);
  });
  return done.map((one) => ('problem' in one ? { problem: suspects.verdict(one.problem) } : one));
}

/**
 * Works on all items, at most ten at a time, where each is needed for the whole.
 *
 * @throws Problem the first one in the items' order
 */
export async function allInFlight<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  return (await workOn(items, work, (_item, settled) => stopsRun(settled))).map((one) => {
    if ('problem' in one) throw one.problem;
    return one.value;
  });
}

/**
 * Groups of jobs, ten at a time, each group settling its own; once a job finds Kaufland unusable, what is left is not
 * tried and carries that problem.
 */
export async function settleGroups<J extends { index: number }>(
  groups: ReadonlyArray<readonly J[]>,
  work: (jobs: readonly J[]) => Promise<Outcome[]>,
): Promise<Outcome[]> {
  const suspects = new Suspects<readonly J[]>();
  const failAll = (jobs: readonly J[], problem: Problem): Outcome[] => jobs.map(({ index }) => ({ index, problem }));
  const done = await workOn(groups, work, (jobs, settled) => {
    if ('problem' in settled) return suspects.mayBe([jobs], settled.problem) ? undefined : stopsRun(settled);
    const problem = settled.value.map((one) => stopsRun('problem' in one ? one : { value: one })).find((one) => one !== undefined);
    if (!problem) suspects.succeeded();
    return problem && !suspects.mayBe([jobs], problem) ? problem : undefined;
  });
  return done
    .flatMap((one, at) => ('value' in one ? one.value : failAll(groups[at] ?? [], one.problem)))
    .map((one) => ('problem' in one ? { ...one, problem: suspects.verdict(one.problem) } : one));
}
