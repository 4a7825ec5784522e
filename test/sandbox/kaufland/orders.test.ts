import { control, kaufland } from '../clients';
import { startSandbox, type Sandbox } from '../server';
import { KIND_CYCLE } from './order-kinds';

const NOW = Date.parse('2026-01-05T12:00:00Z');

interface Row {
  id_order_unit: number;
  id_order: string;
  status: string;
  ts_updated_iso: string;
  ts_created_iso: string;
  [member: string]: unknown;
}

describe('orders of the Kaufland room', () => {
  let clock = NOW;
  let sandbox: Sandbox;
  let call: ReturnType<typeof kaufland>;

  const all = async (query: string): Promise<Row[]> => {
    const rows: Row[] = [];
    for (let offset = 0; ; offset += 100) {
      const { data } = await call('GET', `/order-units?limit=100&offset=${offset}&${query}`);
      rows.push(...data.data);
      if (offset + 100 >= data.pagination.total) return rows;
    }
  };
  const state = async () => (await control(sandbox).get('kaufland/state')).data;

  beforeAll(async () => {
    sandbox = await startSandbox({ now: () => clock });
    call = kaufland(sandbox, () => clock);
  });
  beforeEach(() => {
    clock = NOW;
    sandbox.reset();
  });
  afterAll(() => sandbox.close());

  test('seeds the same orders for the same seed, every kind among sixty', async () => {
    const { data } = await control(sandbox).post('kaufland/seed', { orders: 60 });
    const first = await state();
    expect(data.orders).toHaveLength(60);
    expect(new Set(first.orders.map(({ kind }: { kind: string }) => kind))).toEqual(new Set(KIND_CYCLE.map(({ name }) => name)));
    sandbox.reset();
    await control(sandbox).post('kaufland/seed', { orders: 60 });
    expect(await state()).toEqual(first);
    await control(sandbox).post('kaufland/seed', { orders: 60 });
    expect(new Set((await state()).orders.map(({ id_order }: { id_order: string }) => id_order)).size).toBe(120);
  });

  test('names the orders that have to be imported', async () => {
    sandbox.room('kaufland').seed({ orders: 84 });
    const { orders, sync } = await state();
    const kindOf = new Map(orders.map(({ id_order, kind }: { id_order: string; kind: string }) => [id_order, kind]));
    const kinds = new Set(sync.orders.outgoing.map((id: string) => kindOf.get(id)));
    expect(sync.orders.outgoing.length).toBeGreaterThan(60);
    for (const kind of ['one-unit-open', 'cancelled', 'sent', 'received', 'paid-out']) expect(kinds).not.toContain(kind);
    for (const kind of ['partly-cancelled', 'product-null', 'packstation', 'scattered']) expect(kinds).toContain(kind);
  });

  test('an order despatched through touch later still counts only while to be sent', async () => {
    const [id] = (sandbox.room('kaufland').seed({ orders: [{ kind: 'plain' }] }) as { orders: string[] }).orders;
    expect((await state()).sync.orders.outgoing).toEqual([id]);
    await control(sandbox).post('kaufland/touch', { orders: [id], status: 'sent' });
    expect((await state()).sync.orders.outgoing).toEqual([]);
  });

  test('every time is a whole second with Z, no unit was updated before it was created or in the future', async () => {
    sandbox.room('kaufland').seed({ orders: 84 });
    for (const row of await all('')) {
      expect(row.ts_created_iso).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
      expect(row.ts_updated_iso >= row.ts_created_iso).toBe(true);
      expect(Date.parse(row.ts_updated_iso)).toBeLessThanOrEqual(NOW);
    }
  });

  test('pages through everything once, newest first', async () => {
    sandbox.room('kaufland').seed({ orders: 300 });
    const rows = await all('status=need_to_be_sent&status=open&sort=ts_updated%3Adesc');
    expect(new Set(rows.map(({ id_order_unit }) => id_order_unit)).size).toBe(rows.length);
    expect(rows.map(({ ts_updated_iso }) => ts_updated_iso)).toEqual(rows.map(({ ts_updated_iso }) => ts_updated_iso).sort().reverse());
    expect(new Set(rows.map(({ status }) => status))).toEqual(new Set(['need_to_be_sent', 'open']));
    const { data } = await call('GET', '/order-units');
    expect(data.data).toHaveLength(30);
    expect(data.pagination).toMatchObject({ offset: 0, limit: 30 });
  });

  test('scattered orders are cut apart by a page', async () => {
    sandbox.room('kaufland').seed({ orders: 300 });
    const { data } = await call('GET', '/order-units?limit=100&sort=ts_updated%3Adesc');
    const onPage = new Set(data.data.map(({ id_order }: Row) => id_order));
    const scattered = (await state()).orders.filter(({ kind }: { kind: string }) => kind === 'scattered');
    const cut = scattered.filter(({ id_order, units }: { id_order: string; units: unknown[] }) => onPage.has(id_order) && data.data.filter((row: Row) => row.id_order === id_order).length < units.length);
    expect(cut.length).toBeGreaterThan(0);
  });

  test('filters by storefront, offer and both times; "from" means after', async () => {
    sandbox.room('kaufland').seed({ orders: 84 });
    const rows = await all('');
    expect(new Set((await all('storefront=cz')).map(({ currency }) => currency))).toEqual(new Set(['CZK']));
    expect((await all('id_offer=TEE%2FRED%20M')).every(({ id_offer }) => id_offer === 'TEE/RED M')).toBe(true);
    const moment = rows[40].ts_updated_iso;
    const expected = rows.filter(({ ts_updated_iso }) => ts_updated_iso > moment);
    expect(await all(`ts_updated_from_iso=${encodeURIComponent(moment)}`)).toHaveLength(expected.length);
    await control(sandbox).post('kaufland/assume', { 'from-filters': 'inclusive' });
    expect((await all(`ts_updated_from_iso=${encodeURIComponent(moment)}`)).length).toBeGreaterThan(expected.length);
    await control(sandbox).post('kaufland/assume', { 'storefront-omitted': 'de-only' });
    expect(new Set((await all('')).map(({ storefront }) => storefront))).toEqual(new Set(['de']));
  });

  test.each([
    ['/order-units?limit=101', 'limit'],
    ['/order-units?limit=0', 'limit'],
    ['/order-units?limit=ten', 'limit'],
    ['/order-units?limit=10&limit=20', 'limit'],
    ['/order-units?offset=-1', 'offset'],
    ['/order-units?status=open%2Csent', 'status'],
    ['/order-units?status=open,sent', 'status'],
    ['/order-units?status%5B%5D=open', 'status[]'],
    ['/order-units?status=OPEN', 'status'],
    ['/order-units?sort=ts_updated%3Aasc', 'sort'],
    ['/order-units?sort=ts_updated', 'sort'],
    ['/order-units?storefront=uk', 'storefront'],
    ['/order-units?storefront=DE', 'storefront'],
    ['/order-units?ts_updated_from_iso=2026-01-01', 'ts_updated_from_iso'],
    ['/order-units?ts_updated_from_iso=2026-01-01T00%3A00%3A00.000Z', 'ts_updated_from_iso'],
    ['/order-units?ts_updated_from_iso=2026-01-01T00%3A00%3A00%2B01%3A00', 'ts_updated_from_iso'],
    ['/order-units?updated_after=1', 'updated_after'],
    ['/orders?sort=ts_created%3Adesc', 'sort'],
    ['/orders?status=open', 'status'],
    ['/orders/X?embedded=delivery%2Corder_invoices', 'embedded'],
    ['/orders/X?status=open', 'status'],
    ['/order-units/abc', 'id_order_unit'],
  ])('refuses %s', async (path, field) => {
    const { status, data } = await call('GET', path);
    expect([status, data.type]).toEqual([400, '/problems/validation-error']);
    expect(data.errors.map((error: { field: string }) => error.field)).toContain(field);
  });

  test('lists orders in no useful but a steady sequence, with the count of all units', async () => {
    sandbox.room('kaufland').seed({ orders: 84 });
    const { data } = await call('GET', '/orders?limit=100');
    const ids = data.data.map(({ id_order }: Row) => id_order);
    expect((await call('GET', '/orders?limit=100')).data.data.map(({ id_order }: Row) => id_order)).toEqual(ids);
    const times = data.data.map(({ ts_units_updated_iso }: Row) => ts_units_updated_iso);
    expect(times).not.toEqual([...times].sort().reverse());
    const { orders } = await state();
    for (const row of data.data) {
      const order = orders.find(({ id_order }: Row) => id_order === row.id_order);
      expect(row.order_units_count).toBe(order.units.length);
    }
  });

  test('shows the pick-up point only through embedded=delivery', async () => {
    const [id] = (sandbox.room('kaufland').seed({ orders: [{ kind: 'packstation' }] }) as { orders: string[] }).orders;
    expect((await call('GET', `/orders/${id}`)).data.data).not.toHaveProperty('delivery');
    const { data } = await call('GET', `/orders/${id}?embedded=delivery&embedded=order_invoices`);
    expect(data.data.delivery.pickup_location).toMatchObject({ provider: 'DHL', dhl_post_number: '999999999' });
    const [row] = await all('');
    expect(JSON.stringify(row)).not.toContain('999999999');
    expect((row.shipping_address as { street: string }).street).not.toBe('');
    await control(sandbox).post('kaufland/assume', { 'pickup-row-address': 'empty-street' });
    expect(((await all(''))[0].shipping_address as { street: string }).street).toBe('');
  });

  test('hides addresses while a unit is open and knows no foreign order', async () => {
    const [id] = (sandbox.room('kaufland').seed({ orders: [{ kind: 'one-unit-open' }] }) as { orders: string[] }).orders;
    const rows = await all('');
    expect(rows.find(({ status }) => status === 'open')).toMatchObject({ shipping_address: null, billing_address: null });
    expect(rows.find(({ status }) => status === 'need_to_be_sent')?.shipping_address).not.toBeNull();
    await control(sandbox).post('kaufland/touch', { orders: [id], status: 'need_to_be_sent' });
    expect((await all('status=open'))).toEqual([]);
    expect((await call('GET', '/orders/NOSUCH1')).data.type).toBe('/problems/not-found');
    expect((await call('GET', '/order-units/1')).status).toBe(404);
  });

  test('rows move between pages when an order changes while somebody pages', async () => {
    sandbox.room('kaufland').seed({ orders: 150 });
    const before = await all('sort=ts_updated%3Adesc');
    const last = before[before.length - 1].id_order_unit;
    await control(sandbox).post('kaufland/after', { match: 'offset=0&', control: 'touch', body: { units: [last] } });
    const seen = await all('sort=ts_updated%3Adesc');
    expect(seen.map(({ id_order_unit }) => id_order_unit)).not.toContain(last);
    expect((await all('sort=ts_updated%3Adesc'))[0].id_order_unit).toBe(last);
  });

  test('repeats shipping_rate on further pieces when told to', async () => {
    const rates = async () => (await all('')).map(({ shipping_rate }) => shipping_rate);
    const wish = { orders: [{ kind: 'three-pieces', storefront: 'de' }], seed: 3 };
    sandbox.room('kaufland').seed(wish);
    expect((await rates()).filter((rate) => rate === 0).length).toBeGreaterThanOrEqual(2);
    await control(sandbox).post('reset');
    await control(sandbox).post('kaufland/assume', { 'shipping-rate-of-further-pieces': 'repeated' });
    sandbox.room('kaufland').seed(wish);
    expect(new Set(await rates()).size).toBe(1);
  });
});
