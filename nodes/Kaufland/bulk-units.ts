import type { Client } from '../shared/api/client';
import { Problem, refused } from '../shared/api/problem';
import type { ApiRequest } from '../shared/api/request';
import { sendInBatches } from '../shared/sync/batch';
import { offerNumber } from './mapping-offers';
import type { KauflandBulkVerdict, KauflandOffer, KauflandOfferChange } from './types';

/** kaufland.md §6 "Bulk": more rows fail the whole request. */
export const UNITS_PER_CALL = 150;

export interface OfferWrite {
  storefront: string;
  offer: KauflandOffer;
  change: KauflandOfferChange;
}

/** The call for these writes of one storefront; all values are absolute, so that a repeat changes nothing. */
export function bulkRequest(storefront: string, writes: readonly OfferWrite[]): ApiRequest {
  const rows = writes.map(({ offer, change }) => ({ id_unit: Number(offer.id_unit), unit_data: change }));
  const body = JSON.stringify(rows);
  return { operation: 'units/bulk', method: 'POST', path: '/units/bulk', query: { storefront }, body, safety: 'repeatable' };
}

async function send(client: Client, storefront: string, writes: readonly OfferWrite[]): Promise<Map<string, KauflandBulkVerdict>> {
  const { data } = await client.call<{ data?: KauflandBulkVerdict[] } | undefined>(bulkRequest(storefront, writes));
  return new Map((data?.data ?? []).map((verdict) => [String(verdict.id_unit), verdict]));
}

const isDone = (verdict: KauflandBulkVerdict | undefined): boolean =>
  verdict !== undefined && verdict.status_code >= 200 && verdict.status_code <= 299;

function wantsPrice(verdict: KauflandBulkVerdict | undefined, { change, offer }: OfferWrite): boolean {
  if (!verdict || verdict.status_code !== 400 || change.listing_price !== undefined || !offer.listing_price) return false;
  return (verdict.errors ?? []).some(({ field }) => field === 'listing_price') || /listing_?price/i.test(verdict.message ?? '');
}

const withPrice = (write: OfferWrite): OfferWrite =>
  write.offer.listing_price ? { ...write, change: { listing_price: write.offer.listing_price, ...write.change } } : write;

function problemOf(verdict: KauflandBulkVerdict | undefined, { offer, storefront }: OfferWrite): Problem | undefined {
  if (isDone(verdict)) return undefined;
  const subject = `SKU '${offerNumber(offer)}' (${storefront.toUpperCase()})`;
  const where = { vendor: 'Kaufland', operation: 'units/bulk', status: verdict ? String(verdict.status_code) : undefined };
  if (!verdict) {
    const message = `${subject}: Kaufland did not say what became of it`;
    return new Problem({ kind: 'unknown', message, nextStep: 'Push it again: amounts are absolute.', ...where });
  }
  const reason = [verdict.message, ...(verdict.errors ?? []).map(({ message, field }) => message ?? field)].filter(Boolean).join(' ');
  const isGone = verdict.status_code === 404;
  return refused(
    `${subject}: Kaufland refused the change: ${reason || `status ${verdict.status_code}`}`,
    isGone ? 'The offer is gone: create it again in the seller portal.' : 'Look at the offer in the seller portal and push it again.',
    { ...where, code: verdict.key ?? undefined },
  );
}

/**
 * Writes changes of offers, 150 per call and storefront, and judges each row of the 207 answer. Whether a row without a
 * price is taken is not confirmed (kaufland.md §11): rows refused for that are sent once more with the price they have,
 * and so are all that follow.
 *
 * @returns the problem of each write in its place; undefined = done
 */
export async function writeOffers(client: Client, writes: readonly OfferWrite[]): Promise<Map<OfferWrite, Problem | undefined>> {
  const settled = new Map<OfferWrite, Problem | undefined>();
  let priceNeeded = false;
  let stop: Problem | undefined;
  for (const storefront of new Set(writes.map((write) => write.storefront))) {
    const own = writes.filter((write) => write.storefront === storefront);
    if (stop) {
      for (const write of own) settled.set(write, stop);
      continue;
    }
    const results = await sendInBatches(own, UNITS_PER_CALL, async (batch) => {
      const first = await send(client, storefront, priceNeeded ? batch.map(withPrice) : batch);
      const again = batch.filter((write) => !priceNeeded && wantsPrice(first.get(String(write.offer.id_unit)), write));
      const second = again.length > 0 ? await send(client, storefront, again.map(withPrice)) : new Map<string, KauflandBulkVerdict>();
      priceNeeded ||= again.length > 0;
      return batch.map((write) => problemOf(second.get(String(write.offer.id_unit)) ?? first.get(String(write.offer.id_unit)), write));
    });
    for (const one of results) settled.set(one.item, 'problem' in one ? one.problem : one.result);
    const problems = results.flatMap((one) => ('problem' in one ? [one.problem] : []));
    stop = problems.find(({ details }) => details.kind !== 'refused');
  }
  return settled;
}
