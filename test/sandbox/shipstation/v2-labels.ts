import { json, type SandboxAnswer } from '../http';
import type { RoomContext } from '../room';
import { carrierById, type Carrier, type Service } from './account';
import { v2Error, v2Invalid, v2NotFound, v2Rule } from './answers';
import type { Desk } from './desk';
import type { Json, StoredLabel, StoredOrder } from './model';
import { gramsOf, orderGrams, type OrderStore } from './order-store';
import { all, words } from './query';
import { labelFromShipment, newLabel, returnLabel } from './v2-bodies';
import type { Rates } from './v2-rates';
import { addressFrom, type V2Renderer } from './v2-render';
import { between, get, page, PAGE, sorted, write, type V2Route } from './v2-routes';

interface Parts {
  context: RoomContext;
  store: OrderStore;
  desk: Desk;
  rates: Rates;
  renderer: V2Renderer;
}

export interface Choice {
  carrier: Carrier;
  service: Service;
}
export interface LabelOptions {
  format?: StoredLabel['format'];
  layout?: StoredLabel['layout'];
}

export const optionsOf = (body: Json): LabelOptions => ({ format: body.label_format as LabelOptions['format'], layout: body.label_layout as LabelOptions['layout'] });

/** The service a shipment was given, e.g. by v1's serviceCode. */
export function choiceOf(desk: Desk, order: StoredOrder): Choice | undefined {
  const found = desk.serviceOf(order.v2.service_code ?? order.header.serviceCode);
  const carrierId = order.v2.carrier_id;
  return found && (carrierId === undefined || found.carrier.id === carrierId) ? found : undefined;
}

/** Why no label can be made for this order; undefined = it can. */
export function hindrance(context: RoomContext, desk: Desk, order: StoredOrder): { message: string; code: string } | undefined {
  if (order.status === 'shipped' || order.status === 'cancelled') return { message: `Shipment se-${order.shipmentNo} is already ${order.status}.`, code: 'invalid_status' };
  if (order.status === 'awaiting_payment' || order.status === 'on_hold') return { message: `Shipment se-${order.shipmentNo} is ${order.status}.`, code: 'invalid_status' };
  if (orderGrams(order) <= 0) return { message: 'packages[0].weight must be provided.', code: 'field_value_required' };
  if (desk.rest(order).length === 0 && order.lines.length > 0) return { message: 'Everything of this shipment is shipped.', code: 'invalid_status' };
  const refusal = context.refusal(order.orderNumber, order.orderKey, `se-${order.shipmentNo}`);
  return refusal ? { message: refusal.message ?? `No label can be made for ${refusal.record}.`, code: 'invalid_address' } : undefined;
}

