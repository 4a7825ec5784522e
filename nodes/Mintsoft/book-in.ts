import type { Client } from '../shared/api/client';
import { refused } from '../shared/api/problem';
import type { Outcome, Row } from '../shared/node/operation';
import { settle } from '../shared/node/settle';
import { sendInBatches } from '../shared/sync/batch';
import { asnName, isBookedIn } from './mapping-asn';
import { naming } from '../shared/node/prepare';
import { readAsn } from './read-asns';
import type { MintsoftAsn } from './types';
import { writeRequest } from './wire';

export interface BookInJob {
  index: number;
  asnId: string;
}

const nameOf = ({ asnId }: BookInJob): string => `ASN '${asnId}'`;

/** A GET that books the goods in: never repeated blindly (mintsoft.md §2.2). */
export const bookInRequest = ({ asnId }: BookInJob) => writeRequest('ASN/BookIn', `ASN/${encodeURIComponent(asnId)}/BookIn`, { method: 'GET' });

async function readJob(client: Client, job: BookInJob): Promise<MintsoftAsn> {
  const asn = await readAsn(client, job.asnId);
  if (asn) return asn;
  throw refused(`${nameOf(job)} is not at Mintsoft, or not shown to this user`, 'Check the ID; it is the one ASN: Import gave.', { code: 'not-found' });
}

const rowOf = (job: BookInJob, asn: MintsoftAsn, outcome: string, more: Row = {}): Row => ({
  outcome,
  targetId: job.asnId,
  asnId: Number(job.asnId),
  number: asnName(asn),
  ...more,
});

async function bookOne(client: Client, job: BookInJob): Promise<Row> {
  const asn = await readJob(client, job);
  if (isBookedIn(asn)) return rowOf(job, asn, 'unchanged');
  for (const mayRepeat of [true, false]) {
    const sent = await settle(async () => await client.call(bookInRequest(job)));
    if ('value' in sent) break;
    if (sent.problem.details.kind !== 'unknown') throw sent.problem;
    if (isBookedIn(await readJob(client, job))) break;
    if (!mayRepeat) throw sent.problem;
  }
  return rowOf(job, asn, 'booked in');
}

async function planOne(client: Client, job: BookInJob): Promise<Row> {
  const asn = await readJob(client, job);
  if (isBookedIn(asn)) return rowOf(job, asn, 'unchanged', { plan: 'It is booked in; nothing would be sent.' });
  const { method, path } = bookInRequest(job);
  return rowOf(job, asn, 'would book in', { request: { method, path, body: '' }, plan: 'BookIn, one call per ASN; all its pieces count as received.' });
}

/** Books ASNs in: one read and one call each. */
export async function bookIn(client: Client, jobs: readonly BookInJob[], dryRun: boolean): Promise<Outcome[]> {
  const work = dryRun ? planOne : bookOne;
  const settled = await sendInBatches(jobs, 1, async ([job]) => [await work(client, job as BookInJob)]);
  return settled.map((one): Outcome => {
    const { index } = one.item;
    return 'problem' in one ? { index, problem: naming(nameOf(one.item), one.problem) } : { index, row: one.result };
  });
}
