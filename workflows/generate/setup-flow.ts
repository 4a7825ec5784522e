/** The flow an operator runs first, by hand: tests both accounts, creates the books, lists what can be picked, shows three records as a dry run. */
import { assemble, chain } from './assemble';
import { channelNode, manualTrigger, set, sticky, when } from './nodes';
import { CHECKPOINTS, DEAD_LETTERS, ensureTable, LEDGER, RUNS } from './tables';
import type { ChannelStep, Flow } from './types';

export interface SetupFlow {
  pair: string;
  title: string;
  summary: string;
  /** Lists that prove an account and show what can be picked, in this order. */
  lists: ChannelStep[];
  /** Reads at most three records. */
  sample: ChannelStep;
  /** Takes `$json` of each sample, with Dry Run on. */
  dryRun: ChannelStep;
  steps: string[];
}

const YELLOW = 1;

export function setupFlow({ pair, title, summary, lists, sample, dryRun, steps }: SetupFlow): Flow {
  const start = 'Run by Hand';
  const books = ['Ensure Checkpoints', 'Ensure Ledger', 'Ensure Dead Letters', 'Ensure Runs'];
  const listNames = lists.map(({ name }) => name);
  const first = 5 + lists.length;
  const text = (name: string, value: string) => set(name, [{ name: 'result', type: 'string', value }]);
  const numbered = steps.map((step, index) => `${index + 1}. ${step}`).join('\n');
  return {
    pair,
    flow: 'check-my-setup',
    summary,
    settings: [],
    template: assemble({
      flow: `${pair}/check-my-setup`,
      title,
      settings: { saveDataSuccessExecution: 'none', saveManualExecutions: true },
      nodes: [
        { draft: sticky('Read Me', `## ${title}\n${summary}\n\n${numbered}`, 620, 420, YELLOW), at: [-3.1, -0.6] },
        { draft: manualTrigger(start), at: [0, 0] },
        ...[CHECKPOINTS, LEDGER, DEAD_LETTERS, RUNS].map((table, index) => ({
          draft: ensureTable(books[index] as string, table),
          at: [index + 1, 0] as [number, number],
        })),
        ...lists.map((step, index) => ({ draft: { ...channelNode(step), executeOnce: true }, at: [5 + index, 0] as [number, number] })),
        { draft: { ...channelNode(sample), executeOnce: true, alwaysOutputData: true }, at: [first, 0] },
        { draft: when('Any Found?', { left: '={{ $json.identity }}', is: 'exists' }), at: [first + 1, 0] },
        { draft: channelNode(dryRun), at: [first + 2, -0.5] },
        {
          draft: text('What Would Happen', "={{ 'Both accounts work. ' + ($json.number ?? '') + ': ' + $json.outcome + '. Nothing was written.' }}"),
          at: [first + 3, -0.5],
        },
        { draft: text('Nothing to Show Yet', 'Both accounts work. There is no record to show right now.'), at: [first + 2, 0.6] },
      ],
      links: [
        ...chain(start, ...books, ...listNames, sample.name, 'Any Found?', dryRun.name, 'What Would Happen'),
        { from: 'Any Found?', to: 'Nothing to Show Yet', output: 1 },
      ],
    }),
  };
}
