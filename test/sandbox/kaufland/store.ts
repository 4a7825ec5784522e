import type { RoomContext } from '../room';
import { isoSeconds, type Storefront, type UnitStatus } from './values';

export interface Address {
  first_name: string;
  last_name: string;
  company_name: string | null;
  street: string;
  house_number: string;
  additional_field: string | null;
  postcode: string;
  city: string;
  country: string;
  phone: string | null;
}

export interface PickupLocation {
  pickup_location_id: string;
  provider: string;
  carrier: string;
  services: string;
  dhl_post_number: string | null;
}

export interface Product {
  id_product: number;
  storefront: string;
  title: string;
  eans: string[];
  id_category: number;
  main_picture: string;
  manufacturer: string;
  url: string;
  age_rating: number;
  is_valid: boolean;
  dangerous_goods_li_shipping: string | null;
  danger_label_9A: string | null;
}

export interface StoredUnit {
  id_order_unit: number;
  id_order: string;
  status: UnitStatus;
  ts_created: number;
  ts_updated: number;
  id_offer: string | null;
  price: number;
  shipping_rate: number;
  vat: number | null;
  discounts: Array<{ usage_type: 'voucher' | 'volume'; discount_value: number }>;
  product: Product | null;
  cancel_reason: string | null;
  note: string | null;
  /** What a send brought along; empty = never despatched through the API. */
  shipments: Array<{ carrier_code: string; tracking_numbers: string }>;
  refunds: Array<{ amount: number; reason: string }>;
}

export interface StoredOrder {
  id_order: string;
  kind: string;
  storefront: Storefront;
  ts_created: number;
  deemedSupplier: boolean;
  fulfillment_type: 'fulfilled_by_merchant' | 'fulfilled_by_kaufland';
  buyer: { id_buyer: number; email: string | null };
  shipping_address: Address;
  billing_address: Address;
  pickup: PickupLocation | null;
  units: StoredUnit[];
}

/** Orders and their units, as the seller's account holds them. */
export class OrderStore {
  readonly orders = new Map<string, StoredOrder>();
  readonly units = new Map<number, StoredUnit>();

  constructor(
    private readonly context: RoomContext,
    private readonly announce: (event: string, unit: StoredUnit, order: StoredOrder) => void,
  ) {}

  clear(): void {
    this.orders.clear();
    this.units.clear();
  }

  add(order: StoredOrder): void {
    this.orders.set(order.id_order, order);
    for (const unit of order.units) {
      this.units.set(unit.id_order_unit, unit);
      this.announce('order_unit_new', unit, order);
    }
  }

  orderOf(unit: StoredUnit): StoredOrder {
    return this.orders.get(unit.id_order) as StoredOrder;
  }

  /** Any change of a unit moves its ts_updated; the vendor keeps whole seconds. */
  change(unit: StoredUnit, change: Partial<StoredUnit>): void {
    const before = unit.status;
    Object.assign(unit, { ts_updated: Math.floor(this.context.now() / 1000) * 1000 }, change);
    if (unit.status !== before) this.announce('order_unit_status_changed', unit, this.orderOf(unit));
  }

  summary(): unknown[] {
    return [...this.orders.values()].map((order) => ({
      id_order: order.id_order,
      kind: order.kind,
      storefront: order.storefront,
      shouldBeImported: shouldBeImported(order),
      pickup: order.pickup,
      buyer: order.buyer,
      shipping_address: order.shipping_address,
      billing_address: order.billing_address,
      is_marketplace_deemed_supplier: order.deemedSupplier,
      units: order.units.map((unit) => ({ ...unit, ts_created: isoSeconds(unit.ts_created), ts_updated: isoSeconds(unit.ts_updated) })),
    }));
  }
}

/**
 * Complete (nothing still open) and with something to send. A unit despatched through the API had to be imported
 * before, so it keeps counting; one that was `sent` from the start is history.
 */
export function shouldBeImported(order: StoredOrder): boolean {
  if (order.fulfillment_type !== 'fulfilled_by_merchant') return false;
  if (order.units.some(({ status }) => status === 'open')) return false;
  return order.units.some(({ status, shipments }) => status === 'need_to_be_sent' || (status === 'sent' && shipments.length > 0));
}
