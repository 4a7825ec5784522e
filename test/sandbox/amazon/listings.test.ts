import { gunzipSync } from 'node:zlib';
import { control } from '../clients';
import { startSandbox, type Sandbox } from '../server';
import { amazon, type Client } from './client';
import { SELLER_ID } from './credentials';

const NOW = Date.parse('2026-08-20T12:00:00Z');
const DE = 'A1PA6795UKMFR9';
const ITEMS = `/listings/2021-08-01/items/${SELLER_ID}`;
const JSON_TYPE = 'application/json; charset=UTF-8';
type Json = Record<string, unknown>;

const stock = (quantity: unknown, change: Json = {}) => ({ op: 'merge', path: '/attributes/fulfillment_availability', value: [{ fulfillment_channel_code: 'DEFAULT', quantity }], ...change });
const price = (value: unknown) => ({ op: 'merge', path: '/attributes/purchasable_offer', value: [{ marketplace_id: DE, currency: 'EUR', audience: 'ALL', our_price: [{ schedule: [{ value_with_tax: value }] }] }] });

describe('listings of the Amazon room', () => {
  let clock = NOW;
  let sandbox: Sandbox;
  let client: Client;
  const stored = (sku: string) => (sandbox.room('amazon').state().listings as Array<{ sku: string; availability: Json[]; offers: Json[] }>).find((one) => one.sku === sku)!;
  const books = () => sandbox.room('amazon').sync().stock?.incoming ?? [];
  const patch = async (sku: string, patches: unknown[], query = `marketplaceIds=${DE}`) => await client.call('PATCH', `${ITEMS}/${encodeURIComponent(sku)}?${query}`, { productType: 'PRODUCT', patches });

  beforeAll(async () => {
    sandbox = await startSandbox({ now: () => clock });
  });
  beforeEach(async () => {
    clock = NOW;
    sandbox.reset();
    client = await amazon(sandbox);
  });
  afterAll(() => sandbox.close());

  test('take a quantity and keep the handling time', async () => {
    const { status, data } = await patch('TEE/RED M', [stock(7)]);
    expect([status, data]).toEqual([200, { sku: 'TEE/RED M', status: 'ACCEPTED', submissionId: expect.any(String), issues: [] }]);
    expect(stored('TEE/RED M').availability).toEqual([{ fulfillment_channel_code: 'DEFAULT', quantity: 7, lead_time_to_ship_max_days: 3 }]);
    expect(books()).toContain('TEE/RED M=7');
    await patch('TEE/RED M', [stock(8, { op: 'replace' })]);
    expect(stored('TEE/RED M').availability).toEqual([{ fulfillment_channel_code: 'DEFAULT', quantity: 8 }]);
  });

  test('show buyers the new quantity after a while', async () => {
    await patch('0001234', [stock(5), price(4.5)]);
    const read = async () => (await client.call('GET', `${ITEMS}/0001234?marketplaceIds=${DE}&includedData=fulfillmentAvailability,attributes,offers`)).data;
    expect(await read()).toMatchObject({ fulfillmentAvailability: [{ fulfillmentChannelCode: 'DEFAULT', quantity: 300 }], attributes: { fulfillment_availability: [{ quantity: 5 }] }, offers: [{ price: { currencyCode: 'EUR', amount: '4.50' } }] });
    clock += 60_000;
    expect((await read()).fulfillmentAvailability).toEqual([{ fulfillmentChannelCode: 'DEFAULT', quantity: 5 }]);
  });

  test.each([
    ['a name in camel case', [stock(1, { path: '/attributes/fulfillmentAvailability' })], '90000900'],
    ['a negative quantity', [stock(-1)], '4000001'],
    ['half a piece', [stock(0.5)], '4000001'],
    ['a text', [stock('5')], '4000001'],
    ['no channel', [stock(1, { value: [{ quantity: 1 }] })], '99022'],
    ['a price of nothing', [price(0)], '4000001'],
  ])('answer 200 and INVALID to %s', async (_name, patches, code) => {
    const { status, data } = await patch('0001234', patches);
    expect([status, data.status, data.issues[0].code, stored('0001234').availability[0].quantity]).toEqual([200, 'INVALID', code, 300]);
  });

  test('refuse a body that is no patch, other sellers and slashes that are not encoded', async () => {
    expect((await client.call('PATCH', `${ITEMS}/0001234?marketplaceIds=${DE}`, { patches: [stock(1)] })).status).toBe(400);
    expect((await patch('0001234', [{ op: 'set', path: '/attributes/fulfillment_availability' }])).status).toBe(400);
    expect((await patch('0001234', [stock(1)], '')).status).toBe(400);
    expect((await client.call('PATCH', `/listings/2021-08-01/items/A9OTHER/0001234?marketplaceIds=${DE}`, { productType: 'PRODUCT', patches: [stock(1)] })).status).toBe(403);
    expect((await client.call('PATCH', `${ITEMS}/TEE/RED%20M?marketplaceIds=${DE}`, { productType: 'PRODUCT', patches: [stock(1)] })).status).toBe(403);
    expect((await patch('0001234', [stock(1)], 'marketplaceIds=ATVPDKIKX0DER')).status).toBe(403);
  });

  test('preview without a change, at its own rate', async () => {
    const preview = () => patch('0001234', [stock(1)], `marketplaceIds=${DE}&mode=VALIDATION_PREVIEW`);
    expect([(await preview()).data.status, stored('0001234').availability[0].quantity]).toEqual(['VALID', 300]);
    await control(sandbox).post('amazon/quota', { operation: 'patchListingsItem VALIDATION_PREVIEW', drain: true });
    expect([(await preview()).status, (await patch('0001234', [stock(1)])).status]).toEqual([429, 200]);
  });

  test('accept what they do not know, unless assumed otherwise', async () => {
    expect((await patch('NO-SUCH', [stock(1)])).data).toMatchObject({ status: 'ACCEPTED', issues: [] });
    expect(books().some((line) => line.startsWith('NO-SUCH='))).toBe(false);
    await control(sandbox).post('amazon/assume', { 'stock-for-unknown-sku': 'INVALID' });
    expect((await patch('NO-SUCH', [stock(1)])).data.status).toBe('INVALID');
    await control(sandbox).post('amazon/assume', { 'stock-for-unknown-sku': '400' });
    expect((await patch('NO-SUCH', [stock(1)])).status).toBe(400);
  });

  test('of Amazon get a second record of stock, or refuse it', async () => {
    await patch('FBA-MUG-330', [stock(5)]);
    expect(stored('FBA-MUG-330').availability.map(({ fulfillment_channel_code: channel }) => channel)).toEqual(['AMAZON_EU', 'DEFAULT']);
    sandbox.reset();
    client = await amazon(sandbox);
    await control(sandbox).post('amazon/assume', { 'availability-of-fba-sku': 'refused' });
    expect((await patch('FBA-MUG-330', [stock(5)])).data.status).toBe('INVALID');
  });

  test('are searched in pages of twenty at most', async () => {
    sandbox.room('amazon').seed({ listings: 30 });
    const seen: string[] = [];
    let token = '';
    do {
      const { data } = await client.call('GET', `${ITEMS}?marketplaceIds=${DE}&pageSize=20&includedData=summaries,fulfillmentAvailability${token && `&pageToken=${token}`}`);
      expect(data.numberOfResults).toBe(43);
      seen.push(...data.items.map(({ sku }: { sku: string }) => sku));
      token = data.pagination.nextToken ?? '';
    } while (token);
    expect([seen.length, new Set(seen).size]).toEqual([43, 43]);
    expect((await client.call('GET', `${ITEMS}?marketplaceIds=${DE}&pageSize=21`)).status).toBe(400);
    await control(sandbox).post('amazon/quota');
    const some = (await client.call('GET', `${ITEMS}?marketplaceIds=${DE}&identifiersType=SKU&identifiers=0001234,TEE%2FRED%20M`)).data;
    expect(some.items.map(({ sku }: { sku: string }) => sku).sort()).toEqual(['0001234', 'TEE/RED M']);
    expect((await client.call('GET', `${ITEMS}?marketplaceIds=${DE}&identifiers=0001234`)).status).toBe(400);
    expect((await client.call('GET', `${ITEMS}/NO-SUCH?marketplaceIds=${DE}`)).status).toBe(404);
  });

  async function send(content: unknown, marketplaceIds = [DE]) {
    const { feedDocumentId, url } = (await client.call('POST', '/feeds/2021-06-30/documents', { contentType: JSON_TYPE })).data;
    await client.upload(url, typeof content === 'string' ? content : JSON.stringify(content), JSON_TYPE);
    return await client.call('POST', '/feeds/2021-06-30/feeds', { feedType: 'JSON_LISTINGS_FEED', marketplaceIds, inputFeedDocumentId: feedDocumentId });
  }

  async function feed(content: unknown): Promise<{ issues: Json[]; summary: Json }> {
    const path = `/feeds/2021-06-30/feeds/${(await send(content)).data.feedId}`;
    await client.call('GET', path);
    const { resultFeedDocumentId } = (await client.call('GET', path)).data;
    const { url } = (await client.call('GET', `/feeds/2021-06-30/documents/${resultFeedDocumentId}`)).data;
    return JSON.parse(gunzipSync((await client.download(url)).data).toString('utf8')) as { issues: Json[]; summary: Json };
  }

  const header = { sellerId: SELLER_ID, version: '2.0' };
  const message = (messageId: number, sku: string, patches: unknown[]) => ({ messageId, sku, operationType: 'PATCH', productType: 'PRODUCT', patches });

  test('take a feed, and say which message was wrong', async () => {
    await control(sandbox).post('amazon/faults', { kind: 'refuse', record: 'MUG-RED-330', message: 'Not now.' });
    const { issues, summary } = await feed({ header, messages: [message(1, '0001234', [stock(1)]), message(2, 'MUG-RED-330', [stock(2)]), message(3, 'MUG-BLUE-330', [stock(-3)])] });
    expect(summary).toEqual({ errors: 2, warnings: 0, messagesProcessed: 3, messagesAccepted: 1, messagesInvalid: 2 });
    expect(issues).toMatchObject([{ messageId: 2, sku: 'MUG-RED-330', message: 'Not now.' }, { messageId: 3, sku: 'MUG-BLUE-330', attributeName: 'fulfillment_availability' }]);
    expect(books()).toEqual(expect.arrayContaining(['0001234=1', 'MUG-RED-330=12', 'MUG-BLUE-330=40']));
  });

  test.each([
    ['no JSON', '{'],
    ['an unknown member', { header, messages: [{ ...message(1, '0001234', [stock(1)]), price: 1 }] }],
    ['an id twice', { header, messages: [message(1, '0001234', [stock(1)]), message(1, 'MUG-RED-330', [stock(1)])] }],
    ['another seller', { header: { ...header, sellerId: 'A9OTHER' }, messages: [message(1, '0001234', [stock(1)])] }],
    ['no message', { header, messages: [] }],
  ])('refuse a whole feed with %s', async (_name, content) => {
    const { issues, summary } = await feed(content);
    expect([issues[0].code, summary.messagesAccepted, stored('0001234').availability[0].quantity]).toEqual(['4002001', 0, 300]);
  });

  test('take five feeds in five minutes, for one marketplace each', async () => {
    const content = { header, messages: [message(1, '0001234', [stock(1)])] };
    expect((await send(content, [DE, 'A13V1IB3VIYZZH'])).data.errors[0].message).toContain('Expected a maximum of 1');
    await control(sandbox).post('amazon/quota');
    for (let sent = 0; sent < 5; sent += 1) expect((await send(content)).status).toBe(202);
    expect((await send(content)).status).toBe(429);
    clock += 60_000;
    expect((await send(content)).status).toBe(202);
  });
});
