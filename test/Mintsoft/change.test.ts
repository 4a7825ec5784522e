import { order } from './support/orders';
import { MintsoftRoom } from './support/room';

jest.setTimeout(30_000);
jest.mock('n8n-workflow', () => ({ ...jest.requireActual<object>('n8n-workflow'), sleep: async () => {} }));

let room: MintsoftRoom;

beforeAll(async () => {
  room = await MintsoftRoom.open();
});
afterAll(async () => {
  await room.close();
});
beforeEach(() => {
  room.reset();
});

const prefix = { orderPrefix: 'LW-' };
const change = async (operation: string, number: string, parameters = {}) =>
  await room.run('order', operation, { order: '={{ $json }}', ...prefix, ...parameters }, [{ identity: order(number).identity, number }]);
const shipment = (number: string) => ({ order: order(number).identity, orderNumber: number, shippedAt: '2026-01-06T10:00:00.000Z', parcels: [{ id: 'p', carrier: 'dpd', trackingNumber: 'T1' }] });
const ship = async (number: string, parameters = {}) => await room.run('order', 'ship', { shipment: '={{ $json }}', ...prefix, ...parameters }, [shipment(number)]);

describe('cancelling', () => {
  it('finds the order by its reference and does it once', async () => {
    await room.import([order('1')]);
    expect((await change('cancel', '1')).rows[0]).toMatchObject({ outcome: 'cancelled', orderNumber: 'LW-1' });
    expect((await change('cancel', '1')).rows[0]).toMatchObject({ outcome: 'unchanged' });
    expect((await room.order('LW-1')).status).toBe('CANCELLED');
  });

  it('of a despatched order is refused', async () => {
    await room.import([order('1')]);
    await room.act('despatch');
    expect((await change('cancel', '1')).problems[0]).toMatchObject({ kind: 'refused', message: expect.stringContaining('despatched') });
  });

  it.each([['refuse'], ['pass']])('of an order nobody imported: %s', async (ifNotFound) => {
    const { rows, problems } = await change('cancel', '9', { ifNotFound });
    expect(problems.map(({ code }) => code)).toEqual(ifNotFound === 'pass' ? [] : ['not-found']);
    expect(rows.map(({ outcome }) => outcome)).toEqual(ifNotFound === 'pass' ? ['unchanged'] : []);
  });

  it('with a client the account does not have is not counted as done', async () => {
    const client = { __rl: true, mode: 'id', value: '99' };
    const { rows, problems } = await change('cancel', '9', { ifNotFound: 'pass', client });
    expect(rows).toEqual([]);
    expect(problems).toMatchObject([{ kind: 'unavailable', message: 'Mintsoft has no client 99' }]);
  });

  it('with a sub-client is one of an order nobody imported', async () => {
    const { problems } = await change('cancel', '9', { client: { __rl: true, mode: 'id', value: '19' } });
    expect(problems).toMatchObject([{ kind: 'refused', code: 'not-found' }]);
  });

  it('of a split order takes the parts that are still there', async () => {
    await room.import([order('1')]);
    await room.act('split', { order: 'LW-1' });
    await room.act('despatch', { orders: ['LW-1'], part: 1 });
    expect((await change('cancel', '1')).rows[0]).toMatchObject({ outcome: 'cancelled', parts: 2 });
    expect((await room.orders()).map(({ status }) => status).sort()).toEqual(['CANCELLED', 'DESPATCHED']);
  });

  it('whose answer was lost is read back', async () => {
    await room.import([order('1')]);
    await room.fault({ kind: 'reset-after-write', match: 'Cancel', times: 1 });
    expect((await change('cancel', '1')).rows[0]).toMatchObject({ outcome: 'cancelled' });
    expect((await room.requests()).filter(({ path }) => path.endsWith('/Cancel'))).toHaveLength(1);
  });
});

describe('holding', () => {
  it.each([
    ['confirmation', 'AWAITINGCONFIRMATION'],
    ['payment', 'AWAITINGPAYMENT'],
    ['fraud', 'FRAUDRISK'],
    ['date', 'PACKANDHOLD'],
  ])('by %s and releasing again', async (holdBy, status) => {
    await room.assume({ 'other-status-ids': 'high' });
    await room.import([order('1')]);
    expect((await change('hold', '1', { holdBy, releaseDate: '2026-12-30' })).rows[0]).toMatchObject({ outcome: 'held' });
    expect((await room.order('LW-1')).status).toBe(status);
    expect((await change('hold', '1', { holdBy, releaseDate: '2026-12-30' })).rows[0]).toMatchObject({ outcome: 'unchanged' });
    expect((await change('release', '1', { holdBy })).rows[0]).toMatchObject({ outcome: 'released' });
    expect((await room.order('LW-1')).status).not.toBe(status);
  });

  it('to a date needs one', async () => {
    await room.import([order('1')]);
    expect((await change('hold', '1', { holdBy: 'date' })).problems[0]?.message).toContain('Release Date');
  });
});

describe('shipping', () => {
  it('sets courier and tracking number, once', async () => {
    await room.import([order('1')]);
    const options = { couriers: { courier: [{ carrier: 'dpd', courierService: '54' }] } };
    expect((await ship('1', { options })).rows[0]).toMatchObject({ outcome: 'shipped' });
    expect(await room.order('LW-1')).toMatchObject({ status: 'DESPATCHED', TrackingNumber: 'T1', CourierServiceId: 54, despatches: 1 });
    expect((await ship('1', { options })).rows[0]).toMatchObject({ outcome: 'unchanged' });
    expect((await room.order('LW-1')).despatches).toBe(1);
  });

  it.each(['refused', 'done-again'])('after a lost answer is not done twice (%s)', async (answer) => {
    await room.assume({ 'second-despatch': answer });
    await room.import([order('1')]);
    await room.fault({ kind: 'reset-after-write', match: 'MarkDespatched', times: 1 });
    expect((await ship('1')).rows[0]).toMatchObject({ outcome: 'shipped' });
    expect((await room.order('LW-1')).despatches).toBe(1);
  });

  it('in part is refused', async () => {
    const input = [{ ...shipment('1'), complete: false }];
    const { problems } = await room.run('order', 'ship', { shipment: '={{ $json }}' }, input);
    expect(problems[0]).toMatchObject({ kind: 'refused', message: expect.stringContaining('in part') });
  });
});
