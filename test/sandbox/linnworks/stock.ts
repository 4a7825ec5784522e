import { isOpen, type AccountStore, type StockItem, type StockLocation } from './store';

/** Reserved by open orders, per item and location; locked orders reserve nothing, parked ones do (linnworks.md §3). */
export function reservations(store: AccountStore): Map<string, number> {
  const reserved = new Map<string, number>();
  for (const order of store.orders.values()) {
    if (!isOpen(order) || order.locked) continue;
    for (const { StockItemId, Quantity, IsUnlinked, IsService } of order.items) {
      const key = `${StockItemId} ${order.LocationId}`;
      if (!IsUnlinked && !IsService) reserved.set(key, (reserved.get(key) ?? 0) + Quantity);
    }
  }
  return reserved;
}

/** v1 schema StockItemLevel: StockLevel is what lies there, Available = StockLevel - InOrders. */
export function stockItemLevel(item: StockItem, location: StockLocation, reserved: Map<string, number>): Record<string, unknown> {
  const StockLevel = item.levels.get(location.StockLocationId) ?? 0;
  const InOrders = reserved.get(`${item.StockItemId} ${location.StockLocationId}`) ?? 0;
  return {
    Location: { ...location, LocationTag: '', IsWarehouseManaged: false, BinRack: '' },
    StockLevel,
    StockValue: 0,
    MinimumLevel: -1,
    InOrderBook: InOrders,
    Due: 0,
    JIT: false,
    InOrders,
    Available: StockLevel - InOrders,
    UnitCost: 0,
    SKU: item.sku,
    AutoAdjust: true,
    LastUpdateDate: new Date(item.changedAt).toISOString(),
    LastUpdateOperation: '',
    PendingUpdate: false,
    StockItemPurchasePrice: 0,
    StockItemId: item.StockItemId,
    StockItemIntId: item.StockItemIntId,
  };
}

export function levelsOf(store: AccountStore, item: StockItem, reserved: Map<string, number>): Array<Record<string, unknown>> {
  return store.locations.filter(({ StockLocationId }) => item.levels.has(StockLocationId) || reserved.has(`${item.StockItemId} ${StockLocationId}`)).map((location) => stockItemLevel(item, location, reserved));
}

export function raise(store: AccountStore, sku: string, locationId: string, by: number, now: number): void {
  const item = store.items.get(sku);
  if (!item) return;
  item.levels.set(locationId, (item.levels.get(locationId) ?? 0) + by);
  item.changedAt = now;
}
