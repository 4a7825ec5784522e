import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { parseProduct, parseStockLevel, type StockLevel } from '../../nodes/shared/model';
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

type Level = Partial<StockLevel> & { sku: string };

const DE: INodeParameters = { storefronts: ['de'] };
const push = async (levels: Level[], parameters: INodeParameters = DE) =>
  await room.run('stock', 'push', { stock: '={{ $json }}', ...parameters }, levels as unknown as IDataObject[]);
const outcomes = (rows: IDataObject[]) => rows.map(({ outcome }) => outcome);
const offer = async (sku: string) => (await room.offers()).find(({ id_offer }) => id_offer === sku);
const amounts = async (...skus: string[]) => await Promise.all(skus.map(async (sku) => (await offer(sku))?.amount));
const unitOf = async (sku: string, storefront = 'de') => (await offer(sku))?.units.find((unit) => unit.storefront === storefront);
const writes = async () => (await room.requests()).filter(({ method }) => method !== 'GET').length;
const skuOf = (number: number) => `SKU-${String(number).padStart(5, '0')}`;

describe('push', () => {
  it('reads 100 offers and writes 150 amounts per call', async () => {
    await room.seedMore({ products: 320 });
    const levels = Array.from({ length: 320 }, (_, index) => ({ sku: skuOf(index + 1), available: 1000 + index }));
    const { rows, problems } = await push(levels);
    expect(problems).toEqual([]);
    expect(new Set(outcomes(rows))).toEqual(new Set(['pushed']));
    // kaufland.md §9: ⌈332/100⌉ for the cold map, ⌈320/150⌉ for the amounts.
    expect(await room.calls()).toEqual({ 'units.list': 4, 'units.bulk': 3 });
    expect(await amounts(skuOf(1), skuOf(320))).toEqual([1000, 1319]);
  });

  it('writes nothing the second time', async () => {
    const levels = [{ sku: 'MUG-BLUE-330', available: 5 }, { sku: 'CASE-14', available: 6 }];
    expect(outcomes((await push(levels)).rows)).toEqual(['pushed', 'pushed']);
    await room.forgetRequests();
    const { rows } = await push(levels);
    expect(rows).toMatchObject([{ outcome: 'unchanged', sku: 'MUG-BLUE-330', amount: 5, amountBefore: 5 }, { outcome: 'unchanged' }]);
    expect(await writes()).toBe(0);
  });

  it('asks for few SKUs by name where the catalogue is large', async () => {
    await room.seedMore({ products: 400 });
    await push([{ sku: skuOf(390), available: 7 }]);
    expect(await room.calls()).toEqual({ 'units.list': 1, 'units.bulk': 1 });
    await room.forgetRequests();
    await push([{ sku: skuOf(390), available: 8 }, { sku: skuOf(391), available: 9 }]);
    // One page, which shows that asking is cheaper than reading on.
    expect(await room.calls()).toEqual({ 'units.list': 3, 'units.bulk': 1 });
    expect(await amounts(skuOf(390), skuOf(391))).toEqual([8, 9]);
  });

  it('writes an amount once, however many storefronts share it', async () => {
    await push([{ sku: 'MUG-BLUE-330', available: 5 }, { sku: 'TEE/RED M', available: 6 }], {});
    const bulk = (await room.requests()).filter(({ operation }) => operation === 'units.bulk');
    expect(bulk).toHaveLength(1);
    // The first storefront has both: the others are not even read.
    expect(await room.calls()).toEqual({ 'info.storefront': 1, 'units.list': 1, 'units.bulk': 1 });
    expect(await amounts('MUG-BLUE-330', 'TEE/RED M')).toEqual([5, 6]);
  });

  it('finds a SKU on the storefront that has it', async () => {
    const { rows } = await push([{ sku: 'MUG-BLUE-330', available: 5 }, { sku: 'BOOK-DE-1', available: 4 }], { storefronts: ['at', 'DE'] });
    expect(rows.map(({ storefront }) => storefront)).toEqual(['at', 'de']);
    expect(await amounts('MUG-BLUE-330', 'BOOK-DE-1')).toEqual([5, 4]);
  });

  it.each([
    [{ available: 10 }, {}, 10],
    [{ available: 10 }, { buffer: 3 }, 7],
    [{ available: 10 }, { buffer: 30 }, 0],
    [{ available: 10 }, { maximum: 4 }, 4],
    [{ available: 10 }, { buffer: 8, maximum: 4 }, 2],
    [{ available: -3 }, {}, 0],
    [{ available: 2.9 }, {}, 2],
    [{ physical: 10, allocated: 4 }, {}, 6],
    [{ unlimited: true }, {}, 99_999],
    [{ unlimited: true }, { maximum: 20, buffer: 5 }, 20],
    [{ available: 1_000_000 }, {}, 99_999],
  ])('%j with %j is %d', async (level, rules, amount) => {
    const { problems } = await push([{ sku: 'LAMP-Ö-40', ...level }], { ...DE, ...rules });
    expect(problems).toEqual([]);
    expect(await amounts('LAMP-Ö-40')).toEqual([amount]);
  });

  it('never sends a price with an amount, and never a minimum price', async () => {
    const before = await unitOf('MUG-RED-330');
    await push([{ sku: 'MUG-RED-330', available: 5 }]);
    expect(await unitOf('MUG-RED-330')).toEqual(before);
  });

  it('needs more than the pieces on the shelf', async () => {
    const { problems } = await push([{ sku: 'CASE-14', physical: 10 }]);
    expect(problems[0]?.message).toContain("Stock of SKU 'CASE-14': 'available' is missing");
    expect(await writes()).toBe(0);
  });

  it('names an unknown SKU and pushes the rest', async () => {
    const { rows, problems } = await push([{ sku: 'NOSUCH', available: 1 }, { sku: 'CASE-14', available: 9 }]);
    expect(problems).toMatchObject([{ item: 0, kind: 'refused', code: 'unknown-sku', message: "SKU 'NOSUCH' has no offer at Kaufland (DE)" }]);
    expect(outcomes(rows)).toEqual(['pushed']);
  });

  it('judges every row of the answer', async () => {
    await room.fault({ kind: 'refuse', record: '0001234' });
    const { rows, problems } = await push([{ sku: '0001234', available: 1 }, { sku: 'CASE-14', available: 9 }, { sku: 'SOFA-3', available: 2 }]);
    expect(outcomes(rows)).toEqual(['pushed', 'pushed']);
    expect(problems).toMatchObject([{ item: 0, kind: 'refused', message: expect.stringContaining("SKU '0001234' (DE): Kaufland refused the change") }]);
    expect(await amounts('0001234', 'CASE-14', 'SOFA-3')).toEqual([300, 9, 2]);
  });

  it('sends the known price along where amounts alone are refused, and learns it', async () => {
    await room.assume({ 'amount-only-bulk-rows': 'refused' });
    await room.seedMore({ products: 200 });
    const before = await unitOf(skuOf(7));
    const { rows, problems } = await push(Array.from({ length: 200 }, (_, index) => ({ sku: skuOf(index + 1), available: 500 + index })));
    expect(problems).toEqual([]);
    expect(new Set(outcomes(rows))).toEqual(new Set(['pushed']));
    // The first batch twice, the second one with prices at once.
    expect((await room.calls())['units.bulk']).toBe(3);
    expect(await unitOf(skuOf(7))).toEqual(before);
  });

  it('refuses a SKU that comes with two amounts, and takes one that comes twice with the same', async () => {
    const levels = [4, 7].map((available) => ({ sku: 'CASE-14', available }));
    const { problems } = await push(levels);
    expect(problems.map(({ message }) => message)).toEqual(Array(2).fill("SKU 'CASE-14' comes 2 times with different values (amount 4 and 7)"));
    expect(await writes()).toBe(0);
    expect(outcomes((await push([levels[0] as Level, levels[0] as Level])).rows)).toEqual(['pushed', 'unchanged']);
  });

  it('keeps what the books call it', async () => {
    const input = { key: 'linnworks:main:CASE-14', number: 'CASE-14', state: '9', record: { sku: 'CASE-14', available: 9 } };
    const { rows } = await room.run('stock', 'push', { stock: '={{ $json.record }}', ...DE }, [input]);
    expect(rows[0]).toMatchObject({ key: 'linnworks:main:CASE-14', number: 'CASE-14', state: '9', outcome: 'pushed' });
  });

  it.each(['reset-after-write', 'reset', 'truncated-body', 'status-5xx', 'status-429'])('a %s changes nothing in the end', async (kind) => {
    await room.fault({ kind, match: '/units/bulk' });
    const { rows, problems } = await push([{ sku: 'CASE-14', available: 9 }, { sku: 'SOFA-3', available: 2 }]);
    expect(problems).toEqual([]);
    expect(outcomes(rows)).toEqual(['pushed', 'pushed']);
    expect(await amounts('CASE-14', 'SOFA-3')).toEqual([9, 2]);
  });

  it('leaves everything unavailable while Kaufland is down', async () => {
    await room.seedMore({ products: 300 });
    await room.fault({ kind: 'status-5xx', match: '/units/bulk', times: -1 });
    const levels = Array.from({ length: 300 }, (_, index) => ({ sku: skuOf(index + 1), available: 1000 + index }));
    const { rows, problems } = await push(levels);
    expect(rows).toEqual([]);
    expect(new Set(problems.map(({ kind }) => kind))).toEqual(new Set(['unavailable']));
    // Six tries of the first call and none of the second.
    expect((await room.requests()).filter(({ path }) => path.includes('/units/bulk'))).toHaveLength(6);
    await room.clearFaults();
    expect((await push(levels)).rows).toHaveLength(300);
  });

  it('shows a dry run and writes nothing', async () => {
    const { rows } = await push([{ sku: 'CASE-14', available: 9 }, { sku: 'SOFA-3', available: 1 }], { ...DE, dryRun: true });
    expect(outcomes(rows)).toEqual(['would push', 'unchanged']);
    const id = (await unitOf('CASE-14'))?.id_unit;
    expect(rows[0]?.request).toEqual({ method: 'POST', path: '/units/bulk?storefront=de', body: `[{"id_unit":${id},"unit_data":{"amount":9}}]` });
    expect(await writes()).toBe(0);
  });
});

