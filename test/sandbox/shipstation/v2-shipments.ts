import { empty, json, type SandboxAnswer } from '../http';
import type { RoomContext } from '../room';
import { carrierBy, MANUAL_STORE, TAGS } from './account';
import { v2Error, v2NotFound, v2Rule } from './answers';
import type { Desk } from './desk';
import type { Hooks } from './hooks';
import type { Json, StoredOrder } from './model';
import { storeBy, type OrderStore } from './order-store';
import { all, words } from './query';
import { pacific } from './times';
import { createFulfillments, createShipments } from './v2-bodies';
import { addressFrom, type V2Renderer } from './v2-render';
import { between, get, page, PAGE, sorted, write, type V2Route } from './v2-routes';

interface Parts {
  context: RoomContext;
  store: OrderStore;
  desk: Desk;
  hooks: Hooks;
  renderer: V2Renderer;
  account: { emailVerified: boolean };
}

const LIST = {
  ...PAGE,
  ...words('batch_id', 'pickup_id', 'sales_order_id', 'shipment_number', 'external_shipment_id', 'ship_to_name', 'item_keyword', 'store_id', 'shipment_id'),
  ...all('utc', 'created_at_start', 'created_at_end', 'modified_at_start', 'modified_at_end', 'payment_date_start', 'payment_date_end'),
  ...{ shipment_status: { kind: ['pending', 'processing', 'label_purchased', 'cancelled'] }, sort_by: { kind: ['modified_at', 'created_at'] } },
};
const same = (value: unknown, wanted: unknown): boolean => wanted === undefined || value === wanted;
const has = (text: unknown, wanted: unknown): boolean => wanted === undefined || String(text ?? '').toLowerCase().includes(String(wanted).toLowerCase());

