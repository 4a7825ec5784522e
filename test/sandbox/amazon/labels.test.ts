import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { control } from '../clients';
import { startSandbox, type Sandbox } from '../server';
import { amazon, type Client } from './client';

const NOW = Date.parse('2026-08-20T12:00:00Z');
type Json = Record<string, unknown>;
type Service = Json & { ShippingServiceId: string; ShippingServiceOfferId: string };

describe('labels of the Amazon room', () => {
  let clock = NOW;
  let sandbox: Sandbox;
  let client: Client;
  const seed = (...orders: unknown[]) => (sandbox.room('amazon').seed({ orders }) as { orders: string[] }).orders;
  const stored = (id: string) => (sandbox.room('amazon').state().orders as Array<{ orderId: string; status: string; packages: Json[]; items: Array<{ orderItemId: string; quantity: number }> }>).find(({ orderId }) => orderId === id)!;
  const bought = () => sandbox.room('amazon').state().labels as Json[];
  const details = (id: string, change: Json = {}) => ({
    AmazonOrderId: id,
    ItemList: stored(id).items.map(({ orderItemId, quantity }) => ({ OrderItemId: orderItemId, Quantity: quantity })),
    ShipFromAddress: { Name: 'Musterladen GmbH', AddressLine1: 'Lagerstr. 9', City: 'Köln', PostalCode: '50667', CountryCode: 'DE', Email: 'lager@example.com', Phone: '+4922100000' },
    PackageDimensions: { Length: 30, Width: 20, Height: 15, Unit: 'centimeters' },
    Weight: { Value: 900, Unit: 'g' },
    ShippingServiceOptions: { DeliveryExperience: 'DeliveryConfirmationWithoutSignature', CarrierWillPickUp: false, LabelFormat: 'PDF' },
    ...change,
  });
  const quote = async (id: string, change: Json = {}) => await client.call('POST', '/mfn/v0/eligibleShippingServices', { ShipmentRequestDetails: details(id, change) });
  const buy = async (id: string, service: Partial<Service>, change: Json = {}, more: Json = {}) => {
    await control(sandbox).post('amazon/quota', { operation: 'createShipment' });
    return await client.restricted('POST', '/mfn/v0/shipments', { ShipmentRequestDetails: details(id, change), ShippingServiceId: service.ShippingServiceId, ShippingServiceOfferId: service.ShippingServiceOfferId, ...more });
  };
  const offer = async (id: string, name = 'DHL_DE_PAKET', change: Json = {}): Promise<Service> => ((await quote(id, change)).data.payload.ShippingServiceList as Service[]).find(({ ShippingServiceId }) => ShippingServiceId === name)!;

  beforeAll(async () => {
    sandbox = await startSandbox({ now: () => clock });
  });
  beforeEach(async () => {
    clock = NOW;
    sandbox.reset();
    client = await amazon(sandbox);
  });
  afterAll(() => sandbox.close());

  test('are quoted by what the parcel and the promise allow', async () => {
    const [plain, prime] = seed({ kind: 'plain' }, { kind: 'prime' });
    const ids = async (id: string, change: Json = {}) => (await quote(id, change)).data.payload.ShippingServiceList.map(({ ShippingServiceId }: Service) => ShippingServiceId);
    expect(await ids(plain)).toEqual(['DHL_DE_PAKET', 'DPD_DE_CLASSIC', 'DHL_DE_WARENPOST', 'DHL_DE_CUSTOMS']);
    expect(await ids(prime)).not.toContain('DHL_DE_WARENPOST');
    expect(await ids(plain, { Weight: { Value: 1_000, Unit: 'oz' } })).toEqual(['DHL_DE_PAKET', 'DHL_DE_CUSTOMS']);
    const late = (await quote(plain, { ShipDate: '2026-09-20T12:00:00Z' })).data.payload;
    expect([late.ShippingServiceList, late.RejectedShippingServiceList.length]).toEqual([[], 4]);
  });

  test.each([
    ['PDF', 'application/pdf', '%PDF-1.4'],
    ['PNG', 'image/png', '\x89PNG'],
    ['ZPL203', 'application/zpl', '^XA'],
  ])('are bought as %s, which confirms the despatch', async (format, type, start) => {
    const [id] = seed({ kind: 'prime' });
    const options = { ShippingServiceOptions: { DeliveryExperience: 'DeliveryConfirmationWithoutSignature', CarrierWillPickUp: false, LabelFormat: format } };
    const { status, data } = await buy(id, await offer(id, 'DHL_DE_PAKET', options), options);
    const { FileContents, LabelFormat } = data.payload.Label;
    const file = gunzipSync(Buffer.from(FileContents.Contents, 'base64'));
    expect([status, FileContents.FileType, LabelFormat, file.toString('latin1').startsWith(start)]).toEqual([200, type, format, true]);
    expect(FileContents.Checksum).toBe(createHash('md5').update(file).digest('base64'));
    expect([stored(id).status, stored(id).packages]).toMatchObject(['SHIPPED', [{ trackingNumber: data.payload.TrackingId, by: 'label' }]]);
    expect(sandbox.room('amazon').sync().shipments?.incoming).toEqual([]);
  });

  test('need a restricted data token; the generic path opens every shipment', async () => {
    const [id] = seed({ kind: 'plain' });
    const service = await offer(id);
    expect((await client.call('POST', '/mfn/v0/shipments', { ShipmentRequestDetails: details(id), ...service })).status).toBe(403);
    const { ShipmentId } = (await buy(id, service)).data.payload;
    expect((await client.restricted('GET', `/mfn/v0/shipments/${ShipmentId}`, undefined, '/mfn/v0/shipments/{shipmentId}')).data.payload.Status).toBe('Purchased');
    await control(sandbox).post('amazon/quota');
    expect((await client.call('GET', `/mfn/v0/shipments/${ShipmentId}`)).status).toBe(403);
  });

  test('are never bought twice for the same pieces, but they are for others', async () => {
    const [id] = seed({ kind: 'several-pieces' });
    const [mugs] = stored(id).items;
    const one = { ItemList: [{ OrderItemId: mugs.orderItemId, Quantity: 1 }] };
    expect((await buy(id, await offer(id, 'DHL_DE_PAKET', one), one)).status).toBe(200);
    expect((await buy(id, await offer(id, 'DHL_DE_PAKET', one), one)).status).toBe(200);
    expect([bought().length, stored(id).status]).toEqual([2, 'PARTIALLY_SHIPPED']);
    const all = await buy(id, { ShippingServiceId: 'DHL_DE_PAKET' });
    expect([all.status, all.data.errors[0].code, bought().length]).toEqual([400, 'ShipmentAlreadyExists', 2]);
  });

  test('are refused for an offer that is wrong, gone, or for another parcel', async () => {
    const [id] = seed({ kind: 'plain' });
    const service = await offer(id);
    const code = async (answer: Promise<{ data: { errors: Array<{ code: string }> } }>) => (await answer).data.errors[0].code;
    expect(await code(buy(id, { ...service, ShippingServiceOfferId: 'x' }))).toBe('InvalidShippingServiceOfferId');
    expect(await code(buy(id, service, { Weight: { Value: 901, Unit: 'g' } }))).toBe('InvalidInput');
    await control(sandbox).post('amazon/expireOffers');
    expect(await code(buy(id, service))).toBe('ShippingServiceOfferNotAvailable');
    expect(await code(buy(id, await offer(id, 'DHL_DE_CUSTOMS')))).toBe('InvalidInput');
    const inputs = { ShipmentLevelSellerInputsList: [{ AdditionalInputFieldName: 'CONTENT_DESCRIPTION', AdditionalSellerInput: { DataType: 'STRING', ValueAsString: 'Tasse' } }] };
    expect(bought()).toEqual([]);
    expect((await buy(id, await offer(id, 'DHL_DE_CUSTOMS'), {}, inputs)).status).toBe(200);
  });

  test('are given back within the window', async () => {
    const [id, other] = seed({ kind: 'plain' }, { kind: 'plain' });
    const { ShipmentId } = (await buy(id, await offer(id))).data.payload;
    const second = (await buy(other, await offer(other))).data.payload.ShipmentId;
    const cancel = async (shipment: string) => {
      await control(sandbox).post('amazon/quota', { operation: 'cancelShipment' });
      return await client.restricted('DELETE', `/mfn/v0/shipments/${shipment}`);
    };
    expect([(await cancel(ShipmentId)).data.payload.Status, stored(id).status]).toEqual(['RefundPending', 'UNSHIPPED']);
    const again = await cancel(ShipmentId);
    expect([again.status, again.data.errors[0].code]).toEqual([404, 'InvalidState']);
    clock += 3_599_000;
    expect((await client.restricted('GET', `/mfn/v0/shipments/${ShipmentId}`)).data.payload.Status).toBe('RefundPending');
    clock += 24 * 3_600_000;
    client = await amazon(sandbox);
    expect((await cancel(second)).data.errors[0].code).toBe('LabelCancelWindowExpired');
    expect((await cancel('00000000-0000-0000-0000-000000000000')).status).toBe(404);
  });

  test.each([
    ['a long name', { ShipFromAddress: { Name: 'x'.repeat(31), AddressLine1: 'a', City: 'b', PostalCode: '1', CountryCode: 'DE', Email: 'e', Phone: '1' } }],
    ['no phone', { ShipFromAddress: { Name: 'x', AddressLine1: 'a', City: 'b', PostalCode: '1', CountryCode: 'DE', Email: 'e' } }],
    ['kilograms', { Weight: { Value: 1, Unit: 'kg' } }],
    ['a unit missing', { PackageDimensions: { Length: 1, Width: 1, Height: 1 } }],
    ['a British address without a county', { ShipFromAddress: { Name: 'x', AddressLine1: 'a', City: 'b', PostalCode: '1', CountryCode: 'GB', Email: 'e', Phone: '1' } }],
    ['a foreign item', { ItemList: [{ OrderItemId: '1', Quantity: 1 }] }],
  ])('are not quoted with %s', async (_name, change) => {
    const [id] = seed({ kind: 'plain' });
    expect((await quote(id, change)).status).toBe(400);
  });

  test('may come with another checksum and without their format', async () => {
    const [id] = seed({ kind: 'plain' });
    await control(sandbox).post('amazon/assume', { 'label-checksum': 'packed', 'label-format-in-answer': 'empty' });
    const { FileContents, LabelFormat } = (await buy(id, await offer(id))).data.payload.Label;
    expect([LabelFormat, FileContents.Checksum]).toEqual(['', createHash('md5').update(Buffer.from(FileContents.Contents, 'base64')).digest('base64')]);
  });
});
