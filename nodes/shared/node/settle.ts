import type { Problem } from '../api/problem';
import { asProblem } from './errors';

export type Settled<T> = { value: T } | { problem: Problem };

/** What concerns a record or the account becomes a value; anything else is a defect and goes up as it is. */
export async function settle<T>(work: () => Promise<T>): Promise<Settled<T>> {
  let failure: unknown;
  try {
    return { value: await work() };
  } catch (error) {
    failure = error;
  }
  return problemOrThrow(failure);
}

/** {@link settle} for work that waits for nothing. */
export function settleNow<T>(work: () => T): Settled<T> {
  let failure: unknown;
  try {
    return { value: work() };
  } catch (error) {
    failure = error;
  }
  return problemOrThrow(failure);
}

function problemOrThrow(failure: unknown): { problem: Problem } {
  const problem = asProblem(failure);
  if (problem) return { problem };
  throw failure;
}
