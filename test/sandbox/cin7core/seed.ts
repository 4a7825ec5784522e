import { CATALOGUE, type Article } from '../catalogue';
import { Random } from '../random';
import { ControlError, type RoomContext, type SeedBody } from '../room';
import { Refused } from './answers';
import { readBody, type Json } from './bodies';
import type { Despatch } from './despatch';
import { PLACES } from './books';
import type { ProductStore } from './product-store';
import type { Purchases } from './purchases';
import { NEW_SALE, type Headers } from './sale-header';
import { NEW_ORDER, type Orders } from './sale-order';
import type { SaleStore } from './sale-store';
import type { Shelves } from './shelves';
import { toCents, exact, plain } from './values';

export interface SeedParts {
  context: RoomContext;
  products: ProductStore;
  shelves: Shelves;
  store: SaleStore;
  headers: Headers;
  orders: Orders;
  despatch: Despatch;
  purchases: Purchases;
}

interface Wish {
  header?: Json;
  lines?: Array<{ SKU: string; Quantity?: number; Price?: number; Discount?: number; Comment?: string }>;
  charges?: Json[];
  /** DRAFT, AUTHORISED (default), or NONE for a header alone. */
  status?: string;
  /** A mode of AutoPickPackShipMode. */
  mode?: string;
  sourceChannel?: string;
  /** Back-orders are avoided by filling the shelf, unless this says false. */
  fill?: boolean;
}

/**
 * {orders: n | [{header?, lines?, charges?, status?, mode?, sourceChannel?, fill?}], products: n | [article + {costing?, dropShip?, deprecated?}],
 * stock: [{SKU, Location?, Bin?, Batch?, OnHand}], purchases: n | [{lines: [{SKU, Quantity}], …}]}. Orders are people's work or other channels'.
 */
export function seedAccount(parts: SeedParts, body: SeedBody): Json {
  const { products = 0, orders = 0, stock = [], purchases = 0 } = body as Record<string, unknown>;
  const skus = Array.isArray(products)
    ? products.map(({ costing, dropShip, deprecated, ...article }: Partial<Article> & { costing?: string; dropShip?: string; deprecated?: boolean }) =>
        parts.products.addArticle({ ...CATALOGUE[0], ...article }, { ...(costing ? { costing } : {}), ...(dropShip ? { dropShip } : {}), ...(deprecated ? { deprecated } : {}) }).SKU)
    : parts.products.addGenerated(Number(products));
  for (const level of stock as Json[]) setStock(parts, level);
  const random = new Random((body.seed ?? 1) * 4973 + parts.store.all.size);
  const wishes = Array.isArray(orders) ? (orders as Wish[]) : Array.from({ length: Number(orders) }, (_, index) => inventOrder(random, parts.store.all.size + index + 1));
  try {
    return { products: skus, orders: wishes.map((wish) => seedOrder(parts, wish)), purchases: parts.purchases.seed(purchases) };
  } catch (error) {
    if (error instanceof Refused) throw new ControlError(400, error.message);
    throw error;
  }
}

function setStock({ products, shelves }: SeedParts, { SKU, Location = PLACES[0].Name, Bin = null, Batch = null, ExpiryDate = null, OnHand }: Json): void {
  const product = products.bySku(SKU);
  const place = PLACES.find(({ Name }) => Name === Location);
  if (!product || !place) throw new ControlError(400, `No product '${String(SKU)}' or no location '${String(Location)}'`);
  shelves.set(shelves.at(product, place, { bin: Bin as string | null, batch: Batch as string | null, expiry: ExpiryDate as string | null }), Number(OnHand));
}

