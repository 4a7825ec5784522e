import { wrap, type Expressions } from '../expressions';
import type { Lane } from '../leased-flow';
import { pause, stop, when } from '../nodes';
import { PAGE } from '../page';
import { updateRows, type Where } from '../tables';

/** Below 65 seconds, which n8n waits in memory (n8n.md 5.3). */
const WAIT_SECONDS = 45;
/** Shorter in all than the shortest lease worth setting. */
const TRIES = 5;

export interface Borrowed extends Lane {
  first: string;
  /** Goes on by its first output. */
  taken: string;
  last: string;
}

/**
 * A page that works in another flow's books: it holds that flow's lease from before it looks until it has written. A run
 * of the other flow that starts meanwhile ends at once; one that is at work is waited for.
 */
export function borrowLane(x: Expressions): Borrowed {
  const other: Where = { column: 'flow', value: x.pageBookKey };
  const until = wrap(`Date.now() + ${PAGE}.settings.leaseMinutes * 60000`);
  const once = { executeOnce: true, alwaysOutputData: true };
  const free: Where[] = [other, { column: 'lease_until', is: 'lt', value: x.now }];
  return {
    nodes: [
      {
        draft: { ...updateRows('Borrow Lease', x.pageTable.checkpoints, free, { lease_owner: x.me, lease_until: until, page_execution: '' }), ...once },
        at: [7, 2.2],
      },
      { draft: { ...when('Borrowed?', { left: '={{ $json.lease_owner }}', is: 'equals', right: x.me }), executeOnce: true }, at: [8, 2.2] },
      { draft: when('Wait for It?', { left: wrap(`$runIndex < ${TRIES - 1}`), is: 'true' }), at: [8, 3.2] },
      { draft: pause('Wait for the Other Flow', wrap(String(WAIT_SECONDS))), at: [7, 3.2] },
      { draft: stop('Not Borrowed', 'The flow whose books these are has never run, or was at work all the time. Publish it first; the next run of this one tries again.'), at: [9, 3.2] },
      { draft: { ...updateRows('Give Lease Back', x.pageTable.checkpoints, [other, { column: 'lease_owner', value: x.me }], { lease_until: 0 }), ...once }, at: [18.5, 1.6] },
    ],
    links: [
      { from: 'Borrowed?', to: 'Wait for It?', output: 1 },
      { from: 'Wait for It?', to: 'Wait for the Other Flow' },
      { from: 'Wait for the Other Flow', to: 'Borrow Lease' },
      { from: 'Wait for It?', to: 'Not Borrowed', output: 1 },
      { from: 'Give Lease Back', to: 'Page Result' },
    ],
    first: 'Borrow Lease',
    taken: 'Borrowed?',
    last: 'Give Lease Back',
  };
}
