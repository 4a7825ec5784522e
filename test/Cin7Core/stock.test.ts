import { Cin7Room, named } from './support/room';

jest.setTimeout(60_000);
jest.mock('n8n-workflow', () => ({ ...jest.requireActual<object>('n8n-workflow'), sleep: async () => {} }));

let room: Cin7Room;

beforeAll(async () => {
  room = await Cin7Room.open();
});
afterAll(async () => {
  await room.close();
});
beforeEach(() => {
  room.reset();
});

const MAIN = { location: named('Main Warehouse') };
const level = (sku: string, physical: number, more = {}) => ({ sku, physical, ...more });
const push = async (levels: object[], parameters = {}) => await room.run('stock', 'push', { stock: '={{ $json }}', ...MAIN, account: named('500'), ...parameters }, levels);
const onHand = async (SKU: string) => (await room.state()).stock.filter((row) => row.SKU === SKU && row.Location === 'Main Warehouse').map(({ OnHand }) => OnHand);
const adjustments = async () => (await room.requests()).filter(({ operation }) => operation === 'POST stockadjustment').length;

describe('get many', () => {
  it('sums bins and batches, and tells what each word means', async () => {
    await room.seed({ stock: [{ SKU: 'MUG-BLUE-330', OnHand: 10 }, { SKU: 'MUG-BLUE-330', Bin: 'A-01', OnHand: 5 }], orders: [{ lines: [{ SKU: 'MUG-BLUE-330', Quantity: 2 }] }] });
    const { rows } = await room.run('stock', 'getAll', { returnAll: true, ...MAIN });
    expect(rows.find(({ sku }) => sku === 'MUG-BLUE-330')).toMatchObject({ physical: 15, allocated: 2, available: 13, location: 'Main Warehouse', bin: 'A-01', references: { bins: ['A-01'] } });
    expect(new Set(rows.map(({ sku }) => sku)).size).toBe(rows.length);
  });

  it.each(['paged', 'ignored'])('more than a thousand rows, each once (%s)', async (answer) => {
    await room.assume({ 'unnamed-lists-paging': answer });
    await room.seed({ products: 1100 });
    const { rows } = await room.run('stock', 'getAll', { returnAll: true });
    expect(rows.length).toBe((await room.state()).stock.length);
  });

  it('page by page with a key and a state', async () => {
    await room.seed({ stock: [{ SKU: 'MUG-RED-330', Bin: 'A-02', OnHand: 3 }] });
    const items = [];
    let position = '';
    for (let more = true; more; ) {
      const page = await room.page('stock', { pageSize: 3, position, ...MAIN });
      items.push(...page.items);
      ({ position, more } = page);
    }
    expect(new Set(items.map(({ key }) => key)).size).toBe(items.length);
    const red = items.find(({ key }) => key === 'MUG-RED-330');
    expect(red?.state).toBe(`${String(red?.record?.available)}/${String(red?.record?.physical)}`);
  });

  it('a location that is not there is told', async () => {
    const { problems } = await room.run('stock', 'getAll', { location: named('Nowhere') });
    expect(problems[0]).toMatchObject({ kind: 'unavailable' });
  });
});

