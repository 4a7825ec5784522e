import type { Client } from '../shared/api/client';
import { Problem, refused } from '../shared/api/problem';
import type { ApiRequest } from '../shared/api/request';
import type { XmlElement } from '../shared/format';
import { settle } from '../shared/node/settle';
import { MOST_ENTITIES } from './api';
import { ask, elementsOf } from './wire';
import { textAt } from './xml-path';

export type Sent<Job> = { job: Job; row: XmlElement } | { job: Job; problem: Problem };

export interface Bulk<Job> {
  /** Element of one entity, in request and answer. */
  entity: string;
  request(jobs: readonly Job[]): ApiRequest;
  /** Whether a row of the answer is about this job. */
  isAbout(row: XmlElement, job: Job): boolean;
}

const toldNothing = (operation: string): Problem =>
  new Problem({
    kind: 'unknown',
    message: `UNAS did not tell what became of it in ${operation}`,
    nextStep: 'Look in the shop admin whether it arrived, or run it again: what is in place is left alone.',
    vendor: 'UNAS',
    operation,
  });

const saysNo = (row: XmlElement, operation: string): Problem =>
  refused(`UNAS refused it: ${textAt(row, 'Error') ?? `status ${textAt(row, 'Status') ?? 'missing'}`}`, 'Correct the named value where the record comes from, then hand it over again.', { vendor: 'UNAS', operation });

/** The rows about the jobs, in their order, up to the first that was not accepted: what lies behind it was not touched. */
function processed<Job>(bulk: Bulk<Job>, batch: readonly Job[], rows: readonly XmlElement[], operation: string): Array<Sent<Job>> {
  const settled: Array<Sent<Job>> = [];
  for (const [index, job] of batch.entries()) {
    const row = rows[index];
    if (!row || !bulk.isAbout(row, job)) break;
    const accepted = textAt(row, 'Status') === 'ok';
    settled.push(accepted ? { job, row } : { job, problem: saysNo(row, operation) });
    if (!accepted) break;
  }
  return settled;
}

/**
 * Sends entities, 100 a call. UNAS handles them in their order and stops at the first it does not accept (unas.md §1): that
 * one is refused, and what lies behind it is sent again together with what follows, so that nothing is lost and each
 * refusal costs one call. Where the whole body is refused it is cut in halves until the one to blame stands alone.
 *
 * Where UNAS cannot be used no further call is made, and all that is left carries that problem.
 */
export async function sendBulk<Job>(client: Client, jobs: readonly Job[], bulk: Bulk<Job>): Promise<Array<Sent<Job>>> {
  const settled: Array<Sent<Job>> = [];
  let left = [...jobs];
  let size = MOST_ENTITIES;
  while (left.length > 0) {
    const batch = left.slice(0, size);
    const request = bulk.request(batch);
    const answer = await settle(async () => await ask(client, request));
    if ('problem' in answer) {
      const { problem } = answer;
      if (problem.details.kind === 'refused' && batch.length > 1) {
        size = Math.ceil(batch.length / 2);
        continue;
      }
      const stops = problem.details.kind === 'unavailable';
      const concerned = stops ? left : batch;
      settled.push(...concerned.map((job) => ({ job, problem })));
      left = left.slice(concerned.length);
      continue;
    }
    const told = processed(bulk, batch, elementsOf(answer.value.root, bulk.entity), request.operation);
    if (told.length === 0) {
      settled.push(...batch.map((job) => ({ job, problem: toldNothing(request.operation) })));
      left = left.slice(batch.length);
      continue;
    }
    settled.push(...told);
    left = left.slice(told.length);
    size = MOST_ENTITIES;
  }
  return settled;
}
