import { CATALOGUE, generatedArticle, type Article } from '../catalogue';
import { Random } from '../random';
import { ControlError } from '../room';
import { KIND_CYCLE, kindNamed, KINDS, type OrderKind } from './order-kinds';
import type { StoredItem, StoredOrder } from './order-model';
import { inventAddress } from './people';
import { DE, marketplaceOf } from './values';

export interface OrderSeed {
  /** Newest moment; default the sandbox clock. */
  end: number;
  spanMs: number;
  seed: number;
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** Left Pending half an hour after the purchase; the newest order is an hour old. */
const PENDING_MS = 30 * MINUTE_MS;
const NEWEST_MS = 60 * MINUTE_MS;
// The Polish bulb has letters that windows-1252 lacks: a German account's reports would show '?' (models#4888).
const SOLD: readonly Article[] = CATALOGUE.filter(({ sku }) => sku !== 'ŻAR-27');
const VAT: Record<string, [number, number]> = { DE: [19, 7], FR: [20, 5.5], GB: [20, 0], JP: [10, 8] };

/** Orders that are the same for the same seed. */
export class OrderFactory {
  private made = 0;
  private items = 0;

  reset(): void {
    this.made = 0;
    this.items = 0;
  }

  many(count: number, { end, spanMs, seed }: OrderSeed): StoredOrder[] {
    const random = new Random(seed * 1_000_003 + this.made);
    const newest = end - NEWEST_MS;
    return Array.from({ length: count }, (_, index) => {
      const placed = floor(newest - Math.floor(((count - 1 - index) * spanMs) / Math.max(1, count)));
      return this.one(KIND_CYCLE[index % KIND_CYCLE.length], placed, random);
    });
  }

  /** One order from a test's own list: `kind` picks the template, every other member overrides; times are ISO texts. */
  custom(wish: Record<string, unknown>, { end, seed }: OrderSeed): StoredOrder {
    const kind = kindNamed(String(wish.kind ?? 'plain'));
    if (!kind) throw new ControlError(400, `Unknown order kind '${String(wish.kind)}'. Known: ${KINDS.map(({ name }) => name).join(', ')}, …`);
    const wishes = wish.items as Array<Partial<StoredItem>> | undefined;
    const shaped = wishes ? { ...kind, lines: wishes.map(({ quantity }): [number, number] => [0, quantity ?? 1]) } : kind;
    const placed = wish.created === undefined ? floor(end - NEWEST_MS) : Date.parse(String(wish.created));
    const order = this.one(shaped, placed, new Random(seed * 1_000_003 + this.made));
    for (const [index, change] of (wishes ?? []).entries()) Object.assign(order.items[index], change);
    const { kind: _kind, items: _items, created: _created, shipTo, ...rest } = wish;
    for (const [name, value] of Object.entries(rest)) Object.assign(order, { [name]: ['updated', 'fulfillable', 'earliestShip', 'latestShip'].includes(name) && typeof value === 'string' ? Date.parse(value) : value });
    if (shipTo) Object.assign(order.shipTo, shipTo);
    return order;
  }

  private one(kind: OrderKind, placed: number, random: Random): StoredOrder {
    const marketplaceId = kind.marketplaceId ?? DE;
    const orderId = this.nextOrderId();
    const shipTo = inventAddress(random, kind.country ?? marketplaceOf(marketplaceId).country);
    const lines = kind.lines ?? [[random.between(0, SOLD.length - 1), 1]];
    const shipping = random.pick([399, 299, 0, 499]);
    const order: StoredOrder = {
      orderId,
      kind: kind.name,
      marketplaceId,
      created: placed,
      updated: placed + PENDING_MS,
      fulfillable: placed + PENDING_MS,
      status: 'UNSHIPPED',
      fulfilledBy: 'MERCHANT',
      serviceLevel: 'STANDARD',
      programs: [],
      buyerName: shipTo.name,
      buyerEmail: `b${String(this.made).padStart(6, '0')}@marketplace.example.com`,
      shipTo,
      items: lines.map(([article, quantity], index) => this.item(SOLD[article], marketplaceId, quantity, index === 0 ? shipping : 0)),
      packages: [],
      earliestShip: placed + DAY_MS / 2,
      latestShip: placed + 2 * DAY_MS,
    };
    kind.shape?.(order, random);
    return order;
  }

  private item(article: Article, marketplaceId: string, quantity: number, shipping: number): StoredItem {
    this.items += 1;
    const [full, reduced] = VAT[marketplaceOf(marketplaceId).country] ?? VAT.DE;
    const rate = article.reducedVat ? reduced : full;
    const item = article.cents * quantity;
    return {
      orderItemId: String(51_234_567_000_000 + this.items * 37),
      sku: article.sku,
      asin: asinOf(article.sku),
      title: article.title,
      quantity,
      shipped: 0,
      item,
      itemTax: share(item, rate),
      shipping,
      shippingTax: share(shipping, rate),
      itemDiscount: 0,
      shippingDiscount: 0,
      promotionIds: [],
    };
  }

  /** `306-` and two groups of seven, never twice: the steps share no factor with ten million. */
  private nextOrderId(): string {
    this.made += 1;
    return `306-${digits((this.made * 7_919_333 + 1_234_567) % 10_000_000)}-${digits((this.made * 3_571_771 + 7_654_321) % 10_000_000)}`;
  }
}

/** A made-up ASIN, the same for the same SKU. */
export function asinOf(sku: string): string {
  const known = CATALOGUE.findIndex((article) => article.sku === sku);
  if (known >= 0) return `B0DEMO${String(known).padStart(4, '0')}`;
  const generated = /^SKU-(\d{5})$/.exec(sku);
  return generated && generatedArticle(Number(generated[1])).sku === sku ? `B0D${generated[1].padStart(7, '0')}` : `B0X${String(sku.length).padStart(7, '0')}`;
}

function digits(value: number): string {
  return String(value).padStart(7, '0');
}

function share(gross: number, rate: number): number {
  return Math.round((gross * rate) / (100 + rate));
}

function floor(time: number): number {
  return Math.floor(time / 1000) * 1000;
}
