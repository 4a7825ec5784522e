import type { Sync } from '../room';
import { WAREHOUSES } from './account';
import type { AsnStore } from './asn-store';
import { CLIENT_ID } from './credentials';
import { numbersOf, SHIPPED, type OrderStore, type StoredOrder } from './order-store';
import type { ProductStore } from './products';
import type { ReturnStore } from './return-store';
import type { StockStore } from './stock';

interface Stores {
  orders: OrderStore;
  products: ProductStore;
  stock: StockStore;
  asns: AsnStore;
  returns: ReturnStore;
}

/**
 * What has to arrive elsewhere and what has arrived here, of the one client. Orders by OrderNumber, a split one once and
 * a merged one by each of its numbers; stock is 'SKU=free pieces' of the first warehouse. Returns go out once they are
 * confirmed, where their order came from elsewhere.
 */
export function flows({ orders, products, stock, asns, returns }: Stores): Sync {
  const own = orders.list().filter(({ ClientId }) => ClientId === CLIENT_ID);
  const numbers = (wanted: StoredOrder[]) => wanted.filter(({ splitFrom }) => splitFrom === null).flatMap(numbersOf);
  const isShipped = (order: StoredOrder) => {
    const parts = orders.parts(order);
    return parts.length >= order.NumberOfParts && parts.every(({ status }) => SHIPPED.includes(status));
  };
  const isOpen = ({ status }: StoredOrder) => status !== 'CANCELLED' && !SHIPPED.includes(status);
  const levels = [...products.all.values()].filter(({ ClientId }) => ClientId === CLIENT_ID).map(({ ID, SKU }) => `${SKU}=${stock.free(stock.of(ID, WAREHOUSES[0].ID))}`);
  return {
    orders: {
      outgoing: numbers(own.filter((order) => order.seeded && isOpen(order))),
      incoming: numbers(own.filter(({ seeded }) => !seeded)),
      writePath: '^PUT /mintsoft/api/Order(\\?|$)',
    },
    shipments: {
      outgoing: numbers(own.filter((order) => !order.seeded && isShipped(order))),
      incoming: numbers(own.filter((order) => order.seeded && isShipped(order))),
      writePath: '^GET /mintsoft/api/Order/\\d+/MarkDespatched',
    },
    stock: { outgoing: levels, incoming: levels, writePath: '^POST /mintsoft/api/Product/BulkOnHandStockUpdate' },
    purchaseOrders: {
      outgoing: [],
      incoming: [...asns.all.values()].filter(({ ClientId, seeded }) => ClientId === CLIENT_ID && !seeded).map(({ POReference }) => POReference),
      writePath: '^PUT /mintsoft/api/ASN(\\?|$)',
    },
    returns: {
      outgoing: [...returns.all.values()].flatMap(({ ClientId, Confirmed, order }) => (ClientId === CLIENT_ID && Confirmed && order && !order.seeded ? [order.OrderNumber] : [])),
      incoming: [...returns.all.values()].flatMap(({ ClientId, seeded, order }) => (ClientId === CLIENT_ID && !seeded && order ? [order.OrderNumber] : [])),
    },
  };
}
