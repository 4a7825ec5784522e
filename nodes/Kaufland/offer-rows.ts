import type { ItemContext, Row, RunContext, Unreadable } from '../shared/node/operation';
import { mapRecords } from '../shared/node/records';
import { refused } from '../shared/api/problem';
import { offerIdentity, offerNumber } from './mapping-offers';
import { offerPages, readOffers } from './offers';
import type { KauflandOffer } from './types';

/** Offers of the chosen storefront in the wanted shape, as 'Return All' and 'Limit' ask for them. */
export async function readOfferRows(
  run: RunContext,
  item: ItemContext,
  map: (offer: KauflandOffer, storefront: string) => object,
  embedded?: string,
): Promise<Array<Row | Unreadable>> {
  const storefront = String(item.param<string>('storefront') ?? '').trim().toLowerCase();
  if (storefront === '') throw refused("'Storefront' is empty", 'Choose a storefront: Kaufland lists offers per storefront.');
  const atMost = item.param<boolean>('returnAll') ? Number.POSITIVE_INFINITY : item.param<number>('limit');
  const offers = await readOffers(offerPages(run.client, storefront), atMost, embedded);
  if (item.param<string>('output') === 'raw') return offers as Row[];
  const tell = (offer: KauflandOffer) => ({ identity: offerIdentity(offer, storefront), number: offerNumber(offer) });
  return mapRecords(offers, tell, (offer) => map(offer, storefront) as Row);
}
