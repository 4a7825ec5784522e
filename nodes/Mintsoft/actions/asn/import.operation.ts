import { misconfigured, refused } from '../../../shared/api/problem';
import { identityKey, parsePurchaseOrder, type PurchaseOrder } from '../../../shared/model';
import type { ItemContext, RunContext, WriteOperation } from '../../../shared/node/operation';
import { jsonParam } from '../../../shared/node/params';
import { importAsns, planAsns, type AsnJob } from '../../import-asns';
import { judging } from '../../picks';
import { toNewAsn, type AsnSettings } from '../../mapping-asn';
import { prepareItems } from '../../../shared/node/prepare';
import { firstOfEach, withRepeats } from '../../../shared/node/repeats';
import { clientOf, idOf, textOf, zoneOf } from '../fields';
import { numberIn, productSettings } from '../product/settings';
import { asnImportFields, asnImportOutput, type AsnOptions } from './import-fields';

function settingsOf({ param }: ItemContext): AsnSettings {
  const options = param<AsnOptions | undefined>('options') ?? {};
  const goodsInType = textOf(param, 'goodsInType');
  if (goodsInType === '') throw misconfigured("'Goods-In Type' is empty", "Choose 'Goods-In Type' from the list.");
  return {
    warehouseId: idOf(param, 'warehouse', 'Warehouse', 'needed') ?? 0,
    clientId: clientOf(param),
    zone: zoneOf(param),
    goodsInType,
    handlingUnits: options.handlingUnits ?? 1,
    daysUntilDelivery: numberIn(options.daysUntilDelivery, 'Days Until Delivery'),
    supplierWhenUnknown: options.supplierWhenUnknown,
    comment: options.comment,
    prefix: textOf(param, 'orderPrefix'),
  };
}

function checkImportable(order: PurchaseOrder): void {
  const named = `Purchase Order '${order.number}'`;
  if (order.status === 'draft') throw refused(`${named} is a draft`, 'Hand it over once it is placed: a warehouse must not wait for a draft.');
  if (order.status === 'cancelled') throw refused(`${named} is cancelled`, 'Nothing to do; leave cancelled orders out before this node.');
}

function jobOf(item: ItemContext, now: number): AsnJob {
  const settings = settingsOf(item);
  const order = parsePurchaseOrder(jsonParam(item, 'purchaseOrder', 'Purchase Order'));
  checkImportable(order);
  const creates = item.param<boolean | undefined>('createProducts') === true;
  return {
    index: item.index,
    order,
    settings,
    body: toNewAsn(order, settings, now),
    ...(creates ? { newProducts: productSettings(item.param, settings.clientId, item.param<unknown>('weightWhenUnknown')) } : {}),
  };
}

export const importAsn: WriteOperation = {
  kind: 'write',
  value: 'import',
  name: 'Import',
  action: 'Import ASNs',
  description: 'Create an advance shipping notice for each purchase order unless it is there',
  fields: asnImportFields,
  output: asnImportOutput,
  async run(run: RunContext, items: ItemContext[]) {
    const prepared = prepareItems(items, (item) => jobOf(item, run.now()));
    const { jobs, repeats } = firstOfEach(prepared.jobs, ({ order }) => identityKey(order.identity));
    const outcomes = run.dryRun ? await planAsns(run.client, jobs) : await importAsns(run.client, jobs, judging(run));
    return [...prepared.failed, ...withRepeats(outcomes, repeats)];
  },
};
