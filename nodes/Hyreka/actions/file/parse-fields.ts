import type { INodeProperties } from 'n8n-workflow';

import { hiddenPageByPage, listFields, outputField } from '../../../shared/node/fields';
import { decimalSignField, delimiterField, headersField } from '../../../shared/node/table-fields';
import { timelessPageFields } from '../../../shared/node/timeless';
import { DESPATCH_HEADINGS, STOCK_HEADINGS } from '../../headings';

const shownFor = (...content: string[]): INodeProperties['displayOptions'] => ({ show: { content } });

export const parseFields: INodeProperties[] = [
  {
    displayName: 'Content',
    name: 'content',
    type: 'options',
    options: [
      { name: 'Amazon Order Report (TXT)', value: 'amazonReport', description: "Amazon's report of new, open or all orders, as Hyreka's own connector gets it" },
      { name: 'Despatch List (CSV)', value: 'despatch', description: 'Order number, carrier and tracking number of what was sent' },
      { name: 'Stock Export (CSV)', value: 'stock', description: 'Article number and stock' },
    ],
    default: 'stock',
    description: 'What the file holds',
  },
  { displayName: 'Input Binary Field', name: 'binaryProperty', type: 'string', default: 'data', required: true, description: 'Name of the binary field that holds the file, e.g. of Read Files from Disk, FTP or an e-mail' },
  {
    displayName: 'Channel of the Orders',
    name: 'channel',
    type: 'string',
    default: 'amazon',
    required: true,
    displayOptions: shownFor('despatch', 'amazonReport'),
    description: 'Where the orders of the list come from, in lower case; together with the account and the order number it names the order that is told of its despatch',
  },
  {
    displayName: 'Account of the Orders',
    name: 'account',
    type: 'string',
    default: 'main',
    required: true,
    displayOptions: shownFor('despatch', 'amazonReport'),
    description: "The account in the orders' identity, as the node that read them shows it, e.g. main for Amazon or de for Kaufland",
  },
  ...timelessPageFields('rows of the file'),
  ...listFields.map(hiddenPageByPage),
  { ...headersField(STOCK_HEADINGS), displayOptions: shownFor('stock') },
  { ...headersField(DESPATCH_HEADINGS), displayOptions: shownFor('despatch') },
  hiddenPageByPage({ ...outputField, options: [...(outputField.options ?? []).slice(0, 1), { name: 'Raw', value: 'raw', description: 'The rows of the file by their headings' }] }),
  {
    displayName: 'Options',
    name: 'options',
    type: 'collection',
    placeholder: 'Add option',
    default: {},
    options: [
      { displayName: 'Add Up Rows of One Article', name: 'addUp', type: 'boolean', default: false, description: 'Whether rows of the same article are added up, as for several places; else they are refused. For stock.' },
      {
        displayName: 'Charset',
        name: 'charset',
        type: 'options',
        options: [
          { name: 'Recognise', value: 'auto' },
          { name: 'UTF-8', value: 'utf-8' },
          { name: 'Windows-1252 (ANSI)', value: 'windows-1252' },
        ],
        default: 'auto',
        description: 'How the bytes are letters',
      },
      { displayName: 'Date Pattern', name: 'datePattern', type: 'string', default: 'dd.MM.yyyy', description: 'How the file writes dates: yyyy MM M dd d HH H mm ss. ISO dates with a time are understood anyway. For despatch.' },
      { ...decimalSignField, description: 'Sign in numbers with decimals' },
      {
        ...delimiterField,
        options: [
          { name: 'Comma', value: ',' },
          { name: 'Recognise', value: '' },
          { name: 'Semicolon', value: ';' },
          { name: 'Tab', value: '\t' },
        ],
        default: '',
      },
      { displayName: 'Time Zone', name: 'timeZone', type: 'string', default: 'Europe/Berlin', placeholder: 'e.g. Europe/Berlin', description: 'Zone in which a day begins. For despatch.' },
    ],
  },
];
