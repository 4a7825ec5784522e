import { readFileSync } from 'node:fs';
import { specification } from '../../support/left-out';
import { control } from '../clients';
import { startSandbox, type Sandbox } from '../server';
import { shoprenter, type ShoprenterClient } from './client';
import * as errors from './errors';
import { makeOrder } from './order-factory';
import { Shop } from './store';
import { EVENTS, SCOPES } from './values';
import { fieldsOf } from './webhook-fields';
import { payload } from './webhook-payload';

const FOLDER = 'shoprenter';
const NOW = Date.parse('2026-03-02T12:00:00Z');

type Json = Record<string, unknown>;

/** Members of the vendor's fixtures and of its list of fields, by the name of the folder there. */
const CASES: Array<[string, string, string]> = [
  ['order', 'orders', 'order'],
  ['order_extend', 'orderExtend', 'order_extend'],
  ['order_status', 'orderStatuses', 'order_status'],
  ['order_status_description', 'orderStatusDescriptions', 'order_status_description'],
  ['order_history', 'orderHistories', 'order_history'],
  ['order_invoice', 'orderInvoices', 'order_invoice'],
  ['order_product', 'orderProducts', 'order_product'],
  ['order_total', 'orderTotals', 'order_total'],
  ['product', 'products', 'product'],
  ['product_extend', 'productExtend', 'product_extend'],
  ['product_special', 'productSpecials', 'product_special'],
  ['product_description', 'productDescriptions', 'product_description'],
  ['product_category_relation', 'productCategoryRelations', 'product_category_relation'],
  ['customer_group', 'customerGroups', 'customer_group'],
  ['customer_group_product_price', 'customerGroupProductPrices', 'customer_group_product_price'],
  ['category', 'categories', 'category'],
  ['category_extend', 'categoryExtend', 'category_extend'],
  ['category_description', 'categoryDescriptions', 'category_description'],
  ['language', 'languages', 'language'],
  ['currency', 'currencies', 'currency'],
  ['country', 'countries', 'country'],
  ['tax_class', 'taxClasses', 'tax_class'],
  ['tax_rate', 'taxRates', 'tax_rate'],
  ['stock_status_description', 'stockStatusDescriptions', 'stock_status_description'],
  ['setting', 'settings', 'setting'],
  ['webhook', 'webHooks', 'webhook'],
];

/** Members the sheet names beyond fixtures and fields. */
const KNOWN: Record<string, string[]> = {
  order_extend: ['orderGiftWrappings', 'orderAddressIdentifications', 'loyaltyPointsTaxRate'],
  // shoprenter.md §5: in answers since 2025-08-14.
  order_product: ['originalPriceCurrency', 'priceCurrency', 'grossPriceCurrency', 'originalGrossPriceCurrency', 'gtin', 'durableMediaDevice'],
  product_special: ['dateCreated'],
};

function read(name: string): unknown {
  return JSON.parse(readFileSync(specification(`${FOLDER}/${name}`) ?? '', 'utf8'));
}

