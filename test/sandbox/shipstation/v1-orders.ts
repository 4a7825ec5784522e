import { json, type SandboxAnswer } from '../http';
import type { RoomContext } from '../room';
import { carrierBy, TAGS, USERS } from './account';
import type { V1Answers } from './answers';
import { ASSIGN, HOLD, MARK_SHIPPED, ORDER, ORDER_ID, TAG } from './bodies';
import type { Desk } from './desk';
import type { Hooks } from './hooks';
import type { Json, StoredOrder } from './model';
import { saveOrder } from './order-check';
import { storeBy, type OrderStore } from './order-store';
import { all, words } from './query';
import { instantOf, PACIFIC, pacificDay } from './times';
import { contains, equals, get, page, PAGE, within, write, type V1Route } from './v1-routes';
import { renderOrder } from './v1-render';

interface Parts {
  context: RoomContext;
  answers: V1Answers;
  store: OrderStore;
  desk: Desk;
  hooks: Hooks;
}

const MOST = 100; // shipstation.md §A2
const STATUSES = ['awaiting_payment', 'awaiting_shipment', 'pending_fulfillment', 'shipped', 'on_hold', 'cancelled', 'rejected_fulfillment'];
const LIST = {
  ...PAGE,
  ...words('customerName', 'itemKeyword', 'orderNumber', 'customsCountryCode', 'importBatch'),
  ...all('pacific', 'createDateStart', 'createDateEnd', 'modifyDateStart', 'modifyDateEnd', 'orderDateStart', 'orderDateEnd', 'paymentDateStart', 'paymentDateEnd'),
  ...{ orderStatus: { kind: STATUSES }, storeId: { kind: 'integer' as const }, sortBy: { kind: ['OrderDate', 'ModifyDate', 'CreateDate'] } },
};

const done = (message: string): SandboxAnswer => json(200, { success: true, message });

