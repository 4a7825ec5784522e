import { z } from 'zod';

import { refused } from '../../../nodes/shared/api/problem';
import type { Order } from '../../../nodes/shared/model';
import { assuming } from '../../../nodes/shared/node/assuming';
import type { ItemContext, Outcome, RunContext, WriteOperation } from '../../../nodes/shared/node/operation';
import { sampleOrder } from '../model/sample';

const bare: Order = sampleOrder({ currency: undefined, charges: undefined, lines: [{ id: '1', quantity: 1, unitGross: 5 }] });

const item = (options: unknown, order: unknown = bare, index = 0): ItemContext => ({
  index,
  param: <T>(name: string) => ({ order, options })[name] as T,
  file: () => Promise.reject(new Error('no file')),
});

/** An import that takes what it is handed, and what it was handed. */
function importing(answer: (one: ItemContext) => Outcome = ({ index }) => ({ index, row: { outcome: 'created' } })) {
  const seen: unknown[] = [];
  const operation: WriteOperation = assuming({
    kind: 'write',
    value: 'import',
    name: 'Import',
    action: 'Import orders',
    description: '',
    fields: [],
    takes: { kind: 'order', field: 'order', holds: () => [] },
    output: z.object({ outcome: z.string() }),
    run: (_run, items) => {
      seen.push(...items.map((one) => one.param('order')));
      return Promise.resolve(items.map(answer));
    },
  });
  return { seen, run: async (...items: ItemContext[]) => await operation.run({} as RunContext, items) };
}

describe('assuming', () => {
  it('hands the filled order on and names what it filled in', async () => {
    const { seen, run } = importing();
    const outcomes = await run(item({ currencyIfMissing: ' gbp ', vatRateIfMissing: '5,5' }), item({}, bare, 1));
    expect(outcomes).toEqual([{ index: 0, row: { outcome: 'created', assumed: ['currency GBP', 'vatRate 5.5'] } }, { index: 1, row: { outcome: 'created' } }]);
    expect(seen).toEqual([{ ...bare, currency: 'GBP', lines: [{ id: '1', quantity: 1, unitGross: 5, taxRate: 5.5 }] }, bare]);
  });

  it('names nothing of what was not written', async () => {
    const unchanged = importing(({ index }) => ({ index, row: { outcome: 'unchanged' } }));
    expect(await unchanged.run(item({ currencyIfMissing: 'EUR' }))).toEqual([{ index: 0, row: { outcome: 'unchanged' } }]);
    const problem = refused('no', 'next');
    expect(await importing(({ index }) => ({ index, problem })).run(item({ currencyIfMissing: 'EUR' }))).toEqual([{ index: 0, problem }]);
  });

  it('leaves what is no order to the operation', async () => {
    const { seen, run } = importing();
    await run(item({ currencyIfMissing: 'EUR' }, { lines: 'none' }), item({ currencyIfMissing: 'EUR' }, '{', 1));
    expect(seen).toEqual([{ lines: 'none' }, '{']);
  });

  it.each([
    [{ vatRateIfMissing: 'abc' }, "'VAT Rate If Missing' is 'abc', which is no percentage"],
    [{ vatRateIfMissing: 300 }, "'VAT Rate If Missing' is '300', which is no percentage"],
    [{ vatRateIfMissing: -5 }, "'VAT Rate If Missing' is '-5', which is no percentage"],
    [{ currencyIfMissing: 'Euro' }, "'Currency If Missing' is 'EURO', which is no currency"],
    [{ currencyIfMissing: 'ABC' }, "'Currency If Missing' is 'ABC', which is no currency"],
  ])('stops the run for %j and sends nothing', async (options, message) => {
    const { seen, run } = importing();
    await expect(run(item(options))).rejects.toMatchObject({ message, details: { kind: 'unavailable', cause: 'configuration' } });
    expect(seen).toEqual([]);
  });
});
