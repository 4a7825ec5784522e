import { carrierCode, compact, ModelError, parseIdentityKey, parseShipment, vendorTime, type Identity, type Parcel, type Shipment } from '../shared/model';
import { guid } from './ids';
import { saleIdentity } from './mapping';
import { numbersIn } from './status';
import type { Sale, SaleRow } from './types';

/** The order as the channel it was imported from knows it; Cin7 Core's own sale otherwise. */
export function orderOf({ ExternalID, SaleID }: SaleRow): Identity {
  try {
    return parseIdentityKey((ExternalID ?? '').trim());
  } catch {
    return saleIdentity(SaleID);
  }
}

const isForeign = (row: SaleRow): boolean => orderOf(row).channel !== 'cin7core';

/** The number its people know: the source's own for an imported order. */
export const shownNumber = (row: SaleRow): string => (isForeign(row) && row.CustomerReference?.trim()) || row.OrderNumber?.trim() || guid(row.SaleID) || 'unknown';

function parcelsOf(sale: Sale): Parcel[] {
  return (sale.Fulfilments ?? []).flatMap(({ Pack, Ship }) =>
    (Ship?.Lines ?? [])
      .filter(({ IsShipped }) => IsShipped === true)
      .map(({ ID, Boxes, Carrier, TrackingNumber, TrackingURL }) => {
        const inside = (Pack?.Lines ?? []).filter(({ Box }) => (Box ?? '').trim() === (Boxes ?? '').trim());
        const lines = inside.map(({ SKU, Quantity }) => ({ sku: SKU ?? '', quantity: Quantity ?? 0 })).filter(({ sku }) => sku !== '');
        return compact({
          id: guid(ID) || `${Boxes ?? 'Box'}:${TrackingNumber ?? ''}`,
          carrier: carrierCode(Carrier),
          carrierName: Carrier,
          trackingNumber: TrackingNumber?.trim(),
          url: TrackingURL,
          lines: lines.length > 0 ? lines : undefined,
        }) as Parcel;
      }),
  );
}

/**
 * A shipped sale as a shipment. The list alone tells numbers; carrier, boxes and goods stand in the sale.
 *
 * @throws ModelError naming the order where Cin7 Core gives no time
 */
export function toShipment(row: SaleRow, sale?: Sale): Shipment {
  const dates = (sale?.Fulfilments ?? []).flatMap(({ Ship }) => (Ship?.Lines ?? []).map(({ ShipmentDate }) => vendorTime(ShipmentDate)));
  const shippedAt = dates.flatMap((date) => date ?? []).sort().at(-1) ?? vendorTime(row.Updated);
  if (shippedAt === undefined) throw new ModelError(`Order '${shownNumber(row)}': Cin7 Core gave no 'Updated'`, 'bad-record');
  const parcels = sale ? parcelsOf(sale) : numbersIn(row.CombinedTrackingNumbers).map((trackingNumber) => ({ id: trackingNumber, trackingNumber }));
  return parseShipment(
    compact({
      order: orderOf(row),
      orderNumber: shownNumber(row),
      id: guid(row.SaleID),
      shippedAt,
      updatedAt: vendorTime(row.Updated),
      parcels,
      complete: /^SHIPPED$/i.test(row.CombinedShippingStatus ?? '') ? true : undefined,
      references: compact({ cin7SaleId: guid(row.SaleID), cin7OrderNumber: row.OrderNumber }),
    }),
  );
}

/** A further number, or another one, is news. */
export const shipmentState = ({ parcels }: Shipment): string => parcels.map(({ trackingNumber }) => trackingNumber ?? '').sort().join(',') || 'shipped';
