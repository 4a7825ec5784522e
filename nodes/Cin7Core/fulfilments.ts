import { refused } from '../shared/api/problem';
import { add, compare, decimal, liveParcels, vendorAmount, type Decimal, type Shipment } from '../shared/model';
import { guid } from './ids';
import type { Fulfilment, Sale } from './types';

const trimmed = (text: string | null | undefined): string => (text ?? '').trim();

const isShipped = ({ Ship }: Fulfilment): boolean => /^AUTHORISED$/i.test(trimmed(Ship?.Status));
const isVoided = ({ Pick, Ship }: Fulfilment): boolean => /^VOIDED$/i.test(trimmed(Pick?.Status)) || /^VOIDED$/i.test(trimmed(Ship?.Status));

const numbersOf = (shipment: Shipment): string[] => liveParcels(shipment).map(({ trackingNumber }) => trimmed(trackingNumber)).filter(Boolean);

/** A number of the shipment stands on it already. */
function bears({ Ship }: Fulfilment, numbers: readonly string[]): boolean {
  const there = (Ship?.Lines ?? []).flatMap(({ TrackingNumber }) => trimmed(TrackingNumber).split(/[,;]/).map(trimmed));
  return numbers.some((number) => there.includes(number));
}

function sumBySku(rows: ReadonlyArray<readonly [string | null | undefined, number | null | undefined]>): Map<string, Decimal> {
  const sums = new Map<string, Decimal>();
  for (const [sku, quantity] of rows) {
    const key = trimmed(sku).toLowerCase();
    sums.set(key, add(sums.get(key) ?? decimal(0), vendorAmount(quantity) ?? 0));
  }
  return sums;
}

/** It holds just what the parcels say. */
function holds({ Pick }: Fulfilment, shipment: Shipment): boolean {
  const told = sumBySku(liveParcels(shipment).flatMap(({ lines = [] }) => lines.map(({ sku, quantity }) => [sku, quantity] as const)));
  const picked = sumBySku((Pick?.Lines ?? []).map(({ SKU, Quantity }) => [SKU, Quantity] as const));
  return told.size > 0 && told.size === picked.size && [...picked].every(([sku, quantity]) => compare(told.get(sku) ?? 0, quantity) === 0);
}

/**
 * Which fulfilment of a sale a shipment is. A simple sale has one; of several it is the one the shipment names, that
 * bears its number, that holds its goods, or the only one still open.
 *
 * @throws Problem where that cannot be told
 */
export function fulfilmentFor({ Fulfilments, Type }: Sale, shipment: Shipment): Fulfilment {
  const live = (Fulfilments ?? []).filter((one) => !isVoided(one));
  const [only, another] = live;
  if (!only) throw refused(`It has nothing to ship at Cin7 Core (${Type ?? 'no fulfilment'})`, 'Authorise its order there first; a service sale is never shipped.', { code: 'no-fulfilment' });
  if (!another) return only;
  const wanted = guid(typeof shipment.references?.cin7TaskId === 'string' ? shipment.references.cin7TaskId : '');
  const byId = live.find(({ TaskID }) => wanted !== '' && guid(TaskID) === wanted);
  const known = byId ?? live.find((one) => bears(one, numbersOf(shipment)));
  if (known) return known;
  const open = live.filter((one) => !isShipped(one));
  const fitting = open.filter((one) => holds(one, shipment));
  const candidates = fitting.length > 0 ? fitting : open;
  const [last, further] = candidates;
  if (last && !further) return last;
  const reason = last ? `${open.length} fulfilments are open, and the shipment does not tell which one it is` : 'all its fulfilments are shipped with other tracking numbers';
  throw refused(`At Cin7 Core ${reason}`, "Ship it in Cin7 Core, or hand over shipments that tell the goods of their parcels.", { code: 'ambiguous' });
}
