import type { INodeProperties } from 'n8n-workflow';

import { orderSchema } from '../../../shared/model';
import type { ItemContext, ReadOperation, RunContext } from '../../../shared/node/operation';
import { jsonParam } from '../../../shared/node/params';
import { checkCursor, settleReports } from '../../read-report';
import { charsetField, outputOfReport, untilOf, waitField } from './fields';
import { rowsOf } from './rows';

const fields: INodeProperties[] = [
  {
    displayName: 'Handle',
    name: 'handle',
    type: 'json',
    default: '={{ $json.handle }}',
    required: true,
    description: 'What Order Report: Submit returned. A report can be fetched for 30 days.',
  },
  outputOfReport,
  charsetField,
  { ...waitField, default: 0 },
];

export const fetchOrderReport: ReadOperation = {
  kind: 'read',
  value: 'fetch',
  name: 'Fetch',
  action: 'Fetch a submitted report',
  description: 'Read the orders of a report asked for earlier; while it is not ready, one item says so (ready is false)',
  fields,
  output: orderSchema,
  async run(run: RunContext, item: ItemContext) {
    const cursor = checkCursor(jsonParam(item, 'handle', 'Handle'), 'Handle');
    const settled = await settleReports(run, cursor, untilOf(run, item));
    if (settled.ready) return await rowsOf(run, item, settled.cursor);
    return [{ ready: false, reportIds: cursor.reports.map(({ reportId }) => reportId), handle: JSON.stringify(settled.cursor) }];
  },
};
