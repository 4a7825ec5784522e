import type { Sync } from '../room';
import type { OfferStore } from './offer-store';
import { shouldBeImported, type OrderStore } from './store';

/** What has to arrive elsewhere and what has arrived here; stock as 'SKU=amount', shipments as order ids. */
export function flows(store: OrderStore, offers: OfferStore): Sync {
  const orders = [...store.orders.values()];
  const despatched = orders.filter(({ units }) => {
    const live = units.filter(({ status }) => status !== 'cancelled');
    return live.length > 0 && live.every(({ shipments }) => shipments.length > 0);
  });
  return {
    orders: { outgoing: orders.filter(shouldBeImported).map(({ id_order }) => id_order), incoming: [] },
    shipments: { outgoing: [], incoming: despatched.map(({ id_order }) => id_order), writePath: '^PATCH /kaufland/v2/order-units/\\d+/send' },
    stock: { outgoing: [], incoming: [...offers.shared.values()].map(({ id_offer, amount }) => `${id_offer}=${amount}`), writePath: '^POST /kaufland/v2/units/bulk' },
  };
}
