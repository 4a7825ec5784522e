import type { Client } from '../shared/api/client';
import type { Outcome, Row } from '../shared/node/operation';
import { settle } from '../shared/node/settle';
import { documentsIn, type VendorDocument } from './answer';
import { convertRequest } from './api';
import { readInvoice } from './read-invoice';
import { sendOnce, untold } from './send-once';
import { conversionXml } from './write-xml';

/** One proforma to be turned into an invoice. */
export interface Conversion {
  index: number;
  /** TABLE_ID of the proforma: the key of the conversion (innvoice.md §2). */
  tableId: string;
  /** What people call it: the order's number where it is known. */
  number: string;
  dates: { SzamlaKelte: string; TeljesitesKelte: string; Hatarido: string };
}

const named = ({ number }: Conversion): string => `Proforma of '${number}'`;

const LOOK = 'Look in InnVoice whether the proforma has an invoice. Only if it has none, run it again for this one.';

const requestOf = ({ tableId, dates }: Conversion) => convertRequest(conversionXml({ TABLE_ID: tableId, ...dates }));

async function convert(client: Client, one: Conversion): Promise<VendorDocument> {
  const { data } = await client.call<string>(requestOf(one));
  const [document] = documentsIn(data);
  if (!document) throw untold('proforma_invoice', LOOK);
  return document;
}

/** The answer has no number: one more call reads it (innvoice.md §2). Without it the invoice is there all the same. */
async function numberOf(client: Client, { techid, number }: VendorDocument): Promise<{ invoiceNumber?: string; numberMissing?: string }> {
  if (number !== undefined) return { invoiceNumber: number };
  if (techid === undefined) return { numberMissing: 'InnVoice gave no techid' };
  const read = await settle(async () => await readInvoice(client, techid));
  if ('problem' in read) return { numberMissing: read.problem.message };
  return read.value.number === undefined ? { numberMissing: 'InnVoice gave no number' } : { invoiceNumber: read.value.number };
}

async function rowOf(client: Client, one: Conversion, document: VendorDocument): Promise<Row> {
  const { techid, tableId, printUrl } = document;
  return {
    outcome: 'converted',
    targetId: techid ?? tableId ?? '',
    ...(techid === undefined ? {} : { techid }),
    ...(tableId === undefined ? {} : { tableId }),
    ...(printUrl === undefined ? {} : { printUrl }),
    ...(await numberOf(client, document)),
    number: one.number,
    proformaTableId: one.tableId,
  };
}

export const convertAll = async (client: Client, conversions: readonly Conversion[]): Promise<Outcome[]> =>
  await sendOnce(conversions, named, LOOK, async (one) => await rowOf(client, one, await convert(client, one)));

export function planAll(conversions: readonly Conversion[]): Outcome[] {
  return conversions.map((one) => {
    const { method, path, body = '' } = requestOf(one);
    return {
      index: one.index,
      row: {
        outcome: 'would convert',
        number: one.number,
        proformaTableId: one.tableId,
        request: { method, path, body },
        plan: 'One POST that closes the invoice, which is then reported to the tax office; then one look-up of its number.',
      },
    };
  });
}
