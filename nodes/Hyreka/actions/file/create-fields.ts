import type { INodeProperties } from 'n8n-workflow';

import { columnsField, tableOptions, type TableStyle } from '../../../shared/node/table-fields';
import { EXTRA_COLUMNS } from '../../amazon-columns';
import { ARTICLE_FIELDS } from '../../article-fields';
import { CUSTOMER_FIELDS } from '../../customer-fields';
import { ORDER_FIELDS } from '../../order-lines';

export type Content = 'orderLines' | 'customers' | 'articles' | 'amazonReport' | 'openTransOrder' | 'openTransDispatch';

/** hyreka.md §3. */
export const TABLE_STYLE: TableStyle = {
  delimiter: ';',
  charset: 'windows-1252',
  unmappable: 'transliterate',
  headerRow: true,
  decimalSign: ',',
  datePattern: 'dd.MM.yyyy',
  timeZone: 'Europe/Berlin',
  lineBreaks: 'space',
};

/** File names unless the operator gives one. */
export const FILE_NAMES: Readonly<Record<Content, string>> = {
  orderLines: 'auftragspositionen-{date}-{mark}.csv',
  customers: 'datenimport-kunden-{date}-{mark}.csv',
  articles: 'datenimport-artikel-{date}-{mark}.csv',
  amazonReport: 'amazon-bestellbericht-{date}-{mark}.txt',
  openTransOrder: 'opentrans-order-{number}.xml',
  openTransDispatch: 'opentrans-dispatchnotification-{number}.xml',
};

const shownFor = (...content: Content[]): INodeProperties['displayOptions'] => ({ show: { content } });

const columnsFor = (content: Content, fields: Parameters<typeof columnsField>[0]): INodeProperties => ({ ...columnsField(fields), displayOptions: shownFor(content) });

const reportOptions: INodeProperties[] = [
  {
    displayName: 'Billing Columns',
    name: 'billingColumns',
    type: 'boolean',
    default: true,
    description: 'Whether the report has the billing address ("Fakturierung"); without it Hyreka knows only the delivery address. For the Amazon order report.',
  },
  {
    displayName: 'Extra Columns',
    name: 'extraColumns',
    type: 'multiOptions',
    options: EXTRA_COLUMNS.map((name) => ({ name, value: name })),
    default: [],
    description: 'Columns of newer Amazon accounts that are written too. For the Amazon order report.',
  },
];

const orderOptions: INodeProperties[] = [
  { displayName: 'Parts of Bundles', name: 'bundleParts', type: 'boolean', default: false, description: 'Whether the parts of a bundle are lines beside the bundle itself; both take goods from stock' },
  {
    displayName: 'Tax Rate for What Has None',
    name: 'taxRate',
    type: 'string',
    default: '',
    placeholder: 'e.g. 19',
    description: 'Percent for lines and charges that come with neither tax nor tax rate. Leave empty to leave the other side of their prices empty.',
  },
];

const nameOptions: INodeProperties[] = [
  {
    displayName: 'File Name',
    name: 'fileName',
    type: 'string',
    default: '',
    placeholder: 'e.g. auftraege-{date}-{time}.csv',
    description:
      'Placeholders: {date}, {time}, {mark} (the same for the same content), {first} and {last} number in a table, {number} in openTRANS. Leave empty for a name by the content.',
  },
  { displayName: 'Put File Into Field', name: 'binaryProperty', type: 'string', default: 'data', description: 'Name of the binary field of the item' },
];

const byName = (a: INodeProperties, b: INodeProperties): number => a.displayName.localeCompare(b.displayName, 'en');

const options: INodeProperties = { displayName: 'Options', name: 'options', type: 'collection', placeholder: 'Add option', default: {}, options: [] };

export const createFields: INodeProperties[] = [
  {
    displayName: 'Content',
    name: 'content',
    type: 'options',
    options: [
      { name: 'Amazon Order Report (TXT)', value: 'amazonReport', description: 'From orders of any channel: the columns of the report for invoicing' },
      { name: 'Articles for Datenimport (CSV)', value: 'articles', description: 'From products, stock levels, or both: they are joined by their SKU' },
      { name: 'Customers of Orders (CSV)', value: 'customers', description: 'From orders: each customer once' },
      { name: 'openTRANS DISPATCHNOTIFICATION (XML)', value: 'openTransDispatch', description: 'From shipments: one file each' },
      { name: 'openTRANS ORDER (XML)', value: 'openTransOrder', description: 'From orders: one file each' },
      { name: 'Order Lines (CSV)', value: 'orderLines', description: 'From orders: one row for each line' },
    ],
    default: 'orderLines',
    description: 'What is written. All items go into one file, unless it says one file each; a person takes it up in Hyreka.',
  },
  {
    displayName: 'Record',
    name: 'record',
    type: 'json',
    default: '={{ $json }}',
    required: true,
    description: 'The record in the Channel Sync shape, as the Get Many operations of all channels give it',
  },
  columnsFor('orderLines', ORDER_FIELDS),
  columnsFor('customers', CUSTOMER_FIELDS),
  columnsFor('articles', ARTICLE_FIELDS),
  {
    displayName: 'Seller ID',
    name: 'supplierId',
    type: 'string',
    default: 'SHOP',
    required: true,
    displayOptions: shownFor('openTransOrder', 'openTransDispatch'),
    description: 'How the document names you as the supplier',
  },
  Object.assign({}, options, { options: [...nameOptions, ...orderOptions, ...reportOptions, ...tableOptions(TABLE_STYLE)].sort(byName) }),
];
