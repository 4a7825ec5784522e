/** Value lists of the 2.27 definition with the storefronts of 2.44 (kaufland.md §3). */
export const STOREFRONTS = ['de', 'cz', 'sk', 'pl', 'at', 'fr', 'it', 'es', 'nl'] as const;
export type Storefront = (typeof STOREFRONTS)[number];

export const UNIT_STATUSES = ['open', 'need_to_be_sent', 'sent', 'received', 'sent_and_autopaid', 'cancelled', 'returned', 'returned_paid'] as const;
export type UnitStatus = (typeof UNIT_STATUSES)[number];

export const FULFILLMENT_TYPES = ['fulfilled_by_merchant', 'fulfilled_by_kaufland'] as const;
export const SORTS = ['ts_created:desc', 'ts_updated:desc'] as const;

export const CANCEL_REASONS = ['BuyerCancelled', 'ShippingAddressUndeliverable', 'WrongCatalogData', 'GeneralAdjustment', 'MerchandiseNotReceived', 'NoInventory', 'DelayedInventory', 'WrongPrice', 'NoReactionBuyer', 'UndeliverableRegion'] as const;
export const REFUND_REASONS = ['delivery_damage', 'delivery_delay', 'incomplete_delivery', 'incorrect_delivery', 'refund_postage_fee', 'defect', 'other_refund', 'refund_return_postage_fee'] as const;

export const CURRENCY: Record<Storefront, 'EUR' | 'CZK' | 'PLN'> = { de: 'EUR', cz: 'CZK', sk: 'EUR', pl: 'PLN', at: 'EUR', fr: 'EUR', it: 'EUR', es: 'EUR', nl: 'EUR' };

/** Minor units of the storefront currency for one euro cent, for demo prices only. */
export const RATE: Record<'EUR' | 'CZK' | 'PLN', number> = { EUR: 1, CZK: 25, PLN: 4.3 };

/** Standard and reduced VAT rate per storefront, for demo data and for /info/vat-indicators. */
export const VAT: Record<Storefront, [number, number]> = { de: [19, 7], cz: [21, 12], sk: [23, 5], pl: [23, 8], at: [20, 10], fr: [20, 5.5], it: [22, 10], es: [21, 10], nl: [21, 9] };

export function isoSeconds(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}

export const VAT_INDICATORS = ['standard_rate', 'reduced_rate_1', 'reduced_rate_2', 'super_reduced_rate', 'zero_rate'] as const;
export const SUBSCRIPTION_EVENTS = ['order_new', 'order_unit_new', 'order_unit_status_changed', 'item_changed', 'category_changed', 'return_new', 'return_status_changed', 'return_unit_status_changed', 'item_unit_new', 'item_unit_changed', 'item_unit_deleted', 'item_unit_out_of_stock', 'item_unit_not_available', 'item_unit_available', 'item_unit_live', 'item_unit_not_live'] as const;
export const RETURN_STATUSES = ['return_requested', 'label_generated', 'package_sent', 'package_received', 'label_deleted'] as const;
export const RETURN_UNIT_STATUSES = ['need_to_be_returned', 'return_arrived', 'return_accepted', 'return_rejected', 'return_closed', 'return_in_repair', 'return_in_clarification'] as const;
export const RETURN_REASONS = ['accidentally_ordered', 'bad_quality', 'better_price', 'defect', 'delivered_damaged', 'dislike', 'misleading_description', 'missing_parts', 'no_reason', 'too_late', 'wrong_article', 'wrong_size'] as const;
