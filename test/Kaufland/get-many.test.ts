import { identityKey, parseOrder, sumCheck, toMinorUnits, type Order } from '../../nodes/shared/model';
import { runNode } from '../support/n8n';
import { KauflandRoom } from './support/room';

interface PageItem {
  items: Array<{ key: string; number: string; record: Order }>;
  position: string;
  more: boolean;
}
type State = Awaited<ReturnType<KauflandRoom['state']>>;
type StateOrder = State[number];

let room: KauflandRoom;
beforeAll(async () => {
  room = await KauflandRoom.open();
});
afterAll(async () => {
  await room.close();
});
beforeEach(() => room.reset());

const idsOf = (orders: Order[]) => orders.map(({ identity }) => identity.id).sort();
const wanted = (state: State) =>
  state
    .filter(({ shouldBeImported }) => shouldBeImported)
    .map(({ id_order }) => id_order)
    .sort();
const pages = (rows: number) => Math.ceil(rows / 100);
const live = ({ units }: StateOrder) => units.filter(({ status }) => status !== 'cancelled');
const toSend = ({ units }: StateOrder) => units.filter(({ status }) => status === 'need_to_be_sent');

/** Orders that have something to send and something else beside it: the list of units to send does not hold all of them. */
const mixed = (state: State) => state.filter((order) => toSend(order).length > 0 && toSend(order).length < order.units.length);

/** Reads a window to its end, one execution per page. */
async function readWindow(
  parameters: Record<string, string | number | boolean | string[]>,
  position = '',
): Promise<{ orders: Order[]; position: string; pages: number }> {
  const orders: Order[] = [];
  let current = position;
  for (let count = 1; ; count++) {
    const [page] = await room.getMany<PageItem & Record<string, never>>({ pageByPage: true, position: current, ...parameters });
    for (const { key, number, record } of page?.items ?? []) {
      expect([key, number]).toEqual([identityKey(record.identity), record.number]);
      orders.push(record);
    }
    current = page?.position ?? '';
    if (!page?.more) return { orders, position: current, pages: count };
  }
}

describe('all orders that can be sent', () => {
  it('are those the seller has to send, each whole and adding up, in the fewest calls', async () => {
    await room.seed(250);
    const state = await room.state();
    const orders = (await room.getMany<Order & Record<string, never>>({ returnAll: true })) as Order[];
    expect(idsOf(orders)).toEqual(wanted(state));

    const byId = new Map(state.map((order) => [order.id_order, order]));
    for (const order of orders) {
      parseOrder(order);
      expect(sumCheck(order)).toEqual({ ok: true });
      const pieces = live(byId.get(order.identity.id) as StateOrder);
      expect(order.lines.flatMap(({ references }) => references?.orderUnitIds as string[]).sort()).toEqual(
        pieces.map(({ id_order_unit }) => String(id_order_unit)).sort(),
      );
      const pay = pieces.reduce((sum, piece) => {
        const off = (piece.discounts as Array<{ discount_value: number }>).reduce((all, { discount_value }) => all + discount_value, 0);
        return sum + (piece.price as number) + (piece.shipping_rate as number) - off;
      }, 0);
      expect(toMinorUnits(order.total?.gross ?? Number.NaN, order.currency ?? '')).toBe(pay);
    }

    const calls = await room.calls();
    expect(calls['order-units.list']).toBe(pages(state.flatMap(toSend).length));
    expect(calls['orders.list']).toBeLessThanOrEqual(pages(state.length));
    // One for each order of which the list holds only a part.
    expect(calls['orders.get']).toBe(mixed(state).length);
    expect(Object.keys(calls).sort()).toEqual(['order-units.list', 'orders.get', 'orders.list']);
  });

  it('cost one call when there is nothing', async () => {
    expect(await room.getMany({ returnAll: true })).toEqual([]);
    expect(await room.calls()).toEqual({ 'order-units.list': 1 });
  });

  it('cost two calls as long as they are few', async () => {
    await room.seed(Array.from({ length: 20 }, () => ({ kind: 'several-lines' })));
    expect(await room.getMany({ returnAll: true })).toHaveLength(20);
    expect(await room.calls()).toEqual({ 'order-units.list': 1, 'orders.list': 1 });
  });

  it('are as many as the limit says', async () => {
    await room.seed(60);
    expect(await room.getMany({ limit: 7 })).toHaveLength(7);
    expect((await room.calls())['order-units.list']).toBe(1);
  });

  it.each([
    ['from-filters', 'inclusive'],
    ['tie-order', 'shifting'],
    ['storefront-case', 'upper'],
    ['order-details-discounts', 'present'],
    ['pickup-row-address', 'empty-street'],
    ['shipping-rate-of-further-pieces', 'repeated'],
  ])('are the same where %s is %s', async (point, answer) => {
    await room.assume({ [point]: answer });
    await room.seed(120);
    const orders = (await room.getMany<Order & Record<string, never>>({ returnAll: true })) as Order[];
    expect(idsOf(orders)).toEqual(wanted(await room.state()));
    for (const order of orders) {
      expect(order.identity.account).toBe(order.identity.account.toLowerCase());
      expect(sumCheck(order)).toEqual({ ok: true });
    }
  });
});

