import '../conformance/support/clock';
import type { IDataObject } from 'n8n-workflow';

import type { Product } from '../../nodes/shared/model';
import { ordersOf, problemsOf, rowsOf, run, ShoprenterRoom, SHOP } from './support/room';

let room: ShoprenterRoom;
beforeAll(async () => {
  room = await ShoprenterRoom.open();
});
afterAll(async () => {
  await room.close();
});
beforeEach(() => room.reset());

const writes = async () => (await room.requests()).filter(({ method, path }) => method !== 'GET' && !path.includes('/token')).length;
const outcomes = (items: Parameters<typeof rowsOf>[0]) => rowsOf(items).map(({ outcome }) => outcome);
const identity = (id: string | undefined) => ({ identity: { channel: 'shoprenter', account: SHOP, id: String(id) } });

describe('update status', () => {
  const update = async (input: IDataObject[], more: object = {}, onError?: 'continueErrorOutput') =>
    await run(await room.vault(), 'order', 'updateStatus', { order: '={{ $json }}', status: 'despatched', dryRun: false, ...more }, input, onError);
  const despatched = async () => (await room.state()).statuses.find(({ role }) => role === 'despatched');

  it('writes once, in one batch, and leaves alone what is done', async () => {
    const { orders } = await room.seed({ orders: ['plain', 'plain', 'plain'].map((kind) => ({ kind })) });
    const status = String((await despatched())?.innerId);
    const input = orders.map(identity);
    const dry = await update(input, { status, dryRun: true });
    expect(outcomes(dry.items)).toEqual(['would update', 'would update', 'would update']);
    expect((await room.state()).orders.map(({ history }) => history.length)).toEqual([1, 1, 1]);
    expect(outcomes((await update(input, { status })).items)).toEqual(['updated', 'updated', 'updated']);
    const { items } = await update([...input, { identityKey: `shoprenter:${SHOP}:${String(orders[0])}` }], { status });
    expect(outcomes(items)).toEqual(['unchanged', 'unchanged', 'unchanged', 'unchanged']);
    expect((await room.state()).orders.map(({ status: now, history }) => [now, history.length])).toEqual([['despatched', 2], ['despatched', 2], ['despatched', 2]]);
  });

  it('tells apart what each order lacks', async () => {
    const { orders } = await room.seed({ orders: [{ kind: 'plain' }] });
    const status = (await despatched())?.hu;
    const other = { identity: { channel: 'shoprenter', account: 'masodikbolt', id: String(orders[0]) } };
    const { items, errors } = await update([identity(orders[0]), identity('999999'), other, { number: '5' }], { status }, 'continueErrorOutput');
    expect(outcomes(items)).toEqual(['updated']);
    expect(problemsOf(errors).map(({ kind, message }) => `${kind}: ${message}`)).toEqual([
      "refused: Shoprenter has no order '999999'",
      expect.stringContaining("not of the Shoprenter shop 'mintabolt'"),
      "refused: 'Order' has no identity",
    ]);
  });

  it.each(['reset-after-write', 'reset'])('sets a status once where the answer is lost (%s)', async (kind) => {
    const { orders } = await room.seed({ orders: [{ kind: 'plain' }, { kind: 'plain' }] });
    const status = String((await despatched())?.innerId);
    // The first batch is the look-up.
    await update([identity(orders[0])], { status, dryRun: true });
    await room.fault({ kind, match: 'POST /shoprenter/mintabolt/api/batch', skip: 1, times: 1 });
    expect(outcomes((await update(orders.map(identity), { status })).items)).toEqual(['updated', 'updated']);
    expect((await room.state()).orders.map(({ history }) => history.length)).toEqual([2, 2]);
  });
});

