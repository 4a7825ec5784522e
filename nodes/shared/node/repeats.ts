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
