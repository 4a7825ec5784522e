import type { Client } from '../shared/api/client';
import { isProblem, Problem, refused } from '../shared/api/problem';
import { completeFigures, type StockLevel } from '../shared/model';
import type { Outcome, Row } from '../shared/node/operation';
import { naming } from '../shared/node/prepare';
import { chunk } from '../shared/sync/batch';
import { MOST_PARTS } from './api';
import { batchRequest, lookUp, sendParts, type Part } from './batch';
import type { Warehouse } from './mapping-lines';
import type { StockRow } from './mapping-stock';
import { amountOf, idOf, textOf } from './values';

/** Which figure of the model becomes the shop's stock, which means free to sell. */
export type Figure = 'available' | 'physical' | 'availableElsePhysical';

export interface PushJob {
  index: number;
  sku: string;
  level: number;
  warehouse: Warehouse;
}

interface KnownProduct {
  job: PushJob;
  productId: string;
}

const skuName = (sku: string): string => `SKU '${sku}'`;

/** @throws Problem for stock without that figure, without end, below zero or in parts of a piece */
export function levelOf(stock: StockLevel, figure: Figure): number {
  if (stock.unlimited === true) {
    throw refused(`${skuName(stock.sku)} never runs out, and the shop's stock is a number`, 'Let the product be sold without stock in the shop admin, or leave it out.');
  }
  const figures = completeFigures(stock);
  const level = figure === 'availableElsePhysical' ? (figures.available ?? figures.physical) : figures[figure];
  if (level === undefined) {
    throw refused(`${skuName(stock.sku)} has no figure '${figure}'`, "Give it, or choose the other one in 'Figure to Write'.");
  }
  if (!Number.isInteger(level)) throw refused(`${skuName(stock.sku)}: the shop takes whole pieces, not ${level}`, 'Round it where the stock comes from.');
  // Oversold is nothing to sell.
  return Math.max(0, level);
}

const dataOf = ({ warehouse, level }: PushJob): object => ({ [warehouse]: String(level) });

const bySku = (job: PushJob): Part => ({ method: 'PUT', resource: 'productExtend', query: { sku: job.sku }, data: dataOf(job) });
const byId = ({ job, productId }: KnownProduct): Part => ({ method: 'PUT', resource: 'products', id: productId, data: dataOf(job) });

const done = ({ index, sku, level, warehouse }: PushJob, outcome: string, targetId: string, more: Row = {}): Outcome => ({
  index,
  row: { outcome, targetId, sku, warehouse, level, ...more },
});

const failed = (job: PushJob, problem: Problem): Outcome => ({ index: job.index, problem: naming(skuName(job.sku), problem) });

/** Code of the problem of a SKU the shop does not have. */
export const UNKNOWN_SKU = 'unknown-sku';

export const unknownSku = (sku: string): Problem =>
  refused(`Shoprenter has no product with ${skuName(sku)}`, 'Create it in the shop first (Product: Import), or correct the SKU.', { code: UNKNOWN_SKU });

const severalOf = (sku: string, count: number): Problem =>
  refused(`${skuName(sku)} stands on ${count} products of the shop`, 'Give each product a SKU of its own: which one is meant cannot be known.', { code: 'several-of-sku' });

/** The answer says that there is no such SKU, so the way of writing by SKU works (error 40033). */
function saysUnknownSku({ details, message }: Problem): boolean {
  return details.code === '40033' || (details.status === '404' && /sku/i.test(message));
}

/** The product of each SKU, or why there is none: 200 SKUs a call. */
export async function findProducts(client: Client, skus: readonly string[]): Promise<Map<string, StockRow | Problem>> {
  const wanted = [...new Set(skus)];
  const found = await lookUp<StockRow>(client, wanted.map((sku) => ({ resource: 'products', query: { sku } })));
  return new Map(
    wanted.map((sku, index) => {
      const rows = found[index] ?? [];
      if (isProblem(rows)) return [sku, rows];
      const exact = rows.filter((row) => textOf(row.sku) === sku.trim());
      const [first] = exact;
      if (!first) return [sku, unknownSku(sku)];
      return [sku, exact.length > 1 ? severalOf(sku, exact.length) : first];
    }),
  );
}

async function pushById(client: Client, jobs: readonly PushJob[]): Promise<Outcome[]> {
  const products = await findProducts(client, jobs.map(({ sku }) => sku));
  const known: KnownProduct[] = [];
  const outcomes: Outcome[] = [];
  for (const job of jobs) {
    const product = products.get(job.sku);
    const productId = product && !isProblem(product) ? idOf(product) : undefined;
    if (productId !== undefined) known.push({ job, productId });
    else outcomes.push(failed(job, isProblem(product) ? product : unknownSku(job.sku)));
  }
  const settled = await sendParts(client, known, byId, 'repeatable');
  for (const one of settled) {
    outcomes.push('problem' in one ? failed(one.item.job, one.problem) : done(one.item.job, 'pushed', one.item.productId));
  }
  return outcomes;
}

/**
 * Sets stock by SKU, 200 a call. Whether the shop takes a SKU in place of an id is not confirmed (shoprenter.md §6):
 * the first batch tells, and where it does not, products are looked up and written by id.
 */
export async function pushStock(client: Client, jobs: readonly PushJob[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  const batches = chunk(jobs, MOST_PARTS);
  for (let batch = batches.shift(); batch; batch = batches.shift()) {
    const settled = await sendParts(client, batch, bySku, 'repeatable');
    const doubted: PushJob[] = [];
    let stop: Problem | undefined;
    for (const one of settled) {
      if (!('problem' in one)) {
        outcomes.push(done(one.item, 'pushed', idOf(one.result as StockRow) ?? one.item.sku));
        continue;
      }
      const { kind, cause } = one.problem.details;
      if (saysUnknownSku(one.problem)) outcomes.push(failed(one.item, unknownSku(one.item.sku)));
      else if (kind === 'refused' || cause === 'configuration') doubted.push(one.item);
      else {
        outcomes.push(failed(one.item, one.problem));
        if (kind === 'unavailable') stop = one.problem;
      }
    }
    const whole = doubted.length === batch.length;
    if (doubted.length > 0) outcomes.push(...(await pushById(client, whole ? [...doubted, ...batches.flat()] : doubted)));
    if (whole) return outcomes;
    if (stop) {
      const reason = stop;
      return [...outcomes, ...batches.flat().map((job) => failed(job, reason))];
    }
  }
  return outcomes;
}

/** What needs no write: levels that stand as wanted. */
export async function differencesOf(client: Client, jobs: readonly PushJob[]): Promise<{ open: PushJob[]; outcomes: Outcome[] }> {
  const products = await findProducts(client, jobs.map(({ sku }) => sku));
  const open: PushJob[] = [];
  const outcomes: Outcome[] = [];
  for (const job of jobs) {
    const product = products.get(job.sku);
    if (!product || isProblem(product)) outcomes.push(failed(job, product ?? unknownSku(job.sku)));
    else if ((amountOf(product[job.warehouse]) ?? 0) === job.level) outcomes.push(done(job, 'unchanged', idOf(product) ?? job.sku));
    else open.push(job);
  }
  return { open, outcomes };
}

export function planOf(client: Client, job: PushJob): Outcome {
  const { method, path, body = '' } = batchRequest(client, [bySku(job)], 'repeatable');
  return done(job, 'would push', '', { request: { method, path, body }, plan: 'One batch of up to 200 SKUs.' });
}
