import { readFileSync } from 'node:fs';

import type { IDataObject } from 'n8n-workflow';

import { parseOrder, sumCheck } from '../../nodes/shared/model';
import { parseXml, type XmlElement } from '../../nodes/shared/format';
import { toModel } from '../../nodes/Unas/mapping';
import { pass } from '../conformance/support/clock';
import type { Vault } from '../support/n8n';
import { specification } from '../support/left-out';
import { asNewProcess, problemsOf, rowsOf, run, UnasRoom } from './support/room';

let room: UnasRoom;
let vault: Vault;
beforeAll(async () => {
  room = await UnasRoom.open();
});
afterAll(async () => {
  await room.close();
});
beforeEach(async () => {
  room.reset();
  vault = await room.vault();
});

const LONG_AGO = '2020-01-01T00:00:00Z';
type PageRow = { items: Array<{ number: string; state: string }>; position: string; more: boolean };

async function page(position: string, pageSize = 7): Promise<PageRow> {
  const { items } = await run(vault, 'order', 'getAll', { pageByPage: true, position, startFrom: LONG_AGO, overlapMinutes: 0, pageSize });
  return rowsOf(items)[0] as unknown as PageRow;
}

describe('the vendor’s sample', () => {
  const file = specification('unas/getOrder.response.xml');
  if (!file) {
    it('left out: the samples are not on this machine', () => expect(file).toBeUndefined());
    return;
  }
  it('becomes an order whose parts add up', () => {
    const root = parseXml(readFileSync(file, 'utf8')).Orders as XmlElement;
    const order = toModel(root.Order as XmlElement, '10001', [{ id: '40001', name: 'Feldolgozás alatt', type: 'open_prepare' }]);
    expect(sumCheck(order)).toEqual({ ok: true });
    expect(order).toMatchObject({
      identity: { channel: 'unas', account: '10001', id: '10001-100042/100042' },
      number: '10001-100042',
      status: 'open',
      paid: true,
      placedAt: '2026-03-02T08:14:55.000Z',
      updatedAt: '2026-03-02T09:05:11.000Z',
      currency: 'HUF',
      total: { gross: 24060 },
      lines: [{ sku: 'MUG-RED', quantity: 2, unitGross: 11430, taxRate: 27 }],
      charges: [{ kind: 'shipping', gross: 1200 }],
      buyer: { name: 'Minta Anna', company: 'Minta Kereskedelmi Kft.', taxNumber: '12345678-2-06', business: true },
      billingAddress: { company: 'Minta Kereskedelmi Kft.', country: 'HU', houseNumber: '3.' },
      shippingAddress: { name: 'Minta Anna', country: 'HU', postcode: '1011' },
      pickupPoint: { id: 'HU-PP-0001', provider: 'pickpackpont' },
      notes: [{ kind: 'buyer', text: 'Kérem, telefonáljanak.' }],
      references: { internalKey: '402-1234567-1234567', paymentId: '3001' },
    });
    expect(order.extra).toBeUndefined();
  });
});

it('all kinds of orders add up, and cancelled ones are left out unless asked for', async () => {
  await room.seed({ orders: 8 });
  const orders = rowsOf((await run(vault, 'order', 'getAll', { returnAll: true })).items).map((row) => parseOrder(row));
  expect(orders).toHaveLength(7);
  for (const order of orders) expect([order.number, order.extra]).toEqual([order.number, undefined]);
  const all = rowsOf((await run(vault, 'order', 'getAll', { returnAll: true, excludeCancelled: false })).items);
  expect(all.map(({ status }) => status)).toEqual([...Array.from({ length: 7 }, () => 'open'), 'cancelled']);
});

describe('pages of a window', () => {
  it.each([
    ['honoured', false],
    ['ignored', false],
    ['honoured', true],
    ['ignored', true],
  ])('lose no order while orders change, with sorting %s and the process lost: %s', async (sort, lost) => {
    await room.assume({ 'order-sort': sort });
    const { orders } = await room.seed({ orders: Array.from({ length: 60 }, () => ({ kind: 'plain' })) });
    pass(60_000);
    const seen = new Set<string>();
    let position = '';
    for (let more = true, turn = 0; more; turn++) {
      if (turn > 60) throw new Error('no end');
      const next = await page(position);
      for (const { number } of next.items) seen.add(number);
      ({ position, more } = next);
      // An order of a page already read changes, and so does one that is not read yet.
      await room.act('touch', { orders: [orders[turn % 7], orders[59 - (turn % 7)]] });
      pass(2_000);
      if (lost) asNewProcess();
    }
    pass(60_000);
    for (const { number } of (await page(position, 500)).items) seen.add(number);
    expect([...seen].sort()).toEqual(orders);
    if (!lost) expect((await room.calls())['getOrder list']).toBe(2);
  }, 120_000);

  it.each(['honoured', 'ignored'])('go on behind 500, and through more than 500 of one second (%s)', async (sort) => {
    await room.assume({ 'order-sort': sort });
    const { orders } = await room.seed({ orders: Array.from({ length: 620 }, () => ({ kind: 'plain' })) });
    await room.act('touch', { orders: orders.slice(60, 575), at: '2026-03-02T10:00:00.250Z' });
    pass(60_000);
    const seen: string[] = [];
    let position = '';
    for (let more = true; more; ) {
      const next = await page(position, 400);
      seen.push(...next.items.map(({ number }) => number));
      ({ position, more } = next);
    }
    expect([...new Set(seen)].sort()).toEqual(orders);
    expect(seen).toHaveLength(orders.length);
  }, 120_000);
});

