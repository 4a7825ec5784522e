import fc from 'fast-check';

import { offsetStep, readByOffset, readByToken, type OffsetCursor } from '../../../nodes/shared/api/pagers';

const key = (row: number) => String(row);

describe('reading by offset', () => {
  it('yields every row once for any page size', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.integer(), { maxLength: 60 }), fc.integer({ min: 1, max: 25 }), async (list, size) => {
        const rows = await readByOffset(async (offset) => ({ rows: list.slice(offset, offset + size), total: list.length }), key);
        expect(rows).toEqual(list);
      }),
    );
  });

  it('misses no row that stays, while others enter on top, move to the top and leave', async () => {
    const change = fc.oneof(
      fc.record({ kind: fc.constant('enter' as const) }),
      fc.record({ kind: fc.constant('leave' as const), at: fc.nat() }),
      fc.record({ kind: fc.constant('move' as const), at: fc.nat() }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 50 }),
        fc.integer({ min: 1, max: 12 }),
        fc.array(fc.array(change, { maxLength: 4 }), { maxLength: 30 }),
        async (length, size, script) => {
          let list = Array.from({ length }, (_, index) => index);
          let nextId = length;
          const stayed = new Set(list);
          const seen = new Set<number>();
          const perturb = (changes: (typeof script)[number]) => {
            for (const step of changes) {
              if (step.kind === 'enter') list = [nextId++, ...list];
              else if (list.length > 0) {
                const at = step.at % list.length;
                const [row] = list.splice(at, 1) as [number];
                // A row that moves to the top is read again by the next window; this walk owes only rows that stay put.
                stayed.delete(row);
                if (step.kind === 'move') list = [row, ...list];
              }
            }
          };
          let cursor: OffsetCursor | undefined = { offset: 0 };
          for (let round = 0; cursor; round++) {
            const page = { rows: list.slice(cursor.offset, cursor.offset + size), total: list.length };
            const step: ReturnType<typeof offsetStep<number>> = offsetStep(cursor, page);
            step.rows.forEach((row) => seen.add(row));
            cursor = step.next;
            perturb(script[round] ?? []);
            expect(round).toBeLessThan(1_000);
          }
          expect([...stayed].filter((row) => !seen.has(row))).toEqual([]);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('asks for no page more than needed', async () => {
    let calls = 0;
    await readByOffset(async (offset) => {
      calls++;
      return { rows: Array.from({ length: 100 }, (_, index) => offset + index), total: 300 };
    }, key);
    expect(calls).toBe(3);
  });
});

describe('reading by token', () => {
  it('yields every row once, drops repeats, and stops at a page without rows even if it repeats its token', async () => {
    const pages: Record<string, { rows: number[]; next?: string }> = {
      '': { rows: [1, 2], next: 'a' },
      a: { rows: [2, 3], next: 'b' },
      b: { rows: [], next: 'b' },
    };
    expect(await readByToken(async (token) => pages[token ?? ''] as { rows: number[]; next?: string }, key)).toEqual([1, 2, 3]);
  });
});
