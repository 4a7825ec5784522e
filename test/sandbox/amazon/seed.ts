import { ControlError, type RoomContext, type SeedBody } from '../room';
import type { ListingStore } from './listing-store';
import type { OrderFactory } from './order-factory';
import type { OrderStore } from './order-store';

const DAY_MS = 86_400_000;

/**
 * {orders: n | [{kind, orderId?, created?, updated?, items?, …}], listings: n | [{sku, title?, quantity?, channel?, marketplaceIds?}],
 * stock: {SKU: n}, end?, spanHours?, seed?}
 */
export function seedAccount(context: RoomContext, orders: OrderStore, factory: OrderFactory, listings: ListingStore, body: SeedBody): { orders: string[]; listings: string[] } {
  const end = body.end ? Date.parse(String(body.end)) : context.now();
  const how = { end: Math.floor(end / 1000) * 1000, spanMs: Number(body.spanHours ?? 24) * (DAY_MS / 24), seed: Number(body.seed ?? 1) };
  const wanted = body.orders ?? 0;
  const made = Array.isArray(wanted) ? wanted.map((wish) => factory.custom(wish as Record<string, unknown>, how)) : factory.many(Number(wanted), how);
  for (const order of made) {
    if (orders.orders.has(order.orderId)) throw new ControlError(400, `Order ${order.orderId} exists already`);
    orders.add(order);
  }
  // Other rooms call the same thing products.
  const wishes = body.listings ?? body.products ?? 0;
  const added = Array.isArray(wishes) ? wishes.map((wish) => listings.addWish(wish as Record<string, unknown>)) : listings.addGenerated(Number(wishes));
  if (body.stock) listings.restock(body.stock as Record<string, number>);
  return { orders: made.map(({ orderId }) => orderId), listings: added };
}
