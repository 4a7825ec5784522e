import type { Client } from '../shared/api/client';
import { Problem, refused } from '../shared/api/problem';
import { compact, identityKey, type Order } from '../shared/model';
import type { Outcome, Row } from '../shared/node/operation';
import { settle } from '../shared/node/settle';
import { sendInBatches } from '../shared/sync/batch';
import { findAfterLoss, findCreated } from './find-orders';
import { mergedNumbers } from './mapping-origin';
import { naming } from '../shared/node/prepare';
import { blamed, type Judging, type Picks } from './picks';
import type { MintsoftOrder } from './types';
import type { NewOrder, NewOrderResult } from './types-import';
import { writeRequest } from './wire';

/** One order on its way, with the input item it came from. */
export interface ImportJob {
  index: number;
  order: Order;
  body: NewOrder;
  clientId?: number;
  /** Whether Mintsoft is asked first if it has the order; off only where books say that it was never sent. */
  lookUp: boolean;
}

interface Done {
  outcome: 'created' | 'unchanged';
  orderId: number;
  orderNumber: string;
  status?: string;
  parts: number;
  merged: boolean;
}

export const orderName = ({ order }: ImportJob): string => `Order '${order.number}'`;

const storedAs = ({ body }: ImportJob) => ({ number: body.OrderNumber, reference: body.ExternalOrderReference });

/** A create is never repeated blindly: what a repeat made would be picked, sent and billed twice (mintsoft.md §5.1). */
export const createRequest = ({ body }: ImportJob) => writeRequest('Order (create)', 'Order', { method: 'PUT', body });

function fromStored(orders: readonly MintsoftOrder[], outcome: Done['outcome']): Done {
  const [first] = orders as [MintsoftOrder, ...MintsoftOrder[]];
  const merged = mergedNumbers(first).length > 1;
  const parts = Math.max(orders.length, first.NumberOfParts ?? 1);
  return { outcome, orderId: first.ID ?? 0, orderNumber: first.OrderNumber ?? '', parts, merged };
}

function unclear(job: ImportJob, message: string): Problem {
  return new Problem({
    kind: 'unknown',
    message: `${orderName(job)}: ${message}`,
    nextStep: `Look for order '${job.body.OrderNumber}' in Mintsoft before sending it again.`,
    vendor: 'Mintsoft',
    operation: 'Order (create)',
  });
}

function refusal(message: string): Problem {
  const nextStep = 'Correct the named value where the order comes from, then hand it over again.';
  return refused(`Mintsoft refused the order: ${message}`, nextStep, { vendor: 'Mintsoft', operation: 'Order (create)', code: 'not-successful' });
}

const isTaken = (message: string): boolean => /already|duplicate|exists/i.test(message);

/** What an answered create says; undefined where only a look-up can tell. */
function judged(job: ImportJob, answer: unknown): Done | Problem | undefined {
  const results = (Array.isArray(answer) ? answer : [answer]) as Array<NewOrderResult | null | undefined>;
  const failed = results.find((one) => one?.Success === false);
  if (failed && results.every((one) => one?.Success !== true)) return refusal(failed.Message?.trim() || 'it gives no reason');
  const [first] = results;
  const isSure = !failed && results.every((one) => one?.Success === true) && (first?.OrderId ?? 0) > 0;
  if (!isSure) return undefined;
  return compact({
    outcome: 'created' as const,
    orderId: first?.OrderId ?? 0,
    orderNumber: first?.OrderNumber || job.body.OrderNumber,
    status: first?.OrderStatus,
    parts: 1,
    merged: false,
  });
}

async function lookAgain(client: Client, job: ImportJob): Promise<Done | undefined> {
  const stored = await findAfterLoss(client, storedAs(job), job.clientId);
  return stored.length > 0 ? fromStored(stored, 'created') : undefined;
}

