import { refused } from '../api/problem';
import { liveParcels, type Shipment } from '../model';

/** @throws Problem for a shipment all of whose labels were cancelled: nothing of it is on its way */
export function refuseVoided(shipment: Shipment): void {
  if (shipment.parcels.length === 0 || liveParcels(shipment).length > 0) return;
  throw refused(`Order '${shipment.orderNumber ?? shipment.order.id}': all its parcels are cancelled`, 'Ship it again, and hand it over once there is a parcel that counts.');
}
