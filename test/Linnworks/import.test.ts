import type { INodeParameters } from 'n8n-workflow';

import { DEFAULT_LOCATION, LinnworksRoom } from './support/room';
import { line, many, order } from './support/orders';

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

const outcomes = (rows: Array<{ outcome?: unknown }>) => rows.map(({ outcome }) => outcome);
const unpaid = (id: string) => order(id, { paid: false, status: 'unpaid' });

async function references(): Promise<string[]> {
  return (await room.orders()).map(({ ReferenceNum }) => ReferenceNum).sort();
}

describe('paid orders', () => {
  it('are created 20 per call and read back once per call', async () => {
    const { rows, problems } = await room.import(many(45));
    expect(problems).toEqual([]);
    expect(rows).toHaveLength(45);
    expect(new Set(outcomes(rows))).toEqual(new Set(['created']));
    expect(await room.calls()).toEqual({
      'Auth/AuthorizeByApplication': 1,
      'Inventory/GetStockLocations': 1,
      'Orders/CreateOrders': 3,
      'Orders/GetOrdersById': 3,
    });
    expect(await references()).toEqual(many(45).map(({ number }) => number));
  });

  it('arrive with their money, address, marks and links', async () => {
    await room.import([order('MB7UWLD')]);
    const stored = await room.order('MB7UWLD');
    expect(stored).toMatchObject({
      Source: 'KAUFLAND',
      SubSource: 'KAUFLAND_DE',
      Status: 1,
      IsParked: false,
      LocationName: 'Default',
      ignoredMembers: [],
    });
    expect(stored.TotalsInfo).toMatchObject({ TotalCharge: 47.88, PostageCost: 3.89 });
    expect(stored.address).toMatchObject({ Country: 'Germany', PostCode: '50667' });
    expect(stored.items[0]).toMatchObject({ SKU: 'MUG-BLUE-330', ChannelSKU: 'MUG-BLUE-330' });
    expect(stored.extendedProperties).toContainEqual(expect.objectContaining({ Name: 'KAUFLAND orderUnitIds', Value: 'MB7UWLD01' }));
    expect((await room.requests()).flatMap(({ ignored }) => ignored ?? [])).toEqual([]);
  });

  it('tell both identities in the row', async () => {
    const { rows } = await room.import([order('MB7UWLD')]);
    const stored = await room.order('MB7UWLD');
    expect(rows[0]).toMatchObject({
      outcome: 'created',
      targetId: stored.OrderId,
      orderId: stored.OrderId,
      numOrderId: stored.NumOrderId,
      referenceNumber: 'MB7UWLD',
      identityKey: 'kaufland:de:MB7UWLD',
      parked: false,
      paid: true,
      holds: [],
      total: 47.88,
    });
    expect(rows[0]).not.toHaveProperty('totalDifference');
  });

  it.each(['absent', 'present'])('change nothing the second time, with the ids of skipped orders %s', async (answer) => {
    await room.assume({ 'skipped-ids-in-answer': answer });
    await room.import(many(5));
    const before = await room.orders();
    const { rows, problems } = await room.import(many(5));
    expect(problems).toEqual([]);
    expect(outcomes(rows)).toEqual(Array(5).fill('unchanged'));
    const after = await room.orders();
    expect(after.map(({ OrderId, updates }) => [OrderId, updates])).toEqual(before.map(({ OrderId }) => [OrderId, 0]));
    expect(rows.map(({ orderId }) => orderId)).toEqual(before.map(({ OrderId }) => OrderId));
  });

  it('tell old from new in one call', async () => {
    await room.import(many(3));
    const { rows } = await room.import(many(6));
    expect(outcomes(rows)).toEqual(['unchanged', 'unchanged', 'unchanged', 'created', 'created', 'created']);
  });

  it('that are there cannot be updated, which is said', async () => {
    await room.import([order('A')]);
    const { rows, problems } = await room.import([order('A'), order('B')], { ifItExists: 'update' });
    expect(outcomes(rows)).toEqual(['created']);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ item: 0, message: expect.stringContaining("Order 'A' is at Linnworks as paid") });
  });

  it('that come twice in one input are created once', async () => {
    const { rows } = await room.import([order('A'), order('A'), order('B')]);
    expect(outcomes(rows)).toEqual(['created', 'unchanged', 'created']);
    expect((await room.order('A')).skippedRepeats).toBe(0);
  });

  it('of another channel with the same reference are left alone', async () => {
    await room.import([order('A', { identity: { channel: 'kaufland', account: 'at', id: 'A' } })]);
    const { rows } = await room.import([order('A')]);
    expect(outcomes(rows)).toEqual(['created']);
    expect(await references()).toEqual(['A', 'A']);
    const again = await room.import([order('A')]);
    expect(again.rows[0]?.orderId).toBe(rows[0]?.orderId);
  });
});

