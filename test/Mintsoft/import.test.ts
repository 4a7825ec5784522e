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

describe('what is sent', () => {
  it('carries number, reference, amounts, address and origin', async () => {
    const { rows } = await room.import([order('100234')]);
    expect(rows[0]).toMatchObject({ outcome: 'created', number: '100234', orderNumber: 'LW-100234', status: 'NEW' });
    const stored = await room.order('LW-100234');
    expect(stored).toMatchObject({ ExternalOrderReference: order('100234').identity.id, CourierServiceId: 52, ChannelId: 8, requiredDespatch: null });
    expect(stored.items).toMatchObject([{ SKU: 'MUG-BLUE-330', Quantity: 2, price: 14.9584, vat: 2.9916 }]);
    expect(stored.header).toMatchObject({ OrderValue: 35.9, TotalVat: 5.98, ShippingTotalExVat: 3.25, ShippingTotalVat: 0.65, FirstName: 'Ada', LastName: 'Byron' });
    expect(stored.nameValues).toEqual(
      expect.arrayContaining([
        { Name: 'ChannelSyncIdentity', Value: `linnworks:main:${order('100234').identity.id}` },
        { Name: 'SubSource', Value: 'Amazon UK' },
      ]),
    );
  });

  it.each([
    ['by name', { matchChannels: true }, 9],
    ['by the own list', { channelMap: { source: [{ source: 'amazon', channel: '10' }] } }, 10],
    ['for all', { channel: { __rl: true, mode: 'id', value: '9' } }, 9],
    ['of none', {}, 8],
  ])('channel %s', async (_name, parameters, channel) => {
    await room.import([order('1')], parameters as never);
    expect((await room.order('LW-1')).ChannelId).toBe(channel);
  });

  it.each([
    [false, null],
    [true, '2026-01-07T17:00:00.000Z'],
  ])('required despatch date: %s', async (requiredDespatchDate, date) => {
    await room.import([order('1')], { requiredDespatchDate });
    expect((await room.order('LW-1')).requiredDespatch).toBe(date);
  });

  it('courier service: of the method, of the node, or the method itself', async () => {
    const couriers = { couriers: { courier: [{ method: 'next day', courierService: '55' }] } };
    await room.import([order('1')], { options: couriers, courierService: { __rl: true, mode: 'id', value: '54' } });
    await room.import([order('2')], { courierService: { __rl: true, mode: 'id', value: '54' } });
    await room.import([order('3', { shippingMethod: undefined })]);
    expect([(await room.order('LW-1')).CourierServiceId, (await room.order('LW-2')).CourierServiceId, (await room.order('LW-3')).CourierServiceId]).toEqual([55, 54, 53]);
  });

  it('Prime orders of Amazon under their Amazon id', async () => {
    const prime = order('1', { programmes: ['PRIME'] });
    prime.lines[0] = { ...prime.lines[0], references: { itemNumber: '12345678901234' } } as never;
    await room.import([prime], { options: { primeLabels: true } });
    const stored = await room.order('206-1234567-7654321');
    expect(stored.nameValues).toEqual(expect.arrayContaining([{ Name: 'OriginalSource', Value: 'AMAZON' }]));
    expect(stored.items[0]?.nameValues).toEqual(expect.arrayContaining([{ Name: 'Amazon-OrderItemId', Value: '12345678901234' }]));
    const { problems } = await room.import([order('2', { programmes: ['PRIME'] })], { options: { primeLabels: true } });
    expect(problems[0]?.message).toContain('Amazon order item id');
  });

  it('bundles as themselves or as their parts', async () => {
    const lines = [
      { id: 'b', sku: 'MUG-RED-330', kind: 'bundleParent', quantity: 1, unitGross: 12, taxRate: 20 },
      { id: 'b1', sku: 'MUG-BLUE-330', kind: 'bundlePart', parentLineId: 'b', quantity: 2 },
    ];
    await room.import([order('1', { lines })]);
    await room.import([order('2', { lines })], { options: { bundles: 'parts' } });
    expect((await room.order('LW-1')).items.map(({ SKU }) => SKU)).toEqual(['MUG-RED-330']);
    expect((await room.order('LW-2')).items.map(({ SKU, Quantity }) => [SKU, Quantity])).toEqual([['MUG-BLUE-330', 2]]);
  });
});