if (!specification(`${FOLDER}/resources.json`)) {
  describe('answers of the Shoprenter room against the fixtures', () => {
    test(`left out: ../shared/specs/${FOLDER} is not there`, () => expect(specification(`${FOLDER}/resources.json`)).toBeUndefined());
  });
} else {
  describe('answers of the Shoprenter room against the fixtures', () => {
    let clock = NOW;
    let sandbox: Sandbox;
    let client: ShoprenterClient;
    const resources = read('resources.json') as Record<string, { properties: Json; endpoints: Record<string, { method: string; path: string; query: string[] }>; scopes?: Json }>;

    beforeAll(async () => {
      sandbox = await startSandbox({ now: () => clock });
      client = await shoprenter(sandbox, () => (clock += 1000));
      await control(sandbox).post('shoprenter/seed', { products: 3, orders: [{ kind: 'deposit' }, { kind: 'coupon' }, { kind: 'company' }] });
      const [order] = (await client.get('orders?full=1')).data.items;
      const [group] = (await client.get('customerGroups?full=1')).data.items;
      await client.post('orderInvoices', { invoiceId: '1', invoicePath: 'https://example.com/1', invoiceType: 'normal', order: { id: order.id } });
      await client.post('webHooks', { event: 'order_confirm', status: '1', label: 'x', webHookParameters: [{ type: 'json', url: 'https://example.com', fields: ['order_innerId'] }], webHookDelay: [{ delay: '1', delayUnit: 'day' }] });
      await client.put('productExtend?sku=MUG-BLUE-330', { productSpecials: [{ price: '1' }], customerGroupProductPrices: [{ price: '1', customerGroup: { id: group.id } }] });
    });
    afterAll(() => sandbox.close());

    test.each(CASES)('%s: only members the vendor has, of the same kind', async (name, path, folder) => {
      const { items } = (await client.get(`${path}?full=1`)).data;
      expect(items.length).toBeGreaterThan(0);
      const id = encodeURIComponent(items[0].id);
      const shown = (await client.get(`${path}/${id}`)).data as Json;
      const fixture = read(`fixtures/${folder}/response.get_id.json`) as Json;
      const known = new Set(['href', ...Object.keys(fixture), ...Object.keys(resources[name].properties), ...(KNOWN[name] ?? [])]);
      expect(Object.keys(shown).filter((member) => !known.has(member))).toEqual([]);
      const texts = Object.keys(fixture).filter((member) => typeof fixture[member] === 'string' && member in shown && shown[member] !== null && Object.keys(Object(shown[member])).length > 0);
      expect(texts.filter((member) => typeof shown[member] !== 'string')).toEqual([]);
    });

    test('orderExtend embeds what the fixture embeds, member by member', async () => {
      const [{ id }] = (await client.get('orderExtend?full=1')).data.items;
      const shown = (await client.get(`orderExtend/${id}`)).data as Record<string, Json[]>;
      const fixture = read('fixtures/order_extend/response.get_id.json') as Record<string, Json[]>;
      for (const list of ['orderTotals', 'orderProducts', 'orderProductAddons']) {
        const extra = list === 'orderProducts' ? ['innerId', 'productInnerId', 'originalPrice'] : [];
        expect([list, Object.keys(shown[list][0]).filter((member) => !(member in fixture[list][0]) && !extra.includes(member))]).toEqual([list, []]);
      }
    });

    test('lists take the filters the vendor lists, and no other', async () => {
      for (const [name, path] of CASES) {
        const wanted = resources[name].endpoints.getCollection.query.filter((one) => !['page', 'limit', 'full'].includes(one));
        for (const filter of [...wanted, 'nosuch']) {
          const value = /At(Min|Max)$|(After|Before)$/.test(filter) ? '2026-03-01T00:00:00' : filter.endsWith('At') ? '2026-03-01' : '1';
          const { data } = await client.get(`${path}?${filter}=${value}`);
          const isUnknown = JSON.stringify(data).includes('is not available');
          expect([path, filter, isUnknown]).toEqual([path, filter, filter === 'nosuch']);
        }
      }
    }, 20_000);

    test('scopes and webhook fields are as listed', () => {
      const scopes = JSON.stringify(resources) + JSON.stringify(read('scopes.json'));
      expect(SCOPES.filter((scope) => !scopes.includes(`"${scope}"`))).toEqual([]);
      const fields = read('webhook-fields.json') as Record<string, string[]>;
      for (const event of EVENTS) expect([event, fieldsOf(event).sort()]).toEqual([event, Object.keys(fields).filter((name) => fields[name].includes(event)).sort()]);
    });

    test('error texts and codes are as listed', () => {
      const codes = read('error-codes.json') as Array<{ http: number; inner: string; message: string }>;
      const made = [errors.noData(), errors.readOnly('a'), errors.required('a'), errors.wrongIdentity(), errors.noPage(3), errors.wrongDateTime('a'), errors.wrongDate('a'), errors.unknownParameter('a'), errors.noIdentity(), errors.noSku('a'), errors.exists(), errors.noPermission(), errors.notFound('a')];
      const plain = (message: string) => message.replace(/\{\w+\}/g, 'a').replace('page is 3', 'page is a');
      for (const { status, code, message } of made) expect(codes.map((one) => [one.http, one.inner, plain(one.message)])).toContainEqual([status, code, plain(message)]);
    });

    test('the payload of a webhook has the members of the sample', () => {
      const sample = (read('webhook-order.sample.json') as { orders: { order: Json[] } }).orders.order[0];
      const shop = new Shop('mintabolt', 0, NOW);
      const [order] = (payload(shop, [makeOrder(shop, {}, NOW)]) as { orders: { order: Json[] } }).orders.order;
      expect(Object.keys(order).sort()).toEqual(Object.keys(sample).sort());
      const lineOf = (one: Json) => Object.keys((one.orderProducts as { orderProduct: Json[] }).orderProduct[0]).sort();
      expect(lineOf(order)).toEqual(lineOf(sample));
      expect(Object.keys(order.orderHistory as Json).sort()).toEqual(Object.keys(sample.orderHistory as Json).sort());
    });

    test('the batch answer has the shape of the sample', async () => {
      const sample = read('batch-stock.response.json') as { requests: { request: Json[] } };
      const { data } = await client.batch([{ method: 'PUT', path: 'productExtend?sku=NOPE', data: { stock1: '1' } }]);
      expect(Object.keys(data.requests.request[0])).toEqual(Object.keys(sample.requests.request[0]));
      expect(data.requests.request[0].response).toEqual({ header: { statusCode: '404' }, body: { message: 'Product not found with sku: NOPE' } });
    });
  });
}
