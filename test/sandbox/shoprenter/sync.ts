import type { Sync } from '../room';
import { isReal, stockOf, type Shop } from './store';

/**
 * Orders that must become invoices, by the number people read; documents linked to them, one entry per link, and orders
 * the API set to despatched without one; stock as 'SKU=sum of the warehouses'.
 */
export function flows(shops: Shop[]): Sync {
  const numbers = (of: (shop: Shop) => number[]) => shops.flatMap((shop) => of(shop).map(String));
  const stock = shops.flatMap((shop) => [...shop.products.values()].map((product) => `${product.fields.sku}=${stockOf(product)}`));
  const linkedTo = (shop: Shop) => [...shop.invoices.values()].map(({ orderId }) => orderId);
  return {
    orders: { outgoing: numbers((shop) => [...shop.orders.values()].filter((order) => isReal(shop, order)).map(({ innerId }) => innerId)), incoming: [] },
    shipments: {
      outgoing: numbers((shop) => [...shop.orders.values()].filter(({ statusId, despatchedByApi }) => statusId === shop.statusOf('despatched').innerId && !despatchedByApi).map(({ innerId }) => innerId)),
      incoming: numbers((shop) => [...linkedTo(shop), ...[...shop.orders.values()].filter(({ despatchedByApi, innerId }) => despatchedByApi && !linkedTo(shop).includes(innerId)).map(({ innerId }) => innerId)]),
      writePath: '^POST /shoprenter/[^/]+/api/(orderInvoices|batch)',
    },
    stock: { outgoing: stock, incoming: stock, writePath: '^POST /shoprenter/[^/]+/api/batch' },
  };
}
