import { ControlError, type RoomContext } from '../room';
import { carrierBy, CARRIERS } from './account';
import type { CustomStore } from './custom-store';
import type { Desk } from './desk';
import type { Gate } from './gate';
import type { Hooks } from './hooks';
import type { StoredFulfillment, StoredLabel, StoredOrder } from './model';
import { orderGrams, type OrderStore } from './order-store';
import type { ProductStore } from './products';
import { restock } from './seed';

type Body = Record<string, unknown>;

interface Parts {
  context: RoomContext;
  gate: Gate;
  store: OrderStore;
  desk: Desk;
  products: ProductStore;
  hooks: Hooks;
  account: { emailVerified: boolean; hasInventory: boolean };
  customStore: CustomStore;
}

/** What people do in ShipStation's own windows. */
export function controls({ gate, store, desk, products, account, customStore }: Parts): Record<string, (body: Body) => unknown> {
  const wanted = (body: Body, statuses: string[]): StoredOrder[] => {
    const numbers = body.orders as string[] | undefined;
    const found = store.sales().filter(({ orderNumber, status }) => (numbers === undefined ? true : numbers.includes(orderNumber)) && statuses.includes(status));
    if (numbers && found.length === 0) throw new ControlError(404, `No order ${numbers.join(', ')} that is ${statuses.join(' or ')}`);
    return found;
  };
  /** A connected store hears of every shipment of its orders; what was done is done before the first answer. */
  const tellStore = (shipped: Array<StoredLabel | StoredFulfillment>, done: Body): Body | Promise<Body> => {
    const due = customStore.connection ? shipped.filter(({ order }) => order?.origin === 'custom-store') : [];
    return due.length === 0 ? done : Promise.all(due.map((one) => customStore.notify(one))).then((notices) => ({ ...done, notices }));
  };
  const carrierOf = (body: Body) => carrierBy(body.carrier ?? CARRIERS[0].code) ?? CARRIERS[0];

  return {
    /** {orders?: [number], carrier?, service?, trackingNumber?, items?: {SKU: pieces} for a part}: labels in one batch. */
    despatch: (body) => {
      const batch = desk.takeBatch();
      const carrier = carrierOf(body);
      const service = carrier.services.find(({ code }) => code === body.service) ?? carrier.services[0];
      const part = body.items as Record<string, number> | undefined;
      const ready = wanted(body, ['awaiting_shipment']);
      const labels = ready.map((order) => {
        const lines = desk.rest(order).flatMap(({ line, quantity }) => (part === undefined ? [{ line, quantity }] : part[line.sku ?? ''] > 0 ? [{ line, quantity: Math.min(quantity, part[line.sku ?? '']) }] : []));
        return desk.buy({ order, carrier, service, grams: orderGrams(order) || 500, by: 'people', batch, lines, trackingNumber: body.trackingNumber as string | undefined });
      });
      return tellStore(labels, { despatched: ready.map(({ orderNumber }) => orderNumber) });
    },
    /** {orders?: [number], trackingNumber?, carrierCode?}: marked as shipped by hand, without a label. */
    markExternally: (body) => {
      const batch = desk.takeBatch();
      const ready = wanted(body, ['awaiting_shipment', 'on_hold']);
      const marked = ready.map((order) => desk.fulfil({ order, carrierCode: String(body.carrierCode ?? carrierOf(body).code), trackingNumber: String(body.trackingNumber ?? `EXT${order.orderId}`), by: 'people', batch, notifySalesChannel: true }));
      return tellStore(marked, { marked: ready.map(({ orderNumber }) => orderNumber) });
    },
    /** {levels: {SKU: n}}: somebody counts the shelves of the first location; pieces of open orders lie there too. */
    restock: (body) => restock(products, (body.levels ?? {}) as Record<string, number>),
    /** {orders, status}: people move orders, e.g. to on_hold or cancelled. */
    status: (body) => {
      for (const order of wanted(body, ['awaiting_payment', 'awaiting_shipment', 'on_hold', 'pending_fulfillment'])) store.setStatus(order, String(body.status));
      return {};
    },
    /** {orders}: their labels are voided by hand. */
    voidLabels: (body) => {
      const numbers = (body.orders ?? []) as string[];
      const labels = [...desk.labels.values()].filter(({ order, voidedAt }) => voidedAt === null && order && numbers.includes(order.orderNumber));
      for (const label of labels) desk.voidLabel(label);
      return { voided: labels.map(({ shipmentId }) => shipmentId) };
    },
    /** {api: 'v1' | 'v2', calls}: another tool with the same key uses up quota. */
    useUp: (body) => gate.useUp(body.api === 'v2' ? 'v2' : 'v1', Number(body.calls ?? 1)),
    /** {planHasApi?, emailVerified?, hasInventory?}: what the account may do. */
    account: (body) => {
      if (typeof body.planHasApi === 'boolean') gate.planHasApi = body.planHasApi;
      for (const name of ['emailVerified', 'hasInventory'] as const) if (typeof body[name] === 'boolean') account[name] = body[name];
      return { planHasApi: gate.planHasApi, ...account };
    },
  };
}
