import { setTime } from './support/time';
import type { IDataObject } from 'n8n-workflow';

import { errorsOf } from '../../nodes/Amazon/ship-feed';
import { packageReference, shipJob } from '../../nodes/Amazon/ship-jobs';
import { AmazonRoom } from './support/room';

interface Stored {
  orderId: string;
  status: string;
  items: Array<{ orderItemId: string; sku: string; quantity: number; shipped: number }>;
  packages: Array<{ packageReferenceId: string; carrierCode: string; carrierName?: string; trackingNumber?: string; items: Array<{ orderItemId: string; quantity: number }> }>;
}

let room: AmazonRoom;
beforeAll(async () => {
  room = await AmazonRoom.open();
});
afterAll(async () => await room.close());
beforeEach(() => {
  room.reset();
  setTime(3_600_000);
});

const parcel = (id: string, more: IDataObject = {}): IDataObject => ({ id, carrier: 'dhl', trackingNumber: `JD-${id}`, ...more });
const shipment = (orderId: string, parcels: IDataObject[] = [parcel('1')], more: IDataObject = {}): IDataObject => ({
  order: { channel: 'amazon', account: 'main', id: orderId },
  orderNumber: orderId,
  shippedAt: new Date(Date.now() - 600_000).toISOString(),
  parcels,
  ...more,
});
const stored = async (orderId: string): Promise<Stored> => {
  const { orders } = await room.state<{ orders: Stored[] }>();
  return orders.find((one) => one.orderId === orderId) as Stored;
};
const ship = async (shipments: IDataObject[], parameters: IDataObject = {}) =>
  await room.outcomes('order', 'ship', { shipment: '={{ $json }}', ...parameters } as never, shipments);

it('confirms several parcels with their contents, and each of them once', async () => {
  const [orderId] = (await room.seed({ orders: [{ kind: 'several-pieces' }] })) as [string];
  const [first, second] = (await stored(orderId)).items as [Stored['items'][number], Stored['items'][number]];
  const one = shipment(orderId, [parcel('A-1', { lines: [{ lineId: first.orderItemId, quantity: 2 }] })]);
  const both = shipment(orderId, [
    parcel('A-1', { lines: [{ lineId: first.orderItemId, quantity: 2 }] }),
    parcel('A-2', { lines: [{ lineId: first.orderItemId, quantity: first.quantity - 2 }, { sku: second.sku, quantity: second.quantity }] }),
  ]);
  expect((await ship([one])).rows.map(({ outcome }) => outcome)).toEqual(['shipped']);
  expect((await stored(orderId)).status).toBe('PARTIALLY_SHIPPED');
  await room.forgetRequests();
  expect((await ship([both])).rows.map(({ outcome }) => outcome)).toEqual(['shipped']);
  expect((await room.calls()).confirmShipment).toBe(1);
  const after = await stored(orderId);
  expect(after.status).toBe('SHIPPED');
  expect(after.packages.map(({ trackingNumber }) => trackingNumber)).toEqual(['JD-A-1', 'JD-A-2']);
  expect((await ship([both])).rows.map(({ outcome }) => outcome)).toEqual(['unchanged']);
});

it('edits the package of a parcel whose number was corrected', async () => {
  const [orderId] = (await room.seed({ orders: 1 })) as [string];
  await ship([shipment(orderId)]);
  await ship([shipment(orderId, [parcel('1', { trackingNumber: 'JD-CORRECT' })])]);
  expect((await stored(orderId)).packages.map(({ packageReferenceId, trackingNumber }) => [packageReferenceId, trackingNumber])).toEqual([[packageReference('1'), 'JD-CORRECT']]);
});

it('makes package numbers of parcel ids that Amazon takes, always the same ones', () => {
  for (const id of ['1', 'p1', '0', 'ü', '00340434161094000001']) {
    expect(packageReference(id)).toMatch(/^1\d{9}$/);
    expect(packageReference(id)).toBe(packageReference(id));
  }
  expect(packageReference('p1')).not.toBe(packageReference('p2'));
});

it('refuses what is cancelled or fulfilled by Amazon, naming it, and the others go through', async () => {
  const [cancelled, fba, open] = (await room.seed({ orders: [{ kind: 'cancelled' }, { kind: 'fba' }, { kind: 'plain' }] })) as [string, string, string];
  const { rows, problems } = await ship([shipment(cancelled), shipment(fba), shipment(open)]);
  expect(rows.map(({ orderId, outcome }) => [orderId, outcome])).toEqual([[open, 'shipped']]);
  expect(problems.map(({ item, kind, message }) => [item, kind, message])).toEqual([
    [0, 'refused', `Order '${cancelled}' is cancelled at Amazon`],
    [1, 'refused', `Order '${fba}' is fulfilled by Amazon`],
  ]);
});

it.each(['PackageToUpdateNotFound', 'accepted'])('takes an order shipped in Seller Central as done, where a second confirmation is %s', async (answer) => {
  await room.assume({ 'second-confirmation-after-full': answer });
  const [orderId] = (await room.seed({ orders: 1 })) as [string];
  await room.act('despatch', { orderIds: [orderId] });
  const before = await stored(orderId);
  const { rows } = await ship([shipment(orderId)]);
  expect(rows).toEqual([expect.objectContaining({ outcome: 'unchanged', trackingNumberAtAmazon: before.packages[0]?.trackingNumber })]);
  expect(await stored(orderId)).toEqual(before);
});