describe('offers without stock', () => {
  const ON_HOLD: INodeParameters = { storefronts: ['de', 'at', 'cz'], whenZero: 'onHold' };
  const states = async () => (await offer('MUG-BLUE-330'))?.units.map(({ storefront, status }) => `${storefront} ${status}`);

  it('go on hold on every storefront and come back with the stock', async () => {
    const gone = await push([{ sku: 'MUG-BLUE-330', available: 0 }], ON_HOLD);
    expect(gone.rows[0]).toMatchObject({ outcome: 'pushed', amount: 0, status: 'ONHOLD' });
    expect(await states()).toEqual(['de ONHOLD', 'at ONHOLD', 'cz ONHOLD']);
    await room.forgetRequests();
    expect(outcomes((await push([{ sku: 'MUG-BLUE-330', available: 0 }], ON_HOLD)).rows)).toEqual(['unchanged']);
    expect(await writes()).toBe(0);
    await push([{ sku: 'MUG-BLUE-330', available: 3 }], ON_HOLD);
    expect(await states()).toEqual(['de AVAILABLE', 'at AVAILABLE', 'cz AVAILABLE']);
    expect(await amounts('MUG-BLUE-330')).toEqual([3]);
  });

  it('stay as they are where only the amount is wanted', async () => {
    await push([{ sku: 'MUG-BLUE-330', available: 0 }], { ...ON_HOLD, whenZero: 'amount' });
    expect(await states()).toEqual(['de AVAILABLE', 'at AVAILABLE', 'cz AVAILABLE']);
    expect(await amounts('MUG-BLUE-330')).toEqual([0]);
  });
});

