import { Problem } from '../shared/api/problem';
import type { Outcome, Row } from '../shared/node/operation';
import { naming } from '../shared/node/prepare';
import { settle } from '../shared/node/settle';
import { notSent, openQuestion } from './api';

export interface Once {
  index: number;
}

/**
 * One call for each record, one after the other. Nothing can be read back and nothing has a key, so a lost answer is
 * left open and stops the run; what comes after it was certainly not sent, and says so (kind `unavailable`).
 *
 * @param look what a person does about an open question
 */
export async function sendOnce<Job extends Once>(
  jobs: readonly Job[],
  named: (job: Job) => string,
  look: string,
  send: (job: Job) => Promise<Row>,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  let stop: ((job: Job) => Problem) | undefined;
  for (const job of jobs) {
    const { index } = job;
    const made = stop ? { problem: stop(job) } : await settle(async () => await send(job));
    if ('value' in made) {
      outcomes.push({ index, row: made.value });
      continue;
    }
    const { problem } = made;
    const { kind } = problem.details;
    outcomes.push({ index, problem: kind === 'unknown' ? openQuestion(problem, named(job), look) : naming(named(job), problem) });
    if (kind === 'unknown') stop = (later) => notSent(named(later), named(job));
    else if (kind === 'unavailable') stop ??= () => problem;
  }
  return outcomes;
}

/** The answer was good and tells no document: it may have been made. */
export function untold(operation: string, look: string): Problem {
  const message = 'InnVoice answered without an error, but named no document';
  return new Problem({ kind: 'unknown', message, nextStep: look, vendor: 'InnVoice', operation });
}
