import type { Parcel, Shipment } from '../../nodes/shared/model';
import { order } from './support/orders';
import { Cin7Room } from './support/room';

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

async function sale(wish: object = {}): Promise<string> {
  return (await room.seed({ orders: [{ header: { CustomerReference: 'web-1' }, ...wish }] })).orders[0] ?? '';
}

async function shipment(number: string, parcels: Array<Partial<Parcel>> = [{ carrier: 'dpd', trackingNumber: 'JK1' }], more: Partial<Shipment> = {}): Promise<Shipment> {
  const { ID } = await room.sale(number);
  return {
    order: { channel: 'cin7core', account: 'main', id: ID },
    orderNumber: number,
    shippedAt: '2026-01-06T10:00:00.000Z',
    parcels: parcels.map((parcel, index) => ({ id: `p${index}`, ...parcel })),
    ...more,
  };
}

const ship = async (shipments: object[], parameters = {}) => await room.run('order', 'ship', { shipment: '={{ $json }}', ...parameters }, shipments);

const shipped = async (number: string) => {
  const [task] = (await room.sale(number)).Fulfilments;
  return task?.Ship.Lines.map(({ Boxes, TrackingNumber, Carrier }) => [Boxes, TrackingNumber, Carrier]);
};

const writes = async () => (await room.requests()).filter(({ method }) => method !== 'GET').map(({ operation }) => operation);

describe('the way by the state of the sale', () => {
  it('nobody has picked: pick, pack, ship', async () => {
    const number = await sale();
    const { rows, problems } = await ship([await shipment(number, undefined, { cost: 4.5, currency: 'GBP', noteToBuyer: 'Thank you', parcels: [{ id: 'p', carrier: 'dpd', service: 'Next Day', trackingNumber: 'JK1' }] })]);
    expect(problems).toEqual([]);
    expect(rows[0]).toMatchObject({ outcome: 'shipped', steps: ['pick', 'pack', 'ship'], trackingNumber: 'JK1', number });
    expect(await shipped(number)).toEqual([['Box 1', 'JK1', 'DPD']]);
    const stored = await room.sale(number);
    expect(stored).toMatchObject({ CombinedShippingStatus: 'SHIPPED', CombinedTrackingNumbers: 'JK1', trackingWrites: 1 });
    expect(stored.Fulfilments[0]?.Ship.ShippingNotes).toBe('Service: Next Day\nShipping cost: 4.50 GBP\nThank you');
    expect(stored.Fulfilments[0]?.Ship.Lines[0]?.ShipmentDate).toMatch(/^2026-01-06/);
    expect(await writes()).toEqual(['POST sale/fulfilment/pick', 'POST sale/fulfilment/pack', 'POST sale/fulfilment/ship']);
  });

  it('packed already: one call beside the look', async () => {
    const number = await sale({ mode: 'AUTOPICKPACK' });
    await ship([await shipment(number)]);
    expect(await room.calls()).toEqual({ 'GET ref/carrier': 1, 'GET sale': 1, 'POST sale/fulfilment/ship': 1 });
  });

  it('shipped already: only the number is added', async () => {
    const number = await sale({ mode: 'AUTOPICKPACKSHIP' });
    const { rows } = await ship([await shipment(number)]);
    expect(rows[0]).toMatchObject({ outcome: 'shipped', steps: ['track'] });
    expect(await shipped(number)).toEqual([['Box 1', 'JK1', 'DPD']]);
    expect(await writes()).toEqual(['PUT sale/fulfilment/ship']);
  });

  it('a second time writes nothing', async () => {
    const number = await sale();
    await ship([await shipment(number)]);
    await room.forgetRequests();
    const { rows } = await ship([await shipment(number), await shipment(number)]);
    expect(rows.map(({ outcome }) => outcome)).toEqual(['unchanged', 'unchanged']);
    expect(await writes()).toEqual([]);
  });

  it('people pick and pack: it waits for them', async () => {
    const number = await sale();
    const { problems } = await ship([await shipment(number)], { pickAndPack: false });
    expect(problems[0]).toMatchObject({ kind: 'refused', code: 'not-packed' });
    await room.act('pack', { orders: [number] });
    expect((await ship([await shipment(number)], { pickAndPack: false })).rows[0]?.outcome).toBe('shipped');
  });

  it.each(['pick', 'pack', 'ship'])('a lost answer to %s is looked for', async (step) => {
    const number = await sale();
    await room.fault({ kind: 'reset-after-write', match: `^POST .*/fulfilment/${step}$`, times: 1 });
    const { rows, problems } = await ship([await shipment(number)]);
    expect(problems).toEqual([]);
    expect(rows[0]?.outcome).toBe('shipped');
    expect(await shipped(number)).toEqual([['Box 1', 'JK1', 'DPD']]);
    expect(await writes()).toEqual(['POST sale/fulfilment/pick', 'POST sale/fulfilment/pack', 'POST sale/fulfilment/ship']);
  });

  it('of a sale of several fulfilments the one that holds the goods', async () => {
    const number = await sale({ lines: [{ SKU: 'MUG-BLUE-330' }, { SKU: 'MUG-RED-330', Quantity: 2 }] });
    await room.act('split', { orders: [number] });
    await room.act('pick', { orders: [number] });
    const unclear = await ship([await shipment(number)]);
    expect(unclear.problems[0]).toMatchObject({ kind: 'refused', code: 'ambiguous' });
    await ship([await shipment(number, [{ trackingNumber: 'JK2', lines: [{ sku: 'MUG-RED-330', quantity: 2 }] }])]);
    await ship([await shipment(number, [{ trackingNumber: 'JK1' }])]);
    const tasks = (await room.sale(number)).Fulfilments;
    expect(tasks.map(({ Ship }) => Ship.Lines.map(({ TrackingNumber }) => TrackingNumber))).toEqual([['JK1'], ['JK2']]);
    expect((await ship([await shipment(number, [{ trackingNumber: 'JK2' }])])).rows[0]?.outcome).toBe('unchanged');
  });
});

