import { carrierCode, compact, compactOrNothing, ModelError, parseShipment, vendorTime, type Shipment } from '../shared/model';
import { numberOf } from './mapping';
import { originsOf, type SourceHint } from './mapping-origin';
import type { MintsoftOrder, MintsoftParcel } from './types';

/** A despatched order: all its parts, in the order of their ids, and the parcels of those that were asked for. */
export interface Despatched {
  parts: MintsoftOrder[];
  /** By order id. */
  parcels: ReadonlyMap<number, MintsoftParcel[]>;
  complete: boolean;
}

export interface ShipmentScope {
  zone: string;
  hint: SourceHint;
}

function demanded<T>(order: MintsoftOrder, field: string, value: T | null | undefined): T {
  if (value !== null && value !== undefined && value !== '') return value;
  throw new ModelError(`Despatched order '${numberOf(order)}': Mintsoft gave no '${field}'`, 'bad-record');
}

function parcelOf(order: MintsoftOrder, id: string, trackingNumber: string | null | undefined) {
  return compact({
    id,
    carrier: carrierCode(order.CourierServiceName),
    // A tracking number alone goes over where the target takes no more (pages: the original integration).
    carrierName: order.CourierServiceName,
    service: order.CourierServiceName,
    trackingNumber: trackingNumber?.trim(),
    url: order.TrackingURL,
  });
}

function parcelsOf(order: MintsoftOrder, read: readonly MintsoftParcel[] | undefined) {
  const id = String(order.ID);
  const numbers = (read ?? []).flatMap(({ Number: number, ParcelNumbers }) => (ParcelNumbers?.length ? ParcelNumbers : [number]));
  const distinct = [...new Set(numbers.flatMap((number) => (number?.trim() ? [number.trim()] : [])))];
  if (distinct.length === 0) return [parcelOf(order, id, order.TrackingNumber)];
  return distinct.map((number, index) => parcelOf(order, `${id}/${index + 1}`, number));
}

/** Id of the whole despatch: that of its first part, whichever part was despatched last. */
export const despatchId = ({ parts }: Despatched): string => String(parts[0]?.ID ?? 'unknown');

/**
 * A despatched order as shipments of its source's orders: one, or one for each order merged into it.
 *
 * @throws ModelError naming the order and the field Mintsoft left out
 */
export function toShipments(despatched: Despatched, { zone, hint }: ShipmentScope): Shipment[] {
  const { parts, parcels, complete } = despatched;
  const [first] = parts as [MintsoftOrder, ...MintsoftOrder[]];
  const id = String(demanded(first, 'ID', first.ID));
  demanded(first, 'OrderNumber', first.OrderNumber);
  const times = parts.map((part) => demanded(part, 'DespatchDate', vendorTime(part.DespatchDate, zone)));
  const origins = originsOf(first, hint);
  return origins.map((origin, index) =>
    parseShipment(
      compact({
        order: origin.identity,
        orderNumber: origin.number,
        id: origins.length === 1 ? id : `${id}/${index + 1}`,
        shippedAt: [...times].sort().at(-1),
        updatedAt: vendorTime(first.LastUpdated, zone),
        parcels: parts.flatMap((part) => parcelsOf(part, parcels.get(part.ID ?? 0))),
        complete,
        warehouse: first.WarehouseId ? String(first.WarehouseId) : undefined,
        references: origin.references,
        extra: compactOrNothing({ ClientId: first.ClientId, OrderStatusId: first.OrderStatusId, NumberOfParcels: first.NumberOfParcels }),
      }),
    ),
  );
}
