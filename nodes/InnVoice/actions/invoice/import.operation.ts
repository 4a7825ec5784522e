import { identityKey, parseOrder, type Order } from '../../../shared/model';
import { assuming } from '../../../shared/node/assuming';
import type { ItemContext, Outcome, Row, RunContext, WriteOperation } from '../../../shared/node/operation';
import { jsonParam } from '../../../shared/node/params';
import { naming, prepareItems } from '../../../shared/node/prepare';
import { settleNow } from '../../../shared/node/settle';
import { readCatalogue, skusOf } from '../../catalogue';
import { importJobs, planJobs, type Job } from '../../import-invoices';
import { judgingBook } from '../../invoice-books';
import { toInvoice } from '../../mapping-invoice';
import { importFields, importOutput } from './import-fields';
import { importSettings } from './import-settings';
import { taking } from '../../../shared/node/taking';
import { orderHolds, type Chosen } from '../../holds';

/** What InnVoice knows, where an item asks for stock to be booked: one call per run. */
async function knownSkus(run: RunContext, items: readonly ItemContext[]): Promise<ReadonlySet<string> | undefined> {
  if (!items.some((item) => item.param<boolean>('stockBySku') === true)) return undefined;
  return await run.once('skus', async () => skusOf(await readCatalogue(run.client)));
}

function jobOf(item: ItemContext, now: number, skus: ReadonlySet<string> | undefined): Job {
  const order = parseOrder(jsonParam(item, 'order', 'Order'));
  const made = settleNow(() => {
    const settings = importSettings(item);
    const mapped = toInvoice(order, settings, { now, ...(settings.stockBySku && skus ? { knownSkus: skus } : {}) });
    return { ...mapped, index: item.index, chosen: settings.documentType, bookId: settings.bookId };
  });
  if ('value' in made) return made.value;
  throw naming(`Order '${order.number}'`, made.problem);
}

interface Prepared {
  jobs: Job[];
  failed: Outcome[];
  /** Items that repeat an order of an earlier item: their index -> that item's. */
  repeats: Map<number, number>;
}

/** Maps every item before the first call that writes; an order that stands in two items is sent once. */
function prepare(items: readonly ItemContext[], now: number, skus: ReadonlySet<string> | undefined): Prepared {
  const { jobs, failed } = prepareItems(items, (item) => jobOf(item, now, skus));
  const prepared: Prepared = { jobs: [], failed, repeats: new Map() };
  const seen = new Map<string, number>();
  for (const job of jobs) {
    const key = identityKey(job.order.identity);
    const earlier = seen.get(key);
    if (earlier === undefined) {
      seen.set(key, job.index);
      prepared.jobs.push(job);
    } else prepared.repeats.set(job.index, earlier);
  }
  return prepared;
}

function chosen(item: ItemContext, order: Order, row: Row): Chosen {
  const { stockBySku, payments, paid, fulfilment } = importSettings(item);
  const { name, id } = order.paymentMethod ?? {};
  const rule = payments.find(({ method }) => [name, id].some((text) => text?.trim().toLowerCase() === method.trim().toLowerCase()));
  return {
    // A document held back as a draft mails nobody.
    email: row.emailAsked === true,
    sku: stockBySku === true,
    paid: (rule && rule.paid !== 'asOrder' ? rule.paid : paid) === 'asOrder',
    placedAt: fulfilment === 'orderDate',
  };
}

export const importInvoices: WriteOperation = assuming(taking({ kind: 'order', field: 'order', holds: (item, order, row) => orderHolds(order as Order, chosen(item, order as Order, row)) }, {
  kind: 'write',
  value: 'import',
  name: 'Import',
  action: 'Import orders as invoices',
  description: 'Make a draft, proforma or invoice from an order of another channel',
  fields: importFields,
  output: importOutput,
  async run(run: RunContext, items: ItemContext[]) {
    const { jobs, failed, repeats } = prepare(items, run.now(), await knownSkus(run, items));
    const outcomes = run.dryRun ? planJobs(jobs) : await importJobs(run.client, jobs, judgingBook(run));
    const byIndex = new Map(outcomes.map((outcome) => [outcome.index, outcome]));
    const again = [...repeats].flatMap(([index, first]): Outcome[] => {
      const outcome = byIndex.get(first);
      return outcome ? [{ ...outcome, index }] : [];
    });
    return [...failed, ...outcomes, ...again];
  },
}));
