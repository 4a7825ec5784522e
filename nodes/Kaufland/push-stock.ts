import { refused, type Problem } from '../shared/api/problem';
import { fromMinorUnits } from '../shared/model';
import type { Outcome, Row, RunContext } from '../shared/node/operation';
import { settle } from '../shared/node/settle';
import { bulkRequest, writeOffers, type OfferWrite } from './bulk-units';
import { currencyOfOffer } from './mapping-offers';
import { priceChange, stockChanges, type WhenZero } from './mapping-push';
import { findOffers, offerPages } from './offers';
import type { KauflandOffer } from './types';

/** What happens to a SKU without an offer; a whole catalogue is always larger than what is offered. */
export type IfNotListed = 'refuse' | 'skip';

/** One SKU on its way, with the input item it came from. */
export interface PushJob {
  index: number;
  sku: string;
  amount: number;
  whenZero: WhenZero;
  /** In the storefront's currency; undefined = leave the price. */
  price?: number;
}

interface FoundOffer {
  storefront: string;
  offer: KauflandOffer;
}

/** A job with its offers, the first of which carries the amount, and what has to be written for it. */
interface Prepared {
  job: PushJob;
  offers: FoundOffer[];
  stock: OfferWrite[];
  price: OfferWrite[];
  /** Why the price cannot be written; the stock is not held up by it. */
  priceProblem?: Problem;
}

/**
 * Offers of every SKU, in the order of the storefronts. The amount is shared, so one storefront that has the SKU is
 * enough, unless each offer's status counts (kaufland.md §6).
 */
async function offersOf(run: RunContext, jobs: readonly PushJob[], storefronts: readonly string[]): Promise<Map<string, FoundOffer[]>> {
  const found = new Map<string, FoundOffer[]>();
  for (const storefront of storefronts) {
    const skus = jobs.filter(({ sku, whenZero }) => whenZero === 'onHold' || !found.has(sku)).map(({ sku }) => sku);
    if (skus.length === 0) continue;
    const offers = await findOffers(offerPages(run.client, storefront), skus);
    for (const [sku, offer] of offers) found.set(sku, [...(found.get(sku) ?? []), { storefront, offer }]);
  }
  return found;
}

function unknownSku(sku: string, storefronts: readonly string[]): Problem {
  return refused(
    `SKU '${sku}' has no offer at Kaufland (${storefronts.map((one) => one.toUpperCase()).join(', ')})`,
    'Create the offer in the seller portal, or correct its offer ID there. A new offer shows after some minutes.',
    { code: 'unknown-sku' },
  );
}

function notListed({ index, sku, amount }: PushJob, storefronts: readonly string[], then: IfNotListed): Outcome {
  if (then === 'refuse') return { index, problem: unknownSku(sku, storefronts) };
  return { index, row: { outcome: 'skipped', targetId: '', sku, storefront: '', amount, amountBefore: 0 } };
}

async function priceWrites(
  { sku, price }: PushJob,
  offers: readonly FoundOffer[],
  storefronts: readonly string[],
): Promise<Pick<Prepared, 'price' | 'priceProblem'>> {
  const [first] = offers;
  if (price === undefined || !first) return { price: [] };
  if (storefronts.length !== 1) {
    const priceProblem = refused(
      `SKU '${sku}': a price belongs to one storefront, and ${storefronts.length} are chosen`,
      "Choose one storefront in the node, or leave 'Price' at 0.",
    );
    return { price: [], priceProblem };
  }
  const change = await settle(async () => priceChange(first.offer, price));
  if ('problem' in change) return { price: [], priceProblem: change.problem.about(`SKU '${sku}'`) };
  return { price: change.value ? [{ ...first, change: change.value }] : [] };
}

async function prepare(job: PushJob, offers: FoundOffer[], storefronts: readonly string[]): Promise<Prepared> {
  const changes = stockChanges(offers.map(({ offer }) => offer), job.amount, job.whenZero);
  const storefrontOf = new Map(offers.map(({ offer, storefront }) => [offer, storefront]));
  const stock = changes.map(({ offer, change }) => ({ storefront: storefrontOf.get(offer) ?? '', offer, change }));
  return { job, offers, stock, ...(await priceWrites(job, offers, storefronts)) };
}

