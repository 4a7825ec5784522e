import { CATALOGUE } from '../catalogue';
import { ControlError } from '../room';
import { forint, money, netOf, type Money } from './money';
import { KINDS, type KindParts, type OrderKind } from './order-kinds';
import { PEOPLE, type Person } from './people';
import type { Shop, StoredAddon, StoredLine, StoredOrder, StoredTotal } from './store';
import { COUNTRIES, CURRENCIES, type Status } from './values';

export interface LineWish {
  sku: string;
  quantity?: number;
  /** Per unit in forint. */
  gross?: number;
  rate?: number;
  name?: string;
  stocks?: number[];
}

/** One order of a seed; everything has a default. */
export interface OrderWish {
  kind?: OrderKind;
  innerId?: number;
  status?: Status['role'] | number;
  lines?: LineWish[];
  person?: Partial<Person>;
  /** Gross, in forint. */
  shipping?: number;
  createdAt?: string;
  updatedAt?: string;
  /** Texts over the order's own, by field name. */
  fields?: Record<string, string>;
  externalInfo?: Record<string, string>;
}

export function makeOrder(shop: Shop, wish: OrderWish, createdAt: number): StoredOrder {
  const kind = wish.kind ?? 'plain';
  if (!Object.hasOwn(KINDS, kind)) throw new ControlError(400, `No kind of order '${kind}'. Known: ${Object.keys(KINDS).join(', ')}`);
  const innerId = wish.innerId ?? shop.next('order', 1001);
  if (shop.orders.has(innerId)) throw new ControlError(409, `Order ${innerId} is there already`);
  const parts = KINDS[kind](innerId);
  const person = { ...(parts.person ?? PEOPLE[innerId % PEOPLE.length]), ...wish.person };
  const isCart = kind === 'cart';
  const lines = (wish.lines ?? parts.lines).map((line) => makeLine(shop, line, isCart));
  const addons: StoredAddon[] = (parts.deposits ?? []).map((one) => ({ ...one, innerId: shop.next('addon', 3), price: money(one.price), rate: 0 }));
  const shipping = wish.shipping === undefined ? parts.shipping : money(wish.shipping);
  const at = wish.createdAt === undefined ? createdAt : Date.parse(wish.createdAt);
  const statusId = isCart ? 0 : statusIdOf(shop, wish.status ?? parts.status ?? 'pending');
  const totals = makeTotals(shop, lines, addons, { ...parts, shipping });
  const order: StoredOrder = {
    innerId,
    statusId,
    fields: { ...textsOf(person, parts), ...wish.fields },
    country: person.country,
    currency: parts.currency ?? CURRENCIES[0].innerId,
    lines,
    addons,
    totals,
    couponCode: parts.coupon === undefined ? undefined : 'TAVASZ10',
    cardTransaction: parts.paymentCode === 'barion' ? `TR-${innerId}` : undefined,
    externalInfo: wish.externalInfo ?? null,
    createdAt: at,
    updatedAt: wish.updatedAt === undefined ? at : Date.parse(wish.updatedAt),
    history: isCart ? [] : [{ innerId: shop.next('history', 1), statusId, comment: '', at }],
    despatchedByApi: false,
  };
  shop.orders.set(innerId, order);
  return order;
}

function statusIdOf(shop: Shop, wanted: Status['role'] | number): number {
  const found = shop.statuses.find(({ role, innerId }) => role === wanted || innerId === wanted);
  if (!found) throw new ControlError(400, `No status '${wanted}'. Known: ${shop.statuses.map(({ role, innerId }) => `${role} (${innerId})`).join(', ')}`);
  return found.innerId;
}

function makeLine(shop: Shop, wish: LineWish, isCart: boolean): StoredLine {
  const article = CATALOGUE.find(({ sku }) => sku === wish.sku);
  const rate = wish.rate ?? (article?.reducedVat ? 5 : 27);
  const gross = wish.gross === undefined ? forint(article?.cents ?? 1000) : money(wish.gross);
  const stocks = isCart ? [0, 0, 0, 0] : (wish.stocks ?? [wish.quantity ?? 1, 0, 0, 0]);
  return { innerId: shop.next('line', 601), sku: wish.sku, name: wish.name ?? article?.title ?? wish.sku, productId: shop.bySku(wish.sku)?.innerId, gtin: article?.ean ?? '', rate, net: netOf(gross, rate), gross, stocks: [0, 1, 2, 3].map((at) => stocks[at] ?? 0) };
}