describe('filters', () => {
  it('reads each chosen storefront as a list of its own, whatever leaving it out would mean', async () => {
    await room.assume({ 'storefront-omitted': 'de-only' });
    await room.seed(150);
    const state = await room.state();
    const chosen = ['de', 'AT', 'cz'];
    const orders = (await room.getMany<Order & Record<string, never>>({ returnAll: true, storefronts: chosen })) as Order[];
    expect(idsOf(orders)).toEqual(wanted(state.filter(({ storefront }) => ['de', 'at', 'cz'].includes(String(storefront)))));
    const queries = (await room.requests()).map(({ path }) => new URL(path, 'http://room').searchParams.get('storefront'));
    expect([...new Set(queries.filter((value) => value !== null))].sort()).toEqual(['at', 'cz', 'de']);
  });

  it('asks for all statuses by repeating the key', async () => {
    await room.seed(40);
    const orders = (await room.getMany<Order & Record<string, never>>({ returnAll: true, statuses: ['sent', 'cancelled'] })) as Order[];
    const state = await room.state();
    const expected = state.filter(
      ({ units }) =>
        units.some(({ status }) => status === 'sent' || status === 'cancelled') && !units.some(({ status }) => status === 'open'),
    );
    expect(idsOf(orders)).toEqual(expected.map(({ id_order }) => id_order).sort());
    expect((await room.requests())[0]?.path).toContain('status=sent&status=cancelled');
  });

  it('returns everything, open orders as not complete, without a status', async () => {
    await room.seed(60);
    const orders = (await room.getMany<Order & Record<string, never>>({ returnAll: true, statuses: [] })) as Order[];
    const state = await room.state();
    expect(idsOf(orders)).toEqual(state.map(({ id_order }) => id_order).sort());
    const open = state.filter(({ units }) => units.some(({ status }) => status === 'open')).map(({ id_order }) => id_order);
    expect(idsOf(orders.filter(({ complete }) => !complete))).toEqual(open.sort());
  });

  it('takes the times of the filters', async () => {
    const now = Date.now();
    const ago = (hours: number) => new Date(now - hours * 3_600_000).toISOString();
    await room.seed([
      { id_order: 'MOLD', ts_created: ago(50), units: [{ ts_updated: ago(49) }] },
      { id_order: 'MTOUCHED', ts_created: ago(50), units: [{ ts_updated: ago(1) }] },
      { id_order: 'MNEW', ts_created: ago(2), units: [{ ts_updated: ago(1) }] },
    ]);
    const ids = async (filters: Record<string, string>) =>
      idsOf((await room.getMany<Order & Record<string, never>>({ returnAll: true, filters })) as Order[]);
    expect(await ids({ updatedAfter: ago(10) })).toEqual(['MNEW', 'MTOUCHED']);
    expect(await ids({ createdAfter: ago(10) })).toEqual(['MNEW']);
    expect(await ids({ createdAfter: ago(60), updatedAfter: ago(0.1) })).toEqual([]);
  });
});

describe('pick-up points', () => {
  it('come with one call per order and no headers', async () => {
    await room.seed([{ kind: 'packstation' }, { kind: 'packeta' }, { kind: 'plain' }]);
    const orders = (await room.getMany<Order & Record<string, never>>({ returnAll: true, loadPickupPoints: true })) as Order[];
    expect(orders.map(({ pickupPoint }) => pickupPoint?.provider ?? 'none').sort()).toEqual(['DHL', 'Packeta', 'none']);
    expect(orders.find(({ pickupPoint }) => pickupPoint?.provider === 'DHL')?.pickupPoint).toEqual({
      id: '260',
      provider: 'DHL',
      customerNumber: '999999999',
    });
    expect(await room.calls()).toEqual({ 'order-units.list': 1, 'orders.get': 3 });
  });
});

describe('raw output', () => {
  it("is Kaufland's own order, in one shape wherever it was read", async () => {
    await room.seed([
      { kind: 'several-lines', id_order: 'MWHOLE' },
      { kind: 'partly-cancelled', id_order: 'MMIXED' },
    ]);
    const orders = await room.getMany<{ id_order: string; order_units: Array<{ price: number }> }>({ returnAll: true, output: 'raw' });
    const shape = new Map(orders.map((order) => [order.id_order, order]));
    for (const id of ['MWHOLE', 'MMIXED']) {
      expect(shape.get(id)).toMatchObject({ id_order: id, shipping_address: expect.any(Object), order_units: expect.any(Array) });
      expect(shape.get(id)?.order_units[0]).not.toHaveProperty('shipping_address');
    }
    expect(shape.get('MWHOLE')?.order_units).toHaveLength(4);
  });
});

