import type { Gate } from './gate';
import type { Callbacks } from './callbacks';
import type { OrderStore } from './order-store';
import { SHIPPED } from './order-store';
import type { ProductStore } from './products';
import type { StockStore } from './stock';
import { WAREHOUSES } from './account';

interface Parts {
  gate: Gate;
  store: OrderStore;
  products: ProductStore;
  stock: StockStore;
  callbacks: Callbacks;
}

/** The account as `GET /_sandbox/mintsoft/state` shows it; times are UTC. */
export function summary({ gate, store, products, stock, callbacks }: Parts): Record<string, unknown> {
  const utc = (time: number | null) => (time === null ? null : new Date(time).toISOString());
  return {
    orders: store.list().map(({ items, requiredDespatch, orderedAt, despatchedAt, changedAt, ...order }) => ({
      ...order,
      isShipped: SHIPPED.includes(order.status),
      items: items.map(({ product, ...item }) => ({ ...item, ProductId: product.ID, SKU: product.SKU })),
      ...{ requiredDespatch: utc(requiredDespatch), orderedAt: utc(orderedAt), despatchedAt: utc(despatchedAt), changedAt: utc(changedAt) },
    })),
    products: [...products.all.values()].map(({ looks: _looks, changedAt, ...product }) => ({ ...product, changedAt: utc(changedAt) })),
    stock: stock.all().map(({ ProductId, WarehouseId, physical, allocated, quarantine, onOrder }) => {
      const product = products.all.get(ProductId);
      return { SKU: product?.SKU, ClientId: product?.ClientId, ProductId, WarehouseId, StockLevel: physical, OnHand: physical - allocated, Allocated: allocated, InQuarantine: quarantine, OnOrder: onOrder };
    }),
    warehouses: WAREHOUSES,
    deliveries: callbacks.deliveries,
    logins: gate.logins,
  };
}