describe('orders that land parked and unpaid although sent as paid', () => {
  beforeEach(async () => {
    await room.assume({ 'self-made-source': 'parked-unpaid' });
  });

  it('are unparked and marked as paid, 20 in two calls, and read back', async () => {
    const { rows } = await room.import(many(20));
    expect(new Set(outcomes(rows))).toEqual(new Set(['created']));
    expect(rows.every(({ paid, parked }) => paid === true && parked === false)).toBe(true);
    const stored = await room.orders();
    expect(stored.every(({ Status, IsParked }) => Status === 1 && !IsParked)).toBe(true);
    expect(await room.calls()).toMatchObject({
      'Orders/CreateOrders': 1,
      'Orders/ChangeOrderTag': 1,
      'Orders/ChangeStatus': 1,
      'Orders/GetOrdersById': 2,
    });
  });

  it('are repaired by the next run when this one broke off in between', async () => {
    await room.account({ forbidden: ['Orders/ChangeStatus'] });
    const first = await room.import([order('A')]);
    expect(first.problems[0]).toMatchObject({ status: '403', message: expect.stringContaining('Orders/ChangeStatus') });
    await room.account({ forbidden: [] });
    const { rows } = await room.import([order('A')]);
    expect(rows[0]).toMatchObject({ paid: true, parked: false });
    expect(await references()).toEqual(['A']);
  });

  it('stay parked when the source holds them back', async () => {
    const { rows } = await room.import([order('A', { holds: [{ kind: 'fraudCheck' }] })]);
    expect(rows[0]).toMatchObject({ parked: true, holds: ['parked', 'unpaid'] });
    expect(await room.calls()).not.toHaveProperty('Orders/ChangeOrderTag');
  });
});

it('reports a paid order Linnworks parks by itself, and leaves it alone', async () => {
  const { rows } = await room.import([
    order('A', { shippingAddress: { name: 'T', street: 'S 1', city: 'C', postcode: '1234567890123', country: 'DE' } }),
  ]);
  expect(rows[0]).toMatchObject({
    outcome: 'created',
    paid: true,
    parked: true,
    holds: ['parked'],
    nextStep: expect.stringContaining('Linnworks'),
  });
  expect(await room.calls()).not.toHaveProperty('Orders/ChangeOrderTag');
});

describe('unpaid orders', () => {
  it('are looked up before they are created, and say that Linnworks parks them', async () => {
    const { rows } = await room.import([unpaid('A'), unpaid('B')]);
    expect(rows[0]).toMatchObject({ outcome: 'created', paid: false, parked: true, holds: ['parked', 'unpaid'] });
    expect(await room.calls()).toMatchObject({
      'Orders/GetOrderDetailsByReferenceId': 2,
      'Orders/CreateOrders': 1,
      'Orders/GetOrdersById': 1,
    });
    expect(await room.calls()).not.toHaveProperty('Orders/ChangeOrderTag');
  });

  it('are not overwritten by a second import', async () => {
    await room.import([unpaid('A')]);
    await room.forgetRequests();
    const { rows } = await room.import([unpaid('A')]);
    expect(outcomes(rows)).toEqual(['unchanged']);
    expect((await room.order('A')).updates).toBe(0);
    expect(await room.calls()).not.toHaveProperty('Orders/CreateOrders');
  });

  it('are overwritten when that was asked for', async () => {
    await room.import([unpaid('A')]);
    const changed = { ...unpaid('A'), charges: [], total: { gross: 43.99 } };
    const { rows } = await room.import([changed], { ifItExists: 'update' });
    expect(outcomes(rows)).toEqual(['updated']);
    expect((await room.order('A')).TotalsInfo.TotalCharge).toBe(43.99);
  });

  it('are not sent over a stored order that was paid meanwhile', async () => {
    await room.import([order('A')]);
    const { problems } = await room.import([unpaid('A')], { ifItExists: 'update' });
    expect(problems[0]?.message).toContain("Order 'A' is at Linnworks as paid");
    expect((await room.order('A')).skippedRepeats).toBe(0);
  });
});

