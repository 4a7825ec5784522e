import type { Problem } from '../shared/api/problem';
import type { Outcome } from '../shared/node/operation';
import { settle } from '../shared/node/settle';
import { Suspects } from '../shared/sync/suspects';

const stopsAll = ({ details }: Problem): boolean => details.kind === 'unavailable';

/**
 * Works the jobs one by one; when Amazon cannot be used, all that are left carry that problem untried. One it breaks down
 * over (HTTP 500) is refused where others go through. Other than in `sendInBatches` an unclear outcome stops nothing: what
 * comes after it was not tried, and must not be told as unclear too.
 */
export async function eachJob<Job extends { index: number }>(jobs: readonly Job[], work: (job: Job) => Promise<Outcome>): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  const suspects = new Suspects<Job>();
  let stop: Problem | undefined;
  for (const job of jobs) {
    const { index } = job;
    if (stop) {
      outcomes.push({ index, problem: stop });
      continue;
    }
    const settled = await settle(async () => await work(job));
    const outcome: Outcome = 'value' in settled ? settled.value : { index, problem: settled.problem };
    if (!('problem' in outcome)) suspects.succeeded();
    else if (!suspects.mayBe([job], outcome.problem) && stopsAll(outcome.problem)) stop = outcome.problem;
    outcomes.push(outcome);
  }
  return outcomes.map((one) => ('problem' in one ? { ...one, problem: suspects.verdict(one.problem) } : one));
}
