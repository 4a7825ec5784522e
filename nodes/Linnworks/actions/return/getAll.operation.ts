import type { INodeProperties } from 'n8n-workflow';

import { later, returnSchema, utc } from '../../../shared/model';
import { hiddenPageByPage, listFields, outputField, pageFields } from '../../../shared/node/fields';
import type { ItemContext, ReadOperation, Row, RunContext, Unreadable } from '../../../shared/node/operation';
import { readWindowPage } from '../../../shared/node/page-read';
import { mapRecords } from '../../../shared/node/records';
import { returnIdentity, returnNumber, toReturn } from '../../mapping-return';
import { readReturns, readReturnWindow, type ReturnCursor } from '../../read-returns';
import { startOf } from '../../../shared/node/params';
import type { ReturnRow } from '../../types-return';

/** A list without a start goes back this far: the longest span of one search. */
const DEFAULT_BACK_MS = 89 * 86_400_000;

const fields: INodeProperties[] = [
  ...pageFields('returns'),
  ...listFields.map(hiddenPageByPage),
  hiddenPageByPage({
    displayName: 'Actioned Since',
    name: 'actionedSince',
    type: 'dateTime',
    default: '',
    description: 'Only returns whose goods were put back at or after this time. Leave empty for the last three months.',
  }),
  hiddenPageByPage(outputField),
];

function returnRows(rows: readonly ReturnRow[]): Array<Row | Unreadable> {
  const tell = (row: ReturnRow) => ({ identity: returnIdentity(row), number: returnNumber(row) });
  return mapRecords(rows, tell, (row) => toReturn(row) as unknown as Row);
}

async function readPageOf(run: RunContext, item: ItemContext): Promise<Row> {
  return await readWindowPage<ReturnCursor>(run, item, startOf, async (page) => {
    const read = await readReturnWindow(run.client, page, run.now());
    return { ...read, rows: returnRows(read.rows) };
  });
}

async function readList(run: RunContext, item: ItemContext): Promise<Array<Row | Unreadable>> {
  const atMost = item.param<boolean>('returnAll') ? Number.POSITIVE_INFINITY : item.param<number>('limit');
  // Read once: a second look, a millisecond later, would open one more span of three months and cost a call.
  const now = run.now();
  const since = startOf(String(item.param<unknown>('actionedSince') ?? '')) ?? later(utc(now), -DEFAULT_BACK_MS);
  const rows = await readReturns(run.client, since, atMost, now);
  return item.param<string>('output') === 'raw' ? rows.map((row) => ({ ...row }) as Row) : returnRows(rows);
}

export const getManyReturns: ReadOperation = {
  kind: 'read',
  value: 'getAll',
  name: 'Get Many',
  action: 'Get many returns',
  description: 'Get returned lines whose goods were put back or scrapped',
  fields,
  output: returnSchema,
  async run(run: RunContext, item: ItemContext) {
    return item.param<boolean>('pageByPage') ? [await readPageOf(run, item)] : await readList(run, item);
  },
};
