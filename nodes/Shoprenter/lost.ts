import { Problem } from '../shared/api/problem';

/** A write of which two answers were lost. */
export function lostTwice(subject: string): Problem {
  return new Problem({
    kind: 'unknown',
    message: `${subject}: Shoprenter gave no clear answer to the write, twice`,
    nextStep: 'Look in the shop admin whether it arrived, or run it again: what is in place is left alone.',
    vendor: 'Shoprenter',
  });
}

/**
 * Sends what is open; where an answer was lost, looks what arrived and sends the rest once more.
 *
 * @param lookAgain what of the unclear ones is in place now
 */
export async function sendTwice<Job>(
  open: readonly Job[],
  send: (jobs: readonly Job[]) => Promise<{ unclear: Job[] }>,
  lookAgain: (unclear: readonly Job[]) => Promise<ReadonlySet<Job>>,
): Promise<{ arrived: Job[]; lost: Job[] }> {
  const first = await send(open);
  if (first.unclear.length === 0) return { arrived: [], lost: [] };
  const there = await lookAgain(first.unclear);
  const rest = first.unclear.filter((job) => !there.has(job));
  const second = rest.length === 0 ? { unclear: [] } : await send(rest);
  return { arrived: [...there], lost: second.unclear };
}