/** Orders of v1 (shipstation.md §A2). */
export function orderRoutes({ context, answers, store, desk, hooks }: Parts): V1Route[] {
  const imports = new WeakMap<StoredOrder, string>();
  const unknown = (id: unknown) => answers.problem(404, `The order ${String(id)} was not found.`);
  const ofBody = (body: unknown, run: (order: StoredOrder, sent: Json) => SandboxAnswer): SandboxAnswer => {
    const sent = body as Json;
    if (!Number.isInteger(sent.orderId)) return answers.invalid({ 'request.orderId': ['orderId is required.'] });
    const order = store.byId(sent.orderId);
    return order ? run(order, sent) : unknown(sent.orderId);
  };
  const announce = (order: StoredOrder, isNew: boolean, batch: string) => {
    if (!isNew) return;
    imports.set(order, batch);
    hooks.orderMade(order, batch);
  };
  const save = (body: Json, batch: string) => {
    const known = store.byKey(body.orderKey);
    const saved = saveOrder(context, store, body);
    if ('order' in saved) announce(saved.order, !known, batch);
    return saved;
  };

  return [
    get('/orders', LIST, ({ query }) => {
      if (query.storeId !== undefined && !storeBy(query.storeId)) return unknownStore(answers, query.storeId);
      const rows = store.sales().filter(
        (order) =>
          String(order.orderNumber).startsWith(String(query.orderNumber ?? '')) &&
          contains(((order.header.shipTo ?? {}) as Json).name, query.customerName) &&
          (query.itemKeyword === undefined || order.lines.some(({ sku, name }) => contains(`${sku ?? ''} ${name}`, query.itemKeyword))) &&
          equals(order.status, query.orderStatus) && equals(order.storeId, query.storeId) && equals(imports.get(order), query.importBatch) &&
          within(query, 'createDate', order.createdAt) && within(query, 'modifyDate', order.modifiedAt) && within(query, 'orderDate', order.orderDate) && within(query, 'paymentDate', order.paymentDate),
      );
      const by = { ModifyDate: 'modifiedAt', CreateDate: 'createdAt', OrderDate: 'orderDate' } as const;
      return json(200, page('orders', rows, query, renderOrder, (order) => order[by[(query.sortBy ?? 'OrderDate') as keyof typeof by]]));
    }),
    get('/orders/listbytag', { ...PAGE, orderStatus: { kind: STATUSES, required: true }, tagId: { kind: 'integer', required: true } }, ({ query }) =>
      json(200, page('orders', store.sales().filter(({ status, tagIds }) => status === query.orderStatus && tagIds.includes(Number(query.tagId))), query, renderOrder, ({ orderId }) => orderId))),
    write('POST', '/orders/createorder', 'apiOrder', ORDER, ({ body }) => {
      const saved = save(body as Json, desk.takeBatch());
      if ('order' in saved) return json(200, renderOrder(saved.order));
      return saved.field ? answers.invalid({ [`apiOrder.${saved.field}`]: [saved.refused] }) : answers.problem(400, saved.refused);
    }),
    write('POST', '/orders/createorders', 'apiOrders', [ORDER], ({ body }) => {
      // A bare array and nothing else (shipstation.md §D, joecampo/laravel-shipstation #1).
      const orders = body as Json[];
      if (orders.length === 0 || orders.length > MOST) return answers.problem(400, `Between 1 and ${MOST} orders are allowed per request.`);
      const batch = desk.takeBatch();
      const results = orders.map((sent) => {
        const saved = save(sent, batch);
        if ('order' in saved) return { orderId: saved.order.orderId, orderNumber: saved.order.orderNumber, orderKey: saved.order.orderKey, success: true, errorMessage: null };
        return { orderId: null, orderNumber: sent.orderNumber ?? null, orderKey: sent.orderKey ?? null, success: false, errorMessage: saved.refused };
      });
      return json(200, { hasErrors: results.some(({ success }) => !success), results });
    }),
    write('POST', '/orders/markasshipped', 'request', MARK_SHIPPED, ({ body }) =>
      ofBody(body, (order, { carrierCode, shipDate, trackingNumber, notifyCustomer, notifySalesChannel }) => {
        const carrierKnown = carrierBy(carrierCode) || (carrierCode === 'other' && context.assumed('carrier-other') === 'accepted');
        if (!carrierCode) return answers.invalid({ 'request.carrierCode': ['carrierCode is required.'] });
        if (!carrierKnown) return answers.problem(400, `The carrier code '${String(carrierCode)}' is not valid.`);
        if (order.status === 'cancelled' || order.status === 'shipped') return answers.problem(400, `Order ${order.orderNumber} is already ${order.status}.`);
        const refusal = context.refusal(order.orderNumber, order.orderKey, order.orderId);
        if (refusal) return answers.problem(400, refusal.message ?? `Order ${refusal.record} cannot be marked as shipped.`);
        const day = typeof shipDate === 'string' ? shipDate.slice(0, 10) : undefined;
        desk.fulfil({ order, carrierCode: String(carrierCode), trackingNumber: String(trackingNumber ?? ''), shipDate: day, notifyCustomer: notifyCustomer === true, notifySalesChannel: notifySalesChannel === true, by: 'api' });
        return json(200, { orderId: order.orderId, orderNumber: order.orderNumber });
      })),
    write('POST', '/orders/holduntil', 'request', HOLD, ({ body }) =>
      ofBody(body, (order, { holdUntilDate }) => {
        if (!holdUntilDate) return answers.invalid({ 'request.holdUntilDate': ['holdUntilDate is required.'] });
        if (!['awaiting_shipment', 'on_hold'].includes(order.status)) return answers.problem(400, `Order ${order.orderNumber} is ${order.status} and cannot be held.`);
        if (String(holdUntilDate).slice(0, 10) < pacificDay(context.now())) return answers.problem(400, 'holdUntilDate must not be in the past.');
        order.holdUntil = String(holdUntilDate).slice(0, 10);
        store.setStatus(order, 'on_hold');
        return done('The requested order has been placed on hold.');
      })),
    write('POST', '/orders/restorefromhold', 'request', ORDER_ID, ({ body }) =>
      ofBody(body, (order) => {
        if (order.status !== 'on_hold') return answers.problem(400, `Order ${order.orderNumber} is not on hold.`);
        order.holdUntil = null;
        store.setStatus(order, 'awaiting_shipment');
        return done('The requested order has been restored from hold.');
      })),
    ...['addtag', 'removetag'].map((verb) =>
      write('POST', `/orders/${verb}`, 'request', TAG, ({ body }) =>
        ofBody(body, (order, { tagId }) => {
          if (!TAGS.some((tag) => tag.tagId === tagId)) return answers.problem(400, `The tag ${String(tagId)} was not found.`);
          order.tagIds = [...order.tagIds.filter((one) => one !== tagId), ...(verb === 'addtag' ? [Number(tagId)] : [])];
          store.touch(order);
          return done(verb === 'addtag' ? 'Tag added successfully.' : 'Tag removed successfully.');
        }))),
    ...['assignuser', 'unassignuser'].map((verb) =>
      write('POST', `/orders/${verb}`, 'request', ASSIGN, ({ body }) => {
        const { orderIds = [], userId } = body as { orderIds?: number[]; userId?: string };
        if (verb === 'assignuser' && !USERS.some((user) => user.userId === userId)) return answers.problem(400, 'The user was not found.');
        const orders = orderIds.map((id) => store.byId(id));
        if (orders.length === 0 || orders.includes(undefined)) return unknown(orderIds.join(', '));
        for (const order of orders) (order as StoredOrder).userId = verb === 'assignuser' ? String(userId) : null;
        return done('User assignment changed successfully.');
      })),
    get('/orders/{id}', {}, ({ id }) => {
      const order = store.byId(id);
      return order ? json(200, renderOrder(order)) : unknown(id);
    }),
    write('DELETE', '/orders/{id}', '', undefined, ({ id }) => {
      const order = store.byId(id);
      if (!order) return unknown(id);
      order.active = false;
      store.touch(order);
      return done('The requested order has been deleted.');
    }),
  ];
}

export const unknownStore = (answers: V1Answers, storeId: unknown): SandboxAnswer => answers.problem(404, `The store ${String(storeId)} was not found.`);

/** Orders whose day has come wait for shipment again; the day is Pacific (shipstation.md §A1). */
export function releaseHeld(store: OrderStore, now: number): void {
  for (const order of store.list()) {
    if (order.status !== 'on_hold' || order.holdUntil === null) continue;
    const [year, month, day] = order.holdUntil.split('-').map(Number);
    if (instantOf(Date.UTC(year, month - 1, day), PACIFIC) > now) continue;
    order.holdUntil = null;
    store.setStatus(order, 'awaiting_shipment');
  }
}
