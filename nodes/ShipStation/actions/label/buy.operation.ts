import { z } from 'zod';

import { misconfigured } from '../../../shared/api/problem';
import { identityKey } from '../../../shared/model';
import type { ItemContext, Outcome, RunContext, WriteOperation } from '../../../shared/node/operation';
import { naming, prepareItems } from '../../../shared/node/prepare';
import { firstOfEach, withRepeats } from '../../../shared/node/repeats';
import { sendInBatches } from '../../../shared/sync/batch';
import { shipStation, shipStationV2 } from '../../api';
import { isV2 } from '../../lists';
import type { RateChoice } from '../../rates';
import type { ShipFrom } from '../../ship-from';
import { buyV1Label } from '../../v1-labels';
import { buyV2Label, type BuyJob } from '../../v2-labels';
import { textOf } from '../fields';
import { choiceFields, parcelFields } from './fields';
import { idsOf, parcelOf, shipFromOf } from './parcel';

export const boughtOutput = z
  .object({
    outcome: z.enum(['bought', 'unchanged']),
    targetId: z.string(),
    number: z.string(),
    labelId: z.string().optional(),
    shipmentId: z.string().optional(),
    trackingNumber: z.string().optional(),
    carrierCode: z.string().optional(),
    serviceCode: z.string().optional(),
    price: z.number().optional(),
    currency: z.string().optional(),
    warning: z.string().optional(),
  })
  .passthrough();

function choiceOf(item: ItemContext): RateChoice {
  const by = item.param<RateChoice['by'] | undefined>('chooseBy') ?? 'cheapest';
  const serviceCode = textOf(item.param, 'serviceCode');
  if (by === 'service' && serviceCode === '') throw misconfigured("'Service Name or ID' is empty", 'Choose it from the list.');
  return { by, serviceCode, highestPrice: Number(item.param<unknown>('highestPrice') ?? 0) || 0 };
}

const jobOf = (item: ItemContext, warehouses: readonly ShipFrom[]): BuyJob => ({
  index: item.index,
  ...parcelOf(item, warehouses),
  prefix: textOf(item.param, 'orderPrefix'),
  choice: choiceOf(item),
  format: item.param<BuyJob['format'] | undefined>('labelFormat') ?? 'pdf',
  layout: item.param<BuyJob['layout'] | undefined>('labelLayout') ?? '4x6',
});

export const buyLabels: WriteOperation = {
  kind: 'write',
  value: 'buy',
  name: 'Buy',
  action: 'Buy labels',
  description: 'Buy one label for each order, never twice; API V2 makes the order if it is not there, API V1 needs it imported',
  fields: [...parcelFields, ...choiceFields],
  output: boughtOutput,
  vendors: [shipStationV2, shipStation],
  async run(run: RunContext, items: ItemContext[]) {
    const warehouses = await shipFromOf(run);
    const prepared = prepareItems(items, (item) => jobOf(item, warehouses));
    const { jobs, repeats } = firstOfEach(prepared.jobs, ({ order }) => identityKey(order.identity));
    const buy = isV2(run.client) ? buyV2Label : buyV1Label;
    const settled = await sendInBatches(jobs, 1, async ([job]) => [await buy(run, job, idsOf(run, job.carriers))]);
    const outcomes = settled.map((one): Outcome => {
      const outcome: Outcome = 'problem' in one ? { index: one.item.index, problem: one.problem } : one.result;
      return 'problem' in outcome ? { ...outcome, problem: naming(`Order '${one.item.order.number}'`, outcome.problem) } : outcome;
    });
    return [...prepared.failed, ...withRepeats(outcomes, repeats)];
  },
};
