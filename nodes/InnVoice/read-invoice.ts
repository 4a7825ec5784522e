import type { Client } from '../shared/api/client';
import { refused } from '../shared/api/problem';
import { compact, compactOrNothing } from '../shared/model';
import type { Row, RowFile } from '../shared/node/operation';
import { settle } from '../shared/node/settle';
import { isPrintAddress } from './account';
import { documentsIn, type VendorDocument } from './answer';
import { accountOf, printRequest, techidRequest } from './api';

const KNOWN = new Set(['techid', 'Sorszam', 'SorszamFormatted', 'PrintUrl', 'TABLE_ID']);

/** The document with this technical id. @throws Problem naming it where InnVoice knows none */
export async function readInvoice(client: Client, techid: string): Promise<VendorDocument> {
  const { data } = await client.call<string>(techidRequest(techid));
  const [document] = documentsIn(data);
  if (document) return document;
  throw refused('InnVoice gave no document', 'Give the techid of the row of Import, not the number of the invoice.', { vendor: client.vendor.name, operation: 'invoice/techid' });
}

export function invoiceRow(client: Client, document: VendorDocument, techid: string): Row {
  const { number, printUrl, tableId, raw } = document;
  const extra = Object.fromEntries(Object.entries(raw).filter(([name]) => !KNOWN.has(name)));
  return compact({
    identity: { channel: 'innvoice', account: accountOf(client), id: techid },
    techid,
    invoiceNumber: number,
    tableId,
    printUrl,
    extra: compactOrNothing(extra),
  }) as Row;
}

/** Numbers hold slashes, which no file name may (innvoice.md §5). */
export const fileNameOf = (number: string): string => `${number.replace(/[^\p{L}\p{N}._-]+/gu, '-')}.pdf`;

/** The PDF, or why it is not there: the document exists all the same, so that is no failure (innvoice.md §5). */
export async function readPdf(client: Client, printUrl: string, name: string): Promise<{ file: RowFile } | { missing: string }> {
  if (!isPrintAddress(printUrl, client.account?.baseUrl ?? '')) return { missing: 'The print link does not lead to InnVoice' };
  const got = await settle(async () => await client.call<string>(printRequest(printUrl)));
  if ('problem' in got) return { missing: got.problem.message };
  const data = Buffer.from(got.value.data, 'latin1');
  if (!got.value.data.startsWith('%PDF')) return { missing: 'InnVoice gave something else than a PDF' };
  return { file: { data, fileName: fileNameOf(name), mimeType: 'application/pdf' } };
}
