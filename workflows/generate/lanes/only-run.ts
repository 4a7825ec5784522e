import { chain } from '../assemble';
import { wrap } from '../expressions';
import type { Lane } from '../leased-flow';
import { stop, when } from '../nodes';
import { CHECKPOINTS, ensureTable, updateRows, type Where } from '../tables';

/** Longer than a retry of some dozens of records takes; a broken-off one blocks the flow no longer than this. */
const LEASE_MINUTES = 15;

/** Keeps the flow whose records these are from working beside the retry: the retry holds its lease meanwhile. */
export function onlyRun(checkpoints: string, flow: Where): Lane {
  const me = '={{ $execution.id }}';
  const free: Where[] = [flow, { column: 'lease_until', is: 'lt', value: wrap('Date.now()') }];
  const taken = { lease_owner: me, lease_until: wrap(`Date.now() + ${LEASE_MINUTES} * 60000`), page_execution: '' };
  return {
    nodes: [
      { draft: ensureTable('Ensure Checkpoints', CHECKPOINTS), at: [3.4, 1.6] },
      { draft: { ...updateRows('Take Lease', checkpoints, free, taken), executeOnce: true, alwaysOutputData: true }, at: [4.2, 1.6] },
      { draft: { ...when('Taken?', { left: '={{ $json.lease_owner }}', is: 'equals', right: me }), executeOnce: true }, at: [4.2, 2.6] },
      { draft: stop('Busy', 'The flow whose records these are is at work, or has never run. Run this again when it is through.'), at: [5.2, 3.4] },
      // Below everything else, so that n8n works it last.
      { draft: { ...updateRows('Release Lease', checkpoints, [flow, { column: 'lease_owner', value: me }], { lease_until: 0 }), executeOnce: true }, at: [5.2, 2.6] },
    ],
    links: [
      ...chain('Ensure Checkpoints', 'Take Lease', 'Taken?', 'Release Lease'),
      { from: 'Taken?', to: 'Busy', output: 1 },
    ],
    splices: [{ from: 'Ensure Ledger', to: 'Read Dead Letters', first: 'Ensure Checkpoints', last: 'Taken?' }],
  };
}
