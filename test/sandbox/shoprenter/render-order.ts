import { idOf } from './ids';
import { inCurrency, shown, written, type Money } from './money';
import { quantityOf, type StoredAddon, type StoredLine, type StoredOrder, type StoredTotal } from './store';
import { EMPTY_TIME, local } from './times';
import { COUNTRIES, CURRENCIES, DEFAULT_GROUP, LANGUAGES } from './values';
import { embedded, link, type Json, type View } from './view';

const CUSTOMER = 34;
const SHIPPING_MODE = 18;

/** `GET /orders`: relations as links. */
export function renderOrder(view: View, order: StoredOrder): Json {
  const id = idOf('order', order.innerId);
  const list = (name: string) => link(view, `${name}?orderId=${id}`);
  return {
    ...link(view, `orders/${id}`),
    ...common(view, order),
    shippingMethodExtension: order.fields.shippingMethodExtension.toUpperCase(),
    paymentMethodCode: order.fields.paymentMethodCode.toUpperCase(),
    ...links(view, order),
    shippingCountry: link(view, `countries/${idOf('country', order.country)}`),
    paymentCountry: link(view, `countries/${idOf('country', order.country)}`),
    language: link(view, `languages/${idOf('language', 1)}`),
    currency: link(view, `currencies/${idOf('currency', order.currency)}`),
    shippingMode: link(view, `shippingModes/${idOf('shippingMode', SHIPPING_MODE)}`),
    orderTotals: list('orderTotals'),
    orderProducts: list('orderProducts'),
    orderGiftWrappings: list('orderGiftWrappings'),
    orderProductAddons: list('orderProductAddons'),
    externalInfo: order.externalInfo,
  };
}

/** `GET /orderExtend`: relations embedded, except status, customer and group, and in lists the shipping mode (shoprenter.md §5). */
export function renderOrderExtend(view: View, order: StoredOrder): Json {
  const id = idOf('order', order.innerId);
  const mode = idOf('shippingMode', SHIPPING_MODE);
  return {
    ...link(view, `orderExtend/${id}`),
    ...common(view, order),
    ...links(view, order),
    shippingCountry: country(view, order.country),
    paymentCountry: country(view, order.country),
    language: { ...link(view, `languages/${idOf('language', 1)}`), ...language() },
    currency: { ...link(view, `currencies/${idOf('currency', order.currency)}`), ...currency(order.currency) },
    shippingMode: { ...link(view, `shippingModes/${mode}`), ...(view.inList ? {} : { id: mode, innerId: String(SHIPPING_MODE), sortOrder: '1', enabled: '1', costCalculationBy: 'PRICE', freeShippingFrom: '0.0000', shippingType: 'COURIER_SERVICE', taxClass: link(view, `taxClasses/${idOf('taxClass', 10)}`), geoZone: null }) },
    coupon: order.couponCode === undefined ? null : { ...link(view, `coupons/${idOf('coupon', 1)}`), id: idOf('coupon', 1), code: order.couponCode, discountType: 'FIXED', percentDiscountValue: '0.0000', fixDiscountValue: '2000.0000', dateStart: '2026-01-01', dateEnd: '2026-12-31', status: '1', dateUpdated: '0000-00-00 00:00:00' },
    orderTotals: embedded(view, order.totals.map((total) => renderTotal(view, order, total))),
    orderProducts: embedded(view, order.lines.map((line) => renderLine(view, order, line))),
    orderGiftWrappings: [],
    orderProductAddons: embedded(view, order.addons.map((addon) => renderAddon(view, order, addon))),
    orderAddressIdentifications: [],
    externalInfo: order.externalInfo,
    orderCreditCards: embedded(view, order.cardTransaction === undefined ? [] : [{ ...link(view, `orderCreditCards/${idOf('orderCreditCard', order.innerId)}`), id: idOf('orderCreditCard', order.innerId), innerId: String(order.innerId), transactionId: order.cardTransaction, date: local(order.createdAt).replace('T', ' '), licenceNumber: '0', bankResponseCode: 'OK', bankResponse: 'OK', order: link(view, `orders/${id}`) }]),
  };
}

function common(view: View, order: StoredOrder): Json {
  const { value } = CURRENCIES.find(({ innerId }) => innerId === order.currency) as { value: string };
  const total = order.totals.find(({ type }) => type === 'TOTAL')?.value ?? 0;
  return {
    id: idOf('order', order.innerId),
    innerId: String(order.innerId),
    ...Object.fromEntries(Object.entries(order.fields).map(([name, text]) => [name, text === '' && name !== 'taxNumber' ? emptyText(order.innerId) : text])),
    total: written(shownAmount(view, order, total)),
    value,
    dateCreated: local(order.createdAt),
    dateUpdated: local(order.updatedAt),
  };
}

/** Empty text comes as "", null or {} (shoprenter.md §2). */
function emptyText(innerId: number): unknown {
  return ['', null, {}][innerId % 3];
}

