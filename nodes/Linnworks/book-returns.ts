import type { Client } from '../shared/api/client';
import { Problem, refused } from '../shared/api/problem';
import { redact } from '../shared/api/redact';
import { identityKey, type Return, type ReturnLine } from '../shared/model';
import type { Outcome, Row } from '../shared/node/operation';
import { settle } from '../shared/node/settle';
import { sendInBatches } from '../shared/sync/batch';
import { isCancelled, isProcessed } from './mapping-standing';
import { naming } from '../shared/node/prepare';
import type { LinnworksItem, LinnworksOrder } from './types';
import { v1Request } from './wire';

/** One return with the order it belongs to. */
export interface ReturnJob {
  index: number;
  record: Return;
  order: LinnworksOrder;
  location: { id: string; name: string };
  category: string;
}

interface Header {
  RMAHeaderId?: number | null;
  ExternalReference?: string | null;
  Actioned?: boolean | null;
}

interface Said {
  RMAHeaderId?: number | null;
  SuccessfullyActioned?: boolean | null;
  Errors?: string[] | null;
}

export const returnName = ({ number, identity }: Return): string => `Return '${number ?? identity.id}'`;

/** What Linnworks calls the return by: our key of it, so that a second run finds it (linnworks.md §9). */
export const referenceOf = ({ identity }: Return): string => identityKey(identity);

const same = (a: string | null | undefined, b: string | undefined): boolean => Boolean(b) && (a ?? '').toLowerCase() === b?.toLowerCase();

/** The order's line: by the row's id, the source's line id, or the SKU where only one line has it. */
function itemOf(line: ReturnLine, items: readonly LinnworksItem[]): LinnworksItem | undefined {
  const byId = items.find(({ RowId, ItemNumber }) => same(RowId, line.orderLineId) || same(ItemNumber, line.orderLineId));
  const bySku = items.filter(({ SKU, ChannelSKU }) => same(SKU, line.sku) || same(ChannelSKU, line.sku));
  return byId ?? (bySku.length === 1 ? bySku[0] : undefined);
}

function scrapped(line: ReturnLine): number {
  return line.quantityScrapped ?? (line.stockAction === 'scrap' ? line.quantity : 0);
}

/**
 * The booking's lines.
 *
 * @throws Problem for a line that is not on the order, or has parts of a piece
 */
function returnItems({ record, order, location, category }: ReturnJob): Array<Record<string, unknown>> {
  return record.lines.map((line) => {
    const what = `line '${line.sku ?? line.id}'`;
    const item = itemOf(line, order.Items ?? []);
    if (!item?.RowId) {
      throw refused(
        `${returnName(record)}: ${what} is not on order ${order.NumOrderId ?? ''} or is there more than once`,
        'Book it in Linnworks by hand.',
      );
    }
    if (!Number.isInteger(line.quantity) || line.quantity < 1) {
      throw refused(`${returnName(record)}: ${what} has a quantity of ${line.quantity}`, 'Linnworks takes back whole pieces only.');
    }
    return {
      OrderItemRowId: item.RowId,
      ReturnLocation: location.id,
      ReturnQuantity: line.quantity,
      ScrapQuantity: scrapped(line),
      // An amount here can create a refund when the booking is accepted: money stays with the channel (linnworks.md §9).
      RefundAmount: 0,
      ReasonCategory: category,
      Reason: line.reasonText ?? line.reason ?? '',
    };
  });
}

export function bookingRequest(job: ReturnJob) {
  const request = {
    ChannelInitiated: false,
    OrderId: job.order.OrderId,
    Reference: referenceOf(job.record),
    ReturnItems: returnItems(job),
    ExchangeItems: [],
    ResendItems: [],
  };
  return v1Request('ReturnsRefunds/CreateRMABooking', { request });
}

export function returnRow({ record, order }: ReturnJob, outcome: string, id: number | undefined, more: Row = {}): Row {
  return {
    outcome,
    targetId: id === undefined ? '' : String(id),
    orderId: order.OrderId ?? '',
    numOrderId: order.NumOrderId ?? 0,
    identityKey: identityKey(record.identity),
    number: record.number ?? record.identity.id,
    ...more,
  };
}

