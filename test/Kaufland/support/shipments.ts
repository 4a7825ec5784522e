import type { Shipment } from '../../../nodes/shared/model';

/** A shipment of a whole order in one DHL parcel. */
export function shipment(id: string, change: Partial<Shipment> = {}): Shipment {
  return {
    order: { channel: 'kaufland', account: 'de', id },
    orderNumber: id,
    shippedAt: '2026-01-06T10:00:00.000Z',
    parcels: [{ id: `${id}-1`, carrier: 'dhl', carrierName: 'DHL Paket', trackingNumber: `0034${id}` }],
    ...change,
  };
}
