import { refused } from '../../../shared/api/problem';
import { identityKey, parseOrder, utc, type Order } from '../../../shared/model';
import { assuming } from '../../../shared/node/assuming';
import type { ItemContext, Outcome, RunContext, WriteOperation } from '../../../shared/node/operation';
import { dryRun } from '../../import-dry-run';
import { importJobs, type IfItExists, type Job } from '../../import-orders';
import { jsonParam } from '../../../shared/node/params';
import { readLocations, usableLocation, type Location } from '../../locations';
import { toChannelOrder, type ImportMark, type ImportSettings } from '../../mapping-import';
import { prepareItems } from '../../../shared/node/prepare';
import { importFields, importOutput, type ImportOptions } from './import-fields';
import { taking } from '../../../shared/node/taking';
import { orderHolds } from '../../holds';

function settingsOf(item: ItemContext): ImportSettings {
  const options = item.param<ImportOptions>('options') ?? {};
  const services = options.postalServices?.service ?? [];
  return {
    postalServices: services.flatMap(({ method, tag }) => (method && tag ? [{ method, tag }] : [])),
    paymentTag: options.paymentTag,
    linkBySku: options.linkBySku ?? true,
    note: options.note,
  };
}

const orderOf = (item: ItemContext): Order => parseOrder(jsonParam(item, 'order', 'Order'));

function checkImportable(order: Order): void {
  const named = `Order '${order.number}'`;
  if (!order.complete) {
    throw refused(
      `${named} is not complete yet: parts of it are still missing at the source`,
      'It can be imported once the source shows it as complete; Linnworks takes no later parts of a paid order.',
    );
  }
  if (order.status === 'cancelled')
    throw refused(`${named} is cancelled at the source`, 'Nothing to do; leave cancelled orders out before this node.');
}

interface Prepared {
  jobs: Job[];
  failed: Outcome[];
  /** Items that repeat an order of an earlier item: their index -> that item's. */
  repeats: Map<number, number>;
}

/** Maps every item, so that what cannot be imported is known before the first call that writes. */
function prepare(items: readonly ItemContext[], locations: readonly Location[], mark: ImportMark): Prepared {
  const { jobs: mapped, failed } = prepareItems(items, (item) => jobOf(item, locations, mark));
  const prepared: Prepared = { jobs: [], failed, repeats: new Map() };
  const seen = new Map<string, number>();
  for (const job of mapped) {
    const key = identityKey(job.order.identity);
    const earlier = seen.get(key);
    if (earlier === undefined) {
      seen.set(key, job.index);
      prepared.jobs.push(job);
    } else prepared.repeats.set(job.index, earlier);
  }
  return prepared;
}

function jobOf(item: ItemContext, locations: readonly Location[], mark: ImportMark): Job {
  const order = orderOf(item);
  checkImportable(order);
  const location = usableLocation(locations, item.param<string>('location') ?? '');
  return {
    ...toChannelOrder(order, settingsOf(item), mark),
    index: item.index,
    location,
    ifItExists: item.param<IfItExists>('ifItExists') ?? 'leave',
  };
}

/** A repeated item has the fate of the first; what that one created is unchanged for it. */
function repeated(index: number, first: Outcome | undefined): Outcome[] {
  if (!first) return [];
  if ('problem' in first) return [{ index, problem: first.problem }];
  const outcome = first.row.outcome === 'created' || first.row.outcome === 'updated' ? 'unchanged' : first.row.outcome;
  return [{ index, row: { ...first.row, outcome } }];
}

export const importOrders: WriteOperation = assuming(taking({ kind: 'order', field: 'order', holds: (_item, order) => orderHolds(order as Order) }, {
  kind: 'write',
  value: 'import',
  name: 'Import',
  action: 'Import orders',
  description: 'Create orders from another channel unless they are there',
  fields: importFields,
  output: importOutput,
  async run(run: RunContext, items: ItemContext[]) {
    const locations = await run.once('locations', async () => await readLocations(run.client));
    const mark = { run: run.newId(), at: utc(run.now()) };
    const { jobs, failed, repeats } = prepare(items, locations, mark);
    const outcomes = run.dryRun ? await dryRun(run.client, jobs) : await importJobs(run.client, jobs, mark.run);
    const byIndex = new Map(outcomes.map((outcome) => [outcome.index, outcome]));
    const again = [...repeats].flatMap(([index, first]) => repeated(index, byIndex.get(first)));
    return [...failed, ...outcomes, ...again];
  },
}));
