import type { Client } from '../shared/api/client';
import type { Outcome, Row } from '../shared/node/operation';
import { naming } from '../shared/node/prepare';
import { batchRequest, sendParts, type Part } from './batch';
import { lostTwice, sendTwice } from './lost';
import { readStandings, unknownOrder, type OrderStanding } from './read-orders';
import type { Status } from './shop';

/** A status one order should have. */
export interface StatusJob {
  index: number;
  number: string;
  identityKey: string;
  status: Status;
}

interface Found {
  job: StatusJob;
  order: OrderStanding;
}

const done = ({ job, order }: Found, outcome: string, more: Row = {}): Outcome => ({
  index: job.index,
  row: {
    outcome,
    targetId: order.id,
    identityKey: job.identityKey,
    number: job.number,
    status: job.status.name,
    statusId: job.status.id,
    ...more,
  },
});

const partOf = ({ job, order }: Found): Part => ({ method: 'PUT', resource: 'orders', id: order.id, data: { orderStatus: { id: job.status.id } } });

function planOf(client: Client, found: Found): Outcome {
  const { method, path, body = '' } = batchRequest(client, [partOf(found)], 'once');
  return done(found, 'would update', { request: { method, path, body }, plan: 'One batch of up to 200 orders.' });
}

const nameOf = ({ number }: StatusJob): string => `Order '${number}'`;

/** Orders as they stand now; those in the wanted status already need no write. */
async function sortOut(client: Client, jobs: readonly StatusJob[]): Promise<{ open: Found[]; outcomes: Outcome[] }> {
  const standings = await readStandings(client, jobs.map(({ number }) => number));
  const open: Found[] = [];
  const outcomes: Outcome[] = [];
  for (const job of jobs) {
    const order = standings.get(job.number);
    if (!order) outcomes.push({ index: job.index, problem: unknownOrder(job.number) });
    else if (order.statusId === job.status.id) outcomes.push(done({ job, order }, 'unchanged'));
    else open.push({ job, order });
  }
  return { open, outcomes };
}

async function send(client: Client, open: readonly Found[]): Promise<{ outcomes: Outcome[]; unclear: Found[] }> {
  const outcomes: Outcome[] = [];
  const unclear: Found[] = [];
  for (const one of await sendParts(client, open, partOf, 'once')) {
    const { job } = one.item;
    if (!('problem' in one)) outcomes.push(done(one.item, 'updated'));
    else if (one.problem.details.kind === 'unknown') unclear.push(one.item);
    else outcomes.push({ index: job.index, problem: naming(nameOf(job), one.problem) });
  }
  return { outcomes, unclear };
}

/**
 * Sets statuses, 200 orders a call after as many look-ups. What a status does besides (e-mail, history, automation) is
 * not confirmed, so none is set twice: after a lost answer the orders are read first (shoprenter.md §5).
 */
export async function changeStatuses(client: Client, jobs: readonly StatusJob[], dryRun: boolean): Promise<Outcome[]> {
  const { open, outcomes } = await sortOut(client, jobs);
  if (dryRun) return [...outcomes, ...open.map((found) => planOf(client, found))];
  const { arrived, lost } = await sendTwice(
    open,
    async (batch) => {
      const sent = await send(client, batch);
      outcomes.push(...sent.outcomes);
      return sent;
    },
    async (open) => {
      const now = await readStandings(client, open.map(({ job }) => job.number));
      return new Set(open.filter(({ job }) => now.get(job.number)?.statusId === job.status.id));
    },
  );
  const unclear = lost.map(({ job }): Outcome => ({ index: job.index, problem: lostTwice(nameOf(job)) }));
  return [...outcomes, ...arrived.map((found) => done(found, 'updated')), ...unclear];
}
