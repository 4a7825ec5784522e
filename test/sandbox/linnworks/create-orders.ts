import { json, type SandboxAnswer } from '../http';
import type { RoomContext } from '../room';
import { v1Error, invalidRequest } from './errors';
import { checkOrder, type Json } from './order-check';
import { saveOrder } from './order-save';
import type { AccountStore, StockLocation } from './store';

const ORDERS_PER_CALL = 20; // help article 7000008412, quoted in linnworks.md §5

/** One bad order fails the whole call and nothing is stored (linnworks.md §5, field). */
export function createOrders(context: RoomContext, store: AccountStore, orders: unknown[], locationName: string): SandboxAnswer {
  if (orders.length > ORDERS_PER_CALL) return v1Error(400, `A maximum of ${ORDERS_PER_CALL} orders can be created per request.`);
  const location = findLocation(context, store, locationName);
  if (!location) return v1Error(400, `Location ${locationName} was not found.`);
  const duplicateKey = context.assumed('duplicate-line-check');
  const ignored: string[][] = [];
  for (const order of orders) {
    if (typeof order !== 'object' || order === null || Array.isArray(order)) return invalidRequest();
    const checked = checkOrder(order as Json, duplicateKey);
    const refusal = context.refusal(String((order as Json).ReferenceNumber));
    const complaint = checked.complaint ?? (refusal && `Orders have invalid values: Order: ${refusal.record}, ${refusal.message ?? 'the order is refused'}`);
    if (complaint) return v1Error(400, complaint);
    ignored.push(checked.ignored);
  }
  const saved = orders.map((order, index) => saveOrder(context, store, order as Json, location, ignored[index]));
  const withSkipped = context.assumed('skipped-ids-in-answer') === 'present';
  const ids = saved.filter(({ outcome }) => withSkipped || outcome !== 'skipped').map(({ order }) => order.OrderId);
  return { ...json(200, ids), ignored: [...new Set(ignored.flat())] };
}

function findLocation(context: RoomContext, store: AccountStore, name: string): StockLocation | undefined {
  const found = store.locations.find(({ LocationName }) => LocationName === name);
  return found ?? (context.assumed('unknown-location') === 'Default' ? store.locations[0] : undefined);
}
