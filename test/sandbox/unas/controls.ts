import { ControlError, type RoomContext } from '../room';
import { EVENTS } from './automatisms';
import type { Deliveries } from './deliveries';
import type { Gate } from './gate';
import { CANCELLED, DESPATCHED, STATUSES, type Store, type StoredOrder } from './store';

type Body = Record<string, unknown>;

/** What happens in the shop without us. */
export function controls(context: RoomContext, store: Store, gate: Gate, deliveries: Deliveries): Record<string, (body: Body) => unknown> {
  const named = (body: Body, usual: (order: StoredOrder) => boolean): StoredOrder[] => {
    if (body.orders === undefined) return [...store.orders.values()].filter(usual);
    return (body.orders as unknown[]).map((key) => {
      const order = store.orders.get(String(key));
      if (!order) throw new ControlError(404, `No order ${String(key)}`);
      return order;
    });
  };
  const touch = (order: StoredOrder) => (order.modifiedAt = context.now());
  const setStatus = (orders: StoredOrder[], wanted: unknown, quiet: boolean) => {
    const status = STATUSES.find(({ id, name }) => id === wanted || name === wanted);
    if (!status) throw new ControlError(400, `status is one of ${STATUSES.map(({ id }) => id).join(', ')}`);
    for (const order of orders) {
      order.statusId = status.id;
      order.statusAt = context.now();
      order.despatchedByApi = false;
      touch(order);
    }
    if (!quiet) deliveries.notify(store, 'order_status_modify', orders);
    return { changed: orders.map(({ key }) => key) };
  };

  return {
    /** {orders, status: id or name, quiet?}: somebody sets the status in the admin; the automatism fires. */
    changeStatus: (body) => setStatus(named(body, () => false), body.status, body.quiet === true),
    /** {orders?}: sets the despatched status; without orders on all that are new or in work. */
    despatch: (body) => setStatus(named(body, ({ statusId }) => statusId === '40000' || statusId === '40001'), DESPATCHED, false),
    /** {orders, at?}: somebody edits orders without changing a thing we look at; `at` sets the time of the change. */
    touch: (body) => {
      const orders = named(body, () => false);
      for (const order of orders) order.modifiedAt = body.at === undefined ? context.now() : Date.parse(String(body.at));
      return { touched: orders.length };
    },
    /** {orders}: deletes them; their keys are given out again. */
    deleteOrders: (body) => ({ deleted: ((body.orders ?? []) as string[]).filter((key) => store.delete(key)) }),
    /** {orders?, event?, url?, key?}: webhooks of these orders, to the shop's automatisms or to `url`, signed with `key`. */
    deliver: (body) => {
      const { event = 'order_status_modify', url, key } = body as { event?: string; url?: string; key?: string };
      if (!EVENTS.includes(event as never)) throw new ControlError(400, `event is one of ${EVENTS.join(', ')}`);
      const orders = named(body, ({ statusId }) => statusId !== CANCELLED);
      if (url === undefined) return { sent: deliveries.notify(store, event, orders) };
      for (const order of orders) deliveries.post(url, event, order, key);
      return { sent: orders.length };
    },
    /** {levels: {SKU: n}}: of the main stock. */
    restock: (body) => {
      for (const [sku, level] of Object.entries((body.levels ?? {}) as Record<string, number>)) {
        const product = store.products.get(sku);
        const main = product?.stocks.find(({ warehouse }) => warehouse === undefined);
        if (!product || !main) throw new ControlError(404, `No product '${sku}'`);
        main.quantity = Number(level);
        product.stockAt = context.now();
      }
      return {};
    },
    /** {subscription?, permissions?: [function]}: what was bought, and what the key may use. */
    account: (body) => {
      if (body.subscription !== undefined) gate.subscription = String(body.subscription);
      if (Array.isArray(body.permissions)) gate.permissions = body.permissions.map(String);
      gate.expireAll();
      return {};
    },
  };
}
