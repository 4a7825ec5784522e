import { pieces, type OrderStore } from './order-store';

const ALLOCATING = ['awaiting_shipment', 'on_hold', 'pending_fulfillment'];

/** Pieces per SKU that open orders have a claim on: available = on_hand - allocated (shipstation.md §B5). */
export function allocatedOf(store: OrderStore): Map<string, number> {
  const found = new Map<string, number>();
  for (const order of store.list()) {
    if (!ALLOCATING.includes(order.status)) continue;
    for (const { sku, quantity } of pieces(order)) if (sku) found.set(sku, (found.get(sku) ?? 0) + quantity);
  }
  return found;
}