function seedOrder({ products, shelves, headers, orders }: SeedParts, { header = {}, lines = [{ SKU: CATALOGUE[0].sku }], charges = [], status = 'AUTHORISED', mode, sourceChannel, fill = true }: Wish): string {
  const full = { ...HEADER, ...header };
  const sale = headers.create(readBody(full, NEW_SALE, []), true, sourceChannel ?? null);
  if (status === 'NONE') return sale.number;
  const rows = lines.map(({ SKU, Quantity = 1, Price, Discount = 0, Comment = '' }) => {
    const product = products.bySku(SKU);
    if (!product) throw new ControlError(400, `No product '${SKU}'`);
    const short = Quantity - shelves.available(product, sale.place);
    // Silently: nothing came in, the shelf was always that full.
    if (fill && short > 0 && product.type === 'Stock') shelves.at(product, sale.place).onHand += short;
    const price = Price ?? Number(product.rest.PriceTier1 ?? 0);
    return { ProductID: product.ID, SKU: product.SKU, Name: product.Name, Quantity, Price: price, Discount, Tax: taxIn(price * Quantity), TaxRule: '20% VAT on sales', Comment, DropShip: false };
  });
  const extra = charges.map((charge) => ({ Quantity: 1, Discount: 0, TaxRule: '20% VAT on sales', Tax: taxIn(Number(charge.Price)), ...charge }));
  const order = { SaleID: sale.ID, Memo: '', Status: status, Lines: rows, AdditionalCharges: extra, ...(mode ? { AutoPickPackShipMode: mode } : {}) };
  orders.write(sale, readBody(order, NEW_ORDER, []));
  return sale.number;
}

/** The part of a gross amount that is tax at 20 %. */
const taxIn = (gross: number): number => plain(toCents(exact(Math.round((gross * 20 * 10_000) / 120) / 10_000) ?? 0n));

const ADDRESS = { Line1: '1 Mill Lane', City: 'Leeds', State: '', Postcode: 'LS1 1AA', Country: 'United Kingdom', Contact: 'Ada Sample', ShipToOther: true };
const HEADER: Json = {
  ...{ Customer: 'Web Shop', Contact: 'Ada Sample', Email: 'ada@example.test', Phone: '0113 000 0000', Location: PLACES[0].Name, SkipQuote: true, SaleType: 'Simple', TaxInclusive: true, TaxRule: '20% VAT on sales', Terms: '30 days', PriceTier: 'Tier 1', Carrier: 'Royal Mail' },
  ...{ ShippingAddress: ADDRESS, BillingAddress: { Line1: '1 Mill Lane', City: 'Leeds', Postcode: 'LS1 1AA', Country: 'United Kingdom' } },
};

const PLACES_TO_LIVE: Array<[string, string, string, string]> = [['2 High Street', 'York', 'YO1 7HH', 'United Kingdom'], ['Öland Str. 40', 'Köln', '50667', 'Germany'], ['12 Rue de l’Été', 'Paris', '75001', 'France'], ['400 Broad Street', 'Seattle', '98109', 'USA'], ['3 Quay', 'Cork', 'T12 AB12', 'Ireland']];

function inventOrder(random: Random, number: number): Wish {
  const digits = String(number).padStart(6, '0');
  const [Line1, City, Postcode, Country] = random.pick(PLACES_TO_LIVE);
  const articles = [random.pick(CATALOGUE), ...(random.next() < 0.35 ? [random.pick(CATALOGUE)] : [])];
  const kind = number % 11;
  return {
    header: {
      ...{ Customer: random.pick(['Web Shop', 'Amazon UK']), CustomerReference: `web-${digits}`, Carrier: random.pick(['Royal Mail', 'DPD', 'UPS']), ShippingNotes: kind === 3 ? 'Leave with the neighbour' : '', Note: kind === 4 ? 'Regular customer' : '' },
      ShippingAddress: { ...ADDRESS, Line1, City, Postcode, Country, State: Country === 'USA' ? 'WA' : '' },
    },
    lines: articles.map(({ sku }, index) => ({ SKU: sku, Quantity: random.between(1, 3), Discount: kind === 5 && index === 0 ? 10 : 0 })),
    charges: kind === 6 ? [] : [{ Description: 'Shipping', Price: 3.9 }],
    // Some are not to be sent any more, or not yet.
    ...(kind === 9 ? { status: 'DRAFT' } : kind === 10 ? { mode: 'AUTOPICKPACKSHIP' } : kind === 8 ? { mode: 'AUTOPICKPACK' } : {}),
    sourceChannel: kind === 7 ? 'Amazon_UK' : undefined,
  };
}
