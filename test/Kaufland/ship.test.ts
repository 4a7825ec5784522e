import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { Shipment } from '../../nodes/shared/model';
import { shipment } from './support/shipments';
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

interface Unit {
  id_order_unit: number;
  id_offer: string;
  status: string;
  shipments: Array<{ carrier_code: string; tracking_numbers: string }>;
}

const ship = async (shipments: Shipment[], parameters: INodeParameters = {}) =>
  await room.run('order', 'ship', { shipment: '={{ $json }}', ...parameters }, shipments as unknown as IDataObject[]);

async function unitsOf(id: string): Promise<Unit[]> {
  const order = (await room.state()).find(({ id_order }) => id_order === id);
  return (order?.units ?? []) as unknown as Unit[];
}

const told = async (id: string) => (await unitsOf(id)).map(({ status, shipments }) => [status, ...shipments.map((one) => `${one.carrier_code} ${one.tracking_numbers}`)]);
const idsOf = async (id: string) => (await unitsOf(id)).map(({ id_order_unit }) => String(id_order_unit));
const outcomes = (rows: IDataObject[]) => rows.map(({ outcome }) => outcome);
const writes = async () => (await room.requests()).filter(({ method }) => method !== 'GET').length;

async function order(kind: string, id = 'M1'): Promise<string> {
  await room.seed([{ kind, id_order: id, storefront: 'de' }]);
  return id;
}

describe('a whole order', () => {
  it('is sent piece by piece under one number, after one read', async () => {
    await order('three-pieces');
    const { rows, problems } = await ship([shipment('M1')]);
    expect(problems).toEqual([]);
    expect(rows[0]).toMatchObject({
      outcome: 'shipped',
      targetId: 'M1',
      identityKey: 'kaufland:de:M1',
      number: 'M1',
      unitsShipped: 3,
      units: (await idsOf('M1')).map((idOrderUnit) => ({ idOrderUnit, result: 'shipped', carrier: 'DHL', trackingNumbers: ['0034M1'] })),
    });
    expect(await told('M1')).toEqual(Array(3).fill(['sent', 'DHL 0034M1']));
    // One call more than the N of kaufland.md §9: whether a second send is accepted is not known, so nothing is sent unseen.
    expect(await room.calls()).toEqual({ 'orders.get': 1, 'order-units.send': 3 });
  });

  it.each(['duplicate-action', 'action-not-allowed', 'accepted'])('changes nothing the second time and writes nothing (second send: %s)', async (answer) => {
    await room.assume({ 'second-send': answer });
    await order('three-pieces');
    await ship([shipment('M1')]);
    await room.forgetRequests();
    const { rows, problems } = await ship([shipment('M1')]);
    expect(problems).toEqual([]);
    expect(rows[0]).toMatchObject({ outcome: 'unchanged', unitsUnchanged: 3, unitsShipped: 0 });
    expect(await writes()).toBe(0);
    expect(await told('M1')).toEqual(Array(3).fill(['sent', 'DHL 0034M1']));
  });

  it.each(['duplicate-action', 'action-not-allowed'])('is unchanged where somebody sends a piece meanwhile (%s)', async (answer) => {
    await room.assume({ 'second-send': answer });
    await order('plain');
    await room.after({ match: 'GET /kaufland/v2/orders/M1', control: 'touch', body: { orders: ['M1'], status: 'sent' } });
    const { rows, problems } = await ship([shipment('M1')]);
    expect(problems).toEqual([]);
    expect(outcomes(rows)).toEqual(['unchanged']);
  });

  it.each(['sent', 'received', 'sent_and_autopaid', 'returned'])('of which the pieces are %s is a success', async (status) => {
    await order('plain');
    await room.touch({ orders: ['M1'], status });
    expect(outcomes((await ship([shipment('M1')])).rows)).toEqual(['unchanged']);
    expect(await writes()).toBe(0);
  });

  it('takes several parcels of one carrier as one list of numbers', async () => {
    await order('plain');
    const parcels = ['1', '2', '2'].map((number, index) => ({ id: `p${index}`, carrier: 'gls', trackingNumber: number }));
    await ship([shipment('M1', { parcels: [...parcels, { id: 'v', carrier: 'gls', trackingNumber: '9', voided: true }] })]);
    expect(await told('M1')).toEqual([['sent', 'GLS 1,2']]);
  });

  it('without a tracking number goes under Other', async () => {
    await order('plain');
    await ship([shipment('M1', { parcels: [{ id: 'p', carrier: 'deutsche-post' }] })]);
    expect(await told('M1')).toEqual([['sent', 'Other ']]);
  });

  it('leaves cancelled pieces out', async () => {
    await order('partly-cancelled');
    const { rows, problems } = await ship([shipment('M1', { references: { orderUnitIds: await idsOf('M1') } })]);
    expect(problems).toEqual([]);
    expect(rows[0]).toMatchObject({ outcome: 'shipped', unitsShipped: 2, unitsCancelled: 1 });
    expect((await unitsOf('M1')).map(({ status }) => status).sort()).toEqual(['cancelled', 'sent', 'sent']);
  });

  it.each([
    ['cancelled', /is cancelled: none of its order units/],
    ['one-unit-open', /order unit \d+ is still open.*The other 1 of 2/],
  ])('that is %s is refused with the reason', async (kind, message) => {
    await order(kind);
    const { problems } = await ship([shipment('M1')]);
    expect(problems).toMatchObject([{ kind: 'refused', message: expect.stringMatching(message) }]);
  });

  it('that Kaufland does not know is refused and does not stop the others', async () => {
    await order('plain');
    const { rows, problems } = await ship([shipment('NOSUCH'), shipment('M1')]);
    expect(problems).toMatchObject([{ item: 0, kind: 'refused', message: expect.stringContaining("Kaufland has no order 'NOSUCH'") }]);
    expect(outcomes(rows)).toEqual(['shipped']);
  });
});

