import { setTime } from './support/time';
import { runNode } from '../support/n8n';
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

it('maps prices, charges and discounts so that they make up the total', async () => {
  await room.seed({ orders: [{ kind: 'two-promotions' }, { kind: 'several-lines' }, { kind: 'reduced-vat' }, { kind: 'gift' }] });
  const rows = (await room.rows('order', 'getAll', { returnAll: true })) as Array<Record<string, unknown>>;
  expect(rows).toHaveLength(4);
  for (const row of rows) {
    const lines = row.lines as Array<{ lineGross: number }>;
    const charges = (row.charges ?? []) as Array<{ gross: number }>;
    const discounts = (row.discounts ?? []) as Array<{ gross: number }>;
    const cents = (list: number[]) => list.reduce((sum, one) => sum + Math.round(one * 100), 0);
    const sum = cents(lines.map(({ lineGross }) => lineGross)) + cents(charges.map(({ gross }) => gross)) - cents(discounts.map(({ gross }) => gross));
    expect(sum).toBe(Math.round((row.total as { gross: number }).gross * 100));
    expect(charges.every(({ gross }) => gross > 0)).toBe(true);
  }
});

it.each(['omitted', '403'])('goes on without buyers where the role is missing and Amazon answers %s, and holds the orders', async (answer) => {
  await room.assume({ 'orders-without-role': answer });
  await room.act('account', { without: 'Direct-to-Consumer Shipping' });
  const seeded = await room.seed({ orders: 2 });
  const rows = await room.rows('order', 'getAll', { returnAll: true });
  expect(rows.map(({ number }) => number).sort()).toEqual([...seeded].sort());
  for (const row of rows) expect(row.holds).toEqual([expect.objectContaining({ kind: 'addressMissing' })]);
});

it('tells Prime apart, and the orders of Amazon from those of the seller', async () => {
  const [prime, plain, fba] = (await room.seed({ orders: [{ kind: 'prime' }, { kind: 'plain' }, { kind: 'fba' }] })) as [string, string, string];
  const list = async (parameters: object) => (await room.rows('order', 'getAll', { returnAll: true, statuses: [], ...parameters })).map(({ number }) => number);
  expect(await list({ prime: 'only' })).toEqual([prime]);
  expect(await list({ prime: 'without' })).toEqual([plain]);
  expect(await list({ fulfilledBy: 'AMAZON' })).toEqual([fba]);
});

it('says what no order of Amazon looks like', async () => {
  const { problems } = await room.outcomes('order', 'get', { orderId: '4711' });
  expect(problems).toEqual([expect.objectContaining({ kind: 'refused', message: expect.stringContaining("'4711'") })]);
  expect(await room.calls()).toEqual({});
});

it('names the role, the region and the secret when Amazon denies access', async () => {
  await room.seed({ orders: 1 });
  await room.act('account', { roles: ['Product Listing'] });
  const { problems } = await room.outcomes('order', 'getAll', { returnAll: true });
  expect(problems).toEqual([expect.objectContaining({ kind: 'unavailable', nextStep: expect.stringMatching(/Inventory and Order Tracking.*Region.*180 days/s) })]);
});

it('names the stop of a page whose token ran out and begins the window again', async () => {
  const seeded = await room.seed({ orders: 4 });
  const page = { pageByPage: true, pageSize: 2, startFrom: new Date(Date.now() - 5 * 86_400_000).toISOString(), overlapMinutes: 0 };
  const [first] = await room.rows('order', 'getAll', page);
  setTime(25 * 3_600_000);
  const [again] = await room.rows('order', 'getAll', { ...page, position: first?.position as string });
  expect((again?.items as unknown[]).length).toBe(2);
  const seen = new Set((first?.items as Array<{ number: string }>).map(({ number }) => number));
  let position = first?.position as string;
  for (let more = true; more; ) {
    const [next] = (await room.rows('order', 'getAll', { ...page, position })) as unknown as Array<{ items: Array<{ number: string }>; position: string; more: boolean }>;
    for (const { number } of next?.items ?? []) seen.add(number);
    position = next?.position ?? '';
    more = next?.more ?? false;
  }
  expect([...seen].sort()).toEqual([...seeded].sort());
});

it('takes a new token when the one it has was taken back', async () => {
  const vault = await room.vault();
  const list = async () => (await runNode({ type: 'amazon', parameters: { resource: 'order', operation: 'getAll', returnAll: true }, vault })).items.length;
  await room.seed({ orders: 2 });
  expect(await list()).toBe(2);
  // The sandbox forgets all tokens.
  room.reset();
  await room.seed({ orders: 3 });
  expect(await list()).toBe(3);
  expect(await room.calls()).toMatchObject({ 'lwa.token': 1, searchOrders: 2 });
});
