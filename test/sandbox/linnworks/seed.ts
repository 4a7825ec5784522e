import { CATALOGUE } from '../catalogue';
import { Random } from '../random';
import { ControlError, type RoomContext, type SeedBody } from '../room';
import { checkOrder, type Json } from './order-check';
import { saveOrder } from './order-save';
import type { AccountStore } from './store';

/**
 * {orders: n | [CreateOrders order + optional location], products: n | [article], stock: [{SKU, LocationId?, Level}], seed}.
 * Orders come from other channels (AMAZON, EBAY), as if Linnworks had downloaded them.
 */
export function seedAccount(context: RoomContext, store: AccountStore, body: SeedBody): { products: string[]; orders: string[] } {
  const { products = 0, orders = 0, stock = [] } = body as { products?: unknown; orders?: unknown; stock?: unknown };
  const skus = Array.isArray(products) ? products.map((one) => store.addItem({ ...CATALOGUE[0], ...(one as object) }).sku) : store.addGenerated(Number(products));
  const random = new Random((body.seed ?? 1) * 7919 + store.orders.size);
  const wishes = Array.isArray(orders) ? (orders as Json[]) : Array.from({ length: Number(orders) }, (_, index) => inventOrder(context, store, random, index));
  for (const level of stock as Array<{ SKU: string; LocationId?: string; Level: number }>) {
    const item = store.items.get(level.SKU);
    if (!item) throw new ControlError(400, `No stock item ${level.SKU}`);
    item.levels.set(level.LocationId ?? store.locations[0].StockLocationId, level.Level);
  }
  return { products: skus, orders: wishes.map((wish) => seedOrder(context, store, wish)) };
}

function seedOrder(context: RoomContext, store: AccountStore, { location: name = 'Default', ...wish }: Json): string {
  const location = store.locations.find(({ LocationName }) => LocationName === name);
  if (!location) throw new ControlError(400, `No location ${String(name)}`);
  const { complaint, ignored } = checkOrder(wish, 'ItemNumber');
  if (complaint) throw new ControlError(400, complaint);
  return saveOrder(context, store, wish, location, ignored, true).order.ReferenceNum;
}

function inventOrder(context: RoomContext, store: AccountStore, random: Random, index: number): Json {
  const number = String(store.orders.size + index + 1).padStart(7, '0');
  const [Source, SubSource] = random.pick([['AMAZON', 'Amazon UK'], ['EBAY', 'ebay-demo']] as const);
  const received = new Date(context.now() - 3_600_000).toISOString();
  const articles = [random.pick(CATALOGUE), ...(random.next() < 0.3 ? [random.pick(CATALOGUE)] : [])];
  return {
    Source,
    SubSource,
    ReferenceNumber: `026-${number}-0000001`,
    ReceivedDate: received,
    PaidOn: received,
    DispatchBy: new Date(context.now() + 86_400_000).toISOString(),
    Currency: 'GBP',
    PaymentStatus: index % 11 === 10 ? 'Unpaid' : 'Paid',
    AutomaticallyLinkBySKU: true,
    UseChannelTax: true,
    ChannelBuyerName: `buyer${number}`,
    PostalServiceCost: 2.4,
    PostalServiceTaxRate: 20,
    MatchPostalServiceTag: 'Tracked 48',
    DeliveryAddress: { FullName: 'Jane Sample', Address1: '1 Example Road', Town: 'Leeds', Region: 'West Yorkshire', PostCode: 'LS1 1AA', MatchCountryCode: 'GB', EmailAddress: 'jane@example.com', PhoneNumber: '07000000000' },
    OrderItems: articles.map((article, line) => ({
      ItemNumber: `${number}-${line + 1}`,
      ChannelSKU: article.sku,
      ItemTitle: article.title,
      Qty: random.between(1, 3),
      PricePerUnit: article.cents / 100,
      TaxRate: 20,
      TaxCostInclusive: true,
      UseChannelTax: true,
      LineDiscount: 0,
      IsService: false,
    })),
    location: index % 7 === 6 ? 'Second Warehouse' : 'Default',
  };
}
