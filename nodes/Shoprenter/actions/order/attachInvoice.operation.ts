import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { refused } from '../../../shared/api/problem';
import { identityKey } from '../../../shared/model';
import type { ItemContext, RunContext, WriteOperation } from '../../../shared/node/operation';
import { prepareItems } from '../../../shared/node/prepare';
import { lastOfEach, withRepeats } from '../../../shared/node/repeats';
import { attachInvoices, DOCUMENT_TYPES, type DocumentType, type InvoiceJob } from '../../attach-invoices';
import { CHANNEL } from '../../mapping';
import { meantOrder, orderField } from './fields';

const fields: INodeProperties[] = [
  orderField,
  {
    displayName: 'Document Number',
    name: 'invoiceNumber',
    type: 'string',
    default: '',
    required: true,
    placeholder: 'e.g. E-2026-17',
    description: 'Number of the invoice; with the order it tells one link from another',
  },
  {
    displayName: 'Link',
    name: 'invoiceUrl',
    type: 'string',
    default: '',
    required: true,
    placeholder: 'e.g. https://billing.example.com/E-2026-17.pdf',
    description: 'Address under which the document can be read',
  },
  {
    displayName: 'Document Type',
    name: 'documentType',
    type: 'options',
    options: [
      { name: 'Correction', value: 'correction' },
      { name: 'E-Invoice', value: 'einvoice' },
      { name: 'Invoice', value: 'normal' },
      { name: 'Proforma (Díjbekérő)', value: 'proforma' },
      { name: 'Storno', value: 'storno' },
    ],
    default: 'normal',
    description: 'What kind of document it is',
  },
  {
    displayName: 'Link ID',
    name: 'linkId',
    type: 'string',
    default: '',
    description: 'The target ID an earlier run returned for this link, where you keep it. The link is then read and changed without looking for it.',
  },
  {
    displayName: 'Look for Existing Links',
    name: 'lookForExisting',
    type: 'boolean',
    default: true,
    description:
      "Whether to look for the link where no Link ID is given. Shoprenter's list has no filter: one call per 200 links of the shop. Switch it off only where books keep what was done.",
  },
];

const output = z
  .object({
    outcome: z.enum(['created', 'updated', 'unchanged']),
    targetId: z.string().describe('Id of the link; give it as Link ID to change the link later'),
    identityKey: z.string(),
    number: z.string(),
    orderId: z.string(),
    invoiceId: z.string(),
    invoicePath: z.string(),
    invoiceType: z.enum(DOCUMENT_TYPES),
  })
  .passthrough();

const textParam = (item: ItemContext, name: string): string => String(item.param<unknown>(name) ?? '').trim();

function jobOf(run: RunContext, item: ItemContext): InvoiceJob {
  const order = meantOrder(item, run.client);
  const [invoiceId, invoicePath, linkId] = ['invoiceNumber', 'invoiceUrl', 'linkId'].map((name) => textParam(item, name)) as [string, string, string];
  const named = `Order '${order.number}'`;
  if (invoiceId === '') throw refused(`${named}: 'Document Number' is empty`, 'Give the number of the document.');
  if (!/^https?:\/\/\S+$/i.test(invoicePath)) throw refused(`${named}: 'Link' is not an address like https://…`, 'Give the address of the document.');
  return {
    index: item.index,
    ...order,
    identityKey: identityKey({ channel: CHANNEL, account: run.client.account?.id ?? '', id: order.number }),
    invoiceId,
    invoicePath,
    invoiceType: item.param<DocumentType | undefined>('documentType') ?? 'normal',
    ...(linkId === '' ? {} : { linkId }),
  };
}

const keyOf = ({ number, invoiceId }: InvoiceJob): string => JSON.stringify([number, invoiceId]);

export const attachInvoice: WriteOperation = {
  kind: 'write',
  value: 'attachInvoice',
  name: 'Attach Invoice',
  action: 'Attach invoices to orders',
  description: 'Put the link to a document onto its order; a link that is there is changed or left alone',
  fields,
  output,
  async run(run: RunContext, items: ItemContext[]) {
    const { jobs: all, failed } = prepareItems(items, (item) => jobOf(run, item));
    const { jobs, repeats } = lastOfEach(all, keyOf);
    const look = items[0]?.param<boolean | undefined>('lookForExisting') ?? true;
    const outcomes = await attachInvoices(run.client, jobs.reverse(), look, run.dryRun);
    return [...failed, ...withRepeats(outcomes, repeats)];
  },
};
