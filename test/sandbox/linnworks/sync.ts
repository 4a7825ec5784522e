import type { Sync } from '../room';
import type { PurchaseOrders } from './purchase-orders';
import type { Returns } from './returns';
import { reservations } from './stock';
import { isOpen, isParked, type AccountStore } from './store';

/**
 * What has to arrive elsewhere and what has arrived here. Orders that are Linnworks' own go by the number its people
 * read, those that came from a channel by the channel's. What was processed through the interface was sent to somebody
 * before, what people processed was not told by anybody. Orders and stock ('SKU=available') are of the Default location.
 */
export function flows(store: AccountStore, purchaseOrders: PurchaseOrders, returns: Returns): Sync {
  const orders = [...store.orders.values()];
  const reserved = reservations(store);
  const [{ StockLocationId: place }] = store.locations;
  const references = (wanted: typeof orders) => wanted.map(({ ReferenceNum }) => ReferenceNum);
  const numbers = (wanted: typeof orders) => wanted.map(({ NumOrderId }) => String(NumOrderId));
  const isHere = ({ LocationId }: (typeof orders)[number]) => LocationId === place;
  const isDue = (order: (typeof orders)[number]) => isHere(order) && isOpen(order) && order.Status === 1 && !isParked(order) && !order.locked && !order.HoldOrCancel;
  return {
    orders: {
      outgoing: numbers(orders.filter((order) => order.seeded && (isDue(order) || order.processedByApi))),
      incoming: references(orders.filter(({ seeded }) => !seeded)),
      writePath: '^POST /linnworks/api/Orders/CreateOrders',
    },
    shipments: {
      outgoing: references(orders.filter(({ seeded, processedOn }) => !seeded && processedOn !== null)),
      incoming: numbers(orders.filter(({ seeded, processedByApi }) => seeded && processedByApi)),
      writePath: '^POST /linnworks/api/Orders/ProcessOrder',
    },
    stock: {
      outgoing: [...store.items.values()].map((item) => `${item.sku}=${(item.levels.get(place) ?? 0) - (reserved.get(`${item.StockItemId} ${place}`) ?? 0)}`),
      incoming: [...store.items.values()].map((item) => `${item.sku}=${item.levels.get(place) ?? 0}`),
      writePath: '^POST /linnworks/api/Stock/SetStockLevel',
    },
    purchaseOrders: { outgoing: purchaseOrders.due(place), incoming: [] },
    returns: { outgoing: [], incoming: returns.actioned(), writePath: '^POST /linnworks/api/ReturnsRefunds/ActionRMABooking' },
  };
}
