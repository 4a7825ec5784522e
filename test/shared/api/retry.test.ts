import fc from 'fast-check';

import { backoffMs, DEFAULT_LIMITS, nextStep, type Attempt } from '../../../nodes/shared/api/retry';
import type { Verdict } from '../../../nodes/shared/api/verdict';

const first: Attempt = { number: 1, waitedMs: 0, renewed: false, safety: 'read' };
const noon = Date.UTC(2026, 0, 5, 12, 0, 0);
const decide = (verdict: Verdict, attempt: Partial<Attempt> = {}) => nextStep(verdict, { ...first, ...attempt }, DEFAULT_LIMITS, noon, 0.5);

describe('the next step after an answer', () => {
  it.each<[string, Verdict, Partial<Attempt>, string]>([
    ['a good answer ends the call', { kind: 'ok' }, {}, 'done'],
    ['throttling is waited out, for writes too', { kind: 'throttled', reason: 'x' }, { safety: 'once' }, 'wait'],
    ['what never arrived is sent again, for writes too', { kind: 'unreached', reason: 'x' }, { safety: 'once' }, 'wait'],
    ['an unclear read is sent again', { kind: 'unclear', reason: 'x' }, { safety: 'read' }, 'wait'],
    ['an unclear repeatable write is sent again', { kind: 'unclear', reason: 'x' }, { safety: 'repeatable' }, 'wait'],
    ['an unclear single write is not', { kind: 'unclear', reason: 'x' }, { safety: 'once' }, 'fail'],
    ['an ended session is renewed', { kind: 'expired', reason: 'x', nextStep: 'y' }, {}, 'renew'],
    ['but only once', { kind: 'expired', reason: 'x', nextStep: 'y' }, { renewed: true }, 'fail'],
    ['a refusal is final', { kind: 'refused', reason: 'x' }, {}, 'fail'],
    ['so is an account that cannot be used', { kind: 'unavailable', cause: 'permission', reason: 'x', nextStep: 'y' }, {}, 'fail'],
    ['tries are counted', { kind: 'throttled', reason: 'x' }, { number: DEFAULT_LIMITS.tries }, 'fail'],
    ['waiting has a limit', { kind: 'throttled', reason: 'x', afterMs: 60_000 }, { waitedMs: 60_000 }, 'fail'],
  ])('%s', (_, verdict, attempt, expected) => {
    expect(decide(verdict, attempt).step).toBe(expected);
  });

  it("follows the vendor's hint to the millisecond", () => {
    expect(decide({ kind: 'throttled', reason: 'x', afterMs: 7_000 })).toEqual({ step: 'wait', ms: 7_000 });
  });

  it('says when to come back, on which quota or network', () => {
    const quota = decide({ kind: 'throttled', reason: 'x', afterMs: 3_600_000 });
    expect(quota).toMatchObject({ step: 'fail', problem: { kind: 'unavailable', cause: 'quota', retryAfterMs: 3_600_000 } });
    expect(quota.step === 'fail' && quota.problem.nextStep).toContain('13:00 UTC');
    expect(decide({ kind: 'unreached', reason: 'x' }, { number: 6 })).toMatchObject({ problem: { cause: 'network' } });
  });

  it('calls the outcome of an unclear single write unknown', () => {
    expect(decide({ kind: 'unclear', reason: 'HTTP 502' }, { safety: 'once' })).toMatchObject({ problem: { kind: 'unknown' } });
  });

  it('backs off longer and longer, between half and all of the step', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (number, random) => {
        const full = Math.min(30_000, 1_000 * 2 ** (number - 1));
        const delay = backoffMs(number, random);
        expect(delay).toBeGreaterThanOrEqual(full / 2);
        expect(delay).toBeLessThanOrEqual(full);
      }),
    );
  });
});
