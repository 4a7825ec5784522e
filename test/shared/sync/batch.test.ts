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

  describe('a vendor that answers HTTP 500', () => {
    const broken = new Problem({ kind: 'unavailable', cause: 'network', vendor: 'Linnworks', message: 'HTTP 500', nextStep: 'wait', status: '500' });

    it('for one record: that one is refused, wherever it stands and whatever the batch size, the others go through', async () => {
      await fc.assert(
        fc.asyncProperty(fc.integer({ min: 2, max: 60 }), fc.integer({ min: 1, max: 20 }), fc.nat(), async (count, size, pick) => {
          const bad = pick % count;
          const written: number[] = [];
          const items = [...Array(count).keys()];
          const settled = await sendInBatches(items, size, async (batch) => {
            if (batch.includes(bad)) throw broken;
            written.push(...batch);
            return batch;
          });
          expect(settled.map(({ item }) => item).sort((a, b) => a - b)).toEqual(items);
          expect(written.sort((a, b) => a - b)).toEqual(items.filter((item) => item !== bad));
          const failed = settled.flatMap((one) => ('problem' in one ? [one] : []));
          expect(failed.map(({ item, problem }) => [item, problem.details.kind])).toEqual([[bad, 'refused']]);
          expect(failed[0]?.problem.message).toBe('HTTP 500, at every try, and took the others');
        }),
      );
    });

    it('for everything: it is down, no record is to blame, and little is sent', async () => {
      await fc.assert(
        fc.asyncProperty(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 20 }), async (count, size) => {
          let calls = 0;
          const items = [...Array(count).keys()];
          const settled = await sendInBatches(items, size, async () => {
            calls++;
            return await Promise.reject(broken);
          });
          expect(settled.map(({ item }) => item).sort((a, b) => a - b)).toEqual(items);
          for (const one of settled) expect('problem' in one && one.problem.details.kind).toBe('unavailable');
          expect(calls).toBeLessThanOrEqual(3);
        }),
      );
    });

    it('from some record on: what was tried last is not blamed', async () => {
      const settled = await sendInBatches([1, 2, 3, 4, 5], 1, async ([item]) => (Number(item) < 3 ? [item] : await Promise.reject(broken)));
      expect(settled.map((one) => ('problem' in one ? one.problem.details.kind : 'sent'))).toEqual(['sent', 'sent', 'unavailable', 'unavailable', 'unavailable']);
    });

    it('with 503: the vendor is down at once', async () => {
      let calls = 0;
      const down503 = new Problem({ ...broken.details, status: '503' });
      await sendInBatches([1, 2, 3], 1, async () => {
        calls++;
        return await Promise.reject(down503);
      });
      expect(calls).toBe(1);
    });
  });

  it('lets a defect of the code through as it is', async () => {
    await expect(sendInBatches([1], 1, async () => await Promise.reject(new TypeError('defect')))).rejects.toThrow(TypeError);
  });

  it('cuts into parts that join to the whole', () => {
    fc.assert(fc.property(fc.array(fc.nat()), fc.integer({ min: 1, max: 9 }), (items, size) => expect(chunk(items, size).flat()).toEqual(items)));
  });
});
