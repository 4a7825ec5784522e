import type { Client } from '../shared/api/client';
import type { XmlElement } from '../shared/format';
import { identityKey, utc, type Order } from '../shared/model';
import type { Outcome, Row } from '../shared/node/operation';
import { naming } from '../shared/node/prepare';
import { settle } from '../shared/node/settle';
import { set } from './api';
import { sendBulk } from './bulk';
import { refOf, refText } from './identity';
import { lostTwice, sendTwice } from './lost';
import { internalKey, type MappedOrder } from './mapping-import';
import { readOrders } from './read-orders';
import { textAt } from './xml-path';

export interface ImportJob {
  index: number;
  order: Order;
  mapped: MappedOrder;
}

const nameOf = ({ order }: ImportJob): string => `Order '${order.number}'`;

const requestOf = (jobs: readonly ImportJob[]) => set('setOrder', 'Orders', 'Order', jobs.map(({ mapped }) => mapped.body), 'once');

function done({ index, order, mapped }: ImportJob, outcome: string, targetId: string, more: Row = {}): Outcome {
  const difference = mapped.totalDifference === undefined ? {} : { totalDifference: mapped.totalDifference };
  return { index, row: { outcome, targetId, identityKey: identityKey(order.identity), number: order.number, ...difference, ...more } };
}

/**
 * Orders the shop has by what they are called at their source: it has no filter for that, so all that changed since then
 * are read, 500 a call.
 */
async function readKnown(client: Client, since: number): Promise<Map<string, XmlElement>> {
  const orders = await readOrders(client, { statuses: [] }, utc(since), Number.POSITIVE_INFINITY);
  return new Map(orders.flatMap((order): Array<[string, XmlElement]> => { const key = textAt(order, 'InternalKey'); return key === undefined ? [] : [[key, order]]; }));
}

/** The vendor's clock may be behind ours. */
const MARGIN_MS = 10 * 60_000;

async function send(client: Client, jobs: readonly ImportJob[], outcomes: Outcome[]): Promise<{ unclear: ImportJob[] }> {
  const unclear: ImportJob[] = [];
  for (const one of await sendBulk(client, jobs, { entity: 'Order', request: requestOf, isAbout: (row) => textAt(row, 'Action') !== 'modify' })) {
    if (!('problem' in one)) outcomes.push(done(one.job, 'created', refText(refOf(one.row))));
    else if (one.problem.details.kind === 'unknown') unclear.push(one.job);
    else outcomes.push({ index: one.job.index, problem: naming(nameOf(one.job), one.problem) });
  }
  return { unclear };
}

function planOf(job: ImportJob): Outcome {
  const { method, path, body = '' } = requestOf([job]);
  return done(job, 'would create', '', { request: { method, path, body }, plan: 'One call for up to 100 orders.' });
}

/** Adds orders, 100 a call, after a look at those of the last days. After a lost answer they are looked for before anything is sent again. */
export async function importJobs(client: Client, jobs: readonly ImportJob[], lookBackMs: number, now: () => number, dryRun: boolean): Promise<Outcome[]> {
  const known = await settle(async () => (lookBackMs > 0 ? await readKnown(client, now() - lookBackMs) : new Map<string, XmlElement>()));
  if ('problem' in known) return jobs.map(({ index }) => ({ index, problem: known.problem }));
  const outcomes: Outcome[] = [];
  const open = jobs.filter((job) => {
    const there = known.value.get(internalKey(job.order));
    if (there) outcomes.push(done(job, 'unchanged', refText(refOf(there))));
    return !there;
  });
  if (dryRun) return [...outcomes, ...open.map(planOf)];
  const began = now();
  const { arrived, lost } = await sendTwice(
    open,
    async (left) => await send(client, left, outcomes),
    async (unclear) => {
      const found = await settle(async () => await readKnown(client, began - MARGIN_MS));
      if ('problem' in found) return undefined;
      const there = unclear.flatMap((job): Array<[ImportJob, string]> => { const order = found.value.get(internalKey(job.order)); return order ? [[job, refText(refOf(order))]] : []; });
      return new Map(there);
    },
  );
  return [...outcomes, ...[...arrived].map(([job, id]) => done(job, 'created', id)), ...lost.map((job): Outcome => ({ index: job.index, problem: lostTwice(nameOf(job)) }))];
}