describe('parcels and boxes', () => {
  it('a box for each parcel that tells its goods', async () => {
    const number = await sale({ lines: [{ SKU: 'MUG-BLUE-330', Quantity: 2 }, { SKU: 'MUG-RED-330' }] });
    const parcels = [
      { trackingNumber: 'A', lines: [{ sku: 'MUG-BLUE-330', quantity: 1 }] },
      { trackingNumber: 'B', lines: [{ sku: 'MUG-BLUE-330', quantity: 1 }, { sku: 'MUG-RED-330', quantity: 1 }] },
    ];
    await ship([await shipment(number, parcels)]);
    const [task] = (await room.sale(number)).Fulfilments;
    expect(task?.Pack.Lines.map(({ Box, SKU, Quantity }) => [Box, SKU, Quantity])).toEqual([['Box 1', 'MUG-BLUE-330', 1], ['Box 2', 'MUG-BLUE-330', 1], ['Box 2', 'MUG-RED-330', 1]]);
    expect((await shipped(number))?.map(([box, tracking]) => [box, tracking])).toEqual([['Box 1', 'A'], ['Box 2', 'B']]);
  });

  it('one parcel stands on all boxes, more parcels than boxes share the last', async () => {
    const lines = [{ SKU: 'MUG-BLUE-330' }, { SKU: 'MUG-RED-330' }];
    const one = await sale({ lines });
    await room.act('pack', { orders: [one], boxes: 2 });
    await ship([await shipment(one)]);
    expect((await shipped(one))?.map(([, tracking]) => tracking)).toEqual(['JK1', 'JK1']);
    const { orders } = await room.seed({ orders: [{ lines }] });
    await ship([await shipment(orders[0] ?? '', [{ trackingNumber: 'A' }, { trackingNumber: 'B' }, { trackingNumber: 'V', voided: true }])]);
    expect((await shipped(orders[0] ?? ''))?.map(([, tracking]) => tracking)).toEqual(['A, B']);
  });

  it.each([
    ['add', 'OLD, JK1'],
    ['keep', 'OLD'],
    ['replace', 'JK1'],
  ])('tracking that is there: %s', async (whenThere, expected) => {
    const number = await sale();
    await room.act('despatch', { orders: [number], trackingNumber: 'OLD' });
    await ship([await shipment(number, [{ trackingNumber: 'JK1', carrier: 'dpd' }])], { whenThere });
    expect(await shipped(number)).toEqual([['Box 1', expected, whenThere === 'keep' ? 'Royal Mail' : 'DPD']]);
  });

  it.each(['others-kept', 'others-emptied'])('all boxes are named, whatever some alone would do (%s)', async (answer) => {
    await room.assume({ 'some-boxes': answer });
    const number = await sale({ lines: [{ SKU: 'MUG-BLUE-330' }, { SKU: 'MUG-RED-330' }] });
    await room.act('despatch', { orders: [number], boxes: 2, trackingNumber: '' });
    await ship([await shipment(number, [{ trackingNumber: 'A' }])]);
    await ship([await shipment(number, [{ trackingNumber: 'B' }])]);
    expect((await shipped(number))?.map(([, tracking]) => tracking)).toEqual(['A', 'A, B']);
  });
});

