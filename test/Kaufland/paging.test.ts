import fc from 'fast-check';

import { readOrders, readOrderWindow, type OrdersCursor } from '../../nodes/Kaufland/read-orders';
import type { OrderScope } from '../../nodes/Kaufland/settle';
import type { KauflandOrder } from '../../nodes/Kaufland/types';
import { readPage, type Position } from '../../nodes/shared/sync/window';
import { MovingList, type Habits, type Happening } from './support/moving-list';

const SCOPE: OrderScope = { storefronts: [], statuses: ['need_to_be_sent'], pickupPoints: false };

const happening: fc.Arbitrary<Happening> = fc.record({
  kind: fc.constantFrom('place', 'place', 'release', 'release', 'send', 'cancel', 'bump'),
  pick: fc.nat(1000),
  afterMs: fc.constantFrom(300, 700, 1500, 9000),
});
const habits: fc.Arbitrary<Habits> = fc.record({
  shifting: fc.boolean(),
  headers: fc.constantFrom('scattered', 'newest-change'),
  inclusive: fc.boolean(),
});
const world = fc.record({
  before: fc.array(fc.record({ units: fc.integer({ min: 1, max: 3 }), open: fc.boolean(), afterMs: fc.constantFrom(300, 700, 2000) }), {
    maxLength: 25,
  }),
  happenings: fc.array(happening, { maxLength: 60 }),
  habits,
  perCall: fc.integer({ min: 0, max: 3 }),
  // More than the twelve units that can fall into one second here: a page of one second only cannot be protected (README).
  pageSize: fc.integer({ min: 13, max: 20 }),
  pickupPoints: fc.constantFrom(false, false, true),
  forget: fc.array(fc.boolean(), { maxLength: 12 }),
});

function open(given: {
  before: Array<{ units: number; open: boolean; afterMs: number }>;
  happenings: Happening[];
  habits: Habits;
  perCall: number;
}): MovingList {
  const list = new MovingList([...given.happenings], given.habits, given.perCall);
  for (const { units, open: isOpen, afterMs } of given.before) {
    list.now += afterMs;
    list.place(units, isOpen ? 'open' : 'need_to_be_sent');
  }
  return list;
}

/** What every order handed on must be: all its units, none of them open. */
function expectWhole(list: MovingList, order: KauflandOrder): void {
  expect(order.order_units.map(({ id_order_unit }) => Number(id_order_unit)).sort()).toEqual(
    list
      .piecesOf(order.id_order)
      .map(({ id }) => id)
      .sort(),
  );
  expect(order.order_units.every(({ status }) => status !== 'open')).toBe(true);
  expect(order.order_units.some(({ status }) => status === 'need_to_be_sent')).toBe(true);
}

function readyToSend(list: MovingList): string[] {
  const ids = [...new Set(list.pieces.map(({ order }) => order))];
  return ids.filter((id) => {
    const statuses = list.piecesOf(id).map(({ status }) => status);
    return statuses.includes('need_to_be_sent') && !statuses.includes('open');
  });
}

/** Windows without any overlap, so that nothing is caught by chance, with a vendor that does not keep still. */
async function followChanges(list: MovingList, pageSize: number, scope: OrderScope, forget: boolean[]): Promise<Set<string>> {
  const handed = new Set<string>();
  let saved: Position<OrdersCursor> | undefined;
  let quietWindows = 0;
  for (let page = 0; quietWindows < 2; page++) {
    expect(page).toBeLessThan(400);
    const wasQuiet = list.quiet;
    const result = await readPage<KauflandOrder, OrdersCursor>(
      saved,
      { startFrom: '2026-01-05T08:00:00.000Z', overlapMs: 0, now: () => list.now },
      async (next) => await readOrderWindow(list, scope, { ...next, pageSize }),
    );
    for (const order of result.rows) {
      expectWhole(list, order);
      handed.add(order.id_order);
    }
    // A crash before the position was saved: the same page is read again.
    if (forget[page % Math.max(1, forget.length)] && page < 20) continue;
    saved = JSON.parse(JSON.stringify(result.position)) as Position<OrdersCursor>;
    if (!result.more && wasQuiet) quietWindows += 1;
    if (list.quiet || !result.more) list.now += 3000;
  }
  return handed;
}

it('hands on every order that can be sent, whole, however the list moves between two calls', async () => {
  await fc.assert(
    fc.asyncProperty(world, async ({ pageSize, pickupPoints, forget, ...given }) => {
      const list = open({ ...given, perCall: Math.max(1, given.perCall) });
      const handed = await followChanges(list, pageSize, { ...SCOPE, pickupPoints }, forget);
      for (const id of readyToSend(list)) expect(handed).toContain(id);
    }),
    { numRuns: 300 },
  );
}, 60_000);

it('holds with small pages too, as long as the rows of one second keep their order', async () => {
  await fc.assert(
    fc.asyncProperty(world, fc.integer({ min: 1, max: 7 }), async ({ forget, ...given }, pageSize) => {
      const list = open({ ...given, habits: { ...given.habits, shifting: false }, perCall: Math.max(1, given.perCall) });
      const handed = await followChanges(list, pageSize, SCOPE, forget);
      for (const id of readyToSend(list)) expect(handed).toContain(id);
    }),
    { numRuns: 200 },
  );
}, 60_000);

