import type { RoomContext } from '../room';
import type { OrderStore, StoredOrder, StoredUnit } from './store';
import { CURRENCY, isoSeconds } from './values';

/** The vendor's JSON of orders and order units. */
export class Renderer {
  constructor(
    private readonly context: RoomContext,
    private readonly store: OrderStore,
  ) {}

  /** Schema OrderUnit with the `discounts` of 2.44. */
  unit(unit: StoredUnit): Record<string, unknown> {
    const order = this.store.orderOf(unit);
    return {
      ...this.core(unit, order),
      fulfillment_type: order.fulfillment_type,
      eco_fee: null,
      packaging_fee: null,
      discounts: unit.discounts,
      // Addresses of an open unit are hidden (kaufland.md §4, field).
      ...this.parties(order, unit.status === 'open'),
    };
  }

  unitDetails(unit: StoredUnit, embedded: string[]): Record<string, unknown> {
    const order = this.store.orderOf(unit);
    return {
      ...this.unit(unit),
      ...(embedded.includes('delivery_attempt_timestamp_iso') ? { delivery_attempt_timestamp_iso: null } : {}),
      ...(embedded.includes('tickets') ? { tickets: [] } : {}),
      ...(embedded.includes('return_unit') ? { return_unit: null } : {}),
      ...(embedded.includes('delivery') ? { delivery: { pickup_location: order.pickup } } : {}),
      ...(embedded.includes('kss_delivery') ? { kss_eligible: false } : {}),
    };
  }

  order(order: StoredOrder): Record<string, unknown> {
    return {
      id_order: order.id_order,
      ts_created_iso: isoSeconds(order.ts_created),
      is_marketplace_deemed_supplier: order.deemedSupplier,
      order_units_count: order.units.length,
      ts_units_updated_iso: isoSeconds(lastUpdate(order)),
      storefront: this.storefront(order),
      fulfillment_type: order.fulfillment_type,
    };
  }

  orderDetails(order: StoredOrder, embedded: string[]): Record<string, unknown> {
    const withDiscounts = this.context.assumed('order-details-discounts') === 'present';
    return {
      id_order: order.id_order,
      ts_created_iso: isoSeconds(order.ts_created),
      is_marketplace_deemed_supplier: order.deemedSupplier,
      storefront: this.storefront(order),
      fulfillment_type: order.fulfillment_type,
      ...this.parties(order, order.units.every(({ status }) => status === 'open')),
      order_units: order.units.map((unit) => ({
        ...this.core(unit, order),
        tickets: [],
        ...(withDiscounts ? { discounts: unit.discounts } : {}),
        ...(embedded.includes('kss_delivery') ? { kss_eligible: false } : {}),
      })),
      ...(embedded.includes('order_invoices') ? { order_invoices: [] } : {}),
      ...(embedded.includes('delivery') ? { delivery: { pickup_location: order.pickup } } : {}),
    };
  }

  private core(unit: StoredUnit, order: StoredOrder): Record<string, unknown> {
    const revenueGross = Math.round(unit.price * 0.885);
    return {
      id_order_unit: unit.id_order_unit,
      id_order: unit.id_order,
      status: unit.status,
      ts_created_iso: isoSeconds(unit.ts_created),
      ts_updated_iso: isoSeconds(unit.ts_updated),
      storefront: this.storefront(order),
      currency: CURRENCY[order.storefront],
      is_marketplace_deemed_supplier: order.deemedSupplier,
      id_offer: unit.id_offer,
      unit_condition: 'new',
      note: unit.note,
      price: unit.price,
      shipping_rate: unit.shipping_rate,
      vat: unit.vat,
      revenue_gross: revenueGross,
      revenue_net: Math.round(revenueGross / (1 + (unit.vat ?? 0) / 100)),
      delivery_time_min: 2,
      delivery_time_max: 4,
      delivery_time_expires_iso: `${new Date(order.ts_created + 4 * 86_400_000).toISOString().slice(0, 10)}T22:59:59Z`,
      order_received_timestamp_iso: unit.status === 'received' ? isoSeconds(unit.ts_updated) : null,
      cancel_reason: unit.cancel_reason,
      product: unit.product,
    };
  }

  private parties(order: StoredOrder, hidden: boolean): Record<string, unknown> {
    if (hidden) return { buyer: { id_buyer: order.buyer.id_buyer, email: null }, shipping_address: null, billing_address: null };
    const hints = order.pickup !== null && this.context.assumed('pickup-row-address') === 'empty-street';
    return {
      buyer: order.buyer,
      shipping_address: hints ? { ...order.shipping_address, street: '', house_number: '' } : order.shipping_address,
      billing_address: order.billing_address,
    };
  }

  private storefront(order: StoredOrder): string {
    return this.context.assumed('storefront-case') === 'upper' ? order.storefront.toUpperCase() : order.storefront;
  }
}

export function lastUpdate(order: StoredOrder): number {
  return Math.max(...order.units.map(({ ts_updated }) => ts_updated));
}
