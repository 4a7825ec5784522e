import { liveParcels, type Parcel, type ParcelLine, type Shipment } from '../shared/model';
import { OTHER } from './carriers';
import { byId, idOf, isCancelled, isShipped, lineKey } from './mapping-lines';
import type { KauflandUnit } from './types';
import { unitIdsOf } from './unit-ids';

/** A parcel as Kaufland is told of it. */
export interface ToldParcel {
  /** Kaufland's spelling. */
  carrier: string;
  /** Empty where there is no tracking number. */
  number: string;
}

/** One piece and the parcels it is in. */
export interface UnitInParcels {
  unit: KauflandUnit;
  parcels: ToldParcel[];
}

export interface Assignment {
  units: UnitInParcels[];
  /** What cannot be carried out, in words; the rest can. */
  complaints: string[];
}

/** What is known of earlier despatches; Kaufland does not tell which number a piece was sent with. */
export interface Earlier {
  /** Tracking numbers Kaufland was told before this run; empty = not known. */
  knownNumbers: readonly string[];
  /** What this run has told: order unit id -> tracking numbers. */
  told: ReadonlyMap<string, ReadonlySet<string>>;
}

const NOTHING_EARLIER: Earlier = { knownNumbers: [], told: new Map() };

/** Which units a shipment is about, as far as it says so itself. */
export interface ShipmentScope {
  /** All of them; empty = the shipment does not say. */
  unitIds: string[];
  /** True where lines have to be found among the units of the order. */
  byLine: boolean;
}

const lineIds = ({ references }: ParcelLine): string[] => unitIdsOf(references);
const linesOf = (parcels: readonly Parcel[]): ParcelLine[] => parcels.flatMap(({ lines }) => lines ?? []);
const hasLines = ({ lines }: Parcel): boolean => (lines ?? []).length > 0;

/** A single parcel that holds all pieces is the order itself, however its lines are told. */
function isWholeOrder(shipment: Shipment, parcels: readonly Parcel[], ids: readonly string[]): boolean {
  if (!parcels.some(hasLines)) return true;
  if (parcels.length !== 1) return false;
  const pieces = linesOf(parcels).reduce((sum, { quantity }) => sum + quantity, 0);
  return shipment.complete === true || (ids.length > 0 && pieces >= ids.length);
}

export function scopeOf(shipment: Shipment): ShipmentScope {
  const parcels = liveParcels(shipment);
  const lines = linesOf(parcels);
  const ofOrder = unitIdsOf(shipment.references);
  const exact = lines.length > 0 && lines.every((line) => lineIds(line).length === line.quantity);
  if (exact && parcels.every(hasLines)) return { unitIds: [...new Set(lines.flatMap(lineIds))], byLine: true };
  if (isWholeOrder(shipment, parcels, ofOrder)) return { unitIds: ofOrder, byLine: false };
  return { unitIds: [], byLine: true };
}

/** The tracking numbers of a parcel: some systems put several into one field. */
export function trackingNumbers({ trackingNumber }: Parcel): string[] {
  return (trackingNumber ?? '').split(/[,;\n]/).map((number) => number.trim()).filter((number) => number !== '');
}

function told(parcels: readonly Parcel[], carrierOf: (parcel: Parcel) => string): ToldParcel[] {
  const numbered = parcels.flatMap((parcel) => trackingNumbers(parcel).map((number) => ({ carrier: carrierOf(parcel), number })));
  const once = numbered.filter(({ number }, index) => numbered.findIndex((other) => other.number === number) === index);
  // Kaufland takes a carrier without a number only under one of two names (kaufland.md §4.3).
  return once.length > 0 ? once : [{ carrier: OTHER, number: '' }];
}

/** The units a parcel line may mean. */
function candidates(line: ParcelLine, units: readonly KauflandUnit[]): KauflandUnit[] {
  const ids = lineIds(line);
  if (ids.length > 0) return units.filter((unit) => ids.includes(idOf(unit)));
  const first = units.find((unit) => idOf(unit) === line.lineId);
  if (first) return units.filter((unit) => lineKey(unit) === lineKey(first));
  return line.sku === undefined ? [] : units.filter(({ id_offer }) => id_offer === line.sku);
}

