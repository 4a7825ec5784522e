import type { Sync } from '../room';
import { INVENTORY_LOCATIONS } from './account';
import type { Desk } from './desk';
import type { StoredOrder } from './model';
import type { OrderStore } from './order-store';
import type { ProductStore } from './products';
import { allocatedOf } from './stock';

/**
 * Orders by orderNumber. Incoming: those our nodes or a Custom Store answer made here. Outgoing despatches are theirs,
 * too, whether by a label or marked as shipped by people; incoming ones were marked by a node. Stock is 'SKU=available' of
 * the first location.
 */
export function flows(store: OrderStore, desk: Desk, products: ProductStore): Sync {
  const orders = store.list();
  const numbers = (wanted: StoredOrder[]) => wanted.map(({ orderNumber }) => orderNumber);
  const markedByUs = (order: StoredOrder) => desk.fulfillmentsOf(order).some(({ by, voidedAt }) => by === 'api' && voidedAt === null);
  const location = INVENTORY_LOCATIONS[0].inventory_location_id;
  const allocated = allocatedOf(store);
  const levels = [...products.all.keys()].filter((sku) => products.hasShelf(sku, location)).map((sku) => `${sku}=${products.onHand(sku, location) - (allocated.get(sku) ?? 0)}`);
  const shipped = orders.filter(({ status, isSalesOrder }) => status === 'shipped' && isSalesOrder);
  return {
    orders: {
      outgoing: numbers(orders.filter(({ origin, status }) => origin === 'seed' && status === 'awaiting_shipment')),
      incoming: numbers(orders.filter(({ origin, isSalesOrder }) => origin !== 'seed' && isSalesOrder)),
      writePath: '^POST /shipstation/orders/createorders?$',
    },
    shipments: {
      outgoing: numbers(shipped.filter((order) => order.origin !== 'seed' && !markedByUs(order) && (desk.labelsOf(order).length > 0 || desk.fulfillmentsOf(order).length > 0))),
      incoming: numbers(shipped.filter(markedByUs)),
      writePath: '^POST /(shipstation/orders/markasshipped|shipstation-v2/v2/fulfillments)$',
    },
    stock: { outgoing: levels, incoming: levels, writePath: '^POST /shipstation-v2/v2/inventory$' },
  };
}