describe('prices', () => {
  it('go in a call of their own, in the minor unit of the storefront', async () => {
    const { rows } = await push([{ sku: 'MUG-BLUE-330', available: 5 }], { storefronts: ['cz'], price: 349.5 });
    expect(rows[0]).toMatchObject({ outcome: 'pushed', price: 349.5, priceChanged: true });
    expect(await unitOf('MUG-BLUE-330', 'cz')).toMatchObject({ listing_price: 34_950 });
    expect(await unitOf('MUG-BLUE-330', 'de')).toMatchObject({ listing_price: 1299 });
    expect((await room.calls())['units.bulk']).toBe(2);
    await room.forgetRequests();
    expect(outcomes((await push([{ sku: 'MUG-BLUE-330', available: 5 }], { storefronts: ['cz'], price: 349.5 })).rows)).toEqual(['unchanged']);
    expect(await writes()).toBe(0);
  });

  it('that are bad do not hold up the stock', async () => {
    const { problems } = await push([{ sku: 'MUG-BLUE-330', available: 5 }], { ...DE, price: 12.999 });
    expect(problems[0]?.message).toMatch(/Amount 5 is in place, the price is not.*finer than/);
    expect(await amounts('MUG-BLUE-330')).toEqual([5]);
    const several = await push([{ sku: 'MUG-BLUE-330', available: 6 }], { storefronts: ['de', 'cz'], price: 12.99 });
    expect(several.problems[0]?.message).toMatch(/a price belongs to one storefront, and 2 are chosen/);
    expect(await amounts('MUG-BLUE-330')).toEqual([6]);
    expect(await unitOf('MUG-BLUE-330', 'cz')).toMatchObject({ listing_price: 32_475 });
  });
});

