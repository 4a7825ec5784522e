import type { Client } from '../shared/api/client';
import { Problem, refused } from '../shared/api/problem';
import type { ApiRequest } from '../shared/api/request';
import { identityKey, utc, type Return, type ReturnLine } from '../shared/model';
import type { Outcome, Row, RunContext } from '../shared/node/operation';
import { settle } from '../shared/node/settle';
import { sendInBatches } from '../shared/sync/batch';
import { nameOf, type WantedOrder } from '../shared/node/wanted-order';
import { findOrder } from './find-orders';
import { lookUpProduct } from './import-products';
import { naming } from '../shared/node/prepare';
import { blamed, type Judging } from './picks';
import { wholePieces } from './pieces';
import { readReturn, returnsOfDays, returnWithItems } from './read-returns';
import { dayBefore, tenantDay } from './times';
import type { MintsoftOrder, MintsoftReturn } from './types';
import { writeRequest, type ToolkitResult } from './wire';

export interface ReturnSettings {
  clientId?: number;
  warehouseId: number;
  prefix: string;
  reasonId: number;
  action: string;
  confirm: boolean;
  zone: string;
}

export interface ReturnJob {
  index: number;
  record: Return;
  wanted: WantedOrder;
  settings: ReturnSettings;
}

/** Longest Reference (mintsoft.md §8.2), and how far back a return of a former run is looked for. */
const REFERENCE_LENGTH = 50;
const MOST_DAYS = 14;
const DAY_MS = 86_400_000;

export const returnName = (record: Return): string => `Return '${record.number ?? record.identity.id}'`;

const referenceOf = ({ record }: ReturnJob): string => (record.number ?? record.identity.id).slice(0, REFERENCE_LENGTH);

export function createReturnRequest(job: ReturnJob, order: MintsoftOrder) {
  const query = { WarehouseId: job.settings.warehouseId, Reference: referenceOf(job) };
  return writeRequest('Return/CreateReturn', `Return/CreateReturn/${order.ID}`, { query });
}

/** The mark by which a line of a former run is known again. */
const markOf = (line: ReturnLine): string => `[${line.id}]`;

function addRequest(returnId: number, line: ReturnLine, productId: number, { reasonId, action }: ReturnSettings) {
  const text = line.reasonText ?? line.reason;
  const body = {
    ProductId: productId,
    Quantity: wholePieces(line.quantity, `Line '${line.id}'`),
    ReturnReasonId: reasonId,
    Action: action,
    Comments: text ? `${text} ${markOf(line)}` : markOf(line),
    ReturnPhotos: [],
  };
  return writeRequest('Return/AddItem', `Return/${returnId}/AddItem`, { body });
}

/** Days on which a former run can have created the return: none before it existed at its source. */
function daysOf({ record, settings }: ReturnJob, now: number): string[] {
  const today = tenantDay(utc(now), settings.zone);
  const since = record.receivedAt ?? record.createdAt ?? record.updatedAt ?? utc(now - DAY_MS);
  const first = dayBefore(tenantDay(since, settings.zone));
  const days: string[] = [];
  for (let day = today; day >= first && days.length < MOST_DAYS; day = dayBefore(day)) days.push(day);
  return days;
}

async function findReturn(client: Client, job: ReturnJob, order: MintsoftOrder, now: number): Promise<MintsoftReturn | undefined> {
  const reference = referenceOf(job).toLowerCase();
  const there = await returnsOfDays(client, job.settings.clientId, daysOf(job, now));
  return there.find(({ OrderId, Reference }) => OrderId === order.ID && (Reference ?? '').trim().toLowerCase() === reference);
}

async function create(client: Client, job: ReturnJob, order: MintsoftOrder, now: number): Promise<MintsoftReturn> {
  for (const mayRepeat of [true, false]) {
    const sent = await settle(async () => (await client.call<ToolkitResult | undefined>(createReturnRequest(job, order))).data);
    if ('problem' in sent && sent.problem.details.kind !== 'unknown') throw sent.problem;
    if ('value' in sent && (sent.value?.ID ?? 0) > 0) return { ID: sent.value?.ID, ReturnItems: [] };
    const there = await findReturn(client, job, order, now);
    if (there) return there;
    if (!mayRepeat && 'problem' in sent) throw sent.problem;
  }
  throw new Problem({
    kind: 'unknown',
    message: 'Mintsoft took the return without telling its ID, and it cannot be found',
    nextStep: `Look for a return with reference '${referenceOf(job)}' in Mintsoft.`,
    vendor: 'Mintsoft',
    operation: 'Return/CreateReturn',
  });
}

