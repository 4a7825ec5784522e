import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { Shipment } from '../../nodes/shared/model';
import { runListMethod } from '../support/n8n';
import { many, order } from './support/orders';
import { LinnworksRoom, type StoredOrder } from './support/room';

// Some tests move hundreds of records through a real HTTP server.
jest.setTimeout(30_000);
jest.mock('n8n-workflow', () => ({ ...jest.requireActual<object>('n8n-workflow'), sleep: async () => {} }));

let room: LinnworksRoom;

beforeAll(async () => {
  room = await LinnworksRoom.open();
});
afterAll(async () => {
  await room.close();
});
beforeEach(() => {
  room.reset();
});

/** A warehouse's shipment of an order it got from Linnworks. */
function shipment(of: StoredOrder, changes: Partial<Shipment> = {}): Shipment {
  return {
    order: { channel: 'linnworks', account: 'main', id: of.OrderId },
    orderNumber: of.ReferenceNum,
    shippedAt: '2026-01-06T10:00:00.000Z',
    parcels: [{ id: 'p1', carrier: 'dhl', trackingNumber: `JD-${of.ReferenceNum}` }],
    ...changes,
  };
}

async function imported(count: number): Promise<StoredOrder[]> {
  await room.import(many(count));
  const stored = await room.orders();
  await room.forgetRequests();
  return stored;
}

const ship = async (shipments: Shipment[], more: INodeParameters = {}) =>
  await room.runOn('order', 'ship', { shipment: '={{ $json }}', ...more }, shipments as unknown as IDataObject[], true);

const processedCount = async () => (await room.orders()).filter(({ processedOn }) => processedOn !== null).length;
const physical = async () => (await room.state<{ stock: object }>()).stock;

