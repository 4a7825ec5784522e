import type { Client } from '../shared/api/client';
import { refused } from '../shared/api/problem';
import { add, completeFigures, toNumber, type StockLevel } from '../shared/model';
import { naming } from '../shared/node/prepare';
import type { Outcome, Row } from '../shared/node/operation';
import { settleNow } from '../shared/node/settle';
import { sendInBatches } from '../shared/sync/batch';
import { proveLocation } from './inventory-locations';
import { adjustRequest, placeOf, readStock, type V2Level } from './inventory';

export type Figure = 'available' | 'physical';

export interface PushJob {
  index: number;
  stock: StockLevel;
  figure: Figure;
  location: string;
  reason: string;
}

/** A job whose level is worked out. */
interface Level {
  job: PushJob;
  /** Pieces on the shelf, as ShipStation counts them. */
  quantity: number;
  isThere: boolean;
}

const skuName = ({ stock }: PushJob): string => `SKU '${stock.sku}'`;

/** So few SKUs are read one by one; more by the whole list of the location. */
const FEW = 3;

/** SKU -> what ShipStation holds at the location. */
async function readHeld(client: Client, location: string, jobs: readonly PushJob[]): Promise<Map<string, V2Level>> {
  const rows: V2Level[] = [];
  if (jobs.length > FEW) rows.push(...(await readStock(client, { warehouse: '', location })));
  else for (const { stock } of jobs) rows.push(...(await readStock(client, { warehouse: '', location, sku: stock.sku })));
  await proveLocation(client, location, rows);
  const here = rows.filter((row) => placeOf(row) === location || !row.inventory_location_id);
  return new Map(here.flatMap((row) => (row.sku ? [[row.sku, row] as const] : [])));
}

/** The figure of an item. @throws Problem for stock without it, without end, in parts of a piece or below zero */
export function figureOf({ stock, figure }: Pick<PushJob, 'stock' | 'figure'>): number {
  const name = `SKU '${stock.sku}'`;
  if (stock.unlimited === true) throw refused(`${name} never runs out, and ShipStation counts pieces`, 'Leave it out, or give it a number.');
  const level = completeFigures(stock)[figure];
  if (level === undefined) {
    throw refused(`${name} has no figure '${figure}'`, `Give it, or set 'Figure to Write' to ${figure === 'physical' ? 'Available' : 'Physical'}.`);
  }
  if (!Number.isInteger(level)) throw refused(`${name}: ShipStation takes whole pieces, not ${level}`, 'Round it where the stock comes from.');
  return level;
}

/** Free stock is free of open orders: ShipStation takes its own off again, so they are put on (shipstation.md §B5). */
function levelOf(job: PushJob, held: V2Level | undefined): Level {
  const wanted = figureOf(job);
  const quantity = job.figure === 'physical' ? wanted : toNumber(add(wanted, held?.allocated ?? 0));
  if (quantity < 0) throw refused(`${skuName(job)} stands at ${quantity}, and ShipStation takes no level below zero`, 'Settle the oversold orders first.');
  return { job, quantity, isThere: held?.on_hand === quantity };
}

export function pushRow({ job, quantity }: Level, outcome: string, more: Row = {}): Row {
  const { stock, location, figure } = job;
  return { outcome, targetId: stock.sku, sku: stock.sku, location, level: quantity, figure, ...more };
}

const requestOf = ({ job, quantity }: Level) => adjustRequest({ sku: job.stock.sku, quantity, location: job.location, reason: job.reason });

async function planned(client: Client, jobs: readonly PushJob[]): Promise<{ levels: Level[]; outcomes: Outcome[] }> {
  const levels: Level[] = [];
  const outcomes: Outcome[] = [];
  for (const location of new Set(jobs.map((job) => job.location))) {
    const own = jobs.filter((job) => job.location === location);
    const held = await readHeld(client, location, own);
    for (const job of own) {
      const level = settleNow(() => levelOf(job, held.get(job.stock.sku)));
      if ('problem' in level) outcomes.push({ index: job.index, problem: level.problem });
      else levels.push(level.value);
    }
  }
  return { levels, outcomes };
}

/** Reads what ShipStation holds in bulk and writes the differences, one call each. */
export async function pushLevels(client: Client, jobs: readonly PushJob[], dryRun: boolean): Promise<Outcome[]> {
  const { levels, outcomes } = await planned(client, jobs);
  outcomes.push(...levels.filter(({ isThere }) => isThere).map((level) => ({ index: level.job.index, row: pushRow(level, 'unchanged', dryRun ? { plan: 'ShipStation holds it already; nothing would be sent.' } : {}) })));
  const open = levels.filter(({ isThere }) => !isThere);
  if (dryRun) return [...outcomes, ...open.map(planOf)];
  const settled = await sendInBatches(open, 1, async ([level]) => [await client.call(requestOf(level))]);
  return [
    ...outcomes,
    ...settled.map((one): Outcome => {
      const { index } = one.item.job;
      return 'problem' in one ? { index, problem: naming(skuName(one.item.job), one.problem) } : { index, row: pushRow(one.item, 'pushed') };
    }),
  ];
}

function planOf(level: Level): Outcome {
  const { method, path, body = '' } = requestOf(level);
  return { index: level.job.index, row: pushRow(level, 'would push', { request: { method, path, body }, plan: 'adjust sets the pieces on hand, one SKU a call; only differences are sent.' }) };
}