const named = ({ sku, lineId }: ParcelLine): string => `'${sku ?? lineId ?? 'without SKU'}'`;

/** A parcel told before, one that certainly was not, or one of which nothing is known. */
function newsOf(numbers: readonly string[], { knownNumbers }: Earlier): 'repeat' | 'new' | 'unclear' {
  if (knownNumbers.length === 0 || numbers.length === 0) return 'unclear';
  return numbers.some((number) => knownNumbers.includes(number)) ? 'repeat' : 'new';
}

/** The pieces a line takes, always the same ones for the same input: smallest id first. */
function claim(
  line: ParcelLine,
  numbers: readonly string[],
  units: readonly KauflandUnit[],
  taken: ReadonlySet<string>,
  earlier: Earlier,
): Claim {
  const all = candidates(line, units);
  if (all.length === 0) return { units: [], complaint: `line ${named(line)} of a parcel is not in the order` };
  const inOtherParcel = (unit: KauflandUnit): boolean => {
    const before = earlier.told.get(idOf(unit));
    return before !== undefined && before.size > 0 && !numbers.some((number) => before.has(number));
  };
  const live = all.filter((unit) => !isCancelled(unit) && !taken.has(idOf(unit)) && !inOtherParcel(unit)).sort(byId);
  const news = newsOf(numbers, earlier);
  const [sent, pending] = [live.filter(isShipped), live.filter((unit) => !isShipped(unit))];
  const exact = lineIds(line).length === line.quantity;
  const free = exact || news === 'unclear' ? live : news === 'new' ? pending : [...sent, ...pending];
  const chosen = free.slice(0, Math.max(0, Math.round(line.quantity)));
  if (chosen.length < line.quantity) {
    const left = `the order has ${free.length} for it that are not cancelled`;
    return { units: chosen, complaint: `${line.quantity} pieces of ${named(line)} are in a parcel, but ${left}` };
  }
  if (!exact && news === 'unclear' && chosen.some(isShipped) && chosen.length < live.length && pending.length > 0) {
    const unclear = 'it cannot be told whether this parcel holds those or further ones';
    return { units: [], complaint: `pieces of ${named(line)} are sent already, and ${unclear}` };
  }
  return { units: chosen };
}

interface Claim {
  units: KauflandUnit[];
  complaint?: string;
}

/**
 * Which piece goes with which parcels. Without lines every parcel is told for every piece; cancelled pieces stay in the
 * result, since only the caller knows whether they matter.
 *
 * @param units the order's units, at least those the scope names
 */
export function assign(
  shipment: Shipment,
  units: readonly KauflandUnit[],
  carrierOf: (parcel: Parcel) => string,
  earlier: Earlier = NOTHING_EARLIER,
): Assignment {
  const parcels = liveParcels(shipment);
  const { unitIds, byLine } = scopeOf(shipment);
  if (!byLine) {
    const wanted = units.filter((unit) => unitIds.length === 0 || unitIds.includes(idOf(unit))).sort(byId);
    const missing = unitIds.filter((id) => !units.some((unit) => idOf(unit) === id));
    const complaints = missing.map((id) => `the order has no unit ${id}`);
    return { units: wanted.map((unit) => ({ unit, parcels: told(parcels, carrierOf) })), complaints };
  }
  const everywhere = parcels.filter((parcel) => !hasLines(parcel));
  const taken = new Set<string>();
  const assignment: Assignment = { units: [], complaints: [] };
  for (const parcel of parcels.filter(hasLines)) {
    for (const line of parcel.lines ?? []) {
      const { units: claimed, complaint } = claim(line, trackingNumbers(parcel), units, taken, earlier);
      for (const unit of claimed) {
        taken.add(idOf(unit));
        assignment.units.push({ unit, parcels: told([parcel, ...everywhere], carrierOf) });
      }
      if (complaint) assignment.complaints.push(complaint);
    }
  }
  return assignment;
}
