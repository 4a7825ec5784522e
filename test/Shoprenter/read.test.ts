import '../conformance/support/clock';
import { parseOrder, parseProduct, parseStockLevel, sumCheck } from '../../nodes/shared/model';
import { runListMethod } from '../support/n8n';
import { ordersOf, problemsOf, rowsOf, run, ShoprenterRoom, SHOP } from './support/room';

let room: ShoprenterRoom;
beforeAll(async () => {
  room = await ShoprenterRoom.open();
});
afterAll(async () => {
  await room.close();
});
beforeEach(() => room.reset());

const LONG_AGO = '2020-01-01T00:00:00Z';
const real = async () => (await room.state()).orders.filter(({ status }) => status !== 'cart' && status !== 'storno').map(({ innerId }) => innerId).sort();

describe('orders', () => {
  it.each([
    { 'foreign-totals': 'shop' },
    { 'foreign-totals': 'order', 'one-element-list': 'object', 'response-root': 'wrapped' },
    { 'list-order': 'descending' },
  ])('are read whole and exact to the forint, carts and stornos left out (%o)', async (answers) => {
    await room.assume(answers);
    await room.seed({ orders: 24 });
    const { items } = await run(await room.vault(), 'order', 'getAll', {});
    expect(ordersOf(items).map(({ number }) => number).sort()).toEqual(await real());
    for (const order of ordersOf(items)) {
      parseOrder(order);
      expect([order.number, sumCheck(order), order.extra]).toEqual([order.number, { ok: true }, undefined]);
      expect(order.identity).toEqual({ channel: 'shoprenter', account: SHOP, id: order.number });
    }
    const state = await room.state();
    for (const { innerId, lines } of state.orders.filter(({ innerId: number }) => ordersOf(items).some((order) => order.number === number))) {
      const read = ordersOf(items).find(({ number }) => number === innerId);
      expect(read?.lines.map(({ sku, quantity }) => ({ sku, quantity }))).toEqual(lines);
    }
  });

  it('tell what is charged beside the goods', async () => {
    await room.seed({ orders: ['cod', 'company', 'coupon', 'deposit', 'euro', 'pickup', 'discount', 'mixed'].map((kind) => ({ kind })) });
    const { items } = await run(await room.vault(), 'order', 'getAll', {});
    const [cod, company, coupon, deposit, euro, pickup, discount, mixed] = ordersOf(items).sort((a, b) => a.number.localeCompare(b.number));
    expect(cod?.charges).toMatchObject([{ kind: 'shipping', gross: 1490, taxRate: 27 }, { kind: 'cashOnDelivery', gross: 490 }]);
    expect([cod?.paid, company?.paid, cod?.status]).toEqual([false, undefined, 'open']);
    expect(company?.buyer).toMatchObject({ business: true, company: expect.any(String), taxNumber: expect.any(String) });
    expect(coupon?.discounts).toMatchObject([{ kind: 'coupon', code: expect.any(String), gross: 2000, scope: 'order' }]);
    expect(discount?.discounts).toMatchObject([{ kind: 'promotion', gross: 500 }]);
    expect(deposit?.charges).toContainEqual({ kind: 'deposit', name: '6 × 1L Üveg Betétdíj', net: 300, gross: 300, tax: 0, taxRate: 0 });
    expect([euro?.currency, euro?.billingAddress?.country]).toEqual(['EUR', expect.stringMatching(/^(?!HU)[A-Z]{2}$/)]);
    expect(euro?.lines[0]?.unitGross).toBeLessThan(1_000);
    expect(pickup?.pickupPoint).toMatchObject({ id: '100010', provider: 'glsparcelpoint' });
    expect(pickup?.shippingMethod?.carrier).toBe('gls');
    expect(mixed?.discounts).toBeUndefined();
    expect(mixed?.lines.map(({ taxRate }) => taxRate)).toEqual([27, 5]);
  });

  it('can be wanted with stornos, in some statuses, and by time', async () => {
    const { orders } = await room.seed({ orders: ['plain', 'storno', 'plain', 'plain'].map((kind) => ({ kind })) });
    const [first, storno, third] = orders as [string, string, string];
    await room.control('POST', 'changeStatus', { orders: [third], status: 'despatched', quiet: true });
    const vault = await room.vault();
    const numbers = async (parameters: object) => ordersOf((await run(vault, 'order', 'getAll', { ...parameters })).items).map(({ number }) => number);
    const all = ordersOf((await run(vault, 'order', 'getAll', { excludeStorno: false })).items);
    expect(all.find(({ number }) => number === storno)).toMatchObject({ status: 'cancelled' });
    const { statuses } = await room.state();
    const despatched = statuses.find(({ role }) => role === 'despatched');
    expect(await numbers({ statuses: [String(despatched?.innerId)] })).toEqual([third]);
    expect(await numbers({ statuses: despatched?.hu })).toEqual([third]);
    expect(await numbers({ filters: { updatedAfter: new Date(Date.now() - 60_000).toISOString() } })).toEqual([third]);
    expect(await numbers({ filters: { createdAfter: new Date(Date.now() + 60_000).toISOString() } })).toEqual([]);
    expect(await numbers({ returnAll: false, limit: 1 })).toEqual([first]);
    await expect(numbers({ statuses: ['nope'] })).rejects.toMatchObject({ message: "Shoprenter has no order status 'nope'" });
  });

  it('are found by number and by ID', async () => {
    const { orders } = await room.seed({ orders: [{ kind: 'plain' }] });
    const vault = await room.vault();
    const one = ordersOf((await run(vault, 'order', 'get', { by: 'number', value: orders[0], output: 'channelSync' })).items)[0];
    const { orderId } = one?.references as { orderId: string };
    const again = ordersOf((await run(vault, 'order', 'get', { by: 'orderId', value: orderId, output: 'channelSync' })).items)[0];
    expect(again).toEqual(one);
    const raw = rowsOf((await run(vault, 'order', 'get', { by: 'number', value: orders[0], output: 'raw' })).items)[0];
    expect(raw).toMatchObject({ innerId: orders[0], orderTotals: expect.any(Array) });
    const { errors } = await run(vault, 'order', 'get', { by: '={{ $json.by }}', value: '={{ $json.value }}', output: 'raw' }, [{ by: 'number', value: '999999' }, { by: 'number', value: 'x1' }, { by: 'orderId', value: 'b3JkZXItb3JkZXJfaWQ9OTk5OTk5' }], 'continueErrorOutput');
    expect(problemsOf(errors).map(({ kind }) => kind)).toEqual(['refused', 'refused', 'refused']);
  });

  it('in another shop are other orders', async () => {
    await room.seed({ shop: 'masodikbolt', orders: [{ kind: 'plain' }], firstInnerId: 77 });
    const { stored } = await room.vault();
    const second = stored[1]?.data;
    const vault = await room.vault(second);
    expect(ordersOf((await run(vault, 'order', 'getAll', {})).items).map(({ identity }) => identity)).toEqual([{ channel: 'shoprenter', account: 'masodikbolt', id: '77' }]);
  });

  it('are also to be had with the older user and key', async () => {
    await room.seed({ orders: [{ kind: 'plain' }] });
    const apiUrl = `${room.sandbox.url}/shoprenter-legacy/{shop}`;
    const vault = await room.vault({ authentication: 'basic', apiUrl });
    expect((await run(vault, 'order', 'getAll', {})).items).toHaveLength(1);
    expect((await room.calls()).token).toBeUndefined();
    await room.assume({ 'basic-access': 'refused' });
    await expect(run(vault, 'order', 'getAll', {})).rejects.toMatchObject({ message: expect.stringContaining('does not allow') });
  });
});

