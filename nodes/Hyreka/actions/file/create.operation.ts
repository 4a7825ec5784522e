import { z } from 'zod';

import { misconfigured } from '../../../shared/api/problem';
import { fileNameOf } from '../../../shared/format';
import { decimal, toNumber } from '../../../shared/model';
import type { FileOperation, FileResult, ItemContext, RunContext } from '../../../shared/node/operation';
import { settleNow } from '../../../shared/node/settle';
import { columnsOf, tableStyleOf, type TableStyle } from '../../../shared/node/table-fields';
import { amazonTable } from '../../amazon-table';
import { ARTICLE_FIELDS } from '../../article-fields';
import { articleTable } from '../../article-table';
import { CUSTOMER_FIELDS } from '../../customer-fields';
import type { Table } from '../../jobs';
import type { OrderSettings } from '../../order-job';
import { ORDER_FIELDS } from '../../order-lines';
import { customerTable, orderTable } from '../../order-table';
import { openTransFiles } from '../../write-opentrans';
import { tableFile, type FileTarget } from '../../write-table';
import { createFields, FILE_NAMES, TABLE_STYLE, type Content } from './create-fields';

interface Options extends Partial<TableStyle> {
  fileName?: string;
  binaryProperty?: string;
  bundleParts?: boolean;
  taxRate?: string | number;
  billingColumns?: boolean;
  extraColumns?: string[];
}

function rateOf(given: string | number | undefined): number | undefined {
  const text = String(given ?? '').trim().replace(',', '.').replace(/\s*%$/, '');
  if (text === '') return undefined;
  const rate = settleNow(() => toNumber(decimal(text)));
  if ('value' in rate && rate.value >= 0) return rate.value;
  throw misconfigured("'Tax Rate for What Has None' is not a percentage", 'Write e.g. 19, or leave it empty.');
}

const PLACEHOLDERS = { date: '', time: '', mark: '' };

/** No record is to blame for a placeholder that does not exist. */
function checkName(pattern: string, isXml: boolean): void {
  const tried = settleNow(() => fileNameOf(pattern, { ...PLACEHOLDERS, ...(isXml ? { number: '' } : { first: '', last: '' }) }));
  if ('problem' in tried) throw misconfigured(tried.problem.message, "Correct 'File Name' in the options.");
}

const isChosen = (item: ItemContext): boolean => (item.param<{ column?: unknown[] }>('columns')?.column ?? []).length > 0;

function tableOf(content: Content, items: ItemContext[], first: ItemContext, style: TableStyle, options: Options, orders: OrderSettings): Table {
  if (content === 'articles') return articleTable(items, isChosen(first) ? columnsOf(ARTICLE_FIELDS, first) : undefined, style);
  if (content === 'customers') return customerTable(items, columnsOf(CUSTOMER_FIELDS, first), style);
  if (content === 'amazonReport') {
    return amazonTable(items, { ...orders, withBilling: options.billingColumns ?? true, extraColumns: options.extraColumns ?? [] });
  }
  return orderTable(items, columnsOf(ORDER_FIELDS, first), style, orders);
}

function create(run: Pick<RunContext, 'now'>, items: ItemContext[], first: ItemContext): FileResult {
  const content = first.param<Content>('content');
  const options = first.param<Options>('options') ?? {};
  const style = tableStyleOf(options, TABLE_STYLE);
  const orders: OrderSettings = { fallbackRate: rateOf(options.taxRate), bundleParts: options.bundleParts ?? false };
  const isXml = content === 'openTransOrder' || content === 'openTransDispatch';
  const target: FileTarget = {
    content,
    name: options.fileName || FILE_NAMES[content],
    mimeType: isXml ? 'application/xml' : content === 'amazonReport' ? 'text/plain' : 'text/csv',
    binaryProperty: options.binaryProperty || 'data',
    now: run.now(),
  };
  checkName(target.name, isXml);
  if (!isXml) return tableFile(tableOf(content, items, first, style, options, orders), style, content === 'amazonReport', target);
  const supplierId = (first.param<string>('supplierId') ?? '').trim();
  if (supplierId === '') throw misconfigured("'Seller ID' is empty", 'openTRANS names the supplier: write your shop or company.');
  return openTransFiles(items, content === 'openTransOrder' ? 'order' : 'dispatch', { ...orders, supplierId }, target, style.timeZone);
}

export const createFile: FileOperation = {
  kind: 'file',
  value: 'create',
  name: 'Create',
  action: 'Create a file for Hyreka',
  description: 'Make a file that a person takes up in Hyreka: CSV for its import, an Amazon order report, or openTRANS',
  fields: createFields,
  output: z.object({ fileName: z.string(), content: z.string(), remarks: z.array(z.string()) }).passthrough(),
  async run(run, items) {
    const [first] = items;
    return first ? create(run, items, first) : { rows: [], failed: [] };
  },
};
