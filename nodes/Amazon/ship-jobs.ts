import { refused } from '../shared/api/problem';
import { liveParcels, ModelError, utc, type Parcel, type Shipment } from '../shared/model';
import { carrierWords, type CarrierPolicy, type CarrierWords } from './carriers';
import { checkOrderId } from './read-orders';

/** Pieces of an order item in a parcel. */
export interface ParcelItem {
  lineId?: string;
  sku?: string;
  quantity: number;
}

/** One parcel as it is told to Amazon. */
export interface ShipParcel extends CarrierWords {
  /** The same for the same parcel whenever it is told: a second time edits the package (amazon.md §9.1). */
  packageReferenceId: string;
  trackingNumber: string;
  shipDate: string;
  /** Absent = all that is left of the order. */
  items?: ParcelItem[];
}

/** One shipment of an order. */
export interface ShipJob {
  index: number;
  orderId: string;
  marketplaceId?: string;
  shipment: Shipment;
  parcels: ShipParcel[];
  /** Numbers of parcels without contents beyond the first, which Amazon cannot take. */
  furtherNumbers: string[];
}

export const jobName = ({ orderId }: Pick<ShipJob, 'orderId'>): string => `Order '${orderId}'`;

/** Far above the 1, 2, 3 … that Amazon's own screens give: a parcel of ours must never edit one of theirs. */
const FIRST_REFERENCE = 1_000_000_000;

/** A positive number out of a parcel's key: Amazon takes digits only. */
export function packageReference(parcelId: string): string {
  let value = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(parcelId)) value = Math.imul(value ^ byte, 0x01000193);
  return String(FIRST_REFERENCE + ((value >>> 0) % FIRST_REFERENCE));
}

/** Not ahead of our clock: Amazon may refuse a time that lies ahead (unconfirmed, amazon.md §9.1). */
const shipDateOf = (shippedAt: string, now: number): string => utc(Math.min(Date.parse(shippedAt), now));

function itemsOf(parcel: Parcel, orderId: string): ParcelItem[] | undefined {
  if (!parcel.lines || parcel.lines.length === 0) return undefined;
  const items = new Map<string, ParcelItem>();
  for (const { lineId, sku, quantity } of parcel.lines) {
    if (!lineId && !sku) throw new ModelError(`Order '${orderId}': a parcel's line names neither 'lineId' nor 'sku'`, 'bad-record');
    if (!Number.isInteger(quantity)) throw new ModelError(`Order '${orderId}': Amazon takes whole pieces, not ${quantity}`, 'bad-record');
    const key = JSON.stringify([lineId, lineId ? '' : sku]);
    const known = items.get(key);
    if (known) known.quantity += quantity;
    else if (quantity > 0) items.set(key, { lineId, sku, quantity });
  }
  return [...items.values()];
}

/** @throws Problem, ModelError for a shipment that cannot be told to Amazon */
export function shipJob(index: number, shipment: Shipment, policy: CarrierPolicy, now: number): ShipJob {
  const orderId = checkOrderId(shipment.order.channel === 'amazon' ? shipment.order.id : (shipment.orderNumber ?? shipment.order.id));
  const live = liveParcels(shipment);
  if (live.length === 0) throw refused(`Order '${orderId}' has no parcel`, 'Give at least one parcel that is not voided.');
  const parcels = live.map((parcel): ShipParcel => ({
    ...carrierWords(parcel, policy),
    packageReferenceId: packageReference(parcel.id),
    trackingNumber: parcel.trackingNumber?.trim() ?? '',
    shipDate: shipDateOf(shipment.shippedAt, now),
    items: itemsOf(parcel, orderId),
  }));
  const blind = parcels.filter(({ items }) => items === undefined);
  if (blind.length > 0 && blind.length < parcels.length) {
    throw refused(`Order '${orderId}': some parcels name their contents and some do not`, 'Give the contents of all parcels, or of none.');
  }
  const told = blind.length > 1 ? parcels.slice(0, 1) : parcels;
  const references = shipment.references as { marketplaceId?: unknown } | undefined;
  return {
    index,
    orderId,
    marketplaceId: typeof references?.marketplaceId === 'string' ? references.marketplaceId : undefined,
    shipment,
    parcels: told,
    furtherNumbers: parcels.slice(told.length).flatMap(({ trackingNumber }) => trackingNumber || []),
  };
}
