import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { Vault } from '../support/n8n';
import { problemsOf, rowsOf, run, UnasRoom } from './support/room';

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

const push = async (levels: IDataObject[], more: INodeParameters = {}) => await run(vault, 'stock', 'push', { stock: '={{ $json }}', ...more }, levels, 'continueErrorOutput');

describe('a bulk call that stops at an error', () => {
  it('is resumed behind it: nothing behind a bad entity is lost, and each costs one call', async () => {
    const { products } = await room.seed({ products: 250 });
    const levels: IDataObject[] = products.map((sku, index) => ({ sku, available: 2000 + index }));
    levels.splice(0, 0, { sku: 'NO-1', available: 1 });
    levels.splice(120, 0, { sku: 'NO-2', available: 1 }, { sku: 'NO-3', available: 1 });
    levels.push({ sku: 'NO-4', available: 1 });
    const { items, errors } = await push(levels);
    expect(items).toHaveLength(250);
    expect(problemsOf(errors).map(({ kind, message }) => [kind, /NO-\d/.exec(message)?.[0]])).toEqual(['NO-1', 'NO-2', 'NO-3', 'NO-4'].map((sku) => ['refused', sku]));
    const { products: stored } = await room.state();
    expect(stored.map(({ stocks }) => stocks[0]?.quantity)).toEqual(products.map((_, index) => 2000 + index));
    // Three full calls for 250, and one more for each that was refused.
    expect((await room.calls())['setStock few']).toBeLessThanOrEqual(3 + 4);
    expect((await room.calls())['getStock list']).toBe(1);
  });

  it('passes over what the shop does not have, where that is wanted', async () => {
    const { products } = await room.seed({ products: 2 });
    const { items, errors } = await push([{ sku: products[0] as string, available: 5 }, { sku: 'NO-1', available: 1 }, { sku: products[1] as string, available: 6 }], { ifNotListed: 'skip' });
    expect(errors).toEqual([]);
    expect(rowsOf(items).map(({ outcome }) => outcome)).toEqual(['pushed', 'skipped', 'pushed']);
  });

  it('where UNAS says ok to unknown SKUs, Only Differences tells them apart', async () => {
    await room.assume({ 'unknown-sku': 'ok' });
    const { products } = await room.seed({ products: 1 });
    const levels = [{ sku: products[0] as string, available: 5 }, { sku: 'NO-1', available: 1 }];
    expect(rowsOf((await push(levels)).items).map(({ outcome }) => outcome)).toEqual(['pushed', 'pushed']);
    const { items, errors } = await push(levels, { onlyDifferences: true });
    expect(rowsOf(items).map(({ outcome }) => outcome)).toEqual(['unchanged']);
    expect(problemsOf(errors)[0]?.message).toContain('NO-1');
  });

  it('does not go on once UNAS cannot be used, and says of the rest that it was not refused', async () => {
    const { products } = await room.seed({ products: 150 });
    await room.fault({ kind: 'status-5xx', match: 'setStock', skip: 1, times: -1 });
    const { items, errors } = await push(products.map((sku) => ({ sku, available: 7 })));
    expect([items.length, errors.length]).toEqual([100, 50]);
    expect(new Set(problemsOf(errors).map(({ kind }) => kind))).toEqual(new Set(['unavailable']));
  });
});

describe('variants and warehouses', () => {
  it.each(['text', 'value'])('are read and written back to the same place (%s)', async (form) => {
    await room.assume({ 'single-variant': form });
    await room.seed({ products: [{ sku: 'TSHIRT', variants: [{ values: ['S', 'kék'], stock: 10 }, { values: ['M', 'kék'], stock: 4 }] }, { sku: 'MUG', stock: 3, warehouses: { '7000001': 9 } }] });
    const { items } = await run(vault, 'stock', 'getAll', { returnAll: true, warehouse: 'all' });
    const levels = rowsOf(items);
    expect(levels.map(({ sku, location, available }) => [sku, location, available])).toEqual([['TSHIRT', 'main', 10], ['TSHIRT', 'main', 4], ['MUG', 'main', 3], ['MUG', '7000001', 9]]);
    const { errors } = await push(levels.slice(0, 2).map((level) => ({ ...level, available: Number(level.available) + 1 })));
    expect(errors).toEqual([]);
    const [shirt] = (await room.state()).products;
    expect(shirt?.stocks.map(({ quantity }) => quantity)).toEqual([11, 5]);
    await push([{ sku: 'MUG', available: 20 }], { warehouse: '7000001' });
    expect((await room.state()).products[1]?.stocks.map(({ quantity }) => quantity)).toEqual([3, 20]);
    // A plain level of a product with variants has no place to go.
    expect((await push([{ sku: 'TSHIRT', available: 1 }])).errors).toHaveLength(1);
  });

  it('two values for one SKU are refused, the same value twice is one', async () => {
    const { products: [sku = ''] } = await room.seed({ products: 1 });
    expect((await push([{ sku, available: 1 }, { sku, available: 2 }])).errors).toHaveLength(2);
    expect(rowsOf((await push([{ sku, available: 3 }, { sku, available: 3 }])).items).map(({ outcome }) => outcome)).toEqual(['pushed', 'unchanged']);
  });
});
