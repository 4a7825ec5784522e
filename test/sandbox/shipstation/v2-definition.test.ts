import { startSandbox, type Sandbox } from '../server';
import { newOrder, v1, v2 } from './client';
import { v2Definition, type V2Definition } from './v2-definition';

/**
 * Slips of the archived definition that the sheet or the definition's own samples contradict: codes and times with the
 * pattern of an id, members that are demanded and yet empty (state_province: shipstation.md §B2; a batch that is not yet
 * processed; customs of a parcel that stays in its country).
 */
const SLIPS = [/carrier_code must match pattern/, /rate_response\/created_at must match|^\/created_at must match/, /state_province must NOT have fewer than 1/, /(external_batch_id|batch_notes|processed_at|external_shipment_id) must be string/, /^ must have required property 'customs'/];

const definition = v2Definition();

if (!definition) {
  test('left out: the v2 definition of ShipStation is not there', () => expect(definition).toBeUndefined());
} else {
  describe('answers of v2 against the definition', () => {
    const spec: V2Definition = definition;
    let sandbox: Sandbox;
    let call: ReturnType<typeof v2>;
    const check = async (method: string, template: string, path = template, body?: unknown, status = 200) => {
      const answer = await call(method, path, body);
      const complaints = spec.response(method, `/v2/${template}`, answer.status, answer.data).filter((one) => !SLIPS.some((slip) => slip.test(one)));
      expect([method, path, answer.status, complaints]).toEqual([method, path, status, []]);
      return answer.data;
    };

    beforeAll(async () => {
      sandbox = await startSandbox();
      call = v2(sandbox);
      for (const number of ['A1', 'A2', 'A3']) await v1(sandbox)('POST', 'orders/createorder', newOrder(number, { carrierCode: 'royal_mail', serviceCode: 'rm_24', customerNotes: 'ring', tagIds: [301] }));
    });
    afterAll(() => sandbox.close());

    test('shipments', async () => {
      const address = { name: 'Ada', phone: '1', address_line1: '1', city_locality: 'Leeds', state_province: 'WY', postal_code: 'LS1', country_code: 'GB', address_residential_indicator: 'yes' };
      await check('GET', 'shipments');
      await check('GET', 'shipments/{shipment_id}', 'shipments/se-551');
      const body = { shipments: [{ external_shipment_id: 'x1', ship_to: address, ship_from: address, items: [{ name: 'T', quantity: 1 }], packages: [{ weight: { value: 2, unit: 'kilogram' } }] }] };
      expect(spec.request('POST', '/v2/shipments', body)).toEqual([]);
      await check('POST', 'shipments', 'shipments', body);
      await check('GET', 'shipments/external_shipment_id/{external_shipment_id}', 'shipments/external_shipment_id/x1');
      await check('PUT', 'shipments/{shipment_id}/cancel', 'shipments/se-554/cancel', undefined, 204);
    });

    test('rates and labels', async () => {
      const { rate_response: found } = await check('POST', 'rates', 'rates', { shipment_id: 'se-551', rate_options: { carrier_ids: ['se-10'] } });
      await check('GET', 'shipments/{shipment_id}/rates', 'shipments/se-551/rates');
      const ends = Object.fromEntries(['from', 'to'].flatMap((end) => [[`${end}_country_code`, 'GB'], [`${end}_postal_code`, 'LS1'], [`${end}_city_locality`, 'Leeds'], [`${end}_state_province`, 'WY']]));
      await check('POST', 'rates/estimate', 'rates/estimate', { ...ends, carrier_ids: ['se-10'], weight: { value: 2, unit: 'kilogram' }, ship_date: '2026-11-21T10:00:00Z' });
      const { label_id: id } = await check('POST', 'labels/rates/{rate_id}', `labels/rates/${found.rates[0].rate_id}`, {});
      await check('POST', 'labels/shipment/{shipment_id}', 'labels/shipment/se-552', { label_format: 'zpl', label_download_type: 'inline' });
      await check('GET', 'labels');
      for (const [method, rest, body] of [['GET', ''], ['GET', '/track'], ['POST', '/return', {}], ['PUT', '/void']] as const) await check(method, `labels/{label_id}${rest}`, `labels/${id}${rest}`, body);
    });

    test('batches', async () => {
      const { batch_id: id } = await check('POST', 'batches', 'batches', { shipment_ids: ['se-553', 'se-99'] }, 207);
      await check('POST', 'batches/{batch_id}/process/labels', `batches/${id}/process/labels`, {}, 204);
      await check('GET', 'batches/{batch_id}', `batches/${id}`);
      await check('GET', 'batches/{batch_id}/errors', `batches/${id}/errors`);
      await check('GET', 'batches');
    });

    test('lists, stock, webhooks and errors', async () => {
      for (const path of ['carriers', 'warehouses', 'tags', 'users', 'products', 'inventory', 'inventory_warehouses', 'inventory_locations']) await check('GET', path);
      for (const rest of ['', '/services', '/packages', '/options']) await check('GET', `carriers/{carrier_id}${rest}`, `carriers/se-10${rest}`);
      await check('GET', 'warehouses/{warehouse_id}', 'warehouses/se-1001');
      await check('POST', 'inventory', 'inventory', { transaction_type: 'adjust', inventory_location_id: 'loc-1', sku: '0001234', quantity: 3 }, 204);
      const { webhook_id: id } = await check('POST', 'environment/webhooks', 'environment/webhooks', { event: 'batch', url: 'http://127.0.0.1:9/x', headers: [{ key: 'a', value: 'b' }] });
      await check('GET', 'environment/webhooks');
      await check('PUT', 'environment/webhooks/{webhook_id}', `environment/webhooks/${id}`, { url: 'http://127.0.0.1:9/y' }, 204);
      await check('DELETE', 'environment/webhooks/{webhook_id}', `environment/webhooks/${id}`, undefined, 204);
      await check('GET', 'shipments', 'shipments?page=x', undefined, 400);
      await check('GET', 'shipments/{shipment_id}', 'shipments/se-999999', undefined, 404);
    });

    test('the check itself sees wrong types and invented members', async () => {
      const { data } = await call('GET', 'labels');
      for (const change of [{ tracking_number: 7 }, { invented: 1 }, { label_id: '7001' }]) expect(spec.response('GET', '/v2/labels', 200, { ...data, labels: [{ ...data.labels[0], ...change }] })).not.toEqual([]);
      expect(spec.request('POST', '/v2/inventory', { sku: 'x' })).not.toEqual([]);
    });
  });
}