describe('page by page', () => {
  const START = { startFrom: new Date(Date.now() - 48 * 3_600_000).toISOString(), overlapMinutes: 0 };

  it('brings the same orders as the whole list, in the calls of the whole window', async () => {
    await room.seed(400);
    const state = await room.state();
    const { orders, pages: count } = await readWindow({ ...START, pageSize: 100 });
    expect([...new Set(idsOf(orders))]).toEqual(wanted(state));
    const units = state.flatMap(toSend).length;
    const calls = await room.calls();
    // One more page at most: rows of one second at the end of a page are read again with the next.
    expect(calls['order-units.list']).toBe(count);
    expect(count).toBeLessThanOrEqual(pages(units) + 1);
    expect(calls['orders.list']).toBe(pages(state.length));
    // One for each order that is mixed, and for each that the end of a page cuts: not more than one order ends a page,
    // except for orders whose units changed hours apart (kind "scattered").
    const scattered = state.filter(({ kind }) => kind === 'scattered').length;
    expect(calls['orders.get']).toBeLessThanOrEqual(mixed(state).length + scattered + count);
    const repeated = orders.length - new Set(idsOf(orders)).size;
    expect(repeated).toBeLessThanOrEqual(count);
  });

  it('brings every order whole from the first page that sees it', async () => {
    await room.seed([{ kind: 'scattered', id_order: 'MCUT' }, ...Array.from({ length: 5 }, () => ({ kind: 'plain' }))]);
    const { orders } = await readWindow({ ...START, pageSize: 3 });
    const cut = orders.filter(({ identity }) => identity.id === 'MCUT');
    expect(cut).toHaveLength(1);
    expect(cut[0]?.lines).toHaveLength(3);
    // The cut order, and no other.
    expect((await room.calls())['orders.get']).toBe(1);
  });

  it('begins now without a Start From, and returns nothing that is older', async () => {
    await room.seed(10);
    const { orders, position } = await readWindow({ pageSize: 100 });
    expect(orders).toEqual([]);
    expect(JSON.parse(position)).toMatchObject({ v: 1, watermark: expect.stringMatching(/Z$/) });
  });

  it('takes the old spelling of Start From', async () => {
    await room.seed(10);
    const { orders } = await readWindow({ startFrom: START.startFrom.slice(0, 19).replace('T', ' ').replace(/:/g, '-'), pageSize: 100 });
    expect([...new Set(idsOf(orders))]).toEqual(wanted(await room.state()));
  });

  it('keeps an order with an open unit in the position until it is released', async () => {
    await room.seed([{ kind: 'one-unit-open', id_order: 'MWAIT' }]);
    const first = await readWindow({ ...START, pageSize: 100 });
    expect(first.orders).toEqual([]);
    expect(JSON.parse(first.position)).toMatchObject({ waiting: ['MWAIT'] });

    const second = await readWindow({ overlapMinutes: 0, pageSize: 100 }, first.position);
    expect(second.orders).toEqual([]);
    await room.forgetRequests();
    await room.touch({ orders: ['MWAIT'], status: 'need_to_be_sent' });
    const third = await readWindow({ overlapMinutes: 0, pageSize: 100 }, second.position);
    expect(third.orders[0]).toMatchObject({ identity: { id: 'MWAIT' }, complete: true });
    expect(third.orders[0]?.lines.reduce((sum, { quantity }) => sum + quantity, 0)).toBe(2);
    expect(JSON.parse(third.position)).not.toHaveProperty('waiting');
  });

  it('drops a waiting order that is cancelled', async () => {
    await room.seed([{ kind: 'one-unit-open', id_order: 'MWAIT' }]);
    const first = await readWindow({ ...START, pageSize: 100 });
    await room.touch({ orders: ['MWAIT'], status: 'cancelled' });
    const { orders, position } = await readWindow({ overlapMinutes: 0, pageSize: 100 }, first.position);
    expect(orders).toEqual([]);
    expect(JSON.parse(position)).not.toHaveProperty('waiting');
  });

  it('loses nothing when units are sent while it reads', async () => {
    await room.seed(
      Array.from({ length: 260 }, (_, index) => ({
        kind: 'plain',
        id_order: `MP${index}`,
        units: [{ ts_updated: new Date(Date.now() - (600 + index) * 1000).toISOString() }],
      })),
    );
    const sent = Array.from({ length: 30 }, (_, index) => `MP${index}`);
    await room.after({ match: 'order-units', control: 'touch', body: { orders: sent, status: 'sent' } });
    const { orders } = await readWindow({ ...START, pageSize: 100 });
    expect([...new Set(idsOf(orders))]).toEqual(Array.from({ length: 260 }, (_, index) => `MP${index}`).sort());
  });

  it('reads an order again, and no more, after a restart with an old position', async () => {
    await room.seed(30);
    const first = await readWindow({ ...START, pageSize: 100 });
    const again = await readWindow({ ...START, pageSize: 100 });
    expect(idsOf(again.orders)).toEqual(idsOf(first.orders));
    const later = await readWindow({ overlapMinutes: 0, pageSize: 100 }, first.position);
    expect(later.orders).toEqual([]);
  });

  it('says what is wrong with a position or a Start From', async () => {
    await expect(room.getMany({ pageByPage: true, position: '{"v":7}' })).rejects.toMatchObject({
      message: expect.stringMatching(/'Position' cannot be used: its version is 7/),
    });
    await expect(room.getMany({ pageByPage: true, startFrom: 'yesterday' })).rejects.toMatchObject({
      message: expect.stringMatching(/Start From 'yesterday' cannot be used/),
    });
  });
});

