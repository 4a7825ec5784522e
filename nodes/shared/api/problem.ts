import type { UnavailableCause } from './verdict';

export type ProblemKind =
  /** The vendor or our own checks said no to this one record; others may pass. */
  | 'refused'
  /** Account, quota, network or vendor cannot be used now; no record is to blame. */
  | 'unavailable'
  /** A write was sent, its answer was lost, and reading back could not settle it. */
  | 'unknown';

export interface ProblemDetails {
  kind: ProblemKind;
  /** What happened, naming vendor, item and field. */
  message: string;
  /** What the operator does next. */
  nextStep: string;
  vendor?: string;
  operation?: string;
  /** HTTP status or socket code. */
  status?: string;
  /** The vendor's own word for it. */
  code?: string;
  cause?: UnavailableCause;
  retryAfterMs?: number;
}

/** The one error the shared and channel code raises; the n8n side turns it into n8n's own error classes. */
export class Problem extends Error {
  constructor(readonly details: ProblemDetails) {
    super(details.message);
    this.name = 'Problem';
  }

  /** The same problem told of a named thing, e.g. "Order 'MB7UWLD'". */
  about(subject: string): Problem {
    return new Problem({ ...this.details, message: `${subject}: ${this.details.message}` });
  }
}

export function refused(message: string, nextStep: string, more: Partial<ProblemDetails> = {}): Problem {
  return new Problem({ kind: 'refused', message, nextStep, ...more });
}

/** What the operator set up cannot work, for whichever record: nothing may be blamed on the records. */
export function misconfigured(message: string, nextStep: string): Problem {
  return new Problem({ kind: 'unavailable', cause: 'configuration', message, nextStep });
}

export function isProblem(error: unknown): error is Problem {
  return error instanceof Problem;
}
