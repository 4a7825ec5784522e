import type { INodeProperties } from 'n8n-workflow';

import { orderSchema } from '../../../shared/model';
import { hiddenPageByPage, listFields, pageFields } from '../../../shared/node/fields';
import type { ItemContext, ReadOperation, Row, RunContext } from '../../../shared/node/operation';
import { readWindowPage } from '../../../shared/node/page-read';
import { startOf } from '../../../shared/node/params';
import { askForReports, checkCursor, notReady, readPart, settleReports, type ReportCursor } from '../../read-report';
import { askingOf, charsetField, fromField, marketplacesOfReport, outputOfReport, reportField, reuseField, untilOf, waitField } from './fields';
import { modelRows, rowsOf } from './rows';

/** Orders show in reports up to half an hour after they became fulfillable (amazon.md §8). */
const OVERLAP_MINUTES = 60;
/** Each page reads the whole report again and holds its own part of it, so pages are large. */
const ROWS_PER_PAGE = 2_000;

const DEFAULTS: Readonly<Record<string, Partial<INodeProperties>>> = {
  overlapMinutes: { default: OVERLAP_MINUTES },
  pageSize: { default: ROWS_PER_PAGE, description: 'About how many rows of the report one page holds. The report is read once for each page, so do not make it small.' },
};

const fields: INodeProperties[] = [
  reportField,
  marketplacesOfReport,
  // n8n looks at fields in this order: one that others depend on has to stand before them.
  ...pageFields('orders').map((field): INodeProperties => ({ ...field, ...DEFAULTS[field.name] })),
  hiddenPageByPage(fromField),
  hiddenPageByPage(outputOfReport),
  hiddenPageByPage(charsetField),
  ...listFields.map(hiddenPageByPage),
  waitField,
  reuseField,
];

async function readList(run: RunContext, item: ItemContext) {
  const atMost = item.param<boolean>('returnAll') ? Number.POSITIVE_INFINITY : item.param<number>('limit');
  const until = untilOf(run, item);
  const { cursor } = await askForReports(run, askingOf(run, item));
  const settled = await settleReports(run, cursor, until);
  if (!settled.ready) throw notReady(settled.cursor);
  return await rowsOf(run, item, settled.cursor, atMost);
}

/** A page that waited in vain is empty and keeps the report's id: the next one goes on waiting for the same report. */
async function readPageOf(run: RunContext, item: ItemContext): Promise<Row> {
  return await readWindowPage<ReportCursor>(run, item, startOf, async ({ from, cursor: saved, pageSize }) => {
    const until = untilOf(run, item);
    const begun = saved === undefined ? (await askForReports(run, askingOf(run, item, from))).cursor : checkCursor(saved, 'Position');
    const { cursor, ready } = await settleReports(run, begun, until);
    const serverNow = Date.parse(cursor.end);
    if (!ready) return { rows: [], next: cursor, serverNow };
    const { orders, next } = await readPart(run, cursor, pageSize);
    return { rows: modelRows(orders, cursor), serverNow, ...(next ? { next: { ...cursor, part: next } } : {}) };
  });
}

export const getOrderReport: ReadOperation = {
  kind: 'read',
  value: 'get',
  name: 'Get',
  action: 'Get orders from a report',
  description: 'Ask Amazon for an order report, wait for it and read its orders: four calls for any number of orders, with billing addresses',
  fields,
  output: orderSchema,
  async run(run: RunContext, item: ItemContext) {
    return item.param<boolean>('pageByPage') ? [await readPageOf(run, item)] : await readList(run, item);
  },
};
