import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { ZERO_RATE_TEXTS } from '../../vat';
import { invoiceBookField } from '../fields';
import { importOptions, PAID_OPTIONS } from './import-options';

const closedOnly = { show: { document: ['invoice', 'proforma'] } };

export const importFields: INodeProperties[] = [
  {
    displayName: 'InnVoice has no key against repeats: the same order handed over twice becomes two documents. Use the template, which keeps a ledger, or keep one yourself.',
    name: 'noKeyNotice',
    type: 'notice',
    default: '',
  },
  {
    displayName: 'Order',
    name: 'order',
    type: 'json',
    default: '={{ $json }}',
    required: true,
    description: 'The order in the Channel Sync shape, as the Get Many operations and triggers of all channels give it',
  },
  {
    displayName: 'Document',
    name: 'document',
    type: 'options',
    options: [
      { name: 'Draft (Félretett)', value: 'draft', description: 'An invoice that can still be changed, closed or deleted in InnVoice' },
      { name: 'Invoice (Számla)', value: 'invoice', description: 'Closed at once and reported to the tax office; it can only be cancelled' },
      { name: 'Proforma (Díjbekérő)', value: 'proforma', description: 'A request for payment, which Convert Proforma turns into an invoice' },
      { name: 'Proforma Draft', value: 'proformaDraft', description: 'A proforma that can still be changed in InnVoice' },
    ],
    default: 'draft',
    description: 'What is made. Where the sum of the lines is not the total of the order, a draft is made in any case.',
  },
  {
    ...invoiceBookField,
    required: true,
    description: 'The invoice book (számlatömb) the documents are numbered in',
  },
  {
    displayName: 'E-Mail the Document',
    name: 'sendEmail',
    type: 'boolean',
    default: false,
    displayOptions: closedOnly,
    description: 'Whether InnVoice is asked to mail the document to the buyer. Never done with drafts. The element is not confirmed: try it once.',
  },
  {
    displayName: 'Book Stock by SKU',
    name: 'stockBySku',
    type: 'boolean',
    default: false,
    description:
      'Whether lines carry their SKU, by which InnVoice books stock. The catalogue is read once per run; SKUs it does not know are sent without, and the row names them. The element is not confirmed: try it with a draft.',
  },
  {
    displayName: 'Reason for 0% VAT',
    name: 'zeroRate',
    type: 'options',
    options: [
      { name: 'None Chosen', value: '', description: 'Orders with 0% VAT are refused' },
      ...ZERO_RATE_TEXTS.map(({ text, meaning }) => ({ name: text, value: text, description: meaning })),
    ],
    default: '',
    description: 'What stands on lines without VAT. Ask your accountant which one is right.',
  },
  {
    displayName: 'Fulfilment Date',
    name: 'fulfilment',
    type: 'options',
    options: [
      { name: 'Day of the Order', value: 'orderDate' },
      { name: 'Today', value: 'today' },
    ],
    default: 'today',
    description: 'Day of supply (teljesítés) on the document',
  },
  {
    displayName: 'Due Days',
    name: 'dueDays',
    type: 'number',
    typeOptions: { minValue: 0 },
    default: 8,
    description: 'Days from today until the document is due',
  },
  { displayName: 'Paid', name: 'paid', type: 'options', options: PAID_OPTIONS, default: 'asOrder', description: 'Whether the document is marked as paid' },
  { displayName: 'Options', name: 'options', type: 'collection', placeholder: 'Add option', default: {}, options: importOptions },
];

/** One output item of an import that was carried out. */
export const importOutput = z
  .object({
    outcome: z.enum(['created']),
    targetId: z.string(),
    techid: z.string().optional(),
    tableId: z.string().optional(),
    invoiceNumber: z.string().optional(),
    printUrl: z.string().describe('Opens without a login: personal data').optional(),
    identityKey: z.string(),
    number: z.string(),
    document: z.string(),
    chosen: z.string(),
    draft: z.boolean(),
    total: z.number(),
    totalDifference: z.number().optional(),
    heldBack: z.string().optional(),
    emailAsked: z.boolean(),
    withoutStock: z.array(z.string()),
    nextStep: z.string().optional(),
  })
  .passthrough();
