import { ControlError, type RoomContext } from '../room';
import type { OrderStore, StoredItem, StoredOrder } from './order-store';

/** Some pieces, by item id, go a way of their own under the same number (mintsoft.md §3). */
export function splitOrder(store: OrderStore, order: StoredOrder, moved: Map<number, number>): StoredOrder {
  if (!store.canBeShipped(order) && order.status !== 'ONBACKORDER') throw new ControlError(400, `Order ${order.ID} cannot be split: ${order.status}`);
  store.release(order);
  const taken: StoredItem[] = [];
  for (const item of order.items) {
    const pieces = moved.get(item.ID) ?? 0;
    if (pieces > 0) taken.push({ ...item, ID: store.takeRowId(), Quantity: pieces, Allocated: 0 });
    item.Quantity -= pieces;
  }
  order.items = order.items.filter(({ Quantity }) => Quantity > 0);
  const parts = store.parts(order);
  const part: StoredOrder = {
    ...order,
    ...{ ID: store.takeOrderId(), Part: parts.length + 1, splitFrom: order.splitFrom ?? order.ID, items: taken, status: 'NEW', changedAt: store.times.now() },
    ...{ shipments: [], comments: [], connectActions: [], Tags: [...order.Tags] },
  };
  if (order.status === 'ONBACKORDER') order.status = 'NEW';
  store.all.set(part.ID, part);
  for (const one of [...parts, part]) Object.assign(one, { NumberOfParts: parts.length + 1, changedAt: store.times.now() });
  store.allocate(order);
  store.allocate(part);
  return part;
}

/** The survivor is called `A+B`, the other id is gone (mintsoft.md §3). */
export function mergeOrders(context: RoomContext, store: OrderStore, survivor: StoredOrder, other: StoredOrder): void {
  survivor.items.push(...other.items);
  survivor.OrderNumber = `${survivor.OrderNumber}+${other.OrderNumber}`;
  if (context.assumed('merged-reference') === 'joined') survivor.ExternalOrderReference = `${survivor.ExternalOrderReference}+${other.ExternalOrderReference}`;
  store.all.delete(other.ID);
  store.touch(survivor);
}
