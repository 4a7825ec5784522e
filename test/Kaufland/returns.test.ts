import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { toReturn } from '../../nodes/Kaufland/mapping-return';
import { parseReturn, type Return } from '../../nodes/shared/model';
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

const read = async (parameters: INodeParameters = {}) => await room.run('return', 'getAll', { returnAll: true, ...parameters });
const asReturns = (rows: IDataObject[]) => rows.map((row) => parseReturn(row));

async function seed(count: number): Promise<Array<{ id_return: number; units: Array<{ id_order_unit: number }> }>> {
  await room.seedMore({ orders: Array.from({ length: count }, () => ({ kind: 'received', storefront: 'de' })) });
  await room.seedMore({ returns: count });
  return (await room.whole<{ returns: never }>()).returns;
}

it('reads returns with the article and the order of every piece', async () => {
  const stored = await seed(3);
  const { rows, problems } = await read();
  expect(problems).toEqual([]);
  const returns = asReturns(rows);
  expect(returns.map(({ identity }) => identity.id).sort()).toEqual(stored.map(({ id_return }) => String(id_return)).sort());
  const orders = new Map((await room.state()).flatMap(({ id_order, units }) => units.map((unit) => [String(unit.id_order_unit), { id_order, unit }] as const)));
  for (const one of returns) {
    const [unitId] = one.lines[0]?.references?.orderUnitIds as string[];
    const sold = orders.get(unitId as string);
    expect(one).toMatchObject({ status: 'received', vendorStatus: 'package_received', carrier: 'dhl', trackingNumber: `RET${one.identity.id}`, orderNumber: sold?.id_order });
    expect(one.order).toEqual({ channel: 'kaufland', account: 'de', id: sold?.id_order });
    expect(one.lines).toMatchObject([{ quantity: 1, sku: sold?.unit.id_offer, status: 'received' }]);
  }
  expect(await room.calls()).toEqual({ 'returns.list': 1, 'return-units.list': 1, 'return-units.get': 3 });
});

it('costs two calls for a hundred returns without their articles', async () => {
  await seed(100);
  const { rows } = await read({ loadArticles: false });
  expect(rows).toHaveLength(100);
  expect(asReturns(rows).every(({ lines, order }) => lines.length === 1 && order === undefined)).toBe(true);
  expect(await room.calls()).toEqual({ 'returns.list': 1, 'return-units.list': 1 });
});

it('reads a single return by its id', async () => {
  await seed(1);
  expect((await read({ loadArticles: false })).rows).toHaveLength(1);
  expect(await room.calls()).toEqual({ 'returns.list': 1, 'returns.get': 1 });
});

it('filters by status and storefront', async () => {
  await seed(2);
  expect((await read({ returnStatuses: ['package_sent'] })).rows).toEqual([]);
  expect((await read({ returnStatuses: ['package_sent', 'package_received'], storefronts: ['DE'] })).rows).toHaveLength(2);
  expect((await read({ storefronts: ['at'] })).rows).toEqual([]);
  expect((await read({ returnFilters: { updatedAfter: new Date(Date.now() + 3_600_000).toISOString() } })).rows).toEqual([]);
});

it('keeps to the limit and gives raw rows', async () => {
  await seed(4);
  expect((await read({ returnAll: false, limit: 2 })).rows).toHaveLength(2);
  const { rows } = await read({ output: 'raw', returnAll: false, limit: 1 });
  expect(rows[0]).toMatchObject({ id_return: expect.any(Number), return_units: [{ order_unit: { id_offer: expect.any(String) } }] });
});

it('hands every return of a window on once, page by page', async () => {
  const stored = await seed(25);
  const found: string[] = [];
  let position = '';
  for (let more = true; more; ) {
    const { rows } = await read({ pageByPage: true, position, startFrom: '2020-01-01', overlapMinutes: 0, pageSize: 10, loadArticles: false });
    const page = rows[0] as unknown as { items: Array<{ key: string; state: string; record: Return }>; position: string; more: boolean };
    found.push(...page.items.map(({ record }) => record.identity.id));
    expect(page.items.every(({ key, state, record }) => key === `kaufland:de:${record.identity.id}` && state === 'done')).toBe(true);
    ({ position, more } = page);
  }
  expect(found.sort()).toEqual(stored.map(({ id_return }) => String(id_return)).sort());
});

it('is unavailable while Kaufland is down', async () => {
  await seed(1);
  await room.fault({ kind: 'status-5xx', match: '/returns', times: -1 });
  expect((await read()).problems).toMatchObject([{ kind: 'unavailable' }]);
});

const vendor = (change: object) => ({ id_return: 7, ts_created_iso: '2026-01-05T09:00:00Z', ts_updated_iso: '2026-01-06T09:00:00Z', storefront: 'DE', status: 'package_sent', ...change });

it.each([
  ['accidentally_ordered', 'changedMind'],
  ['bad_quality', 'defective'],
  ['delivered_damaged', 'damagedInTransit'],
  ['misleading_description', 'notAsDescribed'],
  ['too_late', 'late'],
  ['wrong_size', 'wrongSize'],
  ['brand_new_reason', 'brand_new_reason'],
])('reads the reason %s as %s', (reason, expected) => {
  const unit = { id_return_unit: 1, id_return: 7, id_order_unit: 2, status: 'return_in_repair', reason, note: 'torn' };
  const [line] = toReturn(vendor({ return_units: [unit] })).lines;
  expect(line).toMatchObject({ reason: expected, reasonText: `${reason}: torn`, status: 'received', stockAction: 'repair' });
});

it('passes an unknown status through and names a missing number', () => {
  expect(toReturn(vendor({ status: 'on_the_moon' }))).toMatchObject({ status: 'on_the_moon', vendorStatus: 'on_the_moon', lines: [], identity: { account: 'de', id: '7' } });
  expect(() => toReturn(vendor({ id_return: null }) as never)).toThrow("'id_return' is missing");
});