describe('carriers', () => {
  it('an unknown one is made, once, or left out', async () => {
    const [one = '', two = '', three = ''] = (await room.seed({ orders: [{}, {}, {}] })).orders;
    const parcel = (trackingNumber: string) => [{ carrierName: 'Swift Bikes', trackingNumber }];
    await ship([await shipment(one, parcel('A')), await shipment(two, parcel('B'))]);
    expect([await shipped(one), await shipped(two)]).toEqual([[['Box 1', 'A', 'Swift Bikes']], [['Box 1', 'B', 'Swift Bikes']]]);
    expect((await writes()).filter((operation) => operation.includes('carrier'))).toHaveLength(1);
    await ship([await shipment(three, [{ carrierName: 'Slow Boats', trackingNumber: 'C' }])], { options: { unknown: 'leaveOut' } });
    expect(await shipped(three)).toEqual([['Box 1', 'C', '']]);
  });

  it('by code, by the table, with the service', async () => {
    const [one = '', two = '', three = ''] = (await room.seed({ orders: [{}, {}, {}] })).orders;
    await ship([await shipment(one, [{ carrier: 'royal-mail', carrierName: 'royal_mail', trackingNumber: 'A' }])]);
    await ship([await shipment(two, [{ carrierName: 'stamps_com', trackingNumber: 'B' }])], { options: { carriers: { carrier: [{ from: 'Stamps_Com', to: 'UPS' }] } } });
    await ship([await shipment(three, [{ carrier: 'ups', carrierName: 'UPS', service: 'Ground', trackingNumber: 'C' }])], { options: { withService: true } });
    expect([await shipped(one), await shipped(two), await shipped(three)]).toEqual([[['Box 1', 'A', 'Royal Mail']], [['Box 1', 'B', 'UPS']], [['Box 1', 'C', 'UPS Ground']]]);
  });
});