describe('many orders', () => {
  const many = async (count: number) => await room.seed(Array.from({ length: count }, () => ({ kind: 'three-pieces', storefront: 'de' })));

  it('read what waits for despatch in pages of 100 pieces, then cost one call per piece', async () => {
    const ids = await many(40);
    const { rows, problems } = await ship(ids.map((id) => shipment(id)));
    expect(problems).toEqual([]);
    expect(rows).toHaveLength(40);
    expect(await room.calls()).toEqual({ 'order-units.list': 2, 'order-units.send': 120 });
    expect((await room.state()).every(({ units }) => units.every(({ status }) => status === 'sent'))).toBe(true);
  });

  it('stop reading pages where the orders themselves are fewer', async () => {
    const ids = await many(70);
    await ship(ids.slice(0, 2).map((id) => shipment(id)));
    // The first page shows that two more cost as much as the two orders.
    expect(await room.calls()).toEqual({ 'order-units.list': 1, 'orders.get': 2, 'order-units.send': 6 });
  });

  it('need no further page once the ids they bring are all seen', async () => {
    const ids = await many(60);
    const brought = await Promise.all(ids.slice(0, 5).map(async (id) => shipment(id, { references: { 'KAUFLAND orderUnitIds': (await idsOf(id)).join(',') } })));
    await ship(brought);
    const calls = await room.calls();
    expect(calls['order-units.send']).toBe(15);
    expect((calls['order-units.list'] ?? 0) + (calls['orders.get'] ?? 0)).toBeLessThanOrEqual(5);
  });

  it('of all storefronts arrive, whatever leaving the storefront out means', async () => {
    await room.assume({ 'storefront-omitted': 'de-only' });
    await room.seed(['de', 'at', 'cz'].map((storefront) => ({ kind: 'plain', id_order: `M-${storefront}`, storefront })));
    const shipments = ['de', 'at', 'cz'].map((account) => shipment(`M-${account}`, { order: { channel: 'kaufland', account, id: `M-${account}` } }));
    expect(outcomes((await ship(shipments)).rows)).toEqual(['shipped', 'shipped', 'shipped']);
  });

  it('one refused piece stops neither its order nor the others', async () => {
    const ids = await many(3);
    const refusedUnit = (await idsOf(ids[1] as string))[1] as string;
    await room.fault({ kind: 'refuse', record: refusedUnit });
    const { rows, problems } = await ship(ids.map((id) => shipment(id)));
    expect(outcomes(rows)).toEqual(['shipped', 'shipped']);
    expect(problems).toMatchObject([{ item: 1, kind: 'refused', message: expect.stringContaining(`order unit ${refusedUnit}`) }]);
    expect(problems[0]?.message).toContain('The other 2 of 3 order units are marked as sent.');
    expect((await unitsOf(ids[1] as string)).map(({ status }) => status).sort()).toEqual(['need_to_be_sent', 'sent', 'sent']);
  });
});

