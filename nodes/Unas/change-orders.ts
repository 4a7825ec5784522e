import type { Client } from '../shared/api/client';
import type { XmlElement } from '../shared/format';
import type { Outcome, Row } from '../shared/node/operation';
import { naming } from '../shared/node/prepare';
import { settle } from '../shared/node/settle';
import { cdata, set, type Params } from './api';
import { sendBulk } from './bulk';
import { refOf, refText, type OrderRef } from './identity';
import { lostTwice, sendTwice } from './lost';
import { readOrder, unknownOrder } from './read-orders';
import { textAt } from './xml-path';

/** What an order should have; what is left out stays as it is. */
export interface Change {
  /** Name of the status. */
  status?: string;
  emailBuyer: boolean;
  trackingNumber?: string;
  trackingUrl?: string;
}

export interface ChangeJob {
  index: number;
  ref: OrderRef;
  identityKey: string;
  change: Change;
  more: Row;
}

/** Outcome words of an operation. */
export interface Words {
  done: string;
  dry: string;
}

interface Found {
  job: ChangeJob;
  order: XmlElement;
}

const nameOf = ({ ref }: ChangeJob): string => `Order '${ref.key}'`;

function isInPlace({ change }: ChangeJob, order: XmlElement): boolean {
  const { status, trackingNumber } = change;
  const sameStatus = status === undefined || textAt(order, 'Status') === status;
  return sameStatus && (trackingNumber === undefined || textAt(order, 'Shipping', 'PackageNumber') === trackingNumber);
}

function bodyOf({ job: { ref, change } }: Found): Params {
  const { status, emailBuyer, trackingNumber, trackingUrl } = change;
  const shipping = trackingNumber === undefined ? undefined : { PackageNumber: cdata(trackingNumber), TrackingUrl: trackingUrl === undefined ? undefined : cdata(trackingUrl) };
  return {
    Action: 'modify',
    Key: ref.key,
    Status: status === undefined ? undefined : cdata(status),
    // Said in so many words: what UNAS does without it is not documented.
    StatusEmail: status === undefined ? undefined : emailBuyer ? 'yes' : 'no',
    Shipping: shipping,
  };
}

/** A status may mail the buyer and start automations, so none is set twice. */
const requestOf = (found: readonly Found[]) => set('setOrder', 'Orders', 'Order', found.map(bodyOf), 'once');

function done({ job, order }: Pick<Found, 'job' | 'order'>, outcome: string, more: Row = {}): Outcome {
  const { index, identityKey, ref } = job;
  return { index, row: { outcome, targetId: refText(refOf(order)), identityKey, number: ref.key, ...job.more, ...more } };
}

/** Orders as they stand: one call each, because a key can be another order's by now (unas.md §4). */
async function sortOut(client: Client, jobs: readonly ChangeJob[]): Promise<{ open: Found[]; outcomes: Outcome[] }> {
  const open: Found[] = [];
  const outcomes: Outcome[] = [];
  for (const [at, job] of jobs.entries()) {
    const read = await settle(async () => await readOrder(client, job.ref));
    if ('problem' in read && read.problem.details.kind === 'unavailable') {
      outcomes.push(...jobs.slice(at).map(({ index }) => ({ index, problem: read.problem })));
      break;
    }
    if ('problem' in read) outcomes.push({ index: job.index, problem: naming(nameOf(job), read.problem) });
    else if (!read.value) outcomes.push({ index: job.index, problem: unknownOrder(job.ref) });
    else if (isInPlace(job, read.value)) outcomes.push(done({ job, order: read.value }, 'unchanged'));
    else open.push({ job, order: read.value });
  }
  return { open, outcomes };
}

async function send(client: Client, open: readonly Found[], words: Words, outcomes: Outcome[]): Promise<{ unclear: Found[] }> {
  const unclear: Found[] = [];
  const sent = await sendBulk(client, open, { entity: 'Order', request: requestOf, isAbout: (row, { job }) => textAt(row, 'Key') === job.ref.key });
  for (const one of sent) {
    const { index } = one.job.job;
    if (!('problem' in one)) outcomes.push(done(one.job, words.done));
    else if (one.problem.details.kind === 'unknown') unclear.push(one.job);
    else outcomes.push({ index, problem: naming(nameOf(one.job.job), one.problem) });
  }
  return { unclear };
}

function planOf(found: Found, { dry }: Words): Outcome {
  const { method, path, body = '' } = requestOf([found]);
  return done(found, dry, { request: { method, path, body }, plan: 'One call for up to 100 orders.' });
}

/** Changes orders, 100 a call after a look at each. After a lost answer they are looked at before anything is sent again. */
export async function changeOrders(client: Client, jobs: readonly ChangeJob[], words: Words, dryRun: boolean): Promise<Outcome[]> {
  const { open, outcomes } = await sortOut(client, jobs);
  if (dryRun) return [...outcomes, ...open.map((found) => planOf(found, words))];
  const { arrived, lost } = await sendTwice(
    open,
    async (found) => await send(client, found, words, outcomes),
    async (unclear) => {
      const there = new Map<Found, string>();
      for (const found of unclear) {
        const now = await settle(async () => await readOrder(client, found.job.ref));
        if ('value' in now && now.value && isInPlace(found.job, now.value)) there.set(found, refText(refOf(now.value)));
        if ('problem' in now) return undefined;
      }
      return there;
    },
  );
  return [...outcomes, ...[...arrived.keys()].map((found) => done(found, words.done)), ...lost.map(({ job }): Outcome => ({ index: job.index, problem: lostTwice(nameOf(job)) }))];
}