describe('get many', () => {
  const read = async (resource: string, parameters: INodeParameters) => await room.run(resource, 'getAll', { storefront: 'de', ...parameters });

  it('reads stock in pages of 100', async () => {
    await room.seedMore({ products: 150 });
    const { rows } = await read('stock', { returnAll: true });
    expect(rows).toHaveLength(162);
    expect(await room.calls()).toEqual({ 'units.list': 2 });
    const mug = parseStockLevel(rows.find(({ sku }) => sku === 'MUG-BLUE-330'));
    const unit = await unitOf('MUG-BLUE-330');
    expect(mug).toMatchObject({ identity: { channel: 'kaufland', account: 'de', id: String(unit?.id_unit) }, available: 40, location: '1201' });
    expect(mug).not.toHaveProperty('physical');
  });

  it('reads products with names, codes and prices', async () => {
    const { rows } = await read('product', { returnAll: true });
    const product = parseProduct(rows.find(({ sku }) => sku === 'ZERO-EAN'));
    expect(product).toMatchObject({ name: 'Notebook A5', gtin: '0200000000011', status: 'active', prices: [{ kind: 'normal', gross: 3.49, currency: 'EUR' }] });
    const koruna = await read('product', { returnAll: true, storefront: 'cz' });
    expect(koruna.rows.find(({ sku }) => sku === 'MUG-BLUE-330')?.prices).toEqual([{ kind: 'normal', gross: 324.75, currency: 'CZK' }]);
  });

  it.each(['stock', 'product'])('of %s keeps to the limit and gives raw rows', async (resource) => {
    expect((await read(resource, { limit: 3 })).rows).toHaveLength(3);
    const { rows } = await read(resource, { limit: 1, output: 'raw' });
    expect(rows[0]).toHaveProperty('id_unit');
    expect((await read(resource, { storefront: '={{ "" }}' })).problems[0]?.message).toBe("'Storefront' is empty");
  });

  it('is the same where storefronts come in capitals', async () => {
    await room.assume({ 'storefront-case': 'upper' });
    const { rows } = await read('stock', { limit: 1 });
    expect(rows[0]?.identity).toMatchObject({ account: 'de' });
  });
});
