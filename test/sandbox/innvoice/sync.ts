import type { Sync } from '../room';
import type { Documents } from './documents';
import type { Products } from './products';

/** One entry per document, so that an order invoiced twice shows; an invoice made from a proforma is the same order's. */
export function flows(documents: Documents, products: Products): Sync {
  const first = [...documents.all.values()].filter(({ madeFrom }) => madeFrom === undefined);
  return {
    orders: { outgoing: [], incoming: first.map(({ orderNumber }) => orderNumber), writePath: '^POST /innvoice/[^/]+/invoice$' },
    // What can be linked back to the shop's order.
    shipments: { outgoing: [...new Set(first.map(({ orderNumber }) => orderNumber))], incoming: [] },
    stock: { outgoing: products.levels(), incoming: [] },
  };
}
