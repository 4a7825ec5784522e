import type { Client } from '../shared/api/client';
import { refused, type Problem } from '../shared/api/problem';
import type { XmlElement } from '../shared/format';
import { compare, completeFigures, type StockLevel } from '../shared/model';
import type { Outcome, Row } from '../shared/node/operation';
import { naming } from '../shared/node/prepare';
import { settle } from '../shared/node/settle';
import { cdata, set, type Params } from './api';
import { sendBulk } from './bulk';
import { canBeAsked, findProducts } from './gather';
import { stockRows, variantsOf, warehouseIdOf } from './mapping-stock';
import { MAIN } from './warehouses';
import { amountAt, textAt } from './xml-path';

/** Which figure of the model becomes the shop's stock, which means free to sell. */
export type Figure = 'available' | 'physical' | 'availableElsePhysical';

export interface PushJob {
  index: number;
  sku: string;
  level: number;
  warehouse: string;
  variants: readonly string[];
}

export const skuName = (sku: string): string => `SKU '${sku}'`;

/** Code of the problem of a SKU the shop does not have. */
export const UNKNOWN_SKU = 'unknown-sku';

/** @throws Problem for stock without that figure, or without end */
export function levelOf(stock: StockLevel, figure: Figure): number {
  if (stock.unlimited === true) {
    throw refused(`${skuName(stock.sku)} never runs out, and the shop's stock is a number`, 'Let the product be sold without stock in the shop admin, or leave it out.');
  }
  const figures = completeFigures(stock);
  const level = figure === 'availableElsePhysical' ? (figures.available ?? figures.physical) : figures[figure];
  if (level === undefined) throw refused(`${skuName(stock.sku)} has no figure '${figure}'`, "Give it, or choose the other one in 'Figure to Write'.");
  // Oversold is nothing to sell.
  return Math.max(0, level);
}

export const unknownSku = (sku: string): Problem =>
  refused(`UNAS has no product with ${skuName(sku)}`, 'Create it in the shop first (Product: Import), or correct the SKU.', { code: UNKNOWN_SKU, vendor: 'UNAS', operation: 'setStock' });

function bodyOf({ sku, level, warehouse, variants }: PushJob): Params {
  const stock: Params = {
    WarehouseId: warehouse === MAIN ? undefined : warehouse,
    Variants: variants.length === 0 ? undefined : { Variant: variants.map(cdata) },
    Qty: level,
  };
  // `modify` sets the total; `in` and `out` would count twice on a repeat (unas.md §5).
  return { Action: 'modify', Sku: cdata(sku), Stocks: { Stock: stock } };
}

const requestOf = (jobs: readonly PushJob[]) => set('setStock', 'Products', 'Product', jobs.map(bodyOf), 'repeatable');

const done = ({ index, sku, level, warehouse }: PushJob, outcome: string, targetId: string, more: Row = {}): Outcome => ({
  index,
  row: { outcome, targetId, sku, warehouse, level, ...more },
});

/** How an unknown product is told is not documented: whether a refused one is there is looked up, one call of the few for 200. */
async function unknownOf(client: Client, refusals: readonly PushJob[]): Promise<Set<string>> {
  const askable = refusals.filter(({ sku }) => canBeAsked(sku));
  if (askable.length === 0) return new Set();
  const found = await settle(async () => await findProducts(client, 'getStock', askable.map(({ sku }) => sku)));
  // Where it cannot be looked up the vendor's own words stand.
  return new Set('value' in found ? askable.filter(({ sku }) => !found.value.has(sku)).map(({ sku }) => sku) : []);
}

/** Sets stock by SKU, 100 a call; one more call for each SKU that is refused. */
export async function pushStock(client: Client, jobs: readonly PushJob[]): Promise<Outcome[]> {
  const sent = await sendBulk(client, jobs, {
    entity: 'Product',
    request: requestOf,
    // Blanks around a SKU are not told back.
    isAbout: (row, { sku }) => (textAt(row, 'Sku') ?? sku).trim() === sku.trim(),
  });
  const unknown = await unknownOf(client, sent.flatMap((one) => ('problem' in one && one.problem.details.kind === 'refused' ? [one.job] : [])));
  return sent.map((one): Outcome => {
    const { index, sku } = one.job;
    if (!('problem' in one)) return done(one.job, 'pushed', textAt(one.row, 'Id') ?? sku);
    return { index, problem: unknown.has(sku) ? unknownSku(sku) : naming(skuName(sku), one.problem) };
  });
}

function levelIn(product: XmlElement, { warehouse, variants }: PushJob): number | undefined {
  const rows = stockRows(product).filter((stock) => warehouseIdOf(stock) === warehouse);
  const row = rows.find((stock) => variantsOf(stock).join('|') === variants.join('|'));
  return row && amountAt(row, 'Qty');
}

/** What needs no write: levels that stand as wanted. One call of the few for 200 SKUs. */
export async function differencesOf(client: Client, jobs: readonly PushJob[]): Promise<{ open: PushJob[]; outcomes: Outcome[] }> {
  const products = await findProducts(client, 'getStock', jobs.map(({ sku }) => sku));
  const open: PushJob[] = [];
  const outcomes: Outcome[] = [];
  for (const job of jobs) {
    const product = products.get(job.sku);
    if (!product && canBeAsked(job.sku)) outcomes.push({ index: job.index, problem: unknownSku(job.sku) });
    else {
      const level = product && levelIn(product, job);
      if (product && level !== undefined && compare(level, job.level) === 0) outcomes.push(done(job, 'unchanged', textAt(product, 'Id') ?? job.sku));
      else open.push(job);
    }
  }
  return { open, outcomes };
}

export function planOf(job: PushJob): Outcome {
  const { method, path, body = '' } = requestOf([job]);
  return done(job, 'would push', '', { request: { method, path, body }, plan: 'One call for up to 100 SKUs.' });
}

