import type { INodeProperties } from 'n8n-workflow';

import { refused } from '../../../shared/api/problem';
import type { ItemContext, Outcome, RunContext, WriteOperation } from '../../../shared/node/operation';
import { wantedOf } from '../../../shared/node/wanted-order';
import { changeOrder, holdChange, planChange, type HoldBy } from '../../change-orders';
import { prepareItems } from '../../../shared/node/prepare';
import { statusNames } from './rows';
import { changeEach, changeOutput, lookUpOf, orderField, targetFields, type Aim } from './target';

const byField: INodeProperties = {
  displayName: 'Hold By',
  name: 'holdBy',
  type: 'options',
  options: [
    { name: 'Awaiting Confirmation', value: 'confirmation', description: 'Until somebody confirms it' },
    { name: 'Awaiting Payment', value: 'payment', description: 'Until the payment is there' },
    { name: 'Fraud Risk', value: 'fraud', description: 'Until the risk is accepted' },
    { name: 'Pack and Hold', value: 'date', description: 'Packed now, sent on a date' },
  ],
  default: 'confirmation',
  description: 'How Mintsoft holds the order. A release has to name the same.',
};

const releaseDateField: INodeProperties = {
  displayName: 'Release Date',
  name: 'releaseDate',
  type: 'string',
  default: '',
  placeholder: 'e.g. 2026-11-30',
  displayOptions: { show: { holdBy: ['date'] } },
  description: 'The day the order may be sent',
};

interface HoldAim extends Aim {
  by: HoldBy;
  releaseDate: string;
}

function aimOf(item: ItemContext, hold: boolean): HoldAim {
  const by = item.param<HoldBy | undefined>('holdBy') ?? 'confirmation';
  const releaseDate = String(item.param<unknown>('releaseDate') ?? '').trim().slice(0, 10);
  if (hold && by === 'date' && !/^\d{4}-\d\d-\d\d$/.test(releaseDate)) {
    throw refused("'Release Date' is not a date", 'Write it as 2026-11-30.');
  }
  return { index: item.index, wanted: wantedOf(item), lookUp: lookUpOf(item), by, releaseDate };
}

async function change(run: RunContext, items: ItemContext[], hold: boolean): Promise<Outcome[]> {
  const { jobs, failed } = prepareItems(items, (item) => aimOf(item, hold));
  if (jobs.length === 0) return failed;
  const names = await statusNames(run);
  const outcomes = await changeEach(run, jobs, {
    async one(job, { by, releaseDate }) {
      const wanted = holdChange(by, hold, names, releaseDate);
      if (run.dryRun) return planChange(job, wanted, hold ? 'would hold' : 'would release', 'One call per order.');
      return await changeOrder(run.client, job, wanted);
    },
  });
  return [...failed, ...outcomes];
}

export const holdOrder: WriteOperation = {
  kind: 'write',
  value: 'hold',
  name: 'Hold',
  action: 'Hold orders',
  description: 'Hold orders back, so that nobody despatches them',
  fields: [orderField, ...targetFields, byField, releaseDateField],
  output: changeOutput,
  run: async (run, items) => await change(run, items, true),
};

export const releaseOrder: WriteOperation = {
  kind: 'write',
  value: 'release',
  name: 'Release',
  action: 'Release orders',
  description: 'Release orders that are held back, so that they can be despatched',
  fields: [orderField, ...targetFields, byField],
  output: changeOutput,
  run: async (run, items) => await change(run, items, false),
};
