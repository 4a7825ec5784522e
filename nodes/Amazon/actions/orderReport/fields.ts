import type { INodeProperties } from 'n8n-workflow';

import { outputField } from '../../../shared/node/fields';
import type { ItemContext, RunContext } from '../../../shared/node/operation';
import { startOf } from '../../../shared/node/params';
import { utc } from '../../../shared/model';
import { marketplaceIds } from '../../api';
import type { Asking, Choice } from '../../read-report';
import { marketplacesField } from '../fields';

const DEFAULT_DAYS = 7;
const MINUTE_MS = 60_000;

export const reportField: INodeProperties = {
  displayName: 'Report',
  name: 'report',
  type: 'options',
  options: [
    {
      name: 'All Orders by Change',
      value: 'allByUpdate',
      description: 'Every order that changed, any status, seller- and Amazon-fulfilled; without names and streets',
    },
    { name: 'All Orders by Order Date', value: 'allByOrderDate', description: 'Every order placed, any status; without names and streets' },
    {
      name: 'New Orders With Billing Address',
      value: 'invoicing',
      description: 'Every order that became fulfillable, also those shipped or cancelled since. Europe; role Tax Invoicing.',
    },
    { name: 'New Orders Without Billing Address', value: 'shipping', description: 'As above with the role Direct-to-Consumer Shipping only' },
    {
      name: 'Open Orders With Billing Address',
      value: 'openInvoicing',
      description: 'New orders joined with the unshipped lines, so that only open ones come. Needs both restricted roles.',
    },
    { name: 'Open Orders Without Billing Address', value: 'openShipping', description: 'As above with the role Direct-to-Consumer Shipping only' },
    { name: 'Unshipped Lines', value: 'unshipped', description: 'What is open now, of the last 38 days; without prices' },
  ],
  default: 'openInvoicing',
  description: 'Which reports are read. Billing addresses come only after "Fakturierung" is ticked in Seller Central (see the documentation).',
};

export const marketplacesOfReport: INodeProperties = { ...marketplacesField, description: `Orders of these marketplaces only. ${marketplacesField.description}` };

export const fromField: INodeProperties = {
  displayName: 'From',
  name: 'from',
  type: 'dateTime',
  default: '',
  description: `Orders that became fulfillable (or changed, or were placed) at or after this time; order reports reach back 60 days. Leave empty for the last ${DEFAULT_DAYS} days.`,
};

export const reuseField: INodeProperties = {
  displayName: 'Reuse Reports (Minutes)',
  name: 'reuseMinutes',
  type: 'number',
  typeOptions: { minValue: 0 },
  default: 0,
  description: 'Use a report of the same kind and range, finished or in preparation, that is not older than this. 0 always asks for a new one and saves a call.',
};

export const waitField: INodeProperties = {
  displayName: 'Wait at Most (Minutes)',
  name: 'waitMinutes',
  type: 'number',
  typeOptions: { minValue: 0, maxValue: 120 },
  default: 15,
  description: 'How long to wait for Amazon to prepare the report: mostly a few minutes, at times hours',
};

export const outputOfReport: INodeProperties = {
  ...outputField,
  options: [
    ...(outputField.options ?? []),
    { name: 'File', value: 'file', description: "Amazon's own TXT as a file, streamed: a report of any size needs no more memory than a small one" },
  ] as INodeProperties['options'],
};

export const charsetField: INodeProperties = {
  displayName: 'File Charset',
  name: 'fileCharset',
  type: 'options',
  options: [
    { name: 'UTF-8', value: 'utf-8' },
    { name: 'Windows-1252', value: 'windows-1252', description: 'What German desktop programs expect; letters it lacks are written with the nearest ones' },
  ],
  default: 'windows-1252',
  displayOptions: { show: { output: ['file'] } },
  description: 'How the file is written, whatever Amazon used',
};

/** What the fields ask for. @throws Problem, ModelError for what cannot be read */
export function askingOf(run: RunContext, item: ItemContext, from?: string): Asking {
  const since = from ?? startOf(String(item.param<unknown>('from') ?? '')) ?? utc(run.now() - DEFAULT_DAYS * 86_400_000);
  return {
    choice: item.param<Choice | undefined>('report') ?? 'openInvoicing',
    marketplaceIds: marketplaceIds(run.client, item.param<string[] | undefined>('marketplaces')),
    from: since,
    reuseMs: (item.param<number | undefined>('reuseMinutes') ?? 0) * MINUTE_MS,
  };
}

export const untilOf = (run: RunContext, item: ItemContext): number => run.now() + (item.param<number | undefined>('waitMinutes') ?? 0) * MINUTE_MS;
