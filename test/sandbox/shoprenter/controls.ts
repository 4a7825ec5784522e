import { ControlError, type RoomContext } from '../room';
import { SHOPS } from './credentials';
import type { Deliveries, Form } from './deliveries';
import { setStatus } from './order-resources';
import { isReal, type Shop, type StoredOrder } from './store';
import type { Tokens } from './tokens';
import { EVENTS, type Status } from './values';
import { payload, phpJson } from './webhook-payload';

type Body = Record<string, unknown>;

const FORMS: readonly Form[] = ['multipart', 'urlencoded', 'json'];

/** What happens in the shops without us. All take {shop?}; without it they mean the first shop. */
export function controls(context: RoomContext, shopOf: (body: Body) => Shop, deliveries: Deliveries, tokens: Tokens): Record<string, (body: Body) => unknown> {
  const named = (body: Body, usual: (shop: Shop, order: StoredOrder) => boolean): StoredOrder[] => {
    const shop = shopOf(body);
    if (body.orders === undefined) return [...shop.orders.values()].filter((order) => usual(shop, order));
    return (body.orders as unknown[]).map((number) => {
      const order = shop.orders.get(Number(number));
      if (!order) throw new ControlError(404, `No order ${String(number)}`);
      return order;
    });
  };
  const statusFor = (shop: Shop, wanted: unknown): Status => {
    const found = shop.statuses.find(({ innerId, role, hu }) => [String(innerId), role, hu].includes(String(wanted)));
    if (!found) throw new ControlError(400, `No status '${String(wanted)}'. Known: ${shop.statuses.map(({ role, innerId }) => `${role} (${innerId})`).join(', ')}`);
    return found;
  };
  const change = (shop: Shop, orders: StoredOrder[], status: Status, body: Body) => {
    for (const order of orders) {
      setStatus(shop, order, status.innerId, context.now(), String(body.comment ?? ''));
      if (body.quiet !== true) deliveries.notify(shop, 'order_status_change', [order]);
    }
    return { changed: orders.map(({ innerId }) => String(innerId)), status: status.innerId };
  };

  return {
    /**
     * {orders?, event?, form?, field?, url?, times?, together?, data?}: webhooks of these orders (without them, of every
     * order that is no cart), each `times` times, one order per delivery or all together; to the shop's webhooks of the
     * event, or to `url` with the sample's fields. `data` is sent instead of the orders as it stands.
     */
    deliver: (body) => {
      const shop = shopOf(body);
      const { event = 'order_status_change', form = 'multipart', field = 'data', times = 1, url } = body as { event?: string; form?: Form; field?: string; times?: number; url?: string };
      if (!EVENTS.includes(event)) throw new ControlError(400, `event is one of ${EVENTS.join(', ')}`);
      if (!FORMS.includes(form)) throw new ControlError(400, `form is one of ${FORMS.join(', ')}`);
      const orders = named(body, (_shop, { statusId }) => statusId !== 0);
      const groups = body.data !== undefined ? [[]] : body.together === true ? [orders] : orders.map((order) => [order]);
      let sent = 0;
      for (let time = 0; time < times; time += 1) {
        for (const group of groups) {
          if (url === undefined && body.data === undefined) sent += deliveries.notify(shop, event, group, form, field);
          else for (const target of url === undefined ? urlsOf(shop, event) : [url]) {
            deliveries.post(shop, event, group, { url: target, text: body.data === undefined ? phpJson(payload(shop, group)) : String(body.data), form, field });
            sent += 1;
          }
        }
      }
      if (sent === 0) throw new ControlError(400, `Nothing to send: ${orders.length} orders, ${urlsOf(shop, event).length} webhooks of ${event}`);
      return { sent };
    },
    /** {orders, status: inner id, role or name, comment?, quiet?}: somebody sets the status in the admin; the automation fires. */
    changeStatus: (body) => {
      if (body.orders === undefined) throw new ControlError(400, "changeStatus needs 'orders'");
      return change(shopOf(body), named(body, isReal), statusFor(shopOf(body), body.status), body);
    },
    /** {orders?}: sets the despatched status; without orders on all that are pending or in work. */
    despatch: (body) => {
      const shop = shopOf(body);
      const open = [shop.statusOf('pending').innerId, shop.statusOf('processing').innerId];
      return change(shop, named(body, (_shop, { statusId }) => open.includes(statusId)), shop.statusOf('despatched'), body);
    },
    /** {levels: {SKU: n}}: n in the first warehouse, none in the others; {warehouses: {SKU: [n, …]}}: per warehouse. */
    restock: (body) => {
      const shop = shopOf(body);
      const all = [...Object.entries((body.levels ?? {}) as Record<string, number>).map(([sku, level]): [string, number[]] => [sku, [level, 0, 0, 0]]), ...Object.entries((body.warehouses ?? {}) as Record<string, number[]>)];
      for (const [sku, levels] of all) {
        const product = shop.bySku(sku);
        if (!product) throw new ControlError(404, `No product '${sku}'`);
        levels.forEach((level, index) => (product.fields[`stock${index + 1}`] = String(level)));
        product.updatedAt = context.now();
      }
      return {};
    },
    /** {orders, fields}: somebody edits an order. */
    edit: (body) => {
      for (const order of named(body, () => false)) {
        Object.assign(order.fields, body.fields);
        order.updatedAt = context.now();
      }
      return {};
    },
    /** {scopes?: [scope], productLimit?}: what the admin ticks for the client, and what the package allows. */
    account: (body) => {
      const shop = shopOf(body);
      if (Array.isArray(body.scopes)) tokens.allow(shop.label, body.scopes.map(String));
      if (body.productLimit !== undefined) shop.productLimit = Number(body.productLimit);
      return { shops: SHOPS.map((one) => one.shop) };
    },
  };
}

function urlsOf(shop: Shop, event: string): string[] {
  return [...shop.webHooks.values()].filter((hook) => hook.event === event && hook.status === '1').flatMap(({ parameters }) => parameters.map(({ url }) => url));
}
