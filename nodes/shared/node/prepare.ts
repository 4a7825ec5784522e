import type { Problem } from '../api/problem';
import type { ItemContext, Outcome } from './operation';
import { settleNow } from './settle';

export interface Prepared<Job> {
  jobs: Job[];
  failed: Outcome[];
}

/** Reads every item's parameters before the first call that writes; what one of them lacks concerns that one alone. */
export function prepareItems<Job>(items: readonly ItemContext[], make: (item: ItemContext) => Job): Prepared<Job> {
  const prepared: Prepared<Job> = { jobs: [], failed: [] };
  for (const item of items) {
    const made = settleNow(() => make(item));
    if ('problem' in made) prepared.failed.push({ index: item.index, problem: made.problem });
    else prepared.jobs.push(made.value);
  }
  return prepared;
}

/** A problem named after its record; what concerns the account or the vendor is told as it is. */
export const naming = (subject: string, problem: Problem): Problem =>
  problem.details.kind === 'unavailable' || problem.message.startsWith(subject) ? problem : problem.about(subject);

/** True for what stops the run: the account or the vendor, not the record. */
export const stopsRun = ({ details }: Problem): boolean => details.kind !== 'refused';
