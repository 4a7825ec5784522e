import { json, type SandboxAnswer } from '../http';
import type { RoomContext } from '../room';
import { carrierBy, type Carrier, type Service } from './account';
import type { V1Answers } from './answers';
import { LABEL, ORDER_LABEL, RATES, VOID } from './bodies';
import { priceOf, type Desk } from './desk';
import { labelFile } from './label-files';
import type { Json, StoredLabel, StoredOrder } from './model';
import { gramsOf, orderGrams, storeBy, type OrderStore } from './order-store';
import { all, words } from './query';
import { instantOf, PACIFIC } from './times';
import { unknownStore } from './v1-orders';
import { contains, equals, get, page, PAGE, within, write, type V1Route } from './v1-routes';
import { renderFulfillment, renderLabel } from './v1-render';

interface Parts {
  context: RoomContext;
  answers: V1Answers;
  store: OrderStore;
  desk: Desk;
}

const DATES = all('pacific', 'createDateStart', 'createDateEnd', 'shipDateStart', 'shipDateEnd');
const LIST_SHIPMENTS = {
  ...PAGE,
  ...DATES,
  ...all('pacific', 'voidDateStart', 'voidDateEnd'),
  ...words('recipientName', 'recipientCountryCode', 'orderNumber', 'carrierCode', 'serviceCode', 'trackingNumber', 'customsCountryCode', 'batchId'),
  ...{ orderId: { kind: 'integer' as const }, storeId: { kind: 'integer' as const }, includeShipmentItems: { kind: 'boolean' as const }, sortBy: { kind: ['ShipDate', 'CreateDate'] } },
};
const LIST_FULFILLMENTS = {
  ...PAGE,
  ...DATES,
  ...words('orderNumber', 'trackingNumber', 'recipientName', 'batchId'),
  ...{ fulfillmentId: { kind: 'integer' as const }, orderId: { kind: 'integer' as const }, storeId: { kind: 'integer' as const }, sortBy: { kind: ['ShipDate', 'CreateDate'] } },
};
const LABEL_REQUIRED = ['carrierCode', 'serviceCode', 'shipDate'];

const dayStart = (day: string): number => instantOf(Date.parse(`${day.slice(0, 10)}T00:00:00Z`), PACIFIC);
const nameOf = (shipTo: Json): unknown => shipTo.name;

