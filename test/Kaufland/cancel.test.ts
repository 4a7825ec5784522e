import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { KauflandRoom } from './support/room';

// Waits are cut short, but not the pace between calls: the sandbox counts calls per second.
jest.mock('n8n-workflow', () => ({ ...jest.requireActual<object>('n8n-workflow'), sleep: async (ms: number) => await new Promise((resolve) => setTimeout(resolve, Math.min(ms, 250))) }));

let room: KauflandRoom;
beforeAll(async () => {
  room = await KauflandRoom.open();
});
afterAll(async () => {
  await room.close();
});
beforeEach(() => room.reset());

const cancel = async (ids: string[], parameters: INodeParameters = {}) =>
  await room.run('order', 'cancel', { orderId: '={{ $json.id }}', reason: 'NoInventory', ...parameters }, ids.map((id) => ({ id })));
const outcomes = (rows: IDataObject[]) => rows.map(({ outcome }) => outcome);
const unitsOf = async (id: string) => (await room.state()).find(({ id_order }) => id_order === id)?.units ?? [];
const statuses = async (id: string) => (await unitsOf(id)).map(({ status, cancel_reason }) => [status, cancel_reason]);
const writes = async () => (await room.requests()).filter(({ method }) => method !== 'GET').length;
const seed = async (kind: string, id = 'M1') => await room.seed([{ kind, id_order: id, storefront: 'de' }]);

it('cancels all pieces of an order and tells the reason', async () => {
  await seed('three-pieces');
  const { rows, problems } = await cancel(['M1'], { reason: 'WrongPrice' });
  expect(problems).toEqual([]);
  expect(rows[0]).toMatchObject({ outcome: 'cancelled', targetId: 'M1', unitsCancelled: 3, unitsUnchanged: 0 });
  expect(await statuses('M1')).toEqual(Array(3).fill(['cancelled', 'WrongPrice']));
  expect(await room.calls()).toEqual({ 'orders.get': 1, 'order-units.cancel': 3 });
});

it('changes nothing the second time and writes nothing', async () => {
  await seed('three-pieces');
  await cancel(['M1']);
  await room.forgetRequests();
  const { rows } = await cancel(['M1', 'M1']);
  expect(outcomes(rows)).toEqual(['unchanged', 'unchanged']);
  expect(await writes()).toBe(0);
});

it('cancels named pieces only', async () => {
  await seed('three-pieces');
  const [, second] = await unitsOf('M1');
  const { rows } = await cancel(['M1'], { orderUnitIds: String(second?.id_order_unit) });
  expect(rows[0]).toMatchObject({ outcome: 'cancelled', unitsCancelled: 1 });
  expect((await statuses('M1')).map(([status]) => status)).toEqual(['need_to_be_sent', 'cancelled', 'need_to_be_sent']);
});

it('cancels pieces that are still open', async () => {
  await seed('one-unit-open');
  expect(outcomes((await cancel(['M1'])).rows)).toEqual(['cancelled']);
});

it('cancels nothing by halves: an order of which a piece is sent is refused whole', async () => {
  await seed('three-pieces');
  const [first] = await unitsOf('M1');
  await room.touch({ units: [first?.id_order_unit], status: 'sent' });
  const { problems } = await cancel(['M1']);
  expect(problems).toMatchObject([{ kind: 'refused', message: expect.stringContaining(`1 of 3 order units are sent already (${String(first?.id_order_unit)})`) }]);
  expect(await writes()).toBe(0);
});

it('does not let one refused order stop the others', async () => {
  await seed('plain', 'GOOD');
  await seed('plain', 'BAD');
  await room.fault({ kind: 'refuse', record: 'BAD' });
  const { rows, problems } = await cancel(['BAD', 'NOSUCH', 'GOOD', '']);
  expect(outcomes(rows)).toEqual(['cancelled']);
  expect(problems.map(({ item, kind }) => [item, kind])).toEqual([[0, 'refused'], [1, 'refused'], [3, 'refused']]);
  expect(problems[2]?.message).toBe("'Order ID' is empty");
});

it('names a piece that is not in the order', async () => {
  await seed('plain');
  const { problems } = await cancel(['M1'], { orderUnitIds: '1' });
  expect(problems[0]?.message).toBe("Kaufland order 'M1' has no order unit 1");
});

it.each(['reset-after-write', 'reset'])('a lost answer is read back before it is repeated (%s)', async (kind) => {
  await seed('three-pieces');
  await room.fault({ kind, match: '/cancel' });
  const { rows, problems } = await cancel(['M1']);
  expect(problems).toEqual([]);
  expect(rows[0]).toMatchObject({ outcome: 'cancelled', unitsCancelled: 3 });
  expect((await room.requests()).filter(({ path }) => path.includes('/cancel'))).toHaveLength(kind === 'reset' ? 4 : 3);
});

it('leaves an account that is down unavailable', async () => {
  await seed('plain');
  await room.fault({ kind: 'status-5xx', match: 'kaufland', times: -1 });
  expect((await cancel(['M1'])).problems).toMatchObject([{ kind: 'unavailable' }]);
  await room.clearFaults();
  expect(outcomes((await cancel(['M1'])).rows)).toEqual(['cancelled']);
});

it('shows a dry run and writes nothing', async () => {
  await seed('three-pieces');
  await seed('cancelled', 'M2');
  const { rows } = await cancel(['M1', 'M2'], { dryRun: true });
  expect(outcomes(rows)).toEqual(['would cancel', 'unchanged']);
  const [first] = await unitsOf('M1');
  expect(rows[0]?.request).toEqual({ method: 'PATCH', path: `/order-units/${String(first?.id_order_unit)}/cancel`, body: '{"reason":"NoInventory"}' });
  expect(await writes()).toBe(0);
});
