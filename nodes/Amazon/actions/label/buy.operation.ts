import { z } from 'zod';

import { misconfigured } from '../../../shared/api/problem';
import type { ItemContext, RunContext, WriteOperation } from '../../../shared/node/operation';
import { jsonParam } from '../../../shared/node/params';
import { buyLabel, type BuyJob } from '../../buy-label';
import { chosenItems, labelDetails } from '../../label-details';
import { naming, prepareItems } from '../../../shared/node/prepare';
import { eachJob } from '../../each-job';
import type { RateChoice } from '../../rates';
import { checkOrderId } from '../../read-orders';
import { choiceFields, parcelFields } from './fields';

const output = z
  .object({
    outcome: z.enum(['bought', 'unchanged', 'skipped']),
    targetId: z.string(),
    orderId: z.string(),
    number: z.string(),
    shipmentId: z.string().optional(),
    trackingNumber: z.string().optional(),
    carrier: z.string().optional(),
    service: z.string().optional(),
    price: z.number().optional(),
    currency: z.string().optional(),
    warning: z.string().optional(),
  })
  .passthrough();

function inputsOf(item: ItemContext): unknown[] | undefined {
  const given = item.param<unknown>('sellerInputs');
  if (given === undefined || given === null || given === '') return undefined;
  const inputs = jsonParam(item, 'sellerInputs', 'Seller Inputs');
  return Array.isArray(inputs) && inputs.length > 0 ? inputs : undefined;
}

function choiceOf(item: ItemContext, hasInputs: boolean): RateChoice {
  const by = item.param<RateChoice['by'] | undefined>('chooseBy') ?? 'cheapest';
  const serviceId = (item.param<string | undefined>('serviceId') ?? '').trim();
  if (by === 'service' && serviceId === '') throw misconfigured("'Service ID' is empty", 'Give the ID that Rate: Get Many shows.');
  return {
    by,
    serviceId,
    carrier: item.param<string | undefined>('carrier') ?? '',
    onlyProtected: item.param<boolean | undefined>('onlyProtected') ?? true,
    highestPrice: item.param<number | undefined>('highestPrice') ?? 0,
    labelFormat: item.param<string | undefined>('labelFormat') ?? 'PDF',
    hasInputs,
  };
}

function jobOf(item: ItemContext): BuyJob {
  const orderId = checkOrderId(String(item.param<unknown>('orderId') ?? ''));
  const sellerInputs = inputsOf(item);
  // Read once before the first purchase, so that a mistake in a field costs nothing.
  const details = labelDetails(item, orderId, []);
  return {
    index: item.index,
    orderId,
    items: chosenItems(item),
    details: (ItemList) => ({ ...details, ItemList }),
    choice: choiceOf(item, sellerInputs !== undefined),
    onlyPrime: item.param<boolean | undefined>('onlyPrime') ?? false,
    sellerInputs,
  };
}

export const buyLabels: WriteOperation = {
  kind: 'write',
  value: 'buy',
  name: 'Buy',
  action: 'Buy labels',
  description: 'Buy a shipping label from Amazon (Prime and others), which confirms the despatch and charges the seller',
  fields: [...parcelFields, ...choiceFields],
  output,
  async run(run: RunContext, items: ItemContext[]) {
    const { jobs, failed } = prepareItems(items, jobOf);
    const outcomes = await eachJob(jobs, async (job) => await buyLabel(run, job));
    const names = new Map(jobs.map(({ index, orderId }) => [index, `Order '${orderId}'`]));
    return [...failed, ...outcomes.map((one) => ('problem' in one ? { ...one, problem: naming(names.get(one.index) ?? '', one.problem) } : one))];
  },
};
