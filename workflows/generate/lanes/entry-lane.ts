import { chain } from '../assemble';
import type { Lane, LeasedFlow } from '../leased-flow';
import { errorTrigger, everyMinutes, manualTrigger, settingsNode, when } from '../nodes';
import { CHECKPOINTS, DEAD_LETTERS, ensureTable, LEDGER, RUNS } from '../tables';
import type { Setting } from '../types';

/** What starts the flow, its settings, and the books. */
export function entryLane(definition: LeasedFlow, settings: Setting[]): Lane {
  const every = `Every ${definition.everyMinutes} Minutes`;
  const books = ['Ensure Checkpoints', 'Ensure Ledger', 'Ensure Dead Letters', 'Ensure Runs'];
  return {
    nodes: [
      { draft: everyMinutes(every, definition.everyMinutes), at: [0, 0] },
      { draft: manualTrigger('Run by Hand'), at: [0, 1] },
      { draft: errorTrigger('On Error'), at: [0, 2] },
      { draft: settingsNode(settings), at: [1, 1] },
      { draft: when('Switched On?', { left: '={{ $json.enabled }}', is: 'true' }), at: [1, 5] },
      { draft: ensureTable('Ensure Checkpoints', CHECKPOINTS), at: [2, 5] },
      { draft: ensureTable('Ensure Ledger', LEDGER), at: [3, 5] },
      { draft: ensureTable('Ensure Dead Letters', DEAD_LETTERS), at: [4, 5] },
      { draft: ensureTable('Ensure Runs', RUNS), at: [5, 5] },
      { draft: when('Reporting an Error?', { left: "={{ $('On Error').isExecuted }}", is: 'true' }), at: [6, 5] },
    ],
    links: [
      { from: every, to: 'Settings' },
      { from: 'Run by Hand', to: 'Settings' },
      { from: 'On Error', to: 'Settings' },
      ...chain('Settings', 'Switched On?', ...books, 'Reporting an Error?'),
    ],
  };
}
