import type { INodeProperties } from 'n8n-workflow';

import type { ItemContext, Outcome, RunContext, WriteOperation } from '../../../shared/node/operation';
import { changeRow, holdOrders, holdRequest, standsBefore, type ChangeJob, type HoldBy } from '../../change-orders';
import { changeOrders, changeOutput } from './change';
import { findFields, orderField } from './target';

const byField: INodeProperties = {
  displayName: 'Hold By',
  name: 'holdBy',
  type: 'options',
  options: [
    { name: 'Locking', value: 'lock', description: 'The order cannot be processed and its stock is free again' },
    { name: 'Parking', value: 'park', description: 'The order cannot be processed and its stock stays reserved' },
  ],
  default: 'park',
  description: 'How Linnworks holds the order. Parking takes the place of a tag the order had.',
};

const fields: INodeProperties[] = [orderField, ...findFields, byField];

function planOf(job: ChangeJob, by: HoldBy, hold: boolean): Outcome {
  const { method, path, body = '' } = holdRequest([job.order.OrderId ?? ''], by, hold);
  const plan = `${by === 'lock' ? 'LockOrder' : 'ChangeOrderTag'}, up to 100 orders per call.`;
  return { index: job.index, row: { ...changeRow(job, hold ? 'would hold' : 'would release'), request: { method, path, body }, plan } };
}

async function change(run: RunContext, items: ItemContext[], hold: boolean): Promise<Outcome[]> {
  const by = items[0]?.param<HoldBy | undefined>('holdBy') ?? 'park';
  return await changeOrders(run, items, {
    before: (job) => standsBefore(job, by, hold),
    plan: (job) => planOf(job, by, hold),
    carryOut: async (jobs) => await holdOrders(run.client, jobs, by, hold),
    passMissing: false,
  });
}

export const holdOrder: WriteOperation = {
  kind: 'write',
  value: 'hold',
  name: 'Hold',
  action: 'Hold orders',
  description: 'Park or lock orders, so that nobody despatches them',
  fields,
  output: changeOutput,
  run: async (run, items) => await change(run, items, true),
};

export const releaseOrder: WriteOperation = {
  kind: 'write',
  value: 'release',
  name: 'Release',
  action: 'Release orders',
  description: 'Unpark or unlock orders, so that they can be despatched',
  fields,
  output: changeOutput,
  run: async (run, items) => await change(run, items, false),
};
