import { control } from '../clients';
import { startSandbox, type Sandbox } from '../server';
import { shoprenter, type ShoprenterClient } from './client';

const NOW = Date.parse('2026-03-02T12:00:00Z');

type Row = Record<string, unknown> & { innerId: string; id: string };

describe('orders of the Shoprenter room', () => {
  let clock = NOW;
  let sandbox: Sandbox;
  let client: ShoprenterClient;
  const tick = () => (clock += 1000);
  const assume = (points: Record<string, string>) => control(sandbox).post('shoprenter/assume', points);
  const seed = (body: Record<string, unknown>) => control(sandbox).post('shoprenter/seed', body);
  const state = async () => (await control(sandbox).get('shoprenter/state')).data;
  const numbers = async (query: string): Promise<string[]> => (await client.get(`orderExtend?full=1&${query}`)).data.items.map(({ innerId }: Row) => innerId);

  beforeAll(async () => {
    sandbox = await startSandbox({ now: () => clock });
  });
  beforeEach(async () => {
    clock = NOW;
    sandbox.reset();
    client = await shoprenter(sandbox, tick);
  });
  afterAll(() => sandbox.close());

  test('pages start at 0, hold 200 at most and end with an error', async () => {
    await seed({ orders: Array.from({ length: 5 }, () => ({})) });
    const { data } = await client.get('orderExtend?full=1&limit=2&page=1');
    expect(data).toMatchObject({ page: 1, limit: 2, pageCount: 3, previous: { href: expect.stringContaining('page=0') }, next: { href: expect.stringContaining('page=2') } });
    expect(data.items.map(({ innerId }: Row) => innerId)).toEqual(['1003', '1004']);
    expect((await client.get('orderExtend?limit=2&page=2')).data).toMatchObject({ next: null, items: [{ href: expect.stringMatching(/orderExtend\/[\w=]+$/) }] });
    expect((await client.get('orders?limit=2')).data).toMatchObject({ page: '0', limit: '2' });
    for (const [query, said] of [['limit=2&page=3', 'maximum page is 2'], ['limit=201', 'limit'], ['limit=0', 'limit'], ['page=-1', 'page'], ['orderBy=id', 'orderBy']]) {
      const { status, data: refused } = await client.get(`orderExtend?${query}`);
      expect([query, status, refused.message.includes(said)]).toEqual([query, 400, true]);
    }
    await assume({ 'list-order': 'descending' });
    expect(await numbers('limit=2')).toEqual(['1005', '1004']);
  });

  test('n orders go through all kinds, and only real ones must become invoices', async () => {
    await seed({ orders: 12 });
    expect(await numbers('')).toHaveLength(12);
    expect(await numbers('excludeAbandonedCart=1')).not.toContain('1006');
    expect(await numbers('excludeAbandonedCart=1&excludeStorno=1')).toEqual((await state()).sync.orders.outgoing);
  });

  test('orders that come after the first ones are placed now', async () => {
    await seed({ orders: [{}] });
    await seed({ orders: [{}] });
    const [first, second] = (await client.get('orderExtend?full=1')).data.items;
    expect([first.dateCreated, second.dateCreated]).toEqual(['2026-03-02T12:00:00', '2026-03-02T13:00:00']);
  });

  test('filters by number, status, buyer and time', async () => {
    await seed({ orders: [{ createdAt: '2026-03-01T10:00:00Z', updatedAt: '2026-03-01T11:00:00Z' }, { createdAt: '2026-03-02T10:00:00Z', status: 'done', person: { email: 'x@example.com' } }] });
    const statuses = (await client.get('orderStatuses?full=1')).data.items as Row[];
    expect(await numbers('innerId=1002')).toEqual(['1002']);
    expect(await numbers('innerIdMin=1002')).toEqual(['1002']);
    expect(await numbers(`orderStatusId=${encodeURIComponent(statuses[0].id)}`)).toEqual(['1001']);
    expect(await numbers('email=x@example.com')).toEqual(['1002']);
    expect(await numbers('createdAt=2026-03-01')).toEqual(['1001']);
    // The shop's clock is an hour ahead of UTC in winter.
    expect(await numbers('updatedAtMin=2026-03-01T12:00:00')).toEqual(['1001', '1002']);
    expect(await numbers('updatedAtMin=2026-03-01T12:00:01')).toEqual(['1002']);
    expect(await numbers('createdAtMin=2026-03-01T12:00:00&updatedAtMax=2026-03-02T23:00:00')).toEqual(['1002']);
    await assume({ 'time-filter-bounds': 'exclusive' });
    expect(await numbers('updatedAtMin=2026-03-01T12:00:00')).toEqual(['1002']);
    await assume({ 'time-filter-zone': 'utc' });
    expect(await numbers('updatedAtMin=2026-03-01T10:59:59')).toEqual(['1001', '1002']);
    for (const query of ['updatedAtMin=2026-03-01', 'updatedAtMin=2026-03-01T12:00:00Z', 'createdAt=2026-03-01T12:00:00', 'innerIdMin=a', 'excludeStorno=yes']) expect([query, (await client.get(`orderExtend?${query}`)).status]).toEqual([query, 400]);
  });

  test('everything is a text, lines have no quantity, and sums add up', async () => {
    await seed({ products: 12, orders: [{ kind: 'mixed' }, { kind: 'cod' }, { kind: 'coupon' }, { kind: 'deposit' }, { kind: 'discount' }] });
    const { items } = (await client.get('orderExtend?full=1')).data;
    for (const order of items) {
      const value = (type: string) => (order.orderTotals as Row[]).filter((row) => row.type === type).reduce((sum, row) => sum + Number(row.value), 0);
      expect(value('SUB_TOTAL') + value('TAX')).toBeCloseTo(value('SUB_TOTAL_WITH_TAX'), 4);
      expect(value('SUB_TOTAL_WITH_TAX') + value('SHIPPING') + value('PAYMENT') + value('COUPON')).toBeCloseTo(Number(order.total), 4);
      expect(value('TOTAL')).toBe(Number(order.total));
      for (const line of order.orderProducts) {
        expect(line).not.toHaveProperty('quantity');
        expect(line).not.toHaveProperty('grossPrice');
        for (const name of ['price', 'total', 'taxRate', 'stock1', 'grossPriceCurrency']) expect(typeof line[name]).toBe('string');
      }
    }
    const [mixed, cod, coupon, deposit, discount] = items;
    expect(mixed.orderProducts.map((line: Row) => [line.sku, line.stock1, line.taxRate])).toEqual([['LAMP-Ö-40', '1', '27.0000'], ['JUICE-6', '2', '5.0000']]);
    expect(mixed.orderTotals.at(-1)).toMatchObject({ type: 'LOYALTYPOINTS_TO_GET', value: '52.0000' });
    expect([cod.paymentMethodCode, cod.paymentMethodAfter, coupon.coupon.code, cod.coupon]).toEqual(['cod', '1', 'TAVASZ10', null]);
    expect(deposit.orderProductAddons[0]).toMatchObject({ type: 'DEPOSIT_FEE', price: '50.0000', quantity: '6', total: '300.0000', taxRate: '0.0000' });
    expect(discount.orderTotals.find(({ key }: Row) => key === 'CART_AMOUNT_DISCOUNT')).toMatchObject({ value: '-500.0000' });
  });

  test('an order in euro has its own amounts on the lines, and sums in either currency', async () => {
    await seed({ orders: [{ kind: 'euro', lines: [{ sku: 'MUG-BLUE-330', quantity: 2 }] }] });
    const read = async () => (await client.get('orderExtend?full=1')).data.items[0];
    expect(await read()).toMatchObject({ value: '0.00250000', total: '12800.0000', currency: { code: 'EUR' }, orderProducts: [{ price: '4094.4882', grossPriceCurrency: '13.0000' }] });
    await assume({ 'foreign-totals': 'order' });
    expect(await read()).toMatchObject({ total: '32.0000' });
  });

  test('company buyers have a tax number, carts neither status nor quantities', async () => {
    await seed({ orders: [{ kind: 'company' }, { kind: 'cart' }] });
    const [company, cart] = (await client.get('orderExtend?full=1')).data.items;
    expect(company).toMatchObject({ paymentCompany: 'Minta Kereskedelmi Kft.', taxNumber: '12345678-2-06' });
    expect([cart.orderStatus, cart.orderProducts[0].stock1]).toEqual([null, '0']);
  });

  test('a list of one may come as the one', async () => {
    await seed({ orders: [{}] });
    await assume({ 'one-element-list': 'object' });
    expect((await client.get('orderExtend?full=1')).data.items[0].orderProducts).toMatchObject({ sku: expect.any(String) });
  });

  test('lists show links unless full=1, single orders the shipping mode', async () => {
    await seed({ orders: [{}] });
    const [{ id, orderStatus, shippingMode }] = (await client.get('orderExtend?full=1')).data.items;
    expect([Object.keys(orderStatus), Object.keys(shippingMode)]).toEqual([['href'], ['href']]);
    expect((await client.get(`orderExtend/${encodeURIComponent(id)}`)).data.shippingMode.innerId).toBe('18');
    expect((await client.get(`orders/${id}`)).data.orderProducts.href).toContain('orderProducts?orderId=');
    expect((await client.get('orderExtend/abc')).status).toBe(404);
    expect((await client.get(`orderProducts?orderId=${encodeURIComponent(id)}&full=1`)).data.items).toHaveLength(1);
  });

  test('two shops have the same numbers and nothing else in common', async () => {
    await seed({ orders: [{}] });
    await seed({ shop: 'masodikbolt', orders: [{ person: { email: 'z@example.com' } }] });
    const second = await shoprenter(sandbox, tick, 'masodikbolt');
    const [mine] = (await client.get('orderExtend?full=1')).data.items;
    const [theirs] = (await second.get('orderExtend?full=1')).data.items;
    expect([mine.innerId, theirs.innerId, theirs.email]).toEqual(['1001', '1001', 'z@example.com']);
    await seed({ shop: 'masodikbolt', orders: [{}], firstInnerId: 5001 });
    expect((await state()).sync.orders.outgoing).toEqual(['1001', '1001', '5001']);
  });

  test('sets a status by its id, keeps history, and refuses the rest', async () => {
    await seed({ orders: [{}] });
    const statuses = (await client.get('orderStatusDescriptions?full=1&limit=200')).data.items as Array<Row & { name: string; orderStatus: { href: string } }>;
    const shipped = statuses.find(({ name }) => name === 'Kiszállítás alatt')?.orderStatus.href.split('/').pop();
    const [{ id }] = (await client.get('orders?full=1')).data.items;
    const { status, data } = await client.put(`orders/${id}?emptyBody=1`, { orderStatus: { id: shipped } });
    expect([status, data]).toEqual([200, []]);
    expect((await state()).orders[0]).toMatchObject({ status: 'despatched', history: [1, expect.any(Number)] });
    expect((await state()).sync.shipments.incoming).toEqual(['1001']);
    expect((await client.get(`orderHistories?orderId=${encodeURIComponent(id)}`)).data.items).toHaveLength(2);
    expect((await client.put(`orders/${id}`, { data: { comment: 'hello' } })).data.comment).toBe('hello');
    for (const [body, code] of [[{ orderStatus: { id: 'abc' } }, 400], [{ orderStatus: 'abc' }, 400], [{ innerId: '5' }, 400], [undefined, 400], [[], 400]] as const) expect((await client.put(`orders/${id}`, body)).status).toBe(code);
    expect((await client.put('orders/abc', { comment: 'x' })).status).toBe(404);
    expect((await client.delete(`orders/${id}`)).status).toBe(404);
    await control(sandbox).post('shoprenter/faults', { kind: 'refuse', record: '1001' });
    expect((await client.put(`orders/${id}`, { comment: 'x' })).status).toBe(400);
  });

  test('invoice links need all four fields, and nothing stops a second one', async () => {
    await seed({ orders: [{}] });
    const [{ id }] = (await client.get('orders?full=1')).data.items;
    const link = { invoiceId: 'E-1', invoicePath: 'https://example.com/1.pdf', invoiceType: 'normal', order: { id } };
    for (const name of Object.keys(link)) {
      const { status, data } = await client.post('orderInvoices', { ...link, [name]: undefined });
      expect([status, data.message]).toEqual([400, `The following fields are required: ${name}!`]);
    }
    expect((await client.post('orderInvoices', { ...link, invoiceType: 'draft' })).status).toBe(400);
    expect((await client.post('orderInvoices', { ...link, order: { id: 'abc' } })).status).toBe(400);
    const made = await client.post('orderInvoices', link);
    expect([made.status, made.data.order.href.endsWith(id)]).toEqual([201, true]);
    await client.post('orderInvoices', link);
    expect((await state()).sync.shipments.incoming).toEqual(['1001', '1001']);
    expect((await client.put(`orderInvoices/${made.data.id}`, { ...link, invoiceId: 'E-2' })).status).toBe(200);
    expect((await state()).invoices.map(({ invoiceId }: { invoiceId: string }) => invoiceId)).toEqual(['E-2', 'E-1']);
    expect((await client.get('orderInvoices?orderId=1')).status).toBe(400);
    expect((await client.delete(`orderInvoices/${made.data.id}`)).status).toBe(204);
    expect((await state()).sync.shipments.incoming).toEqual(['1001']);
  });

  test('tells time zone, warehouses and the storno status', async () => {
    expect((await client.get('settings?key=config_timezone&full=1')).data.items[0].value).toBe('Europe/Budapest');
    const storno = (await client.get('settings?key=storno_order_status_id&full=1')).data.items[0].value;
    expect((await state()).statuses.find(({ role }: { role: string }) => role === 'storno').innerId).toBe(Number(storno));
  });

  test('despatch and restock are what people do in the shop', async () => {
    await seed({ products: 2, orders: 12 });
    expect((await control(sandbox).post('shoprenter/despatch')).data.changed).toHaveLength(10);
    expect((await state()).sync.shipments).toMatchObject({ incoming: [], outgoing: expect.arrayContaining(['1001']) });
    await control(sandbox).post('shoprenter/restock', { levels: { 'MUG-BLUE-330': 4 }, warehouses: { 'MUG-RED-330': [1, 2] } });
    expect((await state()).sync.stock.incoming).toEqual(['MUG-BLUE-330=4', 'MUG-RED-330=3']);
    for (const [verb, body] of [['restock', { levels: { X: 1 } }], ['changeStatus', { orders: ['1001'], status: 'nosuch' }], ['changeStatus', { orders: ['9'], status: 'done' }], ['seed', { orders: [{ kind: 'nosuch' }] }], ['seed', { shop: 'nosuch' }]] as const) {
      expect([verb, (await control(sandbox).post(`shoprenter/${verb}`, body)).status >= 400]).toEqual([verb, true]);
    }
  });
});
