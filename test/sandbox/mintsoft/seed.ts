import { CATALOGUE, type Article } from '../catalogue';
import { Random } from '../random';
import { ControlError, type SeedBody } from '../room';
import { WAREHOUSES } from './account';
import { checkBody, NEW_ORDER } from './bodies';
import { CLIENT_ID } from './credentials';
import type { OrderCreation } from './order-create';
import type { Json, OrderStore } from './order-store';
import type { ProductStore } from './products';
import type { StockStore } from './stock';

interface Parts {
  store: OrderStore;
  creation: OrderCreation;
  products: ProductStore;
  stock: StockStore;
}

/**
 * {orders: n | [body of PUT /api/Order + ClientId?], products: n | [article + ClientId?], stock: [{SKU, WarehouseId?, StockLevel, ClientId?}]}.
 * Orders come from other channels of the client (17), as if Mintsoft had fetched them; ClientId 18 is somebody else's.
 */
export function seedWarehouse({ store, creation, products, stock }: Parts, body: SeedBody): { products: string[]; orders: string[] } {
  const { products: articles = 0, orders = 0, stock: levels = [] } = body as { products?: unknown; orders?: unknown; stock?: unknown };
  const made = Array.isArray(articles)
    ? articles.map(({ ClientId = CLIENT_ID, ...one }: Partial<Article> & { ClientId?: number }) => products.addArticle({ ...CATALOGUE[0], ...one }, ClientId).SKU)
    : products.addGenerated(Number(articles), CLIENT_ID);
  for (const { SKU, WarehouseId = WAREHOUSES[0].ID, StockLevel, ClientId = CLIENT_ID } of levels as Array<{ SKU: string; WarehouseId?: number; StockLevel: number; ClientId?: number }>) {
    setPhysical({ products, stock }, SKU, StockLevel, WarehouseId, ClientId);
  }
  const random = new Random((body.seed ?? 1) * 6367 + store.all.size);
  const wishes = Array.isArray(orders) ? (orders as Json[]) : Array.from({ length: Number(orders) }, (_, index) => inventOrder(store.all.size + index + 1, random));
  return { products: made, orders: wishes.map((wish) => seedOrder(creation, wish)) };
}

/** What lies on the shelves, reserved pieces included. */
export function setPhysical({ products, stock }: Pick<Parts, 'products' | 'stock'>, sku: string, physical: number, WarehouseId = WAREHOUSES[0].ID, ClientId = CLIENT_ID): void {
  const product = products.bySku(sku, ClientId);
  if (!product || !WAREHOUSES.some(({ ID }) => ID === WarehouseId)) throw new ControlError(400, `No product '${sku}' in warehouse ${WarehouseId}`);
  if (!Number.isInteger(physical) || physical < 0) throw new ControlError(400, `The stock of '${sku}' is a whole number`);
  stock.change(stock.of(product.ID, WarehouseId), { physical });
}

function seedOrder(creation: OrderCreation, wish: Json): string {
  const body = { ...ORDER, ...wish };
  const { errors } = checkBody(body, NEW_ORDER);
  if (Object.keys(errors).length > 0) throw new ControlError(400, JSON.stringify(errors));
  const made = creation.create(body, Number(body.ClientId), true);
  if ('refused' in made) throw new ControlError(400, made.refused);
  return made.order.OrderNumber;
}

const ORDER: Json = {
  ...{ ClientId: CLIENT_ID, WarehouseId: WAREHOUSES[0].ID, ChannelId: 9, CourierServiceId: 53, Currency: 'GBP' },
  ...{ FirstName: 'Jane', LastName: 'Sample', Address1: '1 Example Road', Town: 'Leeds', County: 'West Yorkshire', PostCode: 'LS1 1AA', Country: 'GB', Email: 'jane@example.com', Phone: '07000000000' },
};

function inventOrder(number: number, random: Random): Json {
  const digits = String(number).padStart(6, '0');
  const articles = [random.pick(CATALOGUE), ...(random.next() < 0.3 ? [random.pick(CATALOGUE)] : [])];
  const lines = articles.map(({ sku, cents }) => {
    const net = Math.round(cents / 1.2);
    return { SKU: sku, Quantity: random.between(1, 3), UnitPrice: net / 100, UnitPriceVat: (cents - net) / 100, Discount: 0 };
  });
  const sum = (of: (line: (typeof lines)[number]) => number) => Math.round(lines.reduce((total, line) => total + of(line) * line.Quantity * 100, 0)) / 100;
  return {
    ...{ OrderNumber: `MS-${digits}`, ExternalOrderReference: `shop-${digits}`, OrderItems: lines },
    ...{ ShippingTotalExVat: 2, ShippingTotalVat: 0.4, TotalVat: sum(({ UnitPriceVat }) => UnitPriceVat), OrderValue: sum(({ UnitPrice, UnitPriceVat }) => UnitPrice + UnitPriceVat) },
  };
}
