import { CATALOGUE, generatedArticle } from '../catalogue';
import { ControlError, type RoomContext, type SeedBody } from '../room';
import { forint, netOf, written } from './money';
import { makeOrder, type OrderWish } from './order-factory';
import { CYCLE } from './order-kinds';
import { blankProduct } from './product-resources';
import type { Shop, StoredProduct } from './store';
import { LANGUAGES } from './values';

export interface ProductWish {
  sku: string;
  name?: string;
  /** Gross, in forint. */
  gross?: number;
  stocks?: number[];
  categories?: number[];
  updatedAt?: string;
  /** Texts over the product's own, by field name. */
  fields?: Record<string, string>;
}

const HOUR_MS = 3_600_000;

/**
 * {shop?, orders: n | [OrderWish], products: n | [ProductWish], firstInnerId?}: n orders go through all kinds in turn,
 * abandoned carts and stornos among them. The first ones were placed within the last hour, one after the other; what
 * comes later is placed now, since an order of the past cannot turn up in a shop.
 */
export function seedShop(context: RoomContext, shop: Shop, body: SeedBody): { products: string[]; orders: string[] } {
  const { products = 0, orders = 0, firstInnerId } = body as { products?: unknown; orders?: unknown; firstInnerId?: number };
  const wishedProducts = Array.isArray(products) ? (products as ProductWish[]) : generated(shop, Number(products));
  const skus = wishedProducts.map((wish, index) => seedProduct(context, shop, wish, index).fields.sku);
  if (firstInnerId !== undefined) shop.startOrdersAt(firstInnerId);
  const wishedOrders = Array.isArray(orders) ? (orders as OrderWish[]) : Array.from({ length: Number(orders) }, (_, index): OrderWish => ({ kind: CYCLE[index % CYCLE.length] }));
  const isFirst = shop.orders.size === 0;
  const step = isFirst ? Math.min(1000, Math.floor((HOUR_MS - 60_000) / Math.max(1, wishedOrders.length))) : 0;
  const from = context.now() - (isFirst ? HOUR_MS : 0);
  return { products: skus, orders: wishedOrders.map((wish, index) => String(makeOrder(shop, wish, from + index * step).innerId)) };
}

function generated(shop: Shop, count: number): ProductWish[] {
  const from = shop.products.size;
  return Array.from({ length: count }, (_, index) => {
    const at = from + index;
    return { sku: (at < CATALOGUE.length ? CATALOGUE[at] : generatedArticle(at + 1)).sku };
  });
}

function seedProduct(context: RoomContext, shop: Shop, wish: ProductWish, index: number): StoredProduct {
  if (shop.bySku(wish.sku)) throw new ControlError(409, `Product ${wish.sku} is there already`);
  const number = /^SKU-(\d{5})$/.exec(wish.sku)?.[1];
  const article = CATALOGUE.find(({ sku }) => sku === wish.sku) ?? generatedArticle(Number(number ?? 1));
  const rate = article.reducedVat ? 5 : 27;
  const gross = wish.gross === undefined ? forint(article.cents) : wish.gross * 10_000;
  const half = Math.floor(article.stock / 3);
  const stocks = wish.stocks ?? [article.stock - half, half];
  const product = blankProduct(shop, context.now() - HOUR_MS, undefined);
  Object.assign(product.fields, { sku: wish.sku, gtin: article.ean, price: written(netOf(gross, rate)), mainPicture: `product/${product.innerId}.jpg`, weight: (article.grams / 1000).toFixed(2) });
  stocks.forEach((level, at) => (product.fields[`stock${at + 1}`] = String(level)));
  Object.assign(product.fields, wish.fields);
  product.taxClassId = article.reducedVat ? 11 : 10;
  product.manufacturer = article.manufacturer;
  product.descriptions = new Map(LANGUAGES.map(({ innerId }) => [innerId, { name: wish.name ?? article.title, shortDescription: '', description: '', measurementUnit: innerId === 1 ? 'db' : 'pc' }]));
  product.categories = wish.categories ?? [51 + (index % 3)];
  if (wish.updatedAt !== undefined) product.updatedAt = Date.parse(wish.updatedAt);
  shop.products.set(product.innerId, product);
  return product;
}