it.each(['400', 'accepted'])('never sends a time that lies ahead, which Amazon may answer with %s', async (answer) => {
  await room.assume({ 'ship-date-in-future': answer });
  const [orderId] = (await room.seed({ orders: 1 })) as [string];
  const ahead = shipment(orderId, [parcel('1')], { shippedAt: new Date(Date.now() + 86_400_000).toISOString() });
  expect((await ship([ahead])).rows.map(({ outcome }) => outcome)).toEqual(['shipped']);
  const job = shipJob(0, ahead as never, { rules: [], otherAllowed: false }, Date.parse('2026-01-02T00:00:00.000Z'));
  expect(job.parcels[0]?.shipDate).toBe('2026-01-02T00:00:00.000Z');
});

describe('carriers', () => {
  it.each(['accepted', '400'])('refuses one without a name at Amazon before it is sent (unlisted carriers: %s)', async (answer) => {
    await room.assume({ 'unlisted-carrier': answer });
    const [orderId] = (await room.seed({ orders: 1 })) as [string];
    const odd = shipment(orderId, [parcel('1', { carrier: 'other', carrierName: 'Postkutsche' })]);
    const { problems } = await ship([odd]);
    expect(problems).toEqual([expect.objectContaining({ kind: 'refused', message: expect.stringContaining('Postkutsche'), nextStep: expect.stringContaining('Carriers') })]);
    expect(await room.calls()).toEqual({});
  });

  it('sends Other with the name only where that is chosen, and warns', async () => {
    const [orderId] = (await room.seed({ orders: 1 })) as [string];
    const { rows } = await ship([shipment(orderId, [parcel('1', { carrier: 'other', carrierName: 'Postkutsche' })])], { unknownCarrier: 'other' });
    expect(rows[0]?.warning).toContain('Postkutsche');
    expect((await stored(orderId)).packages[0]).toMatchObject({ carrierCode: 'Other', carrierName: 'Postkutsche' });
  });

  it("takes the operator's own spelling", async () => {
    const [orderId] = (await room.seed({ orders: 1 })) as [string];
    const carriers = { carrier: [{ carrier: 'hermes', amazonCarrier: 'Hermes', shippingMethod: 'Paket' }] };
    await ship([shipment(orderId, [parcel('1', { carrier: 'hermes' })])], { carriers });
    expect((await stored(orderId)).packages[0]?.carrierCode).toBe('Hermes');
  });
});

describe('by feed', () => {
  it('takes four calls for many orders, and letters without a number', async () => {
    const ids = await room.seed({ orders: Array.from({ length: 120 }, () => ({ kind: 'plain' })) });
    await room.forgetRequests();
    const { rows, problems } = await ship(ids.map((id, index) => shipment(id, [parcel('1', index === 0 ? { trackingNumber: undefined } : {})])));
    expect(problems).toEqual([]);
    expect(new Set(rows.map(({ outcome }) => outcome))).toEqual(new Set(['shipped']));
    const { 'lwa.token': _login, 'documents.upload': up, 'documents.download': down, getFeed, ...calls } = await room.calls();
    expect(calls).toEqual({ createFeedDocument: 1, createFeed: 1, getFeedDocument: 1 });
    expect([up, down, (getFeed ?? 0) >= 1]).toEqual([1, 1, true]);
    const { orders } = await room.state<{ orders: Stored[] }>();
    expect(orders.every(({ status, packages }) => status === 'SHIPPED' && packages.length === 1)).toBe(true);
  });

  it('takes an order that was shipped already as done', async () => {
    const [orderId] = (await room.seed({ orders: 1 })) as [string];
    await room.act('despatch', { orderIds: [orderId] });
    const { rows, problems } = await ship([shipment(orderId)], { sendBy: 'feed' });
    expect([rows.map(({ outcome }) => outcome), problems]).toEqual([['unchanged'], []]);
    expect((await stored(orderId)).packages).toHaveLength(1);
  });

  it('tells which order the feed refused, in Amazon\'s words', async () => {
    const [orderId] = (await room.seed({ orders: 1 })) as [string];
    const { rows, problems } = await ship([shipment(orderId), shipment('306-0000000-0000000')], { sendBy: 'feed' });
    expect(rows.map(({ orderId: id }) => id)).toEqual([orderId]);
    expect(problems).toEqual([expect.objectContaining({ item: 1, kind: 'refused', message: expect.stringContaining("Order '306-0000000-0000000': Amazon refused") })]);
  });

  it('reads error lines by the order in them, else by their place, and leaves warnings out', () => {
    const jobs = ['306-0000000-0000001', '306-0000000-0000002', '306-0000000-0000003'].map((id, index) =>
      shipJob(index, shipment(id) as never, { rules: [], otherAllowed: false }, Date.now()),
    );
    const report = ['Feed Processing Summary:', 'Number of records processed\t\t3', '', 'original-record-number\torder-id\terror-code\terror-type\terror-message', '1\t306-0000000-0000002\t18028\tError\tunknown order', '3\t\t99010\tError\tmissing value', '1\t306-0000000-0000001\t5\tWarning\todd number'].join('\r\n');
    expect([...errorsOf(report, jobs)]).toEqual([
      ['306-0000000-0000002', '18028 Error unknown order'],
      ['306-0000000-0000003', '99010 Error missing value'],
    ]);
  });

  it('tells a feed that Amazon is still busy with as an open question', async () => {
    const [orderId] = (await room.seed({ orders: 1 })) as [string];
    await room.act('feeds', { polls: 100_000 }).catch(() => undefined);
    const { rows, problems } = await ship([shipment(orderId)], { sendBy: 'feed', waitMinutes: 1 });
    expect(rows.length + problems.length).toBe(1);
    for (const problem of problems) expect(problem).toMatchObject({ kind: 'unknown', message: expect.stringContaining('still processing feed') });
  });
});
