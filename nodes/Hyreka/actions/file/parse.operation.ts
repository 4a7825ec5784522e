import { z } from 'zod';

import { misconfigured } from '../../../shared/api/problem';
import { formatDate } from '../../../shared/format';
import { orderSchema, shipmentSchema, stockLevelFields } from '../../../shared/model';
import { FromItem, Unreadable, type FileOperation, type FileResult, type ItemContext, type Row, type RunContext } from '../../../shared/node/operation';
import { readWindowPage, type Told } from '../../../shared/node/page-read';
import { settle, settleNow } from '../../../shared/node/settle';
import { timelessItem } from '../../../shared/node/timeless';
import { despatchRecords, tellShipment } from '../../parse-despatch';
import { orderRecords, rawOrders, readOrderReport } from '../../parse-order-report';
import { stockRecords, tellStock } from '../../parse-stock';
import { readTable, type Pending, type ReadSettings, type ReadTable } from '../../read-table';
import { parseFields } from './parse-fields';

interface Options extends Partial<ReadSettings> {
  addUp?: boolean;
  datePattern?: string;
  timeZone?: string;
}

interface FileCursor {
  /** Records handed on already. */
  at: number;
  /** Which content they were of. */
  file: string;
}

const optionsOf = (item: ItemContext): Options => item.param<Options>('options') ?? {};

function headingsNamed(item: ItemContext): Record<string, string> {
  const { column = [] } = item.param<{ column?: Array<{ field: string; heading: string }> }>('headings') ?? {};
  return Object.fromEntries(column.filter(({ heading }) => heading.trim() !== '').map(({ field, heading }) => [field, heading]));
}

function orderAccount(item: ItemContext): { channel: string; account: string } {
  const [channel, account] = ['channel', 'account'].map((name) => (item.param<string>(name) ?? '').trim());
  if (channel && account) return { channel, account };
  throw misconfigured("'Channel of the Orders' and 'Account of the Orders' have to be filled in", 'Look at an order of the node that read it: they stand in its identity.');
}

/** What a file holds, by 'Content': its records, mapped when they are asked for, and how the books call one. */
interface Content {
  fingerprint: string;
  records(): Pending[];
  raw(): Row[];
  /** By its identity where left out. */
  tell?(record: Row): Told;
}

function tableContent(table: ReadTable, records: () => Pending[], tell: (record: Row) => Told): Content {
  return { fingerprint: table.fingerprint, records, raw: () => table.records.map(({ values }) => ({ ...values }) as Row), tell };
}

async function contentOf(item: ItemContext, now: number): Promise<Content> {
  const { delimiter = '', charset = 'auto', decimalSign = ',', addUp = false, datePattern = 'dd.MM.yyyy', timeZone = 'Europe/Berlin' } = optionsOf(item);
  const content = item.param<string>('content');
  const file = await item.file(item.param<string>('binaryProperty') || 'data');
  if (content === 'amazonReport') {
    const report = readOrderReport(file, charset);
    return { fingerprint: report.fingerprint, records: () => orderRecords(report, orderAccount(item)), raw: () => rawOrders(report) };
  }
  const table = readTable(file, { delimiter, charset, decimalSign });
  const named = headingsNamed(item);
  if (content === 'stock') return tableContent(table, () => stockRecords(table, { decimalSign, named, addUp }), tellStock);
  const tried = settleNow(() => formatDate(0, datePattern, timeZone));
  if ('problem' in tried) throw misconfigured(tried.problem.message, "Correct 'Date Pattern' or 'Time Zone' in the options.");
  return tableContent(table, () => despatchRecords(table, { decimalSign, named, ...orderAccount(item), datePattern, timeZone, now }), tellShipment);
}

async function pageOf(run: Pick<RunContext, 'now'>, item: ItemContext): Promise<Row> {
  const content = await contentOf(item, run.now());
  const file = content.fingerprint;
  return await readWindowPage<FileCursor>(
    run,
    timelessItem(item),
    () => undefined,
    async ({ cursor, pageSize }) => {
      const records = content.records();
      // Places in a file mean nothing in another one.
      if (cursor && cursor.file !== file) return { rows: [], restart: true };
      const from = cursor?.at ?? 0;
      const at = from + pageSize;
      return { rows: records.slice(from, at).map((make) => make()), next: at < records.length ? { at, file } : undefined };
    },
    content.tell,
  );
}

async function rowsOf(run: Pick<RunContext, 'now'>, item: ItemContext): Promise<Array<Row | Unreadable>> {
  if (item.param<boolean>('pageByPage')) return [await pageOf(run, item)];
  const content = await contentOf(item, run.now());
  const atMost = item.param<boolean>('returnAll') ? undefined : item.param<number>('limit');
  if (item.param<string>('output') === 'raw') return content.raw().slice(0, atMost);
  return content.records().slice(0, atMost).map((make) => make());
}

export const parseFile: FileOperation = {
  kind: 'file',
  value: 'parse',
  name: 'Parse',
  action: 'Parse a file of Hyreka',
  description: 'Read a stock export, a despatch list or an order report of Amazon into stock levels, shipments or orders',
  fields: parseFields,
  // A level, a shipment or an order, by 'Content': the editor's preview knows one shape for an operation.
  output: z.object({ ...orderSchema.shape, ...stockLevelFields.shape, ...shipmentSchema.shape }).partial(),
  async run(run, items): Promise<FileResult> {
    const result: FileResult = { rows: [], failed: [] };
    for (const item of items) {
      const read = await settle(async () => await rowsOf(run, item));
      if ('value' in read) result.rows.push(...read.value.map((row) => new FromItem(item.index, row)));
      else result.failed.push({ index: item.index, problem: read.problem });
    }
    return result;
  },
};