describe('push', () => {
  it('sets what lies there, with open orders taken off by Cin7 Core', async () => {
    await room.seed({ orders: [{ lines: [{ SKU: 'MUG-BLUE-330', Quantity: 2 }] }] });
    await push([level('MUG-BLUE-330', 30), { sku: 'MUG-RED-330', physical: 9, available: 7 }]);
    const stock = (await room.state()).stock.filter(({ SKU, Location }) => SKU === 'MUG-BLUE-330' && Location === 'Main Warehouse');
    expect(stock).toMatchObject([{ OnHand: 30, Available: 28 }]);
    expect(await adjustments()).toBe(1);
  });

  it('sets the free pieces where that is asked for', async () => {
    await room.seed({ orders: [{ lines: [{ SKU: 'MUG-BLUE-330', Quantity: 2 }] }] });
    await push([{ sku: 'MUG-BLUE-330', available: 30 }], { figure: 'available' });
    expect(await onHand('MUG-BLUE-330')).toEqual([32]);
  });

  it('books only differences, at what the pieces are worth', async () => {
    await push([level('MUG-BLUE-330', 30), level('MUG-RED-330', 9)]);
    await room.forgetRequests();
    const { rows } = await push([level('MUG-BLUE-330', 30), level('MUG-RED-330', 9), level('MUG-RED-330', 9)]);
    expect(rows.map(({ outcome }) => outcome)).toEqual(['unchanged', 'unchanged', 'unchanged']);
    expect(await adjustments()).toBe(0);
    expect((await room.state()).adjustments).toHaveLength(1);
  });

  it('the newest of a SKU counts', async () => {
    await push([level('MUG-BLUE-330', 1), level('MUG-BLUE-330', 2)]);
    expect(await onHand('MUG-BLUE-330')).toEqual([2]);
  });

  it.each(['adds-a-row', 'refused'])('leaves alone what lies in bins or batches (%s)', async (answer) => {
    await room.assume({ 'adjustment-and-bins': answer });
    await room.seed({ products: [{ sku: 'BATCHED', costing: 'FIFO - Batch' }], stock: [{ SKU: 'MUG-BLUE-330', Bin: 'A-01', OnHand: 5 }] });
    const { rows, problems } = await push([level('MUG-BLUE-330', 30), level('BATCHED', 3), level('MUG-RED-330', 9)]);
    expect(rows).toMatchObject([{ sku: 'MUG-RED-330', outcome: 'pushed' }]);
    expect(problems.map(({ kind, item }) => [item, kind])).toEqual([[0, 'refused'], [1, 'refused']]);
    expect(problems[0]?.code).toBe('bins');
    expect((await onHand('MUG-BLUE-330')).at(-1)).toBe(5);
  });

  it('a cost nobody knows is asked for', async () => {
    await room.seed({ products: [{ sku: 'NEW-ONE' }], stock: [{ SKU: 'NEW-ONE', OnHand: 0 }] });
    const { problems } = await push([level('NEW-ONE', 3)]);
    expect(problems[0]).toMatchObject({ kind: 'refused', code: 'no-cost' });
    const { rows } = await push([level('NEW-ONE', 3)], { options: { unitCost: 1.5 } });
    expect(rows[0]?.outcome).toBe('pushed');
    expect(await onHand('NEW-ONE')).toEqual([3]);
  });

  it('one that is refused is found and the others go through', async () => {
    await room.fault({ kind: 'refuse', record: 'MUG-RED-330' });
    const { rows, problems } = await push([level('MUG-BLUE-330', 30), level('MUG-RED-330', 9), level('NOWHERE', 1)]);
    expect(rows).toMatchObject([{ sku: 'MUG-BLUE-330', outcome: 'pushed' }]);
    expect(problems.map(({ item, kind }) => [item, kind])).toEqual([[1, 'refused'], [2, 'refused']]);
    expect(problems[1]).toMatchObject({ code: 'unknown-sku' });
  });

  it.each(['reset-after-write', 'reset'])('after %s nothing is booked twice', async (kind) => {
    await room.fault({ kind, match: '^POST', times: 1 });
    const { rows } = await push([level('MUG-BLUE-330', 30)]);
    expect(rows[0]?.outcome).toBe('pushed');
    expect((await room.state()).adjustments).toHaveLength(1);
  });

  it('what cannot be a level is told by SKU', async () => {
    const { problems } = await push([{ sku: 'A', unlimited: true, available: 1 }, { sku: 'B', available: 1 }, level('C', -1)]);
    expect(problems.map(({ message, kind }) => [message.slice(0, 7), kind])).toEqual([["SKU 'A'", 'refused'], ["SKU 'B'", 'refused'], ["SKU 'C'", 'refused']]);
  });

  it('a locked period stops the flow', async () => {
    await room.act('account', { lockDate: '2099-01-01' });
    const { problems } = await push([level('MUG-BLUE-330', 30)]);
    expect(problems[0]).toMatchObject({ kind: 'unavailable', nextStep: expect.stringContaining('locked') });
  });

  it('a dry run books nothing', async () => {
    const { rows } = await push([level('MUG-BLUE-330', 30)], { dryRun: true });
    expect(rows[0]).toMatchObject({ outcome: 'would push', request: { path: '/stockadjustment', body: expect.stringContaining('"UpdateOnHand":true') } });
    expect(await adjustments()).toBe(0);
  });
});

it.each(['accounts', 'brands', 'carriers', 'categories', 'customers', 'locations', 'paymentTerms', 'priceTiers', 'taxRules', 'units'])('lists %s', async (list) => {
  const { rows } = await room.run('list', 'getAll', { list, returnAll: true });
  expect(rows.length).toBeGreaterThan(0);
  expect(rows.every(({ id, name }) => id && name)).toBe(true);
  expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
  if (list === 'locations') expect(rows.map(({ name }) => name)).toEqual(['Main Warehouse', 'Second Warehouse', 'Fulfilment Partner']);
  if (list === 'taxRules') expect(rows.map(({ percent }) => percent)).toEqual([20, 0, 0]);
});
