import type { Sync } from '../room';
import { merchantRecord, type ListingStore } from './listing-store';
import { isOpen } from './order-model';
import type { OrderStore } from './order-store';

/** What has to leave Amazon (the merchant's orders that are open, or were until we sent them) and what has arrived: confirmed despatches, submitted stock. */
export function flows(orders: OrderStore, listings: ListingStore): Sync {
  const all = [...orders.orders.values()];
  return {
    orders: { outgoing: all.filter((order) => order.fulfilledBy === 'MERCHANT' && (isOpen(order) || order.packages.some(({ by }) => by !== 'seller-central'))).map(({ orderId }) => orderId), incoming: [] },
    shipments: {
      outgoing: [],
      // A label bought here is a despatch by itself: no other system told it.
      incoming: all.filter(({ status, packages }) => status === 'SHIPPED' && packages.some(({ by }) => by === 'api' || by === 'feed')).map(({ orderId }) => orderId),
      writePath: '^POST /amazon/(orders/v0/orders/[^/]+/shipmentConfirmation|feeds/2021-06-30/feeds)$',
    },
    stock: {
      outgoing: [],
      incoming: [...listings.listings.values()].flatMap((listing) => {
        const record = merchantRecord(listing);
        return record ? [`${listing.sku}=${record.quantity ?? 0}`] : [];
      }),
      writePath: '^(PATCH /amazon/listings/|POST /amazon/feeds/2021-06-30/feeds$)',
    },
  };
}
