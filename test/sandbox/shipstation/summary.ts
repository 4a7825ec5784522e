import type { CustomStore } from './custom-store';
import type { Desk } from './desk';
import type { Hooks } from './hooks';
import type { StoredOrder } from './model';
import type { OrderStore } from './order-store';
import { INVENTORY_LOCATIONS } from './account';
import type { ProductStore } from './products';
import { allocatedOf } from './stock';
import { utc } from './times';
import { orderTotal } from './v1-render';

interface Parts {
  store: OrderStore;
  desk: Desk;
  products: ProductStore;
  hooks: Hooks;
  customStore: CustomStore;
}

/** The account as `GET /_sandbox/shipstation/state` shows it; times are UTC, amounts as the API writes them. */
export function summary({ store, desk, products, hooks, customStore }: Parts): Record<string, unknown> {
  const allocated = allocatedOf(store);
  return {
    orders: [...store.all.values()].map(({ orderDate, paymentDate, shipByDate, createdAt, modifiedAt, v2: _v2, ...order }) => ({
      ...order,
      orderTotal: orderTotal(order as StoredOrder),
      ...{ orderDate: utc(orderDate), paymentDate: utc(paymentDate), shipByDate: utc(shipByDate), createdAt: utc(createdAt), modifiedAt: utc(modifiedAt) },
    })),
    labels: [...desk.labels.values()].map(({ order, lines, createdAt, voidedAt, shipTo: _to, ...label }) => ({
      ...{ orderNumber: order?.orderNumber ?? null, ...label, items: lines.map(({ line, quantity }) => ({ sku: line.sku, lineItemKey: line.lineItemKey, quantity })) },
      ...{ createdAt: utc(createdAt), voidedAt: utc(voidedAt) },
    })),
    fulfillments: [...desk.fulfillments.values()].map(({ order, createdAt, voidedAt, ...one }) => ({ orderNumber: order.orderNumber, ...one, createdAt: utc(createdAt), voidedAt: utc(voidedAt) })),
    stock: [...products.all.keys()].flatMap((sku) =>
      INVENTORY_LOCATIONS.filter(({ inventory_location_id: location }) => products.hasShelf(sku, location)).map(({ inventory_location_id: location }) => ({
        ...{ sku, location, ...products.shelf(sku, location), on_hand: products.onHand(sku, location), allocated: location === INVENTORY_LOCATIONS[0].inventory_location_id ? (allocated.get(sku) ?? 0) : 0 },
      })),
    ),
    webhooks: { v1: hooks.v1, v2: hooks.v2 },
    deliveries: hooks.deliveries,
    customStore: { url: customStore.url(), pulls: customStore.pulls, notices: customStore.notices },
  };
}
