/** What uploads from an accounting system need: its catalogue knows neither what the shop sells nor, often, the VAT rate. */
import '../conformance/support/clock';
import type { IDataObject } from 'n8n-workflow';

import { problemsOf, rowsOf, run, ShoprenterRoom } from './support/room';

let room: ShoprenterRoom;
beforeAll(async () => {
  room = await ShoprenterRoom.open();
});
afterAll(async () => {
  await room.close();
});
beforeEach(() => room.reset());

describe('stock of SKUs the shop does not have', () => {
  const push = async (more: object) =>
    await run(
      await room.vault(),
      'stock',
      'push',
      { stock: '={{ $json }}', warehouse: 'stock1', figure: 'available', onlyDifferences: false, dryRun: false, ...more },
      [{ sku: 'MUG-BLUE-330', available: 4 }, { sku: 'NOWHERE', available: 3 }],
      'continueErrorOutput',
    );

  it.each(['accepted', 'refused', 'refused-in-batch'])('is passed over where that is wanted, also as difference and as plan (%s)', async (answer) => {
    await room.assume({ 'put-by-sku': answer });
    await room.seed({ products: [{ sku: 'MUG-BLUE-330', stocks: [5] }] });
    for (const more of [{ onlyDifferences: true, dryRun: true }, {}, { onlyDifferences: true }]) {
      const { items, errors } = await push({ ifNotListed: 'skip', ...more });
      expect(errors).toEqual([]);
      expect(rowsOf(items)[1]).toMatchObject({ outcome: 'skipped', sku: 'NOWHERE', reason: expect.stringContaining("SKU 'NOWHERE'") });
    }
    expect((await room.state()).products.map(({ stock1 }) => stock1)).toEqual(['4']);
  });

  it('is refused otherwise', async () => {
    await room.seed({ products: [{ sku: 'MUG-BLUE-330', stocks: [5] }] });
    const { items, errors } = await push({ ifNotListed: 'refuse' });
    expect(rowsOf(items)).toMatchObject([{ outcome: 'pushed' }]);
    expect(problemsOf(errors)).toMatchObject([{ code: 'unknown-sku' }]);
  });
});

describe('prices with tax and without a rate', () => {
  const product = (sku: string, gross: number): IDataObject =>
    ({ identity: { channel: 'innvoice', account: 'minta', id: sku }, sku, name: sku, prices: [{ kind: 'normal', gross }] }) as unknown as IDataObject;
  const imported = async (input: IDataObject[], rateIfMissing: string) =>
    await run(
      await room.vault(),
      'product',
      'import',
      { product: '={{ $json }}', ifItExists: 'update', parts: ['price', 'tax'], missingCategory: 'create', unknownGroup: 'refuse', rateIfMissing, language: '', dryRun: false },
      input,
      'continueErrorOutput',
    );
  const stored = async (sku: string) => (await room.state()).products.find((one) => one.sku === sku);

  it('are reckoned with the tax class the product has in the shop, which stays', async () => {
    await room.seed({ products: [{ sku: 'BOOK-DE-1' }, { sku: 'MUG-BLUE-330' }] });
    const before = await stored('BOOK-DE-1');
    const input = [product('BOOK-DE-1', 1050), product('MUG-BLUE-330', 1270)];
    const { items, errors } = await imported(input, '27');
    expect(errors).toEqual([]);
    expect(rowsOf(items)).toMatchObject([{ outcome: 'updated' }, { outcome: 'updated' }]);
    expect(await stored('BOOK-DE-1')).toMatchObject({ price: '1000.0000', taxClassId: before?.taxClassId });
    expect(await stored('MUG-BLUE-330')).toMatchObject({ price: '1000.0000' });
    expect(rowsOf((await imported(input, '27')).items)).toMatchObject([{ outcome: 'unchanged' }, { outcome: 'unchanged' }]);
  });

  it('need a rate for new products: the one given, or the product is refused', async () => {
    expect(problemsOf((await imported([product('UJ-1', 1270)], '')).errors)).toMatchObject([{ kind: 'refused', message: expect.stringContaining('without a tax rate') }]);
    expect(rowsOf((await imported([product('UJ-1', 1270)], '27')).items)).toMatchObject([{ outcome: 'created' }]);
    expect(await stored('UJ-1')).toMatchObject({ price: '1000.0000' });
    expect(problemsOf((await imported([product('UJ-2', 1270)], 'sok')).errors)).toMatchObject([{ kind: 'unavailable', message: expect.stringContaining('VAT Rate If Missing') }]);
  });
});