it('loses no order of a second that a page cuts, whichever rows it shows', async () => {
  const seconds = fc.array(fc.array(fc.integer({ min: 1, max: 2 }), { minLength: 1, maxLength: 4 }), { minLength: 3, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(seconds, fc.integer({ min: 9, max: 12 }), async (sizes, pageSize) => {
      const list = new MovingList([], { shifting: true, headers: 'scattered', inclusive: false }, 0);
      for (const orders of sizes) {
        for (const units of orders) list.place(units);
        list.now += 1000;
      }
      const handed = await followChanges(list, pageSize, SCOPE, []);
      expect([...handed].sort()).toEqual(readyToSend(list).sort());
    }),
    { numRuns: 300 },
  );
}, 60_000);

it('lists all orders that stand still, or as many as asked for', async () => {
  await fc.assert(
    fc.asyncProperty(world, fc.integer({ min: 1, max: 30 }), async ({ before, habits: given, pickupPoints }, atMost) => {
      const still = () => Object.assign(open({ before, happenings: [], habits: given, perCall: 0 }), { unitsPerAnswer: 13 });
      const list = still();
      const all = await readOrders(list, { ...SCOPE, pickupPoints }, undefined, Number.POSITIVE_INFINITY);
      for (const order of all) expectWhole(list, order);
      expect(all.map(({ id_order }) => id_order).sort()).toEqual(readyToSend(list).sort());
      const some = await readOrders(still(), { ...SCOPE, pickupPoints }, undefined, atMost);
      expect(some).toHaveLength(Math.min(atMost, all.length));
    }),
    { numRuns: 200 },
  );
}, 60_000);

describe('a window', () => {
  it('looks at an order with an open unit again in every window until it is released', async () => {
    const list = new MovingList([], { shifting: false, headers: 'scattered', inclusive: false }, 0);
    list.place(2);
    (list.pieces[1] as { status: string }).status = 'open';
    const window = async (waiting: string[]) =>
      await readOrderWindow(list, SCOPE, { from: new Date(list.now - 1000).toISOString(), waiting, pageSize: 100 });

    const first = await window([]);
    expect(first).toMatchObject({ rows: [], waiting: ['M0'] });

    // Long after: the released unit is no change of this window, and the other one is older than it.
    list.now += 3_600_000;
    const calls = list.calls;
    expect(await window(['M0'])).toMatchObject({ rows: [], waiting: ['M0'] });
    expect(list.calls - calls).toBe(2);

    (list.pieces[1] as { status: string }).status = 'need_to_be_sent';
    const last = await window(['M0']);
    expect(last.rows.map(({ id_order, order_units }) => [id_order, order_units.length])).toEqual([['M0', 2]]);
    expect(last.waiting).toEqual([]);
  });

  it.each([
    ['cancelled', 'cancelled'],
    ['sent elsewhere', 'sent'],
  ])('forgets a waiting order that is %s', async (_what, status) => {
    const list = new MovingList([], { shifting: false, headers: 'scattered', inclusive: false }, 0);
    list.place(2);
    for (const piece of list.pieces) piece.status = status;
    const read = await readOrderWindow(list, SCOPE, {
      from: new Date(list.now + 1000).toISOString(),
      waiting: ['M0', 'GONE'],
      pageSize: 100,
    });
    expect(read).toMatchObject({ rows: [], waiting: [] });
  });

  it('does not take an order for whole because the headers were too many to read', async () => {
    const list = Object.assign(new MovingList([], { shifting: false, headers: 'scattered', inclusive: false }, 0), {
      headersPerAnswer: 100,
    });
    list.place(2);
    const cut = list.pieces[1] as { status: string };
    cut.status = 'open';
    list.now += 1000;
    for (let sent = 0; sent < 900; sent++) list.place(1, 'sent');
    list.now += 1000;
    list.place(1);
    list.place(1);
    const from = '2026-01-05T08:00:00.000Z';
    const first = await readOrderWindow(list, SCOPE, { from, waiting: [], pageSize: 2 });
    expect(first.rows).toHaveLength(2);
    expect(first.next).not.toHaveProperty('parts');
    const second = await readOrderWindow(list, SCOPE, { from, waiting: [], pageSize: 2, cursor: first.next });
    expect(second).toMatchObject({ rows: [], waiting: ['M0'] });
  });

  it('ends when its storefront was taken out of the node', async () => {
    const list = new MovingList([], { shifting: false, headers: 'scattered', inclusive: false }, 0);
    const read = await readOrderWindow(list, SCOPE, {
      from: '2026-01-01T00:00:00.000Z',
      cursor: { list: 1, offset: 0 },
      waiting: ['M1'],
      pageSize: 100,
    });
    expect(read).toEqual({ rows: [], waiting: ['M1'] });
  });
});
