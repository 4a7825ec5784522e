/** What is sent to ship, hold, release and cancel, and what ShipStation holds afterwards. */
import type { IDataObject } from 'n8n-workflow';

import { startSandbox, type Observed } from '../sandbox/server';
import { runNode } from '../support/n8n';
import { SandboxRoom } from '../support/room';

jest.setTimeout(60_000);
jest.mock('n8n-workflow', () => ({ ...jest.requireActual<object>('n8n-workflow'), sleep: async () => {} }));

interface Held extends IDataObject {
  orderId: number;
  orderNumber: string;
  orderKey: string;
  status: string;
  active: boolean;
  header: IDataObject;
}

const seen: Observed[] = [];

class Room extends SandboxRoom {
  static async open(): Promise<Room> {
    return new Room(await startSandbox({ observe: (one) => void seen.push(one) }), 'shipstation');
  }

  async act(verb: string, body: object = {}): Promise<IDataObject> {
    return await this.control('POST', verb, body);
  }

  async held(number: string): Promise<Held> {
    const { orders } = await this.control<{ orders: Held[] }>('GET', 'state');
    return orders.find(({ orderNumber }) => orderNumber === number) as Held;
  }

  async fulfilments(): Promise<IDataObject[]> {
    return (await this.control<{ fulfillments: IDataObject[] }>('GET', 'state')).fulfillments;
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

const seed = async (...numbers: string[]) => await room.act('seed', { orders: numbers.map((orderNumber) => ({ orderNumber, orderKey: `cin7core:main:${orderNumber}` })) });
const orderOf = (number: string): IDataObject => ({ identity: { channel: 'cin7core', account: 'main', id: number }, number });
const shipment = (number: string, more: IDataObject = {}, parcel: IDataObject = {}): IDataObject => ({
  order: { channel: 'cin7core', account: 'main', id: number },
  orderNumber: number,
  shippedAt: '2026-01-07T02:00:00.000Z',
  parcels: [{ id: 'p1', carrier: 'royal-mail', carrierName: 'Royal Mail', trackingNumber: `JK-${number}`, ...parcel }],
  ...more,
});
async function run(operation: string, input: IDataObject[], parameters: IDataObject = {}) {
  const { items, errors } = await runNode({
    type: 'shipStation',
    parameters: { resource: 'order', operation, [operation === 'ship' ? 'shipment' : 'order']: '={{ $json }}', ...parameters } as never,
    vault: await room.vault(),
    input,
    onError: 'continueErrorOutput',
  });
  return { rows: items.map(({ json }) => json), problems: errors.map(({ json }) => String((json.error as IDataObject).message)) };
}
/** Bodies of the writes, with the last part of their address. */
const sent = (): Array<[string, IDataObject]> =>
  seen.filter(({ request }) => request.method !== 'GET').map(({ request }) => [request.path.split('/').slice(2).join('/'), request.body.length > 0 ? (JSON.parse(request.body.toString('utf8')) as IDataObject) : {}]);

describe('Ship', () => {
  it('sends carrier, number and the day it is in California, and tells nobody but the store', async () => {
    await seed('SO-1');
    const { rows, problems } = await run('ship', [shipment('SO-1')]);
    expect(problems).toEqual([]);
    expect(rows).toMatchObject([{ outcome: 'shipped', number: 'SO-1' }]);
    const { orderId } = await room.held('SO-1');
    expect(sent()).toEqual([['orders/markasshipped', { orderId, carrierCode: 'royal_mail', shipDate: '2026-01-06', trackingNumber: 'JK-SO-1', notifyCustomer: false, notifySalesChannel: true }]]);
    expect(await room.held('SO-1')).toMatchObject({ status: 'shipped' });
    expect(await room.fulfilments()).toMatchObject([{ orderNumber: 'SO-1', trackingNumber: 'JK-SO-1', carrierCode: 'royal_mail' }]);
  });

  it('does nothing to an order that is shipped', async () => {
    await seed('SO-1');
    await run('ship', [shipment('SO-1')]);
    seen.length = 0;
    expect((await run('ship', [shipment('SO-1')])).rows).toMatchObject([{ outcome: 'unchanged' }]);
    expect(sent()).toEqual([]);
    expect(await room.fulfilments()).toHaveLength(1);
  });

  it.each(['accepted', 'refused'])("names a carrier that is not connected 'other', which is %s", async (answer) => {
    await room.assume({ 'carrier-other': answer });
    await seed('SO-1');
    const { rows, problems } = await run('ship', [shipment('SO-1', {}, { carrier: 'gls', carrierName: 'GLS' })]);
    expect(sent()[0]?.[1]).toMatchObject({ carrierCode: 'other', trackingNumber: 'JK-SO-1' });
    if (answer === 'accepted') {
      expect(rows).toMatchObject([{ outcome: 'shipped' }]);
      expect(await room.held('SO-1')).toMatchObject({ status: 'shipped' });
    } else {
      expect(problems).toEqual([expect.stringContaining('SO-1')]);
      expect(await room.held('SO-1')).toMatchObject({ status: 'awaiting_shipment' });
      expect(await room.fulfilments()).toEqual([]);
    }
  });

  it('refuses a part, an order that is not there and one that was cancelled, and ships the rest', async () => {
    await seed('SO-1', 'SO-2', 'SO-3');
    await room.act('status', { orders: ['SO-3'], status: 'cancelled' });
    const { rows, problems } = await run('ship', [shipment('SO-1', { complete: false }), shipment('SO-9'), shipment('SO-3'), shipment('SO-2')]);
    expect(rows).toMatchObject([{ outcome: 'shipped', number: 'SO-2' }]);
    expect(problems).toEqual([expect.stringContaining('SO-1'), expect.stringContaining('SO-9'), expect.stringContaining('SO-3')]);
    expect(sent()).toHaveLength(1);
  });

  it('looks before it repeats a call whose answer was lost', async () => {
    await seed('SO-1');
    await room.fault({ kind: 'reset-after-write', match: 'markasshipped', times: 1 });
    expect((await run('ship', [shipment('SO-1')])).rows).toMatchObject([{ outcome: 'shipped' }]);
    expect(sent()).toHaveLength(1);
    expect(await room.fulfilments()).toHaveLength(1);
  });
});

describe('Hold and Release', () => {
  it('holds until the day, or for long where none is told, and lets go', async () => {
    await seed('SO-1', 'SO-2');
    expect((await run('hold', [orderOf('SO-1')], { holdUntil: '2036-12-01' })).rows).toMatchObject([{ outcome: 'held' }]);
    expect(sent()).toEqual([['orders/holduntil', { orderId: (await room.held('SO-1')).orderId, holdUntilDate: '2036-12-01' }]]);
    expect(await room.held('SO-1')).toMatchObject({ status: 'on_hold' });
    seen.length = 0;
    await run('hold', [orderOf('SO-2')]);
    const [[, body]] = sent() as [[string, IDataObject]];
    expect(Date.parse(String(body.holdUntilDate)) - Date.now()).toBeGreaterThan(360 * 86_400_000);
    seen.length = 0;
    expect((await run('release', [orderOf('SO-1'), orderOf('SO-2')])).rows).toMatchObject([{ outcome: 'released' }, { outcome: 'released' }]);
    expect(sent().map(([path]) => path)).toEqual(['orders/restorefromhold', 'orders/restorefromhold']);
    expect([(await room.held('SO-1')).status, (await room.held('SO-2')).status]).toEqual(['awaiting_shipment', 'awaiting_shipment']);
  });

  it('touches neither what stands so already nor what has left', async () => {
    await seed('SO-1', 'SO-2');
    expect((await run('release', [orderOf('SO-1')])).rows).toMatchObject([{ outcome: 'unchanged' }]);
    await room.act('despatch', { orders: ['SO-2'] });
    const { problems } = await run('hold', [orderOf('SO-2')]);
    expect(problems).toEqual([expect.stringContaining('SO-2')]);
    expect(sent()).toEqual([]);
    expect(await room.held('SO-2')).toMatchObject({ status: 'shipped' });
  });
});

describe('Cancel', () => {
  it('sends the order as it stands there, cancelled, so that nothing of it is emptied', async () => {
    await seed('SO-1');
    const before = await room.held('SO-1');
    expect((await run('cancel', [orderOf('SO-1')])).rows).toMatchObject([{ outcome: 'cancelled' }]);
    expect(sent()).toEqual([['orders/createorder', expect.objectContaining({ orderKey: before.orderKey, orderNumber: 'SO-1', orderStatus: 'cancelled' })]]);
    const after = await room.held('SO-1');
    expect(after.status).toBe('cancelled');
    const filled = (address: unknown) => Object.entries(address as IDataObject).filter(([, value]) => value !== null && value !== '').sort();
    expect(filled(after.header.shipTo)).toEqual(filled(before.header.shipTo));
    expect(after.lines).toEqual(before.lines);
    seen.length = 0;
    expect((await run('cancel', [orderOf('SO-1')])).rows).toMatchObject([{ outcome: 'unchanged' }]);
    expect(sent()).toEqual([]);
  });

  it('takes it out where ShipStation does not cancel through createorder', async () => {
    await room.assume({ 'cancel-through-createorder': 'refused' });
    await seed('SO-1');
    expect((await run('cancel', [orderOf('SO-1')])).rows).toMatchObject([{ outcome: 'cancelled' }]);
    expect(await room.held('SO-1')).toMatchObject({ active: false });
  });

  it('refuses one that has left', async () => {
    await seed('SO-1');
    await room.act('despatch', { orders: ['SO-1'] });
    expect((await run('cancel', [orderOf('SO-1')])).problems).toEqual([expect.stringContaining('SO-1')]);
    expect(sent()).toEqual([]);
    expect(await room.held('SO-1')).toMatchObject({ status: 'shipped' });
  });
});