describe('parcels with lines', () => {
  it('tell each piece the number of its own parcel', async () => {
    await order('several-lines');
    const units = await unitsOf('M1');
    const bySku = (sku: string) => units.filter(({ id_offer }) => id_offer === sku).map(({ id_order_unit }) => String(id_order_unit));
    const skus = [...new Set(units.map(({ id_offer }) => id_offer))];
    const parcels = skus.map((sku, index) => ({ id: `p${index}`, carrier: 'dpd', trackingNumber: `N${index}`, lines: [{ sku, quantity: bySku(sku).length }] }));
    const { rows } = await ship([shipment('M1', { parcels })]);
    expect(rows[0]).toMatchObject({ outcome: 'shipped', unitsShipped: 4 });
    const after = await unitsOf('M1');
    for (const [index, sku] of skus.entries()) {
      expect(after.filter(({ id_offer }) => id_offer === sku).map(({ shipments }) => shipments[0]?.tracking_numbers)).toEqual(bySku(sku).map(() => `N${index}`));
    }
  });

  it('use the ids of their lines without reading the order for them', async () => {
    await order('three-pieces');
    await order('plain', 'M2');
    const [first, second] = await idsOf('M1');
    const parcels = [{ id: 'p', carrier: 'dhl', trackingNumber: 'A', lines: [{ sku: 'x', quantity: 2, references: { orderUnitIds: [first, second] } }] }];
    const { rows } = await ship([shipment('M1', { parcels }), shipment('M2', { references: { orderUnitIds: await idsOf('M2') } })]);
    expect(rows[0]).toMatchObject({ outcome: 'shipped', unitsShipped: 2 });
    expect((await unitsOf('M1')).map(({ status }) => status)).toEqual(['sent', 'sent', 'need_to_be_sent']);
    expect(await room.calls()).toEqual({ 'order-units.list': 1, 'order-units.send': 3 });
  });

  it('share one line in the order of its pieces, the same way each time', async () => {
    await order('three-pieces');
    const [{ id_offer: sku, id_order_unit: lineId }] = (await unitsOf('M1')) as [Unit];
    const parcels = ['A', 'B'].map((trackingNumber, index) => ({
      id: trackingNumber,
      carrier: 'dhl',
      trackingNumber,
      lines: [index === 0 ? { lineId: String(lineId), quantity: 2 } : { sku, quantity: 1 }],
    }));
    await ship([shipment('M1', { parcels })]);
    expect(await told('M1')).toEqual([['sent', 'DHL A'], ['sent', 'DHL A'], ['sent', 'DHL B']]);
    await room.forgetRequests();
    expect(outcomes((await ship([shipment('M1', { parcels })])).rows)).toEqual(['unchanged']);
    expect(await writes()).toBe(0);
  });

  it('in two items of one run take different pieces', async () => {
    await order('three-pieces');
    const [{ id_offer: sku }] = (await unitsOf('M1')) as [Unit];
    const part = (number: string, quantity: number) => shipment('M1', { parcels: [{ id: number, carrier: 'dhl', trackingNumber: number, lines: [{ sku, quantity }] }] });
    const { problems } = await ship([part('A', 1), part('A', 1), part('B', 2)]);
    expect(problems).toEqual([]);
    expect(await told('M1')).toEqual([['sent', 'DHL A'], ['sent', 'DHL B'], ['sent', 'DHL B']]);
  });

  it('that may be a repeat or a further parcel are not guessed at', async () => {
    await order('three-pieces');
    const [{ id_offer: sku }] = (await unitsOf('M1')) as [Unit];
    const part = (number: string) => shipment('M1', { parcels: [{ id: number, carrier: 'dhl', trackingNumber: number, lines: [{ sku, quantity: 1 }] }] });
    await ship([part('A')]);
    const { problems } = await ship([part('B')]);
    expect(problems).toMatchObject([{ kind: 'refused', message: expect.stringMatching(/cannot be told whether this parcel/) }]);
    expect(await told('M1')).toEqual([['sent', 'DHL A'], ['need_to_be_sent'], ['need_to_be_sent']]);
    const known = { options: { knownTrackingNumbers: 'A' } };
    expect(outcomes((await ship([part('A')], known)).rows)).toEqual(['unchanged']);
    expect(outcomes((await ship([part('B')], known)).rows)).toEqual(['shipped']);
    expect(await told('M1')).toEqual([['sent', 'DHL A'], ['sent', 'DHL B'], ['need_to_be_sent']]);
  });

  it('that are not in the order are named', async () => {
    await order('plain');
    const parcels = [{ id: 'p', carrier: 'dhl', trackingNumber: 'A', lines: [{ sku: 'NOSUCH', quantity: 1 }] }];
    const { problems } = await ship([shipment('M1', { parcels })]);
    expect(problems[0]?.message).toContain("line 'NOSUCH' of a parcel is not in the order");
    expect(await writes()).toBe(0);
  });
});