describe('attach invoice', () => {
  const attach = async (input: IDataObject[], more: object = {}, onError?: 'continueErrorOutput') =>
    await run(
      await room.vault(),
      'order',
      'attachInvoice',
      {
        order: '={{ $json }}',
        invoiceNumber: '={{ $json.invoice }}',
        invoiceUrl: '={{ $json.url }}',
        documentType: 'normal',
        linkId: '={{ $json.link || "" }}',
        lookForExisting: true,
        dryRun: false,
        ...more,
      },
      input,
      onError,
    );
  const wish = (number: string | undefined, more: object = {}) => ({ ...identity(number), invoice: `E-${String(number)}`, url: `https://billing.example.com/${String(number)}.pdf`, ...more });

  it('puts a link there once, changes it by its ID, and never twice', async () => {
    const { orders } = await room.seed({ orders: [{ kind: 'plain' }, { kind: 'plain' }] });
    const input = orders.map((number) => wish(number));
    expect(outcomes((await attach(input, { dryRun: true })).items)).toEqual(['would create', 'would create']);
    const first = await attach(input);
    expect(outcomes(first.items)).toEqual(['created', 'created']);
    expect(outcomes((await attach(input)).items)).toEqual(['unchanged', 'unchanged']);
    const ids = rowsOf(first.items).map(({ targetId }) => targetId as string);
    expect(outcomes((await attach(input.map((one, at) => ({ ...one, link: ids[at] })), { lookForExisting: false })).items)).toEqual(['unchanged', 'unchanged']);
    const moved = wish(orders[0], { link: ids[0], url: 'https://billing.example.com/new.pdf' });
    expect(outcomes((await attach([moved], { lookForExisting: false })).items)).toEqual(['updated']);
    const found = wish(orders[1], { url: 'https://billing.example.com/newer.pdf' });
    expect(outcomes((await attach([found])).items)).toEqual(['updated']);
    const { invoices } = await room.state();
    expect(invoices.map(({ order, invoicePath }) => [order, invoicePath])).toEqual([
      [orders[0], 'https://billing.example.com/new.pdf'],
      [orders[1], 'https://billing.example.com/newer.pdf'],
    ]);
  });

  it('makes a link anew where the remembered one is gone, and one for each document', async () => {
    const { orders } = await room.seed({ orders: [{ kind: 'plain' }] });
    expect(outcomes((await attach([wish(orders[0], { link: 'b3JkZXJJbnZvaWNlLWlkPTk5' })], { lookForExisting: false })).items)).toEqual(['created']);
    expect(outcomes((await attach([wish(orders[0], { invoice: 'D-1' })], { documentType: 'proforma' })).items)).toEqual(['created']);
    expect((await room.state()).invoices).toMatchObject([{ invoiceType: 'normal' }, { invoiceType: 'proforma' }]);
  });

  it.each(['reset-after-write', 'reset'])('is not doubled where the answer is lost (%s)', async (kind) => {
    const { orders } = await room.seed({ orders: [{ kind: 'plain' }, { kind: 'plain' }] });
    await room.fault({ kind, match: 'POST /shoprenter/mintabolt/api/batch', skip: 1, times: 1 });
    expect(outcomes((await attach(orders.map((number) => wish(number)), { lookForExisting: false })).items)).toEqual(['created', 'created']);
    expect((await room.state()).invoices.map(({ order }) => order)).toEqual(orders);
  });

  it('refuses what is no address or has no number, and sends the rest', async () => {
    const { orders } = await room.seed({ orders: [{ kind: 'plain' }] });
    const input = [wish(orders[0]), wish(orders[0], { url: 'javascript:1' }), wish(orders[0], { invoice: '' }), wish('999999')];
    const { items, errors } = await attach(input, {}, 'continueErrorOutput');
    expect(outcomes(items)).toEqual(['created']);
    expect(problemsOf(errors).map(({ kind, message }) => [kind, message])).toEqual([
      ['refused', expect.stringContaining("'Link'")],
      ['refused', expect.stringContaining("'Document Number'")],
      ['refused', "Shoprenter has no order '999999'"],
    ]);
  });
});

