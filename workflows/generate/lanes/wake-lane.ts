import { chain } from '../assemble';
import { wrap, type Expressions } from '../expressions';
import type { Lane, LeasedFlow, OwnWaker, Waker } from '../leased-flow';
import { callSelf, channelNode, pause, when } from '../nodes';
import { PAGE, PAGE_OF_WORK } from '../page';
import { updateRows, type Where } from '../tables';
import type { ChannelStep } from '../types';

const isOwnWaker = (waker: Waker): waker is OwnWaker => 'lane' in waker;

/** Expression part: an event started this run. */
export const wokenUp = (wokenBy: readonly Pick<Waker, 'name'>[]): string => wokenBy.map(({ name }) => `$('${name}').isExecuted`).join(' || ');

/**
 * Events that wake the flow up (design.md 6). Each notes itself on the checkpoint before it looks at the lease: where
 * another run is at work, it ends here, and that run finds the note when it has released its lease and has one more run
 * started. The note is taken away right before reading, so that every event is followed by a read.
 */
export function wakeLane({ wokenBy = [] }: LeasedFlow, x: Expressions): Lane {
  const thisFlow: Where = { column: 'flow', value: x.key };
  const note = (name: string, at: number | string, where: Where[]) => ({
    ...updateRows(name, x.table.checkpoints, where, { woken_at: at }),
    alwaysOutputData: true,
    executeOnce: true,
  });
  const again = `$('${PAGE_OF_WORK}').isExecuted`;
  const own = wokenBy.filter(isOwnWaker).map(({ lane }) => lane);
  const triggers = wokenBy.filter((waker): waker is ChannelStep => !isOwnWaker(waker));
  return {
    nodes: [
      ...own.flatMap(({ nodes }) => nodes),
      ...triggers.map((step, index) => ({ draft: { ...channelNode(step), disabled: true }, at: [0, 3 + index] as [number, number] })),
      { draft: when('Woken Up?', { left: wrap(wokenUp(wokenBy)), is: 'true' }), at: [2, 6] },
      { draft: note('Note Event', x.now, [thisFlow]), at: [3, 6] },
      { draft: when('At Work Already?', { left: '={{ Number($json.lease_until ?? 0) > Date.now() }}', is: 'true' }), at: [4, 6] },
      { draft: pause('Gather Events', wrap(`${again} || ${wokenUp(wokenBy)} ? Math.min(60, ${x.setting('gatherSeconds')}) : 0`)), at: [3, 8] },
      { draft: note('Take Note Away', 0, [thisFlow, { column: 'lease_owner', value: x.me }]), at: [4, 8] },
      { draft: { ...when('Woken Meanwhile?', { left: '={{ Number($json.woken_at ?? 0) > 0 }}', is: 'true' }), executeOnce: true }, at: [11, 6.6] },
      { draft: callSelf('Run Again', { again: { type: 'boolean', value: '={{ true }}' } }, { wait: false }), at: [12, 6.6] },
      { draft: when('Another Run?', { left: wrap(`${PAGE}.again === true`), is: 'true' }), at: [3, 0.2] },
    ],
    links: [
      ...own.flatMap(({ links }) => links),
      ...wokenBy.map(({ name }) => ({ from: name, to: 'Settings' })),
      ...chain('Woken Up?', 'Note Event', 'At Work Already?'),
      { from: 'At Work Already?', to: 'Ensure Ledger', output: 1 },
      ...chain('Gather Events', 'Take Note Away'),
      ...chain('Release Lease', 'Woken Meanwhile?', 'Run Again'),
      { from: 'Another Run?', to: 'Settings' },
    ],
    splices: [
      ...own.flatMap(({ splices = [] }) => splices),
      { from: 'Ensure Checkpoints', to: 'Ensure Ledger', first: 'Woken Up?', last: 'Woken Up?', output: 1 },
      { from: 'Start Run', to: 'First Page', first: 'Gather Events', last: 'Take Note Away' },
      { from: PAGE_OF_WORK, to: 'Start Page', first: 'Another Run?', last: 'Another Run?', output: 1 },
    ],
  };
}
