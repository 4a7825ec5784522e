import type { Sync } from '../room';
import { CANCELLED, DESPATCHED, STATUSES, type Store, type StoredProduct } from './store';

/** The shop as a test reads it. */
export function summary(store: Store): Record<string, unknown> {
  return {
    orders: [...store.orders.values()].map(({ key, id, internalKey, statusId, shipping, payment, items, total, customer, currency, createdAt, comments }) => ({
      key,
      id,
      internalKey,
      status: STATUSES.find((one) => one.id === statusId)?.name,
      tracking: shipping.packageNumber,
      trackingUrl: shipping.trackingUrl,
      payment: payment.name === 'Egyéb' ? payment.id : payment.name,
      shipping: shipping.name === 'Egyéb' ? shipping.id : shipping.name,
      date: new Date(createdAt).toISOString(),
      items: items.map(({ sku, name, unit, quantity, net, gross, vat }) => ({ sku, name, unit, quantity, net, gross, vat })),
      comments,
      total,
      currency,
      customer,
    })),
    products: [...store.products.values()].map(({ modifiedAt: _modified, stockAt: _stock, ...product }) => product),
    mails: [...store.mails],
    automatisms: store.automatisms.map((one) => ({ ...one })),
    statuses: STATUSES,
  };
}

const mainStock = ({ stocks }: StoredProduct): number => stocks.filter(({ warehouse }) => warehouse === undefined).reduce((sum, { quantity }) => sum + quantity, 0);

/** Orders that must become invoices, by their key; orders added for another system, by the number they have there. */
export function flows(store: Store): Sync {
  const orders = [...store.orders.values()];
  const stock = [...store.products.values()].map((product) => `${product.sku}=${mainStock(product)}`);
  const despatched = orders.filter(({ statusId }) => statusId === DESPATCHED);
  return {
    orders: {
      outgoing: orders.filter(({ addedByApi, statusId }) => !addedByApi && statusId !== CANCELLED).map(({ key }) => key),
      incoming: orders.filter(({ addedByApi }) => addedByApi).map(({ internalKey }) => decodeURIComponent(internalKey.split(':').at(-1) ?? '')),
      writePath: '^POST /unas/setOrder',
    },
    shipments: {
      outgoing: despatched.filter(({ despatchedByApi }) => !despatchedByApi).map(({ key }) => key),
      incoming: despatched.filter(({ despatchedByApi }) => despatchedByApi).map(({ key }) => key),
      writePath: '^POST /unas/setOrder',
    },
    stock: { outgoing: stock, incoming: stock, writePath: '^POST /unas/setStock' },
  };
}