/** Labels of v2 (shipstation.md §B3). */
export function v2LabelRoutes({ context, store, desk, rates, renderer }: Parts): V2Route[] {
  const one = (id: string, run: (label: StoredLabel) => SandboxAnswer): SandboxAnswer => {
    const label = [...desk.labels.values()].find(({ shipmentId }) => `se-${shipmentId}` === id);
    return label ? run(label) : v2NotFound(`Label ${id}`);
  };
  const made = (label: StoredLabel, body: Json, origin: string) => json(200, renderer.label(label, origin, body.label_download_type === 'inline'));
  const buyFor = (order: StoredOrder, choice: Choice, body: Json, origin: string, rateId?: string): SandboxAnswer => {
    const why = hindrance(context, desk, order);
    if (why) return v2Error(400, 'business_rules', why.code, why.message);
    return made(desk.buy({ order, ...choice, grams: orderGrams(order), by: 'api', rateId, ...optionsOf(body) }), body, origin);
  };
  /** A shipment that nobody stored before. */
  const buyAlone = (shipTo: Json, choice: Choice, grams: number, body: Json, origin: string, rateId?: string): SandboxAnswer =>
    made(desk.buy({ order: null, ...choice, grams, shipTo, by: 'api', rateId, ...optionsOf(body) }), body, origin);

  return [
    get('/v2/labels', { ...PAGE, ...words('service_code', 'carrier_id', 'tracking_number', 'batch_id', 'rate_id', 'shipment_id', 'warehouse_id'), ...all('utc', 'created_at_start', 'created_at_end'), label_status: { kind: ['processing', 'completed', 'error', 'voided'] }, sort_by: { kind: ['modified_at', 'created_at'] } }, (call) => {
      const { query } = call;
      const is = (value: unknown, wanted: unknown) => wanted === undefined || value === wanted;
      const rows = [...desk.labels.values()].filter(
        (label) =>
          is(label.voidedAt === null ? 'completed' : 'voided', query.label_status) && is(label.serviceCode, query.service_code) && is(label.trackingNumber, query.tracking_number) && is(label.batchId, query.batch_id) && is(label.rateId, query.rate_id) &&
          is(label.order ? `se-${label.order.shipmentNo}` : null, query.shipment_id) && (query.carrier_id === undefined || carrierById(query.carrier_id)?.code === label.carrierCode) && between(query, 'created_at', label.createdAt),
      );
      return json(200, page('labels', sorted(rows, query.sort_dir, ({ createdAt, voidedAt }) => (query.sort_by === 'modified_at' ? (voidedAt ?? createdAt) : createdAt)), call, (label) => renderer.label(label, call.origin)));
    }),
    write('POST', '/v2/labels', newLabel, ({ body, origin }) => {
      const shipment = body.shipment as Json;
      const found = desk.serviceOf(shipment.service_code);
      if (!found || (shipment.carrier_id !== undefined && shipment.carrier_id !== found.carrier.id)) return v2Invalid('shipment.service_code is not a service of this account.');
      const [known] = shipment.external_shipment_id === undefined ? [] : store.byExternal(String(shipment.external_shipment_id));
      if (known) return v2Error(409, 'business_rules', 'identifier_conflict', `external_shipment_id ${String(shipment.external_shipment_id)} already exists.`);
      const grams = (shipment.packages as Json[]).reduce((sum, { weight }) => sum + gramsOf(weight as Json), 0);
      return buyAlone(addressFrom(shipment.ship_to as Json), found, grams, body, origin);
    }),
    write('POST', '/v2/labels/rates/{id}', labelFromShipment, ({ params, body, origin }) => {
      const rate = rates.all.get(params.id);
      if (!rate) return v2NotFound(`Rate ${params.id}`);
      if (rate.order) return buyFor(rate.order, rate, body, origin, rate.rateId);
      return buyAlone(rate.shipTo, rate, rate.grams, body, origin, rate.rateId);
    }),
    write('POST', '/v2/labels/shipment/{id}', labelFromShipment, ({ params, body, origin }) => {
      const order = store.byShipment(params.id);
      if (!order) return v2NotFound(`Shipment ${params.id}`);
      const choice = choiceOf(desk, order);
      return choice ? buyFor(order, choice, body, origin) : v2Invalid('service_code must be provided.', 'field_value_required');
    }),
    get('/v2/labels/{id}', { label_download_type: { kind: ['url', 'inline'] } }, ({ params, query, origin }) => one(params.id, (label) => json(200, renderer.label(label, origin, query.label_download_type === 'inline')))),
    write('PUT', '/v2/labels/{id}/void', undefined, ({ params }) =>
      one(params.id, (label) => {
        const refusal = context.refusal(params.id, label.trackingNumber);
        if (refusal) return json(200, { approved: false, message: refusal.message ?? 'The carrier did not approve.', reason_code: 'contact_carrier' });
        const complaint = desk.voidLabel(label);
        return json(200, complaint ? { approved: false, message: complaint, reason_code: 'label_already_voided' } : { approved: true, message: 'Request for refund submitted. This label has been voided.', reason_code: 'unspecified' });
      })),
    write('POST', '/v2/labels/{id}/return', returnLabel, ({ params, body, origin }) =>
      one(params.id, (label) => {
        const found = desk.serviceOf(label.serviceCode);
        if (label.voidedAt !== null || label.isReturn || !found) return v2Rule('No return label can be made for this label.', 'return_label_not_supported');
        return made(desk.buy({ order: label.order, ...found, grams: 500, by: 'api', isReturn: true, lines: label.lines, ...optionsOf(body) }), body, origin);
      })),
    get('/v2/labels/{id}/track', {}, ({ params }) =>
      one(params.id, (label) => json(200, { tracking_number: label.trackingNumber, status_code: 'NOT_YET_RECEIVED_BY_CARRIER', carrier_code: label.carrierCode, status_description: 'Not yet in system', carrier_status_code: 'NY', ship_date: `${label.shipDate}T00:00:00Z`, estimated_delivery_date: `${label.shipDate}T00:00:00Z`, events: [] }))),
  ];
}
