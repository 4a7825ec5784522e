import { add, compare, decimal, liveParcels, vendorAmount, type Decimal, type Parcel, type Shipment } from '../shared/model';
import type { Fulfilment, PickLine, ShipLine } from './types';

export interface PackLine extends Record<string, unknown> {
  SKU: string;
  Quantity: number;
  Box: string;
}

const trimmed = (text: string | null | undefined): string => (text ?? '').trim();

export const numberOfParcel = ({ trackingNumber }: Parcel): string => trimmed(trackingNumber);

/** Boxes of a pack in its order; what is packed without a name is in 'Box 1'. */
export function boxesOf({ Pack }: Fulfilment): string[] {
  return [...new Set((Pack?.Lines ?? []).map(({ Box }) => trimmed(Box) || 'Box 1'))];
}

/** A vendor's row may name several boxes at once (`Boxes`). */
const namesIn = ({ Boxes }: ShipLine): string[] => trimmed(Boxes).split(',').map(trimmed).filter(Boolean);

/** Tracking by box, as it stands. */
export function trackingByBox({ Ship, ...rest }: Fulfilment): ReadonlyMap<string, ShipLine> {
  const boxes = boxesOf(rest);
  const found = new Map<string, ShipLine>();
  for (const line of Ship?.Lines ?? []) {
    const whole = trimmed(line.Boxes);
    for (const box of boxes.includes(whole) ? [whole] : namesIn(line)) found.set(box, line);
  }
  return found;
}

const skuOf = (sku: string | null | undefined): string => trimmed(sku).toLowerCase();

function piecesOf(rows: ReadonlyArray<{ sku: string; quantity: Decimal }>): Map<string, Decimal> {
  const pieces = new Map<string, Decimal>();
  for (const { sku, quantity } of rows) pieces.set(sku, add(pieces.get(sku) ?? decimal(0), quantity));
  return pieces;
}

/** True where the parcels tell each piece that was picked. */
function tellAll(parcels: readonly Parcel[], picked: readonly PickLine[]): boolean {
  if (parcels.some(({ lines }) => !lines || lines.length === 0)) return false;
  const told = piecesOf(parcels.flatMap(({ lines = [] }) => lines.map(({ sku, quantity }) => ({ sku: skuOf(sku), quantity: decimal(quantity) }))));
  const wanted = piecesOf(picked.map(({ SKU, Quantity }) => ({ sku: skuOf(SKU), quantity: decimal(vendorAmount(Quantity) ?? 0) })));
  return told.size === wanted.size && [...wanted].every(([sku, quantity]) => compare(told.get(sku) ?? 0, quantity) === 0);
}

/** Of a pick line, with what tells the goods of a batch apart (cin7core.md §6 step 3). */
function packed({ ProductID, SKU, Name, Location, LocationID, BatchSN, ExpiryDate }: PickLine, Quantity: number, Box: string): PackLine {
  const told = { ProductID, Name, Location, LocationID, BatchSN, ExpiryDate };
  const kept = Object.fromEntries(Object.entries(told).filter(([, value]) => value !== null && value !== undefined && value !== ''));
  return { ...kept, SKU: trimmed(SKU), Quantity, Box };
}

/** Goods as the parcels hold them, a box each where every piece is told; all in one box otherwise. */
export function packLines(shipment: Shipment, picked: readonly PickLine[]): PackLine[] {
  const parcels = liveParcels(shipment);
  if (parcels.length < 2 || !tellAll(parcels, picked)) return picked.map((line) => packed(line, vendorAmount(line.Quantity) ?? 0, 'Box 1'));
  const rest = picked.map((line) => ({ line, left: vendorAmount(line.Quantity) ?? 0 }));
  return parcels.flatMap(({ lines = [] }, index) =>
    lines.flatMap(({ sku, quantity }) => {
      let open = quantity;
      return rest.flatMap((one) => {
        const taken = skuOf(one.line.SKU) === skuOf(sku) ? Math.min(open, one.left) : 0;
        if (taken <= 0) return [];
        open -= taken;
        one.left -= taken;
        return [packed(one.line, taken, `Box ${index + 1}`)];
      });
    }),
  );
}

export interface BoxTracking {
  box: string;
  /** Whose carrier the box bears; undefined where it keeps the one it has. */
  parcel: Parcel | undefined;
  /** What the box has to bear; several numbers where there are more parcels than boxes. */
  number: string;
}

export type WhenThere = 'add' | 'keep' | 'replace';

const LONGEST = 256;

const listOf = (text: string): string[] => text.split(/[,;]/).map(trimmed).filter(Boolean);

function joined(numbers: readonly string[]): string {
  const kept: string[] = [];
  for (const number of new Set(numbers)) if ([...kept, number].join(', ').length <= LONGEST) kept.push(number);
  return kept.join(', ');
}

/**
 * Which box bears which number. Numbers that are there stay where they are; new ones go to empty boxes in turn, and
 * what is left over joins the last box. One parcel for several boxes stands on each of them.
 */
export function assign(fulfilment: Fulfilment, shipment: Shipment, whenThere: WhenThere): BoxTracking[] {
  const boxes = boxesOf(fulfilment);
  const there = trackingByBox(fulfilment);
  const current = (box: string): string => (whenThere === 'replace' ? '' : trimmed(there.get(box)?.TrackingNumber));
  const parcels = liveParcels(shipment).filter((parcel) => numberOfParcel(parcel) !== '');
  const known = new Set(boxes.flatMap((box) => listOf(current(box))));
  const fresh = whenThere === 'keep' && known.size > 0 ? [] : parcels.filter((parcel) => !known.has(numberOfParcel(parcel)));
  const [first] = liveParcels(shipment);
  const empty = boxes.filter((box) => current(box) === '');
  return boxes.map((box, index) => {
    const place = empty.indexOf(box);
    const isLast = empty.length > 0 ? place === empty.length - 1 : index === boxes.length - 1;
    const own = place < 0 ? [] : fresh.slice(place, place + 1);
    const overflow = isLast ? fresh.slice(Math.max(empty.length, 0)) : [];
    const spread = place >= 0 && own.length === 0 && fresh.length === 1 ? fresh : [];
    const all = [...own, ...overflow, ...spread];
    const numbers = [...listOf(current(box)), ...all.map(numberOfParcel)];
    const parcel = all[0] ?? (numbers.length === 0 ? first : parcels.find((one) => numbers.includes(numberOfParcel(one))));
    return { box, parcel, number: joined(numbers) };
  });
}