/** Labels, external fulfilments and rates of v1 (shipstation.md §A3). */
export function shipmentRoutes({ context, answers, store, desk }: Parts): V1Route[] {
  const missing = (body: Json, names: string[]): SandboxAnswer | undefined => {
    const name = names.find((one) => body[one] === undefined || body[one] === null || body[one] === '');
    return name === undefined ? undefined : answers.invalid({ [`request.${name}`]: [`${name} is required.`] });
  };
  const choose = (body: Json): { carrier: Carrier; service: Service } | SandboxAnswer => {
    const carrier = carrierBy(body.carrierCode);
    if (!carrier) return answers.problem(400, `The carrier '${String(body.carrierCode)}' is not connected.`);
    const service = carrier.services.find(({ code }) => code === body.serviceCode);
    if (!service) return answers.problem(400, `The service '${String(body.serviceCode)}' does not belong to ${carrier.name}.`);
    if (body.packageCode && !carrier.packages.some(({ code }) => code === body.packageCode)) return answers.problem(400, `The package '${String(body.packageCode)}' does not belong to ${carrier.name}.`);
    return { carrier, service };
  };
  const answerLabel = (label: StoredLabel): SandboxAnswer => {
    const { shipmentId, trackingNumber } = label;
    const base64 = labelFile(label, 'pdf').toString('base64');
    return json(200, label.order ? { shipmentId, shipmentCost: label.cost / 100, insuranceCost: 0, trackingNumber, labelData: base64, formData: null } : { ...renderLabel(label, false, base64) });
  };
  const buy = (body: Json, order: StoredOrder | null): SandboxAnswer => {
    const chosen = choose(body);
    if ('status' in chosen) return chosen;
    const grams = gramsOf(body.weight as Json) || (order ? orderGrams(order) : 0);
    if (grams <= 0) return answers.problem(400, 'The weight is required.');
    const shipTo = (order ? order.header.shipTo : body.shipTo) as Json;
    const street = ['name', 'street1', 'city', 'postalCode', 'country'].find((name) => !shipTo[name]);
    if (street) return answers.problem(400, `The shipping address lacks ${street}.`);
    const isTest = body.testLabel === true;
    const more = { packageCode: body.packageCode ? String(body.packageCode) : undefined, confirmation: body.confirmation ? String(body.confirmation) : undefined, shipDate: String(body.shipDate).slice(0, 10), shipTo };
    // A test label costs nothing and leaves the order as it is.
    if (isTest) return json(200, { shipmentId: 1, shipmentCost: 0, insuranceCost: 0, trackingNumber: '123456789', labelData: Buffer.from('%PDF-1.4\n% SAMPLE\n%%EOF\n').toString('base64'), formData: null });
    return answerLabel(desk.buy({ order, ...chosen, grams, by: 'api', ...more }));
  };

  return [
    get('/shipments', LIST_SHIPMENTS, ({ query }) => {
      if (query.storeId && !storeBy(query.storeId)) return unknownStore(answers, query.storeId);
      const rows = [...desk.labels.values()].filter(
        (label) =>
          String(label.order?.orderNumber ?? '').startsWith(String(query.orderNumber ?? '')) &&
          equals(label.order?.orderId, query.orderId) && (!query.storeId || label.order?.storeId === query.storeId) && equals(label.batch, query.batchId) &&
          equals(label.carrierCode, query.carrierCode) && equals(label.serviceCode, query.serviceCode) && equals(label.trackingNumber, query.trackingNumber) &&
          contains(nameOf(label.shipTo), query.recipientName) && equals(label.shipTo.country, query.recipientCountryCode) &&
          within(query, 'createDate', label.createdAt) && within(query, 'shipDate', dayStart(label.shipDate)) && within(query, 'voidDate', label.voidedAt),
      );
      return json(200, page('shipments', rows, query, (label) => renderLabel(label, query.includeShipmentItems === true), (label) => (query.sortBy === 'ShipDate' ? dayStart(label.shipDate) : label.createdAt)));
    }),
    get('/fulfillments', LIST_FULFILLMENTS, ({ query }) => {
      const rows = [...desk.fulfillments.values()].filter(
        (one) =>
          equals(one.fulfillmentId, query.fulfillmentId) && equals(one.order.orderId, query.orderId) && String(one.order.orderNumber).startsWith(String(query.orderNumber ?? '')) && equals(one.batch, query.batchId) &&
          equals(one.trackingNumber, query.trackingNumber) && (!query.storeId || one.order.storeId === query.storeId) && contains(nameOf((one.order.header.shipTo ?? {}) as Json), query.recipientName) &&
          within(query, 'createDate', one.createdAt) && within(query, 'shipDate', dayStart(one.shipDate)),
      );
      return json(200, page('fulfillments', rows, query, renderFulfillment, (one) => (query.sortBy === 'ShipDate' ? dayStart(one.shipDate) : one.createdAt)));
    }),
    write('POST', '/orders/createlabelfororder', 'request', ORDER_LABEL, ({ body }) => {
      const sent = body as Json;
      const complaint = missing(sent, ['orderId', ...LABEL_REQUIRED, 'confirmation', 'testLabel']);
      if (complaint) return complaint;
      const order = store.byId(sent.orderId);
      if (!order) return answers.problem(404, `The order ${String(sent.orderId)} was not found.`);
      if (order.status !== 'awaiting_shipment') return answers.problem(400, `Order ${order.orderNumber} is ${order.status} and cannot be shipped.`);
      const refusal = context.refusal(order.orderNumber, order.orderKey, order.orderId);
      return refusal ? answers.problem(400, refusal.message ?? `No label can be made for order ${refusal.record}.`) : buy(sent, order);
    }),
    write('POST', '/shipments/createlabel', 'request', LABEL, ({ body }) => {
      const sent = body as Json;
      return missing(sent, [...LABEL_REQUIRED, 'packageCode', 'weight', 'shipFrom', 'shipTo']) ?? buy(sent, null);
    }),
    write('POST', '/shipments/voidlabel', 'request', VOID, ({ body }) => {
      const label = desk.labels.get(Number((body as Json).shipmentId));
      if (!label) return answers.problem(404, `The shipment ${String((body as Json).shipmentId)} was not found.`);
      const refusal = context.refusal(label.shipmentId, label.trackingNumber);
      const complaint = refusal ? (refusal.message ?? 'The carrier did not approve.') : desk.voidLabel(label);
      return json(200, { approved: complaint === undefined, message: complaint ?? 'Label voided successfully' });
    }),
    write('POST', '/shipments/getrates', 'request', RATES, ({ body }) => {
      const sent = body as Json;
      const complaint = missing(sent, ['carrierCode', 'fromPostalCode', 'toCountry', 'toPostalCode', 'weight']);
      if (complaint) return complaint;
      const carrier = carrierBy(sent.carrierCode);
      if (!carrier) return answers.problem(400, `The carrier '${String(sent.carrierCode)}' is not connected.`);
      const grams = gramsOf(sent.weight as Json);
      if (grams <= 0) return answers.problem(400, 'The weight must be above 0.');
      const abroad = sent.toCountry !== 'GB';
      const rows = carrier.services.filter(({ international, code }) => international === abroad && equals(code, sent.serviceCode ?? undefined));
      return json(200, rows.map((service) => ({ serviceName: service.name, serviceCode: service.code, shipmentCost: priceOf(service, grams) / 100, otherCost: 0 })));
    }),
  ];
}
