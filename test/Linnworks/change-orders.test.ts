import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { many, order } from './support/orders';
import { LinnworksRoom } from './support/room';

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

const numbers = (count: number) => many(count).map(({ number }) => number);

async function run(operation: string, ids: string[], more: INodeParameters = {}) {
  const input = ids.map((id) => ({ identity: { channel: 'kaufland', account: 'de', id }, number: id }));
  return await room.runOn('order', operation, { order: '={{ $json }}', ...more }, input as unknown as IDataObject[], true);
}

async function imported(count: number) {
  await room.import(many(count));
  await room.forgetRequests();
}

const outcomes = ({ rows }: { rows: IDataObject[] }) => rows.map(({ outcome }) => outcome);

describe('Order: Cancel', () => {
  it('cancels open orders with one call each and no refund, and leaves cancelled ones alone', async () => {
    await imported(3);
    expect(outcomes(await run('cancel', numbers(3), { note: 'Bought by mistake' }))).toEqual(['cancelled', 'cancelled', 'cancelled']);
    expect((await room.calls())['Orders/CancelOrder']).toBe(3);
    expect((await room.orders()).every(({ cancelledOn }) => cancelledOn !== null)).toBe(true);
    expect(outcomes(await run('cancel', numbers(3)))).toEqual(['unchanged', 'unchanged', 'unchanged']);
    expect((await room.calls())['Orders/CancelOrder']).toBe(3);
  });

  it('refuses an order that is despatched', async () => {
    await imported(1);
    await room.process();
    expect((await run('cancel', ['K0001'])).problems).toMatchObject([
      { kind: 'refused', message: "Order 'K0001' is despatched at Linnworks and cannot be cancelled" },
    ]);
  });

  it.each([
    ['refuse', [], ['not-found']],
    ['pass', ['unchanged'], []],
  ])('an order that was never imported: %s', async (ifNotFound, expected, codes) => {
    const result = await run('cancel', ['K0001'], { ifNotFound });
    expect(outcomes(result)).toEqual(expected);
    expect(result.problems.map(({ code }) => code)).toEqual(codes);
  });

  it('reads a lost answer back', async () => {
    await imported(1);
    await room.fault({ kind: 'reset-after-write', match: 'CancelOrder' });
    expect(outcomes(await run('cancel', ['K0001']))).toEqual(['cancelled']);
    expect((await room.calls())['Orders/CancelOrder']).toBe(1);
  });

  it('sends one that did not arrive once more', async () => {
    await imported(1);
    await room.fault({ kind: 'reset', match: 'CancelOrder' });
    expect(outcomes(await run('cancel', ['K0001']))).toEqual(['cancelled']);
    expect((await room.order('K0001')).cancelledOn).not.toBeNull();
  });

  it('stops when Linnworks is down', async () => {
    await imported(3);
    await room.fault({ kind: 'status-429', match: 'CancelOrder', times: -1, retryAfter: 60 });
    expect((await run('cancel', numbers(3))).problems.map(({ kind }) => kind)).toEqual(Array(3).fill('unavailable'));
  });

  it('needs an identity', async () => {
    const { problems } = await room.runOn('order', 'cancel', { order: '={{ $json }}' }, [{ number: 'X' }], true);
    expect(problems).toMatchObject([{ kind: 'refused', message: "Order 'X': 'identity' is missing" }]);
  });
});

describe('Order: Hold and Release', () => {
  it('parks and unparks 110 orders in 2 calls each way', async () => {
    await imported(110);
    const input = (await room.orders()).map(({ OrderId }) => ({ identity: { channel: 'linnworks', account: 'main', id: OrderId } }));
    const change = async (operation: string) => (await room.runOn('order', operation, { order: '={{ $json }}' }, input)).rows;
    expect((await change('hold')).map(({ outcome }) => outcome)).toEqual(Array(110).fill('held'));
    expect((await room.orders()).every(({ IsParked }) => IsParked)).toBe(true);
    expect((await room.calls())['Orders/ChangeOrderTag']).toBe(2);
    expect((await change('hold')).map(({ outcome }) => outcome)).toEqual(Array(110).fill('unchanged'));
    expect((await room.calls())['Orders/ChangeOrderTag']).toBe(2);
    expect((await change('release')).map(({ outcome }) => outcome)).toEqual(Array(110).fill('released'));
    expect((await room.orders()).some(({ IsParked }) => IsParked)).toBe(false);
    expect(await room.calls()).toMatchObject({ 'Orders/ChangeOrderTag': 4, 'Orders/GetOrdersById': 6 });
  }, 30_000);

  it('tells the tag that parking takes the place of', async () => {
    await imported(1);
    await room.edit(['K0001'], { Marker: 3 });
    expect((await run('hold', ['K0001'])).rows).toMatchObject([{ outcome: 'held', previousTag: 3 }]);
  });

  it('locks and unlocks', async () => {
    await imported(2);
    await run('hold', numbers(2), { holdBy: 'lock' });
    expect((await room.orders()).map(({ locked }) => locked)).toEqual([true, true]);
    expect(outcomes(await run('release', numbers(2), { holdBy: 'lock' }))).toEqual(['released', 'released']);
    expect((await room.orders()).map(({ locked }) => locked)).toEqual([false, false]);
    expect((await room.calls())['Orders/LockOrder']).toBe(2);
  });

  it('refuses what is despatched and does the rest', async () => {
    await imported(2);
    await room.process({ references: ['K0001'] });
    const result = await run('hold', numbers(2));
    expect(outcomes(result)).toEqual(['held']);
    expect(result.problems).toMatchObject([{ item: 0, kind: 'refused' }]);
  });

  it('takes orders as read from Linnworks, by their id', async () => {
    await room.import([order('A1')]);
    const { OrderId } = await room.order('A1');
    await room.forgetRequests();
    const input = [{ identity: { channel: 'linnworks', account: 'main', id: OrderId }, number: '100001' }];
    expect((await room.runOn('order', 'hold', { order: '={{ $json }}' }, input)).rows).toMatchObject([{ outcome: 'held' }]);
    expect(Object.keys(await room.calls()).sort()).toEqual([
      'Auth/AuthorizeByApplication',
      'Orders/ChangeOrderTag',
      'Orders/GetOrdersById',
    ]);
  });

  it.each(['cancel', 'hold', 'release'])('a dry run of %s writes nothing', async (operation) => {
    await imported(1);
    if (operation === 'release') await room.edit(['K0001'], { Marker: 7 });
    const before = await room.orders();
    const { rows } = await run(operation, ['K0001'], { dryRun: true });
    expect(rows).toMatchObject([{ outcome: `would ${operation}`, request: { method: 'POST' }, plan: expect.any(String) as string }]);
    expect(await room.orders()).toEqual(before);
  });
});
