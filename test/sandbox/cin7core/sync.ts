import type { Sync } from '../room';
import { PLACES } from './books';
import type { ProductStore } from './product-store';
import { isShipped, trackingOf, type Sale } from './sale-model';
import type { SaleStore } from './sale-store';
import type { Shelves } from './shelves';

/** To be sent: in the stages pick, pack and ship, with an address, without tracking (cin7core.md §10). What got its tracking from a node had to be sent, too. */
function waits(sale: Sale): boolean {
  if (sale.trackingWrites > 0) return true;
  return !sale.voided && sale.type !== 'Service Sale' && sale.order.status === 'AUTHORISED' && !isShipped(sale) && (sale.shipping?.Line1 ?? '') !== '' && trackingOf(sale).length === 0;
}

/**
 * What has to arrive elsewhere and what has arrived here. Own sales by their order number, taken-in ones by
 * CustomerReference, which is the number their source reads; stock of the default location, 'SKU=available' out and
 * 'SKU=on hand' in.
 */
export function flows(store: SaleStore, products: ProductStore, shelves: Shelves): Sync {
  const sales = store.list();
  const own = sales.filter(({ seeded }) => seeded);
  const taken = sales.filter(({ seeded }) => !seeded);
  const tracked = (sale: Sale) => !sale.voided && isShipped(sale) && trackingOf(sale).length > 0;
  // What people ship here themselves came from nowhere.
  const toldTo = (sale: Sale) => tracked(sale) && sale.trackingWrites > 0;
  const numbers = (wanted: Sale[]) => wanted.map(({ number }) => number);
  const references = (wanted: Sale[]) => wanted.map(({ header, number }) => String(header.CustomerReference ?? number));
  const stocked = [...products.all.values()].filter(({ type, deprecated }) => type === 'Stock' && !deprecated);
  return {
    orders: { outgoing: numbers(own.filter(waits)), incoming: references(taken), writePath: '^POST /cin7core/ExternalApi/v2/sale(\\?|$)' },
    shipments: { outgoing: references(taken.filter(tracked)), incoming: numbers(own.filter(toldTo)), writePath: '^(POST|PUT) /cin7core/ExternalApi/v2/sale/fulfilment/ship' },
    stock: {
      outgoing: stocked.map((product) => `${product.SKU}=${shelves.available(product, PLACES[0])}`),
      incoming: stocked.map((product) => `${product.SKU}=${shelves.of(product, PLACES[0]).reduce((sum, { onHand }) => sum + onHand, 0)}`),
      writePath: '^POST /cin7core/ExternalApi/v2/stockadjustment',
    },
  };
}
