import { ControlError, type RoomContext } from '../room';
import { cancel, obstacle, process, type ErrorPrevention } from './despatch';
import type { Sessions, AccountState } from './sessions';
import { isOpen, type AccountStore, type StoredOrder } from './store';

type Body = Record<string, unknown>;

/** What people in Linnworks do without us. */
export function controls(context: RoomContext, store: AccountStore, sessions: Sessions, rules: ErrorPrevention, forbidden: Set<string>): Record<string, (body: Body) => unknown> {
  const wanted = (body: Body): StoredOrder[] => {
    const references = (body.references ?? body.orders) as string[] | undefined;
    const found = [...store.orders.values()].filter((order) => (isOpen(order) || body.closed === true) && (references === undefined || references.includes(order.ReferenceNum)));
    if (references && found.length < references.length) throw new ControlError(404, 'Not every reference is an open order');
    return found;
  };
  const despatch = (body: Body) => {
    const service = store.postalServices.find(({ PostalServiceName }) => PostalServiceName === (body.postalService ?? 'DHL Paket'));
    if (!service) throw new ControlError(400, `No postal service '${String(body.postalService)}'`);
    const ready = wanted(body).filter((order) => !obstacle(store, order, { ...rules, invoiceRequired: false }));
    for (const [index, order] of ready.entries()) {
      order.postalServiceId = service.pkPostalServiceId;
      order.TrackingNumber = String(body.trackingNumber ?? `TRACK${order.NumOrderId}${index}`);
      process(context, store, order, 'people');
    }
    return { processed: ready.map(({ ReferenceNum }) => ReferenceNum) };
  };

  return {
    /** {state?, reason?, forbidden?: [operation], invoiceRequired?, linkedItemsRequired?, stockRequired?} */
    account: (body) => {
      if (body.state !== undefined) sessions.state = body.state as AccountState;
      if (body.reason !== undefined) sessions.reason = String(body.reason);
      if (body.forbidden !== undefined) {
        if (!Array.isArray(body.forbidden)) throw new ControlError(400, "'forbidden' is a list of operations");
        forbidden.clear();
        for (const name of body.forbidden) forbidden.add(String(name));
      }
      for (const name of ['invoiceRequired', 'linkedItemsRequired', 'stockRequired'] as const) if (body[name] !== undefined) rules[name] = body[name] === true;
      return { state: sessions.state, reason: sessions.reason, forbidden: [...forbidden], ...rules };
    },
    /** {references? (or orders?), trackingNumber?, postalService?: name}: the warehouse despatches; without references everything it can. */
    process: despatch,
    despatch,
    /** {levels: {SKU: level}}: somebody counts the shelves of the default location. */
    restock: (body) => {
      const [{ StockLocationId: place }] = store.locations;
      for (const [sku, level] of Object.entries((body.levels ?? {}) as Record<string, number>)) {
        const item = [...store.items.values()].find((one) => one.sku === sku);
        if (!item) throw new ControlError(404, `No stock item '${sku}'`);
        item.levels.set(place, level);
      }
      return {};
    },
    /** {references} */
    cancel: (body) => {
      const orders = wanted(body);
      for (const order of orders) cancel(context, store, order);
      return { cancelled: orders.map(({ ReferenceNum }) => ReferenceNum) };
    },
    /** {references, set: {member: value}, closed?}: somebody edits stored orders; with `closed` processed ones too. */
    edit: (body) => {
      const orders = wanted(body);
      for (const order of orders) {
        Object.assign(order, body.set ?? {});
        store.touch(order);
      }
      return { edited: orders.map(({ ReferenceNum }) => ReferenceNum) };
    },
  };
}