describe('page by page', () => {
  const page = async (position: string, more: object = {}) => {
    const parameters = { pageByPage: true, position, startFrom: LONG_AGO, overlapMinutes: 5, pageSize: 5, ...more };
    return rowsOf((await run(await room.vault(), 'order', 'getAll', parameters)).items)[0] as unknown as { items: Array<{ key: string; number: string }>; position: string; more: boolean };
  };

  it.each([{}, { 'list-order': 'descending', 'time-filter-zone': 'utc', 'time-filter-bounds': 'exclusive' }])('loses none of what changes while it is read (%o)', async (answers) => {
    await room.assume(answers);
    await room.seed({ orders: Array.from({ length: 18 }, () => ({ kind: 'plain' })) });
    const seen = new Map<string, number>();
    let position = '';
    let pages = 0;
    for (let more = true; more; pages++) {
      const read = await page(position);
      for (const { number } of read.items) seen.set(number, (seen.get(number) ?? 0) + 1);
      ({ position, more } = read);
      if (pages === 0) {
        const [first, second] = await real();
        await room.control('POST', 'changeStatus', { orders: [first], status: 'storno', quiet: true });
        await room.control('POST', 'edit', { orders: [second], fields: { comment: 'x' } });
        await room.seed({ orders: [{ kind: 'plain' }, { kind: 'cart' }] });
      }
    }
    // What came in meanwhile may stand above the rows that were left: it belongs to the next window.
    for (const { number } of (await page(position, { pageSize: 200 })).items) seen.set(number, (seen.get(number) ?? 0) + 1);
    expect((await real()).filter((number) => !seen.has(number))).toEqual([]);
    expect(pages).toBe(4);
    expect((await room.requests()).filter(({ path }) => path.includes('updatedAtMax'))).toEqual([]);
  });

  it('gives a change of the last minutes in the next window', async () => {
    const { orders } = await room.seed({ orders: [{ kind: 'plain' }] });
    const first = await page('', { pageSize: 200 });
    expect(first).toMatchObject({ more: false, items: [{ number: orders[0], key: `shoprenter:${SHOP}:${String(orders[0])}` }] });
    await room.control('POST', 'changeStatus', { orders, status: 'despatched', quiet: true });
    expect((await page(first.position, { pageSize: 200 })).items).toHaveLength(1);
  });

  it('does not take a position of another operation', async () => {
    const foreign = JSON.stringify({ v: 1, watermark: '2026-01-01T00:00:00.000Z', window: { from: '2026-01-01T00:00:00.000Z', to: '2026-01-01T00:00:00.000Z', cursor: { token: 'x' } } });
    await expect(page(foreign)).rejects.toMatchObject({ message: expect.stringContaining("'Position' cannot be used") });
  });
});

