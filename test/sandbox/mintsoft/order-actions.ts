import type { SandboxAnswer } from '../http';
import type { RoomContext } from '../room';
import { done, refused } from './answers';
import { COUNTRIES } from './account';
import { ORDER_HEADER } from './bodies';
import type { Callbacks } from './callbacks';
import { courierId } from './order-create';
import { visible } from './order-routes';
import { SHIPPED, type Json, type OrderStore, type StoredOrder } from './order-store';
import type { QueryRules } from './query';
import { route, type Call, type MintsoftRoute } from './routes';

/** What POST /api/Order/{id} takes (article 11522105, mintsoft.md §5.3). */
const CHANGEABLE = ['OrderValue', 'VATNumber', 'RequiredDeliveryDate', 'Title', 'FirstName', 'LastName', 'CompanyName', 'Email', 'Phone', 'Mobile', 'Address1', 'Address2', 'Address3', 'Town', 'County', 'PostCode', 'DeliveryNotes', 'GiftMessages'];
const STAGES_BEFORE_PRINTING = ['NEW', 'ONBACKORDER', 'AWAITINGCONFIRMATION', 'AWAITINGPAYMENT', 'PACKANDHOLD', 'FRAUDRISK', 'FAILED', 'HOLDING', 'QUERYRAISED'];

/** Changes of an order's state; most of them are GETs (mintsoft.md §2.2, §5.3, §5.4). */
export function orderActions(context: RoomContext, store: OrderStore, callbacks: Callbacks): MintsoftRoute[] {
  const act = (method: string, name: string, query: QueryRules, run: (order: StoredOrder, call: Call) => string | undefined): MintsoftRoute =>
    route(method, `Order/{id}/${name}`, query, (call): SandboxAnswer => {
      const order = visible(call, store);
      if (!order) return refused(0, 'Order not found');
      const refusal = context.refusal(order.OrderNumber, order.ExternalOrderReference, order.ID);
      const complaint = refusal ? (refusal.message ?? `Order ${refusal.record} cannot be changed`) : run(order, call);
      return complaint === undefined ? done(order.ID) : refused(order.ID, complaint);
    });
  const closed = ({ status }: StoredOrder) => SHIPPED.includes(status) || status === 'CANCELLED';
  const hold = (method: string, name: string, status: string, query: QueryRules = {}): MintsoftRoute =>
    act(method, name, query, (order, call) => {
      if (closed(order) || order.status === status) return `Order is ${order.status}`;
      order.releaseAt = call.query.ReleaseDate === undefined ? null : String(call.query.ReleaseDate);
      store.setStatus(order, status);
      return undefined;
    });
  const release = (method: string, name: string, status: string): MintsoftRoute =>
    act(method, name, {}, (order) => {
      if (order.status !== status) return `Order is ${order.status}`;
      store.setStatus(order, 'NEW');
      store.allocate(order);
      return undefined;
    });

  return [
    act('GET', 'MarkDespatched', { TrackingNumber: 'text' }, (order, { query }) => {
      if (order.status === 'CANCELLED') return 'Order is CANCELLED';
      if (SHIPPED.includes(order.status) && context.assumed('second-despatch') === 'refused') return 'Order is already despatched';
      store.despatch(order, String(query.TrackingNumber ?? ''));
      callbacks.order('despatched', order);
      return undefined;
    }),
    act('GET', 'Cancel', {}, (order) => {
      if (closed(order)) return `Order is ${order.status}`;
      if (context.assumed('cancel-until') === 'printed' && !STAGES_BEFORE_PRINTING.includes(order.status)) return `Order is ${order.status}`;
      store.release(order);
      store.setStatus(order, 'CANCELLED');
      store.allocateWaiting();
      callbacks.order('cancelled', order);
      return undefined;
    }),
    hold('GET', 'MarkAwaitingConfirmation', 'AWAITINGCONFIRMATION'),
    release('GET', 'MarkConfirmed', 'AWAITINGCONFIRMATION'),
    hold('GET', 'MarkPackAndHold', 'PACKANDHOLD', { ReleaseDate: 'time!' }),
    release('GET', 'MarkReleasePackAndHold', 'PACKANDHOLD'),
    hold('GET', 'MarkAwaitingPayment', 'AWAITINGPAYMENT'),
    release('GET', 'MarkPaymentReceived', 'AWAITINGPAYMENT'),
    hold('POST', 'MarkFraudRisk', 'FRAUDRISK'),
    release('POST', 'MarkFraudRiskAccepted', 'FRAUDRISK'),
    act('GET', 'MarkPrinted', { Comment: 'text' }, (order) => {
      if (order.status !== 'NEW') return `Order is ${order.status}`;
      store.setStatus(order, 'PRINTED');
      return undefined;
    }),
    route('POST', 'Order/{id}', {}, (call) => {
      const order = visible(call, store);
      if (!order) return refused(0, 'Order not found');
      return change(order, call.body as Json) ?? done(order.ID);
    }, { body: ORDER_HEADER }),
  ];

  function change(order: StoredOrder, body: Json): SandboxAnswer | undefined {
    // Integrators amend only while an order is NEW (mintsoft.md §5.3).
    if (order.status !== 'NEW' && order.status !== 'ONBACKORDER') return refused(order.ID, `Order is ${order.status}`);
    if (body.CourierService !== undefined || body.CourierServiceId !== undefined) {
      const courier = courierId(body);
      if (!courier) return refused(order.ID, 'Courier service not found');
      order.CourierServiceId = courier;
    }
    if (body.CountryId !== undefined || body.Country !== undefined) {
      const id = Number(body.CountryId ?? body.Country); // as an id only
      if (!COUNTRIES.some(({ ID }) => ID === id)) return refused(order.ID, 'Country not found');
      order.CountryId = id;
    }
    if (typeof body.OrderNumber === 'string') order.OrderNumber = body.OrderNumber;
    if (typeof body.ExternalOrderReference === 'string') order.ExternalOrderReference = body.ExternalOrderReference;
    if (typeof body.RequiredDespatchDate === 'string') order.requiredDespatch = store.times.read(body.RequiredDespatchDate);
    for (const name of CHANGEABLE) if (body[name] !== undefined) order.header[name] = body[name];
    store.touch(order);
    return undefined;
  }
}