describe('push stock', () => {
  const push = async (input: IDataObject[], more: object = {}, onError?: 'continueErrorOutput') =>
    await run(await room.vault(), 'stock', 'push', { stock: '={{ $json }}', warehouse: 'stock1', figure: 'available', onlyDifferences: false, dryRun: false, ...more }, input, onError);
  const stocks = async () => Object.fromEntries((await room.state()).products.map(({ sku, stock1, stock2 }) => [sku, [stock1, stock2]]));
  const SKUS = ['MUG-BLUE-330', 'TEE/RED M', 'LAMP-Ö-40'];

  it.each(['accepted', 'refused', 'refused-in-batch'])('sets one warehouse and leaves the others, by SKU or by ID (%s)', async (answer) => {
    await room.assume({ 'put-by-sku': answer });
    await room.seed({ products: SKUS.map((sku) => ({ sku, stocks: [5, 7] })) });
    const input = [...SKUS.map((sku, index) => ({ sku, available: index })), { sku: 'NOWHERE', available: 3 }];
    const { items, errors } = await push(input, {}, 'continueErrorOutput');
    expect(rowsOf(items)).toMatchObject(SKUS.map((sku, index) => ({ outcome: 'pushed', sku, level: index, warehouse: 'stock1' })));
    expect(problemsOf(errors)).toMatchObject([{ kind: 'refused', code: 'unknown-sku', message: expect.stringContaining("SKU 'NOWHERE'") }]);
    expect(await stocks()).toEqual({ 'MUG-BLUE-330': ['0', '7'], 'TEE/RED M': ['1', '7'], 'LAMP-Ö-40': ['2', '7'] });
    expect(await writes()).toBeLessThanOrEqual(answer === 'accepted' ? 1 : 3);
  });

  it('takes 450 SKUs in three batches', async () => {
    const { products } = await room.seed({ products: 450 });
    await push(products.map((sku) => ({ sku, available: 9 })), { warehouse: 'stock2' });
    expect(await writes()).toBe(3);
    expect(Object.values(await stocks()).every(([, second]) => second === '9')).toBe(true);
  });

  it('writes only differences where that is wanted, and nothing in a dry run', async () => {
    await room.seed({ products: SKUS.map((sku) => ({ sku, stocks: [5, 7] })) });
    const input = [{ sku: 'MUG-BLUE-330', available: 5 }, { sku: 'TEE/RED M', available: 6 }];
    const dry = await push(input, { onlyDifferences: true, dryRun: true });
    expect(rowsOf(dry.items)).toMatchObject([{ outcome: 'unchanged' }, { outcome: 'would push', request: { path: '/batch' } }]);
    expect((await stocks())['TEE/RED M']).toEqual(['5', '7']);
    expect(outcomes((await push(input, { onlyDifferences: true })).items)).toEqual(['unchanged', 'pushed']);
  });

  it('refuses what cannot be stock, and a SKU that comes with two values', async () => {
    await room.seed({ products: SKUS.map((sku) => ({ sku, stocks: [5, 7] })) });
    const input = [
      { sku: SKUS[0], available: 1 },
      { sku: SKUS[0], available: 2 },
      { sku: SKUS[1], physical: 4 },
      { sku: SKUS[2], available: 1.5 },
      { sku: SKUS[2], unlimited: true },
    ];
    const { errors } = await push(input, {}, 'continueErrorOutput');
    expect(problemsOf(errors).map(({ kind }) => kind)).toEqual(Array.from({ length: 5 }, () => 'refused'));
    expect(rowsOf((await push([{ sku: SKUS[1], physical: 4 }, { sku: SKUS[0], available: -3 }], { figure: 'availableElsePhysical' })).items)).toMatchObject([{ level: 4 }, { level: 0 }]);
  });

  it.each(['reset-after-write', 'status-429', 'status-5xx', 'expired-token'])('goes through %s', async (kind) => {
    await room.seed({ products: SKUS.map((sku) => ({ sku, stocks: [5, 7] })) });
    await room.fault({ kind, match: 'batch', times: 1 });
    expect(outcomes((await push(SKUS.map((sku) => ({ sku, available: 2 })))).items)).toEqual(['pushed', 'pushed', 'pushed']);
  });
});

