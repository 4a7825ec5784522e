import { shippingInfo, totalsInfo } from './render-v1';
import { isOpen, isParked, type AccountStore, type StoredOrder } from './store';

/** The account as `GET /_sandbox/linnworks/state` shows it. */
export function summary(store: AccountStore): Record<string, unknown> {
  return {
    orders: [...store.orders.values()].map((order) => orderSummary(store, order)),
    stock: [...store.items.values()].map((item) => ({ SKU: item.sku, StockItemId: item.StockItemId, levels: Object.fromEntries(item.levels) })),
    locations: store.locations,
    postalServices: store.postalServices,
    paymentMethods: store.paymentMethods,
  };
}

function orderSummary(store: AccountStore, order: StoredOrder): Record<string, unknown> {
  const { totals, parkedBecause, ...rest } = order;
  return {
    ...rest,
    IsOpen: isOpen(order),
    IsParked: isParked(order),
    parkedBecause,
    LocationName: store.locations.find(({ StockLocationId }) => StockLocationId === order.LocationId)?.LocationName,
    ShippingInfo: shippingInfo(store, order),
    TotalsInfo: totalsInfo(order),
    items: order.items.map((item, index) => ({ ...item, ...totals.lines[index] })),
    lastUpdated: new Date(order.lastUpdated).toISOString(),
  };
}
