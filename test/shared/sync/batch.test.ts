import fc from 'fast-check';

import { Problem, refused } from '../../../nodes/shared/api/problem';
import { chunk, sendInBatches } from '../../../nodes/shared/sync/batch';

const down = new Problem({ kind: 'unavailable', message: 'down', nextStep: 'wait' });

describe('batches', () => {
  it('settles every record once: the bad refused, the good through, whatever the batch size', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.nat(), { maxLength: 60 }), fc.integer({ min: 1, max: 20 }), fc.nat(7), async (items, size, modulo) => {
        const bad = (item: number) => item % 8 === modulo;
        const written: number[] = [];
        const settled = await sendInBatches(items, size, async (batch) => {
          expect(batch.length).toBeLessThanOrEqual(size);
          if (batch.some(bad)) throw refused('bad record', 'mend it');
          written.push(...batch);
          return batch.map(String);
        });
        expect(settled.map(({ item }) => item).sort()).toEqual([...items].sort());
        for (const one of settled) expect('problem' in one).toBe(bad(one.item));
        expect(written.sort()).toEqual(items.filter((item) => !bad(item)).sort());
      }),
    );
  });

  it('sends nothing more once the vendor is down, and says so for each record not tried', async () => {
    let calls = 0;
    const settled = await sendInBatches([1, 2, 3, 4, 5, 6], 2, async (batch) => {
      calls++;
      if (batch.includes(3)) throw down;
      return batch;
    });
    expect(calls).toBe(2);
    expect(settled.filter((one) => 'problem' in one).map(({ item }) => item)).toEqual([3, 4, 5, 6]);
  });

  it('lets a defect of the code through as it is', async () => {
    await expect(sendInBatches([1], 1, async () => await Promise.reject(new TypeError('defect')))).rejects.toThrow(TypeError);
  });

  it('cuts into parts that join to the whole', () => {
    fc.assert(fc.property(fc.array(fc.nat()), fc.integer({ min: 1, max: 9 }), (items, size) => expect(chunk(items, size).flat()).toEqual(items)));
  });
});