describe('what stands in the way', () => {
  it.each([
    ['void', 'voided'],
    ['undo', 'draft'],
  ])('%s', async (verb, code) => {
    const number = await sale();
    await room.act(verb, { orders: [number] });
    const { problems } = await ship([await shipment(number)]);
    expect(problems[0]).toMatchObject({ kind: 'refused', code, message: expect.stringContaining(number) });
  });

  it('a part of an order, no parcel, and an order that is not there', async () => {
    const number = await sale();
    const nowhere = { ...(await shipment(number)), order: { channel: 'shop', account: 'x', id: '1' }, orderNumber: '77' };
    const { problems } = await ship([await shipment(number, undefined, { complete: false }), await shipment(number, [{ voided: true }]), nowhere]);
    expect(problems.map(({ kind, message }) => [kind, message.includes(number) || message.includes("'77'")])).toEqual([['refused', true], ['refused', true], ['refused', true]]);
  });

  it('too little stock cannot be picked', async () => {
    await room.act('restock', { levels: { 'MUG-BLUE-330': 0 } });
    const number = await sale({ lines: [{ SKU: 'MUG-BLUE-330' }], fill: false });
    const { problems } = await ship([await shipment(number)]);
    expect(problems[0]).toMatchObject({ kind: 'refused', message: expect.stringContaining('back-order') });
  });

  it.each(['refused', 'adds'])('some boxes shipped by people, the rest %s', async (answer) => {
    await room.assume({ 'rest-of-boxes': answer });
    const number = await sale({ lines: [{ SKU: 'MUG-BLUE-330' }, { SKU: 'MUG-RED-330' }] });
    await room.act('pack', { orders: [number], boxes: 2 });
    const part = { TaskID: (await room.sale(number)).Fulfilments[0]?.TaskID, Status: 'AUTHORISED', Lines: [{ ShipmentDate: '2026-01-06', Box: 'Box 1', TrackingNumber: 'A', IsShipped: true }] };
    const { data } = (await room.vault()).stored[0] as { data: Record<string, string> };
    const headers = { 'content-type': 'application/json', 'api-auth-accountid': data.accountId ?? '', 'api-auth-applicationkey': data.applicationKey ?? '' };
    await fetch(`${data.baseUrl}/sale/fulfilment/ship`, { method: 'POST', headers, body: JSON.stringify(part) });
    const { rows, problems } = await ship([await shipment(number, [{ trackingNumber: 'B' }])]);
    if (answer === 'refused') expect(problems[0]).toMatchObject({ kind: 'refused', message: expect.stringContaining('PARTIALLY AUTHORISED') });
    else expect([rows[0]?.outcome, (await shipped(number))?.map(([, tracking]) => tracking)]).toEqual(['shipped', ['A', 'B']]);
  });
});

it('finds a sale by the identity it was imported with', async () => {
  await room.import([order('100')]);
  const foreign = { order: order('100').identity, orderNumber: '100', shippedAt: '2026-01-06T10:00:00.000Z', parcels: [{ id: 'p', trackingNumber: 'JK1' }] };
  const { rows } = await ship([foreign]);
  expect(rows[0]).toMatchObject({ outcome: 'shipped', identityKey: 'shipstation:main:9100' });
  expect((await room.sale('100')).CombinedTrackingNumbers).toBe('JK1');
});

it('a dry run tells the first call and the rest', async () => {
  const number = await sale();
  const { rows } = await ship([await shipment(number)], { dryRun: true });
  expect(rows[0]).toMatchObject({ outcome: 'would ship', request: { path: '/sale/fulfilment/pick' }, plan: expect.stringContaining('three calls') });
  expect(await writes()).toEqual([]);
});

describe('cancel', () => {
  const cancel = async (names: string[], parameters = {}) => {
    const orders = await Promise.all(names.map(async (number) => ({ identity: { channel: 'cin7core', account: 'main', id: (await room.sale(number)).ID }, number })));
    return await room.run('order', 'cancel', { order: '={{ $json }}', ...parameters }, orders);
  };

  it.each(['refused', 'accepted'])('voids once, and not what is shipped (%s)', async (answer) => {
    await room.assume({ 'void-again': answer, 'void-shipped': answer });
    const [open = '', gone = ''] = (await room.seed({ orders: [{}, {}] })).orders;
    await room.act('despatch', { orders: [gone] });
    const { rows, problems } = await cancel([open, gone]);
    expect(rows).toMatchObject([{ outcome: 'cancelled', number: open }]);
    expect(problems).toMatchObject([{ item: 1, kind: 'refused', code: 'shipped' }]);
    expect((await room.sale(open)).Status).toBe('VOIDED');
    expect((await cancel([open])).rows[0]?.outcome).toBe('unchanged');
  });

  it('a lost answer is looked for', async () => {
    const number = await sale();
    await room.fault({ kind: 'reset-after-write', match: '^DELETE', times: 1 });
    expect((await cancel([number])).rows[0]?.outcome).toBe('cancelled');
    expect((await writes()).length).toBe(1);
  });

  it('a dry run voids nothing', async () => {
    const number = await sale();
    expect((await cancel([number], { dryRun: true })).rows[0]).toMatchObject({ outcome: 'would cancel' });
    expect((await room.sale(number)).Status).not.toBe('VOIDED');
  });
});