async function send(client: Client, job: ImportJob, mayRepeat: boolean): Promise<Done> {
  const sent = await settle(async () => (await client.call<unknown>(createRequest(job))).data);
  if ('problem' in sent && sent.problem.details.kind !== 'unknown') {
    if (sent.problem.details.code === 'not-successful' && isTaken(sent.problem.message)) return await taken(client, job, sent.problem);
    throw sent.problem;
  }
  const told = 'value' in sent ? judged(job, sent.value) : undefined;
  if (told instanceof Problem) {
    if (isTaken(told.message)) return await taken(client, job, told);
    throw told;
  }
  if (told) return told;
  const there = await lookAgain(client, job);
  if (there) return there;
  if (mayRepeat && 'problem' in sent) return await send(client, job, false);
  throw unclear(job, 'Mintsoft gave no clear answer to the order, and it cannot be found there');
}

/** Mintsoft's own rule against a number used twice: success where it is this very order. */
async function taken(client: Client, job: ImportJob, problem: Problem): Promise<Done> {
  const stored = await findCreated(client, storedAs(job), job.clientId);
  if (stored.length === 0) throw problem;
  return fromStored(stored, 'unchanged');
}

/** @returns undefined where the order has to be created */
export async function lookedUp(client: Client, job: ImportJob): Promise<Done | undefined> {
  if (!job.lookUp) return undefined;
  const stored = await findCreated(client, storedAs(job), job.clientId);
  return stored.length > 0 ? fromStored(stored, 'unchanged') : undefined;
}

export function importRow({ order, body }: ImportJob, done: Done): Row {
  return {
    outcome: done.outcome,
    targetId: String(done.orderId),
    orderId: done.orderId,
    orderNumber: done.orderNumber,
    externalOrderReference: body.ExternalOrderReference,
    identityKey: identityKey(order.identity),
    number: order.number,
    ...(done.status ? { status: done.status } : {}),
    ...(done.parts > 1 ? { parts: done.parts } : {}),
    ...(done.merged ? { mergedInto: done.orderNumber } : {}),
  };
}

const picksOf = ({ body, clientId }: ImportJob): Picks =>
  compact({ clientId, warehouseId: body.WarehouseId, channelId: body.ChannelId, courierServiceId: body.CourierServiceId });

async function importOne(client: Client, job: ImportJob): Promise<Row> {
  return importRow(job, (await lookedUp(client, job)) ?? (await send(client, job, true)));
}

/** Creates orders, one call each; when Mintsoft cannot be used, all that is left carries that problem. */
export async function importJobs(client: Client, jobs: readonly ImportJob[], judge: Judging): Promise<Outcome[]> {
  const one = async (job: ImportJob) => await blamed(judge, picksOf(job), async () => await importOne(client, job));
  const settled = await sendInBatches(jobs, 1, async ([job]) => [await one(job as ImportJob)]);
  return settled.map((one): Outcome => {
    const { index } = one.item;
    return 'problem' in one ? { index, problem: naming(orderName(one.item), one.problem) } : { index, row: one.result };
  });
}

function planOf(job: ImportJob): Row {
  const { method, path, body = '' } = createRequest(job);
  return {
    outcome: 'would create',
    identityKey: identityKey(job.order.identity),
    number: job.order.number,
    orderNumber: job.body.OrderNumber,
    request: { method, path, body },
    order: { ...job.body },
    plan: 'PUT Order, one call per order, after a look-up that it is not there yet.',
  };
}

/** What an import would do: the look-ups run, nothing is written. */
export async function importDryRun(client: Client, jobs: readonly ImportJob[]): Promise<Outcome[]> {
  const settled = await sendInBatches(jobs, 1, async ([job]) => [await lookedUp(client, job as ImportJob)]);
  return settled.map((one): Outcome => {
    const job = one.item;
    if ('problem' in one) return { index: job.index, problem: naming(orderName(job), one.problem) };
    if (!one.result) return { index: job.index, row: planOf(job) };
    return { index: job.index, row: { ...importRow(job, one.result), plan: 'It is at Mintsoft already; nothing would be sent.' } };
  });
}
