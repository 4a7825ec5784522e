import type { RoomContext } from '../room';
import { raise } from './stock';
import { isOpen, isParked, type AccountStore, type StoredOrder } from './store';
import { totalsOf } from './totals';

/** Settings of the account that stop an order from being processed (linnworks.md §6 step 4). */
export interface ErrorPrevention {
  invoiceRequired: boolean;
  linkedItemsRequired: boolean;
  stockRequired: boolean;
}

/** Why this order cannot be processed now, in the vendor's manner; undefined = it can. */
export function obstacle(store: AccountStore, order: StoredOrder, rules: ErrorPrevention): string | undefined {
  if (isParked(order)) return 'Order is parked and cannot be processed.';
  if (order.locked) return 'Order is locked and cannot be processed.';
  if (order.HoldOrCancel) return 'Order is on hold and cannot be processed.';
  if (order.Status === 0) return 'Order is not paid and cannot be processed.';
  if (store.locations.find(({ StockLocationId }) => StockLocationId === order.LocationId)?.IsFulfillmentCenter) return 'Order is at a fulfilment centre.';
  if (rules.invoiceRequired && !order.invoicePrinted) return 'Order requires an invoice to be printed before processing.';
  if (rules.linkedItemsRequired && order.items.some(({ IsUnlinked }) => IsUnlinked)) return 'Order contains unlinked items.';
  const short = order.items.find(({ SKU, Quantity, IsService }) => !IsService && (store.items.get(SKU)?.levels.get(order.LocationId) ?? 0) < Quantity);
  if (rules.stockRequired && short) return `Insufficient stock of ${short.ChannelSKU}.`;
  return undefined;
}

/** Deducts stock at the order's location and closes the order. */
export function process(context: RoomContext, store: AccountStore, order: StoredOrder, by: 'api' | 'people'): void {
  const now = context.now();
  for (const { SKU, Quantity, IsService } of order.items) if (!IsService) raise(store, SKU, order.LocationId, -Quantity, now);
  order.processedOn = new Date(now).toISOString();
  order.processedByApi = by === 'api';
  store.touch(order);
}

export function cancel(context: RoomContext, store: AccountStore, order: StoredOrder): void {
  if (!isOpen(order)) return;
  order.cancelledOn = new Date(context.now()).toISOString();
  store.touch(order);
}

/** New postage means new totals. */
export function setPostage(order: StoredOrder, PostalServiceCost: number): void {
  order.totals = totalsOf({
    UseChannelTax: order.UseChannelTax,
    PostalServiceCost,
    PostalServiceTaxRate: order.PostalServiceTaxRate,
    Discount: order.totals.TotalDiscount,
    lines: order.items.map((item) => ({ ...item, Qty: item.Quantity })),
  });
}