describe('a despatch', () => {
  it('writes the tracking number, keeps everything else of the shipping info, and processes the order', async () => {
    const [stored] = (await imported(1)) as [StoredOrder];
    const { rows } = await ship([shipment(stored)]);
    expect(rows).toMatchObject([{ outcome: 'shipped', targetId: stored.OrderId, number: 'K0001', trackingNumber: 'JD-K0001' }]);
    const after = await room.order('K0001');
    expect(after.processedOn).not.toBeNull();
    expect(after.ShippingInfo).toEqual({ ...stored.ShippingInfo, TrackingNumber: 'JD-K0001' });
    expect(after.TotalsInfo).toEqual(stored.TotalsInfo);
  });

  it('takes 110 orders in 2 reads, 110 writes and 3 calls of processing', async () => {
    const stored = await imported(110);
    const { rows } = await ship(stored.map((one) => shipment(one)));
    expect(rows.map(({ outcome }) => outcome)).toEqual(Array(110).fill('shipped'));
    expect(await room.calls()).toEqual({
      'Auth/AuthorizeByApplication': 1,
      'Orders/GetOrdersById': 2,
      'Orders/SetOrderShippingInfo': 110,
      'Orders/ProcessOrdersInBatch': 3,
    });
  }, 30_000);

  it('writes only the tracking number where the order is to stay open, parked or not, and only once', async () => {
    const stored = (await imported(3)) as [StoredOrder, StoredOrder, StoredOrder];
    await room.edit(['K0002'], { Marker: 7 });
    await ship([shipment(stored[2])]);
    await room.forgetRequests();
    const shipments = stored.map((one) => shipment(one));
    const outcomes = async (more: INodeParameters = {}) => (await ship(shipments, { processOrder: false, ...more })).rows.map(({ outcome }) => outcome);
    expect(await outcomes({ dryRun: true })).toEqual(['would update', 'would update', 'unchanged']);
    expect(await outcomes()).toEqual(['updated', 'updated', 'unchanged']);
    expect((await room.orders()).map(({ ShippingInfo, processedOn }) => [ShippingInfo.TrackingNumber, processedOn === null])).toEqual([
      ['JD-K0001', true],
      ['JD-K0002', true],
      ['JD-K0003', false],
    ]);
    expect(await outcomes()).toEqual(['unchanged', 'unchanged', 'unchanged']);
    expect(await room.calls()).toMatchObject({ 'Orders/SetOrderShippingInfo': 2 });
    expect(await room.calls()).not.toHaveProperty(['Orders/ProcessOrdersInBatch']);
  });

  it('a second time changes nothing and says so', async () => {
    const stored = await imported(3);
    const shipments = stored.map((one) => shipment(one));
    await ship(shipments);
    await room.forgetRequests();
    const before = await physical();
    expect((await ship(shipments)).rows.map(({ outcome }) => outcome)).toEqual(Array(3).fill('unchanged'));
    expect(Object.keys(await room.calls()).sort()).toEqual(['Auth/AuthorizeByApplication', 'Orders/GetOrdersById']);
    expect(await physical()).toEqual(before);
  });

  it('without a number only processes', async () => {
    const stored = await imported(2);
    await ship(stored.map((one) => shipment(one, { parcels: [{ id: 'p1' }] })));
    expect((await room.calls())['Orders/SetOrderShippingInfo']).toBeUndefined();
    expect(await processedCount()).toBe(2);
  });

  it('groups by location, because one call takes one', async () => {
    await room.seed({ orders: 14 });
    const ready = (await room.orders()).filter(({ Status, IsParked }) => Status === 1 && !IsParked);
    expect(new Set(ready.map(({ LocationName }) => LocationName)).size).toBe(2);
    await ship(ready.map((one) => shipment(one)));
    expect((await room.calls())['Orders/ProcessOrdersInBatch']).toBe(2);
    expect(await processedCount()).toBe(ready.length);
  });

  it('names the numbers Linnworks has no place for', async () => {
    const [stored] = (await imported(1)) as [StoredOrder];
    const parcels = [
      { id: 'p0', trackingNumber: 'VOID', voided: true },
      { id: 'p1', trackingNumber: 'JD1' },
      { id: 'p2', trackingNumber: 'JD2' },
    ];
    expect((await ship([shipment(stored, { parcels })])).rows).toMatchObject([{ trackingNumber: 'JD1', furtherTrackingNumbers: 'JD2' }]);
  });

  it('uses the postal service of the table, by id or name', async () => {
    const stored = await imported(2);
    const services = (await runListMethod({
      type: 'linnworks',
      kind: 'loadOptions',
      method: 'getPostalServices',
      vault: await room.vault(),
    })) as Array<{ name: string; value: string }>;
    const id = services.find(({ name }) => name === 'DPD Classic')?.value ?? '';
    const table = (postalService: string) => ({ options: { postalServices: { service: [{ carrier: 'DHL', postalService }] } } });
    await ship([shipment(stored[0] as StoredOrder)], table(id));
    await ship([shipment(stored[1] as StoredOrder)], table('dpd classic'));
    expect((await room.orders()).map(({ ShippingInfo }) => ShippingInfo.PostalServiceName)).toEqual(['DPD Classic', 'DPD Classic']);
    const third = await room.import([order('C3')]).then(async () => await room.order('C3'));
    expect((await ship([shipment(third)], table('No Such'))).problems).toMatchObject([{ kind: 'unavailable' }]);
  });
});

