import { control } from '../clients';
import { startSandbox, type Sandbox } from '../server';
import { shoprenter, type ShoprenterClient } from './client';

type Row = Record<string, unknown> & { id: string; innerId: string };

describe('products of the Shoprenter room', () => {
  let clock = Date.parse('2026-03-02T12:00:00Z');
  let sandbox: Sandbox;
  let client: ShoprenterClient;
  let hu: { id: string };
  let groups: Row[];
  const tick = () => (clock += 1000);
  const assume = (points: Record<string, string>) => control(sandbox).post('shoprenter/assume', points);
  const state = async () => (await control(sandbox).get('shoprenter/state')).data;
  const product = async (sku: string) => (await state()).products.find((one: Row) => one.sku === sku);
  const extended = async (sku: string) => (await client.get(`productExtend?full=1&sku=${encodeURIComponent(sku)}`)).data.items[0];
  const put = (sku: string, body: unknown) => client.put(`productExtend?sku=${encodeURIComponent(sku)}`, body);

  beforeAll(async () => {
    sandbox = await startSandbox({ now: () => clock });
  });
  beforeEach(async () => {
    sandbox.reset();
    client = await shoprenter(sandbox, tick);
    await control(sandbox).post('shoprenter/seed', { products: 12 });
    hu = { id: (await client.get('languages?full=1&code=hu')).data.items[0].id };
    groups = (await client.get('customerGroups?full=1')).data.items;
  });
  afterAll(() => sandbox.close());

  test('shows stock per warehouse as texts, and no sum of them', async () => {
    const [row] = (await client.get('products?full=1&sku=MUG-BLUE-330')).data.items;
    expect(row).toMatchObject({ stock1: '27', stock2: '13', stock3: '0', quantity: '0.0000', price: '4094.4882', status: '1', modelNumber: [] });
    expect((await client.get(`products/${row.id}`)).data.modelNumber).toEqual({});
    expect(row.productDescriptions).toEqual({ href: expect.stringContaining('productDescriptions?productId=') });
    expect((await state()).sync.stock.incoming).toContain('MUG-BLUE-330=40');
  });

  test('finds SKUs with blanks, slashes, pluses and accents', async () => {
    for (const sku of ['TEE/RED M', 'PEN+REFILL', 'LAMP-Ö-40', '0001234']) expect((await extended(sku)).sku).toBe(sku);
    expect((await client.get('products?sku=NOPE&full=1')).data.items).toEqual([]);
  });

  test('filters by day and moment of change', async () => {
    await put('MUG-RED-330', { stock1: '5' });
    const changed = async (query: string) => (await client.get(`productExtend?full=1&${query}`)).data.items.map(({ sku }: Row) => sku);
    const { dateUpdated } = await extended('MUG-RED-330');
    expect(await changed(`updatedAfter=${dateUpdated}`)).toEqual(['MUG-RED-330']);
    expect((await client.get(`products?updatedAfter=${dateUpdated}`)).status).toBe(400);
    expect((await client.get('productExtend?published=0&full=1')).data.items).toEqual([]);
  });

  test('PUT by SKU changes what is sent and leaves the rest', async () => {
    const { status, data } = await put('MUG-RED-330', { stock1: 7, price: '1000' });
    expect([status, data.stock1, data.price]).toEqual([200, '7', '1000.0000']);
    expect(await product('MUG-RED-330')).toMatchObject({ stock1: '7', stock2: '4', name: 'Mug red 330 ml' });
    const unknown = await put('NOPE', { stock1: '1' });
    expect([unknown.status, unknown.data.message]).toEqual([404, 'Product not found with sku: NOPE']);
    expect((await client.put('productExtend', { stock1: '1' })).data.message).toBe('Resource identity is missing.');
    await assume({ 'put-by-sku': 'refused' });
    expect((await put('MUG-RED-330', { stock1: '8' })).status).toBe(400);
    const { id } = await extended('MUG-RED-330');
    expect((await client.put(`products/${id}`, { stock1: '9' })).status).toBe(200);
    expect((await product('MUG-RED-330')).stock1).toBe('9');
  });

  test('emptyBody is ignored here', async () => {
    const { id } = await extended('MUG-RED-330');
    expect((await client.put(`products/${id}?emptyBody=1`, { stock1: '9' })).data.sku).toBe('MUG-RED-330');
  });

  test.each<[string, unknown]>([
    ['a stock in parts', { stock1: '1.5' }],
    ['a price that is none', { price: 'ten' }],
    ['a nested price', { price: { net: 1 } }],
    ['a status that is none', { status: '3' }],
    ['a read-only field', { dateUpdated: '2026-01-01T00:00:00' }],
    ['calculated prices', { productPrices: [] }],
    ['an unknown tax class', { taxClass: { id: 'abc' } }],
    ['a link without id', { taxClass: 'abc' }],
    ['an unknown language', { productDescriptions: [{ name: 'x', language: { id: 'abc' } }] }],
    ['a description without language', { productDescriptions: [{ name: 'x' }] }],
    ['an object for a list', { productCategoryRelations: { category: { id: 'abc' } } }],
    ['a special without a price', { productSpecials: [{ priority: '1' }] }],
    ['a special with a wrong date', { productSpecials: [{ price: '1', dateFrom: '2026.03.02.' }] }],
    ['the SKU of another product', { sku: 'MUG-BLUE-330' }],
    ['an empty SKU', { sku: '' }],
  ])('refuses %s and changes nothing', async (_name, body) => {
    const before = await product('MUG-RED-330');
    expect((await put('MUG-RED-330', body)).status).toBeGreaterThanOrEqual(400);
    expect(await product('MUG-RED-330')).toEqual(before);
  });

  test('a group price cannot be of the default group', async () => {
    const { productPrices } = await extended('MUG-RED-330');
    const usual = productPrices.find(({ customerGroup }: { customerGroup: { default: boolean } }) => customerGroup.default).customerGroup.id;
    const { status, data } = await put('MUG-RED-330', { customerGroupProductPrices: [{ price: '1', customerGroup: { id: usual } }] });
    expect([status, data.message]).toEqual([400, expect.stringContaining('Can not add CustomerGroupPrice to the Default CustomerGroup.')]);
  });

  test('lists are replaced by PUT, added to by POST and cleared by an empty one', async () => {
    const special = { price: '900', dateFrom: '2026-03-01 00:00:00', dateTo: '2026-03-31 23:59:59' };
    const categories = (await client.get('categoryExtend?full=1')).data.items as Row[];
    await put('MUG-RED-330', { productSpecials: [special], productCategoryRelations: [{ category: { id: categories[2].id } }], customerGroupProductPrices: [{ price: '800', customerGroup: { id: groups[0].id } }] });
    expect(await product('MUG-RED-330')).toMatchObject({ specials: [{ price: '900.0000', dateFrom: '2026-03-01 00:00:00' }], categories: ['Egyéb'], groupPrices: { 6: '800' } });
    expect(await extended('MUG-RED-330')).toMatchObject({ productSpecials: [{ price: '900.0000', customerGroup: {} }], customerGroupProductPrices: [{ price: '800' }] });
    await client.post('productExtend?sku=MUG-RED-330', { productSpecials: [special] });
    expect((await product('MUG-RED-330')).specials).toHaveLength(2);
    await put('MUG-RED-330', { productSpecials: [] });
    expect(await product('MUG-RED-330')).toMatchObject({ specials: [], categories: ['Egyéb'] });
    expect((await client.post('productExtend?sku=NOPE', {})).status).toBe(404);
  });

  test('creates with SKU and name, once, and up to the limit of the package', async () => {
    const body = { sku: 'NEW-1', price: '1000', stock1: '3', productDescriptions: [{ name: 'Új', language: hu }], mystery: 1 };
    expect((await client.post('productExtend', { sku: 'NEW-1' })).data.message).toBe('The following fields are required: productDescriptions!');
    expect((await client.post('productExtend', body)).status).toBe(201);
    expect(await product('NEW-1')).toMatchObject({ name: 'Új', stock: 3 });
    expect((await control(sandbox).get('shoprenter/requests')).data.at(-1)).toMatchObject({ operation: 'productExtend.post', ignored: ['mystery'] });
    expect((await client.post('productExtend', body)).status).toBe(409);
    await control(sandbox).post('shoprenter/account', { productLimit: 13 });
    expect((await client.post('productExtend', { ...body, sku: 'NEW-2' })).data.message).toBe('Reached maximum product limit.');
    expect((await client.delete('productExtend?sku=NEW-1')).status).toBe(204);
    expect(await product('NEW-1')).toBeUndefined();
  });

  test('an outer id is the id from then on', async () => {
    const { data } = await client.post('products/MY-ID', { sku: 'NEW-1' });
    expect([data.id, data.href.endsWith('/products/MY-ID')]).toEqual(['MY-ID', true]);
    expect((await client.post('products/MY-ID', { stock1: '4' })).status).toBe(200);
    expect((await client.get('products/MY-ID')).data.stock1).toBe('4');
  });

  test('specials and group prices have resources of their own', async () => {
    const { id } = await extended('MUG-RED-330');
    const made = await client.post('customerGroupProductPrices', { price: '4237.5', customerGroup: { id: groups[0].id }, product: { id } });
    expect(made.status).toBe(201);
    expect((await client.post('customerGroupProductPrices', { price: '1', customerGroup: { id: groups[0].id }, product: { id } })).status).toBe(409);
    expect((await client.put(`customerGroupProductPrices/${encodeURIComponent(made.data.id)}`, { price: '4000' })).data.price).toBe('4000');
    const special = await client.post('productSpecials', { price: '900', product: { id }, customerGroup: { id: groups[2].id } });
    expect((await client.put(`productSpecials/${special.data.id}`, { price: '950' })).data.price).toBe('950.0000');
    expect((await client.get(`productSpecials?full=1&productId=${encodeURIComponent(id)}`)).data.items).toHaveLength(1);
    expect((await client.delete(`productSpecials/${special.data.id}`)).status).toBe(204);
    expect(await product('MUG-RED-330')).toMatchObject({ specials: [], groupPrices: { 6: '4000' } });
  });

  test('new categories take names and a parent', async () => {
    const [parent] = (await client.get('categoryExtend?full=1')).data.items as Row[];
    const made = await client.post('categoryExtend', { categoryDescriptions: [{ name: 'Csészék', language: hu }], parentCategory: { id: parent.id } });
    expect([made.status, made.data.parentCategory.href.endsWith(parent.id)]).toEqual([201, true]);
    expect((await state()).categories.at(-1)).toMatchObject({ name: 'Csészék', parentId: 51 });
    expect((await client.post('categoryExtend', { categoryDescriptions: [{ name: 'x' }] })).status).toBe(400);
    expect((await state()).categories).toHaveLength(4);
    expect((await client.get('categoryDescriptions?full=1&name=Cs%C3%A9sz%C3%A9k')).data.items).toHaveLength(1);
  });

  test('refuses one record when told', async () => {
    await control(sandbox).post('shoprenter/faults', { kind: 'refuse', record: 'MUG-RED-330', message: 'Not this one' });
    expect((await put('MUG-RED-330', { stock1: '1' })).data.message).toBe('Not this one');
    expect((await put('MUG-BLUE-330', { stock1: '1' })).status).toBe(200);
  });
});
