import { Problem } from '../shared/api/problem';

/** A write of which two answers were lost. */
export function lostTwice(subject: string): Problem {
  return new Problem({
    kind: 'unknown',
    message: `${subject}: UNAS gave no clear answer to the write, twice`,
    nextStep: 'Look in the shop admin whether it arrived, or run it again: what is in place is left alone.',
    vendor: 'UNAS',
  });
}

export interface Attempted<Job> {
  /** Jobs whose answer was lost. */
  unclear: Job[];
}

/**
 * Sends what is open; where an answer was lost, looks what arrived and sends the rest once more.
 *
 * @param lookAgain what of the unclear ones is in place now, with its id; undefined where it cannot be looked at, and then
 *   nothing is sent again
 */
export async function sendTwice<Job>(
  open: readonly Job[],
  send: (jobs: readonly Job[]) => Promise<Attempted<Job>>,
  lookAgain: (unclear: readonly Job[]) => Promise<ReadonlyMap<Job, string> | undefined>,
): Promise<{ arrived: ReadonlyMap<Job, string>; lost: Job[] }> {
  const first = await send(open);
  if (first.unclear.length === 0) return { arrived: new Map(), lost: [] };
  const there = await lookAgain(first.unclear);
  if (!there) return { arrived: new Map(), lost: first.unclear };
  const rest = first.unclear.filter((job) => !there.has(job));
  const second = rest.length === 0 ? { unclear: [] } : await send(rest);
  if (second.unclear.length === 0) return { arrived: there, lost: [] };
  const late = (await lookAgain(second.unclear)) ?? new Map<Job, string>();
  return { arrived: new Map([...there, ...late]), lost: second.unclear.filter((job) => !late.has(job)) };
}