describe('when Kaufland does not answer as it should', () => {
  it.each([
    ['status-429', { retryAfter: 1 }],
    ['reset', {}],
    ['truncated-body', {}],
    ['html-200', {}],
  ])(
    '%s costs one call more',
    async (kind, more) => {
      await room.seed(5);
      await room.fault({ kind, times: 1, match: 'order-units', ...more });
      const orders = (await room.getMany<Order & Record<string, never>>({ returnAll: true })) as Order[];
      expect(idsOf(orders)).toEqual(wanted(await room.state()));
      expect((await room.requests()).filter(({ path }) => path.includes('/order-units'))).toHaveLength(2);
    },
    20_000,
  );

  it('signs every try afresh', async () => {
    await room.seed(1);
    await room.fault({ kind: 'clock-skew', times: 1 });
    await expect(room.getMany({ returnAll: true })).rejects.toMatchObject({
      message: expect.stringContaining('Kaufland does not accept the request headers'),
      description: expect.stringContaining('clock'),
    });
    expect(await room.getMany({ returnAll: true })).toHaveLength(1);
  });

  it.each([
    ['the client key', { clientKey: 'wrong'.repeat(6) }, 'does not know this Client Key'],
    ['the secret key', { secretKey: 'wrong'.repeat(12) }, 'Secret Key does not fit'],
  ])('names %s as the cause, once, and shows no key', async (_what, change, message) => {
    const failure = await room.getMany({ returnAll: true }, await room.vault(change)).catch((error: Error) => error);
    expect(failure).toMatchObject({ message: expect.stringContaining(message), description: expect.stringContaining('seller portal') });
    expect(JSON.stringify(failure)).not.toContain(Object.values(change)[0]);
    expect(await room.requests()).toHaveLength(1);
  });
});

describe('Order: Get', () => {
  const get = async (orderId: string, more = {}) =>
    await runNode({ type: 'kaufland', parameters: { resource: 'order', operation: 'get', orderId, ...more }, vault: await room.vault() });

  it('brings an order with its pick-up point in one call', async () => {
    await room.seed([{ kind: 'packstation', id_order: 'MPACK' }]);
    const { items } = await get(' MPACK ');
    expect(items[0]?.json).toMatchObject({
      identity: { channel: 'kaufland', account: 'de', id: 'MPACK' },
      pickupPoint: { id: '260' },
      complete: true,
    });
    expect(items[0]?.pairedItem).toEqual({ item: 0 });
    expect(await room.calls()).toEqual({ 'orders.get': 1 });
  });

  it('brings an open order as not complete', async () => {
    await room.seed([{ kind: 'one-unit-open', id_order: 'MOPEN' }]);
    expect((await get('MOPEN')).items[0]?.json).toMatchObject({ status: 'pending', complete: false });
  });

  it('brings the vendor’s own JSON', async () => {
    await room.seed([{ kind: 'plain', id_order: 'MRAW' }]);
    expect((await get('MRAW', { output: 'raw' })).items[0]?.json).toMatchObject({ id_order: 'MRAW', delivery: { pickup_location: null } });
  });

  it.each([
    ['an order that is not there', 'MNONE', /Kaufland has no order 'MNONE'/],
    ['nothing', '  ', /'Order ID' is empty/],
  ])('says so for %s', async (_what, id, message) => {
    await expect(get(id)).rejects.toMatchObject({ message: expect.stringMatching(message) });
  });
});