describe('finding the order', () => {
  it("by the channel's identity, one look-up each", async () => {
    await imported(2);
    const parcels = [{ id: 'p1', trackingNumber: 'JD1' }];
    const shipments = ['K0001', 'K0002'].map((id) => ({
      order: { channel: 'kaufland', account: 'de', id },
      shippedAt: '2026-01-06T10:00:00.000Z',
      parcels,
    }));
    expect((await ship(shipments)).rows.map(({ outcome }) => outcome)).toEqual(['shipped', 'shipped']);
    const calls = await room.calls();
    expect([calls['Orders/GetOrderDetailsByReferenceId'], calls['Orders/GetOrdersById']]).toEqual([2, undefined]);
  });

  it('never by a reference that belongs to another channel', async () => {
    const [stored] = (await imported(1)) as [StoredOrder];
    const { problems } = await ship([shipment(stored, { order: { channel: 'shoprenter', account: 'shop', id: 'K0001' } })]);
    expect(problems).toMatchObject([{ kind: 'refused', code: 'not-found', message: "Order 'K0001' is not at Linnworks" }]);
    expect(await processedCount()).toBe(0);
  });

  it.each<[string, (stored: StoredOrder) => string, INodeParameters]>([
    ['number of Linnworks', (stored) => `LW-${stored.NumOrderId}`, { findBy: 'number', numberPrefix: 'LW-' }],
    ['reference', (stored) => stored.ReferenceNum, { findBy: 'reference' }],
  ])('by its order number as %s', async (_, numberOf, parameters) => {
    const [stored] = (await imported(1)) as [StoredOrder];
    const of = { order: { channel: 'mintsoft', account: 'main', id: '9' }, orderNumber: numberOf(stored) };
    expect((await ship([shipment(stored, of)], parameters)).rows).toMatchObject([{ outcome: 'shipped', targetId: stored.OrderId }]);
  });

  it('by the id among the references, and by the reference when that id is gone', async () => {
    const stored = await imported(2);
    const gone = { channel: 'linnworks', account: 'main', id: '11111111-1111-4111-8111-111111111111' };
    const { rows } = await ship([
      shipment(stored[0] as StoredOrder, {
        order: { channel: 'mintsoft', account: 'main', id: '9' },
        references: { linnworksOrderId: stored[0]?.OrderId },
      }),
      shipment(stored[1] as StoredOrder, { order: gone, references: { referenceNum: 'K0002' } }),
    ]);
    expect(rows.map(({ referenceNumber }) => referenceNumber)).toEqual(['K0001', 'K0002']);
  });

  it('refuses a reference that several orders have', async () => {
    await room.import([order('A1'), order('A1', { identity: { channel: 'kaufland', account: 'sk', id: 'A1' } })]);
    const [stored] = (await room.orders()) as [StoredOrder];
    expect((await ship([shipment(stored)], { findBy: 'reference' })).problems).toMatchObject([{ code: 'ambiguous' }]);
    expect(await processedCount()).toBe(0);
  });

  it('ships an order once when two items are about it', async () => {
    const [stored] = (await imported(1)) as [StoredOrder];
    const { rows } = await ship([shipment(stored), shipment(stored)]);
    expect(rows.map(({ outcome }) => outcome)).toEqual(['shipped', 'unchanged']);
    expect((await room.calls())['Orders/SetOrderShippingInfo']).toBe(1);
  });
});

describe('an account that wants invoices printed', () => {
  it.each([
    ['whenRequired', 'shipped', { 'Orders/SetInvoicesPrinted': 1, 'Orders/ProcessOrdersInBatch': 2 }],
    ['always', 'shipped', { 'Orders/SetInvoicesPrinted': 1, 'Orders/ProcessOrdersInBatch': 1 }],
  ])('%s: %s', async (invoicePrinted, outcome, calls) => {
    const stored = await imported(3);
    await room.account({ invoiceRequired: true });
    const { rows } = await ship(
      stored.map((one) => shipment(one)),
      { invoicePrinted },
    );
    expect(rows).toMatchObject(Array(3).fill({ outcome, invoiceMarkedAsPrinted: true }));
    expect(await room.calls()).toMatchObject(calls);
    expect((await room.orders()).every((one) => one.invoicePrinted)).toBe(true);
  });

  it('never: is refused with what to do, and nothing is marked', async () => {
    const stored = await imported(1);
    await room.account({ invoiceRequired: true });
    const { problems } = await ship([shipment(stored[0] as StoredOrder)], { invoicePrinted: 'never' });
    expect(problems).toMatchObject([{ kind: 'refused', nextStep: expect.stringMatching(/Mark Invoice as Printed/) as string }]);
    expect((await room.order('K0001')).invoicePrinted).toBe(false);
  });

  it('whenRequired marks nothing where nobody asks', async () => {
    const stored = await imported(2);
    await ship(stored.map((one) => shipment(one)));
    expect((await room.calls())['Orders/SetInvoicesPrinted']).toBeUndefined();
  });
});

