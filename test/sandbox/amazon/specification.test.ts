import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import Ajv from 'ajv';
import { specification } from '../../support/left-out';
import { control } from '../clients';
import { startSandbox, type Sandbox } from '../server';
import { hasSpecification } from '../specification';
import { createFeedBody, createFeedDocumentBody, createReportBody, createShipmentBody, confirmShipmentBody, eligibleServicesBody, additionalInputsBody, patchBody, restrictedDataTokenBody } from './bodies';
import { amazon, type Client } from './client';
import { SELLER_ID } from './credentials';
import { LIMITS } from './limits';
import { Model } from './model';

type Json = Record<string, unknown>;
const ORDERS = 'amazon/models/orders_2026-01-01.json';
const DE = 'A1PA6795UKMFR9';
const INVOICING = 'GET_FLAT_FILE_ORDER_REPORT_DATA_INVOICING';
const ALL = 'BUYER,RECIPIENT,PROCEEDS,EXPENSE,PROMOTION,CANCELLATION,FULFILLMENT,PACKAGES,TAX,PAYMENT,FULFILLMENT_ORDERS';

/** Where a path belongs. */
const MODELS: Array<[string, string, string[]]> = [
  ['/orders/2026-01-01/', 'orders_2026-01-01', ['/orders/2026-01-01/orders', '/orders/2026-01-01/orders/{orderId}']],
  ['/orders/v0/', 'ordersV0', ['/orders/v0/orders/{orderId}/shipmentConfirmation']],
  ['/reports/', 'reports_2021-06-30', ['/reports/2021-06-30/reports', '/reports/2021-06-30/reports/{reportId}', '/reports/2021-06-30/documents/{reportDocumentId}']],
  ['/feeds/', 'feeds_2021-06-30', ['/feeds/2021-06-30/feeds', '/feeds/2021-06-30/feeds/{feedId}', '/feeds/2021-06-30/documents', '/feeds/2021-06-30/documents/{feedDocumentId}']],
  ['/tokens/', 'tokens_2021-03-01', ['/tokens/2021-03-01/restrictedDataToken']],
  ['/sellers/', 'sellers', ['/sellers/v1/account', '/sellers/v1/marketplaceParticipations']],
  ['/listings/', 'listingsItems_2021-08-01', ['/listings/2021-08-01/items/{sellerId}', '/listings/2021-08-01/items/{sellerId}/{sku}']],
  ['/mfn/', 'merchantFulfillmentV0', ['/mfn/v0/eligibleShippingServices', '/mfn/v0/additionalSellerInputs', '/mfn/v0/shipments', '/mfn/v0/shipments/{shipmentId}']],
];

const SHIPMENT = (order: { orderId: string; items: Array<{ orderItemId: string; quantity: number }> }) => ({
  AmazonOrderId: order.orderId,
  ItemList: order.items.map(({ orderItemId, quantity }) => ({ OrderItemId: orderItemId, Quantity: quantity })),
  ShipFromAddress: { Name: 'Musterladen GmbH', AddressLine1: 'Lagerstr. 9', City: 'Köln', PostalCode: '50667', CountryCode: 'DE', Email: 'lager@example.com', Phone: '+4922100000' },
  PackageDimensions: { Length: 30, Width: 20, Height: 15, Unit: 'centimeters' },
  Weight: { Value: 900, Unit: 'g' },
  ShippingServiceOptions: { DeliveryExperience: 'DeliveryConfirmationWithoutSignature', CarrierWillPickUp: false, LabelFormat: 'PDF' },
});

