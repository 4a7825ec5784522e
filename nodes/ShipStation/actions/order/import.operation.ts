import { compact, identityKey, parseOrder, type Order } from '../../../shared/model';
import type { ItemContext, Outcome, RunContext, WriteOperation } from '../../../shared/node/operation';
import { jsonParam } from '../../../shared/node/params';
import { prepareItems } from '../../../shared/node/prepare';
import { firstOfEach, withRepeats } from '../../../shared/node/repeats';
import { judgeOrder, type Rules } from '../../eligible';
import { importDryRun, importJobs, type ImportJob } from '../../import-orders';
import { orderKeyOf } from '../../keys';
import { linesToSend } from '../../import-lines';
import { toNewOrder, type ImportSettings } from '../../mapping-import';
import { idOf, textOf } from '../fields';
import { statusRulesOf } from '../status-fields';
import { importFields, importOutput, type ImportOptions } from './import-fields';
import { taking } from '../../../shared/node/taking';
import { orderHolds } from '../../holds';

const optionsOf = ({ param }: ItemContext): ImportOptions => param<ImportOptions | undefined>('options') ?? {};
const filled = (text: string | undefined): string | undefined => text?.trim() || undefined;

function settingsOf(item: ItemContext): ImportSettings {
  const { bundles, customField1, customField2, customField3, source } = optionsOf(item);
  return {
    prefix: textOf(item.param, 'orderPrefix'),
    storeId: idOf(item.param, 'store', 'Store'),
    warehouseId: idOf(item.param, 'shipFrom', 'Ship From'),
    bundles: bundles ?? 'parent',
    customFields: compact({ customField1: filled(customField1), customField2: filled(customField2), customField3: filled(customField3) }),
    source: filled(source),
  };
}

function rulesOf(item: ItemContext): Rules {
  const { statuses, withTracking } = optionsOf(item);
  return { statuses: statusRulesOf(statuses), withTracking: withTracking ?? 'leaveOut', ifHeld: item.param<Rules['ifHeld'] | undefined>('ifHeld') ?? 'refuse' };
}

type Prepared = { index: number; job: ImportJob } | { index: number; leftOut: Outcome };

function leftOut(index: number, order: ImportJob['order'], reason: string): Prepared {
  const row = { outcome: 'skipped', targetId: '', orderNumber: order.number, orderKey: orderKeyOf(order.identity), identityKey: identityKey(order.identity), number: order.number, reason };
  return { index, leftOut: { index, row } };
}

function prepare(item: ItemContext): Prepared {
  const settings = settingsOf(item);
  const order = parseOrder(jsonParam(item, 'order', 'Order'));
  const verdict = judgeOrder(order, rulesOf(item));
  if ('leftOut' in verdict) return leftOut(item.index, order, verdict.leftOut);
  const isOpen = verdict.status !== 'shipped' && verdict.status !== 'cancelled';
  if (isOpen && linesToSend(order, settings.bundles).goods.length === 0) return leftOut(item.index, order, 'Nothing of it is left to be sent.');
  const update = item.param<string | undefined>('ifItExists') === 'update';
  return { index: item.index, job: { index: item.index, order, body: toNewOrder(order, verdict.status, settings), update, lookUp: optionsOf(item).lookUp ?? true } };
}

export const importOrders: WriteOperation = taking({ kind: 'order', field: 'order', holds: (item, order) => orderHolds(order as Order, settingsOf(item).source !== undefined) }, {
  kind: 'write',
  value: 'import',
  name: 'Import',
  action: 'Import orders',
  description: 'Create orders from another channel unless they are there, 100 a call',
  fields: importFields,
  output: importOutput,
  async run(run: RunContext, items: ItemContext[]) {
    const prepared = prepareItems(items, prepare);
    const { jobs, repeats } = firstOfEach(
      prepared.jobs.flatMap((one) => ('job' in one ? [one.job] : [])),
      ({ body }) => body.orderKey,
    );
    const outcomes = await (run.dryRun ? importDryRun : importJobs)(run.client, jobs);
    const passed = prepared.jobs.flatMap((one) => ('leftOut' in one ? [one.leftOut] : []));
    return [...prepared.failed, ...passed, ...withRepeats(outcomes, repeats)];
  },
});
