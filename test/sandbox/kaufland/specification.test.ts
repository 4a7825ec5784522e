import { kaufland } from '../clients';
import { startSandbox, type Sandbox } from '../server';
import { hasSpecification, Specification } from '../specification';
import { STOREFRONTS, UNIT_STATUSES } from './values';

const FILE = 'kaufland/seller-api-v2.openapi.json';
type Schema = Record<string, unknown>;

/** The definition at hand is 2.27; 2.44 added storefronts and discounts (kaufland.md §3, §4.1). */
function amend(schemas: Record<string, Schema>): void {
  schemas.Storefront.enum = [...STOREFRONTS];
  const discounts = { type: 'array', items: { type: 'object', properties: { usage_type: { enum: ['voucher', 'volume'] }, discount_value: { type: 'integer' } }, required: ['usage_type', 'discount_value'], additionalProperties: false } };
  for (const name of ['OrderUnit', 'OrderUnitDetails']) {
    (schemas[name].properties as Schema).discounts = discounts;
    (schemas[name].required as string[]).push('discounts');
  }
  // Also on the units inside one order (the 2.44 definition, read in part).
  const units = (schemas.OrderDetails.properties as Record<string, { items: { properties: Schema } }>).order_units;
  units.items.properties.discounts = discounts;
}

if (!hasSpecification(FILE)) {
  describe('answers of the Kaufland room against the definition', () => {
    test(`left out: ../shared/specs/${FILE} is not there`, () => expect(hasSpecification(FILE)).toBe(false));
  });
} else {
  describe('answers of the Kaufland room against the definition', () => {
    const specification = new Specification(FILE, amend);
    let sandbox: Sandbox;
    let call: ReturnType<typeof kaufland>;

    const check = async (method: string, template: string, path: string, body?: unknown, expected = 200) => {
      const { status, data } = await call(method, path, body);
      expect([path, status, specification.complaints(method, template, status, data)]).toEqual([path, expected, []]);
      return data;
    };

    beforeAll(async () => {
      // Ten milliseconds per look at the clock keep this walk below 111 requests per second.
      let time = Date.parse('2026-01-05T12:00:00Z');
      sandbox = await startSandbox({ now: () => (time += 10) });
      call = kaufland(sandbox, () => time);
      sandbox.room('kaufland').seed({ orders: 126, returns: 4 });
    });
    afterAll(() => sandbox.close());

    test('every order unit and every order, in lists and alone', async () => {
      for (const status of UNIT_STATUSES) await check('GET', '/order-units', `/order-units?limit=100&status=${status}`);
      const { data } = await check('GET', '/orders', '/orders?limit=100');
      for (const { id_order } of data) {
        const order = await check('GET', '/orders/{id_order}', `/orders/${id_order}?embedded=delivery&embedded=order_invoices&embedded=kss_delivery`);
        const [{ id_order_unit }] = order.data.order_units;
        await check('GET', '/order-units/{id_order_unit}', `/order-units/${id_order_unit}?embedded=delivery&embedded=tickets&embedded=return_unit&embedded=kss_delivery&embedded=delivery_attempt_timestamp_iso`);
      }
    });

    test('the check itself sees wrong types and invented members', async () => {
      const { data } = await call('GET', '/order-units?limit=1');
      const [row] = data.data;
      for (const change of [{ invented: 1 }, { price: '12.99' }, { status: 'lost' }, { buyer: undefined }]) {
        expect(specification.complaints('GET', '/order-units', 200, JSON.parse(JSON.stringify({ ...data, data: [{ ...row, ...change }] })))).not.toEqual([]);
      }
    });

    test('facts about the account', async () => {
      for (const path of ['/status/ping', '/info/storefront', '/info/vat-indicators', '/carriers', '/warehouses', '/subscriptions']) await check('GET', path, path);
      await check('GET', '/warehouses/{id_warehouse}', '/warehouses/1201');
    });

    test('offers, alone and in bulk', async () => {
      const { data } = await check('GET', '/units', '/units?storefront=de&limit=100&embedded=products');
      const [{ id_unit }, second] = data;
      await check('GET', '/units/{id_unit}', `/units/${id_unit}?storefront=de`);
      await check('PATCH', '/units/{id_unit}', `/units/${id_unit}?storefront=de`, { amount: 7 });
      const rows = [{ id_unit, unit_data: { amount: 3 } }, { id_unit: second.id_unit, unit_data: { amount: -1 } }, { id_unit: 1, unit_data: { amount: 1 } }];
      await check('POST', '/units/bulk', '/units/bulk?storefront=de', rows, 207);
      await check('POST', '/units', '/units?storefront=fr', { ean: '2000000000015', id_offer: 'NEW-FR', listing_price: 1299, handling_time: 1, amount: 0 });
    });

    test('returns and return units', async () => {
      const { data } = await check('GET', '/returns', '/returns?limit=100');
      await check('GET', '/returns/{id_return}', `/returns/${data[0].id_return}?embedded=return_units&embedded=buyer`);
      const units = await check('GET', '/return-units', '/return-units?limit=100');
      await check('GET', '/return-units/{id_return_unit}', `/return-units/${units.data[0].id_return_unit}?embedded=return&embedded=order_unit&embedded=tickets`);
      const sent = await check('GET', '/order-units', '/order-units?status=received');
      await check('POST', '/returns', '/returns', [{ id_order_unit: sent.data[0].id_order_unit, reason: 'defect', note: 'broken handle' }], 201);
    });

    test('actions and refusals', async () => {
      const { data } = await check('GET', '/order-units', '/order-units?status=need_to_be_sent');
      const [{ id_order_unit: first }, { id_order_unit: second }] = data;
      const send = (id: number, body: unknown, expected: number) => check('PATCH', '/order-units/{id_order_unit}/send', `/order-units/${id}/send`, body, expected);
      await send(first, { tracking_numbers: '1', carrier_code: 'DHL' }, 204);
      await send(first, { tracking_numbers: '1', carrier_code: 'DHL' }, 403);
      await send(second, { tracking_numbers: '1' }, 400);
      await send(1, { tracking_numbers: '1', carrier_code: 'DHL' }, 404);
      await check('GET', '/order-units', '/order-units?limit=1000', undefined, 400);
    });
  });
}
