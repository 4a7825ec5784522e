import type { Outcome } from '../../shared/node/operation';

/** A further item of the same thing has the fate of the one that was worked on. */
export function repeatedOutcome(index: number, worked: Outcome | undefined): Outcome[] {
  if (!worked) return [];
  if ('problem' in worked) return [{ index, problem: worked.problem }];
  const { outcome } = worked.row;
  return [{ index, row: { ...worked.row, outcome: String(outcome).startsWith('would') ? outcome : 'unchanged' } }];
}