function links(view: View, order: StoredOrder): Json {
  return {
    customer: link(view, `customers/${idOf('customer', CUSTOMER)}`),
    customerGroup: link(view, `customerGroups/${idOf('customerGroup', DEFAULT_GROUP)}`),
    shippingZone: null,
    paymentZone: null,
    orderStatus: order.statusId === 0 ? null : link(view, `orderStatuses/${idOf('orderStatus', order.statusId)}`),
  };
}

export function rateOf(order: StoredOrder): number {
  return Number(CURRENCIES.find(({ innerId }) => innerId === order.currency)?.value);
}

function shownAmount({ context }: View, order: StoredOrder, amount: Money): Money {
  const isForeign = order.currency !== CURRENCIES[0].innerId;
  return isForeign && context.assumed('foreign-totals') === 'order' ? inCurrency(amount, rateOf(order)) : amount;
}

export function renderTotal(view: View, order: StoredOrder, total: StoredTotal): Json {
  const code = CURRENCIES.find(({ innerId }) => innerId === order.currency)?.code ?? '';
  const id = idOf('orderTotal', total.innerId);
  return {
    ...link(view, `orderTotals/${id}`),
    id,
    name: total.name,
    valueText: total.points ? String(total.value / 10_000) : shown(inCurrency(total.value, rateOf(order)), code),
    value: written(total.points ? total.value : shownAmount(view, order, total.value)),
    sortOrder: String(total.sortOrder),
    type: total.type,
    key: total.key,
    description: null,
    dateCreated: EMPTY_TIME,
    dateUpdated: EMPTY_TIME,
    order: link(view, `orders/${idOf('order', order.innerId)}`),
  };
}

/** There is no quantity: it is what the warehouses gave (shoprenter.md §5). */
export function renderLine(view: View, order: StoredOrder, line: StoredLine): Json {
  const id = idOf('orderProduct', line.innerId);
  const foreign = (amount: Money) => written(inCurrency(amount, rateOf(order)));
  return {
    ...link(view, `orderProducts/${id}`),
    id,
    innerId: String(line.innerId),
    name: line.name,
    sku: line.sku,
    productInnerId: line.productId === undefined ? null : String(line.productId),
    modelNumber: null,
    originalPrice: written(line.net),
    price: written(line.net),
    total: written(line.net * quantityOf(line)),
    taxRate: `${line.rate}.0000`,
    originalPriceCurrency: foreign(line.net),
    priceCurrency: foreign(line.net),
    grossPriceCurrency: foreign(line.gross),
    originalGrossPriceCurrency: foreign(line.gross),
    ...Object.fromEntries(line.stocks.map((units, index) => [`stock${index + 1}`, String(units)])),
    subtractStock: '1',
    dateCreated: local(order.createdAt),
    dateUpdated: local(order.createdAt),
    gtin: line.gtin,
    durableMediaDevice: '0',
    order: link(view, `orders/${idOf('order', order.innerId)}`),
    product: line.productId === undefined ? null : link(view, `products/${idOf('product', line.productId)}`),
    orderProductOptions: link(view, `orderProductOptions?orderProductId=${id}`),
  };
}

export function renderAddon(view: View, order: StoredOrder, addon: StoredAddon): Json {
  const id = idOf('orderProduct', addon.innerId);
  return {
    ...link(view, `orderProductAddons/${id}`),
    id,
    innerId: String(addon.innerId),
    orderInnerId: String(order.innerId),
    name: addon.name,
    sku: addon.sku,
    type: 'DEPOSIT_FEE',
    price: written(addon.price),
    quantity: String(addon.quantity),
    total: written(addon.price * addon.quantity),
    taxRate: `${addon.rate}.0000`,
    dateCreated: local(order.createdAt),
    dateUpdated: local(order.createdAt),
    order: link(view, `orders/${idOf('order', order.innerId)}`),
  };
}

export function country(view: View, innerId: number): Json {
  const id = idOf('country', innerId);
  const { innerId: _inner, ...rest } = COUNTRIES.find((one) => one.innerId === innerId) ?? COUNTRIES[0];
  return { ...link(view, `countries/${id}`), id, ...rest, status: '1', zones: link(view, `zones?countryId=${id}`) };
}

export function language(innerId = 1): Json {
  const { name, code, locale } = LANGUAGES.find((one) => one.innerId === innerId) ?? LANGUAGES[0];
  return { id: idOf('language', innerId), innerId: String(innerId), name, code, locale, sortOrder: String(innerId), status: '1' };
}

export function currency(innerId: number): Json {
  const { innerId: _inner, ...rest } = CURRENCIES.find((one) => one.innerId === innerId) ?? CURRENCIES[0];
  return { id: idOf('currency', innerId), ...rest, status: '1', dateUpdated: '2026-01-02 10:44:07' };
}
