import fc from 'fast-check';

import { onlyFresh } from '../../../nodes/shared/sync/seen';

const of = (row: { id: string; at: string }) => ({ key: row.id, updatedAt: row.at });

describe('what a trigger has handed on', () => {
  it('hands each key on once, however the rows are cut into ticks', () => {
    const row = fc.record({ id: fc.constantFrom(...'abcdefgh'), at: fc.constantFrom('2026-01-01', '2026-01-02', '2026-01-03') });
    fc.assert(
      fc.property(fc.array(fc.array(row, { maxLength: 8 }), { maxLength: 8 }), (ticks) => {
        let seen = {};
        const out: string[] = [];
        for (const rows of ticks) {
          const fresh = onlyFresh(rows, seen, of, '');
          ({ seen } = fresh);
          out.push(...fresh.rows.map(({ id }) => id));
        }
        expect(out).toHaveLength(new Set(out).size);
        expect(new Set(out)).toEqual(new Set(ticks.flat().map(({ id }) => id)));
      }),
    );
  });

  it('forgets what lies below every later window, and the oldest above its cap', () => {
    const rows = [
      { id: 'old', at: '2026-01-01' },
      { id: 'mid', at: '2026-01-05' },
      { id: 'new', at: '2026-01-06' },
    ];
    expect(onlyFresh(rows, {}, of, '2026-01-02').seen).toEqual({ mid: '2026-01-05', new: '2026-01-06' });
    expect(onlyFresh(rows, {}, of, '', 1).seen).toEqual({ new: '2026-01-06' });
  });
});