if (!hasSpecification(ORDERS)) {
  describe('the Amazon room against the official models', () => {
    test(`left out: ../shared/specs/${ORDERS} is not there`, () => expect(hasSpecification(ORDERS)).toBe(false));
  });
} else {
  describe('the Amazon room against the official models', () => {
    const models = new Map<string, Model>();
    let sandbox: Sandbox;
    let client: Client;
    let clock = Date.parse('2026-08-20T12:00:00Z');

    const modelOf = (path: string): { model: Model; template: string } => {
      const [, name, templates] = MODELS.find(([prefix]) => path.startsWith(prefix))!;
      const model = models.get(name) ?? new Model(name);
      models.set(name, model);
      const template = templates.find((one) => new RegExp(`^${one.replace(/\{\w+\}/g, '[^/]+')}$`).test(path))!;
      return { model, template };
    };

    /** Sends, and holds request and answer against the model. */
    const call = async (method: string, url: string, body?: unknown, { status = 200, restricted = false }: { status?: number; restricted?: boolean } = {}): Promise<Json> => {
      const [path, query = ''] = url.split('?');
      const { model, template } = modelOf(path);
      expect([method, url, model.requestComplaints(method, template, query, body)]).toEqual([method, url, []]);
      const answer = restricted ? await client.restricted(method, url, body) : await client.call(method, url, body);
      expect([method, url, answer.status, model.complaints(method, template, answer.status, answer.data)]).toEqual([method, url, status, []]);
      return answer.data as Json;
    };
    const orders = () => sandbox.room('amazon').state().orders as Array<{ orderId: string; kind: string; items: Array<{ orderItemId: string; quantity: number }> }>;
    const orderOf = (kind: string) => orders().find((one) => one.kind === kind)!;

    beforeAll(async () => {
      sandbox = await startSandbox({ now: () => clock });
    });
    beforeEach(async () => {
      clock = Date.parse('2026-08-20T12:00:00Z');
      sandbox.reset();
      client = await amazon(sandbox);
    });
    afterAll(() => sandbox.close());

    test('rates and bursts are those of the usage plans', () => {
      const published = Object.assign({}, ...MODELS.map(([, name]) => new Model(name).limits())) as typeof LIMITS;
      // The v0 twin of getOrder has the same figures; a preview and a listings feed have limits of their own (amazon.md §3.3).
      const own = Object.keys(LIMITS).filter((name) => !name.includes(' '));
      expect(own.length).toBeGreaterThan(20);
      expect(Object.fromEntries(own.map((name) => [name, LIMITS[name]]))).toEqual(Object.fromEntries(own.map((name) => [name, published[name]])));
    });

    test('account, marketplaces, tokens', async () => {
      await call('GET', '/sellers/v1/account');
      await call('GET', '/sellers/v1/marketplaceParticipations');
      await call('POST', '/tokens/2021-03-01/restrictedDataToken', { restrictedResources: [{ method: 'GET', path: '/mfn/v0/shipments/{shipmentId}' }] });
    });

    test('orders of every kind', async () => {
      sandbox.room('amazon').seed({ orders: 60 });
      const page = await call('GET', `/orders/2026-01-01/orders?lastUpdatedAfter=2026-08-18T00:00:00Z&marketplaceIds=${DE},A13V1IB3VIYZZH&maxResultsPerPage=50&includedData=${ALL}`);
      expect([(page.orders as unknown[]).length, page.pagination]).toEqual([50, { nextToken: expect.any(String) }]);
      await call('GET', '/orders/2026-01-01/orders?createdAfter=2026-08-18T00:00:00Z&fulfilledBy=MERCHANT&fulfillmentStatuses=UNSHIPPED,PARTIALLY_SHIPPED');
      await call('GET', `/orders/2026-01-01/orders/${orderOf('gift').orderId}?includedData=${ALL}`);
    });

    test('reports from the request to the document', async () => {
      sandbox.room('amazon').seed({ orders: 5 });
      const range = { dataStartTime: '2026-08-18T00:00:00Z', dataEndTime: '2026-08-20T12:00:00Z' };
      const { reportId } = await call('POST', '/reports/2021-06-30/reports', { reportType: INVOICING, marketplaceIds: [DE], ...range, reportOptions: { ShowSalesChannel: 'true' } }, { status: 202 });
      await call('GET', `/reports/2021-06-30/reports/${String(reportId)}`);
      const { reportDocumentId } = await call('GET', `/reports/2021-06-30/reports/${String(reportId)}`);
      await call('GET', `/reports/2021-06-30/documents/${String(reportDocumentId)}`, undefined, { restricted: true });
      await call('GET', `/reports/2021-06-30/reports?reportTypes=${INVOICING}&processingStatuses=DONE,IN_QUEUE&createdSince=2026-08-20T00:00:00Z&pageSize=100`);
      const waiting = await call('POST', '/reports/2021-06-30/reports', { reportType: INVOICING, marketplaceIds: [DE] }, { status: 202 });
      await call('DELETE', `/reports/2021-06-30/reports/${String(waiting.reportId)}`);
    });

    test('feeds, and the report on them against its own schema', async () => {
      const contentType = 'application/json; charset=UTF-8';
      const feed = {
        header: { sellerId: SELLER_ID, version: '2.0', issueLocale: 'de_DE' },
        messages: [1, 2].map((messageId) => ({ messageId, sku: '0001234', operationType: 'PATCH', productType: 'PRODUCT', patches: [{ op: 'merge', path: '/attributes/fulfillment_availability', value: [{ fulfillment_channel_code: 'DEFAULT', quantity: messageId === 1 ? 3 : -1 }] }] })),
      };
      const schema = (name: string) => new Ajv({ strict: false, allErrors: true, validateFormats: false }).compile(JSON.parse(readFileSync(specification(`amazon/schemas/feeds/${name}.json`)!, 'utf8')) as object);
      const whole = schema('listings-feed-schema-v2');
      expect([whole(feed), whole.errors]).toEqual([true, null]);
      const { feedDocumentId, url } = await call('POST', '/feeds/2021-06-30/documents', { contentType }, { status: 201 });
      await client.upload(String(url), JSON.stringify(feed), contentType);
      const { feedId } = await call('POST', '/feeds/2021-06-30/feeds', { feedType: 'JSON_LISTINGS_FEED', marketplaceIds: [DE], inputFeedDocumentId: feedDocumentId }, { status: 202 });
      await call('GET', `/feeds/2021-06-30/feeds/${String(feedId)}`);
      const { resultFeedDocumentId } = await call('GET', `/feeds/2021-06-30/feeds/${String(feedId)}`);
      const document = await call('GET', `/feeds/2021-06-30/documents/${String(resultFeedDocumentId)}`);
      const report = JSON.parse(gunzipSync((await client.download(String(document.url))).data).toString('utf8')) as Json;
      const result = schema('listings-feed-processing-report-schema-v2');
      expect([result(report), result.errors, (report.issues as unknown[]).length]).toEqual([true, null, 1]);
      await call('GET', '/feeds/2021-06-30/feeds?feedTypes=JSON_LISTINGS_FEED&pageSize=10');
    });

    test('listings', async () => {
      const item = `/listings/2021-08-01/items/${SELLER_ID}`;
      const every = 'summaries,attributes,issues,offers,fulfillmentAvailability,procurement,relationships,productTypes';
      await call('GET', `${item}?marketplaceIds=${DE}&includedData=${every}&pageSize=20`);
      await call('GET', `${item}/FBA-MUG-330?marketplaceIds=${DE}&includedData=${every}`);
      for (const quantity of [5, -5]) await call('PATCH', `${item}/0001234?marketplaceIds=${DE}&includedData=issues,identifiers&issueLocale=de_DE`, { productType: 'PRODUCT', patches: [{ op: 'merge', path: '/attributes/fulfillment_availability', value: [{ fulfillment_channel_code: 'DEFAULT', quantity }] }] });
      await call('GET', `${item}/NO-SUCH?marketplaceIds=${DE}`, undefined, { status: 404 });
    });

    test('despatch and labels', async () => {
      sandbox.room('amazon').seed({ orders: [{ kind: 'plain' }, { kind: 'prime' }] });
      const plain = orderOf('plain');
      await call('POST', `/orders/v0/orders/${plain.orderId}/shipmentConfirmation`, { marketplaceId: DE, packageDetail: { packageReferenceId: '1', carrierCode: 'DHL', trackingNumber: 'T', shipDate: '2026-08-20T11:00:00Z', orderItems: plain.items.map(({ orderItemId, quantity }) => ({ orderItemId, quantity })) } }, { status: 204 });
      const details = SHIPMENT(orderOf('prime'));
      const { payload } = (await call('POST', '/mfn/v0/eligibleShippingServices', { ShipmentRequestDetails: details })) as { payload: { ShippingServiceList: Json[] } };
      await call('POST', '/mfn/v0/additionalSellerInputs', { ShippingServiceId: 'DHL_DE_CUSTOMS', ShipFromAddress: details.ShipFromAddress, OrderId: details.AmazonOrderId });
      const [{ ShippingServiceId, ShippingServiceOfferId }] = payload.ShippingServiceList;
      const bought = (await call('POST', '/mfn/v0/shipments', { ShipmentRequestDetails: details, ShippingServiceId, ShippingServiceOfferId }, { restricted: true })) as { payload: { ShipmentId: string } };
      await call('GET', `/mfn/v0/shipments/${bought.payload.ShipmentId}`, undefined, { restricted: true });
      await call('DELETE', `/mfn/v0/shipments/${bought.payload.ShipmentId}`, undefined, { restricted: true });
      const again = (await client.call('POST', '/mfn/v0/eligibleShippingServices', { ShipmentRequestDetails: SHIPMENT(plain) })).data;
      expect(modelOf('/mfn/v0/eligibleShippingServices').model.complaints('POST', '/mfn/v0/eligibleShippingServices', 400, again)).toEqual([]);
    });

    test('refusals have the envelope of the model', async () => {
      const check = async (status: number, path: string, method: string, body?: unknown, headers?: Record<string, string>) => {
        const { model, template } = modelOf(path.split('?')[0]);
        const answer = await client.call(method, path, body, headers);
        expect([path, answer.status, model.complaints(method, template, status, answer.data)]).toEqual([path, status, []]);
      };
      await check(400, '/orders/2026-01-01/orders', 'GET');
      await check(404, '/orders/2026-01-01/orders/306-0000000-0000000', 'GET');
      await check(403, '/orders/2026-01-01/orders', 'GET', undefined, { 'x-amz-access-token': 'x' });
      await check(400, '/reports/2021-06-30/reports', 'POST', {});
      await check(400, '/feeds/2021-06-30/feeds', 'POST', {});
      await check(400, '/tokens/2021-03-01/restrictedDataToken', 'POST', {});
      await control(sandbox).post('amazon/faults', { kind: 'status-429' });
      await check(429, '/orders/2026-01-01/orders/306-0000000-0000000', 'GET');
      await control(sandbox).post('amazon/faults', { kind: 'status-5xx', status: 500 });
      await check(500, '/mfn/v0/eligibleShippingServices', 'POST', {});
    });

    test('what the models refuse in a body, the room refuses too', () => {
      const order = { orderId: '306-1111111-1111111', items: [{ orderItemId: '51234567000037', quantity: 1 }] };
      const cases: Array<[string, string, Json, (body: unknown) => boolean]> = [
        ['POST', '/reports/2021-06-30/reports', { reportType: INVOICING, marketplaceIds: [DE], dataStartTime: '2026-08-18T00:00:00Z', dataEndTime: '2026-08-19T00:00:00Z', reportOptions: { ShowSalesChannel: 'true' } }, createReportBody],
        ['POST', '/feeds/2021-06-30/documents', { contentType: 'text/xml' }, createFeedDocumentBody],
        ['POST', '/feeds/2021-06-30/feeds', { feedType: 'JSON_LISTINGS_FEED', marketplaceIds: [DE], inputFeedDocumentId: 'x', feedOptions: { a: 'b' } }, createFeedBody],
        ['POST', '/tokens/2021-03-01/restrictedDataToken', { restrictedResources: [{ method: 'GET', path: '/x', dataElements: ['buyerInfo'] }] }, restrictedDataTokenBody],
        ['POST', '/orders/v0/orders/1/shipmentConfirmation', { marketplaceId: DE, codCollectionMethod: 'DirectPayment', packageDetail: { packageReferenceId: '1', carrierCode: 'Other', carrierName: 'X', shippingMethod: 'Y', trackingNumber: 'T', shipDate: '2026-08-20T11:00:00Z', shipFromSupplySourceId: 'S', orderItems: [{ orderItemId: '1', quantity: 1, transparencyCodes: ['a'] }] } }, confirmShipmentBody],
        ['PATCH', `/listings/2021-08-01/items/${SELLER_ID}/x`, { productType: 'PRODUCT', patches: [{ op: 'merge', path: '/attributes/x', value: [{ a: 1 }] }] }, patchBody],
        ['POST', '/mfn/v0/eligibleShippingServices', { ShipmentRequestDetails: { ...SHIPMENT(order), SellerOrderId: 'S', ShipDate: '2026-08-20T11:00:00Z', LabelCustomization: { CustomTextForLabel: 'x' } } }, eligibleServicesBody],
        ['POST', '/mfn/v0/shipments', { ShipmentRequestDetails: SHIPMENT(order), ShippingServiceId: 'A', ShippingServiceOfferId: 'B', HazmatType: 'None', LabelFormatOption: { IncludePackingSlipWithLabel: false } }, createShipmentBody],
        ['POST', '/mfn/v0/additionalSellerInputs', { ShippingServiceId: 'A', ShipFromAddress: SHIPMENT(order).ShipFromAddress, OrderId: '306' }, additionalInputsBody],
      ];
      let refusedByModel = 0;
      for (const [method, path, body, room] of cases) {
        const { model, template } = modelOf(path);
        const complaints = (one: unknown) => model.requestComplaints(method, template, path.startsWith('/listings/') ? `marketplaceIds=${DE}` : '', one);
        expect([path, complaints(body), room(body)]).toEqual([path, [], true]);
        for (const [name, broken] of brokenOnes(body)) {
          if (complaints(broken).length === 0) continue;
          refusedByModel += 1;
          expect([path, name, room(broken)]).toEqual([path, name, false]);
        }
      }
      expect(refusedByModel).toBeGreaterThan(100);
    });

    test('the check itself sees wrong types and invented members', () => {
      const model = new Model('orders_2026-01-01');
      expect(model.complaints('GET', '/orders/2026-01-01/orders', 200, { orders: [{ orderId: 1 }] })).not.toEqual([]);
      expect(model.complaints('GET', '/orders/2026-01-01/orders', 200, { orders: [], invented: 1 })).not.toEqual([]);
      expect(model.requestComplaints('GET', '/orders/2026-01-01/orders', 'CreatedAfter=x', undefined)).not.toEqual([]);
      expect(model.requestComplaints('GET', '/orders/2026-01-01/orders', 'fulfillmentStatuses=Shipped', undefined)).not.toEqual([]);
    });
  });
}

/** The same body with one member missing, one of another type, or one too many: for each member at any depth. */
function* brokenOnes(value: unknown, path = ''): Generator<[string, unknown]> {
  if (Array.isArray(value)) {
    yield [`${path} no list`, 'text'];
    for (const [name, inner] of brokenOnes(value[0], `${path}/0`)) yield [name, [inner, ...value.slice(1)]];
    return;
  }
  if (typeof value !== 'object' || value === null) {
    yield [`${path} another type`, typeof value === 'string' ? 5 : 'text'];
    yield [`${path} too long`, 'x'.repeat(200)];
    return;
  }
  yield [`${path} invented`, { ...value, Invented: 1 }];
  for (const [name, member] of Object.entries(value)) {
    const { [name as keyof typeof value]: _left, ...rest } = value;
    yield [`${path}/${name} missing`, rest];
    for (const [inner, broken] of brokenOnes(member, `${path}/${name}`)) yield [inner, { ...value, [name]: broken }];
  }
}
