import { gunzipSync } from 'node:zlib';
import { control } from '../clients';
import { startSandbox, type Sandbox } from '../server';
import { amazon, type Client } from './client';
import { SELLER_ID } from './credentials';

const NOW = Date.parse('2026-08-20T12:00:00Z');
const DE = 'A1PA6795UKMFR9';
type Json = Record<string, unknown>;

describe('despatch in the Amazon room', () => {
  let clock = NOW;
  let sandbox: Sandbox;
  let client: Client;
  const seed = (...orders: unknown[]) => (sandbox.room('amazon').seed({ orders }) as { orders: string[] }).orders;
  const stored = (id: string) => (sandbox.room('amazon').state().orders as Array<Json & { orderId: string; status: string; items: Array<{ orderItemId: string; quantity: number; shipped: number }>; packages: Json[] }>).find(({ orderId }) => orderId === id)!;
  const arrived = () => sandbox.room('amazon').sync().shipments?.incoming;
  const parcel = (id: string, change: Json = {}) => ({ packageReferenceId: '1', carrierCode: 'DHL', trackingNumber: 'T1', shipDate: '2026-08-20T11:55:00Z', orderItems: stored(id).items.map(({ orderItemId, quantity }) => ({ orderItemId, quantity })), ...change });
  const confirm = async (id: string, change: Json = {}, more: Json = {}) => await client.call('POST', `/orders/v0/orders/${id}/shipmentConfirmation`, { marketplaceId: DE, packageDetail: parcel(id, change), ...more });

  beforeAll(async () => {
    sandbox = await startSandbox({ now: () => clock });
  });
  beforeEach(async () => {
    clock = NOW;
    sandbox.reset();
    client = await amazon(sandbox);
  });
  afterAll(() => sandbox.close());

  test('is confirmed, and edited under the same id', async () => {
    const [id] = seed({ kind: 'plain' });
    const { status, data } = await confirm(id);
    expect([status, data, stored(id).status, arrived()]).toEqual([204, '', 'SHIPPED', [id]]);
    expect((await confirm(id, { trackingNumber: 'T2' })).status).toBe(204);
    expect(stored(id).packages).toMatchObject([{ packageReferenceId: '1', trackingNumber: 'T2' }]);
    const { packages } = (await client.call('GET', `/orders/2026-01-01/orders/${id}?includedData=PACKAGES`)).data.order;
    expect(packages).toMatchObject([{ packageReferenceId: '1', trackingNumber: 'T2', carrier: 'DHL', shipTime: '2026-08-20T11:55:00Z' }]);
  });

  test('goes in parts and parcels', async () => {
    const [id] = seed({ kind: 'several-pieces' });
    const [mugs, other] = stored(id).items;
    expect((await confirm(id, { orderItems: [{ orderItemId: mugs.orderItemId, quantity: 2 }] })).status).toBe(204);
    expect([stored(id).status, arrived()]).toEqual(['PARTIALLY_SHIPPED', []]);
    expect((await confirm(id, { packageReferenceId: '2', trackingNumber: 'T2', orderItems: [{ orderItemId: mugs.orderItemId, quantity: 2 }] })).status).toBe(400);
    expect((await confirm(id, { packageReferenceId: '2', trackingNumber: 'T2', orderItems: [{ orderItemId: mugs.orderItemId, quantity: 1 }, { orderItemId: other.orderItemId, quantity: 1 }] })).status).toBe(204);
    expect([stored(id).status, stored(id).packages.length, arrived()]).toEqual(['SHIPPED', 2, [id]]);
  });

  test('once complete takes no further parcel, or swallows it', async () => {
    const [id] = seed({ kind: 'plain' });
    await confirm(id);
    const { status, data } = await confirm(id, { packageReferenceId: '2' });
    expect([status, data.errors[0].message]).toEqual([400, expect.stringContaining('PackageToUpdateNotFound')]);
    await control(sandbox).post('amazon/assume', { 'second-confirmation-after-full': 'accepted' });
    expect([(await confirm(id, { packageReferenceId: '2' })).status, stored(id).packages.length]).toEqual([204, 1]);
  });

  test.each([
    ['a number as packageReferenceId', { packageReferenceId: 1 }],
    ['a word as packageReferenceId', { packageReferenceId: 'parcel' }],
    ['no tracking number', { trackingNumber: undefined }],
    ['an empty tracking number', { trackingNumber: '' }],
    ['a date without time', { shipDate: '2026-08-20' }],
    ['a date ahead', { shipDate: '2026-08-20T12:30:00Z' }],
    ['a date before the order', { shipDate: '2026-08-01T00:00:00Z' }],
    ['Other without a name', { carrierCode: 'Other' }],
    ['an unknown item', { orderItems: [{ orderItemId: '1', quantity: 1 }] }],
    ['too many pieces', { orderItems: [{ orderItemId: '51234567000037', quantity: 9 }] }],
    ['no items', { orderItems: [] }],
    ['an invented member', { weight: 1 }],
  ])('is refused with %s', async (_name, change) => {
    const [id] = seed({ kind: 'plain' });
    expect((await confirm(id, change)).status).toBe(400);
    expect(stored(id).status).toBe('UNSHIPPED');
  });

  test('is refused for other orders', async () => {
    const orders = seed({ kind: 'fba' }, { kind: 'ship-plus' }, { kind: 'pending' }, { kind: 'cancelled' });
    for (const id of orders) expect([id, (await confirm(id)).status]).toEqual([id, 400]);
    const [french] = seed({ kind: 'france' });
    expect((await confirm(french)).status).toBe(400);
    expect((await confirm(french, {}, { marketplaceId: 'A13V1IB3VIYZZH' })).status).toBe(204);
    expect((await client.call('POST', '/orders/v0/orders/306-0000000-0000000/shipmentConfirmation', { marketplaceId: DE, packageDetail: parcel(french) })).status).toBe(404);
  });

  test('depends on the carrier only where assumed so', async () => {
    const [one, two] = seed({ kind: 'plain' }, { kind: 'plain' });
    expect((await confirm(one, { carrierCode: 'Brieftaube' })).status).toBe(204);
    await control(sandbox).post('amazon/assume', { 'unlisted-carrier': '400', 'ship-date-in-future': 'accepted' });
    expect((await confirm(two, { carrierCode: 'Brieftaube' })).status).toBe(400);
    expect((await confirm(two, { carrierCode: 'Other', carrierName: 'Brieftaube', shipDate: '2026-08-20T12:30:00Z' })).status).toBe(204);
  });

  test('can be refused for one order', async () => {
    const [bad, good] = seed({ kind: 'plain' }, { kind: 'plain' });
    await control(sandbox).post('amazon/faults', { kind: 'refuse', record: bad, message: 'Ship-from is not valid.' });
    expect((await confirm(bad)).data.errors[0].message).toBe('Ship-from is not valid.');
    expect((await confirm(good)).status).toBe(204);
  });

  async function feed(feedType: string, content: string, contentType: string, marketplaceIds = [DE]) {
    const { feedDocumentId, url } = (await client.call('POST', '/feeds/2021-06-30/documents', { contentType })).data;
    expect((await client.upload(url, content, contentType)).status).toBe(200);
    const { status, data } = await client.call('POST', '/feeds/2021-06-30/feeds', { feedType, marketplaceIds, inputFeedDocumentId: feedDocumentId });
    expect([status, data.feedId]).toEqual([202, expect.any(String)]);
    const look = async () => (await client.call('GET', `/feeds/2021-06-30/feeds/${data.feedId}`)).data;
    expect((await look()).processingStatus).toBe('IN_PROGRESS');
    const done = await look();
    const document = (await client.call('GET', `/feeds/2021-06-30/documents/${done.resultFeedDocumentId}`)).data;
    return { done, result: gunzipSync((await client.download(document.url)).data).toString('utf8') };
  }

  const FLAT = 'text/tab-separated-values; charset=UTF-8';
  const HEADER = 'order-id\torder-item-id\tquantity\tship-date\tcarrier-code\tcarrier-name\ttracking-number\tship-method';

  test('goes by feed, with a word on each line that is wrong', async () => {
    const [whole, part, letter] = seed({ kind: 'plain' }, { kind: 'several-pieces' }, { kind: 'plain' });
    const lines = [`${whole}\t\t\t2026-08-20\tDHL\t\tT1\tPaket`, `${part}\t${stored(part).items[0].orderItemId}\t2\t2026-08-20\tDPD\t\tT2\t`, `${letter}\t\t\t2026-08-20\tDeutsche Post\t\t\tBrief`, '306-0000000-0000000\t\t\t2026-08-20\tDHL\t\tT4\t', `${whole}\t\t\t20.08.2026\tDHL\t\tT5\t`];
    const { done, result } = await feed('POST_FLAT_FILE_FULFILLMENT_DATA', [HEADER, ...lines].join('\r\n'), FLAT);
    expect(done.processingStatus).toBe('DONE');
    expect([stored(whole).status, stored(part).status, stored(letter).status]).toEqual(['SHIPPED', 'PARTIALLY_SHIPPED', 'SHIPPED']);
    expect(result).toMatch(/records processed\t\t5\n.*records successful\t\t3\n/);
    expect(result.trimEnd().split('\n').slice(-2).map((line) => line.split('\t').slice(0, 2))).toEqual([['4', '306-0000000-0000000'], ['5', whole]]);
    expect(arrived()?.sort()).toEqual([whole, letter].sort());
  });

  test('by feed takes effect also when nobody asks for it', async () => {
    const [id] = seed({ kind: 'plain' });
    const { feedDocumentId, url } = (await client.call('POST', '/feeds/2021-06-30/documents', { contentType: FLAT })).data;
    await client.upload(url, `${HEADER}\n${id}\t\t\t2026-08-20\tDHL\t\tT1\t`, FLAT);
    await client.call('POST', '/feeds/2021-06-30/feeds', { feedType: 'POST_FLAT_FILE_FULFILLMENT_DATA', marketplaceIds: [DE], inputFeedDocumentId: feedDocumentId });
    expect(arrived()).toEqual([]);
    clock += 10_000;
    expect(arrived()).toEqual([id]);
  });

  test('sent twice by feed changes nothing', async () => {
    const [id] = seed({ kind: 'plain' });
    const content = `${HEADER}\n${id}\t\t\t2026-08-20\tDHL\t\tT1\t`;
    await feed('POST_FLAT_FILE_FULFILLMENT_DATA', content, FLAT);
    const { result } = await feed('POST_FLAT_FILE_FULFILLMENT_DATA', content, FLAT);
    expect([result.includes('records successful\t\t1'), stored(id).packages.length]).toEqual([true, 1]);
  });

  test('goes by feed with several lines of one parcel', async () => {
    const [id] = seed({ kind: 'several-pieces' });
    const lines = stored(id).items.map(({ orderItemId, quantity }) => `${id}\t${orderItemId}\t${quantity}\t2026-08-20\tDHL\t\tT1\t`);
    const { result } = await feed('POST_FLAT_FILE_FULFILLMENT_DATA', [HEADER, ...lines].join('\n'), FLAT);
    expect([result.includes('records successful\t\t2'), stored(id).status, stored(id).packages.length]).toEqual([true, 'SHIPPED', 1]);
  });

  test('is refused from a place without VAT number, and by strange carriers into the EU', async () => {
    const [invoice, plain] = seed({ kind: 'invoice-by-amazon' }, { kind: 'plain' });
    await control(sandbox).post('amazon/account', { shipFrom: { country: 'GB', vat: false } });
    expect((await confirm(invoice)).data.errors[0].message).toContain('VAT');
    expect((await confirm(invoice, { shipFromSupplySourceId: 'S1' })).status).toBe(204);
    expect((await confirm(plain, { carrierCode: 'Other', carrierName: 'Brieftaube' })).data.errors[0].message).toContain('approved');
    expect((await confirm(plain)).status).toBe(204);
  });

  test('takes no file it cannot read', async () => {
    const { result } = await feed('POST_FLAT_FILE_FULFILLMENT_DATA', 'order\tcarrier\nx\ty', FLAT);
    expect(result).toContain('records processed\t\t0');
    const broken = await feed('POST_ORDER_FULFILLMENT_DATA', '<AmazonEnvelope>', 'text/xml; charset=UTF-8');
    expect(broken.done.processingStatus).toBe('FATAL');
  });

  test('goes by XML feed', async () => {
    const [id, bad] = seed({ kind: 'plain' }, { kind: 'cancelled' });
    const message = (number: number, order: string) => `<Message><MessageID>${number}</MessageID><OrderFulfillment><AmazonOrderID>${order}</AmazonOrderID><FulfillmentDate>2026-08-20T11:00:00Z</FulfillmentDate><FulfillmentData><CarrierCode>DHL</CarrierCode><ShippingMethod>Paket &amp; mehr</ShippingMethod><ShipperTrackingNumber>T${number}</ShipperTrackingNumber></FulfillmentData></OrderFulfillment></Message>`;
    const xml = `<?xml version="1.0" encoding="UTF-8"?><AmazonEnvelope><Header><DocumentVersion>1.01</DocumentVersion><MerchantIdentifier>${SELLER_ID}</MerchantIdentifier></Header><MessageType>OrderFulfillment</MessageType>${message(1, id)}${message(2, bad)}</AmazonEnvelope>`;
    const { result } = await feed('POST_ORDER_FULFILLMENT_DATA', xml, 'text/xml; charset=UTF-8');
    expect(result).toContain('<MessagesSuccessful>1</MessagesSuccessful><MessagesWithError>1</MessagesWithError>');
    expect([stored(id).status, stored(id).packages[0].shippingMethod, stored(bad).status]).toEqual(['SHIPPED', 'Paket & mehr', 'CANCELLED']);
  });

  test('needs the upload first, and exactly the declared type', async () => {
    const { feedDocumentId, url } = (await client.call('POST', '/feeds/2021-06-30/documents', { contentType: FLAT })).data;
    const create = (feedType: string) => client.call('POST', '/feeds/2021-06-30/feeds', { feedType, marketplaceIds: [DE], inputFeedDocumentId: feedDocumentId });
    expect((await create('POST_FLAT_FILE_FULFILLMENT_DATA')).status).toBe(400);
    expect((await client.upload(url, 'x', 'text/plain')).status).toBe(403);
    expect((await client.upload(url, 'x', FLAT)).status).toBe(200);
    expect((await create('POST_INVENTORY_AVAILABILITY_DATA')).status).toBe(400);
    expect((await create('POST_ORDER_FULFILLMENT_DATA')).status).toBe(400);
    expect((await create('POST_FLAT_FILE_FULFILLMENT_DATA')).status).toBe(202);
    clock += 300_001;
    expect((await client.upload(url, 'x', FLAT)).status).toBe(403);
    const { data } = await client.call('GET', '/feeds/2021-06-30/feeds?feedTypes=POST_FLAT_FILE_FULFILLMENT_DATA');
    expect(data.feeds).toMatchObject([{ feedType: 'POST_FLAT_FILE_FULFILLMENT_DATA', processingStatus: 'DONE' }]);
  });
});
