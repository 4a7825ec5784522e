import { CATALOGUE, generatedArticle } from '../catalogue';
import { ControlError, type RoomContext, type SeedBody } from '../room';
import { STATUSES, type Store, type StoredItem, type StoredOrder } from './store';
import type { Element } from './xml';

/** One order of a seed; everything has a default. */
export interface OrderWish {
  kind?: Kind;
  status?: string;
  internalKey?: string;
  lines?: Array<{ sku: string; quantity?: number; gross?: number; vat?: string }>;
  createdAt?: string;
  modifiedAt?: string;
  person?: Partial<Person>;
}

interface Person {
  name: string;
  email: string;
  street: string;
}

const PEOPLE: readonly Person[] = [
  { name: 'Minta Anna', email: 'anna@example.com', street: 'Fő utca 1.' },
  { name: 'Próba Péter', email: 'peter@example.com', street: 'Teszt utca 5.' },
  { name: 'Űrhajós Őzike', email: 'ozike@example.com', street: 'Kárász utca 3.' },
];

type Kind = 'plain' | 'cod' | 'company' | 'discount' | 'pickup' | 'euro' | 'cancelled' | 'mixed';

const CYCLE: readonly Kind[] = ['plain', 'cod', 'company', 'mixed', 'discount', 'pickup', 'euro', 'cancelled'];
const GOODS = ['MUG-BLUE-330', 'BOOK-DE-1', '0001234', 'MUG-RED-330'];

const round4 = (amount: number): number => Math.round(amount * 10_000) / 10_000;

/** Forint of the article, gross. */
const forint = (cents: number): number => Math.round((cents * 4) / 10) * 10;

function item(store: Store, sku: string, quantity: number, gross: number | undefined, vat: string | undefined): StoredItem {
  const article = CATALOGUE.find((one) => one.sku === sku) ?? generatedArticle(1);
  const rate = vat ?? (article.reducedVat ? '5%' : '27%');
  const price = gross ?? forint(article.cents);
  const net = round4(price / (1 + Number(rate.replace('%', '')) / 100));
  return { id: store.products.get(sku)?.id ?? store.newId(), sku, name: article.title, unit: 'db', quantity, net, gross: price, vat: rate };
}

const extra = (id: string, name: string, gross: number): StoredItem => ({ id, sku: id, name, unit: 'db', quantity: 1, net: round4(gross / 1.27), gross, vat: '27%' });

function itemsOf(store: Store, kind: Kind, at: number, { lines }: OrderWish): StoredItem[] {
  const goods = lines
    ? lines.map(({ sku, quantity = 1, gross, vat }) => item(store, sku, quantity, gross, vat))
    : [item(store, GOODS[at % GOODS.length] as string, 1 + (at % 3), kind === 'euro' ? 25.4 : undefined, kind === 'euro' ? '27%' : undefined), ...(kind === 'mixed' ? [item(store, 'JUICE-6', 2, undefined, undefined)] : [])];
  const shipping = extra('shipping-cost', 'Szállítási költség', kind === 'euro' ? 5.08 : 1200);
  const fee = kind === 'cod' ? [extra('handel-cost', 'Kezelési költség', 490)] : [];
  const off = kind === 'discount' ? [extra('discount-amount', 'Kedvezmény', -500)] : [];
  return [...goods, shipping, ...fee, ...off];
}

function customerOf({ name, email, street }: Person, kind: Kind): { [name: string]: Element } {
  const place = { ZIP: '6720', City: 'Szeged', Street: street, StreetName: street.split(' ')[0], County: 'Csongrád-Csanád', Country: 'Magyarország', CountryCode: 'hu' };
  const company = kind === 'company';
  return {
    Id: 5001,
    Email: email,
    Username: email.split('@')[0],
    Contact: { Name: name, Phone: '+3610000000', Mobile: '+36301234567' },
    Addresses: {
      Invoice: { Name: company ? 'Minta Kereskedelmi Kft.' : name, ...place, TaxNumber: company ? '12345678-2-06' : undefined, CustomerType: company ? 'company' : 'private' },
      Shipping: { Name: name, ...place, ...(kind === 'pickup' ? { DeliveryPointID: 'HU-PP-0001', DeliveryPointGroup: 'pickpackpont', RecipientName: name } : {}) },
    },
    Comment: '',
  };
}

const totalOf = (items: readonly StoredItem[]): number => Math.round(items.reduce((sum, { gross, quantity }) => sum + gross * quantity, 0) * 100) / 100;

