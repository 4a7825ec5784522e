import { refused } from '../shared/api/problem';
import { writeCsv, TSV } from '../shared/format';
import type { Outcome, RunContext } from '../shared/node/operation';
import { settle } from '../shared/node/settle';
import { chunk } from '../shared/sync/batch';
import { isShipped, knownNumbers, shipRow } from './confirm';
import { documentRequest, feedResult, sendFeed, type FeedToSend } from './feeds';
import { readState } from './order-state';
import { jobName, type ShipJob } from './ship-jobs';

const FEED_TYPE = 'POST_FLAT_FILE_FULFILLMENT_DATA';
const CONTENT_TYPE = 'text/tab-separated-values; charset=UTF-8';
/** Rows of about 120 bytes stay below the 10 MiB of a feed (amazon.md §17.3). */
const ORDERS_PER_FEED = 20_000;

/** amazon.md §9.2. */
const HEADER = ['order-id', 'order-item-id', 'quantity', 'ship-date', 'carrier-code', 'carrier-name', 'tracking-number', 'ship-method'];

function linesOf(job: ShipJob): string[][] {
  return job.parcels.flatMap(({ items, shipDate, carrierCode, carrierName = '', trackingNumber, shippingMethod = '' }) => {
    const tail = [shipDate.slice(0, 10), carrierCode, carrierName, trackingNumber, shippingMethod];
    // Item and quantity left empty mean the whole order.
    if (!items) return [[job.orderId, '', '', ...tail]];
    return items.map(({ lineId = '', quantity }) => [job.orderId, lineId, String(quantity), ...tail]);
  });
}

export function shipFeed(jobs: readonly ShipJob[], marketplaceIds: readonly string[]): FeedToSend {
  const rows = [HEADER, ...jobs.flatMap(linesOf)];
  return { feedType: FEED_TYPE, contentType: CONTENT_TYPE, marketplaceIds, body: writeCsv(rows, { ...TSV, unquotable: 'space' }) };
}

const ORDER_ID = /\b\d{3}-\d{7}-\d{7}\b/;

/**
 * Error lines of the result by order. The header of the report is unconfirmed (amazon.md §9.2): an error line is one with
 * a number in front, and it names its order, or else its record counted from the first row below the header.
 */
export function errorsOf(report: string, jobs: readonly ShipJob[]): Map<string, string> {
  const ids = jobs.flatMap((job) => linesOf(job).map(() => job.orderId));
  const errors = new Map<string, string>();
  for (const line of report.split(/\r?\n/)) {
    const cells = line.split('\t').map((cell) => cell.trim());
    if (cells.length < 3 || !/^\d+$/.test(cells[0] ?? '') || cells.some((cell) => /^warning$/i.test(cell))) continue;
    const orderId = cells.slice(1).map((cell) => ORDER_ID.exec(cell)?.[0]).find(Boolean) ?? ids[Number(cells[0]) - 1];
    if (orderId !== undefined && !errors.has(orderId)) errors.set(orderId, cells.slice(1).filter((cell) => cell !== '' && cell !== orderId).join(' '));
  }
  return errors;
}

/** The flat file needs the item's id where it names pieces; a SKU alone says nothing to it. */
export function feedObstacle(job: ShipJob): Outcome | undefined {
  const isBlind = job.parcels.some(({ items }) => items?.some(({ lineId }) => !lineId));
  if (!isBlind) return undefined;
  const problem = refused(`${jobName(job)} names its lines by SKU only, and a feed needs order item ids`, "Give 'lineId' on the lines of the parcel, or set 'Send By' to One by One.");
  return { index: job.index, problem };
}

async function sendPart(run: RunContext, jobs: readonly ShipJob[], marketplaceIds: readonly string[], waitMs: number): Promise<Outcome[]> {
  const feedId = await sendFeed(run, shipFeed(jobs, marketplaceIds));
  const errors = errorsOf(await feedResult(run, feedId, run.now() + waitMs), jobs);
  const outcomes: Outcome[] = [];
  for (const job of jobs) {
    const error = errors.get(job.orderId);
    outcomes.push(error === undefined ? { index: job.index, row: shipRow(job, 'shipped', { feedId }) } : await afterRefusal(run, job, error));
  }
  return outcomes;
}

/** What Amazon's words for an order that is fulfilled already have in common (amazon.md §9.1). */
const DONE_BEFORE = /PackageToUpdateNotFound|already/i;

/** An order that is shipped already is a success: it is looked at where the refusal says so. */
async function afterRefusal(run: RunContext, job: ShipJob, error: string): Promise<Outcome> {
  const state = DONE_BEFORE.test(error) ? await settle(async () => await readState(run.client, job.orderId)) : undefined;
  if (state && 'value' in state && isShipped(state.value)) return { index: job.index, row: shipRow(job, 'unchanged', knownNumbers(state.value)) };
  const problem = refused(`${jobName(job)}: Amazon refused the confirmation: ${error}`, 'Correct what it names, then hand the shipment over again.');
  return { index: job.index, problem };
}

/** Confirms many orders with feeds: four calls for each, however many orders it holds. */
export async function confirmByFeed(run: RunContext, jobs: readonly ShipJob[], marketplaceIds: readonly string[], waitMs: number): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const part of chunk(jobs, ORDERS_PER_FEED)) {
    const settled = await settle(async () => await sendPart(run, part, marketplaceIds, waitMs));
    outcomes.push(...('value' in settled ? settled.value : part.map(({ index }) => ({ index, problem: settled.problem }))));
  }
  return outcomes;
}

export function feedPlan(jobs: readonly ShipJob[], marketplaceIds: readonly string[]): Outcome[] {
  return jobs.map((job): Outcome => {
    const { method, path, body = '' } = documentRequest({ contentType: CONTENT_TYPE });
    const plan = `One feed (${FEED_TYPE}) for up to ${ORDERS_PER_FEED} orders: createFeedDocument, upload, createFeed, then its result. Its rows for this order: ${shipFeed([job], marketplaceIds).body.split('\r\n').slice(1, -1).join(' | ').replace(/\t/g, ', ')}`;
    return { index: job.index, row: shipRow(job, 'would ship', { request: { method, path, body }, plan }) };
  });
}
