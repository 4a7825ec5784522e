import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { pass } from '../conformance/support/clock';
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

const address = { name: 'Minta Anna', street: 'Fő utca 1.', postcode: '1011', city: 'Budapest', country: 'HU' };
const order = (number: string, more: IDataObject = {}): IDataObject => ({
  identity: { channel: 'kaufland', account: 'de', id: number },
  number,
  status: 'open',
  complete: true,
  placedAt: '2020-03-02T08:14:55.000Z',
  currency: 'HUF',
  pricesIncludeTax: true,
  lines: [{ id: '1', sku: 'MUG', name: 'Mug', quantity: 2, unitGross: 5200, taxRate: 27 }],
  total: { gross: 10400 },
  buyer: { name: 'Minta Anna', email: 'anna@example.com' },
  shippingAddress: address,
  paymentMethod: { name: 'Kaufland' },
  shippingMethod: { name: 'GLS' },
  ...more,
});

const add = async (orders: IDataObject[], more: INodeParameters = {}) => await run(vault, 'order', 'import', { order: '={{ $json }}', status: '', ...more }, orders, 'continueErrorOutput');

describe('orders of another channel', () => {
  it.each(['now', 'given'])('are added once, whichever time UNAS filters by (%s), and nobody is mailed', async (answer) => {
    await room.assume({ 'add-date': answer });
    const orders = Array.from({ length: 120 }, (_, index) => order(`K-${index}`));
    expect(new Set(rowsOf((await add(orders)).items).map(({ outcome }) => outcome))).toEqual(new Set(['created']));
    pass(2 * 86_400_000);
    expect(new Set(rowsOf((await add(orders)).items).map(({ outcome }) => outcome))).toEqual(new Set(['unchanged']));
    const state = await room.state();
    expect(state.orders).toHaveLength(120);
    expect(state.mails).toEqual([]);
    expect(state.orders[0]).toMatchObject({ internalKey: 'kaufland:de:K-0', total: 10400 });
  });

  it('are not doubled where an answer is lost after a part was done', async () => {
    await room.fault({ kind: 'refuse', record: 'K-5' });
    await room.fault({ kind: 'reset-after-write', match: 'setOrder' });
    const { items, errors } = await add(Array.from({ length: 9 }, (_, index) => order(`K-${index}`)));
    expect([items.length, errors.length]).toEqual([8, 1]);
    expect((await room.state()).orders.map(({ internalKey }) => internalKey.split(':')[2]).sort()).toEqual([0, 1, 2, 3, 4, 6, 7, 8].map((one) => `K-${one}`));
  });

  it('bring costs and discounts as items, and tell what does not add up', async () => {
    const [row] = rowsOf(
      (await add([order('K-1', { charges: [{ kind: 'shipping', gross: 1200 }, { kind: 'giftWrap', gross: 300 }], discounts: [{ kind: 'coupon', scope: 'order', gross: 500 }], total: { gross: 11500 } })], { paymentId: '3001' })).items,
    );
    expect(row).toMatchObject({ outcome: 'created', totalDifference: -100 });
    const [stored] = (await room.state()).orders;
    expect(stored?.items.map(({ sku, gross }) => [sku, gross])).toEqual([['MUG', 5200], ['shipping-cost', 1200], ['handel-cost', 300], ['discount-amount', -500]]);
    expect(stored?.total).toBe(11400);
  });

  it('that lack something, are held back or cancelled stay out, and name why', async () => {
    const { errors } = await add([
      order('K-1', { lines: [{ id: '1', quantity: 1, unitGross: 100, taxRate: 27 }] }),
      order('K-2', { holds: [{ kind: 'fraudCheck' }] }),
      order('K-3', { status: 'cancelled' }),
      order('K-4', { shippingAddress: { ...address, postcode: undefined } as IDataObject }),
    ]);
    expect(problemsOf(errors).map(({ message }) => /K-\d.*?(sku|held back|cancelled|postcode)/.exec(message)?.[1])).toEqual(['sku', 'held back', 'cancelled', 'postcode']);
    expect((await room.state()).orders).toEqual([]);
  });
});

describe('products', () => {
  const product = (more: IDataObject = {}): IDataObject => ({ identity: { channel: 'innvoice', account: 'm', id: 'MUG' }, sku: 'MUG', name: 'Bögre', prices: [{ kind: 'normal', gross: 1270 }], ...more });
  const put = async (one: IDataObject, more: INodeParameters = {}) => await run(vault, 'product', 'import', { product: '={{ $json }}', ifItExists: 'update', ...more }, [one], 'continueErrorOutput');
  const pricesOf = async () => Object.fromEntries(((await room.state()).products[0]?.prices ?? []).map(({ type, group, gross, end }) => [`${type}${group ?? ''}`, end ? `${gross} until ${end}` : gross]));

  it.each(['merged', 'replaced'])('keep every price that is not given, whether lists of prices are %s', async (answer) => {
    await room.assume({ 'prices-modify': answer });
    await room.seed({ products: [{ sku: 'MUG', name: 'Bögre', gross: 1000, group: { id: '100', gross: 900 }, sale: { gross: 800, end: '2099.01.31' } }] });
    await put(product(), { parts: ['price'] });
    expect(await pricesOf()).toEqual({ normal: '1270', sale: '800 until 2099.01.31', special100: '900' });
    await put(product({ prices: [{ kind: 'normal', gross: 1270 }, { kind: 'normal', gross: 700, group: '200' }] }), { parts: ['groupPrices'] });
    expect(await pricesOf()).toEqual({ normal: '1270', sale: '800 until 2099.01.31', special100: '900', special200: '700' });
  });

  it('end a sale that is not given any more, and change nothing the second time', async () => {
    await room.seed({ products: [{ sku: 'MUG', name: 'Bögre', gross: 1270, sale: { gross: 800 } }] });
    expect(rowsOf((await put(product())).items)[0]?.outcome).toBe('updated');
    const ended = (await room.state()).products[0]?.prices.find(({ type }) => type === 'sale')?.end ?? '';
    expect(ended < new Date(Date.now()).toISOString().slice(0, 10).replace(/-/g, '.')).toBe(true);
    await room.forgetRequests();
    expect(rowsOf((await put(product())).items)[0]?.outcome).toBe('unchanged');
    expect((await room.calls())['setProduct few']).toBeUndefined();
  });

  it('take the rate of the shop, then the one given, or are refused', async () => {
    await room.seed({ products: [{ sku: 'JUICE-6' }] });
    await put(product({ sku: 'JUICE-6', prices: [{ kind: 'normal', net: 1000 }] }), { parts: ['price'] });
    expect((await room.state()).products[0]).toMatchObject({ vat: '5%', prices: [{ net: '1000', gross: '1050' }] });
    expect(problemsOf((await put(product({ sku: 'NEW' }))).errors)[0]?.message).toContain('VAT rate');
    expect(rowsOf((await put(product({ sku: 'NEW' }), { rateIfMissing: '27' })).items)[0]?.outcome).toBe('created');
    expect(problemsOf((await put(product({ sku: 'NEW', prices: [{ kind: 'normal', gross: 1, group: 'Törzs' }] }), { rateIfMissing: '27' })).errors)[0]?.message).toContain("'Törzs'");
  });

  it('of a list that is cut at a hundred are all read', async () => {
    await room.assume({ 'list-cap': '100' });
    const { products } = await room.seed({ products: 330 });
    const { items } = await run(vault, 'product', 'getAll', { returnAll: true });
    expect(rowsOf(items).map(({ sku }) => sku).sort()).toEqual([...products].sort());
  });
});