describe('import products', () => {
  const product = (sku: string, more: Partial<Product> = {}): IDataObject =>
    ({
      identity: { channel: 'innvoice', account: 'minta', id: sku },
      sku,
      name: `Termék ${sku}`,
      taxRate: 27,
      prices: [{ kind: 'normal', net: 1000 }],
      categories: [{ path: ['Konyha', 'Új bögrék'] }],
      ...more,
    }) as unknown as IDataObject;
  const imported = async (input: IDataObject[], more: object = {}, onError?: 'continueErrorOutput') =>
    await run(
      await room.vault(),
      'product',
      'import',
      {
        product: '={{ $json }}',
        ifItExists: 'update',
        parts: ['name', 'price', 'groupPrices', 'specials', 'categories', 'tax'],
        missingCategory: 'create',
        unknownGroup: 'refuse',
        language: '',
        dryRun: false,
        ...more,
      },
      input,
      onError,
    );
  const stored = async (sku: string) => (await room.state()).products.find((one) => one.sku === sku);

  it('creates products with missing groups, and the second time changes nothing', async () => {
    const input = [product('UJ-1'), product('UJ-2', { categories: [{ path: ['Konyha'] }] })];
    expect(outcomes((await imported(input, { dryRun: true })).items)).toEqual(['would create', 'would create']);
    expect((await room.state()).products).toEqual([]);
    expect(outcomes((await imported(input)).items)).toEqual(['created', 'created']);
    const { categories } = await room.state();
    const kitchen = categories.find(({ name }) => name === 'Konyha');
    expect(categories.find(({ name }) => name === 'Új bögrék')?.parentId).toBe(kitchen?.innerId);
    expect(await stored('UJ-1')).toMatchObject({ price: '1000.0000', name: 'Termék UJ-1', categories: ['Új bögrék'], taxClassId: 10 });
    await room.forgetRequests();
    expect(outcomes((await imported(input)).items)).toEqual(['unchanged', 'unchanged']);
    // The one batch is the look-up.
    expect(await writes()).toBe(1);
    expect((await room.state()).categories).toEqual(categories);
  });

  it('overwrites only what differs and is wanted', async () => {
    await room.seed({ products: [{ sku: 'MUG-BLUE-330', name: 'Régi név', stocks: [5, 7] }] });
    const before = await stored('MUG-BLUE-330');
    expect(outcomes((await imported([product('MUG-BLUE-330')], { ifItExists: 'leave' })).items)).toEqual(['unchanged']);
    expect(await stored('MUG-BLUE-330')).toEqual(before);
    expect(outcomes((await imported([product('MUG-BLUE-330')], { parts: ['price'] })).items)).toEqual(['updated']);
    expect(await stored('MUG-BLUE-330')).toMatchObject({ price: '1000.0000', names: before?.names, categories: before?.categories, stock: 12 });
    await imported([product('MUG-BLUE-330', { name: 'Új név' })], { parts: ['name'], language: 'hu' });
    const after = await stored('MUG-BLUE-330');
    expect([after?.names['1'], after?.names['2']]).toEqual(['Új név', before?.names['2']]);
  });

  it('writes prices of customer groups and special prices with their dates', async () => {
    const groups = await groupNames();
    const prices = [
      { kind: 'normal', net: 1000 },
      { kind: 'normal', net: 900, group: groups[0] },
      { kind: 'special', net: 800, from: '2026-01-01T00:00:00.000Z', until: '2026-02-01T00:00:00.000Z' },
      { kind: 'special', gross: 889, group: groups[0] },
    ];
    const input = [product('UJ-1', { prices })];
    expect(outcomes((await imported(input)).items)).toEqual(['created']);
    expect(Object.values((await stored('UJ-1'))?.groupPrices ?? {})).toEqual(['900.0000']);
    expect((await stored('UJ-1'))?.specials).toMatchObject([
      { price: '800.0000', dateFrom: '2026-01-01 01:00:00', dateTo: '2026-02-01 01:00:00' },
      { price: '700.0000', groupId: expect.any(Number) },
    ]);
    expect(outcomes((await imported(input)).items)).toEqual(['unchanged']);
    expect(outcomes((await imported([product('UJ-1')])).items)).toEqual(['updated']);
    // Special prices are replaced as a whole; prices of groups that are not given stay.
    expect((await stored('UJ-1'))?.specials).toEqual([]);
    expect(Object.values((await stored('UJ-1'))?.groupPrices ?? {})).toEqual(['900.0000']);
  });

  async function groupNames(): Promise<string[]> {
    const all = [product('X', { prices: [{ kind: 'normal', net: 1, group: 'nope' }] })];
    const { errors } = await imported(all, {}, 'continueErrorOutput');
    expect(problemsOf(errors)).toMatchObject([{ kind: 'refused', message: expect.stringContaining("no customer group 'nope'") }]);
    expect(outcomes((await imported(all, { unknownGroup: 'skip', dryRun: true })).items)).toEqual(['would create']);
    const values = jest.requireActual<{ CUSTOMER_GROUPS: Array<{ innerId: number; name: string }>; DEFAULT_GROUP: number }>('../sandbox/shoprenter/values');
    return values.CUSTOMER_GROUPS.filter(({ innerId }) => innerId !== values.DEFAULT_GROUP).map(({ name }) => name);
  }

  it('refuses one product and writes the others', async () => {
    const input = [product('UJ-1'), product('UJ-2', { taxRate: 19 }), product('UJ-3', { name: undefined }), { sku: 'UJ-4' } as IDataObject];
    const { items, errors } = await imported(input, {}, 'continueErrorOutput');
    expect(outcomes(items)).toEqual(['created']);
    expect(problemsOf(errors).map(({ kind, message }) => [kind, message])).toEqual([
      ['refused', expect.stringContaining('no tax class with 19 %')],
      ['refused', expect.stringContaining('a new product needs a name')],
      ['refused', expect.stringContaining("'UJ-4'")],
    ]);
    const { errors: missing } = await imported([product('UJ-5', { categories: [{ path: ['Sehol'] }] })], { missingCategory: 'refuse' }, 'continueErrorOutput');
    expect(problemsOf(missing)).toMatchObject([{ kind: 'refused', message: expect.stringContaining("no category 'Sehol'") }]);
  });

  it.each(['reset-after-write', 'reset'])('creates once where an answer is lost (%s)', async (kind) => {
    const input = [product('UJ-1'), product('UJ-2')];
    await room.fault({ kind, match: 'categoryExtend', times: 1, method: 'POST' });
    await room.fault({ kind, match: 'POST /shoprenter/mintabolt/api/batch', skip: 1, times: 1 });
    expect(outcomes((await imported(input)).items)).toEqual(['created', 'created']);
    const state = await room.state();
    expect(state.products.map(({ sku }) => sku).sort()).toEqual(['UJ-1', 'UJ-2']);
    expect(state.categories.filter(({ name }) => name === 'Konyha')).toHaveLength(1);
  });
});