function addOrder(store: Store, wish: OrderWish, at: number, index: number): StoredOrder {
  const kind = wish.kind ?? 'plain';
  if (!CYCLE.includes(kind)) throw new ControlError(400, `kind is one of ${CYCLE.join(', ')}`);
  const { key, id } = store.newOrder();
  const createdAt = wish.createdAt === undefined ? at : Date.parse(wish.createdAt);
  const status = STATUSES.find((one) => one.id === wish.status || one.name === wish.status) ?? (kind === 'cancelled' ? STATUSES[4] : STATUSES[0]);
  const items = itemsOf(store, kind, index, wish);
  const cod = kind === 'cod';
  const order: StoredOrder = {
    key,
    id,
    internalKey: wish.internalKey ?? '',
    createdAt,
    filteredAt: createdAt,
    modifiedAt: wish.modifiedAt === undefined ? createdAt : Date.parse(wish.modifiedAt),
    statusId: (status as { id: string }).id,
    statusAt: createdAt,
    customer: customerOf({ ...(PEOPLE[index % PEOPLE.length] as Person), ...wish.person }, kind),
    items,
    payment: cod ? { id: '3002', name: 'Utánvét', type: 'cod', status: 'unpaid' } : { id: '3001', name: 'Bankkártya', type: 'bankcard', status: 'paid' },
    shipping: { id: '2001', name: 'GLS futár', packageNumber: '', trackingUrl: '' },
    comments: [{ type: 'customer', text: 'Kérem, telefonáljanak.' }],
    currency: kind === 'euro' ? 'EUR' : 'HUF',
    total: totalOf(items),
    despatchedByApi: false,
    addedByApi: false,
  };
  store.orders.set(key, order);
  return order;
}

export interface ProductWish {
  sku: string;
  name?: string;
  gross?: number;
  stock?: number;
  /** Values of variants, each with its stock. */
  variants?: Array<{ values: string[]; stock: number }>;
  warehouses?: Record<string, number>;
  group?: { id: string; gross: number };
  sale?: { gross: number; start?: string; end?: string };
}

function addProduct(store: Store, wish: ProductWish, now: number, index: number): string {
  if (store.products.has(wish.sku)) throw new ControlError(409, `Product ${wish.sku} is there already`);
  const article = CATALOGUE.find(({ sku }) => sku === wish.sku) ?? generatedArticle(Number(/^SKU-(\d{5})$/.exec(wish.sku)?.[1] ?? 1));
  const gross = wish.gross ?? forint(article.cents);
  const rate = article.reducedVat ? 5 : 27;
  const priced = (type: string, amount: number, more: object = {}) => ({ type, net: String(round4(amount / (1 + rate / 100))), gross: String(amount), ...more });
  const main = wish.variants ? wish.variants.map(({ values, stock }) => ({ warehouse: undefined, variants: values, quantity: stock })) : [{ warehouse: undefined, variants: [] as string[], quantity: wish.stock ?? article.stock }];
  const further = Object.entries(wish.warehouses ?? {}).map(([warehouse, quantity]) => ({ warehouse, variants: [], quantity }));
  store.products.set(wish.sku, {
    id: String(900_001 + store.products.size),
    sku: wish.sku,
    name: wish.name ?? article.title,
    unit: 'db',
    status: '1',
    weight: String(article.grams / 1000),
    short: '',
    vat: `${rate}%`,
    prices: [
      priced('normal', gross),
      ...(wish.sale ? [priced('sale', wish.sale.gross, { start: wish.sale.start, end: wish.sale.end })] : []),
      ...(wish.group ? [priced('special', wish.group.gross, { group: wish.group.id })] : []),
    ],
    categories: [['Konyha|Bögrék', 'Könyvek', 'Ruha'][index % 3] as string],
    stocks: [...main, ...further],
    modifiedAt: now,
    stockAt: now,
  });
  return wish.sku;
}

const HOUR_MS = 3_600_000;

/**
 * {orders: n | [OrderWish], products: n | [ProductWish]}: n orders go through all kinds in turn. The first ones were placed
 * within the last hour, one after the other; what comes later is placed now.
 */
export function seedShop(context: RoomContext, store: Store, body: SeedBody): { orders: string[]; products: string[] } {
  const { orders = 0, products = 0 } = body as { orders?: unknown; products?: unknown };
  const from = store.products.size;
  const wishedProducts = Array.isArray(products)
    ? (products as ProductWish[])
    : Array.from({ length: Number(products) }, (_, index): ProductWish => ({ sku: (from + index < CATALOGUE.length ? CATALOGUE[from + index] : generatedArticle(from + index + 1))?.sku ?? '' }));
  const skus = wishedProducts.map((wish, index) => addProduct(store, wish, context.now() - HOUR_MS / 2, index));
  const isFirst = store.orders.size === 0;
  const wishedOrders = Array.isArray(orders) ? (orders as OrderWish[]) : Array.from({ length: Number(orders) }, (_, index): OrderWish => ({ kind: CYCLE[index % CYCLE.length] }));
  const step = isFirst ? Math.min(2_000, Math.floor((HOUR_MS - 60_000) / Math.max(1, wishedOrders.length))) : 0;
  const begin = context.now() - (isFirst ? HOUR_MS : 0);
  return { orders: wishedOrders.map((wish, index) => addOrder(store, wish, begin + index * step, index).key), products: skus };
}