async function productOf(client: Client, line: ReturnLine, { clientId }: ReturnSettings): Promise<number> {
  const id = line.sku === undefined ? undefined : await lookUpProduct(client, line.sku, clientId);
  if (id !== undefined) return id;
  throw refused(`Mintsoft has no product for line '${line.id}' (SKU '${line.sku ?? 'none'}')`, 'Create it there (Product: Import), or correct the SKU.');
}

const hasLine = ({ ReturnItems }: MintsoftReturn, line: ReturnLine): boolean =>
  (ReturnItems ?? []).some(({ Comments }) => (Comments ?? '').includes(markOf(line)));

/** The return as it stands now, with its items. */
async function readAgain(client: Client, stored: MintsoftReturn): Promise<MintsoftReturn> {
  return await returnWithItems(client, (await readReturn(client, String(stored.ID))) ?? stored);
}

/** Writes, and writes once more where a lost answer is followed by a look that does not show it. */
async function writeOnce(client: Client, request: ApiRequest, isDone: () => Promise<boolean>): Promise<void> {
  const first = await settle(async () => await client.call(request));
  if ('value' in first) return;
  if (first.problem.details.kind !== 'unknown') throw first.problem;
  if (!(await isDone())) await client.call(request);
}

async function addLines(client: Client, job: ReturnJob, stored: MintsoftReturn, products: ReadonlyMap<string, number>): Promise<boolean> {
  const missing = job.record.lines.filter((line) => !hasLine(stored, line));
  for (const line of missing) {
    const request = addRequest(stored.ID ?? 0, line, products.get(line.id) ?? 0, job.settings);
    await writeOnce(client, request, async () => hasLine(await readAgain(client, stored), line));
  }
  return missing.length > 0;
}

async function confirm(client: Client, stored: MintsoftReturn): Promise<void> {
  const request = writeRequest('Return/Confirm', `Return/${stored.ID}/Confirm`);
  await writeOnce(client, request, async () => (await readReturn(client, String(stored.ID)))?.Confirmed === true);
}

export function returnRow({ record, wanted }: ReturnJob, outcome: string, returnId: number | null | undefined, more: Row = {}): Row {
  return {
    outcome,
    targetId: returnId ? String(returnId) : '',
    ...(returnId ? { returnId } : {}),
    identityKey: identityKey(record.identity),
    number: record.number ?? record.identity.id,
    orderNumber: wanted.number ?? wanted.identity.id,
    ...more,
  };
}

async function orderOf(client: Client, { wanted, settings }: ReturnJob): Promise<MintsoftOrder> {
  const [first] = await findOrder(client, wanted, settings);
  if (first?.ID) return first;
  throw refused(`${nameOf(wanted)} is not at Mintsoft`, 'A return needs the order it belongs to.');
}

async function importOne(client: Client, job: ReturnJob, now: number): Promise<Row> {
  const order = await orderOf(client, job);
  const there = await findReturn(client, job, order, now);
  if (there?.Confirmed === true) return returnRow(job, 'unchanged', there.ID);
  const stored = there ? await returnWithItems(client, there) : undefined;
  // Looked up before anything is written: half a return helps nobody.
  const products = new Map<string, number>();
  for (const line of job.record.lines) products.set(line.id, await productOf(client, line, job.settings));
  const open = stored ?? (await create(client, job, order, now));
  const added = await addLines(client, job, open, products);
  if (job.settings.confirm) await confirm(client, open);
  return returnRow(job, stored && !added && !job.settings.confirm ? 'unchanged' : 'created', open.ID);
}

async function planOne(client: Client, job: ReturnJob, now: number): Promise<Row> {
  const order = await orderOf(client, job);
  const there = await findReturn(client, job, order, now);
  if (there && (there.Confirmed === true || !job.settings.confirm)) return returnRow(job, 'unchanged', there.ID, { plan: 'It is at Mintsoft already.' });
  const { method, path, query, body = '' } = createReturnRequest(job, order);
  const plan = `CreateReturn, AddItem for each line${job.settings.confirm ? ', Confirm' : ''}: one call each.`;
  return returnRow(job, 'would create', undefined, { request: { method, path, query, body }, plan });
}

/** Creates returns that are not there, with their lines. */
export async function importReturns({ client, now, dryRun }: RunContext, jobs: readonly ReturnJob[], judge: Judging): Promise<Outcome[]> {
  const work = dryRun ? planOne : importOne;
  const one = async (job: ReturnJob) => await blamed(judge, job.settings, async () => await work(client, job, now()));
  const settled = await sendInBatches(jobs, 1, async ([job]) => [await one(job as ReturnJob)]);
  return settled.map((one): Outcome => {
    const { index, record } = one.item;
    return 'problem' in one ? { index, problem: naming(returnName(record), one.problem) } : { index, row: one.result };
  });
}