/** @throws Problem for an order that was never sent */
export function checkReturnable({ record, order }: ReturnJob): void {
  if (isProcessed(order) && !isCancelled(order)) return;
  const word = isCancelled(order) ? 'cancelled' : 'not despatched';
  throw refused(
    `${returnName(record)}: its order ${order.NumOrderId ?? ''} is ${word} at Linnworks`,
    'Only despatched orders take returns.',
  );
}

/** The booking a former run made, by its reference: one call. */
export async function bookingOf(client: Client, { record, order }: ReturnJob): Promise<Header | undefined> {
  const request = v1Request('ReturnsRefunds/GetRMAHeadersByOrderId', { request: { OrderId: order.OrderId } });
  const { data } = await client.call<{ RMAHeaders?: Header[] | null } | undefined>(request);
  return data?.RMAHeaders?.find(({ ExternalReference }) => same(ExternalReference, referenceOf(record)));
}

function said(job: ReturnJob, operation: string, errors: readonly string[] | null | undefined): Problem {
  // Reasons inside a good answer do not pass the client, which masks what is in errors.
  const reason = redact((errors ?? []).filter(Boolean).join('; ') || 'no reason given');
  const message = `Linnworks did not take ${returnName(job.record)}: ${reason}`;
  return new Problem({
    kind: 'refused',
    message,
    nextStep: 'Look at the order in Linnworks and book the return there.',
    vendor: 'Linnworks',
    operation,
  });
}

async function create(client: Client, job: ReturnJob): Promise<number> {
  const { data } = await client.call<Said | undefined>(bookingRequest(job));
  // Failures stand inside a 200 (linnworks.md §2).
  if (!data?.RMAHeaderId || (data.Errors ?? []).length > 0) throw said(job, 'ReturnsRefunds/CreateRMABooking', data?.Errors);
  return data.RMAHeaderId;
}

async function action(client: Client, job: ReturnJob, RMAHeaderId: number): Promise<void> {
  const request = v1Request('ReturnsRefunds/ActionRMABooking', { request: { RMAHeaderId, OrderId: job.order.OrderId } });
  const { data } = await client.call<Said | undefined>(request);
  if (data?.SuccessfullyActioned !== true) throw said(job, 'ReturnsRefunds/ActionRMABooking', data?.Errors);
}

/** A write whose answer was lost is looked for before it is sent once more. */
async function readingBack<T>(write: () => Promise<T>, arrived: () => Promise<T | undefined>): Promise<T> {
  const first = await settle(write);
  if ('value' in first) return first.value;
  if (first.problem.details.kind !== 'unknown') throw first.problem;
  return (await arrived()) ?? (await write());
}

type Booked = { id: number; outcome: 'created' | 'unchanged' };

async function bookOne(client: Client, job: ReturnJob): Promise<Booked> {
  const before = await bookingOf(client, job);
  if (before?.RMAHeaderId && before.Actioned === true) return { id: before.RMAHeaderId, outcome: 'unchanged' };
  const id =
    before?.RMAHeaderId ??
    (await readingBack(
      async () => await create(client, job),
      async () => (await bookingOf(client, job))?.RMAHeaderId ?? undefined,
    ));
  await readingBack(
    async () => {
      await action(client, job, id);
      return true;
    },
    async () => ((await bookingOf(client, job))?.Actioned === true ? true : undefined),
  );
  return { id, outcome: 'created' };
}

/** Books returns and puts the goods back: one look-up and two calls each; one that a dead run only booked is put back. */
export async function bookReturns(client: Client, jobs: readonly ReturnJob[]): Promise<Outcome[]> {
  const settled = await sendInBatches(jobs, 1, async ([job]) => [await bookOne(client, job as ReturnJob)]);
  return settled.map((one): Outcome => {
    const { index, record } = one.item;
    if ('problem' in one) return { index, problem: naming(returnName(record), one.problem) };
    return { index, row: returnRow(one.item, one.result.outcome, one.result.id) };
  });
}
