import type { Client } from '../shared/api/client';
import { Problem, refused } from '../shared/api/problem';
import { completeFigures, type StockLevel } from '../shared/model';
import type { Outcome, Row } from '../shared/node/operation';
import { chunk, sendInBatches } from '../shared/sync/batch';
import { naming } from '../shared/node/prepare';
import type { LinnworksLevel } from './types-stock';
import { v1Request } from './wire';

/** Which figure of the model is written into Linnworks' StockLevel, which means physical (design.md 3). */
export type Figure = 'available' | 'physical';

/** One SKU's new level at a location. */
export interface PushJob {
  index: number;
  sku: string;
  level: number;
  figure: Figure;
  location: { id: string; name: string };
}

export interface PushedItem {
  job: PushJob;
  stockItemId: string;
}

/** SKUs per look-up, stock items per reading of levels, and rows per write; no maxima are published (linnworks.md §7, §13). */
const SKUS_PER_CALL = 200;
const LEVELS_PER_CALL = 100;

const skuName = (sku: string): string => `SKU '${sku}'`;

/**
 * The whole number to write.
 *
 * @throws Problem for stock without that figure, without end, or in parts of a piece
 */
export function levelOf(stock: StockLevel, figure: Figure): number {
  if (stock.unlimited === true) {
    throw refused(
      `${skuName(stock.sku)} never runs out, and Linnworks' stock level is a number`,
      "Switch 'Just In Time' on for it in Linnworks.",
    );
  }
  const level = completeFigures(stock)[figure];
  if (level === undefined) {
    const other = figure === 'physical' ? 'Available' : 'Physical';
    throw refused(
      `${skuName(stock.sku)} has no figure '${figure}'`,
      `Give it, or set 'Figure to Write' to ${other} if that is what Linnworks should hold.`,
    );
  }
  if (!Number.isInteger(level)) {
    throw refused(`${skuName(stock.sku)}: Linnworks takes whole pieces, not ${level}`, 'Round it where the stock comes from.');
  }
  return level;
}

/** SKU in lower case -> stock item id, of those Linnworks knows: one call per 200. */
export async function stockItemIds(client: Client, skus: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const ids = new Map<string, string>();
  for (const SKUS of chunk([...new Set(skus)], SKUS_PER_CALL)) {
    const request = v1Request('Inventory/GetStockItemIdsBySKU', { request: { SKUS } });
    const { data } = await client.call<{ Items?: Array<{ SKU?: string | null; StockItemId?: string | null }> | null } | undefined>(request);
    for (const { SKU, StockItemId } of data?.Items ?? []) if (SKU && StockItemId) ids.set(SKU.toLowerCase(), StockItemId);
  }
  return ids;
}

interface BatchLevels {
  pkStockItemId?: string | null;
  StockItemLevels?: LinnworksLevel[] | null;
}

const same = (a: string | null | undefined, b: string): boolean => (a ?? '').toLowerCase() === b.toLowerCase();

/** What Linnworks holds now, per job: one call per 200 stock items. */
async function storedLevels(client: Client, items: readonly PushedItem[]): Promise<Map<PushJob, number>> {
  const byId = new Map<string, LinnworksLevel[]>();
  for (const StockItemIds of chunk([...new Set(items.map(({ stockItemId }) => stockItemId))], SKUS_PER_CALL)) {
    const request = v1Request('Stock/GetStockLevel_Batch', { request: { StockItemIds } });
    const { data } = await client.call<BatchLevels[] | undefined>(request);
    for (const { pkStockItemId, StockItemLevels } of data ?? []) byId.set((pkStockItemId ?? '').toLowerCase(), StockItemLevels ?? []);
  }
  const stored = new Map<PushJob, number>();
  for (const { job, stockItemId } of items) {
    const level = byId.get(stockItemId.toLowerCase())?.find(({ Location }) => same(Location?.StockLocationId, job.location.id));
    if (level?.StockLevel !== undefined && level.StockLevel !== null) stored.set(job, level.StockLevel);
  }
  return stored;
}

export function setRequest(jobs: readonly PushJob[]) {
  const stockLevels = jobs.map(({ sku, location, level }) => ({ SKU: sku, LocationId: location.id, Level: level }));
  return v1Request('Stock/SetStockLevel', { stockLevels, changeSource: 'n8n' });
}

export function pushRow({ job, stockItemId }: PushedItem, outcome: string, more: Row = {}): Row {
  const { sku, level, figure, location } = job;
  return { outcome, targetId: stockItemId, sku, location: location.id, locationName: location.name, level, figure, ...more };
}

/** Linnworks answers the levels it set; a SKU that is missing from a full answer was passed over. */
async function send(client: Client, batch: readonly PushedItem[]): Promise<boolean[]> {
  const { data } = await client.call<Array<{ SKU?: string | null }> | undefined>(setRequest(batch.map(({ job }) => job)));
  if (!Array.isArray(data) || data.length === 0) return batch.map(() => true);
  const set = new Set(data.map(({ SKU }) => (SKU ?? '').toLowerCase()));
  return batch.map(({ job }) => set.has(job.sku.toLowerCase()));
}

function passedOver({ job }: PushedItem): Problem {
  return new Problem({
    kind: 'refused',
    message: `Linnworks did not set the level of ${skuName(job.sku)}`,
    nextStep: 'Look at the item in Linnworks: batched and composite items cannot be set this way.',
    vendor: 'Linnworks',
    operation: 'Stock/SetStockLevel',
  });
}

/** What needs no write: levels that stand as wanted. */
export async function differencesOf(client: Client, items: readonly PushedItem[]): Promise<{ open: PushedItem[]; unchanged: Outcome[] }> {
  const stored = await storedLevels(client, items);
  const open = items.filter(({ job }) => stored.get(job) !== job.level);
  const equal = items.filter(({ job }) => stored.get(job) === job.level);
  return { open, unchanged: equal.map((item) => ({ index: item.job.index, row: pushRow(item, 'unchanged') })) };
}

export function unknownSku(sku: string): Problem {
  return refused(`Linnworks has no stock item with ${skuName(sku)}`, 'Create it there (Product: Import), or correct the SKU.', {
    code: 'unknown-sku',
  });
}

/** Sets levels, 100 per call; one that Linnworks refuses is found by halving and the others go through. */
export async function pushLevels(client: Client, items: readonly PushedItem[]): Promise<Outcome[]> {
  const settled = await sendInBatches(items, LEVELS_PER_CALL, async (batch) => await send(client, batch));
  return settled.map((one): Outcome => {
    const { index, sku } = one.item.job;
    if ('problem' in one) return { index, problem: naming(skuName(sku), one.problem) };
    return one.result ? { index, row: pushRow(one.item, 'pushed') } : { index, problem: passedOver(one.item) };
  });
}
