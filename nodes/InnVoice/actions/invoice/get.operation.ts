import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { refused } from '../../../shared/api/problem';
import { identitySchema } from '../../../shared/model';
import { outputField } from '../../../shared/node/fields';
import { WithFiles, type ItemContext, type ReadOperation, type Row, type RunContext } from '../../../shared/node/operation';
import { naming } from '../../../shared/node/prepare';
import { settle } from '../../../shared/node/settle';
import { invoiceRow, readInvoice, readPdf } from '../../read-invoice';

const withPdf = { show: { downloadPdf: [true] } };

const fields: INodeProperties[] = [
  {
    displayName: 'Technical ID',
    name: 'techid',
    type: 'string',
    default: '={{ $json.techid }}',
    required: true,
    description: 'The techid Import gave',
  },
  outputField,
  {
    displayName: 'Download PDF',
    name: 'downloadPdf',
    type: 'boolean',
    default: false,
    description: 'Whether to also fetch the document as a file. Where that fails, the row tells why, and the link stays valid.',
  },
  {
    displayName: 'Print Link',
    name: 'printUrl',
    type: 'string',
    default: '={{ $json.printUrl }}',
    displayOptions: withPdf,
    description: 'The printUrl Import gave; the look-up itself is not known to give one. It opens without a login: personal data.',
  },
  {
    displayName: 'Put PDF Into Field',
    name: 'binaryProperty',
    type: 'string',
    default: 'data',
    displayOptions: withPdf,
    description: 'Name of the binary field of the item',
  },
];

const output = z
  .object({
    identity: identitySchema,
    techid: z.string(),
    invoiceNumber: z.string().optional(),
    tableId: z.string().optional(),
    printUrl: z.string().optional(),
    pdfMissing: z.string().optional(),
  })
  .passthrough();

async function pdfOf(run: RunContext, item: ItemContext, row: Row, link: string | undefined, name: string): Promise<Row | WithFiles> {
  const printUrl = link ?? (item.param<string>('printUrl') ?? '').trim();
  if (printUrl === '') return { ...row, pdfMissing: "No print link is known: give 'Print Link' from the row of Import" };
  const pdf = await readPdf(run.client, printUrl, name);
  if ('missing' in pdf) return { ...row, printUrl, pdfMissing: pdf.missing };
  return new WithFiles({ ...row, printUrl }, { [item.param<string>('binaryProperty') || 'data']: pdf.file });
}

export const getInvoice: ReadOperation = {
  kind: 'read',
  value: 'get',
  name: 'Get',
  action: 'Get an invoice',
  description: 'Get the number of a document by its technical ID, and its PDF',
  fields,
  output,
  async run(run: RunContext, item: ItemContext) {
    const techid = String(item.param<string | number>('techid') ?? '').trim();
    if (techid === '') throw refused("'Technical ID' is empty", 'Give the techid of the row of Import.');
    const read = await settle(async () => await readInvoice(run.client, techid));
    if ('problem' in read) throw naming(`Document '${techid}'`, read.problem);
    const { value: document } = read;
    const row = item.param<string>('output') === 'raw' ? (document.raw as unknown as Row) : invoiceRow(run.client, document, techid);
    if (item.param<boolean>('downloadPdf') !== true) return [row];
    return [await pdfOf(run, item, row, document.printUrl, document.number ?? techid)];
  },
};