describe('the key of a deleted order', () => {
  it('given out again is not taken for the same order', async () => {
    const { orders: [key = ''] } = await room.seed({ orders: [{ kind: 'plain' }] });
    const [first] = rowsOf((await run(vault, 'order', 'get', { value: key })).items);
    await room.act('deleteOrders', { orders: [key] });
    const again = await room.seed({ orders: [{ kind: 'cod' }] });
    expect(again.orders).toEqual([key]);
    const [second] = rowsOf((await run(vault, 'order', 'get', { value: key })).items);
    expect(second?.identity).not.toEqual(first?.identity);
    const { errors } = await run(vault, 'order', 'updateStatus', { order: '={{ $json }}', status: '40002' }, [first as IDataObject], 'continueErrorOutput');
    expect(problemsOf(errors)[0]).toMatchObject({ kind: 'refused', message: expect.stringContaining(key) as string });
    expect((await room.state()).orders[0]?.status).toBe('Feldolgozásra vár');
    const id = (first?.identity as { id: string }).id;
    expect(problemsOf((await run(vault, 'order', 'get', { value: id }, [{}], 'continueErrorOutput')).errors)[0]?.kind).toBe('refused');
  });
});

describe('a status', () => {
  it('mails the buyer only where that is wanted, and once, also where the answer is lost', async () => {
    const { orders } = await room.seed({ orders: Array.from({ length: 3 }, () => ({ kind: 'plain' })) });
    const read = rowsOf((await run(vault, 'order', 'getAll', { returnAll: true })).items);
    await run(vault, 'order', 'updateStatus', { order: '={{ $json }}', status: 'Feldolgozás alatt' }, read);
    expect((await room.state()).mails).toEqual([]);
    await room.fault({ kind: 'reset-after-write', match: 'setOrder' });
    const { items } = await run(vault, 'order', 'updateStatus', { order: '={{ $json }}', status: '40002', emailBuyer: true }, read);
    expect(rowsOf(items).map(({ outcome }) => outcome)).toEqual(['updated', 'updated', 'updated']);
    expect((await room.state()).mails.sort()).toEqual(orders.map((key) => `${key} status Kiszállítás alatt`));
  });

  it('is not sent again where it cannot be looked at after a lost answer', async () => {
    await room.seed({ orders: [{ kind: 'plain' }] });
    const read = rowsOf((await run(vault, 'order', 'getAll', { returnAll: true })).items);
    await room.fault({ kind: 'reset-after-write', match: 'setOrder' });
    await room.fault({ kind: 'status-5xx', match: 'getOrder$', skip: 1, times: -1 });
    const { errors } = await run(vault, 'order', 'updateStatus', { order: '={{ $json }}', status: '40002', emailBuyer: true }, read, 'continueErrorOutput');
    expect(problemsOf(errors)[0]?.kind).toBe('unknown');
    expect((await room.state()).mails).toHaveLength(1);
  });
});

describe('a despatch', () => {
  const shipment = (order: unknown, more: IDataObject = {}): IDataObject => ({ order, shippedAt: '2026-03-02T10:00:00.000Z', parcels: [{ id: '1', trackingNumber: 'A1' }, { id: '2', trackingNumber: 'A2' }, { id: '3', trackingNumber: 'A3', voided: true }], ...more }) as IDataObject;

  it('puts the first number onto the order and names the others; without a status it stays', async () => {
    await room.seed({ orders: [{ kind: 'plain' }] });
    const [order] = rowsOf((await run(vault, 'order', 'getAll', { returnAll: true })).items);
    const { items } = await run(vault, 'order', 'ship', { shipment: '={{ $json }}', status: '' }, [shipment(order?.identity)]);
    expect(rowsOf(items)[0]).toMatchObject({ outcome: 'shipped', trackingNumber: 'A1', furtherParcels: ['A2'] });
    expect((await room.state()).orders[0]).toMatchObject({ tracking: 'A1', status: 'Feldolgozásra vár' });
    const part = await run(vault, 'order', 'ship', { shipment: '={{ $json }}', status: '' }, [shipment(order?.identity, { complete: false })], 'continueErrorOutput');
    expect(problemsOf(part.errors)[0]?.message).toContain('in part');
    const foreign = await run(vault, 'order', 'ship', { shipment: '={{ $json }}', status: '' }, [shipment({ channel: 'unas', account: '20002', id: '10001-100001' })], 'continueErrorOutput');
    expect(problemsOf(foreign.errors)[0]?.message).toContain("not of the UNAS shop '10001'");
  });
});
