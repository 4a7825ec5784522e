import { setTime } from './support/time';
import type { IDataObject } from 'n8n-workflow';

import { AmazonRoom } from './support/room';

let room: AmazonRoom;
beforeAll(async () => {
  room = await AmazonRoom.open();
});
afterAll(async () => await room.close());
beforeEach(() => {
  room.reset();
  setTime(3_600_000);
});

const shipFrom = { name: 'Musterladen GmbH', addressLine1: 'Lagerstr. 9', city: 'Köln', postalCode: '50667', countryCode: 'DE', email: 'lager@example.com', phone: '+49 221 00000' };
const PARCEL = { orderId: '={{ $json.number }}', shipFrom, weightGrams: 900 };
const buy = async (numbers: string[], parameters: object = {}) => await room.outcomes('label', 'buy', { ...PARCEL, ...parameters }, numbers.map((number) => ({ number })));
const labels = async () => (await room.state<{ labels: IDataObject[] }>()).labels;

it.each([
  ['PDF', 'application/pdf', '%PDF-'],
  ['PNG', 'image/png', '\x89PNG'],
  ['ZPL203', 'application/zpl', '^XA'],
])('gives the label as a %s file', async (labelFormat, mimeType, start) => {
  for (const checksum of ['unpacked', 'packed']) {
    await room.assume({ 'label-checksum': checksum });
    const [number] = (await room.seed({ orders: 1 })) as [string];
    const { items, rows } = await buy([number], { labelFormat });
    const file = items[0]?.binary?.label;
    expect([file?.mimeType, Buffer.from(file?.data ?? '', 'base64').toString('latin1').startsWith(start)]).toEqual([mimeType, true]);
    expect(rows[0]).toMatchObject({ outcome: 'bought', orderId: number, trackingNumber: expect.any(String), price: expect.any(Number) });
    expect(rows[0]?.warning).toBeUndefined();
  }
});

it('takes only services that keep the promise to a Prime buyer, the cheapest of them', async () => {
  const [prime, plain] = (await room.seed({ orders: [{ kind: 'prime' }, { kind: 'plain' }] })) as [string, string];
  expect((await buy([prime, plain])).rows.map(({ serviceId }) => serviceId)).toEqual(['DHL_DE_PAKET', 'DHL_DE_PAKET']);
  const [other] = (await room.seed({ orders: [{ kind: 'plain' }] })) as [string];
  expect((await buy([other], { onlyProtected: false })).rows[0]?.serviceId).toBe('DHL_DE_WARENPOST');
});

it.each([
  ['a price above the limit', { highestPrice: 1 }],
  ['a service that is not offered', { chooseBy: 'service', serviceId: 'NO_SUCH' }],
  ['another carrier', { carrier: 'Postkutsche' }],
])('buys nothing for %s, and tells what was offered', async (_what, parameters) => {
  const [number] = (await room.seed({ orders: 1 })) as [string];
  const { problems } = await buy([number], parameters);
  expect(problems).toEqual([expect.objectContaining({ kind: 'refused', message: expect.stringMatching(/no service fits; offered are .*DHL_DE_PAKET.*terms to be accepted in Seller Central first: UPS/s) })]);
  expect(await labels()).toEqual([]);
});

it('never buys a second label: not when the answer is lost, not for an order that is packed', async () => {
  const [number] = (await room.seed({ orders: 1 })) as [string];
  await room.fault({ kind: 'reset-after-write', match: 'POST /amazon/mfn/v0/shipments', times: -1 });
  const { problems } = await buy([number]);
  expect(problems).toEqual([expect.objectContaining({ kind: 'unknown', message: expect.stringMatching(/was lost; the label was bought: tracking number \d+/) })]);
  await room.clearFaults();
  expect((await buy([number])).rows.map(({ outcome }) => outcome)).toEqual(['unchanged']);
  expect(await labels()).toHaveLength(1);
  expect((await room.calls()).createShipment).toBe(1);
});

it('packs an order in two parcels when it is told what is in each', async () => {
  const [number] = (await room.seed({ orders: [{ kind: 'several-pieces' }] })) as [string];
  const { orders } = await room.state<{ orders: Array<{ orderId: string; items: Array<{ orderItemId: string; quantity: number }> }> }>();
  const items = orders.find(({ orderId }) => orderId === number)?.items ?? [];
  const [first, ...rest] = items.map(({ orderItemId, quantity }) => ({ orderItemId, quantity }));
  for (const part of [[first], rest]) {
    const { rows } = await room.outcomes('label', 'buy', { ...PARCEL, items: JSON.stringify(part) }, [{ number }]);
    expect(rows.map(({ outcome }) => outcome)).toEqual(['bought']);
  }
  expect((await buy([number])).rows.map(({ outcome }) => outcome)).toEqual(['unchanged']);
  expect(await labels()).toHaveLength(2);
});

it('gives a label back, once', async () => {
  const [number] = (await room.seed({ orders: 1 })) as [string];
  const { rows } = await buy([number]);
  const giveBack = async () => (await room.outcomes('label', 'void', {}, [{ shipmentId: rows[0]?.shipmentId as string }])).rows.map(({ outcome }) => outcome);
  expect(await giveBack()).toEqual(['voided']);
  expect((await labels())[0]?.status).toBe('RefundPending');
  expect(await giveBack()).toEqual(['unchanged']);
});

it('says that the time for giving back has run out', async () => {
  const [number] = (await room.seed({ orders: 1 })) as [string];
  const { rows } = await buy([number]);
  setTime(3 * 86_400_000);
  const { problems } = await room.outcomes('label', 'void', {}, [{ shipmentId: rows[0]?.shipmentId as string }]);
  expect(problems).toEqual([expect.objectContaining({ kind: 'refused', nextStep: expect.stringContaining('run out') })]);
});

it('passes over what Amazon does not show as Prime when told to, after one look and without a purchase', async () => {
  const [prime, plain] = (await room.seed({ orders: [{ kind: 'prime' }, { kind: 'plain' }] })) as [string, string];
  const { rows } = await buy([prime, plain], { onlyPrime: true });
  expect(rows).toMatchObject([
    { outcome: 'bought', orderId: prime },
    { outcome: 'skipped', orderId: plain, warning: 'Not a Prime order' },
  ]);
  expect((await labels()).map(({ orderId }) => orderId)).toEqual([prime]);
  expect(await room.calls()).toMatchObject({ getOrder: 2, getEligibleShipmentServices: 1, createShipment: 1 });
});

it.each(['GB', 'US', 'ca'])('blames the set-up, and no order, for a sender in %s without state', async (countryCode) => {
  const [number] = (await room.seed({ orders: 1 })) as [string];
  const { problems } = await buy([number], { shipFrom: { ...shipFrom, countryCode } });
  expect(problems).toEqual([expect.objectContaining({ kind: 'unavailable', message: expect.stringContaining('stateOrProvinceCode') })]);
  expect(await room.calls()).toEqual({});
});

it('blames the set-up, and no order, for a sender without e-mail address', async () => {
  const [number] = (await room.seed({ orders: 1 })) as [string];
  const { problems } = await buy([number], { shipFrom: { ...shipFrom, email: '' } });
  expect(problems).toEqual([expect.objectContaining({ kind: 'unavailable', message: expect.stringContaining('email') })]);
  expect(await room.calls()).toEqual({});
});
