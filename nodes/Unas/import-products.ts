import type { Client } from '../shared/api/client';
import { refused, type Problem } from '../shared/api/problem';
import type { XmlElement } from '../shared/format';
import { identityKey, type Product } from '../shared/model';
import type { Outcome, Row } from '../shared/node/operation';
import { naming } from '../shared/node/prepare';
import { settle, settleNow } from '../shared/node/settle';
import { set, type Params } from './api';
import { sendBulk } from './bulk';
import { canBeAsked, findProducts } from './gather';
import { lostTwice, sendTwice } from './lost';
import { bodyOf, isWritten, type BodyRules } from './product-body';
import { textAt } from './xml-path';

export interface ProductJob {
  index: number;
  product: Product;
}

interface Ready {
  job: ProductJob;
  body: Params;
  /** Of a product that is there. */
  productId?: string;
}

const nameOf = ({ product }: ProductJob): string => `SKU '${product.sku}'`;

function done({ index, product }: ProductJob, outcome: string, targetId: string, more: Row = {}): Outcome {
  return { index, row: { outcome, targetId, identityKey: identityKey(product.identity), sku: product.sku, number: product.sku, ...more } };
}

const failed = (job: ProductJob, problem: Problem): Outcome => ({ index: job.index, problem: naming(nameOf(job), problem) });

/** A product made twice would be refused or doubled, so none is sent again before it is looked for. */
const requestOf = (ready: readonly Ready[]) => set('setProduct', 'Products', 'Product', ready.map(({ body }) => body), 'once');

const readStored = async (client: Client, jobs: readonly ProductJob[]): Promise<Map<string, XmlElement>> =>
  await findProducts(client, 'getProduct', jobs.map(({ product }) => product.sku), { State: 'live', ContentType: 'normal' });

function sortOut(jobs: readonly ProductJob[], stored: ReadonlyMap<string, XmlElement>, rules: BodyRules, update: boolean) {
  const open: Ready[] = [];
  const outcomes: Outcome[] = [];
  for (const job of jobs) {
    const { sku } = job.product;
    const there = stored.get(sku);
    const productId = there && (textAt(there, 'Id') ?? sku);
    if (!canBeAsked(sku)) outcomes.push(failed(job, refused('the SKU cannot be looked up, because it holds a comma', 'Give the product a SKU without a comma.')));
    else if (productId !== undefined && !update) outcomes.push(done(job, 'unchanged', productId));
    else {
      const body = settleNow(() => bodyOf(job.product, there, rules));
      if ('problem' in body) outcomes.push(failed(job, body.problem));
      else if (body.value === undefined) outcomes.push(done(job, 'unchanged', productId ?? sku));
      else open.push({ job, body: body.value, ...(productId === undefined ? {} : { productId }) });
    }
  }
  return { open, outcomes };
}

const wordOf = ({ productId }: Ready): string => (productId === undefined ? 'created' : 'updated');

async function send(client: Client, open: readonly Ready[], outcomes: Outcome[]): Promise<{ unclear: Ready[] }> {
  const unclear: Ready[] = [];
  for (const one of await sendBulk(client, open, { entity: 'Product', request: requestOf, isAbout: (row, { job }) => (textAt(row, 'Sku') ?? job.product.sku) === job.product.sku })) {
    const { job, productId } = one.job;
    if (!('problem' in one)) outcomes.push(done(job, wordOf(one.job), productId ?? textAt(one.row, 'Id') ?? job.product.sku));
    else if (one.problem.details.kind === 'unknown') unclear.push(one.job);
    else outcomes.push(failed(job, one.problem));
  }
  return { unclear };
}

function planOf(ready: Ready): Outcome {
  const { method, path, body = '' } = requestOf([ready]);
  return done(ready.job, ready.productId === undefined ? 'would create' : 'would update', ready.productId ?? '', { request: { method, path, body }, plan: 'One call for up to 100 products.' });
}

/** Writes products, 100 a call after a look-up of 200 SKUs a call; after a lost answer what is there is looked up before anything is sent again. */
export async function importProductJobs(client: Client, jobs: readonly ProductJob[], rules: BodyRules, update: boolean, dryRun: boolean): Promise<Outcome[]> {
  const stored = await settle(async () => await readStored(client, jobs));
  if ('problem' in stored) return jobs.map((job) => failed(job, stored.problem));
  const { open, outcomes } = sortOut(jobs, stored.value, rules, update);
  if (dryRun) return [...outcomes, ...open.map(planOf)];
  const { arrived, lost } = await sendTwice(
    open,
    async (ready) => await send(client, ready, outcomes),
    async (unclear) => {
      const now = await settle(async () => await readStored(client, unclear.map(({ job }) => job)));
      const there = new Map<Ready, string>();
      if ('problem' in now) return undefined;
      for (const ready of unclear) {
        const found = now.value.get(ready.job.product.sku);
        const fits = found && (ready.productId === undefined || isWritten(ready.job.product, found, rules));
        if (fits) there.set(ready, textAt(found, 'Id') ?? ready.job.product.sku);
      }
      return there;
    },
  );
  return [...outcomes, ...[...arrived].map(([ready, id]) => done(ready.job, wordOf(ready), id)), ...lost.map(({ job }) => failed(job, lostTwice(nameOf(job))))];
}
