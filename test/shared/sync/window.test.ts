import fc from 'fast-check';

import { parsePosition, readPage, type Position, type WindowRead } from '../../../nodes/shared/sync/window';

interface Row {
  id: number;
  at: number;
}

const OVERLAP_MS = 300_000;

/**
 * A vendor that lists rows changed since `from`, newest first, by offset; rows may show up to `lateMs` after their own
 * time. Its clock is `skewMs` off ours.
 */
function vendor(rows: Row[], skewMs: number, lateMs: number) {
  return (nowMs: () => number, size: number) =>
    async ({ from, cursor }: { from: string; cursor?: number }) => {
      const visible = rows
        .filter(({ at }) => at + lateMs <= nowMs() + skewMs && at >= Date.parse(from))
        .sort((a, b) => b.at - a.at || b.id - a.id);
      const offset = cursor ?? 0;
      const page = visible.slice(offset, offset + size);
      const next = offset + page.length < visible.length ? offset + page.length : undefined;
      return { rows: page, next, serverNow: nowMs() + skewMs };
    };
}

describe('window and watermark', () => {
  const begin = Date.UTC(2026, 0, 1);
  const startFrom = new Date(begin).toISOString();

  it('loses nothing across crashes at any point, ties, late rows and clocks that are off, and repeats only what books recognise', async () => {
    const world = fc.record({
      times: fc.array(fc.integer({ min: 0, max: 7_200_000 }), { maxLength: 60 }),
      pageSize: fc.integer({ min: 1, max: 9 }),
      skewMs: fc.integer({ min: -120_000, max: 120_000 }),
      lateMs: fc.integer({ min: 0, max: 100_000 }),
      // true: the run dies after reading the page and before the position is saved.
      crashes: fc.array(fc.boolean(), { maxLength: 200 }),
      ticks: fc.array(fc.integer({ min: 1, max: 900_000 }), { minLength: 1, maxLength: 20 }),
    });
    await fc.assert(
      fc.asyncProperty(world, async ({ times, pageSize, skewMs, lateMs, crashes, ticks }) => {
        const rows = times.map((offset, id) => ({ id, at: begin + Math.round(offset / 60_000) * 60_000 }));
        const source = vendor(rows, skewMs, lateMs);
        let now = begin + 3_600_000;
        let saved: string = '';
        const handled = new Map<number, number>();
        let crash = 0;
        const run = async () => {
          for (let more = true, guard = 0; more; guard++) {
            expect(guard).toBeLessThan(1_000);
            const parsed = parsePosition<number>(saved);
            if ('invalid' in parsed) throw new Error(parsed.invalid);
            const page = await readPage(parsed.position, { startFrom, overlapMs: OVERLAP_MS, now: () => now }, source(() => now, pageSize));
            for (const row of page.rows) handled.set(row.id, (handled.get(row.id) ?? 0) + 1);
            if (crashes[crash++]) return;
            saved = JSON.stringify(page.position);
            more = page.more;
          }
        };
        for (const tick of ticks) {
          now += tick;
          await run();
        }
        // Long after everything has happened, two runs without a crash.
        crash = Number.POSITIVE_INFINITY;
        now += 24 * 3_600_000;
        await run();
        now += 60_000;
        await run();
        expect(rows.filter(({ id }) => !handled.has(id))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('never moves the watermark back and never past the moment of the first answer', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: -600_000, max: 600_000 }), { minLength: 1, maxLength: 30 }), async (jumps) => {
        let now = begin;
        let position: Position<number> | undefined;
        let before = startFrom;
        for (const jump of jumps) {
          now += jump;
          const page = await readPage<Row, number>(position, { startFrom, overlapMs: OVERLAP_MS, now: () => now }, async () => ({ rows: [], serverNow: now + 5 }));
          expect(page.position.watermark >= before).toBe(true);
          expect(page.position.watermark <= new Date(Math.max(now, Date.parse(before))).toISOString()).toBe(true);
          before = page.position.watermark;
          ({ position } = page);
        }
      }),
    );
  });

  it('keeps the window open, with the ids that wait, until its last page is read', async () => {
    const now = () => begin + 1_000;
    const first = await readPage<Row, string>(undefined, { startFrom, overlapMs: OVERLAP_MS, now }, async () => ({ rows: [{ id: 1, at: 0 }], next: 'p2', waiting: ['A'] }));
    expect(first).toMatchObject({ more: true, position: { watermark: startFrom, window: { from: startFrom, cursor: 'p2' }, waiting: ['A'] } });
    const seen: unknown[] = [];
    const second = await readPage<Row, string>(first.position, { overlapMs: OVERLAP_MS, now }, async (page) => {
      seen.push(page);
      return { rows: [], waiting: [] };
    });
    expect(seen).toEqual([{ from: startFrom, cursor: 'p2', waiting: ['A'] }]);
    expect(second.more).toBe(false);
    expect(second.position).toEqual({ v: 1, watermark: new Date(begin + 1_000).toISOString() });
  });

  it('begins the same window again when the vendor no longer knows the cursor', async () => {
    const asked: Array<{ from: string; cursor?: number }> = [];
    let now = begin;
    const step = async (saved: Position<number> | undefined, answer: WindowRead<number, number>) =>
      await readPage<number, number>(saved, { startFrom, overlapMs: OVERLAP_MS, now: () => (now += 60_000) }, async ({ from, cursor }) => {
        asked.push({ from, cursor });
        return await Promise.resolve(answer);
      });
    const first = await step(undefined, { rows: [1], next: 1, waiting: ['w'] });
    const second = await step(first.position, { rows: [], restart: true });
    expect(second).toMatchObject({ rows: [], more: true, position: { watermark: first.position.watermark, waiting: ['w'] } });
    const third = await step(JSON.parse(JSON.stringify(second.position)) as Position<number>, { rows: [1], next: 1 });
    const last = await step(third.position, { rows: [2] });
    expect(asked).toEqual([{ from: startFrom }, { from: startFrom, cursor: 1 }, { from: startFrom }, { from: startFrom, cursor: 1 }]);
    // The end of the window stays that of its first answer: a later one could pass over what changed in between.
    expect(last.position.watermark).toBe(first.position.window?.to);
    await expect(step(undefined, { rows: [], restart: true })).rejects.toThrow('cannot be begun again');
  });

  it('reaches back by the overlap when it goes on from a position', async () => {
    const froms: string[] = [];
    await readPage<Row, string>({ v: 1, watermark: startFrom }, { overlapMs: OVERLAP_MS, now: () => begin }, async ({ from }) => {
      froms.push(from);
      return { rows: [] };
    });
    expect(froms).toEqual([new Date(begin - OVERLAP_MS).toISOString()]);
  });

  it.each([
    ['[]', 'version'],
    ['nonsense', 'JSON object'],
    ['{"v":2,"watermark":"2026-01-01T00:00:00.000Z"}', 'version'],
    ['{"v":1,"watermark":"yesterday"}', 'watermark'],
    ['{"v":1,"watermark":"2026-01-01T00:00:00.000Z","window":{"from":"x","to":"y"}}', 'window'],
  ])('says what is wrong with the position %s', (text, part) => {
    expect(parsePosition(text)).toEqual({ invalid: expect.stringContaining(part) });
  });
});