describe('orders that cannot be processed', () => {
  it.each<[string, Record<string, unknown>, RegExp]>([
    ['parked', { Marker: 7 }, /parked/],
    ['on hold', { HoldOrCancel: true }, /on hold/],
    ['unpaid', { Status: 0 }, /unpaid/],
  ])('%s: is refused before anything is written', async (_, set, message) => {
    const [stored] = (await imported(1)) as [StoredOrder];
    await room.edit(['K0001'], set);
    await room.forgetRequests();
    const { problems } = await ship([shipment(stored)]);
    expect(problems).toMatchObject([{ kind: 'refused', message: expect.stringMatching(message) as string }]);
    expect(Object.keys(await room.calls()).sort()).toEqual(['Auth/AuthorizeByApplication', 'Orders/GetOrdersById']);
  });

  it('locked ones, which v1 does not show, are refused by Linnworks in its words', async () => {
    const [stored] = (await imported(1)) as [StoredOrder];
    await room.edit(['K0001'], { locked: true });
    expect((await ship([shipment(stored)])).problems).toMatchObject([
      { kind: 'refused', message: expect.stringMatching(/locked/) as string, nextStep: expect.stringMatching(/Unlock/) as string },
    ]);
  });

  it('cancelled ones are refused', async () => {
    const [stored] = (await imported(1)) as [StoredOrder];
    await room.cancelAtLinnworks(['K0001']);
    expect((await ship([shipment(stored)])).problems).toMatchObject([{ message: "Order 'K0001' is cancelled at Linnworks" }]);
  });

  it('one does not stop the others', async () => {
    const stored = await imported(5);
    await room.fault({ kind: 'refuse', record: 'K0003', message: 'Insufficient stock.' });
    const { rows, problems } = await ship(stored.map((one) => shipment(one)));
    expect(rows).toHaveLength(4);
    expect(problems).toMatchObject([{ item: 2, kind: 'refused', nextStep: expect.stringMatching(/Correct the stock/) as string }]);
    expect(await processedCount()).toBe(4);
  });

  it('a part of an order is refused', async () => {
    const [stored] = (await imported(1)) as [StoredOrder];
    const { problems } = await ship([shipment(stored, { complete: false })]);
    expect(problems).toMatchObject([{ nextStep: expect.stringMatching(/Split the order/) as string }]);
  });
});

describe('when answers are lost or Linnworks is down', () => {
  it.each(['error', 'processed'])('a processing that arrived is read back, not repeated (again: %s)', async (again) => {
    await room.assume({ 'process-again': again });
    const stored = await imported(3);
    const before = await physical();
    await room.fault({ kind: 'reset-after-write', match: 'ProcessOrdersInBatch' });
    const { rows } = await ship(stored.map((one) => shipment(one)));
    expect(rows.map(({ outcome }) => outcome)).toEqual(Array(3).fill('shipped'));
    expect((await room.calls())['Orders/ProcessOrdersInBatch']).toBe(1);
    expect(await physical()).not.toEqual(before);
    expect(await processedCount()).toBe(3);
  });

  it('one that did not arrive is sent once more', async () => {
    const stored = await imported(3);
    await room.fault({ kind: 'reset', match: 'ProcessOrdersInBatch' });
    expect((await ship(stored.map((one) => shipment(one)))).rows.map(({ outcome }) => outcome)).toEqual(Array(3).fill('shipped'));
    expect(await processedCount()).toBe(3);
  });

  it('a processing that stays unclear is settled by the next run', async () => {
    const stored = await imported(3);
    await room.fault({ kind: 'status-5xx', match: 'ProcessOrdersInBatch', times: -1 });
    const { problems } = await ship(stored.map((one) => shipment(one)));
    expect(problems.map(({ kind }) => kind)).toEqual(Array(3).fill('unknown'));
    await room.clearFaults();
    await room.forgetRequests();
    const { rows } = await ship(stored.map((one) => shipment(one)));
    expect(rows.map(({ outcome }) => outcome)).toEqual(Array(3).fill('shipped'));
    // The numbers were written by the first run.
    expect((await room.calls())['Orders/SetOrderShippingInfo']).toBeUndefined();
  });

  it('stops where Linnworks is down: nothing is processed, everything says unavailable', async () => {
    const stored = await imported(3);
    await room.fault({ kind: 'status-5xx', match: 'SetOrderShippingInfo', times: -1 });
    const { problems } = await ship(stored.map((one) => shipment(one)));
    expect(problems.map(({ kind }) => kind)).toEqual(Array(3).fill('unavailable'));
    expect((await room.calls())['Orders/ProcessOrdersInBatch']).toBeUndefined();
  });
});

it('a dry run looks up and writes nothing', async () => {
  const stored = await imported(2);
  await room.edit(['K0002'], { TrackingNumber: 'JD-K0002' });
  const before = await room.orders();
  await room.forgetRequests();
  const { rows } = await ship(
    stored.map((one) => shipment(one)),
    { dryRun: true },
  );
  expect(rows).toMatchObject([
    { outcome: 'would ship', request: { path: '/api/Orders/SetOrderShippingInfo' }, plan: expect.any(String) as string },
    { outcome: 'would ship', request: { path: '/api/Orders/ProcessOrdersInBatch' } },
  ]);
  expect(await room.orders()).toEqual(before);
  expect((await room.requests()).every(({ path }) => /Authorize|GetOrdersById/.test(path))).toBe(true);
});
