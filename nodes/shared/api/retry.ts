import type { ProblemDetails } from './problem';
import type { Safety } from './request';
import type { Verdict } from './verdict';

export interface RetryLimits {
  /** Tries in all, the first included. */
  tries: number;
  /** Sum of all waits between the tries of one call, in milliseconds. */
  maxWaitMs: number;
}

export const DEFAULT_LIMITS: RetryLimits = { tries: 6, maxWaitMs: 90_000 };

export type Step =
  | { step: 'done' }
  | { step: 'wait'; ms: number }
  | { step: 'renew' }
  | { step: 'fail'; problem: Omit<ProblemDetails, 'vendor' | 'operation'> };

export interface Attempt {
  /** 1 for the first try. */
  number: number;
  waitedMs: number;
  renewed: boolean;
  safety: Safety;
}

const FIRST_DELAY_MS = 1_000;
const LONGEST_DELAY_MS = 30_000;

/** Exponential with equal jitter (half fixed, half random): spreads siblings without ever hammering. `random` in [0, 1). */
export function backoffMs(tryNumber: number, random: number): number {
  const full = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (tryNumber - 1));
  return Math.round(full / 2 + (full / 2) * random);
}

/** `14:05 UTC`, on which an operator can plan. */
export function clockTime(at: number): string {
  return `${new Date(at).toISOString().slice(11, 16)} UTC`;
}

function giveUp(
  verdict: Extract<Verdict, { kind: 'throttled' | 'unreached' | 'unclear' }>,
  now: number,
  delayMs: number,
): Step {
  const throttled = verdict.kind === 'throttled';
  return {
    step: 'fail',
    problem: {
      kind: 'unavailable',
      cause: throttled ? 'quota' : 'network',
      message: throttled ? `allows no more calls for now (${verdict.reason})` : `could not be reached (${verdict.reason})`,
      nextStep: `Nothing was lost. Come back at ${clockTime(now + delayMs)}; a scheduled run does so by itself.`,
      retryAfterMs: delayMs,
    },
  };
}

/** The next step after one answer: pure, so that every row of the table can be tested without a network. */
export function nextStep(verdict: Verdict, attempt: Attempt, limits: RetryLimits, now: number, random: number): Step {
  switch (verdict.kind) {
    case 'ok':
      return { step: 'done' };
    case 'refused':
      return {
        step: 'fail',
        problem: {
          kind: 'refused',
          message: `refused the request: ${verdict.reason}`,
          nextStep: verdict.nextStep ?? 'Correct the named value where the record comes from, then hand it over again.',
          code: verdict.code,
        },
      };
    case 'unavailable':
      return {
        step: 'fail',
        problem: {
          kind: 'unavailable',
          cause: verdict.cause,
          message: verdict.reason,
          nextStep: verdict.nextStep,
          retryAfterMs: verdict.afterMs,
        },
      };
    case 'expired':
      if (!attempt.renewed) return { step: 'renew' };
      return {
        step: 'fail',
        problem: { kind: 'unavailable', cause: 'credential', message: verdict.reason, nextStep: verdict.nextStep },
      };
    case 'unclear':
      if (attempt.safety === 'once') {
        return {
          step: 'fail',
          problem: {
            kind: 'unknown',
            message: `gave no clear answer to a write (${verdict.reason})`,
            nextStep: 'Look in the vendor\'s own screens whether it arrived before sending it again.',
          },
        };
      }
  }
  const delayMs = verdict.afterMs ?? backoffMs(attempt.number, random);
  if (attempt.number >= limits.tries || attempt.waitedMs + delayMs > limits.maxWaitMs) return giveUp(verdict, now, delayMs);
  return { step: 'wait', ms: delayMs };
}
