import type { INodeProperties } from 'n8n-workflow';

import { later, returnSchema, utc } from '../../../shared/model';
import { hiddenPageByPage, listFields, outputField } from '../../../shared/node/fields';
import type { ItemContext, ReadOperation, Row, RunContext, Unreadable } from '../../../shared/node/operation';
import { readWindowPage } from '../../../shared/node/page-read';
import { startOf } from '../../../shared/node/params';
import { mapRecords } from '../../../shared/node/records';
import type { SourceHint } from '../../mapping-origin';
import { returnIdentity, returnNumber, toReturn } from '../../mapping-return';
import { readReturns, readReturnWindow, type ReturnCursor, type ReturnQuery, type ReturnRow } from '../../read-returns';
import { clientField, clientOf, mintsoftPageFields, prefixField, sourceFields, sourceHint, zoneField, zoneOf } from '../fields';

/** A list without a start goes back this far: one call a day. */
const DEFAULT_BACK_MS = 7 * 86_400_000;

export const returnFilterFields: INodeProperties[] = [
  clientField,
  {
    displayName: 'Only Confirmed',
    name: 'onlyConfirmed',
    type: 'boolean',
    default: true,
    description: 'Whether to hold returns back until the warehouse has confirmed them, which is when their goods are booked',
  },
  {
    displayName: 'Load Orders',
    name: 'loadOrders',
    type: 'boolean',
    default: true,
    description: "Whether to read each return's order, which alone tells who it is at its source. Costs one call for each order.",
  },
  { ...prefixField, description: 'What stands before the order number of the source at Mintsoft; it is cut off here' },
  ...sourceFields,
  zoneField,
];

const fields: INodeProperties[] = [
  ...mintsoftPageFields('returns'),
  ...listFields.map(hiddenPageByPage),
  hiddenPageByPage({
    displayName: 'Since',
    name: 'since',
    type: 'dateTime',
    default: '',
    description: 'Only returns of this day and later, one call for each day. Leave empty for the last week.',
  }),
  ...returnFilterFields,
  hiddenPageByPage(outputField),
];

export const returnQueryOf = (param: ItemContext['param']): ReturnQuery => ({
  clientId: clientOf(param),
  zone: zoneOf(param),
  onlyConfirmed: param<boolean | undefined>('onlyConfirmed') ?? true,
  loadOrders: param<boolean | undefined>('loadOrders') ?? true,
});

/** Returns in the model; one that lacks a needed field stands in its place as not readable. */
export function returnRows(rows: readonly ReturnRow[], hint: SourceHint, zone: string): Array<Row | Unreadable> {
  const tell = ({ row }: ReturnRow) => ({ identity: returnIdentity(row), number: returnNumber(row) });
  return mapRecords(rows, tell, ({ row, order }) => toReturn(row, order, { zone, hint }) as unknown as Row);
}

async function readPageOf(run: RunContext, item: ItemContext): Promise<Row> {
  const query = returnQueryOf(item.param);
  return await readWindowPage<ReturnCursor>(run, item, startOf, async (page) => {
    const window = await readReturnWindow(run.client, query, page, run.now());
    return { ...window, rows: returnRows(window.rows, sourceHint(item.param), query.zone) };
  });
}

async function readList(run: RunContext, item: ItemContext): Promise<Array<Row | Unreadable>> {
  const atMost = item.param<boolean>('returnAll') ? Number.POSITIVE_INFINITY : item.param<number>('limit');
  const now = run.now();
  const since = startOf(String(item.param<unknown>('since') ?? '')) ?? later(utc(now), -DEFAULT_BACK_MS);
  const raw = item.param<string>('output') === 'raw';
  const query = returnQueryOf(item.param);
  const rows = await readReturns(run.client, raw ? { ...query, loadOrders: false } : query, since, atMost, now);
  return raw ? rows.map(({ row }) => ({ ...row }) as unknown as Row) : returnRows(rows, sourceHint(item.param), query.zone);
}

export const getManyReturns: ReadOperation = {
  kind: 'read',
  value: 'getAll',
  name: 'Get Many',
  action: 'Get many returns',
  description: 'Get returns the warehouse has received',
  fields,
  output: returnSchema,
  async run(run: RunContext, item: ItemContext) {
    return item.param<boolean>('pageByPage') ? [await readPageOf(run, item)] : await readList(run, item);
  },
};