it.each(['401', '403'])('names the missing scope and blames no record for it (%s)', async (answer) => {
  await room.assume({ 'missing-scope': answer });
  const { orders } = await room.seed({ orders: [{ kind: 'plain' }] });
  const vault = await room.vault();
  expect(ordersOf((await run(vault, 'order', 'getAll', {})).items)).toHaveLength(1);
  await room.control('POST', 'account', { scopes: ['order.order:read', 'order.status:read', 'store.setting:read'] });
  const fresh = await room.vault({ accessToken: '' });
  const { errors } = await run(fresh, 'order', 'updateStatus', { order: '={{ $json }}', status: '4', dryRun: false }, [identity(orders[0])], 'continueErrorOutput');
  expect(problemsOf(errors)).toMatchObject([{ kind: 'unavailable', nextStep: expect.stringContaining('tick the scopes') }]);
});

it.each(['access_denied', '40101'])('takes a new token where the old one is dead (%s)', async (answer) => {
  await room.assume({ 'dead-token': answer });
  await room.seed({ orders: [{ kind: 'plain' }] });
  const vault = await room.vault();
  await run(vault, 'order', 'getAll', {});
  await room.fault({ kind: 'expired-token', times: 1 });
  expect((await run(vault, 'order', 'getAll', {})).items).toHaveLength(1);
  expect((await room.calls()).token).toBe(2);
});

it.each(['list', 'object'])('reads the answer to a batch of one (%s)', async (answer) => {
  await room.assume({ 'batch-single-entry': answer });
  await room.seed({ products: [{ sku: 'MUG-BLUE-330', stocks: [5] }] });
  const { items } = await run(await room.vault(), 'stock', 'push', { stock: '={{ $json }}', warehouse: 'stock1', figure: 'available', onlyDifferences: false, dryRun: false }, [{ sku: 'MUG-BLUE-330', available: 8 }]);
  expect(rowsOf(items)).toMatchObject([{ outcome: 'pushed', level: 8 }]);
});
