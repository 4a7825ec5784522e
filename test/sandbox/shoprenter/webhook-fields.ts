/** specs/shoprenter/webhook-fields.json: which field an event offers. */
const CONFIRM_ONLY = [
  'order_expectedDeliveryDate', 'order_shippingMethodCode', 'order_paymentMethodCode', 'order_customerId', 'order_shippingId', 'order_shippingCountryId', 'order_paymentCountryId',
  'orderCreditCard_date', 'orderCreditCard_transactionId', 'orderCreditCard_licenceNumber', 'orderCreditCard_bankAnswerCode', 'orderCreditCard_bankAnswer', 'orderProduct_productId', 'orderProductExtra', 'orderProductAddon',
];
const CONFIRM_AND_CHANGE = [
  'order_shippingAdditionalCostNet', 'order_shippingAdditionalCostGross', 'order_shippingInnerResourceId', 'order_shippingCountryIsoCode2', 'order_shippingCountryIsoCode3', 'order_paymentCountryIsoCode2', 'order_paymentCountryIsoCode3',
  'order_cartAmountDiscount', 'orderProduct_durableMediaDevice', 'orderProduct_grossPrice', 'orderProduct_gtin', 'orderProduct_model',
];
const PERSON = ['Firstname', 'Lastname', 'Company', 'Address1', 'Address2', 'City', 'CountryName', 'ZoneName', 'Postcode'];
const EVERY = [
  ...['storeName', 'innerId', 'innerResourceId', 'outerResourceId', 'firstname', 'lastname', 'phone', 'fax', 'email', 'email_hash', 'cart_token', 'shippingMethodName', 'shippingNetPrice', 'shippingGrossPrice', 'paymentTaxnumber', 'paymentMethodName', 'paymentNetPrice', 'paymentGrossPrice', 'couponCode', 'couponGrossPrice', 'languageId', 'languageCode', 'comment', 'total', 'totalGross', 'taxPrice', 'currency', 'reloadLink', 'loyaltyPoints', 'loyaltyPointsUsed'].map((name) => `order_${name}`),
  ...PERSON.flatMap((name) => [`order_shipping${name}`, `order_payment${name}`]),
  ...['status', 'statusText', 'comment', 'dateAdded'].map((name) => `orderHistory_${name}`),
  ...['innerId', 'innerResourceId', 'outerResourceId', 'name', 'sku', 'price', 'currency', 'taxRate', 'quantity', 'image', 'category', 'volume', 'weight'].map((name) => `orderProduct_${name}`),
  ...['name', 'valueName', 'price', 'prefix'].map((name) => `orderProductOption_${name}`),
];
const SUBSCRIBER = ['id', 'firstname', 'lastname', 'email', 'phone', 'status', 'language', 'hash', 'subscribe_date'].map((name) => `subscriber_${name}`);

export function fieldsOf(event: string): string[] {
  if (event.startsWith('newsletter')) return SUBSCRIBER;
  if (event === 'order_confirm') return [...EVERY, ...CONFIRM_AND_CHANGE, ...CONFIRM_ONLY];
  if (event === 'order_status_change') return [...EVERY, ...CONFIRM_AND_CHANGE, 'order_newsletterChecked'];
  return EVERY;
}

export function isField(event: string, name: string): boolean {
  return fieldsOf(event).includes(name);
}
