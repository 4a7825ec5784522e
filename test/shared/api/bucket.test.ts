import fc from 'fast-check';

import { createBucket, createBucketRegistry } from '../../../nodes/shared/api/bucket';

/** Most calls that start inside any half-open window of the given length. */
function busiestWindow(starts: number[], windowMs: number): number {
  const sorted = [...starts].sort((a, b) => a - b);
  let most = 0;
  for (let first = 0, last = 0; last < sorted.length; last++) {
    while ((sorted[last] as number) - (sorted[first] as number) >= windowMs) first++;
    most = Math.max(most, last - first + 1);
  }
  return most;
}

const quota = fc.record({
  limit: fc.integer({ min: 1, max: 300 }),
  windowMs: fc.integer({ min: 100, max: 60_000 }),
  burst: fc.option(fc.integer({ min: 1, max: 300 }), { nil: undefined }),
});

describe('the token bucket', () => {
  it('never lets more calls start in any window than the vendor allows, whatever the arrivals, pauses and clock jumps', () => {
    fc.assert(
      fc.property(
        quota,
        fc.constantFrom(1, 0.5, 0.1),
        fc.array(fc.record({ gap: fc.integer({ min: -5_000, max: 20_000 }), pause: fc.option(fc.integer({ min: 0, max: 9_000 }), { freq: 9 }) }), {
          minLength: 1,
          maxLength: 400,
        }),
        (limits, share, arrivals) => {
          const bucket = createBucket(limits, share);
          let now = 1_000_000;
          const starts: number[] = [];
          for (const { gap, pause } of arrivals) {
            now += gap;
            if (pause !== null) bucket.pauseUntil(now + pause);
            const start = bucket.reserve(now);
            expect(start).toBeGreaterThanOrEqual(now);
            starts.push(start);
          }
          expect(busiestWindow(starts, limits.windowMs)).toBeLessThanOrEqual(Math.max(1, Math.floor(limits.limit * share)));
        },
      ),
    );
  });

  it('lets a burst start at once and paces what follows', () => {
    const bucket = createBucket({ limit: 150, windowMs: 60_000, burst: 10 });
    const starts = Array.from({ length: 12 }, () => bucket.reserve(0));
    expect(starts.slice(0, 10)).toEqual(Array(10).fill(0));
    expect(starts[10]).toBeCloseTo(60_000 / 140, -1);
    expect(starts[11]).toBeCloseTo((2 * 60_000) / 140, -1);
  });

  it('starts nothing before the time the vendor named', () => {
    const bucket = createBucket({ limit: 100, windowMs: 1_000 });
    bucket.pauseUntil(5_000);
    expect(bucket.reserve(1_000)).toBe(5_000);
  });

  it('is shared by account and operation', () => {
    const registry = createBucketRegistry();
    const limits = { limit: 2, windowMs: 1_000, burst: 1 };
    const first = registry.bucket('a', 'orders', limits, 1);
    expect(registry.bucket('a', 'orders', limits, 1)).toBe(first);
    expect(registry.bucket('b', 'orders', limits, 1)).not.toBe(first);
    expect(registry.bucket('a', 'stock', limits, 1)).not.toBe(first);
  });
});