describe('carriers', () => {
  const by = (carrierName: string) => shipment('M1', { parcels: [{ id: 'p', carrierName, trackingNumber: 'N' }] });

  it('unknown to Kaufland become Other, after a look into the list of the account', async () => {
    await order('plain');
    await ship([by('Onkel Herbert')]);
    expect(await told('M1')).toEqual([['sent', 'Other N']]);
    expect((await room.calls())['carriers.list']).toBe(1);
  });

  it('unknown to Kaufland are refused where that is wanted', async () => {
    await order('plain');
    const { problems } = await ship([by('Onkel Herbert')], { options: { unknownCarrier: 'refuse' } });
    expect(problems).toMatchObject([{ kind: 'refused', message: expect.stringContaining("no carrier 'Onkel Herbert'") }]);
    expect(await writes()).toBe(0);
  });

  it('can be set for all parcels', async () => {
    await order('plain');
    await ship([by('Onkel Herbert')], { options: { carrier: 'Orlen Paczka' } });
    expect(await told('M1')).toEqual([['sent', 'Orlen Paczka N']]);
  });

  it('of a second kind are left out and named, or added where that is wanted', async () => {
    const parcels = [
      { id: 'a', carrier: 'dhl', trackingNumber: 'A' },
      { id: 'b', carrier: 'ups', trackingNumber: 'B' },
    ];
    await order('plain');
    await order('plain', 'M2');
    const { rows } = await ship([shipment('M1', { parcels })]);
    expect(rows[0]?.nextStep).toContain('was not told of B');
    expect(await told('M1')).toEqual([['sent', 'DHL A']]);
    await ship([shipment('M2', { parcels })], { options: { extraParcels: true } });
    expect(await told('M2')).toEqual([['sent', 'DHL A', 'UPS B']]);
  });
});

describe('later parcels', () => {
  const late = shipment('M1', {
    parcels: [
      { id: 'a', carrier: 'dhl', trackingNumber: 'A' },
      { id: 'b', carrier: 'dhl', trackingNumber: 'B' },
    ],
  });
  const first = shipment('M1', { parcels: [{ id: 'a', carrier: 'dhl', trackingNumber: 'A' }] });

  it('are added once their number is certainly new', async () => {
    await order('plain');
    await ship([first]);
    expect(outcomes((await ship([late])).rows)).toEqual(['unchanged']);
    expect(outcomes((await ship([late], { options: { extraParcels: true } })).rows)).toEqual(['unchanged']);
    const { rows } = await ship([late], { options: { extraParcels: true, knownTrackingNumbers: 'A' } });
    expect(rows[0]).toMatchObject({ outcome: 'shipped', units: [{ added: ['B'] }] });
    expect(await told('M1')).toEqual([['sent', 'DHL A', 'DHL B']]);
  });

  it('are never added twice, also where the answer is lost', async () => {
    await order('plain');
    await ship([first]);
    await room.fault({ kind: 'reset-after-write', match: 'POST /kaufland/v2/shipments' });
    const { problems } = await ship([late, late], { options: { extraParcels: true, knownTrackingNumbers: 'A' } });
    expect(problems).toMatchObject([{ item: 0, kind: 'unknown' }]);
    expect(await told('M1')).toEqual([['sent', 'DHL A', 'DHL B']]);
  });
});

