import type { Client } from '../shared/api/client';
import { isProblem, type Problem } from '../shared/api/problem';
import type { ApiRequest } from '../shared/api/request';
import { identityKey, type Product } from '../shared/model';
import type { Outcome, Row } from '../shared/node/operation';
import { naming } from '../shared/node/prepare';
import { settleNow } from '../shared/node/settle';
import { batchRequest, lookUp, sendParts, type Part } from './batch';
import { lostTwice, sendTwice } from './lost';
import type { ProductScope } from './mapping-product';
import { bodyOf, differing, type Body, type BodyRules } from './product-body';
import type { ShoprenterProduct } from './types-product';
import { idOf, textOf } from './values';

export interface ProductJob {
  index: number;
  product: Product;
  rules: BodyRules;
  /** Dry runs: what would be sent first, where a category of the product is missing. */
  before?: ApiRequest;
}

interface Ready {
  job: ProductJob;
  body: Body;
  /** Of a product that is there. */
  productId?: string;
}

const skuName = ({ sku }: Product): string => `SKU '${sku}'`;

function row({ product }: ProductJob, outcome: string, targetId: string, more: Row = {}): Row {
  return { outcome, targetId, identityKey: identityKey(product.identity), sku: product.sku, number: product.sku, ...more };
}

const done = (job: ProductJob, outcome: string, targetId: string, more?: Row): Outcome => ({ index: job.index, row: row(job, outcome, targetId, more) });
const failed = ({ index, product }: ProductJob, problem: Problem): Outcome => ({ index, problem: naming(skuName(product), problem) });

/** What the shop has under each SKU: 200 SKUs a call. */
export async function readStored(client: Client, skus: readonly string[]): Promise<Map<string, ShoprenterProduct[] | Problem>> {
  const wanted = [...new Set(skus)];
  const found = await lookUp<ShoprenterProduct>(client, wanted.map((sku) => ({ resource: 'productExtend', query: { sku } })));
  return new Map(wanted.map((sku, index) => [sku, onlyOf(found[index] ?? [], sku)]));
}

const onlyOf = (rows: ShoprenterProduct[] | Problem, sku: string): ShoprenterProduct[] | Problem =>
  isProblem(rows) ? rows : rows.filter((one) => textOf(one.sku) === sku.trim());

const partOf = ({ body, productId }: Ready): Part =>
  productId === undefined ? { method: 'POST', resource: 'productExtend', data: body } : { method: 'PUT', resource: 'productExtend', id: productId, data: body };

/** Sorts jobs into what needs no write and what does; bodies hold only what differs. */
export function compareJobs(jobs: readonly ProductJob[], stored: ReadonlyMap<string, ShoprenterProduct[] | Problem>, scope: ProductScope, update: boolean) {
  const open: Ready[] = [];
  const outcomes: Outcome[] = [];
  for (const job of jobs) {
    const there = stored.get(job.product.sku) ?? [];
    if (isProblem(there)) {
      outcomes.push(failed(job, there));
      continue;
    }
    const [first] = there;
    const productId = first && idOf(first);
    if (first && productId !== undefined && !update) {
      outcomes.push(done(job, 'unchanged', productId));
      continue;
    }
    const made = settleNow(() => bodyOf(job.product, first, scope, job.rules));
    if ('problem' in made) {
      outcomes.push(failed(job, made.problem));
      continue;
    }
    const body = first ? differing(made.value, first) : made.value;
    if (first && productId !== undefined && Object.keys(body).length === 0) outcomes.push(done(job, 'unchanged', productId));
    else open.push({ job, body, ...(productId === undefined ? {} : { productId }) });
  }
  return { open, outcomes };
}

async function send(client: Client, open: readonly Ready[], outcomes: Outcome[]): Promise<{ unclear: Ready[] }> {
  const unclear: Ready[] = [];
  for (const one of await sendParts(client, open, partOf, 'once')) {
    const { job, productId } = one.item;
    if (!('problem' in one)) outcomes.push(done(job, productId === undefined ? 'created' : 'updated', productId ?? idOf(one.result as ShoprenterProduct) ?? job.product.sku));
    else if (one.problem.details.kind === 'unknown') unclear.push(one.item);
    else outcomes.push(failed(job, one.problem));
  }
  return { unclear };
}

/** Writes products, 200 a call; after a lost answer what is there is read by SKU before anything is sent again. */
export async function writeProducts(client: Client, open: readonly Ready[], scope: ProductScope): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  const found = new Map<Ready, string>();
  const { arrived, lost } = await sendTwice(
    open,
    async (batch) => await send(client, batch, outcomes),
    async (unclear) => {
      const now = await readStored(client, unclear.map(({ job }) => job.product.sku));
      for (const one of unclear) {
        const stored = now.get(one.job.product.sku);
        const [first] = !stored || isProblem(stored) ? [] : stored;
        const isThere = first && (one.productId === undefined || Object.keys(differing(bodyOf(one.job.product, first, scope, one.job.rules), first)).length === 0);
        if (isThere) found.set(one, idOf(first) ?? '');
      }
      return new Set(found.keys());
    },
  );
  for (const one of arrived) outcomes.push(done(one.job, one.productId === undefined ? 'created' : 'updated', found.get(one) ?? ''));
  return [...outcomes, ...lost.map(({ job }) => failed(job, lostTwice(skuName(job.product))))];
}

export function planOf(client: Client, ready: Ready): Outcome {
  const { before } = ready.job;
  const { method, path, body = '' } = before ?? batchRequest(client, [partOf(ready)], 'once');
  const plan = `${before ? 'The missing categories first, one call each, then one' : 'One'} batch of up to 200 products.`;
  const outcome = ready.productId === undefined ? 'would create' : 'would update';
  return done(ready.job, outcome, ready.productId ?? '', { request: { method, path, body }, plan });
}
