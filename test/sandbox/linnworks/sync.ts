import type { Sync } from '../room';
import { reservations } from './stock';
import { isOpen, isParked, type AccountStore } from './store';

/** What has to arrive elsewhere and what has arrived here. Stock is 'SKU=available' of the Default location. */
export function flows(store: AccountStore): Sync {
  const orders = [...store.orders.values()];
  const reserved = reservations(store);
  const [{ StockLocationId: place }] = store.locations;
  const references = (wanted: typeof orders) => wanted.map(({ ReferenceNum }) => ReferenceNum);
  return {
    orders: {
      outgoing: references(orders.filter((order) => order.seeded && isOpen(order) && order.Status === 1 && !isParked(order) && !order.locked && !order.HoldOrCancel)),
      incoming: references(orders.filter(({ seeded }) => !seeded)),
      writePath: '^POST /linnworks/api/Orders/CreateOrders',
    },
    shipments: {
      outgoing: references(orders.filter(({ seeded, processedOn }) => !seeded && processedOn !== null)),
      incoming: references(orders.filter(({ seeded, processedOn }) => seeded && processedOn !== null)),
      writePath: '^POST /linnworks/api/Orders/ProcessOrder',
    },
    stock: {
      outgoing: [...store.items.values()].map((item) => `${item.sku}=${(item.levels.get(place) ?? 0) - (reserved.get(`${item.StockItemId} ${place}`) ?? 0)}`),
      incoming: [...store.items.values()].map((item) => `${item.sku}=${item.levels.get(place) ?? 0}`),
    },
  };
}
