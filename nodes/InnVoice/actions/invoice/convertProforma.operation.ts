import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { refused } from '../../../shared/api/problem';
import type { ItemContext, RunContext, WriteOperation } from '../../../shared/node/operation';
import { prepareItems } from '../../../shared/node/prepare';
import { convertAll, planAll, type Conversion } from '../../convert-proformas';
import { documentDate } from '../../dates';

const fields: INodeProperties[] = [
  {
    displayName: 'Proforma (TABLE_ID)',
    name: 'tableId',
    type: 'string',
    default: '={{ $json.tableId }}',
    required: true,
    description: 'The tableId Import gave for the proforma. It is not the ID of an invoice book and not the techid.',
  },
  {
    displayName: 'Order Number',
    name: 'number',
    type: 'string',
    default: '={{ $json.number }}',
    description: 'What the proforma is called in rows and errors',
  },
  {
    displayName: 'Fulfilment Date',
    name: 'fulfilmentDate',
    type: 'dateTime',
    default: '',
    description: 'Day of supply (teljesítés). Leave empty for today.',
  },
  {
    displayName: 'Due Days',
    name: 'dueDays',
    type: 'number',
    typeOptions: { minValue: 0 },
    default: 0,
    description: 'Days from today until the invoice is due',
  },
];

const output = z
  .object({
    outcome: z.enum(['converted']),
    targetId: z.string(),
    techid: z.string().optional(),
    tableId: z.string().optional(),
    invoiceNumber: z.string().optional(),
    numberMissing: z.string().optional(),
    printUrl: z.string().describe('Opens without a login: personal data').optional(),
    number: z.string(),
    proformaTableId: z.string(),
  })
  .passthrough();

/** A date of the node, which n8n gives as ISO text with or without an offset; empty is now. */
function momentOf(text: string | undefined, now: number): number {
  if (!text) return now;
  const moment = Date.parse(text);
  if (Number.isNaN(moment)) throw refused("'Fulfilment Date' is not a date", 'Choose a date, or leave it empty for today.');
  return moment;
}

function conversionOf(item: ItemContext, now: number): Conversion {
  const tableId = String(item.param<string | number>('tableId') ?? '').trim();
  const number = String(item.param<string | number>('number') ?? '').trim() || tableId;
  if (!/^\d+$/.test(tableId)) throw refused(`Proforma of '${number}': 'TABLE_ID' is not the number of a proforma`, 'Give the tableId of the row of Import.');
  const fulfilled = momentOf(item.param<string>('fulfilmentDate'), now);
  return {
    index: item.index,
    tableId,
    number,
    dates: {
      SzamlaKelte: documentDate(now),
      TeljesitesKelte: documentDate(fulfilled),
      Hatarido: documentDate(now, item.param<number>('dueDays') ?? 0),
    },
  };
}

export const convertProforma: WriteOperation = {
  kind: 'write',
  value: 'convertProforma',
  name: 'Convert Proforma',
  action: 'Turn proformas into invoices',
  description: 'Close the invoice of a proforma; it is reported to the tax office',
  fields,
  output,
  async run(run: RunContext, items: ItemContext[]) {
    const { jobs, failed } = prepareItems(items, (item) => conversionOf(item, run.now()));
    const first = new Map<string, Conversion>();
    for (const job of jobs) if (!first.has(job.tableId)) first.set(job.tableId, job);
    const once = [...first.values()];
    const outcomes = run.dryRun ? planAll(once) : await convertAll(run.client, once);
    const byIndex = new Map(outcomes.map((outcome) => [outcome.index, outcome]));
    const again = jobs.flatMap(({ index, tableId }) => {
      const outcome = byIndex.get(first.get(tableId)?.index ?? -1);
      return outcome && !byIndex.has(index) ? [{ ...outcome, index }] : [];
    });
    return [...failed, ...outcomes, ...again];
  },
};