/** Sub-totals are of goods and deposits; shipping, fee and coupon are gross (order-create-sequence.json adds up this way). */
function makeTotals(shop: Shop, lines: StoredLine[], addons: StoredAddon[], parts: KindParts): StoredTotal[] {
  const sum = (of: (line: StoredLine) => Money) => lines.reduce((total, line) => total + of(line) * line.stocks.reduce((a, b) => a + b, 0), 0);
  const deposits = addons.reduce((total, { price, quantity }) => total + price * quantity, 0);
  const net = sum(({ net: price }) => price) + deposits;
  const gross = sum(({ gross: price }) => price) + deposits;
  const rows: Array<[string, string, Money, string | null]> = [
    ['SUB_TOTAL', 'Nettó részösszeg:', net, null],
    ['TAX', 'ÁFA:', gross - net, null],
    ['SUB_TOTAL_WITH_TAX', 'Bruttó részösszeg:', gross, null],
    ['SHIPPING', 'Házhozszállítás:', parts.shipping, null],
  ];
  if (parts.fee !== undefined) rows.push(['PAYMENT', 'Utánvét díja:', parts.fee, null]);
  if (parts.coupon !== undefined) rows.push(['COUPON', 'Kupon (TAVASZ10):', -parts.coupon, null]);
  if (parts.discount !== undefined) rows.push(['COUPON', 'Kosárkedvezmény:', -parts.discount, 'CART_AMOUNT_DISCOUNT']);
  rows.push(['TOTAL', 'Végösszeg:', gross + parts.shipping + (parts.fee ?? 0) - (parts.coupon ?? 0) - (parts.discount ?? 0), null]);
  const made: StoredTotal[] = rows.map(([type, name, value, key], index) => ({ innerId: shop.next('total', 801), type, name, value, key, sortOrder: index + 3 }));
  if (parts.points !== undefined) made.push({ innerId: shop.next('total', 801), type: 'LOYALTYPOINTS_TO_GET', name: 'Kapott hűségpont:', value: money(parts.points), key: null, points: true, sortOrder: 20 });
  return made;
}

function textsOf(person: Person, parts: KindParts): Record<string, string> {
  const country = COUNTRIES.find(({ innerId }) => innerId === person.country)?.name ?? '';
  const place = (prefix: string) => ({
    [`${prefix}Firstname`]: person.first,
    [`${prefix}Lastname`]: person.last,
    [`${prefix}Company`]: person.company ?? '',
    [`${prefix}Address1`]: person.address,
    [`${prefix}Address2`]: '',
    [`${prefix}City`]: person.city,
    [`${prefix}Postcode`]: person.postcode,
    [`${prefix}ZoneName`]: '',
    [`${prefix}CountryName`]: country,
    [`${prefix}AddressFormat`]: '',
  });
  return {
    invoiceId: '0',
    invoicePrefix: '',
    firstname: person.first,
    lastname: person.last,
    phone: person.phone,
    fax: '',
    email: person.email,
    ...place('shipping'),
    shippingMethodName: parts.shippingName,
    shippingMethodLocalizedName: parts.shippingName.replace(/ \(.*\)$/, ''),
    shippingMethodTaxRate: '27.0000',
    shippingMethodTaxName: '27 %',
    shippingMethodExtension: parts.shippingCode,
    shippingReceivingPointId: parts.ownPoint ?? '0',
    ...place('payment'),
    paymentMethodName: parts.paymentName,
    paymentMethodCode: parts.paymentCode,
    paymentMethodTaxRate: parts.fee === undefined ? '0.0000' : '27.0000',
    paymentMethodTaxName: parts.fee === undefined ? '' : '27 %',
    paymentMethodAfter: parts.paidLater ? '1' : '0',
    taxNumber: person.taxNumber ?? '',
    comment: '',
    couponTaxRate: parts.coupon === undefined ? '-1.0000' : '27.0000',
    ip: '192.0.2.11',
    pickPackPontShopCode: parts.point ?? '',
    loyaltyPointsTaxRate: '-1.0000',
  };
}
