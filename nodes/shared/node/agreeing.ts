import { refused } from '../api/problem';
import type { Outcome } from './operation';

/**
 * Takes out what comes with different values. It is refused whole: which of them is true cannot be known.
 *
 * @param told the refusal's message
 */
export function agreeing<Job extends { index: number }>(
  all: readonly Job[],
  keyOf: (job: Job) => string,
  valueOf: (job: Job) => unknown,
  told: (jobs: readonly [Job, ...Job[]]) => string,
): { agreed: Job[]; failed: Outcome[] } {
  const places = new Map<string, [Job, ...Job[]]>();
  for (const job of all) places.set(keyOf(job), [...(places.get(keyOf(job)) ?? []), job] as [Job, ...Job[]]);
  const doubtful = [...places.values()].filter((jobs) => new Set(jobs.map(valueOf)).size > 1);
  const failed = doubtful.flatMap((jobs): Outcome[] => {
    const problem = refused(told(jobs), 'Add up its locations before this node, so that each SKU comes once.');
    return jobs.map(({ index }) => ({ index, problem }));
  });
  const left = new Set(doubtful.flat());
  return { agreed: all.filter((job) => !left.has(job)), failed };
}

/** The values that differ, for the refusal's message. */
export const listed = <Job>(jobs: readonly Job[], of: (job: Job) => number): string => [...new Set(jobs.map(of))].join(' and ');
