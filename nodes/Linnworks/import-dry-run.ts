import type { Client } from '../shared/api/client';
import { identityKey } from '../shared/model';
import type { Outcome, Row } from '../shared/node/operation';
import { sendInBatches } from '../shared/sync/batch';
import { createRequest, ORDERS_PER_CALL, type Stored } from './create-orders';
import { about, rowOf, settledByLookUp, type Job } from './import-orders';
import { findStored } from './stored-orders';

/** What an import would do: the look-ups run, nothing is written. */
export async function dryRun(client: Client, jobs: readonly Job[]): Promise<Outcome[]> {
  const lookedUp = await sendInBatches(jobs, 1, async ([job]) => [await findStored(client, (job as Job).channelOrder)]);
  return lookedUp.map((one) => {
    const job = one.item;
    if ('problem' in one) return { index: job.index, problem: about(job, one.problem) };
    const decided = settledByLookUp(job, one.result);
    if (decided && 'problem' in decided) return { index: job.index, problem: decided.problem };
    if (decided)
      return {
        index: job.index,
        row: { ...rowOf(decided), outcome: 'unchanged', plan: 'It is at Linnworks already; nothing would be sent.' },
      };
    return { index: job.index, row: planOf(job, one.result) };
  });
}

function planOf(job: Job, stored: Stored): Row {
  const { method, path, body = '' } = createRequest([job.channelOrder], job.location.name);
  return {
    outcome: stored ? 'would update' : 'would create',
    identityKey: identityKey(job.order.identity),
    number: job.order.number,
    location: job.location.name,
    total: job.total,
    request: { method, path, body },
    channelOrder: { ...job.channelOrder },
    plan:
      `CreateOrders at '${job.location.name}', up to ${ORDERS_PER_CALL} orders per call; then one GetOrdersById to learn the ids. ` +
      'An order that lands unpaid although it was sent as paid is unparked and marked as paid.',
  };
}