/** Shipments and fulfilments of v2 (shipstation.md §B2, §B4). */
export function v2ShipmentRoutes({ context, store, desk, hooks, renderer, account }: Parts): V2Route[] {
  const one = (id: string, run: (order: StoredOrder) => SandboxAnswer): SandboxAnswer => {
    const order = store.byShipment(id);
    return order ? run(order) : v2NotFound(`Shipment ${id}`);
  };

  const create = (sent: Json, batch: string): Json => {
    const external = sent.external_shipment_id as string | undefined;
    const number = String(((sent.items ?? []) as Json[])[0]?.external_order_id ?? external ?? '');
    const refuse = (message: string): Json => ({ external_shipment_id: external, shipment_status: 'pending', errors: [message] });
    const refusal = context.refusal(external, number);
    if (refusal) return refuse(refusal.message ?? `Shipment ${refusal.record} cannot be accepted.`);
    for (const side of ['ship_to', 'ship_from']) {
      if ((sent[side] as Json).state_province === '' && context.assumed('empty-state-province') === 'refused') return refuse(`${side}.state_province must not be empty.`);
    }
    if (sent.store_id !== undefined && !storeBy(Number(sent.store_id))?.active) return refuse(`store_id ${String(sent.store_id)} was not found.`);
    if (external && store.byExternal(external).length > 0 && context.assumed('repeated-external-shipment-id') === 'refused') return refuse(`external_shipment_id ${external} already exists.`);
    const order = store.create({ body: orderOf(sent, number, context.now()), origin: 'api', storeId: Number(sent.store_id ?? MANUAL_STORE) });
    Object.assign(order, { externalShipmentId: external ?? null, isSalesOrder: sent.create_sales_order === true, v2: { ship_from: sent.ship_from, packages: sent.packages, carrier_id: sent.carrier_id } });
    hooks.orderMade(order, batch);
    return { ...renderer.shipment(order), errors: [], address_validation: { status: 'unverified', original_address: sent.ship_to, matched_address: sent.ship_to, messages: [] } };
  };

  const fulfil = (sent: Json, batch: string): Json => {
    const refuse = (message: string): Json => ({ fulfillment_id: null, shipment_id: sent.shipment_id, tracking_number: sent.tracking_number ?? null, errors: [message] });
    const order = store.byShipment(String(sent.shipment_id));
    if (!order) return refuse(`Shipment ${String(sent.shipment_id)} was not found.`);
    if (!carrierBy(sent.carrier_code)) return refuse(`The carrier code '${String(sent.carrier_code)}' is not configured in this account.`);
    if (order.status === 'shipped' || order.status === 'cancelled') return refuse(`Shipment ${String(sent.shipment_id)} is already ${order.status === 'shipped' ? 'fulfilled' : 'cancelled'}.`);
    const refusal = context.refusal(order.orderNumber, order.orderKey, String(sent.shipment_id));
    if (refusal) return refuse(refusal.message ?? `Shipment ${refusal.record} cannot be fulfilled.`);
    const day = sent.ship_date === undefined ? undefined : String(sent.ship_date).slice(0, 10);
    const made = desk.fulfil({ order, carrierCode: String(sent.carrier_code), trackingNumber: String(sent.tracking_number ?? ''), shipDate: day, notifyCustomer: sent.notify_customer === true, notifySalesChannel: sent.notify_order_source === true, by: 'api', batch });
    return { ...renderer.fulfillment(made), errors: [] };
  };

  return [
    get('/v2/shipments', LIST, (call) => {
      const { query } = call;
      const storeId = query.store_id === undefined ? undefined : Number(String(query.store_id).replace(/^se-/, ''));
      const rows = store.list().filter(
        (order) =>
          same(renderer.status(order), query.shipment_status) && same(order.orderNumber, query.shipment_number) && same(store.externalOf(order), query.external_shipment_id) && same(`se-${order.shipmentNo}`, query.shipment_id) &&
          same(`se-${order.orderId}`, query.sales_order_id) && same(order.storeId, storeId) && has(((order.header.shipTo ?? {}) as Json).name, query.ship_to_name) &&
          (query.item_keyword === undefined || order.lines.some(({ sku, name }) => has(`${sku ?? ''} ${name}`, query.item_keyword))) &&
          (query.batch_id === undefined || desk.labelsOf(order).some(({ batchId }) => batchId === query.batch_id)) &&
          between(query, 'created_at', order.createdAt) && between(query, 'modified_at', order.modifiedAt) && between(query, 'payment_date', order.paymentDate),
      );
      const by = query.sort_by === 'modified_at' ? 'modifiedAt' : 'createdAt';
      return json(200, page('shipments', sorted(rows, query.sort_dir, (order) => order[by]), call, (order) => renderer.shipment(order)));
    }),
    write('POST', '/v2/shipments', createShipments, ({ body }) => {
      const batch = desk.takeBatch();
      const shipments = (body.shipments as Json[]).map((sent) => create(sent, batch));
      return json(200, { has_errors: shipments.some(({ errors }) => (errors as string[]).length > 0), shipments });
    }),
    get('/v2/shipments/external_shipment_id/{external}', {}, ({ params }) => {
      const [order] = store.byExternal(params.external);
      return order ? json(200, renderer.shipment(order)) : v2NotFound(`Shipment ${params.external}`);
    }),
    get('/v2/shipments/{id}', {}, ({ params }) => one(params.id, (order) => json(200, renderer.shipment(order)))),
    write('PUT', '/v2/shipments/{id}/cancel', undefined, ({ params }) =>
      one(params.id, (order) => {
        if (!store.isOpen(order)) return v2Rule(`Shipment ${params.id} is ${renderer.status(order)} and cannot be cancelled.`);
        store.setStatus(order, 'cancelled');
        return empty();
      })),
    ...['POST', 'DELETE'].map((method) =>
      write(method, '/v2/shipments/{id}/tags/{tag}', undefined, ({ params }) =>
        one(params.id, (order) => {
          const tag = TAGS.find(({ name }) => name === params.tag);
          if (!tag) return v2NotFound(`Tag ${params.tag}`);
          order.tagIds = [...order.tagIds.filter((tagId) => tagId !== tag.tagId), ...(method === 'POST' ? [tag.tagId] : [])];
          return method === 'POST' ? json(200, { shipment_id: params.id, tag: { name: tag.name } }) : empty();
        }))),

    get('/v2/fulfillments', { ...PAGE, ...words('tracking_number', 'shipment_id', 'fulfillment_id', 'shipment_number', 'order_source_id'), ...all('utc', 'created_at_start', 'created_at_end', 'ship_date_start', 'ship_date_end') }, (call) => {
      const { query } = call;
      const rows = [...desk.fulfillments.values()].filter(
        (row) =>
          same(row.trackingNumber, query.tracking_number) && same(`se-${row.order.shipmentNo}`, query.shipment_id) && same(`se-${row.fulfillmentId}`, query.fulfillment_id) && same(row.order.orderNumber, query.shipment_number) &&
          between(query, 'created_at', row.createdAt) && between(query, 'ship_date', Date.parse(row.shipDate)),
      );
      return json(200, page('fulfillments', sorted(rows, query.sort_dir, ({ createdAt }) => createdAt), call, (row) => renderer.fulfillment(row)));
    }),
    write('POST', '/v2/fulfillments', createFulfillments, ({ body }) => {
      if (!account.emailVerified) return v2Error(403, 'account_status', 'verification_failure', 'The e-mail address of this account has not been verified.');
      const batch = desk.takeBatch();
      const fulfillments = (body.fulfillments as Json[]).map((sent) => fulfil(sent, batch));
      return json(200, { has_errors: fulfillments.some(({ errors }) => (errors as string[]).length > 0), fulfillments });
    }),
  ];
}

/** The order a v2 shipment stands for, in v1's words. */
function orderOf(sent: Json, orderNumber: string, now: number): Json {
  const paid = (name: string): unknown => (sent[name] as Json | undefined)?.amount;
  const items = ((sent.items ?? []) as Json[]).map(({ name, sku, quantity, unit_price: unitPrice, external_order_item_id: lineItemKey, image_url: imageUrl, weight, options, upc, inventory_location: warehouseLocation }) => ({
    ...{ name, sku, quantity, unitPrice, lineItemKey, imageUrl, options, upc, warehouseLocation },
    weight: weight ? { value: Number((weight as Json).value) * ((weight as Json).unit === 'kilogram' ? 1000 : 1), units: (weight as Json).unit === 'kilogram' ? 'grams' : `${String((weight as Json).unit)}s` } : null,
  }));
  return {
    ...{ orderNumber, orderDate: pacific(now), orderStatus: 'awaiting_shipment', shipTo: addressFrom(sent.ship_to as Json), billTo: { name: (sent.ship_to as Json).name }, items },
    ...{ amountPaid: paid('amount_paid'), shippingAmount: paid('shipping_paid'), taxAmount: paid('tax_paid'), customerNotes: sent.notes_from_buyer ?? null, gift: sent.is_gift ?? false, giftMessage: sent.notes_for_gift ?? null },
  };
}
