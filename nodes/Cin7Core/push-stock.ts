import type { Client } from '../shared/api/client';
import { refused, type Problem } from '../shared/api/problem';
import { compare, completeFigures, divide, toNumber, utc, vendorAmount, type StockLevel } from '../shared/model';
import type { Outcome, Row } from '../shared/node/operation';
import { naming } from '../shared/node/prepare';
import { sendInBatches } from '../shared/sync/batch';
import { figuresOf, groupRows, isScattered } from './mapping-stock';
import { productsOf, type Catalogue } from './products';
import { availabilityOf } from './read-stock';
import type { AvailabilityRow, ProductRow } from './types';
import { sendOnce, write } from './wire';

export type Figure = 'available' | 'physical';

/** One SKU's new level. */
export interface PushJob {
  index: number;
  sku: string;
  level: number;
  figure: Figure;
  location: string;
  account: string;
  /** For stock of a product that tells no cost itself. */
  unitCost?: number;
  reference: string;
}

export interface Change {
  job: PushJob;
  unitCost: number;
  targetId: string;
}

/** No maximum is documented; one bad line refuses the call (cin7core.md §8.3). */
export const LINES_PER_CALL = 250;

export const skuName = ({ sku }: Pick<PushJob, 'sku'>): string => `SKU '${sku}'`;

/** @throws Problem for stock without that figure, without end, or below zero */
export function levelOf(stock: StockLevel, figure: Figure): number {
  const named = skuName(stock);
  if (stock.unlimited === true) throw refused(`${named} never runs out, and Cin7 Core holds numbers`, 'Leave it out, or give a figure.');
  const level = completeFigures(stock)[figure];
  if (level === undefined) throw refused(`${named} has no figure '${figure}'`, `Give it, or set 'Figure to Write' to ${figure === 'physical' ? 'Available' : 'Physical'}.`);
  if (level < 0) throw refused(`${named}: Cin7 Core takes no stock below zero, and this is ${level}`, 'Correct it where the stock comes from.');
  return level;
}

const same = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase();

function costOf(job: PushJob, [row]: readonly AvailabilityRow[], product: ProductRow | undefined): number | undefined {
  const [pieces, value] = [vendorAmount(row?.OnHand) ?? 0, vendorAmount(row?.StockOnHand) ?? 0];
  // StockOnHand is what the pieces on hand are worth.
  if (pieces > 0 && value > 0) return toNumber(divide(value, pieces, 4));
  return vendorAmount(product?.AverageCost) || job.unitCost;
}

const unknownSku = (job: PushJob): Problem => refused(`Cin7 Core has no active product with ${skuName(job)}`, 'Create it there (Product: Import), or correct the SKU.', { code: 'unknown-sku' });

const inBins = (job: PushJob): Problem =>
  refused(`${skuName(job)} lies in bins or batches at '${job.location}', which an adjustment cannot address`, 'Adjust it in Cin7 Core: a total set here would come on top of them.', { code: 'bins' });

const noCost = (job: PushJob): Problem =>
  refused(`${skuName(job)} has no stock and no average cost at Cin7 Core, and an adjustment books a value`, "Set 'Unit Cost When Unknown' in the options.", { code: 'no-cost' });

export function pushRow({ sku, level, figure, location }: PushJob, targetId: string, outcome: string, more: Row = {}): Row {
  return { outcome, targetId, sku, location, level, figure, ...more };
}

interface Compared {
  changes: Change[];
  outcomes: Outcome[];
}

function compareOne(job: PushJob, rows: readonly AvailabilityRow[], product: ProductRow | undefined): Outcome | Change {
  const { index } = job;
  if (rows.length === 0 && !product) return { index, problem: unknownSku(job) };
  if (rows.length > 0 && isScattered(rows)) return { index, problem: inBins(job) };
  if (product?.CostingMethod && product.CostingMethod !== 'FIFO') return { index, problem: inBins(job) };
  const targetId = (rows[0]?.ID ?? product?.ID ?? '').toLowerCase();
  // Each posting is an entry in the accounts, also one of what stands so already (cin7core.md §8.3).
  if (compare(figuresOf(rows)[job.figure] ?? 0, job.level) === 0) return { index, row: pushRow(job, targetId, 'unchanged') };
  const unitCost = costOf(job, rows, product);
  return unitCost === undefined ? { index, problem: noCost(job) } : { job, unitCost, targetId };
}

/** What differs from what Cin7 Core holds, read in bulk. */
export async function differencesOf(client: Client, jobs: readonly PushJob[]): Promise<Compared> {
  const compared: Compared = { changes: [], outcomes: [] };
  for (const location of new Set(jobs.map((job) => job.location))) {
    const here = jobs.filter((job) => job.location === location);
    const groups = groupRows(await availabilityOf(client, location, here.map(({ sku }) => sku)));
    const rowsOf = ({ sku }: PushJob) => groups.find(([row]) => same(row?.SKU ?? '', sku)) ?? [];
    const bare = here.filter((job) => rowsOf(job).every(({ OnHand }) => !OnHand));
    const products: Catalogue = bare.length > 0 ? await productsOf(client, bare.map(({ sku }) => sku)) : new Map<string, ProductRow>();
    for (const job of here) {
      const result = compareOne(job, rowsOf(job), products.get(job.sku.trim().toLowerCase()));
      if ('job' in result) compared.changes.push(result);
      else compared.outcomes.push(result);
    }
  }
  return compared;
}

const dayOf = (now: number): string => `${utc(now).slice(0, 10)}T00:00:00`;

export function adjustRequest(changes: readonly Change[], now: number) {
  const [{ job }] = changes as [Change, ...Change[]];
  return write('stockadjustment', {
    EffectiveDate: dayOf(now),
    Status: 'COMPLETED',
    Account: job.account,
    Reference: job.reference,
    // Left out it would set the available pieces (cin7core.md §8.3), so it is always sent.
    UpdateOnHand: job.figure === 'physical',
    Lines: changes.map(({ job: { sku, location, level }, unitCost }) => ({ SKU: sku, Location: location, Quantity: level, UnitCost: unitCost, ReceivedDate: dayOf(now), Comments: '' })),
  });
}

/** True where all of them stand as wanted. */
async function allStand(client: Client, changes: readonly Change[]): Promise<true | undefined> {
  const { changes: open } = await differencesOf(client, changes.map(({ job }) => job));
  return open.length === 0 ? true : undefined;
}

async function send(client: Client, changes: readonly Change[], now: number): Promise<string[]> {
  await sendOnce(
    async () => {
      await client.call(adjustRequest(changes, now));
      return true as const;
    },
    async () => await allStand(client, changes),
  );
  return changes.map(() => 'pushed');
}

/** Sets levels, 250 per call and one figure each; one that Cin7 Core refuses is found by halving and the others go through. */
export async function pushLevels(client: Client, changes: readonly Change[], now: number): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  const kinds = new Map<string, Change[]>();
  for (const change of changes) {
    const kind = JSON.stringify([change.job.figure, change.job.account, change.job.reference]);
    kinds.set(kind, [...(kinds.get(kind) ?? []), change]);
  }
  for (const group of kinds.values()) {
    const settled = await sendInBatches(group, LINES_PER_CALL, async (batch) => await send(client, batch, now));
    for (const one of settled) {
      const { job, targetId } = one.item;
      outcomes.push('problem' in one ? { index: job.index, problem: naming(skuName(job), one.problem) } : { index: job.index, row: pushRow(job, targetId, one.result) });
    }
  }
  return outcomes;
}

