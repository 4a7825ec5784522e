import { CATALOGUE } from '../catalogue';
import { Random } from '../random';
import { ControlError, type SeedBody } from '../room';
import { INVENTORY_LOCATIONS } from './account';
import { checkBody, ORDER } from './bodies';
import type { Desk } from './desk';
import type { Hooks } from './hooks';
import type { Json } from './model';
import { complaintOf } from './order-check';
import type { OrderStore } from './order-store';
import type { ProductStore } from './products';
import { pacific } from './times';

interface Parts {
  now(): number;
  store: OrderStore;
  products: ProductStore;
  desk: Desk;
  hooks: Hooks;
}

/**
 * {orders: n | [body of createorder], products: n, stock: {SKU: n}}. Orders come from elsewhere than our nodes, as if
 * somebody had typed them in ShipStation.
 */
export function seedAccount({ now, store, products, desk, hooks }: Parts, body: SeedBody): { orders: string[] } {
  const { orders = 0, products: articles = 0, stock = {} } = body as { orders?: unknown; products?: unknown; stock?: Record<string, number> };
  products.addGenerated(Number(articles));
  restock(products, stock);
  const random = new Random((body.seed ?? 1) * 7393 + store.all.size);
  const wishes = Array.isArray(orders) ? (orders as Json[]) : Array.from({ length: Number(orders) }, (_, index) => inventOrder(store.all.size + index + 1, random));
  const batch = desk.takeBatch();
  return { orders: wishes.map((wish) => seedOrder({ now, store, hooks }, wish, batch)) };
}

/** {SKU: pieces on hand} at the first location. */
export function restock(products: ProductStore, levels: Record<string, number>): void {
  for (const [sku, level] of Object.entries(levels)) {
    if (!Number.isInteger(level) || level < 0) throw new ControlError(400, `The stock of '${sku}' is a whole number`);
    if (!products.all.has(sku)) throw new ControlError(400, `No product '${sku}'`);
    products.shelf(sku, INVENTORY_LOCATIONS[0].inventory_location_id).sellable = level;
  }
}

function seedOrder({ now, store, hooks }: Pick<Parts, 'now' | 'store' | 'hooks'>, wish: Json, batch: string): string {
  const body = { orderDate: pacific(now()), paymentDate: pacific(now()), ...ORDER_OF_SOMEBODY, ...wish };
  const { errors } = checkBody(body, ORDER, 'order');
  const complaint = Object.keys(errors).length > 0 ? JSON.stringify(errors) : complaintOf(body)?.message;
  if (complaint) throw new ControlError(400, complaint);
  const order = store.create({ body, origin: 'seed' });
  hooks.orderMade(order, batch);
  return order.orderNumber;
}

const ADDRESS = { name: 'Jane Sample', company: null, street1: '1 Example Road', street2: null, street3: null, city: 'Leeds', state: '', postalCode: 'LS1 1AA', country: 'GB', phone: '07000000000', residential: true };
const ORDER_OF_SOMEBODY: Json = { orderStatus: 'awaiting_shipment', billTo: { name: 'Jane Sample' }, shipTo: ADDRESS, customerEmail: 'jane@example.test', customerUsername: 'jane@example.test', requestedShippingService: 'Royal Mail 24' };

function inventOrder(number: number, random: Random): Json {
  const digits = String(number).padStart(6, '0');
  const articles = [random.pick(CATALOGUE), ...(random.next() < 0.3 ? [random.pick(CATALOGUE)] : [])];
  const items = articles.map(({ sku, title, cents, grams }, index) => ({ lineItemKey: String(index + 1), sku, name: title, quantity: random.between(1, 3), unitPrice: cents / 100, weight: { value: grams, units: 'grams' } }));
  const total = items.reduce((sum, { quantity, unitPrice }) => sum + Math.round(quantity * unitPrice * 100), 390) / 100;
  return { orderNumber: `SS-${digits}`, orderKey: `manual-${digits}`, items, shippingAmount: 3.9, amountPaid: total };
}
