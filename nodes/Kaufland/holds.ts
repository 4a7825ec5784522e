import { liveParcels, type Held, type Shipment } from '../shared/model';
import { kauflandCarrier } from './carriers';

/**
 * What an order unit is sent with: carrier and number (kaufland.md §4.3). A carrier without a name at Kaufland goes as Other.
 *
 * @param chosen the operator names the carrier of all parcels
 */
export function shipmentHolds(shipment: Shipment, chosen: boolean): Held {
  const isNamed = chosen || liveParcels(shipment).every((parcel) => kauflandCarrier(parcel) !== undefined);
  return ['orderNumber', 'parcels.voided', 'parcels.trackingNumber', 'parcels.lines', ...(isNamed ? ['parcels.carrier', 'parcels.carrierName'] : [])];
}
