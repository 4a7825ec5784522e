/** The vendor's JSON as far as it is read here; anything more passes through. `null` and absent mean the same to us. */
type Maybe<T> = T | null | undefined;

export interface KauflandAddress {
  first_name?: Maybe<string>;
  last_name?: Maybe<string>;
  company_name?: Maybe<string>;
  street?: Maybe<string>;
  house_number?: Maybe<string>;
  additional_field?: Maybe<string>;
  postcode?: Maybe<string>;
  city?: Maybe<string>;
  country?: Maybe<string>;
  phone?: Maybe<string>;
}

export interface KauflandDiscount {
  /** `voucher` or `volume` today. */
  usage_type: string;
  /** Minor units of the order unit's currency. */
  discount_value: number;
}

export interface KauflandProduct {
  id_product?: Maybe<number | string>;
  title?: Maybe<string>;
  eans?: Maybe<string[]>;
  main_picture?: Maybe<string>;
}

/** One physical piece of an order. Amounts are minor units of `currency`. */
export interface KauflandUnit {
  id_order_unit: number | string;
  id_order: string;
  status: string;
  ts_created_iso: string;
  ts_updated_iso: string;
  storefront?: Maybe<string>;
  currency?: Maybe<string>;
  is_marketplace_deemed_supplier?: Maybe<boolean>;
  fulfillment_type?: Maybe<string>;
  id_offer?: Maybe<string>;
  price?: Maybe<number>;
  shipping_rate?: Maybe<number>;
  vat?: Maybe<number>;
  delivery_time_expires_iso?: Maybe<string>;
  discounts?: Maybe<KauflandDiscount[]>;
  product?: Maybe<KauflandProduct>;
  [field: string]: unknown;
}

export interface KauflandParties {
  buyer?: Maybe<{ id_buyer?: Maybe<number | string>; email?: Maybe<string> }>;
  shipping_address?: Maybe<KauflandAddress>;
  billing_address?: Maybe<KauflandAddress>;
}

/** A row of `GET /order-units`. */
export type KauflandUnitRow = KauflandUnit & KauflandParties;

export interface KauflandPickupLocation {
  pickup_location_id?: Maybe<string | number>;
  provider?: Maybe<string>;
  carrier?: Maybe<string>;
  services?: Maybe<string>;
  dhl_post_number?: Maybe<string>;
}

/** The answer of `GET /orders/{id_order}`, or the same shape put together from rows. */
export interface KauflandOrder extends KauflandParties {
  id_order: string;
  ts_created_iso?: Maybe<string>;
  is_marketplace_deemed_supplier?: Maybe<boolean>;
  storefront?: Maybe<string>;
  fulfillment_type?: Maybe<string>;
  order_units: KauflandUnit[];
  delivery?: Maybe<{ pickup_location?: Maybe<KauflandPickupLocation> }>;
  [field: string]: unknown;
}

/** A row of `GET /orders`. */
export interface KauflandHeader {
  id_order: string;
  order_units_count: number;
}

export interface KauflandCarrier {
  name: string;
  isHauler?: boolean;
}

/** A row of `GET /units`: an offer on one storefront. Prices are minor units of `currency`. */
export interface KauflandOffer {
  id_unit: number | string;
  /** The seller's SKU. */
  id_offer?: Maybe<string>;
  id_product?: Maybe<number | string>;
  storefront?: Maybe<string>;
  /** `AVAILABLE`, `ONHOLD` or `INCOMPLETE` today. */
  status?: Maybe<string>;
  condition?: Maybe<string>;
  currency?: Maybe<string>;
  listing_price?: Maybe<number>;
  minimum_price?: Maybe<number>;
  amount?: Maybe<number>;
  id_warehouse?: Maybe<number | string>;
  date_inserted_iso?: Maybe<string>;
  date_lastchange_iso?: Maybe<string>;
  /** Only with `embedded=products`. */
  product?: Maybe<KauflandProduct & { manufacturer?: Maybe<string>; id_category?: Maybe<number | string> }>;
  [field: string]: unknown;
}

/** What may be changed on an offer, as far as this node does. */
export interface KauflandOfferChange {
  amount?: number;
  status?: 'AVAILABLE' | 'ONHOLD';
  listing_price?: number;
}

/** One row of the 207 answer of `POST /units/bulk`. */
export interface KauflandBulkVerdict {
  id_unit: number | string;
  status_code: number;
  message?: Maybe<string>;
  key?: Maybe<string>;
  errors?: Maybe<Array<{ field?: Maybe<string>; message?: Maybe<string> }>>;
}

/** A piece that comes back. */
export interface KauflandReturnUnit {
  id_return_unit: number | string;
  id_return: number | string;
  id_order_unit: number | string;
  ts_created_iso?: Maybe<string>;
  status?: Maybe<string>;
  note?: Maybe<string>;
  reason?: Maybe<string>;
  storefront?: Maybe<string>;
  /** Only with `embedded=order_unit`. */
  order_unit?: Maybe<KauflandUnitRow>;
  [field: string]: unknown;
}

/** A row of `GET /returns`; `return_units` is there with `embedded=return_units`, or put together from the list of pieces. */
export interface KauflandReturn {
  id_return: number | string;
  ts_created_iso: string;
  ts_updated_iso: string;
  storefront?: Maybe<string>;
  tracking_provider?: Maybe<string>;
  tracking_code?: Maybe<string>;
  status?: Maybe<string>;
  return_units?: Maybe<KauflandReturnUnit[]>;
  [field: string]: unknown;
}

/** A push notification somebody asked for. */
export interface KauflandSubscription {
  id_subscription: number | string;
  callback_url: string;
  event_name: string;
  is_active: boolean;
  storefront?: Maybe<string>;
}