describe('one bad order', () => {
  it('among 60 is refused by name and the other 59 are created', async () => {
    await room.fault({ kind: 'refuse', record: 'K0033', message: 'the order is poisoned' });
    const { rows, problems } = await room.import(many(60));
    expect(rows).toHaveLength(59);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ item: 32, status: '400' });
    expect(problems[0]?.message).toMatch(/^Order 'K0033': Linnworks refused the request: .*the order is poisoned/);
    expect(await references()).toHaveLength(59);
    // Three batches and the halving of one: 20, 10, 5, 3, 2 (or 1) twice each at most.
    expect((await room.calls())['Orders/CreateOrders']).toBeLessThanOrEqual(13);
  });

  it.each<[string, Parameters<typeof order>[1], RegExp]>([
    ['incomplete', { complete: false }, /Order 'BAD' is not complete yet/],
    ['cancelled', { status: 'cancelled' }, /Order 'BAD' is cancelled/],
    ['without address', { shippingAddress: undefined }, /Order 'BAD': 'shippingAddress' is missing/],
    ['with sums that differ', { total: { gross: 99 } }, /Order 'BAD'.*difference/],
    ['without a needed field', { placedAt: undefined as unknown as string }, /Order 'BAD': 'placedAt' is missing/],
  ])('%s never reaches Linnworks, the good one does', async (_, changes, message) => {
    const { rows, problems } = await room.import([order('BAD', changes), order('GOOD')]);
    expect(outcomes(rows)).toEqual(['created']);
    expect(problems[0]?.item).toBe(0);
    expect(problems[0]?.message).toMatch(message);
    expect(await references()).toEqual(['GOOD']);
  });
});

describe('the check for repeated lines', () => {
  const twice = () =>
    order('A', { lines: [line('1', { unitGross: 12.99 }), line('2', { unitGross: 10 })], charges: [], total: { gross: 22.99 } });

  it('passes when it compares line numbers', async () => {
    await room.import([twice()]);
    expect((await room.order('A')).items.map(({ Quantity }) => Quantity)).toEqual([1, 1]);
  });

  it('is met with joined lines when it compares SKUs, at one more call and the same total', async () => {
    await room.assume({ 'duplicate-line-check': 'ChannelSKU' });
    const { rows } = await room.import([twice(), order('B')]);
    expect(outcomes(rows)).toEqual(['created', 'created']);
    const stored = await room.order('A');
    expect(stored.items.map(({ Quantity, CostIncTax }) => [Quantity, CostIncTax])).toEqual([[2, 22.99]]);
    expect(stored.TotalsInfo.TotalCharge).toBe(22.99);
    expect((await room.calls())['Orders/CreateOrders']).toBe(2);
  });
});

describe('location', () => {
  const at = (mode: string, value: string): INodeParameters => ({ location: { __rl: true, mode, value } });

  it.each([
    ['id', DEFAULT_LOCATION, 'Default'],
    ['name', 'second warehouse', 'Second Warehouse'],
  ])('is found by %s', async (mode, value, name) => {
    const { rows } = await room.import([order('A')], at(mode, value));
    expect(rows[0]).toMatchObject({ outcome: 'created', location: name });
    expect((await room.order('A')).LocationName).toBe(name);
  });

  it('that is a fulfilment centre is refused with the reason and nothing is sent', async () => {
    const { problems } = await room.import([order('A')], at('name', 'Fulfilment Centre'));
    expect(problems[0]?.message).toMatch(/'Fulfilment Centre' cannot take orders.*parks/);
    expect(await room.calls()).not.toHaveProperty('Orders/CreateOrders');
  });

  it('that is not known names those that are', async () => {
    const { problems } = await room.import([order('A')], at('name', 'Nowhere'));
    expect(problems[0]?.nextStep).toContain("'Second Warehouse'");
    expect(await references()).toEqual([]);
  });
});

describe('lost and missing answers', () => {
  it('a lost answer to a write makes no second order', async () => {
    await room.fault({ kind: 'reset-after-write', match: 'CreateOrders' });
    const { rows, problems } = await room.import(many(4));
    expect(problems).toEqual([]);
    expect(outcomes(rows)).toEqual(Array(4).fill('created'));
    expect(await references()).toEqual(['K0001', 'K0002', 'K0003', 'K0004']);
  });

  it('a lost answer to unpaid orders is read back, not repeated', async () => {
    await room.fault({ kind: 'reset-after-write', match: 'CreateOrders' });
    const { rows } = await room.import([unpaid('A'), unpaid('B')]);
    expect(outcomes(rows)).toEqual(['created', 'created']);
    expect((await room.calls())['Orders/CreateOrders']).toBe(1);
    expect((await room.orders()).map(({ updates }) => updates)).toEqual([0, 0]);
  });

  it('unpaid orders whose call never arrived are sent once more', async () => {
    await room.fault({ kind: 'reset', match: 'CreateOrders' });
    const { rows } = await room.import([unpaid('A'), unpaid('B')]);
    expect(outcomes(rows)).toEqual(['created', 'created']);
    expect(await references()).toEqual(['A', 'B']);
  });

  it('a failed read-back is made good by the next run', async () => {
    await room.fault({ kind: 'status-5xx', match: 'GetOrdersById', times: -1 });
    const first = await room.import(many(2));
    expect(first.problems.map(({ message }) => message)).toEqual(Array(2).fill('Linnworks could not be reached (HTTP 503)'));
    await room.clearFaults();
    const { rows } = await room.import(many(2));
    expect(outcomes(rows)).toEqual(['unchanged', 'unchanged']);
    expect(await references()).toEqual(['K0001', 'K0002']);
  });

  it('an account that is down leaves everything unavailable, sends nothing on, and the next run brings all', async () => {
    await room.fault({ kind: 'status-5xx', match: 'CreateOrders', times: -1 });
    const first = await room.import([...many(50), unpaid('U')]);
    expect(first.rows).toEqual([]);
    expect(first.problems).toHaveLength(51);
    expect(new Set(first.problems.map(({ message }) => message))).toEqual(new Set(['Linnworks could not be reached (HTTP 503)']));
    // Six tries of the first call and none of the others.
    expect((await room.requests()).filter(({ path }) => path.includes('CreateOrders'))).toHaveLength(6);
    await room.clearFaults();
    const { rows, problems } = await room.import([...many(50), unpaid('U')]);
    expect(problems).toEqual([]);
    expect(rows).toHaveLength(51);
    expect(await references()).toHaveLength(51);
  });

  it('429 is waited for and nothing is lost', async () => {
    await room.fault({ kind: 'status-429', match: 'CreateOrders', times: 2, retryAfter: 1 });
    const { rows } = await room.import(many(25));
    expect(rows).toHaveLength(25);
    expect(await references()).toHaveLength(25);
  });
});

