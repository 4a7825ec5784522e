import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { cellsOf, headingsOf, type CsvCell } from '../../../shared/format';
import { parseProduct, parseStockLevel } from '../../../shared/model';
import { WithFiles, type FileOperation, type FileResult, type ItemContext } from '../../../shared/node/operation';
import { jsonParam } from '../../../shared/node/params';
import { settleNow } from '../../../shared/node/settle';
import { decimalSignField, delimiterField } from '../../../shared/node/table-fields';
import { documentDate } from '../../dates';
import { fileBytes, PRODUCT_COLUMNS, STOCK_COLUMNS, type FileSettings } from '../../import-file';

const PRODUCTS = 'products';

const fields: INodeProperties[] = [
  {
    displayName: 'Content',
    name: 'content',
    type: 'options',
    options: [
      { name: 'Products and Prices', value: PRODUCTS },
      { name: 'Stock', value: 'stock' },
    ],
    default: PRODUCTS,
    description: 'What the items are. All of them go into one file, which you take up in InnVoice by its own import.',
  },
  {
    displayName: 'Record',
    name: 'record',
    type: 'json',
    default: '={{ $json }}',
    required: true,
    description: 'The product or stock level in the Channel Sync shape, as the Get Many operations of all channels give it',
  },
  {
    displayName: 'Price Group',
    name: 'priceGroup',
    type: 'string',
    default: '',
    displayOptions: { show: { content: [PRODUCTS] } },
    description: 'Price group of the source whose price is written. Leave empty for the price that is for everybody.',
  },
  {
    displayName: 'Warehouse',
    name: 'warehouse',
    type: 'string',
    default: '',
    placeholder: 'e.g. Központ',
    displayOptions: { show: { content: ['stock'] } },
    description: 'Warehouse of InnVoice the levels are for. Leave empty for the one each level names.',
  },
  {
    displayName: 'Options',
    name: 'options',
    type: 'collection',
    placeholder: 'Add option',
    default: {},
    options: [
      decimalSignField,
      { ...delimiterField, description: 'What stands between two cells; a Hungarian Excel expects the semicolon' },
      { displayName: 'File Name', name: 'fileName', type: 'string', default: '', placeholder: 'e.g. termekek.csv', description: 'Leave empty for a name with the date' },
      { displayName: 'Put File Into Field', name: 'binaryProperty', type: 'string', default: 'data', description: 'Name of the binary field of the item' },
    ],
  },
];

interface FileOptions {
  decimalSign?: FileSettings['decimalSign'];
  delimiter?: FileSettings['delimiter'];
  fileName?: string;
  binaryProperty?: string;
}

function settingsOf(item: ItemContext): FileSettings & Required<Pick<FileOptions, 'fileName' | 'binaryProperty'>> {
  const { decimalSign = ',', delimiter = ';', fileName = '', binaryProperty = '' } = item.param<FileOptions>('options') ?? {};
  return {
    decimalSign,
    delimiter,
    priceGroup: item.param<string>('priceGroup') ?? '',
    warehouse: item.param<string>('warehouse') ?? '',
    fileName,
    binaryProperty: binaryProperty || 'data',
  };
}

function rowOf(item: ItemContext, settings: FileSettings): CsvCell[] {
  const record = jsonParam(item, 'record', 'Record');
  return item.param<string>('content') === 'stock'
    ? cellsOf(STOCK_COLUMNS, parseStockLevel(record), settings)
    : cellsOf(PRODUCT_COLUMNS, parseProduct(record), settings);
}

export const createFile: FileOperation = {
  kind: 'file',
  value: 'create',
  name: 'Create',
  action: 'Create an import file',
  description: 'Make one CSV file of all items, to be taken up by the import of InnVoice',
  fields,
  output: z.object({ fileName: z.string(), content: z.string(), rows: z.number() }).passthrough(),
  async run(run, items): Promise<FileResult> {
    const [first] = items;
    if (!first) return { rows: [], failed: [] };
    const content = first.param<string>('content');
    const settings = settingsOf(first);
    const rows: CsvCell[][] = [];
    const failed: FileResult['failed'] = [];
    for (const item of items) {
      const made = settleNow(() => rowOf(item, settings));
      if ('value' in made) rows.push(made.value);
      else failed.push({ index: item.index, problem: made.problem });
    }
    const headings = headingsOf(content === 'stock' ? STOCK_COLUMNS : PRODUCT_COLUMNS);
    const day = documentDate(run.now()).replace(/\.$/, '').replace(/\./g, '-');
    const fileName = settings.fileName || `innvoice-${content}-${day}.csv`;
    const file = { data: fileBytes(headings, rows, settings), fileName, mimeType: 'text/csv' };
    return { rows: rows.length === 0 ? [] : [new WithFiles({ fileName, content, rows: rows.length }, { [settings.binaryProperty]: file })], failed };
  },
};