it('reads a page that takes too long in halves, from the same row on', async () => {
  await room.seed({ orders: Array.from({ length: 60 }, () => ({ kind: 'plain' })) });
  const vault = await room.vault();
  await run(vault, 'order', 'getAll', { returnAll: false, limit: 1 });
  await room.fault({ kind: 'status-5xx', status: 504, match: 'limit=200', times: -1 });
  const { items } = await run(vault, 'order', 'getAll', {});
  expect(new Set(ordersOf(items).map(({ number }) => number)).size).toBe(60);
});

describe('stock and products', () => {
  it('give the sum of the warehouses, of some of them, or each', async () => {
    await room.seed({ products: [{ sku: 'MUG-BLUE-330', stocks: [3, 4, 5, 0] }, { sku: 'TEE/RED M', stocks: [1] }] });
    const vault = await room.vault();
    const read = async (more: object) => rowsOf((await run(vault, 'stock', 'getAll', { pageByPage: false, returnAll: true, output: 'channelSync', warehouses: [], perWarehouse: false, ...more })).items);
    const all = await read({});
    all.forEach((level) => parseStockLevel(level));
    expect(all.map(({ sku, available }) => [sku, available])).toEqual([['MUG-BLUE-330', 12], ['TEE/RED M', 1]]);
    expect((await read({ warehouses: ['stock2', 'stock3'] })).map(({ available }) => available)).toEqual([9, 0]);
    expect((await read({ warehouses: ['stock1', 'stock2'], perWarehouse: true })).map(({ location, available }) => [location, available])).toEqual([
      ['stock1', 3],
      ['stock2', 4],
      ['stock1', 1],
      ['stock2', 0],
    ]);
    expect((await read({ output: 'raw' }))[0]).toMatchObject({ sku: 'MUG-BLUE-330', stock3: '5' });
  });

  it('come with texts, prices of groups, categories and tax', async () => {
    await room.seed({ products: 3 });
    const vault = await room.vault();
    const rows = rowsOf((await run(vault, 'product', 'getAll', { pageByPage: false, returnAll: true, output: 'channelSync', language: '', loadCategories: true, published: 'all', updatedAfter: '' })).items);
    const [first] = rows.map((row) => parseProduct(row));
    expect(rows).toHaveLength(3);
    expect(first).toMatchObject({ status: 'active', taxRate: 27, kind: 'simple', currency: 'HUF', prices: [{ kind: 'normal', net: expect.any(Number), gross: expect.any(Number) }] });
    expect(first?.categories?.[0]?.path.length).toBeGreaterThan(0);
  });

  it('lists what can be chosen', async () => {
    const vault = await room.vault();
    const list = async (method: string) => (await runListMethod({ type: 'shoprenter', kind: 'loadOptions', method, vault })) as Array<{ name: string; value: string }>;
    expect((await list('getStatuses')).map(({ value }) => value).sort()).toEqual((await room.state()).statuses.map(({ innerId }) => String(innerId)).sort());
    expect((await list('getWarehouses'))[0]).toEqual({ name: 'Warehouse 1', value: 'stock1' });
    expect((await list('getLanguages')).map(({ value }) => value)).toContain('hu');
  });
});
