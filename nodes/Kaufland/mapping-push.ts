import { refused, type Problem } from '../shared/api/problem';
import { completeFigures, differenceOf, toMinorUnits, type StockLevel } from '../shared/model';
import { currencyOfOffer } from './mapping-offers';
import type { KauflandOffer, KauflandOfferChange } from './types';

/** Largest amount of an offer (kaufland.md §6). */
const MOST_PIECES = 99_999;

export type WhenZero = 'amount' | 'onHold';

export type Figure = 'available' | 'availableElsePhysical' | 'physical';

export interface PushRules {
  figure: Figure;
  /** Pieces kept back. */
  buffer: number;
  /** Pieces shown at most; 0 = no limit. */
  maximum: number;
  whenZero: WhenZero;
}

function withoutFigure({ sku }: StockLevel, figure: Figure): Problem {
  if (figure === 'physical') return refused(`Stock of SKU '${sku}': 'physical' is missing`, "Give it, or choose another one in 'Figure to Write'.");
  return refused(
    `Stock of SKU '${sku}': 'available' is missing, and it cannot be worked out from the pieces on the shelf alone`,
    "Give 'available', or 'physical' and 'allocated', or choose another figure in 'Figure to Write'.",
  );
}

/**
 * What Kaufland is told: whole pieces free to sell, less the buffer, at most the maximum, never below zero.
 *
 * @throws Problem where only the pieces on the shelf are known and the operator has not chosen them: open orders would be sold twice
 */
export function amountOf(level: StockLevel, { figure, buffer, maximum }: PushRules): number {
  const { available, physical } = level.unlimited === true ? {} : completeFigures(level);
  const pieces = figure === 'physical' ? physical : figure === 'available' ? available : (available ?? physical);
  if (pieces === undefined && level.unlimited !== true) throw withoutFigure(level, figure);
  const free = pieces === undefined ? MOST_PIECES : Math.floor(differenceOf(pieces, buffer));
  const shown = maximum > 0 ? Math.min(free, Math.floor(maximum)) : free;
  return Math.max(0, Math.min(shown, MOST_PIECES));
}

/** The status an offer should have; undefined = leave it. */
function statusFor(offer: KauflandOffer, amount: number, whenZero: WhenZero): KauflandOfferChange['status'] {
  if (whenZero !== 'onHold') return undefined;
  if (amount === 0) return offer.status === 'AVAILABLE' ? 'ONHOLD' : undefined;
  return offer.status === 'ONHOLD' ? 'AVAILABLE' : undefined;
}

/**
 * What has to change on the offers of one SKU; offers that are as they should be are left out. The amount belongs to
 * all storefronts together and is written once, to the first; the status belongs to each (kaufland.md §6).
 */
export function stockChanges(
  offers: readonly KauflandOffer[],
  amount: number,
  whenZero: WhenZero,
): Array<{ offer: KauflandOffer; change: KauflandOfferChange }> {
  return offers.flatMap((offer, index) => {
    const status = statusFor(offer, amount, whenZero);
    const change: KauflandOfferChange = {
      ...(index === 0 && offer.amount !== amount ? { amount } : {}),
      ...(status ? { status } : {}),
    };
    return Object.keys(change).length > 0 ? [{ offer, change }] : [];
  });
}

/** The new price in minor units; undefined when the offer has it. @throws ModelError when it is finer than the currency */
export function priceChange(offer: KauflandOffer, price: number): KauflandOfferChange | undefined {
  const listing_price = toMinorUnits(price, currencyOfOffer(offer));
  return listing_price === offer.listing_price ? undefined : { listing_price };
}
