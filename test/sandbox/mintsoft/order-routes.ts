import { json, type SandboxAnswer } from '../http';
import type { RoomContext } from '../room';
import { done, notFound, refused } from './answers';
import { COMMENT, CONNECT_ACTION, NEW_ORDER, SHIPMENT, SPLIT_ITEM } from './bodies';
import type { Callbacks } from './callbacks';
import type { OrderCreation } from './order-create';
import type { OrderRenderer } from './order-render';
import { splitOrder } from './order-parts';
import { numbersOf, SHIPPED, type Json, type OrderStore, type StoredOrder } from './order-store';
import { clientOf, page, route, type Call, type MintsoftRoute } from './routes';

const SEARCH_MAX = 10; // mintsoft.md §5.2

interface Parts {
  context: RoomContext;
  store: OrderStore;
  creation: OrderCreation;
  renderer: OrderRenderer;
  callbacks: Callbacks;
}

/** The order a call may see; an administrator sees everybody's. */
export function visible({ id, user }: Call, store: OrderStore): StoredOrder | undefined {
  const order = store.all.get(id);
  return order && (user.level === 'admin' || order.ClientId === user.clientId) ? order : undefined;
}

/** Creating, finding and reading orders (mintsoft.md §5). */
export function orderRoutes({ context, store, creation, renderer, callbacks }: Parts): MintsoftRoute[] {
  const read = (call: Call, run: (order: StoredOrder) => unknown): SandboxAnswer => {
    const order = visible(call, store);
    return order ? json(200, run(order)) : notFound();
  };
  const write = (call: Call, run: (order: StoredOrder) => SandboxAnswer): SandboxAnswer => {
    const order = visible(call, store);
    return order ? run(order) : refused(0, 'Order not found');
  };

  const create = (call: Call): SandboxAnswer => {
    const body = call.body as Json;
    const OrderNumber = String(body.OrderNumber ?? '');
    const answer = (OrderId: number, Success: boolean, Message: string, order?: StoredOrder) =>
      json(200, [{ OrderId, DropShipOrderId: 0, OrderNumber, Success, OrderStatusId: order ? store.statusId(order.status) : 0, OrderStatus: order?.status ?? null, Message, OrderItems: (order?.items ?? []).map(({ ID, product }) => ({ SKU: product.SKU, ID })) }]);
    const ClientId = call.user.level === 'client' ? call.user.clientId : Number(body.ClientId ?? 0);
    if (ClientId === 0) return answer(0, false, 'ClientId is required');
    const made = creation.create(body, ClientId, false);
    return 'refused' in made ? answer(0, false, made.refused) : answer(made.order.ID, true, made.message, made.order);
  };

  const search = (call: Call): SandboxAnswer => {
    const wanted = String(call.query.OrderNumber);
    const exact = call.query.exactMatch === true;
    const hit = (order: StoredOrder) =>
      [order.OrderNumber, order.TrackingNumber, order.ExternalOrderReference].includes(wanted) || (!exact && order.OrderNumber.includes(wanted));
    const own = call.user.level === 'client' ? call.user.clientId : undefined;
    const rows = store.list().filter((order) => hit(order) && (own === undefined || order.ClientId === own)).sort((a, b) => b.ID - a.ID).slice(0, SEARCH_MAX);
    const whole = context.assumed('search-rows') === 'whole';
    return json(200, rows.map((order) => renderer.searchRow(order, call.query.includeOrderItems === true, whole)));
  };

  const list = (call: Call): SandboxAnswer => {
    const { query } = call;
    const client = clientOf(call);
    const since = (name: string) => (query[name] === undefined ? undefined : store.times.filter(String(query[name])));
    const [from, to, updated, despatched] = ['SinceDate', 'ToDate', 'SinceLastUpdated', 'SinceDespatchDate'].map(since);
    const tagged = (order: StoredOrder, tags: unknown) => String(tags).split(',').some((tag) => order.Tags.includes(tag.trim()));
    const fits = (wanted: unknown, is: number) => !wanted || wanted === is;
    const rows = store.list().filter(
      (order) =>
        (client === undefined || order.ClientId === client) &&
        fits(query.OrderStatusId, store.statusId(order.status)) && fits(query.ChannelId, order.ChannelId) && fits(query.CourierServiceId, order.CourierServiceId) && fits(query.WarehouseId, order.WarehouseId) &&
        (from === undefined || order.orderedAt >= from) && (to === undefined || order.orderedAt <= to) &&
        (updated === undefined || order.changedAt >= updated) &&
        (despatched === undefined || (order.despatchedAt !== null && order.despatchedAt >= despatched)) &&
        (query.IncludeTags === undefined || tagged(order, query.IncludeTags)) && (query.ExcludeTags === undefined || !tagged(order, query.ExcludeTags)),
    );
    const oldestFirst = String(query.SortOldestFirst).toLowerCase() === 'true';
    rows.sort((a, b) => (oldestFirst ? a.ID - b.ID : b.ID - a.ID));
    return json(200, page(rows, query).map((order) => renderer.order(order, query.IncludeOrderItems === true)));
  };

  return [
    route('PUT', 'Order', {}, create, { body: NEW_ORDER }),
    route('GET', 'Order/Search', { OrderNumber: 'text!', exactMatch: 'boolean', includeOrderItems: 'boolean' }, search),
    route('GET', 'Order/GetOrderId', { OrderNumber: 'text' }, (call) => {
      const order = store.list().find((one) => one.OrderNumber === call.query.OrderNumber && (call.user.level === 'admin' || one.ClientId === call.user.clientId));
      return json(order ? 200 : 404, { OrderId: order?.ID ?? 0 });
    }),
    route('GET', 'Order/List', { ...{ OrderStatusId: 'integer', ClientId: 'integer', ChannelId: 'integer', CourierServiceId: 'integer', WarehouseId: 'integer', PageNo: 'integer', Limit: 'integer' }, ...{ SinceDate: 'time', ToDate: 'time', SinceLastUpdated: 'time', SinceDespatchDate: 'time' }, ...{ IncludeTags: 'text', ExcludeTags: 'text', IncludeOrderItems: 'boolean', showB2BOnly: 'boolean', SortOldestFirst: 'text' } }, list),
    route('GET', 'Order/{id}', {}, (call) => read(call, (order) => renderer.order(order, true))),
    route('GET', 'Order/{id}/Items', {}, (call) => read(call, (order) => renderer.items(order))),
    route('GET', 'Order/{id}/Shipments', {}, (call) =>
      read(call, (order) => order.shipments.map(({ ID, Number: number, at }) => ({ ID, OrderId: order.ID, Number: number, ShipmentDate: store.times.local(at), ParcelNumbers: [number], LabelURL: null }))),
    ),
    route('PUT', 'Order/{id}/Shipments', {}, (call) =>
      write(call, (order) => {
        const number = String((call.body as Json).Number ?? '');
        if (number === '') return refused(order.ID, 'Number is required');
        const ID = store.takeRowId();
        order.shipments.push({ ID, Number: number, at: store.times.now() });
        store.touch(order);
        return done(ID);
      }), { body: SHIPMENT }),
    route('GET', 'Order/{id}/Splits', {}, (call) =>
      read(call, (order) => {
        const root = order.splitFrom ?? order.ID;
        return store.list().filter(({ splitFrom }) => splitFrom === root).map((part) => ({ ID: part.ID * 10, OrderId: root, SplitOrderId: part.ID }));
      })),
    route('POST', 'Order/{id}/SplitOrderItems', {}, (call) =>
      write(call, (order) => {
        const rows = call.body as Array<{ OrderItemId: number; QuantityToDespatch: number }>;
        const right = rows.length > 0 && rows.every((row) => order.items.some(({ ID, Quantity }) => ID === row.OrderItemId && row.QuantityToDespatch > 0 && row.QuantityToDespatch <= Quantity));
        const all = rows.reduce((sum, { QuantityToDespatch }) => sum + QuantityToDespatch, 0) >= order.items.reduce((sum, { Quantity }) => sum + Quantity, 0);
        if (!right || all || SHIPPED.includes(order.status) || order.status === 'CANCELLED') return refused(order.ID, 'The order cannot be split like this');
        // What is named is despatched with this order; the rest goes its own way.
        const kept = new Map(rows.map(({ OrderItemId, QuantityToDespatch }) => [OrderItemId, QuantityToDespatch]));
        const part = splitOrder(store, order, new Map(order.items.map(({ ID, Quantity }) => [ID, Quantity - (kept.get(ID) ?? 0)])));
        callbacks.order('split', order);
        return done(part.ID);
      }), { body: [SPLIT_ITEM] }),
    route('PUT', 'Order/{id}/Tag', { Tag: 'text!' }, (call) =>
      write(call, (order) => {
        if (!order.Tags.includes(String(call.query.Tag))) order.Tags.push(String(call.query.Tag));
        store.touch(order);
        return done(order.ID);
      })),
    route('DELETE', 'Order/{id}/Tag', { Tag: 'text!' }, (call) =>
      write(call, (order) => {
        order.Tags = order.Tags.filter((tag) => tag !== call.query.Tag);
        store.touch(order);
        return done(order.ID);
      })),
    route('POST', 'Order/{id}/Comments', {}, (call) =>
      write(call, (order) => {
        order.comments.push(String((call.body as Json).Comment ?? ''));
        return done(order.ID);
      }), { body: COMMENT }),
    route('GET', 'Order/{id}/Comments', {}, (call) => read(call, (order) => order.comments.map((Comment, index) => ({ ID: index + 1, OrderId: order.ID, OrderStatusId: store.statusId(order.status), Comment })))),
    route('GET', 'Order/{id}/ConnectActions', {}, (call) => read(call, (order) => order.connectActions.map((action) => ({ ...action, OrderId: order.ID })))),
    route('PUT', 'Order/{id}/ConnectActions', {}, (call) =>
      write(call, (order) => {
        const complaint = creation.connect(order, call.body as Json);
        return complaint ? refused(order.ID, complaint) : done(order.ID);
      }), { body: CONNECT_ACTION }),
  ];
}

/** For the honest count: every number an order stands for. */
export const isOneOf = (order: StoredOrder, wanted: readonly string[]): boolean => wanted.includes(order.OrderNumber) || numbersOf(order).some((number) => wanted.includes(number));