describe('lost answers', () => {
  it.each(['duplicate-action', 'action-not-allowed', 'accepted'])('after the despatch are read back, not repeated (second send: %s)', async (answer) => {
    await room.assume({ 'second-send': answer });
    await order('three-pieces');
    await room.fault({ kind: 'reset-after-write', match: '/send', times: 2 });
    const { rows, problems } = await ship([shipment('M1')]);
    expect(problems).toEqual([]);
    expect(rows[0]).toMatchObject({ outcome: 'shipped', unitsShipped: 3 });
    expect((await room.requests()).filter(({ path }) => path.includes('/send'))).toHaveLength(3);
    expect((await room.calls())['order-units.get']).toBe(2);
  });

  it('before it are read back, then sent once more', async () => {
    await order('plain');
    await room.fault({ kind: 'reset', match: '/send' });
    expect(outcomes((await ship([shipment('M1')])).rows)).toEqual(['shipped']);
    expect(await told('M1')).toEqual([['sent', 'DHL 0034M1']]);
  });

  it('that never end leave the order as it is and say so', async () => {
    await order('plain');
    await room.fault({ kind: 'status-5xx', match: '/send', times: -1 });
    const { problems } = await ship([shipment('M1')]);
    expect(problems).toMatchObject([{ kind: 'unavailable' }]);
    await room.clearFaults();
    expect(outcomes((await ship([shipment('M1')])).rows)).toEqual(['shipped']);
  });

  it('500 for one order and no other refuses that order', async () => {
    const ids = await room.seed(Array.from({ length: 5 }, () => ({ kind: 'plain', storefront: 'de' })));
    const [broken] = await idsOf(ids[2] as string);
    await room.fault({ kind: 'status-5xx', status: 500, match: `order-units/${broken}/send`, times: -1 });
    const { rows, problems } = await ship(ids.map((id) => shipment(id)));
    expect(outcomes(rows)).toEqual(Array(4).fill('shipped'));
    expect(problems).toMatchObject([{ kind: 'refused' }]);
    expect(problems[0]?.message).toMatch(/order unit \d+: .*, at every try, and took the others/);
    expect(await Promise.all(ids.map(async (id) => (await told(id))[0]?.[0]))).toEqual(['sent', 'sent', 'need_to_be_sent', 'sent', 'sent']);
  });

  it('429 is waited for', async () => {
    await order('three-pieces');
    await room.fault({ kind: 'status-429', match: '/send', times: 2, retryAfter: 1 });
    expect((await ship([shipment('M1')])).rows[0]).toMatchObject({ unitsShipped: 3 });
  });

  it('of an account that is down stop the run and nothing is lost', async () => {
    const ids = await room.seed(Array.from({ length: 25 }, () => ({ kind: 'plain', storefront: 'de' })));
    await room.fault({ kind: 'status-5xx', match: 'order-units/', times: -1 });
    const first = await ship(ids.map((id) => shipment(id)));
    expect(first.rows).toEqual([]);
    expect(new Set(first.problems.map(({ kind }) => kind))).toEqual(new Set(['unavailable']));
    // Ten in flight: one despatch each, none of the other fifteen.
    expect((await room.requests()).filter(({ path }) => path.includes('/send')).length).toBeLessThanOrEqual(10);
    await room.clearFaults();
    expect((await ship(ids.map((id) => shipment(id)))).rows).toHaveLength(25);
  });
});

describe('input', () => {
  it('of another channel is refused by name', async () => {
    const { problems } = await ship([shipment('M1', { order: { channel: 'amazon', account: 'de', id: 'M1' } })]);
    expect(problems[0]?.message).toContain("is of the channel 'amazon', not of Kaufland");
  });

  it('that is no shipment names the field', async () => {
    const { problems } = await room.run('order', 'ship', { shipment: '={{ $json }}' }, [{ orderNumber: 'M9' }]);
    expect(problems[0]?.message).toContain("Shipment 'M9'");
    const text = await room.run('order', 'ship', { shipment: 'no json' });
    expect(text.problems[0]?.message).toBe("'Shipment' is not JSON");
  });

  it('whose parcels are all cancelled tells nothing to Kaufland', async () => {
    await order('plain');
    const { problems } = await ship([shipment('M1', { parcels: [{ id: 'p', trackingNumber: 'N', voided: true }] })]);
    expect(problems[0]?.message).toContain('all its parcels are cancelled');
  });

  it('keeps what the books call it', async () => {
    await order('plain');
    const input = { key: 'linnworks:main:1', number: '100', state: 'done', record: shipment('M1') } as unknown as IDataObject;
    const { rows } = await room.run('order', 'ship', { shipment: '={{ $json.record }}' }, [input]);
    expect(rows[0]).toMatchObject({ key: 'linnworks:main:1', number: 'M1', state: 'done', outcome: 'shipped' });
  });
});

it('shows a dry run: look-ups run, nothing is written, the first request is exact', async () => {
  await order('three-pieces');
  await order('sent', 'M2');
  const { rows } = await ship([shipment('M1'), shipment('M2')], { dryRun: true });
  expect(outcomes(rows)).toEqual(['would ship', 'unchanged']);
  const [id] = await idsOf('M1');
  expect(rows[0]?.request).toEqual({
    method: 'PATCH',
    path: `/order-units/${id}/send`,
    body: '{"tracking_numbers":"0034M1","carrier_code":"DHL"}',
  });
  expect(await writes()).toBe(0);
  expect((await unitsOf('M1')).every(({ status }) => status === 'need_to_be_sent')).toBe(true);
});
