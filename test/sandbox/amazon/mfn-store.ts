import { createHash } from 'node:crypto';
import type { RoomContext } from '../room';
import { requestId } from './errors';
import type { StoredOrder } from './order-model';
import type { OrderStore } from './order-store';
import type { Service } from './shipping-services';

type Json = Record<string, unknown>;

export interface Details {
  AmazonOrderId: string;
  SellerOrderId?: string;
  ItemList: Array<{ OrderItemId: string; Quantity: number }>;
  ShipFromAddress: Json & { CountryCode: string; StateOrProvinceCode?: string };
  PackageDimensions: Json;
  Weight: { Value: number; Unit: 'oz' | 'g' };
  ShipDate?: string;
  ShippingServiceOptions: Json & { LabelFormat?: string };
}

interface Offer {
  serviceId: string;
  details: string;
  expired: boolean;
}

export interface StoredShipment {
  id: string;
  order: StoredOrder;
  details: Details;
  service: Service;
  offerId: string;
  tracking: string;
  format: string;
  bought: number;
  status: 'Purchased' | 'RefundPending' | 'RefundApplied';
  cancelled?: number;
  packageReferenceId: string;
}

const CANCEL_WINDOW_MS = 24 * 3_600_000;
const REFUND_AFTER_MS = 3_600_000;

/** Offers and labels; every purchase costs the seller money, also a second one for the same parcel. */
export class MfnStore {
  readonly shipments = new Map<string, StoredShipment>();
  private readonly offers = new Map<string, Offer>();
  private made = 0;

  constructor(
    private readonly context: RoomContext,
    private readonly orders: OrderStore,
  ) {}

  reset(): void {
    this.shipments.clear();
    this.offers.clear();
  }

  expireOffers(): number {
    for (const offer of this.offers.values()) offer.expired = true;
    return this.offers.size;
  }

  offer(service: Service, details: Details): string {
    this.made += 1;
    const id = createHash('sha256').update(`${service.id} ${this.made}`).digest('base64').slice(0, 32);
    this.offers.set(id, { serviceId: service.id, details: JSON.stringify(details), expired: false });
    return id;
  }

  /** The code of a refusal, or undefined when the offer may be bought. */
  refuseOffer(id: string, service: Service, details: Details): string | undefined {
    const offer = this.offers.get(id);
    if (!offer || offer.serviceId !== service.id) return 'InvalidShippingServiceOfferId';
    if (offer.expired) return 'ShippingServiceOfferNotAvailable';
    // The purchase repeats the quote to the letter (docs#3341).
    return offer.details === JSON.stringify(details) ? undefined : 'InvalidInput';
  }

  buy(order: StoredOrder, service: Service, offerId: string, details: Details, format: string): StoredShipment {
    this.made += 1;
    const now = this.context.now();
    const tracking = `0034043416109${String(this.made).padStart(7, '0')}`;
    const shipment: StoredShipment = {
      id: requestId(`shipment ${this.made}`),
      order,
      details,
      service,
      offerId,
      tracking,
      format,
      bought: now,
      status: 'Purchased',
      packageReferenceId: String(Math.max(0, ...order.packages.map(({ packageReferenceId }) => Number(packageReferenceId))) + 1),
    };
    this.shipments.set(shipment.id, shipment);
    // Buying confirms the despatch (amazon.md §12).
    const items = details.ItemList.map(({ OrderItemId, Quantity }) => ({ orderItemId: OrderItemId, quantity: Quantity }));
    this.orders.pack(order, { packageReferenceId: shipment.packageReferenceId, carrierCode: service.carrier, carrierName: service.carrier, shippingMethod: service.name, trackingNumber: tracking, shipDate: now, createdTime: now, items, by: 'label' });
    return shipment;
  }

  /** False = too late. */
  cancel(shipment: StoredShipment): boolean {
    const now = this.context.now();
    if (now - shipment.bought > CANCEL_WINDOW_MS) return false;
    Object.assign(shipment, { status: 'RefundPending', cancelled: now });
    this.orders.unpack(shipment.order, shipment.packageReferenceId);
    return true;
  }

  /** Up to now. */
  settle(shipment: StoredShipment): StoredShipment {
    const now = this.context.now();
    if (shipment.status === 'RefundPending' && now - (shipment.cancelled ?? now) >= REFUND_AFTER_MS) shipment.status = 'RefundApplied';
    return shipment;
  }

  summary(): unknown[] {
    return [...this.shipments.values()].map(({ id, order, service, tracking, status, format }) => ({ shipmentId: id, orderId: order.orderId, service: service.id, tracking, status, format }));
  }
}
