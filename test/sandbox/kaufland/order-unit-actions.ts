import { empty, type SandboxAnswer } from '../http';
import type { RoomContext } from '../room';
import { cancelBody, refundBody, sendBody, shipmentBody } from './bodies';
import { CARRIERS, TRACKING_OPTIONAL } from './carriers';
import { notFound, problem, validationError } from './problems';
import { route, type Call, type Handler, type KauflandRoute } from './routes';
import type { OrderStore, StoredUnit } from './store';

const REFUNDABLE = ['sent', 'received', 'sent_and_autopaid', 'returned'];

/** send, cancel, refund, fulfil, further parcels (kaufland.md §4.3, §4.4). All of them act on one order unit. */
export function orderUnitActions(context: RoomContext, store: OrderStore): KauflandRoute[] {
  const action = (name: string, body: Handler['body'], run: (unit: StoredUnit, body: Record<string, unknown>) => SandboxAnswer): KauflandRoute =>
    route('PATCH', `/order-units/{id_order_unit}/${name}`, `order-units.${name}`, {}, (call: Call) => {
      const unit = store.units.get(Number(call.params.id_order_unit));
      if (!unit) return notFound('Order unit');
      const refusal = context.refusal(unit.id_order_unit, unit.id_order);
      return refusal ? notAllowed(refusal.message ?? 'The action is not allowed for this order unit.') : run(unit, call.body as Record<string, unknown>);
    }, body);

  return [
    action('send', sendBody, (unit, body) => {
      const { carrier_code, tracking_numbers } = body as { carrier_code: string; tracking_numbers: string };
      const complaint = checkParcel(carrier_code, tracking_numbers, 'tracking_numbers');
      if (complaint) return complaint;
      if (unit.status === 'sent') return secondSend(context, unit);
      if (unit.status !== 'need_to_be_sent') return notAllowed(`An order unit with status ${unit.status} cannot be sent.`);
      store.change(unit, { status: 'sent', shipments: [{ carrier_code, tracking_numbers }] });
      return empty();
    }),
    action('cancel', cancelBody, (unit, body) => {
      if (unit.status !== 'open' && unit.status !== 'need_to_be_sent') return problem(403, 'order-units/cancel-not-possible', `An order unit with status ${unit.status} cannot be cancelled.`);
      store.change(unit, { status: 'cancelled', cancel_reason: String(body.reason) });
      return empty();
    }),
    action('refund', refundBody, (unit, body) => {
      const { amount, reason } = body as { amount: number; reason: string };
      if (!REFUNDABLE.includes(unit.status)) return notAllowed(`An order unit with status ${unit.status} cannot be refunded.`);
      const refunded = unit.refunds.reduce((sum, refund) => sum + refund.amount, amount);
      if (refunded > unit.price + unit.shipping_rate) return validationError([{ field: 'amount', message: 'amount exceeds what was paid for the order unit' }]);
      store.change(unit, { refunds: [...unit.refunds, { amount, reason }] });
      return empty();
    }),
    action('fulfil', undefined, (unit) => {
      if (unit.status !== 'open') return notAllowed(`An order unit with status ${unit.status} cannot be moved to need_to_be_sent.`);
      store.change(unit, { status: 'need_to_be_sent' });
      return empty();
    }),
    route('POST', '/shipments', 'shipments.create', {}, ({ body }) => {
      const { id_order_unit, shipment_information: parcel } = body as { id_order_unit: number; shipment_information: { tracking_number: string; carrier_code: string } };
      const complaint = checkParcel(parcel.carrier_code, parcel.tracking_number, 'tracking_number');
      if (complaint) return complaint;
      const unit = store.units.get(id_order_unit);
      if (!unit) return notFound('Order unit');
      if (unit.status !== 'sent') return notAllowed('Parcels can be added to sent order units only.');
      store.change(unit, { shipments: [...unit.shipments, { carrier_code: parcel.carrier_code, tracking_numbers: parcel.tracking_number }] });
      return empty();
    }, shipmentBody),
  ];
}

function checkParcel(carrier: string, tracking: string, field: string): SandboxAnswer | undefined {
  if (!CARRIERS.includes(carrier)) return validationError([{ field: 'carrier_code', message: 'carrier_code is not a known carrier' }]);
  if (tracking.trim() === '' && !TRACKING_OPTIONAL.includes(carrier)) return validationError([{ field, message: `${field} must not be empty` }]);
  return undefined;
}

function secondSend(context: RoomContext, unit: StoredUnit): SandboxAnswer {
  const answer = context.assumed('second-send');
  return answer === 'accepted' ? empty() : problem(403, answer, `Order unit ${unit.id_order_unit} has been sent already.`);
}

function notAllowed(message: string): SandboxAnswer {
  return problem(403, 'action-not-allowed', message);
}
