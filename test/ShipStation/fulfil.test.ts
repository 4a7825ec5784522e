/** Order: Ship where only the V2 credential is chosen (shipstation.md §B4): what was sent and what ShipStation holds. */
import type { IDataObject, INode } from 'n8n-workflow';

import { startSandbox, type Observed } from '../sandbox/server';
import { PACKAGE, runStep } from '../support/n8n';
import { SandboxRoom } from '../support/room';

jest.setTimeout(60_000);
jest.mock('n8n-workflow', () => ({ ...jest.requireActual<object>('n8n-workflow'), sleep: async () => {} }));

const seen: Observed[] = [];

class Room extends SandboxRoom {
  static async open(): Promise<Room> {
    return new Room(await startSandbox({ observe: (one) => void seen.push(one) }), 'shipstation');
  }

  async act(verb: string, body: object = {}): Promise<IDataObject> {
    return await this.control('POST', verb, body);
  }

  async state(): Promise<{ orders: Array<{ orderNumber: string; status: string }>; fulfillments: IDataObject[] }> {
    return await this.control('GET', 'state');
  }
}

let room: Room;
beforeAll(async () => {
  room = await Room.open();
});
afterAll(async () => await room.close());
beforeEach(() => {
  room.reset();
  seen.length = 0;
});

const numbers = (n: number) => Array.from({ length: n }, (_, index) => `SO-${1000 + index}`);
const seed = async (...orders: string[]) => await room.act('seed', { orders: orders.map((orderNumber) => ({ orderNumber, orderKey: `cin7core:main:${orderNumber}` })) });
const shipment = (number: string, more: IDataObject = {}): IDataObject => ({
  order: { channel: 'cin7core', account: 'main', id: number },
  orderNumber: number,
  shippedAt: '2026-01-07T02:00:00.000Z',
  parcels: [{ id: 'p1', carrier: 'royal-mail', carrierName: 'Royal Mail', trackingNumber: `JK-${number}` }],
  ...more,
});

async function ship(input: IDataObject[], parameters: IDataObject = {}) {
  const vault = await room.vault();
  const node = { name: 'Ship', type: `${PACKAGE}.shipStation`, onError: 'continueErrorOutput' as INode['onError'], parameters: { resource: 'order', operation: 'ship', shipment: '={{ $json }}', ...parameters } as never, credentials: { channelSyncShipStationV2Api: { id: '1', name: 'ShipStation account (v2)' } } };
  const { items, errors } = await runStep({ node, before: {}, vault, input } as never);
  return { rows: items.map(({ json }) => json), problems: errors.map(({ json }) => json.error as unknown as { message: string; kind: string; nextStep: string }) };
}
const writes = () => seen.filter(({ request }) => request.method === 'POST').map(({ request }) => JSON.parse(request.body.toString('utf8')) as { fulfillments: IDataObject[] });
const shipped = async () => (await room.state()).fulfillments.map(({ orderNumber, trackingNumber }) => [orderNumber, trackingNumber]).sort();

it('sends shipment, number, carrier and time, and never calls V1', async () => {
  await seed('SO-1');
  const { rows, problems } = await ship([shipment('SO-1')]);
  expect(problems).toEqual([]);
  expect(rows).toMatchObject([{ outcome: 'shipped', number: 'SO-1', targetId: expect.stringMatching(/^se-/), fulfillmentId: expect.stringMatching(/^se-/) }]);
  expect(writes()).toEqual([{ fulfillments: [{ shipment_id: rows[0]?.targetId, tracking_number: 'JK-SO-1', carrier_code: 'royal_mail', ship_date: '2026-01-07T02:00:00.000Z', notify_customer: false, notify_order_source: true }] }]);
  expect(seen.every(({ request }) => request.path.startsWith('/shipstation-v2/'))).toBe(true);
  expect(await shipped()).toEqual([['SO-1', 'JK-SO-1']]);
});

it.each(['label_purchased', 'pending'])('does nothing to what is shipped, which shows as %s', async (answer) => {
  await room.assume({ 'fulfilled-shipment-status': answer });
  await seed('SO-1');
  await ship([shipment('SO-1')]);
  expect((await ship([shipment('SO-1')])).rows).toMatchObject([{ outcome: answer === 'pending' ? 'shipped' : 'unchanged' }]);
  expect(await shipped()).toHaveLength(1);
});

it.each(['no', 'yes'])('finds an order V1 made, whose key V2 shows: %s', async (answer) => {
  await room.assume({ 'v1-orderkey-in-v2': answer });
  await seed(...numbers(5));
  const { rows } = await ship(numbers(5).map((number) => shipment(number)));
  expect(rows.map(({ outcome }) => outcome)).toEqual(Array(5).fill('shipped'));
  expect(await shipped()).toHaveLength(5);
});

it('takes 50 a call, and no more than ⌈N/50⌉ + ⌈N/100⌉ + 1 for the carriers', async () => {
  await seed(...numbers(120));
  await room.forgetRequests();
  const { rows } = await ship(numbers(120).map((number) => shipment(number)));
  expect(rows).toHaveLength(120);
  expect((await room.requests()).length).toBeLessThanOrEqual(3 + 2 + 1);
  expect(writes().map(({ fulfillments }) => fulfillments.length)).toEqual([50, 50, 20]);
  expect(await shipped()).toHaveLength(120);
});

it('ships the rest of a batch of which one is refused, not there, in parts or with a carrier nobody knows', async () => {
  await seed('SO-1', 'SO-2', 'SO-3');
  await room.fault({ kind: 'refuse', record: 'SO-3' });
  const other = shipment('SO-2', { parcels: [{ id: 'p', carrierName: 'Pigeon Post', trackingNumber: 'P1' }] });
  const { rows, problems } = await ship([shipment('SO-1'), other, shipment('SO-3'), shipment('SO-9'), shipment('SO-8', { complete: false })]);
  expect(rows).toMatchObject([{ outcome: 'shipped', number: 'SO-1' }]);
  expect(problems.map(({ kind, message }) => [kind, /SO-\d/.exec(message)?.[0]])).toEqual(['SO-2', 'SO-3', 'SO-9', 'SO-8'].map((number) => ['refused', number]));
  expect(await shipped()).toEqual([['SO-1', 'JK-SO-1']]);
});

it('doubles nothing when the answer is lost, and looks which of a batch were done', async () => {
  await seed(...numbers(6));
  await room.fault({ kind: 'reset-after-write', match: '^POST .*fulfillments', times: 1 });
  const { rows, problems } = await ship(numbers(6).map((number) => shipment(number)));
  expect(problems).toEqual([]);
  expect(rows.map(({ outcome }) => outcome)).toEqual(Array(6).fill('shipped'));
  expect(writes()).toHaveLength(1);
  expect(await shipped()).toHaveLength(6);
});

it('stops with what to do where the account is not verified', async () => {
  await seed('SO-1');
  await room.act('account', { emailVerified: false });
  const { problems } = await ship([shipment('SO-1')]);
  expect(problems).toMatchObject([{ kind: 'unavailable', nextStep: expect.stringContaining('Verify the e-mail address') }]);
});

it('shows in a dry run what would be sent, and sends nothing', async () => {
  await seed('SO-1');
  const { rows } = await ship([shipment('SO-1')], { dryRun: true });
  expect(rows).toMatchObject([{ outcome: 'would ship', request: { method: 'POST', path: '/v2/fulfillments', body: expect.stringContaining('JK-SO-1') } }]);
  expect(writes()).toEqual([]);
});
