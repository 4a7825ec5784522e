/** Resource ids are opaque to callers; decoded they read like these (shoprenter.md §2). */
const PATTERNS = {
  order: 'order-order_id=$1',
  orderProduct: 'orderProduct-order_product_id=$1',
  orderTotal: 'orderTotal-order_total_id=$1',
  orderHistory: 'orderHistory-order_history_id=$1',
  orderCreditCard: 'orderCreditCard-id=$1',
  orderInvoice: 'orderInvoice-id=$1',
  orderStatus: 'orderStatus-order_status_id=$1',
  orderStatusDescription: 'orderStatusDescription-order_status_id=$1&language_id=$2',
  product: 'product-product_id=$1',
  productDescription: 'productDescription-product_id=$1&language_id=$2',
  productCategory: 'productCategory-product_id=$1&category_id=$2',
  productSpecial: 'productSpecial-product_special_id=$1',
  groupPrice: 'customerGroupProductPrice-customer_group_id=$1&product_id=$2',
  category: 'category-category_id=$1',
  categoryDescription: 'categoryDescription-category_id=$1&language_id=$2',
  customer: 'customer-customer_id=$1',
  customerGroup: 'customerGroup-customer_group_id=$1',
  language: 'language-language_id=$1',
  currency: 'currency-currency_id=$1',
  country: 'country-country_id=$1',
  coupon: 'coupon-coupon_id=$1',
  shippingMode: 'shippingMode-id=$1',
  taxClass: 'taxClass-tax_class_id=$1',
  taxRate: 'taxRate-tax_rate_id=$1',
  stockStatus: 'stockStatus-stock_status_id=$1',
  stockStatusDescription: 'stockStatusDescription-stock_status_id=$1&language_id=$2',
  setting: 'setting-setting_id=$1',
  webHook: 'webHook-notification_id=$1',
} as const;

export type IdKind = keyof typeof PATTERNS;

export function idOf(kind: IdKind, first: number, second?: number): string {
  const text = PATTERNS[kind].replace('$1', String(first)).replace('$2', String(second ?? ''));
  return Buffer.from(text, 'utf8').toString('base64');
}

/** The number in an id of this kind; undefined for anything else. */
export function numberIn(kind: IdKind, id: string): number | undefined {
  const number = Number(/(\d+)$/.exec(Buffer.from(id, 'base64').toString('utf8'))?.[1] ?? Number.NaN);
  return Number.isNaN(number) || idOf(kind, number) !== id ? undefined : number;
}
