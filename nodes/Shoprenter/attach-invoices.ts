import type { Client } from '../shared/api/client';
import type { Problem } from '../shared/api/problem';
import type { Outcome, Row } from '../shared/node/operation';
import { naming } from '../shared/node/prepare';
import { batchRequest, sendParts, type Part } from './batch';
import { lostTwice, sendTwice } from './lost';
import { readAll } from './pages';
import { readStandings, unknownOrder } from './read-orders';
import { idOf, textOf, type Ref, type Value } from './values';

/** Kinds of document the shop knows (shoprenter.md §5). */
export const DOCUMENT_TYPES = ['einvoice', 'normal', 'proforma', 'storno', 'correction'] as const;
export type DocumentType = (typeof DOCUMENT_TYPES)[number];

/** The link to a document one order should have. */
export interface InvoiceJob {
  index: number;
  number: string;
  identityKey: string;
  /** Resource id of the order; looked up where the item does not carry it. */
  orderId?: string;
  invoiceId: string;
  invoicePath: string;
  invoiceType: DocumentType;
  /** Id of the link an earlier run made. */
  linkId?: string;
}

interface StoredLink extends Ref {
  invoiceId?: Value;
  invoicePath?: Value;
  invoiceType?: Value;
  order?: Ref | null;
}

/** A job with what it needs: the order, and the link that is there. */
interface Ready {
  job: InvoiceJob;
  orderId: string;
  link?: StoredLink;
}

const nameOf = ({ number }: InvoiceJob): string => `Order '${number}'`;

const isAsWanted = ({ job }: Ready, link: StoredLink): boolean =>
  textOf(link.invoiceId) === job.invoiceId && textOf(link.invoicePath) === job.invoicePath && textOf(link.invoiceType) === job.invoiceType;

/** The document's number tells a link from others of the order: an order may have a proforma, an invoice and a storno. */
const isOf = ({ job, orderId }: Ready, link: StoredLink): boolean => idOf(link.order) === orderId && textOf(link.invoiceId) === job.invoiceId;

function row({ job, orderId }: Ready, outcome: string, linkId: string, more: Row = {}): Row {
  const { identityKey, number, invoiceId, invoicePath, invoiceType } = job;
  return { outcome, targetId: linkId, identityKey, number, orderId, invoiceId, invoicePath, invoiceType, ...more };
}

const done = (ready: Ready, outcome: string, linkId: string): Outcome => ({ index: ready.job.index, row: row(ready, outcome, linkId) });
const fail = ({ job }: Ready, problem: Problem): Outcome => ({ index: job.index, problem: naming(nameOf(job), problem) });

function partOf({ job, orderId, link }: Ready): Part {
  const { invoiceId, invoicePath, invoiceType } = job;
  // All four are required, also where one of them changes (shoprenter.md §5).
  const data = { invoiceId, invoicePath, invoiceType, order: { id: orderId } };
  const id = link && idOf(link);
  return id === undefined ? { method: 'POST', resource: 'orderInvoices', data } : { method: 'PUT', resource: 'orderInvoices', id, data };
}

async function withOrders(client: Client, jobs: readonly InvoiceJob[]): Promise<{ ready: Ready[]; outcomes: Outcome[] }> {
  const without = jobs.filter(({ orderId }) => orderId === undefined);
  const standings = without.length === 0 ? new Map<string, { id: string }>() : await readStandings(client, without.map(({ number }) => number));
  const ready: Ready[] = [];
  const outcomes: Outcome[] = [];
  for (const job of jobs) {
    const orderId = job.orderId ?? standings.get(job.number)?.id;
    if (orderId === undefined) outcomes.push({ index: job.index, problem: unknownOrder(job.number) });
    else ready.push({ job, orderId });
  }
  return { ready, outcomes };
}

const allLinks = async (client: Client): Promise<StoredLink[]> => await readAll<StoredLink>(client, 'orderInvoices');

/** Links known by id, 200 a call; one that is gone counts as not there. */
async function knownLinks(client: Client, ready: readonly Ready[]): Promise<Map<Ready, StoredLink>> {
  const known = ready.filter(({ job }) => job.linkId !== undefined);
  const links = new Map<Ready, StoredLink>();
  for (const one of await sendParts(client, known, ({ job }): Part => ({ method: 'GET', resource: 'orderInvoices', id: job.linkId }), 'read')) {
    if (!('problem' in one)) links.set(one.item, one.result as StoredLink);
    else if (one.problem.details.kind !== 'refused') throw one.problem;
  }
  return links;
}

/** The list has no filter, so it is read whole, once a run (shoprenter.md §5). */
async function withLinks(client: Client, ready: readonly Ready[], look: boolean): Promise<Ready[]> {
  const known = await knownLinks(client, ready);
  const rest = ready.filter((one) => !known.has(one));
  const all = look && rest.length > 0 ? await allLinks(client) : [];
  return ready.map((one) => {
    const link = known.get(one) ?? all.find((stored) => isOf(one, stored));
    return link ? { ...one, link } : one;
  });
}

async function send(client: Client, ready: readonly Ready[], outcomes: Outcome[]): Promise<{ unclear: Ready[] }> {
  const unclear: Ready[] = [];
  for (const one of await sendParts(client, ready, partOf, 'once')) {
    if ('problem' in one) {
      if (one.problem.details.kind === 'unknown') unclear.push(one.item);
      else outcomes.push(fail(one.item, one.problem));
      continue;
    }
    const known = one.item.link && idOf(one.item.link);
    outcomes.push(done(one.item, known === undefined ? 'created' : 'updated', known ?? idOf(one.result as Ref) ?? ''));
  }
  return { unclear };
}

function planOf(client: Client, ready: Ready): Outcome {
  const { method, path, body = '' } = batchRequest(client, [partOf(ready)], 'once');
  const [outcome, id] = ready.link ? ['would update', idOf(ready.link) ?? ''] : ['would create', ''];
  return { index: ready.job.index, row: row(ready, outcome, id, { request: { method, path, body }, plan: 'One batch of up to 200 links.' }) };
}

/**
 * Puts document links onto orders, 200 a call. Nothing at the vendor stops doubles, so what is there is changed or left
 * alone: known by its id, or looked for in the whole list.
 *
 * @param look whether to read the list for jobs without a link id
 */
export async function attachInvoices(client: Client, jobs: readonly InvoiceJob[], look: boolean, dryRun: boolean): Promise<Outcome[]> {
  const { ready, outcomes } = await withOrders(client, jobs);
  const all = await withLinks(client, ready, look);
  const open = all.filter((one) => !(one.link && isAsWanted(one, one.link)));
  for (const one of all) if (!open.includes(one)) outcomes.push(done(one, 'unchanged', idOf(one.link) ?? ''));
  if (dryRun) return [...outcomes, ...open.map((one) => planOf(client, one))];
  const found = new Map<Ready, string>();
  const { arrived, lost } = await sendTwice(
    open,
    async (batch) => await send(client, batch, outcomes),
    async (unclear) => {
      const now = await allLinks(client);
      for (const one of unclear) {
        const link = now.find((stored) => isOf(one, stored) && isAsWanted(one, stored));
        if (link) found.set(one, idOf(link) ?? '');
      }
      return new Set(found.keys());
    },
  );
  for (const one of arrived) outcomes.push(done(one, one.link ? 'updated' : 'created', found.get(one) ?? ''));
  return [...outcomes, ...lost.map((one) => fail(one, lostTwice(nameOf(one.job))))];
}
