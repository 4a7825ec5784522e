import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { misconfigured, refused, type Problem } from '../../../shared/api/problem';
import { parseReturn, type Return } from '../../../shared/model';
import type { ItemContext, Outcome, RunContext, WriteOperation } from '../../../shared/node/operation';
import { settleNow } from '../../../shared/node/settle';
import type { WantedOrder } from '../../../shared/node/wanted-order';
import { bookingOf, bookingRequest, bookReturns, checkReturnable, returnName, returnRow, type ReturnJob } from '../../book-returns';
import { findOrders } from '../../find-orders';
import { jsonParam } from '../../../shared/node/params';
import { findLocation, readLocations, type Location } from '../../locations';
import { naming, prepareItems } from '../../../shared/node/prepare';
import { locationField } from '../fields';
import { findBy, findFields, withoutPrefix } from '../order/target';

const fields: INodeProperties[] = [
  {
    displayName: 'Return',
    name: 'return',
    type: 'json',
    default: '={{ $json }}',
    required: true,
    description: 'The return in the Channel Sync shape, as the Return: Get Many operations of warehouses give it',
  },
  ...findFields,
  { ...locationField, required: true, description: 'The location of Linnworks the goods are put back at' },
  {
    displayName: 'Reason Category Name or ID',
    name: 'category',
    type: 'options',
    typeOptions: { loadOptionsMethod: 'getReturnCategories' },
    default: '',
    required: true,
    description: 'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
  },
];

const output = z
  .object({
    outcome: z.enum(['created', 'unchanged']),
    targetId: z.string(),
    orderId: z.string(),
    numOrderId: z.number(),
    identityKey: z.string(),
    number: z.string(),
  })
  .passthrough();

interface Read {
  index: number;
  record: Return;
  wanted: WantedOrder;
  location: { id: string; name: string };
  category: string;
}

function readItem(item: ItemContext, locations: readonly Location[]): Read {
  const wanted = item.param<string | undefined>('location') ?? '';
  if (wanted.trim() === '') throw misconfigured("'Location' is empty", "Choose the location of Linnworks in 'Location'.");
  const { id, name } = findLocation(locations, wanted);
  const record = parseReturn(jsonParam(item, 'return', 'Return'));
  if (record.confirmed === false) {
    throw refused(
      `${returnName(record)} is not booked by the warehouse yet`,
      'Hand it over once the warehouse has confirmed what came back.',
    );
  }
  if (record.lines.length === 0) throw refused(`${returnName(record)} has no lines`, 'Nothing came back: leave it out.');
  const identity = record.order ?? (record.orderNumber ? { ...record.identity, id: record.orderNumber } : undefined);
  if (!identity) throw refused(`${returnName(record)} names no order`, "Give it an 'order' or an 'orderNumber'.");
  return {
    index: item.index,
    record,
    wanted: { identity, number: withoutPrefix(item, record.orderNumber), references: record.references },
    location: { id, name },
    category: item.param<string | undefined>('category') ?? '',
  };
}

async function planOf(run: RunContext, job: ReturnJob): Promise<Outcome> {
  const before = await bookingOf(run.client, job);
  if (before?.Actioned === true) return { index: job.index, row: returnRow(job, 'unchanged', before.RMAHeaderId ?? undefined) };
  const { method, path, body = '' } = bookingRequest(job);
  const plan = 'CreateRMABooking unless a former run has booked it, then ActionRMABooking puts the goods back. No refund is made.';
  return { index: job.index, row: returnRow(job, 'would create', undefined, { request: { method, path, body }, plan }) };
}

async function plans(run: RunContext, jobs: readonly ReturnJob[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const job of jobs) outcomes.push(await planOf(run, job));
  return outcomes;
}

export const importReturn: WriteOperation = {
  kind: 'write',
  value: 'import',
  name: 'Import',
  action: 'Import returns',
  description: 'Book returns of a warehouse and put the goods back, without a refund',
  fields,
  output,
  async run(run: RunContext, items: ItemContext[]) {
    const locations = await run.once('locations', async () => await readLocations(run.client));
    const { jobs: read, failed } = prepareItems(items, (item) => readItem(item, locations));
    const found = await findOrders(
      run.client,
      read.map(({ wanted }) => wanted),
      items[0] ? findBy(items[0]) : 'identity',
    );
    const jobs: ReturnJob[] = [];
    const refusals: Outcome[] = [];
    read.forEach((one, position) => {
      const refuse = (problem: Problem) => refusals.push({ index: one.index, problem: naming(returnName(one.record), problem) });
      const result = found[position];
      if (!result) return;
      if ('problem' in result) {
        refuse(result.problem);
        return;
      }
      const job: ReturnJob = { ...one, order: result.order };
      // The whole booking is made here, so that what cannot be booked is known before the first call that writes.
      const checked = settleNow(() => {
        checkReturnable(job);
        return bookingRequest(job);
      });
      if ('problem' in checked) refuse(checked.problem);
      else jobs.push(job);
    });
    return [...failed, ...refusals, ...(run.dryRun ? await plans(run, jobs) : await bookReturns(run.client, jobs))];
  },
};
