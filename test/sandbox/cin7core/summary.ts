import type { RoomContext } from '../room';
import type { Adjustments } from './adjustments';
import type { Json } from './bodies';
import type { Parties } from './parties';
import type { ProductStore } from './product-store';
import type { Purchases } from './purchases';
import { showSale } from './sale-render';
import type { SaleStore } from './sale-store';
import { showShelf, type Shelves } from './shelves';
import type { Webhooks } from './webhooks';

interface Parts {
  context: RoomContext;
  store: SaleStore;
  shelves: Shelves;
  products: ProductStore;
  parties: Parties;
  adjustments: Adjustments;
  purchases: Purchases;
  webhooks: Webhooks;
}

/** The account as `GET /_sandbox/cin7core/state` shows it. */
export function summary({ context, store, shelves, products, parties, adjustments, purchases, webhooks }: Parts): Json {
  return {
    sales: store.list().map((sale) => ({ ...showSale(context, sale, { country: 'Code2' }), OrderNumber: sale.number, seeded: sale.seeded, trackingWrites: sale.trackingWrites })),
    stock: shelves.all.map(showShelf),
    products: [...products.all.values()].map(({ ID, SKU, Name, type, costing, deprecated, rest, seeded }) => ({ ID, SKU, Name, Type: type, CostingMethod: costing, deprecated, seeded, ...rest })),
    customers: parties.customers.map(({ Name, addresses }) => ({ Name, addresses })),
    adjustments: adjustments.all.map(({ plan: _plan, ...one }) => one),
    purchases: purchases.rows(),
    webhooks: webhooks.all,
    deliveries: webhooks.deliveries,
    waitingDeliveries: webhooks.waiting,
  };
}