describe('sessions', () => {
  it('are taken once when one ends in the middle', async () => {
    const vault = await room.vault();
    await room.import([order('FIRST')], {}, vault);
    await room.forgetRequests();
    await room.fault({ kind: 'expired-token', match: 'CreateOrders', skip: 1 });
    const { rows, problems } = await room.import(many(60), {}, vault);
    expect(problems).toEqual([]);
    expect(rows).toHaveLength(60);
    expect((await room.calls())['Auth/AuthorizeByApplication']).toBe(1);
  });

  it('are shared by later runs', async () => {
    const vault = await room.vault();
    await room.import([order('A')], {}, vault);
    await room.import([order('B')], {}, vault);
    expect((await room.calls())['Auth/AuthorizeByApplication']).toBe(1);
  });

  it.each(['401', '400'])('that are refused (%s) stop the run and tell what to correct', async (status) => {
    await room.assume({ 'authorize-refusal': status });
    const wrong = await room.vault({ token: '00000000-0000-0000-0000-000000000001' });
    const { problems } = await room.import(many(2), {}, wrong);
    expect(problems).toHaveLength(2);
    expect(problems[0]?.message).toContain('installation token');
    expect(problems[0]?.nextStep).toContain('credential');
    expect(JSON.stringify(problems)).not.toContain('66666666-7777');
  });

  it('name the reason when the account is locked', async () => {
    await room.account({ state: 'LOCKED_FULL', reason: 'invoice overdue' });
    const { problems } = await room.import([order('A')]);
    expect(problems[0]?.message).toMatch(/LOCKED_FULL: invoice overdue/);
  });
});

it('names the permission an app lacks', async () => {
  await room.account({ forbidden: ['Orders/GetOrdersById'] });
  const { problems } = await room.import([order('A')]);
  expect(problems[0]?.nextStep).toContain('GlobalPermissions.OrderBook.ViewOrderDetailsNode');
});

it('shows a dry run: look-ups run, nothing is written, the first request is exact', async () => {
  await room.import([order('A')]);
  await room.forgetRequests();
  const { rows } = await room.import([order('A'), order('B')], { dryRun: true });
  expect(outcomes(rows)).toEqual(['unchanged', 'would create']);
  const request = rows[1]?.request as unknown as { method: string; path: string; body: string };
  expect(request).toMatchObject({ method: 'POST', path: '/api/Orders/CreateOrders' });
  const form = new URLSearchParams(request.body);
  expect(form.get('location')).toBe('Default');
  expect(JSON.parse(form.get('orders') ?? '')).toMatchObject([{ ReferenceNumber: 'B' }]);
  expect(await room.calls()).not.toHaveProperty('Orders/CreateOrders');
  expect(await references()).toEqual(['A']);
});

it('uses the options', async () => {
  const options = { postalServices: { service: [{ method: 'Standard', tag: 'DHL Paket' }] }, note: 'by n8n', linkBySku: false };
  await room.import([order('A', { shippingMethod: { name: 'standard' } })], { options });
  const stored = await room.order('A');
  expect(stored.ShippingInfo.PostalServiceName).toBe('DHL Paket');
  expect(stored.notes).toContainEqual(expect.objectContaining({ Note: 'by n8n', Internal: true }));
  expect(stored.items[0]?.SKU).toBe('');
});