function factsOf({ job, offers, stock, price }: Prepared): Row {
  const first = offers[0] as FoundOffer;
  const minor = first.offer.listing_price;
  const priceBefore = minor ? fromMinorUnits(minor, currencyOfOffer(first.offer)) : undefined;
  const status = stock.find(({ change }) => change.status)?.change.status;
  return {
    targetId: String(first.offer.id_unit),
    sku: job.sku,
    storefront: first.storefront,
    amount: job.amount,
    amountBefore: first.offer.amount ?? 0,
    ...(status ? { status } : {}),
    ...(job.price === undefined ? {} : { price: job.price, priceChanged: price.length > 0 }),
    ...(job.price === undefined || priceBefore === undefined ? {} : { priceBefore }),
  };
}

function planOf(prepared: Prepared): Row {
  const writes = [...prepared.stock, ...prepared.price];
  const facts = factsOf(prepared);
  const complaint = prepared.priceProblem ? ` ${prepared.priceProblem.message}.` : '';
  const [first] = writes;
  if (!first) return { outcome: 'unchanged', ...facts, plan: `Kaufland has these values already; nothing would be sent.${complaint}` };
  const { method, path, query, body = '' } = bulkRequest(first.storefront, [first]);
  return {
    outcome: 'would push',
    ...facts,
    request: { method, path: `${path}?storefront=${String(query?.storefront)}`, body },
    plan: `${writes.length} rows for this SKU; up to 150 rows go in one call per storefront, prices in calls of their own.${complaint}`,
  };
}

function outcomeOf(prepared: Prepared, settled: ReadonlyMap<OfferWrite, Problem | undefined>): Outcome {
  const { job, stock, price, priceProblem } = prepared;
  const { index } = job;
  const stockProblem = stock.map((write) => settled.get(write)).find((problem) => problem !== undefined);
  if (stockProblem) return { index, problem: stockProblem };
  const problem = priceProblem ?? price.map((write) => settled.get(write)).find((one) => one !== undefined);
  if (problem) {
    const isRefused = problem.details.kind === 'refused';
    return { index, problem: isRefused ? problem.about(`Amount ${job.amount} is in place, the price is not`) : problem };
  }
  return { index, row: { outcome: stock.length + price.length > 0 ? 'pushed' : 'unchanged', ...factsOf(prepared) } };
}

/**
 * Pushes absolute amounts (and prices, in calls of their own so that a bad one cannot hold up stock). Calls: the offers
 * as `findOffers` needs them, then ⌈M/150⌉ for the M SKUs whose amount differs, once for all storefronts.
 *
 * @param jobs each SKU once
 */
export async function pushStock(
  run: RunContext,
  jobs: readonly PushJob[],
  storefronts: readonly string[],
  ifNotListed: IfNotListed,
): Promise<Outcome[]> {
  const found = await offersOf(run, jobs, storefronts);
  const unknown = jobs.filter(({ sku }) => !found.has(sku)).map((job) => notListed(job, storefronts, ifNotListed));
  const prepared = await Promise.all(
    jobs.flatMap((job) => {
      const offers = found.get(job.sku);
      return offers ? [prepare(job, offers, storefronts)] : [];
    }),
  );
  if (run.dryRun) return [...unknown, ...prepared.map((one) => ({ index: one.job.index, row: planOf(one) }))];
  const settled = await writeOffers(run.client, prepared.flatMap(({ stock }) => stock));
  const down = [...settled.values()].find((problem) => problem?.details.kind === 'unavailable');
  const prices = prepared.flatMap(({ price }) => price);
  const priced = down ? new Map(prices.map((write) => [write, down])) : await writeOffers(run.client, prices);
  const all = new Map<OfferWrite, Problem | undefined>([...settled, ...priced]);
  return [...unknown, ...prepared.map((one) => outcomeOf(one, all))];
}
