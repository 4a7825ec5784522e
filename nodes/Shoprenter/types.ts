import type { Ref, Value } from './values';

/** One line of an order; there is no quantity, it is the sum of the warehouses (shoprenter.md §5). */
export interface ShoprenterLine extends Ref {
  innerId?: Value;
  productInnerId?: Value;
  name?: Value;
  sku?: Value;
  gtin?: Value;
  modelNumber?: Value;
  price?: Value;
  total?: Value;
  taxRate?: Value;
  grossPrice?: Value;
  priceCurrency?: Value;
  grossPriceCurrency?: Value;
  stock1?: Value;
  stock2?: Value;
  stock3?: Value;
  stock4?: Value;
  product?: Ref | null;
  orderProductOptions?: Array<{ name?: Value; valueName?: Value }> | Ref | null;
}

/** Bottle deposit and the like. */
export interface ShoprenterAddon extends Ref {
  name?: Value;
  sku?: Value;
  type?: Value;
  price?: Value;
  quantity?: Value;
  total?: Value;
  taxRate?: Value;
}

/** A row of an order's sums; shipping, payment fee and discounts stand only here, with tax. */
export interface ShoprenterTotal {
  name?: Value;
  value?: Value;
  type?: Value;
  key?: Value;
}

interface Country extends Ref {
  isoCode2?: Value;
}

/** An order of `orderExtend`. */
export interface ShoprenterOrder extends Ref {
  innerId?: Value;
  invoiceId?: Value;
  invoicePrefix?: Value;
  firstname?: Value;
  lastname?: Value;
  phone?: Value;
  email?: Value;
  shippingFirstname?: Value;
  shippingLastname?: Value;
  shippingCompany?: Value;
  shippingAddress1?: Value;
  shippingAddress2?: Value;
  shippingCity?: Value;
  shippingPostcode?: Value;
  shippingZoneName?: Value;
  shippingCountryName?: Value;
  shippingCountry?: Country | null;
  shippingMethodName?: Value;
  shippingMethodLocalizedName?: Value;
  shippingMethodExtension?: Value;
  shippingMethodTaxRate?: Value;
  shippingReceivingPointId?: Value;
  pickPackPontShopCode?: Value;
  paymentFirstname?: Value;
  paymentLastname?: Value;
  paymentCompany?: Value;
  paymentAddress1?: Value;
  paymentAddress2?: Value;
  paymentCity?: Value;
  paymentPostcode?: Value;
  paymentZoneName?: Value;
  paymentCountryName?: Value;
  paymentCountry?: Country | null;
  paymentMethodName?: Value;
  paymentMethodCode?: Value;
  paymentMethodTaxRate?: Value;
  paymentMethodAfter?: Value;
  taxNumber?: Value;
  comment?: Value;
  total?: Value;
  value?: Value;
  couponTaxRate?: Value;
  loyaltyPointsTaxRate?: Value;
  dateCreated?: Value;
  dateUpdated?: Value;
  furgefutarWaybill?: Value;
  customer?: Ref | null;
  customerGroup?: Ref | null;
  orderStatus?: Ref | null;
  language?: (Ref & { code?: Value }) | null;
  currency?: (Ref & { code?: Value }) | null;
  coupon?: (Ref & { code?: Value }) | null;
  externalInfo?: { partner_order_id?: Value; partner_prefix?: Value } | null;
  orderProducts?: ShoprenterLine[] | object | null;
  orderProductAddons?: ShoprenterAddon[] | object | null;
  orderTotals?: ShoprenterTotal[] | object | null;
}
