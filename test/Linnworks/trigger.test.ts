import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { Poller } from '../support/n8n';
import { many, order } from './support/orders';
import { DEFAULT_LOCATION, LinnworksRoom } from './support/room';

// Some tests move hundreds of records through a real HTTP server.
jest.setTimeout(30_000);
jest.mock('n8n-workflow', () => ({ ...jest.requireActual<object>('n8n-workflow'), sleep: async () => {} }));

let room: LinnworksRoom;
/** The sandbox's clock where a test sets times. */
let clock: number | undefined;

beforeAll(async () => {
  room = await LinnworksRoom.open(() => clock ?? Date.now());
});
afterAll(async () => {
  await room.close();
});
beforeEach(() => {
  clock = undefined;
  room.reset();
});

const poller = async (parameters: INodeParameters, memory?: object) =>
  new Poller({ type: 'linnworksTrigger', parameters, vault: await room.vault(), memory });
const yesterday = new Date(Date.now() - 26 * 3_600_000).toISOString();
const references = (rows: IDataObject[]) =>
  (rows as unknown as Array<{ references: { referenceNum: string } }>).map(({ references: { referenceNum } }) => referenceNum).sort();
const numbers = (rows: IDataObject[]) => (rows as unknown as Array<{ orderNumber: string }>).map(({ orderNumber }) => orderNumber).sort();

describe('Order Paid', () => {
  it('hands on nothing old when it is published, then what is paid, once', async () => {
    clock = Date.now() - 60_000;
    await room.import(many(3));
    clock = undefined;
    const trigger = await poller({ event: 'orderPaid' });
    expect(await trigger.poll()).toEqual([]);
    await room.import([order('NEW')]);
    expect(references(await trigger.poll())).toEqual(['NEW']);
    await room.edit(['NEW'], { TrackingNumber: 'X' });
    expect(await trigger.poll()).toEqual([]);
  });

  it('hands a parked order on when it is released', async () => {
    await room.import([order('A1'), order('B2')]);
    await room.edit(['B2'], { Marker: 7 });
    const trigger = await poller({ event: 'orderPaid', startFrom: yesterday });
    expect(references(await trigger.poll())).toEqual(['A1']);
    await room.edit(['B2'], { Marker: 0 });
    expect(references(await trigger.poll())).toEqual(['B2']);
  });

  it('keeps to a source and a location, whose id saves a call', async () => {
    await room.seed({ orders: 6 });
    await room.import([order('A1')]);
    await room.forgetRequests();
    const location = { __rl: true, mode: 'id', value: DEFAULT_LOCATION };
    const trigger = await poller({ event: 'orderPaid', startFrom: yesterday, source: 'kaufland', location });
    expect(references(await trigger.poll())).toEqual(['A1']);
    expect(await room.calls()).toEqual({ 'Auth/AuthorizeByApplication': 1, 'v2/orders': 1 });
  });

  it('gives raw orders once too', async () => {
    await room.import([order('A1')]);
    const trigger = await poller({ event: 'orderPaid', startFrom: yesterday, output: 'raw' });
    expect(await trigger.poll()).toMatchObject([{ GeneralInfo: { ReferenceNum: 'A1' } }]);
    expect(await trigger.poll()).toEqual([]);
  });
});

describe('Order Processed', () => {
  it('hands on each despatch once, as a shipment', async () => {
    await room.import(many(3));
    const trigger = await poller({ event: 'orderProcessed', startFrom: yesterday });
    expect(await trigger.poll()).toEqual([]);
    await room.process({ references: ['K0001'] });
    const rows = await trigger.poll();
    expect(rows).toMatchObject([{ orderNumber: 'K0001', references: { orderUnitIds: ['K000101'] }, parcels: [{ carrier: 'dhl' }] }]);
    await room.process({ references: ['K0002', 'K0003'] });
    expect(numbers(await trigger.poll())).toEqual(['K0002', 'K0003']);
    expect(await trigger.poll()).toEqual([]);
  });

  it.each([
    ['wait', []],
    ['include', ['A1']],
  ])('one without a number: %s', async (withoutTracking, expected) => {
    await room.import([order('A1')]);
    await room.process({ trackingNumber: '' });
    const trigger = await poller({ event: 'orderProcessed', startFrom: yesterday, withoutTracking });
    expect(numbers(await trigger.poll())).toEqual(expected);
    await room.edit(['A1'], { TrackingNumber: 'JD1' }, true);
    expect(numbers(await trigger.poll())).toEqual(expected.length > 0 ? [] : ['A1']);
  });

  it('reads more than one page in a tick', async () => {
    await room.import(many(130));
    await room.process();
    const trigger = await poller({ event: 'orderProcessed', startFrom: yesterday, output: 'raw' });
    expect(new Set((await trigger.poll()).map(({ ReferenceNum }) => ReferenceNum)).size).toBe(130);
    expect(await trigger.poll()).toEqual([]);
  }, 30_000);
});

describe('Purchase Order Due', () => {
  it('hands on what is due, and again what changed', async () => {
    await room.seed({ purchaseOrders: 8 });
    const trigger = await poller({ event: 'purchaseOrderDue' });
    const due = await trigger.poll();
    expect(due.map(({ status }) => status).sort()).toEqual(['open', 'open', 'partlyReceived', 'partlyReceived']);
    expect(await trigger.poll()).toEqual([]);
    const first = due.find(({ status }) => status === 'open') as unknown as {
      identity: { id: string };
      number: string;
      lines: Array<{ id: string }>;
    };
    await room.deliver(first.identity.id, first.lines[0]?.id ?? '', 4);
    expect(await trigger.poll()).toMatchObject([{ number: first.number, status: 'partlyReceived' }]);
  });
});

it('a change of the event begins its list anew', async () => {
  await room.seed({ purchaseOrders: 1 });
  const window = { from: yesterday, to: new Date().toISOString(), cursor: { event: 'orderPaid', at: { location: 'x', token: 't' } } };
  const memory = { position: { v: 1, watermark: yesterday, window }, seen: {} };
  expect(await (await poller({ event: 'purchaseOrderDue' }, memory)).poll()).toHaveLength(1);
});

it('says so when Linnworks is down, and hands everything on afterwards', async () => {
  await room.import([order('A1')]);
  const trigger = await poller({ event: 'orderPaid', startFrom: yesterday });
  await room.fault({ kind: 'status-5xx', match: 'orders', times: -1 });
  await expect(trigger.poll()).rejects.toMatchObject({ message: expect.stringMatching(/could not be reached/) as string });
  await room.clearFaults();
  expect(references(await trigger.poll())).toEqual(['A1']);
});

it('shows samples in the editor', async () => {
  await room.import(many(5));
  expect(await (await poller({ event: 'orderPaid' })).poll('manual')).toHaveLength(3);
  await expect((await poller({ event: 'orderProcessed' })).poll('manual')).rejects.toMatchObject({
    message: 'Linnworks has nothing for this event',
  });
});
