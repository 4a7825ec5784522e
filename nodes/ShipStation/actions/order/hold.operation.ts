import type { INodeProperties } from 'n8n-workflow';

import { later, utc, vendorTime } from '../../../shared/model';
import type { ItemContext, Outcome, RunContext, WriteOperation } from '../../../shared/node/operation';
import { prepareItems } from '../../../shared/node/prepare';
import { changeOrder, holdChange, planChange, releaseChange } from '../../change-orders';
import { pacificDay } from '../../times';
import { prefixField, textOf } from '../fields';
import { aimOf, changeEach, changeOutput, orderField, type Aim } from './target';

const YEAR_MS = 365 * 86_400_000;

const untilField: INodeProperties = {
  displayName: 'Hold Until',
  name: 'holdUntil',
  type: 'string',
  default: '',
  placeholder: 'e.g. 2026-12-01',
  description: 'The day on which ShipStation releases the order by itself. Leave empty for a year from now: until somebody releases it.',
};

interface HoldAim extends Aim {
  /** A day, Pacific. */
  until: string;
}

/** A day is taken as it is written; a moment as the day it is at ShipStation. */
function untilOf(text: string, now: number): string {
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return text;
  return pacificDay(vendorTime(text) ?? later(utc(now), YEAR_MS));
}

export const holdOrder: WriteOperation = {
  kind: 'write',
  value: 'hold',
  name: 'Hold',
  action: 'Hold orders',
  description: 'Hold orders back until a day, so that nobody ships them',
  fields: [orderField, prefixField, untilField],
  output: changeOutput,
  async run(run: RunContext, items: ItemContext[]): Promise<Outcome[]> {
    const { jobs, failed } = prepareItems(items, (item): HoldAim => ({ ...aimOf(item), until: untilOf(textOf(item.param, 'holdUntil'), run.now()) }));
    const outcomes = await changeEach(run, jobs, {
      standing: ['awaiting_shipment'],
      one: async (job, { until }) => (run.dryRun ? planChange(job, holdChange(until), 'would hold') : await changeOrder(run.client, job, holdChange(until))),
    });
    return [...failed, ...outcomes];
  },
};

export const releaseOrder: WriteOperation = {
  kind: 'write',
  value: 'release',
  name: 'Release',
  action: 'Release orders',
  description: 'Release orders that are on hold, so that they can be shipped',
  fields: [orderField, prefixField],
  output: changeOutput,
  async run(run: RunContext, items: ItemContext[]): Promise<Outcome[]> {
    const { jobs, failed } = prepareItems(items, (item) => aimOf(item));
    const outcomes = await changeEach(run, jobs, {
      standing: ['on_hold'],
      one: async (job) => (run.dryRun ? planChange(job, releaseChange, 'would release') : await changeOrder(run.client, job, releaseChange)),
    });
    return [...failed, ...outcomes];
  },
};
