import { isProblem, type Problem } from '../api/problem';
import { Suspects } from './suspects';

/** Parts of at most `size`, in order. */
export function chunk<T>(items: readonly T[], size: number): T[][] {
  const parts: T[][] = [];
  for (let start = 0; start < items.length; start += size) parts.push(items.slice(start, start + size));
  return parts;
}

export type Settled<T, R> = { item: T; result: R } | { item: T; problem: Problem };

/**
 * Sends batches to a vendor that refuses a whole batch for one bad record: a refused batch is cut in halves until the
 * bad records stand alone; everything else goes through. A batch the vendor breaks down over (HTTP 500) is cut too, after
 * the others: where these go through the record is refused.
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
  const suspects = new Suspects<T>();
  let stop: Problem | undefined;
  for (let batch = queue.shift(); batch; batch = queue.shift()) {
    if (stop) {
      for (const item of batch) settled.push({ item, problem: stop });
      continue;
    }
    const outcome = await attempt(batch, send);
    if ('results' in outcome) {
      const { results } = outcome;
      suspects.succeeded();
      batch.forEach((item, index) => settled.push({ item, result: results[index] as R }));
      continue;
    }
    const { problem } = outcome;
    const refused = problem.details.kind === 'refused';
    const suspected = suspects.mayBe(batch, problem);
    if ((refused || suspected) && batch.length > 1) {
      const halves = chunk(batch, Math.ceil(batch.length / 2));
      if (refused) queue.unshift(...halves);
      else queue.push(...halves);
    } else {
      for (const item of batch) settled.push({ item, problem });
      if (!refused && !suspected) stop = problem;
    }
  }
  return settled.map((one) => ('problem' in one ? { ...one, problem: suspects.verdict(one.problem) } : one));
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
