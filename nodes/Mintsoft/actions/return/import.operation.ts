import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { refused } from '../../../shared/api/problem';
import { identityKey, parseReturn } from '../../../shared/model';
import type { ItemContext, RunContext, WriteOperation } from '../../../shared/node/operation';
import { jsonParam } from '../../../shared/node/params';
import { judging } from '../../picks';
import { importReturns, returnName, type ReturnJob } from '../../import-returns';
import { prepareItems } from '../../../shared/node/prepare';
import { firstOfEach, withRepeats } from '../../../shared/node/repeats';
import { clientField, clientOf, idOf, prefixField, textOf, warehouseField, zoneField, zoneOf } from '../fields';

const fields: INodeProperties[] = [
  {
    displayName: 'Return',
    name: 'return',
    type: 'json',
    default: '={{ $json }}',
    required: true,
    description: 'The return in the Channel Sync shape, as the Return: Get Many operations of all channels give it',
  },
  clientField,
  { ...warehouseField, required: true, description: 'The warehouse the goods come back to' },
  {
    displayName: 'Return Reason Name or ID',
    name: 'reason',
    type: 'options',
    typeOptions: { loadOptionsMethod: 'getReturnReasons' },
    default: '',
    required: true,
    description:
      'For all lines; Mintsoft ties to it what happens to the stock. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
  },
  prefixField,
  {
    displayName: 'Confirm',
    name: 'confirm',
    type: 'boolean',
    default: false,
    description: 'Whether to confirm the return at once, which books the goods. Leave off where the warehouse looks at them first.',
  },
  zoneField,
  {
    displayName: 'Options',
    name: 'options',
    type: 'collection',
    placeholder: 'Add option',
    default: {},
    options: [
      {
        displayName: 'Action',
        name: 'action',
        type: 'string',
        default: 'DoNothing',
        description: 'The Action of each line. Which words Mintsoft knows is not documented; seen are DoNothing and NONE.',
      },
    ],
  },
];

const output = z
  .object({
    outcome: z.enum(['created', 'unchanged']),
    targetId: z.string(),
    returnId: z.number().optional(),
    identityKey: z.string(),
    number: z.string(),
    orderNumber: z.string(),
  })
  .passthrough();

function jobOf(item: ItemContext): ReturnJob {
  const { param } = item;
  const settings = {
    clientId: clientOf(param),
    warehouseId: idOf(param, 'warehouse', 'Warehouse', 'needed') ?? 0,
    prefix: textOf(param, 'orderPrefix'),
    reasonId: idOf(param, 'reason', 'Return Reason Name or ID', 'needed') ?? 0,
    action: param<{ action?: string } | undefined>('options')?.action?.trim() || 'DoNothing',
    confirm: param<boolean | undefined>('confirm') === true,
    zone: zoneOf(param),
  };
  const record = parseReturn(jsonParam(item, 'return', 'Return'));
  if (record.lines.length === 0) throw refused(`${returnName(record)} has no lines`, 'Nothing came back: leave it out.');
  const identity = record.order ?? (record.orderNumber ? { ...record.identity, id: record.orderNumber } : undefined);
  if (!identity) throw refused(`${returnName(record)} names no order`, "Give it an 'order' or an 'orderNumber'.");
  return { index: item.index, record, settings, wanted: { identity, number: record.orderNumber, references: record.references } };
}

export const importReturn: WriteOperation = {
  kind: 'write',
  value: 'import',
  name: 'Import',
  action: 'Import returns',
  description: 'Announce returns with their lines unless they are there',
  fields,
  output,
  async run(run: RunContext, items: ItemContext[]) {
    const prepared = prepareItems(items, jobOf);
    const { jobs, repeats } = firstOfEach(prepared.jobs, ({ record }) => identityKey(record.identity));
    return [...prepared.failed, ...withRepeats(await importReturns(run, jobs, judging(run)), repeats)];
  },
};
