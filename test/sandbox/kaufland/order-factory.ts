import { CATALOGUE, type Article } from '../catalogue';
import { Random } from '../random';
import { ControlError, type RoomContext } from '../room';
import { KIND_CYCLE, kindNamed, type OrderKind, type Shaping } from './order-kinds';
import { inventAddress } from './people';
import type { Product, StoredOrder, StoredUnit } from './store';
import { CURRENCY, RATE, VAT, type Storefront } from './values';

export interface OrderSeed {
  /** Newest moment; default the sandbox clock. */
  end: number;
  spanMs: number;
  seed: number;
}

const ACCEPTED_AFTER_MS = 15 * 60_000; // kaufland.md §4: open for about 15 minutes
const ID_SPACE = 36 ** 6;

/** Orders that are the same for the same seed, awkward by design. */
export class OrderFactory {
  private made = 0;
  private units = 0;

  constructor(private readonly context: RoomContext) {}

  reset(): void {
    this.made = 0;
    this.units = 0;
  }

  many(count: number, { end, spanMs, seed }: OrderSeed): StoredOrder[] {
    const random = new Random(seed * 1_000_003 + this.made);
    const newest = end - ACCEPTED_AFTER_MS - 5 * 60_000;
    const shaping = { random, end, tie: floor(end - 10 * 60_000) };
    return Array.from({ length: count }, (_, index) => {
      const placed = floor(newest - Math.floor(((count - 1 - index) * spanMs) / Math.max(1, count)));
      return this.one(KIND_CYCLE[index % KIND_CYCLE.length], placed, shaping);
    });
  }

  /** One order from a test's own list: `kind` picks the template, every other member overrides. */
  custom(wish: Record<string, unknown>, { end, seed }: OrderSeed): StoredOrder {
    const kind = kindNamed(String(wish.kind ?? 'plain'));
    if (!kind) throw new ControlError(400, `Unknown order kind '${String(wish.kind)}'. Known: ${[...new Set(KIND_CYCLE.map(({ name }) => name))].join(', ')}`);
    const random = new Random(seed * 1_000_003 + this.made);
    const placed = wish.ts_created ? Date.parse(String(wish.ts_created)) : floor(end - ACCEPTED_AFTER_MS - 5 * 60_000);
    const wanted = wish.storefront as Storefront | undefined;
    const wishes = wish.units as Array<Record<string, unknown>> | undefined;
    const shaped = { ...kind, ...(wanted ? { storefronts: [wanted] } : {}), ...(wishes ? { pieces: wishes.map(() => 0) } : {}) };
    const order = this.one(shaped, placed, { random, end, tie: floor(end - 10 * 60_000) });
    for (const [index, change] of (wishes ?? []).entries()) Object.assign(order.units[index], times(change));
    const { kind: _kind, units: _units, ts_created: _created, is_marketplace_deemed_supplier: deemed, ...rest } = wish;
    Object.assign(order, rest, deemed === undefined ? {} : { deemedSupplier: deemed });
    for (const unit of order.units) unit.id_order = order.id_order;
    return order;
  }

  private one(kind: OrderKind, placed: number, shaping: Shaping): StoredOrder {
    const { random } = shaping;
    const storefront = random.pick(kind.storefronts);
    const id_order = this.nextOrderId();
    const pieces = kind.pieces ?? [random.between(0, 6)];
    const shipping = random.pick([390, 490, 0, 590]);
    const repeated = this.context.assumed('shipping-rate-of-further-pieces') === 'repeated';
    const address = inventAddress(random, storefront);
    const order: StoredOrder = {
      id_order,
      kind: kind.name,
      storefront,
      ts_created: placed,
      deemedSupplier: false,
      fulfillment_type: 'fulfilled_by_merchant',
      buyer: { id_buyer: 21_000_000 + this.made, email: `${id_order.toLowerCase()}@customer.example.com` },
      shipping_address: address,
      billing_address: { ...address, phone: null },
      pickup: null,
      units: pieces.map((article, index) => this.unit(id_order, storefront, CATALOGUE[article], placed, index === 0 || repeated ? minor(shipping, storefront) : 0)),
    };
    kind.shape?.(order, shaping);
    return order;
  }

  private unit(id_order: string, storefront: Storefront, article: Article, placed: number, shipping_rate: number): StoredUnit {
    this.units += 1;
    const updated = placed + ACCEPTED_AFTER_MS + (this.units % 7) * 1000;
    return {
      id_order_unit: 314_567_000_000_000 + this.units * 37,
      id_order,
      status: 'need_to_be_sent',
      ts_created: placed,
      ts_updated: updated,
      id_offer: article.sku,
      price: minor(article.cents, storefront),
      shipping_rate,
      vat: VAT[storefront][article.reducedVat ? 1 : 0],
      discounts: [],
      product: productOf(article, storefront),
      cancel_reason: null,
      note: null,
      shipments: [],
      refunds: [],
    };
  }

  /** Seven characters, never twice: a step that shares no factor with the size of the space walks through all of it. */
  private nextOrderId(): string {
    this.made += 1;
    return `M${((this.made * 79_193_333 + 1_234_567) % ID_SPACE).toString(36).toUpperCase().padStart(6, '0')}`;
  }
}

export function productOf(article: Article, storefront: Storefront): Product {
  const id_product = 362_000_000 + CATALOGUE.indexOf(article);
  return {
    id_product,
    storefront,
    title: article.title,
    eans: [article.ean],
    id_category: 7001,
    main_picture: `https://img.example.com/${id_product}.jpg`,
    manufacturer: article.manufacturer,
    url: `https://shop.example.com/product/${id_product}/`,
    age_rating: 0,
    is_valid: true,
    dangerous_goods_li_shipping: null,
    danger_label_9A: null,
  };
}

export function minor(cents: number, storefront: Storefront): number {
  return Math.round(cents * RATE[CURRENCY[storefront]]);
}

function floor(time: number): number {
  return Math.floor(time / 1000) * 1000;
}

function times(change: Record<string, unknown>): Record<string, unknown> {
  const read = { ...change };
  for (const name of ['ts_created', 'ts_updated']) if (typeof read[name] === 'string') read[name] = Date.parse(read[name] as string);
  return read;
}
