import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import type { ItemContext, Row, RunContext, WriteOperation } from '../../../shared/node/operation';
import { eachJob } from '../../each-job';
import { askForReports, wishesOf, type Asking, type ReportCursor } from '../../read-report';
import { createRequest, type Wish } from '../../reports';
import { askingOf, fromField, marketplacesOfReport, reportField, reuseField } from './fields';

const untilField: INodeProperties = {
  displayName: 'Until',
  name: 'until',
  type: 'dateTime',
  default: '',
  description: 'Orders before this time only. Leave empty for now.',
};

/** A second time within this span finds the first request. */
const REUSE_MINUTES = 30;

const fields: INodeProperties[] = [reportField, marketplacesOfReport, fromField, untilField, { ...reuseField, default: REUSE_MINUTES }];

const output = z
  .object({
    outcome: z.enum(['submitted', 'unchanged']),
    targetId: z.string(),
    report: z.string(),
    reportIds: z.array(z.string()),
    handle: z.string().describe('For Order Report: Fetch'),
  })
  .passthrough();

function rowOf(cursor: ReportCursor, reused: boolean): Row {
  const reportIds = cursor.reports.map(({ reportId }) => reportId);
  return { outcome: reused ? 'unchanged' : 'submitted', targetId: reportIds.join(' '), report: cursor.choice, reportIds, handle: JSON.stringify(cursor) };
}

function planOf(asking: Asking, now: number): Row {
  const wishes = wishesOf(asking, now);
  const [first] = wishes as [{ wish: Wish }];
  const { method, path, body = '' } = createRequest(first.wish);
  const plan = `${wishes.length} report${wishes.length === 1 ? '' : 's'} would be asked for, unless the same one was within the time of 'Reuse Reports'.`;
  return { outcome: 'would submit', targetId: '', report: asking.choice, reportIds: [], handle: '', request: { method, path, body }, plan };
}

async function submitOne(run: RunContext, item: ItemContext): Promise<Row> {
  const asking = askingOf(run, item);
  const until = Date.parse(String(item.param<unknown>('until') ?? ''));
  const end = Number.isNaN(until) ? run.now() : Math.min(until, run.now());
  if (run.dryRun) return planOf(asking, end);
  const { cursor, reused } = await askForReports(run, asking, end);
  return rowOf(cursor, reused);
}

export const submitOrderReport: WriteOperation = {
  kind: 'write',
  value: 'submit',
  name: 'Submit',
  action: 'Submit a report request',
  description: 'Ask Amazon for an order report without waiting; Fetch reads it later',
  fields,
  output,
  async run(run: RunContext, items: ItemContext[]) {
    const jobs = items.map((item) => ({ index: item.index, item }));
    return await eachJob(jobs, async ({ index, item }) => ({ index, row: await submitOne(run, item) }));
  },
};
