import { isProblem, type Problem } from '../api/problem';

/** Parts of at most `size`, in order. */
export function chunk<T>(items: readonly T[], size: number): T[][] {
  const parts: T[][] = [];
  for (let start = 0; start < items.length; start += size) parts.push(items.slice(start, start + size));
  return parts;
}

export type Settled<T, R> = { item: T; result: R } | { item: T; problem: Problem };

/**
 * Sends batches to a vendor that refuses a whole batch for one bad record: a refused batch is cut in halves until the
 * bad records stand alone; everything else goes through.
 *
 * When the vendor cannot be reached (or a write stays unclear) no further batch is sent; each record not yet settled
 * carries that problem, so that a caller can tell "refused" from "not tried".
 */
export async function sendInBatches<T, R>(
  items: readonly T[],
  size: number,
  send: (batch: T[]) => Promise<R[]>,
): Promise<Array<Settled<T, R>>> {
  const settled: Array<Settled<T, R>> = [];
  const queue = chunk(items, size);
  let stop: Problem | undefined;
  for (let batch = queue.shift(); batch; batch = queue.shift()) {
    if (stop) {
      for (const item of batch) settled.push({ item, problem: stop });
      continue;
    }
    const outcome = await attempt(batch, send);
    if ('results' in outcome) {
      const { results } = outcome;
      batch.forEach((item, index) => settled.push({ item, result: results[index] as R }));
    } else if (outcome.problem.details.kind === 'refused' && batch.length > 1) {
      queue.unshift(...chunk(batch, Math.ceil(batch.length / 2)));
    } else {
      for (const item of batch) settled.push({ item, problem: outcome.problem });
      if (outcome.problem.details.kind !== 'refused') stop = outcome.problem;
    }
  }
  return settled;
}

async function attempt<T, R>(batch: T[], send: (batch: T[]) => Promise<R[]>): Promise<{ results: R[] } | { problem: Problem }> {
  let failure: unknown;
  try {
    return { results: await send(batch) };
  } catch (error) {
    failure = error;
  }
  if (isProblem(failure)) return { problem: failure };
  throw failure;
}
