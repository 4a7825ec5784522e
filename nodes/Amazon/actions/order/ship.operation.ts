import { z } from 'zod';

import { parseShipment } from '../../../shared/model';
import type { ItemContext, Outcome, RunContext, WriteOperation } from '../../../shared/node/operation';
import { jsonParam } from '../../../shared/node/params';
import { marketplaceIds } from '../../api';
import { confirmOrder, confirmPlan } from '../../confirm';
import { naming, prepareItems } from '../../../shared/node/prepare';
import { settleNow } from '../../../shared/node/settle';
import { taking } from '../../../shared/node/taking';
import { SHIPMENT_HELD } from '../../holds';
import { eachJob } from '../../each-job';
import { confirmByFeed, feedObstacle, feedPlan } from '../../ship-feed';
import { jobName, shipJob, type ShipJob } from '../../ship-jobs';
import { carrierPolicy, shipFields, type SendBy } from './ship-fields';

/** Up to so many parcels go one by one (amazon.md §9.2). */
const MOST_SINGLE = 100;

const output = z
  .object({
    outcome: z.enum(['shipped', 'unchanged']),
    targetId: z.string(),
    orderId: z.string(),
    identityKey: z.string(),
    number: z.string(),
    packages: z.array(z.object({ packageReferenceId: z.string(), carrierCode: z.string(), trackingNumber: z.string().optional() })),
    trackingNumberAtAmazon: z.string().optional(),
    furtherTrackingNumbers: z.string().describe('Of parcels whose contents are unknown; Amazon was told the first').optional(),
    warning: z.string().optional(),
    feedId: z.string().optional(),
  })
  .passthrough();

function byFeed(jobs: readonly ShipJob[], sendBy: SendBy): boolean {
  if (sendBy !== 'automatic') return sendBy === 'feed';
  const parcels = jobs.flatMap((job) => job.parcels);
  return parcels.length > MOST_SINGLE || parcels.some(({ trackingNumber }) => trackingNumber === '');
}

async function sendByFeed(run: RunContext, jobs: readonly ShipJob[], first: ItemContext): Promise<Outcome[]> {
  const ids = marketplaceIds(run.client, first.param<string[] | undefined>('marketplaces'));
  const obstacles = jobs.flatMap((job) => feedObstacle(job) ?? []);
  const free = jobs.filter(({ index }) => !obstacles.some((one) => one.index === index));
  if (run.dryRun) return [...obstacles, ...feedPlan(free, ids)];
  const waitMs = (first.param<number | undefined>('waitMinutes') ?? 30) * 60_000;
  return [...obstacles, ...(free.length > 0 ? await confirmByFeed(run, free, ids, waitMs) : [])];
}

async function sendSingly(run: RunContext, jobs: readonly ShipJob[]): Promise<Outcome[]> {
  const outcomes = await eachJob(jobs, async (job) => await (run.dryRun ? confirmPlan : confirmOrder)(run.client, job));
  const names = new Map(jobs.map((job) => [job.index, jobName(job)]));
  return outcomes.map((one) => ('problem' in one ? { ...one, problem: naming(names.get(one.index) ?? '', one.problem) } : one));
}

function jobOf(item: ItemContext, now: number): ShipJob {
  const shipment = parseShipment(jsonParam(item, 'shipment', 'Shipment'));
  const policy = carrierPolicy(item);
  const made = settleNow(() => shipJob(item.index, shipment, policy, now));
  if ('value' in made) return made.value;
  throw naming(`Order '${shipment.orderNumber ?? shipment.order.id}'`, made.problem);
}

export const shipOrder: WriteOperation = taking({ kind: 'shipment', field: 'shipment', holds: () => SHIPMENT_HELD }, {
  kind: 'write',
  value: 'ship',
  name: 'Ship',
  action: 'Ship orders',
  description: 'Confirm the despatch of orders with their parcels and tracking numbers',
  fields: shipFields,
  output,
  async run(run: RunContext, items: ItemContext[]) {
    const [first] = items as [ItemContext];
    const { jobs, failed } = prepareItems(items, (item) => jobOf(item, run.now()));
    if (jobs.length === 0) return failed;
    const sent = byFeed(jobs, first.param<SendBy | undefined>('sendBy') ?? 'automatic') ? await sendByFeed(run, jobs, first) : await sendSingly(run, jobs);
    return [...failed, ...sent];
  },
});
