import { json, type SandboxAnswer } from '../http';
import type { RoomContext } from '../room';
import { done, notFound, problem, refused } from './answers';
import { EXTERNAL_RETURN, RETURN_ITEM } from './bodies';
import { SHIPPED, type Json, type OrderStore } from './order-store';
import { isWarehouse, type ReturnStore, type StoredReturn } from './return-store';
import { route, type Call, type MintsoftRoute } from './routes';

const REFERENCE_MAX = 50; // mintsoft.md §8.2

/** Returns (mintsoft.md §8.2). */
export function returnRoutes(context: RoomContext, store: ReturnStore, orders: OrderStore): MintsoftRoute[] {
  const find = ({ id, user }: Call): StoredReturn | undefined => {
    const back = store.all.get(id);
    return back && (user.level === 'admin' || back.ClientId === user.clientId) ? back : undefined;
  };
  const act = (path: string, run: (back: StoredReturn, call: Call) => string | undefined, more: Pick<MintsoftRoute['handler'], 'query' | 'body'> = { query: {} }): MintsoftRoute =>
    route('POST', path, more.query, (call): SandboxAnswer => {
      const back = find(call);
      if (!back) return refused(0, 'Return not found');
      const complaint = run(back, call);
      return complaint === undefined ? done(back.ID) : refused(back.ID, complaint);
    }, more.body ? { body: more.body } : {});

  const forOrder = (call: Call): SandboxAnswer => {
    const order = orders.all.get(Number(call.params.OrderId));
    if (!order || (call.user.level === 'client' && order.ClientId !== call.user.clientId)) return refused(0, 'Order not found');
    const refusal = context.refusal(order.OrderNumber, order.ID, String(call.query.Reference ?? ''));
    if (refusal) return refused(0, refusal.message ?? `Return of ${refusal.record} cannot be accepted`);
    if (!SHIPPED.includes(order.status)) return refused(0, 'Order is not despatched');
    const warehouse = call.query.WarehouseId ?? order.WarehouseId;
    if (!isWarehouse(warehouse)) return refused(0, 'Warehouse not found');
    const reference = String(call.query.Reference ?? '');
    if (reference.length > REFERENCE_MAX) return refused(0, 'Reference is too long');
    return done(store.open(order, order.ClientId, Number(warehouse), reference, false).ID);
  };

  const external = (call: Call): SandboxAnswer => {
    if (context.assumed('external-return') === '404') return problem(404, 'No HTTP resource was found that matches the request URI.');
    const body = call.body as Json;
    const ClientId = call.user.level === 'client' ? call.user.clientId : Number(body.ClientId ?? 0);
    const reference = String(body.Reference ?? '');
    if (ClientId === 0) return refused(0, 'ClientId is required');
    if (!isWarehouse(body.WarehouseId)) return refused(0, 'Warehouse not found');
    if (reference.length > REFERENCE_MAX) return refused(0, 'Reference is too long');
    const refusal = context.refusal(reference);
    if (refusal) return refused(0, refusal.message ?? `Return ${refusal.record} cannot be accepted`);
    const back = store.open(null, ClientId, Number(body.WarehouseId), reference, false);
    const complaint = ((body.ReturnItems ?? []) as Json[]).map((item) => store.addItem(back, item)).find(Boolean) ?? store.confirm(back);
    if (complaint === undefined) return done(back.ID);
    store.all.delete(back.ID);
    return refused(0, complaint);
  };

  return [
    route('GET', 'Return/SearchByDate', { Date: 'time!' }, (call) => {
      const rows = store.ofDay(String(call.query.Date).slice(0, 10)).filter(({ ClientId }) => call.user.level === 'admin' || ClientId === call.user.clientId);
      return json(200, rows.map((back) => store.render(back)));
    }),
    route('POST', 'Return/CreateReturn/{OrderId}', { WarehouseId: 'integer', Reference: 'text' }, forOrder),
    route('POST', 'Return/CreateExternalReturn', {}, external, { body: EXTERNAL_RETURN }),
    route('GET', 'Return/{id}', {}, (call) => {
      const back = find(call);
      return back ? json(200, store.render(back)) : notFound();
    }),
    route('GET', 'Return/{id}/Items', {}, (call) => {
      const back = find(call);
      return back ? json(200, store.items(back)) : notFound();
    }),
    act('Return/{id}/AddItem', (back, { body }) => store.addItem(back, body as Json), { query: {}, body: RETURN_ITEM }),
    act('Return/{id}/Confirm', (back) => store.confirm(back)),
    act('Return/{id}/AllocateItemLocation', (back, { query }) => {
      const item = back.items.find(({ ID }) => ID === query.ReturnitemId);
      return item && Number(query.Quantity) <= item.Quantity ? undefined : 'Return item not found';
    }, { query: { ReturnitemId: 'integer!', Quantity: 'integer!', LocationId: 'integer!' } }),
  ];
}
