import type { Held } from '../shared/model';

/** What a confirmation of despatch has a place for (amazon.md §9.1); a carrier that has no name at Amazon goes as Other with its own. */
export const SHIPMENT_HELD: Held = ['orderNumber', 'shippedAt', 'parcels.voided', 'parcels.trackingNumber', 'parcels.carrier', 'parcels.carrierName', 'parcels.service', 'parcels.lines'];