describe('what stands in the way', () => {
  it.each([
    ['parked', { holds: [{ kind: 'parked' }] }],
    ['unpaid', { paid: false }],
  ])('%s orders are refused unless they are wanted', async (word, more) => {
    const held = await room.import([order('1', more)]);
    expect(held.problems[0]).toMatchObject({ kind: 'refused', message: expect.stringContaining(word) });
    expect(await room.orders()).toHaveLength(0);
    const { rows } = await room.import([order('1', more)], { ifHeld: 'import' });
    expect(rows[0]?.outcome).toBe('created');
  });

  it('a number of another channel asks for a prefix', async () => {
    await room.seed({ orders: [{ OrderNumber: 'LW-1', ExternalOrderReference: 'of-a-shop', OrderItems: [{ SKU: 'MUG-BLUE-330', Quantity: 1 }] }] });
    const { problems } = await room.import([order('1')]);
    expect(problems[0]).toMatchObject({ kind: 'refused', code: 'number-used', nextStep: expect.stringContaining('Order Prefix') });
    expect(await room.orders()).toHaveLength(1);
  });

  it('the same number of another client does not', async () => {
    await room.seed({ orders: [{ OrderNumber: 'LW-1', ExternalOrderReference: 'theirs', ClientId: 18, ChannelId: 8, OrderItems: [{ SKU: 'MUG-BLUE-330', Quantity: 1 }] }], products: [{ sku: 'MUG-BLUE-330', ClientId: 18 }] }).catch(() => undefined);
    expect((await room.import([order('1')])).rows[0]?.outcome).toBe('created');
  });

  it('a look-up that is no list is no leave to create', async () => {
    await room.act('account', { forbidden: ['GET Order/Search'] });
    const { problems } = await room.import([order('1'), order('2')]);
    expect(problems.map(({ kind }) => kind)).toEqual(['unavailable', 'unavailable']);
    expect(await room.orders()).toHaveLength(0);
  });

  it('a warehouse that is not there stops the flow and is nobody\'s dead letter', async () => {
    const { problems } = await room.import([order('1'), order('2')], { warehouse: { __rl: true, mode: 'id', value: '99' } });
    const wrong = { kind: 'unavailable', message: 'Mintsoft has no warehouse 99', nextStep: expect.stringContaining("'Leeds' (3), 'Bristol' (5)") };
    expect(problems).toMatchObject([wrong, wrong]);
    expect((await room.requests()).filter(({ method }) => method === 'PUT')).toHaveLength(1);
  });

  it('the list of clients is asked once for all orders Mintsoft refuses, which stay theirs', async () => {
    const unknown = (number: string) => order(number, { lines: order(number).lines.map((line) => ({ ...line, sku: 'NOBODY-HAS-IT' })) });
    const { problems } = await room.import([unknown('1'), unknown('2')]);
    expect(problems.map(({ kind }) => kind)).toEqual(['refused', 'refused']);
    expect((await room.requests()).filter(({ operation }) => operation === 'GET Client')).toHaveLength(1);
  });

  it('a client whose list this user may not see stays the order\'s refusal', async () => {
    await room.act('account', { forbidden: ['GET Client'] });
    const { problems } = await room.import([order('1')], { client: { __rl: true, mode: 'id', value: '99' } });
    expect(problems).toMatchObject([{ kind: 'refused', message: expect.stringContaining('Product not found') }]);
  });

  it.each(['refused', 'stored-as-failed'])('an unknown SKU (%s)', async (answer) => {
    await room.assume({ 'order-with-unknown-sku': answer });
    const bad = order('1', { lines: [{ id: '1', sku: 'NOWHERE', quantity: 1 }] });
    const { rows, problems } = await room.import([bad, order('2')]);
    expect(rows.map(({ number }) => number)).toEqual(answer === 'refused' ? ['2'] : ['1', '2']);
    expect(problems.map(({ kind }) => kind)).toEqual(answer === 'refused' ? ['refused'] : []);
  });
});

describe('again', () => {
  it('changes nothing', async () => {
    await room.import([order('1')]);
    const { rows } = await room.import([order('1')]);
    expect(rows[0]).toMatchObject({ outcome: 'unchanged', orderNumber: 'LW-1' });
    expect(await room.orders()).toHaveLength(1);
  });

  it('knows split and merged orders', async () => {
    await room.import([order('1'), order('2')]);
    await room.act('split', { order: 'LW-1' });
    expect((await room.import([order('1')])).rows[0]).toMatchObject({ outcome: 'unchanged', parts: 2 });
    await room.reset();
    await room.import([order('1'), order('2')]);
    await room.act('merge', { orders: ['LW-1', 'LW-2'] });
    const { rows } = await room.import([order('1'), order('2')]);
    expect(rows).toMatchObject([
      { outcome: 'unchanged', mergedInto: 'LW-1+LW-2' },
      { outcome: 'unchanged', mergedInto: 'LW-1+LW-2' },
    ]);
    expect(await room.orders()).toHaveLength(1);
  });

  it.each(['stored-twice', 'refused'])('a lost answer is looked up before it is repeated (%s)', async (answer) => {
    await room.assume({ 'repeated-order': answer });
    await room.fault({ kind: 'reset-after-write', match: 'PUT', times: 1 });
    const { rows } = await room.import([order('1')]);
    expect(rows[0]).toMatchObject({ outcome: 'created' });
    expect(await room.orders()).toHaveLength(1);
  });

  it('without look-ups, Mintsoft\'s own rule still tells where it has one', async () => {
    await room.assume({ 'repeated-order': 'refused' });
    await room.import([order('1')]);
    await room.forgetRequests();
    const { rows } = await room.import([order('1')], { options: { lookUp: false } });
    expect(rows[0]).toMatchObject({ outcome: 'unchanged' });
    expect((await room.calls())['GET Order/Search']).toBe(1);
  });

  it('a new order costs one call where books say that it was never sent', async () => {
    await room.import([order('1')], { options: { lookUp: false } });
    expect(await room.calls()).toEqual({ 'PUT Order': 1 });
  });
});
