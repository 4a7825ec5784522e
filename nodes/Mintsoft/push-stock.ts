import type { Client } from '../shared/api/client';
import { Problem, refused } from '../shared/api/problem';
import { completeFigures, type StockLevel } from '../shared/model';
import type { Outcome, Row } from '../shared/node/operation';
import { sendInBatches } from '../shared/sync/batch';
import { naming } from '../shared/node/prepare';
import type { Judging } from './picks';
import { wholePieces } from './pieces';
import { writeRequest } from './wire';

export type Figure = 'available' | 'physical';

/** One SKU's new level at a warehouse. */
export interface PushJob {
  index: number;
  sku: string;
  level: number;
  figure: Figure;
  warehouseId: number;
  clientId?: number;
}

/** Rows per call, as a partner's connector documents it (mintsoft.md §7.3); absolute, so halving is safe. */
const ROWS_PER_CALL = 100;

export const skuName = (sku: string): string => `SKU '${sku}'`;

/** The whole number to write. @throws Problem for stock without that figure, without end, below zero or in parts */
export function levelOf(stock: StockLevel, figure: Figure): number {
  const name = skuName(stock.sku);
  if (stock.unlimited === true) throw refused(`${name} never runs out, and Mintsoft counts pieces`, 'Leave it out, or give it a number.');
  const level = completeFigures(stock)[figure];
  if (level === undefined) throw refused(`${name} has no figure '${figure}'`, `Give it, or set 'Figure to Write' to the other one.`);
  if (level < 0) throw refused(`${name} stands at ${level}, and Mintsoft takes no level below zero`, 'Settle the oversold orders first.');
  return wholePieces(level, name);
}

export function pushRequest(jobs: readonly PushJob[]) {
  const body = jobs.map(({ sku, warehouseId, level }) => ({ SKU: sku, WarehouseId: warehouseId, Quantity: level }));
  const query = { ClientId: jobs[0]?.clientId };
  return writeRequest('Product/BulkOnHandStockUpdate', 'Product/BulkOnHandStockUpdate', { query, body, safety: 'repeatable' });
}

interface PushResult {
  Success?: boolean | null;
  Message?: string | null;
  SKU?: string | null;
  ProductId?: number | null;
}

const same = (a: string, b: string | null | undefined): boolean => a.toLowerCase() === (b ?? '').toLowerCase();

/** The element that speaks of a job: by its SKU, else by its place where the list is whole (refusals can lack the SKU). */
function resultFor(job: PushJob, position: number, results: readonly PushResult[], count: number): PushResult | undefined {
  const own = results.find(({ SKU }) => same(job.sku, SKU));
  if (own) return own;
  const there = results[position];
  return results.length === count && !there?.SKU ? there : undefined;
}

function answerOf(job: PushJob, result: PushResult | undefined): { productId?: number } | Problem {
  if (result?.Success === true) return { ...(result.ProductId ? { productId: result.ProductId } : {}) };
  const said = result?.Message?.trim() || 'its answer does not name it';
  return refused(`${skuName(job.sku)}: Mintsoft did not set the level: ${said}`, 'Look at the product in Mintsoft; create it there (Product: Import) if it is new.', {
    vendor: 'Mintsoft',
    operation: 'Product/BulkOnHandStockUpdate',
  });
}

type Answer = ReturnType<typeof answerOf>;

/** @throws Problem of the node where a pick is wrong: nothing of such a call was set, and nothing of the next one would be */
async function send(client: Client, batch: readonly PushJob[], judge: Judging): Promise<Answer[]> {
  const { data } = await client.call<PushResult[] | undefined>(pushRequest(batch));
  const results = Array.isArray(data) ? data : [];
  const answers = batch.map((job, position) => answerOf(job, resultFor(job, position, results, batch.length)));
  const problems = answers.filter((answer) => answer instanceof Problem);
  if (problems.length < answers.length) return answers;
  for (const [position, problem] of problems.entries()) {
    const judged = await judge(problem, batch[position] as PushJob);
    if (judged !== problem) throw judged;
  }
  return answers;
}

export function pushRow({ sku, level, figure, warehouseId }: PushJob, outcome: string, more: Row = {}): Row {
  return { outcome, targetId: sku, sku, location: String(warehouseId), level, figure, ...more };
}

/** Sets levels, 100 per call; a call that is refused as a whole is cut in halves. */
export async function pushLevels(client: Client, jobs: readonly PushJob[], judge: Judging): Promise<Outcome[]> {
  const byClient = new Map<number | undefined, PushJob[]>();
  for (const job of jobs) byClient.set(job.clientId, [...(byClient.get(job.clientId) ?? []), job]);
  const outcomes: Outcome[] = [];
  for (const group of byClient.values()) {
    const settled = await sendInBatches(group, ROWS_PER_CALL, async (batch) => await send(client, batch, judge));
    for (const one of settled) outcomes.push(outcomeOf(one));
  }
  return outcomes;
}

type Sent = Awaited<ReturnType<typeof sendInBatches<PushJob, { productId?: number } | Problem>>>[number];

function outcomeOf(one: Sent): Outcome {
  const { index, sku } = one.item;
  const problem = 'problem' in one ? one.problem : one.result instanceof Problem ? one.result : undefined;
  if (problem) return { index, problem: naming(skuName(sku), problem) };
  const { productId } = (one as { result: { productId?: number } }).result;
  return { index, row: pushRow(one.item, 'pushed', productId === undefined ? {} : { targetId: String(productId), productId }) };
}
