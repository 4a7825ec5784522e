import { ControlError, type RoomContext } from '../room';
import { announce } from './asn-routes';
import type { AsnStore, StoredAsn, StoredAsnItem } from './asn-store';
import type { Callbacks, OrderEvent } from './callbacks';
import { CLIENT_ID } from './credentials';
import type { Gate } from './gate';
import { mergeOrders, splitOrder } from './order-parts';
import { isOneOf } from './order-routes';
import { SHIPPED, STATUS_NAMES, type OrderStore, type StoredOrder } from './order-store';
import type { ProductStore } from './products';
import type { ReturnStore } from './return-store';
import { setPhysical } from './seed';
import type { StockStore } from './stock';

type Body = Record<string, unknown>;

interface Parts {
  context: RoomContext;
  gate: Gate;
  store: OrderStore;
  products: ProductStore;
  stock: StockStore;
  callbacks: Callbacks;
  asns: AsnStore;
  returns: ReturnStore;
  forbidden: Set<string>;
}

const EVENTS: OrderEvent[] = ['despatched', 'cancelled', 'delivered', 'split'];

/** What people in the warehouse do without us. */
export function controls({ context, gate, store, products, stock, callbacks, asns, returns, forbidden }: Parts): Record<string, (body: Body) => unknown> {
  const own = () => store.list().filter(({ ClientId }) => ClientId === CLIENT_ID);
  const wanted = (body: Body): StoredOrder[] => {
    const numbers = body.orders as string[] | undefined;
    const found = own().filter((order) => (numbers === undefined || isOneOf(order, numbers)) && (body.part === undefined || order.Part === body.part));
    if (numbers && found.length === 0) throw new ControlError(404, `No order ${numbers.join(', ')}`);
    return found;
  };
  const one = (number: unknown): StoredOrder => {
    const found = own().find((order) => order.OrderNumber === number && !SHIPPED.includes(order.status) && order.status !== 'CANCELLED');
    if (!found) throw new ControlError(404, `No open order '${String(number)}'`);
    return found;
  };

  const bookInOne = (asn: StoredAsn, { lines, partial }: Body): void => {
    const came = lines as Record<string, number> | undefined;
    const rest = (item: StoredAsnItem) => Math.max(0, item.QuantityExpected - item.QuantityReceieved);
    const rows = asn.items.map((item) => ({ ASNItemId: item.ID, Quantity: came ? (came[item.SourceLineId ?? ''] ?? came[item.product.SKU] ?? 0) : rest(item) }));
    const complaint = asns.receive(asn, rows) ?? asns.bookIn(asn, partial === true ? 'part-book' : 'whole');
    if (complaint) throw new ControlError(400, complaint);
    announce(store.times, callbacks, asn);
  };

  return {
    /** {level?: 'admin' | 'client', forbidden?: ['GET Order/List', …]} */
    account: (body) => {
      if (body.level !== undefined) {
        if (body.level !== 'admin' && body.level !== 'client') throw new ControlError(400, "'level' is admin or client");
        gate.level = body.level;
      }
      if (body.forbidden !== undefined) {
        if (!Array.isArray(body.forbidden)) throw new ControlError(400, "'forbidden' is a list of operations");
        forbidden.clear();
        for (const name of body.forbidden) forbidden.add(String(name));
      }
      return { level: gate.level, forbidden: [...forbidden] };
    },
    /** {username?}: another system logs in as the same user. */
    login: (body) => gate.logInElsewhere(body),
    /** {orders?: [number], part?, trackingNumber?}: everything that can be shipped goes out. */
    despatch: (body) => {
      const ready = wanted(body).filter((order) => store.canBeShipped(order));
      for (const order of ready) {
        store.despatch(order, String(body.trackingNumber ?? `JK${order.ID}GB`));
        callbacks.order('despatched', order);
      }
      return { despatched: ready.map(({ OrderNumber }) => OrderNumber) };
    },
    /** {orders}: the courier brought them. */
    delivered: (body) => {
      for (const order of wanted(body)) callbacks.order('delivered', order);
      return {};
    },
    /** {orders, event}: the same call goes out once more. */
    callback: (body) => {
      const event = body.event as OrderEvent;
      if (!EVENTS.includes(event)) throw new ControlError(400, `'event' is one of ${EVENTS.join(', ')}`);
      for (const order of wanted(body)) callbacks.order(event, order);
      return {};
    },
    /** {levels: {SKU: n}, warehouseId?}: somebody counts the shelves; reserved pieces lie there too. */
    restock: (body) => {
      for (const [sku, level] of Object.entries((body.levels ?? {}) as Record<string, number>)) setPhysical({ products, stock }, sku, level, body.warehouseId as number | undefined);
      store.allocateWaiting();
      return {};
    },
    /** {orders, status}: the warehouse moves orders on, e.g. to PRINTED or INVOICED. */
    status: (body) => {
      if (!STATUS_NAMES.includes(String(body.status))) throw new ControlError(400, `'status' is one of ${STATUS_NAMES.join(', ')}`);
      for (const order of wanted(body)) store.setStatus(order, String(body.status));
      return {};
    },
    cancel: (body) => {
      for (const order of wanted(body).filter(({ status }) => !SHIPPED.includes(status))) {
        store.release(order);
        store.setStatus(order, 'CANCELLED');
        callbacks.order('cancelled', order);
      }
      return {};
    },
    /** {order, items?: {SKU: pieces}}: those go a way of their own; without items half of the last line, or the last line. */
    split: (body) => {
      const order = one(body.order);
      const last = order.items[order.items.length - 1];
      const pieces = (body.items ?? { [last.product.SKU]: order.items.length > 1 ? last.Quantity : Math.floor(last.Quantity / 2) }) as Record<string, number>;
      const moved = new Map(order.items.map(({ ID, product }) => [ID, pieces[product.SKU] ?? 0]));
      const total = [...moved.values()].reduce((sum, count) => sum + count, 0);
      if (total === 0 || total >= order.items.reduce((sum, { Quantity }) => sum + Quantity, 0)) throw new ControlError(400, 'Nothing to split');
      const part = splitOrder(store, order, moved);
      callbacks.order('split', order);
      return { order: order.ID, part: part.ID };
    },
    /** {orders: [number, number, …]}: the first one survives as A+B. */
    merge: (body) => {
      const [survivor, ...others] = ((body.orders ?? []) as string[]).map(one);
      if (others.length === 0) throw new ControlError(400, "'orders' are at least two");
      for (const other of others) mergeOrders(context, store, survivor, other);
      return { order: survivor.ID, OrderNumber: survivor.OrderNumber };
    },
    /** {references?: [POReference], lines?: {SourceLineId or SKU: pieces that came}, partial?}: the goods arrive; without lines the rest of them. */
    bookIn: (body) => {
      const wanted = [...asns.all.values()].filter(({ POReference, bookedIn }) => (body.references === undefined ? bookedIn === null : (body.references as string[]).includes(POReference)));
      for (const asn of wanted) bookInOne(asn, body);
      return { bookedIn: wanted.map(({ POReference }) => POReference) };
    },
    /** {order, items?: {SKU: pieces}, reason?: id, reference?, confirmed?: false to leave it open}: goods of a shipped order come back. */
    receiveReturn: (body) => {
      const order = own().find((found) => isOneOf(found, [String(body.order)]) && SHIPPED.includes(found.status));
      if (!order) throw new ControlError(404, `No shipped order '${String(body.order)}'`);
      return { id: returns.receive(order, body).ID };
    },
    /** {id}: somebody confirms an open return. */
    confirmReturn: (body) => {
      const back = returns.all.get(Number(body.id));
      const complaint = back ? returns.confirm(back) : `No return ${String(body.id)}`;
      if (complaint) throw new ControlError(400, complaint);
      return {};
    },
  };
}
