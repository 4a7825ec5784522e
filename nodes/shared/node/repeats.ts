import { refused } from '../api/problem';
import type { Outcome } from './operation';

/** Items told apart by a key: the first of each is done, the others have its fate. */
export function firstOfEach<Job extends { index: number }>(jobs: readonly Job[], keyOf: (job: Job) => string) {
  const first = new Map<string, Job>();
  const repeats = new Map<number, number>();
  for (const job of jobs) {
    const earlier = first.get(keyOf(job));
    if (earlier) repeats.set(job.index, earlier.index);
    else first.set(keyOf(job), job);
  }
  return { jobs: [...first.values()], repeats };
}

/** The same for values of which the newest counts, such as stock: the last of each is done. */
export function lastOfEach<Job extends { index: number }>(jobs: readonly Job[], keyOf: (job: Job) => string) {
  return firstOfEach([...jobs].reverse(), keyOf);
}

/**
 * Each SKU of a place once. One that comes with different values is refused whole: which of them is true cannot be known.
 *
 * @param told what differs, with the values, e.g. "levels (1 and 2)"
 */
export function agreeing<Job extends { index: number; sku: string }>(
  all: readonly Job[],
  keyOf: (job: Job) => string,
  valueOf: (job: Job) => unknown,
  told: (jobs: readonly Job[]) => string,
) {
  const places = new Map<string, Job[]>();
  for (const job of all) places.set(keyOf(job), [...(places.get(keyOf(job)) ?? []), job]);
  const doubtful = [...places.values()].filter((jobs) => new Set(jobs.map(valueOf)).size > 1);
  const failed = doubtful.flatMap((jobs): Outcome[] => {
    const message = `SKU '${jobs[0]?.sku}' comes ${jobs.length} times with different ${told(jobs)}`;
    const problem = refused(message, 'Add up its locations before this node, so that each SKU comes once.');
    return jobs.map(({ index }) => ({ index, problem }));
  });
  const left = new Set(doubtful.flat());
  return { ...firstOfEach(all.filter((job) => !left.has(job)), keyOf), failed };
}

/** For {@link agreeing}. */
export const levelsOf = (jobs: ReadonlyArray<{ level: number }>): string => `levels (${[...new Set(jobs.map(({ level }) => level))].join(' and ')})`;

/** What the item of a key did is unchanged for the others. */
export function withRepeats(outcomes: readonly Outcome[], repeats: ReadonlyMap<number, number>): Outcome[] {
  const byIndex = new Map(outcomes.map((outcome) => [outcome.index, outcome]));
  const again = [...repeats].flatMap(([index, done]): Outcome[] => {
    const first = byIndex.get(done);
    if (!first) return [];
    if ('problem' in first) return [{ index, problem: first.problem }];
    const { outcome } = first.row;
    return [{ index, row: { ...first.row, outcome: String(outcome).startsWith('would') ? outcome : 'unchanged' } }];
  });
  return [...outcomes, ...again];
}
