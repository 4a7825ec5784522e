import { insertRow } from './tables';
import type { Draft } from './types';

/** The row of a run that has begun. */
export function startRun(runs: string, flow: string, now: string): Draft {
  const none = { read: 0, written: 0, skipped: 0, failed: 0 };
  const begun = { flow, execution_id: '={{ $execution.id }}', status: 'running', started_at: now, finished_at: '', ...none, reason: '', next_step: '' };
  return { ...insertRow('Start Run', runs, begun), executeOnce: true };
}
