import { Problem } from '../api/problem';

/** Two failures in a row, each of other records, are the vendor's and not a record's. */
const FAILURES_IN_A_ROW = 2;

/**
 * The vendor broke over what was sent. Only 500 may be one record's fault: 502, 503 and 504 are said by what stands in
 * front of a vendor that is down.
 */
const isBreakdown = ({ details }: Problem): boolean => details.kind === 'unavailable' && details.status === '500';

/** Tells a record the vendor breaks down over from a vendor that is down, by what becomes of the other records. */
export class Suspects<T> {
  private inARow: Array<readonly T[]> = [];

  private anySuccess = false;

  private isDown = false;

  succeeded(): void {
    this.anySuccess = true;
    this.inARow = [];
  }

  /** True where others are to be tried before this failure is believed to be the vendor's. */
  mayBe(items: readonly T[], problem: Problem): boolean {
    if (!isBreakdown(problem)) return false;
    // A part that fails says no more than the batch it was cut from.
    this.inARow = [...this.inARow.filter((known) => !known.some((item) => items.includes(item))), items];
    this.isDown ||= this.inARow.length >= FAILURES_IN_A_ROW;
    return !this.isDown;
  }

  /** The problem of a record that failed alone: its own once others went through, the vendor's otherwise. */
  verdict(problem: Problem): Problem {
    if (!isBreakdown(problem) || this.isDown || !this.anySuccess) return problem;
    return new Problem({
      ...problem.details,
      kind: 'refused',
      cause: undefined,
      message: `${problem.message}, at every try, and took the others`,
      nextStep: "The vendor breaks down over this record. Look for what is unusual about it, or tell the vendor's support, then hand it over again.",
    });
  }
}
