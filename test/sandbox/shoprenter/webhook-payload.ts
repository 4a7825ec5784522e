import { idOf } from './ids';
import { inCurrency, netOf, type Money } from './money';
import { rateOf } from './render-order';
import { quantityOf, type Shop, type StoredLine, type StoredOrder } from './store';
import { local } from './times';
import { COUNTRIES, CURRENCIES } from './values';
import type { Json } from './view';

/** What is sent without a choice of fields: specs/shoprenter/webhook-order.sample.json. */
const ORDER_SAMPLE = [
  'storeName', 'innerId', 'innerResourceId', 'outerResourceId', 'firstname', 'lastname', 'phone', 'fax', 'email', 'cart_token', 'shippingFirstname', 'shippingLastname', 'shippingCompany', 'shippingAddress1', 'shippingAddress2', 'shippingCity',
  'shippingCountryName', 'shippingZoneName', 'shippingPostcode', 'paymentFirstname', 'paymentLastname', 'paymentCompany', 'paymentAddress1', 'paymentAddress2', 'paymentCity', 'paymentCountryName', 'paymentZoneName', 'shippingMethodName',
  'shippingNetPrice', 'shippingGrossPrice', 'shippingInnerResourceId', 'paymentMethodName', 'paymentNetPrice', 'paymentGrossPrice', 'couponCode', 'couponGrossPrice', 'languageId', 'languageCode', 'comment', 'total', 'totalGross', 'taxPrice',
  'currency', 'paymentPostcode', 'paymentTaxnumber',
];
const LINE_SAMPLE = ['innerId', 'innerResourceId', 'outerResourceId', 'name', 'sku', 'price', 'currency', 'taxRate', 'quantity', 'image', 'category', 'volume', 'weight'];
const HISTORY = ['status', 'statusText', 'comment', 'dateAdded'];

/** The orders of one delivery. */
export function payload(shop: Shop, orders: StoredOrder[], fields?: string[]): Json {
  return { orders: { order: orders.map((order) => orderOf(shop, order, fields)) } };
}

function orderOf(shop: Shop, order: StoredOrder, fields: string[] | undefined): Json {
  const wanted = (prefix: string, sample: string[]) => (fields ? fields.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length)) : sample);
  const pick = (all: Json, names: string[]) => Object.fromEntries(names.filter((name) => name in all).map((name) => [name, all[name]]));
  const history = pick(historyOf(shop, order), wanted('orderHistory_', HISTORY));
  const lines = wanted('orderProduct_', LINE_SAMPLE);
  return {
    ...pick(textsOf(shop, order), wanted('order_', ORDER_SAMPLE)),
    ...(Object.keys(history).length > 0 ? { orderHistory: history } : {}),
    ...(lines.length > 0 ? { orderProducts: { orderProduct: order.lines.map((line) => pick(lineOf(order, line), lines)) } } : {}),
  };
}

/** Amounts of the order's currency as the sample writes them: texts without needless zeros. */
function textsOf(shop: Shop, order: StoredOrder): Json {
  const total = (type: string) => order.totals.find((one) => one.type === type)?.value ?? 0;
  const amount = (value: Money) => inCurrency(value, rateOf(order)) / 10_000;
  const country = COUNTRIES.find(({ innerId }) => innerId === order.country);
  const [shipping, payment, coupon] = [total('SHIPPING'), total('PAYMENT'), order.couponCode === undefined ? undefined : total('COUPON')];
  return {
    ...order.fields,
    storeName: shop.label,
    innerId: String(order.innerId),
    innerResourceId: `orders/${idOf('order', order.innerId)}`,
    outerResourceId: '',
    cart_token: `cart-${order.innerId}`,
    email_hash: '',
    shippingNetPrice: amount(netOf(shipping, 27)),
    shippingGrossPrice: String(amount(shipping)),
    shippingInnerResourceId: `shippingModeExtend/${idOf('shippingMode', 18)}`,
    shippingMethodCode: order.fields.shippingMethodExtension.toUpperCase(),
    paymentNetPrice: amount(netOf(payment, 27)),
    paymentGrossPrice: amount(payment),
    paymentMethodCode: order.fields.paymentMethodCode.toUpperCase(),
    couponCode: order.couponCode ?? '',
    couponGrossPrice: coupon === undefined ? null : String(amount(coupon)),
    cartAmountDiscount: String(amount(order.totals.find(({ key }) => key === 'CART_AMOUNT_DISCOUNT')?.value ?? 0)),
    languageId: '1',
    languageCode: 'hu',
    // `total` is net and of the goods only, `totalGross` all there is to pay (shoprenter.md §8).
    total: String(amount(total('SUB_TOTAL'))),
    taxPrice: String(amount(total('TAX'))),
    totalGross: String(amount(total('TOTAL'))),
    currency: CURRENCIES.find(({ innerId }) => innerId === order.currency)?.code,
    paymentTaxnumber: order.fields.taxNumber,
    shippingCountryIsoCode2: country?.isoCode2,
    shippingCountryIsoCode3: country?.isoCode3,
    paymentCountryIsoCode2: country?.isoCode2,
    paymentCountryIsoCode3: country?.isoCode3,
    shippingAdditionalCostNet: '0',
    shippingAdditionalCostGross: '0',
    loyaltyPoints: '0',
    loyaltyPointsUsed: '0',
    reloadLink: '',
    newsletterChecked: '0',
  };
}

function historyOf(shop: Shop, order: StoredOrder): Json {
  const last = order.history.at(-1);
  return { status: String(order.statusId), statusText: shop.statuses.find(({ innerId }) => innerId === order.statusId)?.hu ?? '', comment: last?.comment ?? '', dateAdded: local(last?.at ?? order.createdAt).replace('T', ' ') };
}

function lineOf(order: StoredOrder, line: StoredLine): Json {
  const amount = (value: Money) => String(inCurrency(value, rateOf(order)) / 10_000);
  const units = (unit: string) => [{ unit, language: 'hu' }, { unit, language: 'en' }];
  return {
    innerId: String(line.innerId),
    innerResourceId: `orderProducts/${idOf('orderProduct', line.innerId)}`,
    outerResourceId: '',
    name: line.name,
    sku: line.sku,
    price: amount(line.net),
    grossPrice: amount(line.gross),
    currency: CURRENCIES.find(({ innerId }) => innerId === order.currency)?.code,
    taxRate: `${line.rate}.0000`,
    quantity: String(quantityOf(line)),
    gtin: line.gtin,
    model: '',
    durableMediaDevice: '0',
    productId: line.productId === undefined ? '' : String(line.productId),
    image: 'https://shop.example/custom/image/no_image.jpg',
    category: '',
    volume: { height: '0.00', width: '0.00', length: '0.00', volumeUnit: units('cm') },
    weight: { weight: '0.00', weightUnit: units('kg') },
  };
}

/** As PHP writes JSON: everything beyond ASCII escaped, and slashes too. */
export function phpJson(value: unknown): string {
  return JSON.stringify(value)
    .replace(/\//g, '\\/')
    .replace(/[\u0080-\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
