import { openQuantity, type StoredItem, type StoredOrder, type StoredPackage } from './order-model';

/** The seller's orders. */
export class OrderStore {
  readonly orders = new Map<string, StoredOrder>();

  constructor(private readonly now: () => number) {}

  add(order: StoredOrder): void {
    this.orders.set(order.orderId, order);
  }

  clear(): void {
    this.orders.clear();
  }

  touch(order: StoredOrder): void {
    // Never backwards, also when the clock stands still in a test.
    order.updated = Math.max(Math.floor(this.now() / 1000) * 1000, order.updated);
  }

  /** The parcel under its id: a new one, or the old one edited (amazon.md §9.1). */
  pack(order: StoredOrder, parcel: StoredPackage): void {
    const before = order.packages.findIndex(({ packageReferenceId }) => packageReferenceId === parcel.packageReferenceId);
    if (before >= 0) order.packages[before] = { ...parcel, createdTime: order.packages[before].createdTime };
    else order.packages.push(parcel);
    this.settle(order);
  }

  /** A label was given back. */
  unpack(order: StoredOrder, packageReferenceId: string): void {
    order.packages = order.packages.filter((parcel) => parcel.packageReferenceId !== packageReferenceId);
    this.settle(order);
  }

  private settle(order: StoredOrder): void {
    for (const item of order.items) item.shipped = Math.min(item.quantity, packed(order, item));
    const shipped = order.items.every((item) => openQuantity(item) === 0);
    order.status = shipped ? 'SHIPPED' : order.packages.length > 0 ? 'PARTIALLY_SHIPPED' : 'UNSHIPPED';
    this.touch(order);
  }

  summary(): unknown[] {
    return [...this.orders.values()].map(({ orderId, kind, marketplaceId, status, fulfilledBy, programs, items, packages, updated }) => ({
      orderId,
      kind,
      marketplaceId,
      status,
      fulfilledBy,
      programs,
      updated: new Date(updated).toISOString(),
      items: items.map(({ orderItemId, sku, quantity, shipped }) => ({ orderItemId, sku, quantity, shipped })),
      packages,
    }));
  }
}

export function packed(order: StoredOrder, item: StoredItem, except?: string): number {
  let sum = 0;
  for (const parcel of order.packages) {
    if (parcel.packageReferenceId === except) continue;
    for (const { orderItemId, quantity } of parcel.items) if (orderItemId === item.orderItemId) sum += quantity;
  }
  return sum;
}
