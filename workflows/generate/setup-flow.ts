/** The flow an operator runs first, by hand: tests both accounts, creates the books, lists what can be picked, shows three records of each direction as a dry run. */
import { assemble, chain, type Link, type Placed } from './assemble';
import { channelNode, manualTrigger, set, stop, when } from './nodes';
import { readMe } from './read-me';
import { API_LOG, CHECKPOINTS, DEAD_LETTERS, ensureTable, LEDGER, RUNS, type Table } from './tables';
import type { ChannelStep, Draft, Flow } from './types';

/** One direction: what would be written. */
export interface Check {
  /** Plural of what is moved, with a capital: it names the nodes. */
  what: string;
  /** Brings the files `sample` reads. */
  files?: Draft;
  /** Reads at most three records. */
  sample: ChannelStep;
  /** Takes `$json` of each sample, with Dry Run on. */
  dryRun: ChannelStep;
  /** Expression part: what to tell of an answer that has neither number nor outcome. */
  words?: string;
}

export interface SetupFlow {
  pair: string;
  title: string;
  summary: string;
  /** Lists that prove an account and show what can be picked, in this order. */
  lists: ChannelStep[];
  /** Lists of accounts that not everybody of the pair has: they ship disabled, and a disabled node hands on what came in. */
  optionalLists?: ChannelStep[];
  /** Whether flows of the pair can write the API log. */
  apiLog?: true;
  checks: Check[];
  steps: string[];
}

const STOP = 'An Account Does Not Work';

const text = (name: string, value: string) => set(name, [{ name: 'result', type: 'string', value }]);

/** A refused record is told like one that would be written; an account that does not work stops the check. */
function checkLane({ what, files, sample, dryRun, words = "($json.number ?? $json.sku ?? '') + ': ' + $json.outcome" }: Check, column: number, row: number): { nodes: Placed[]; links: Link[]; first: string } {
  const any = `Any ${what}?`;
  const told = `What Would Happen: ${what}`;
  const refused = `${what} Refused?`;
  const none = `No ${what} to Show Yet`;
  const found = `Any File of ${what}?`;
  const first = files?.name ?? sample.name;
  return {
    nodes: [
      ...(files
        ? [
            { draft: { ...files, executeOnce: true }, at: [column - 0.1, row] as [number, number] },
            { draft: { ...when(found, { left: '={{ $json.fileName }}', is: 'exists' }), executeOnce: true }, at: [column + 0.5, row] as [number, number] },
          ]
        : []),
      { draft: { ...channelNode(sample), executeOnce: true, alwaysOutputData: true }, at: [column + (files ? 1.1 : 0), row] },
      { draft: when(any, { left: '={{ Object.keys($json).length > 0 }}', is: 'true' }), at: [column + (files ? 1.7 : 1), row] },
      { draft: { ...channelNode(dryRun), onError: 'continueErrorOutput' }, at: [column + 2, row] },
      { draft: when(refused, { left: "={{ $json.error?.kind === 'refused' }}", is: 'true' }), at: [column + 3, row + 0.7] },
      {
        draft: text(
          told,
          `={{ $json.error ? $json.error.message + '. ' + $json.error.nextStep : 'Both accounts work. ' + ${words} + '. Nothing was written.' }}`,
        ),
        at: [column + 4, row],
      },
      { draft: text(none, 'Both accounts work. There is nothing to show right now.'), at: [column + 2, row + 0.8] },
    ],
    first,
    links: [
      ...chain(...(files ? [files.name, found] : []), sample.name, any, dryRun.name, told),
      ...(files ? [{ from: found, to: none, output: 1 }] : []),
      { from: any, to: none, output: 1 },
      { from: dryRun.name, to: refused, output: 1 },
      { from: refused, to: told },
      { from: refused, to: STOP, output: 1 },
    ],
  };
}

const BOOKS: ReadonlyArray<[string, Table]> = [
  ['Ensure Checkpoints', CHECKPOINTS],
  ['Ensure Ledger', LEDGER],
  ['Ensure Dead Letters', DEAD_LETTERS],
  ['Ensure Runs', RUNS],
];

export function setupFlow({ pair, title, summary, lists, optionalLists = [], apiLog, checks, steps }: SetupFlow): Flow {
  const start = 'Run by Hand';
  const books: typeof BOOKS = apiLog ? [...BOOKS, ['Ensure API Log', API_LOG]] : BOOKS;
  const shown = [...lists.map((step) => channelNode(step)), ...optionalLists.map((step) => ({ ...channelNode(step), disabled: true }))];
  const path = [start, ...books.map(([name]) => name), ...shown.map(({ name }) => name)];
  const lanes = checks.map((check, index) => checkLane(check, path.length, 2 * index));
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
        readMe({ title, summary, steps }),
        { draft: manualTrigger(start), at: [0, 0] },
        ...books.map(([name, table], index) => ({ draft: ensureTable(name, table), at: [index + 1, 0] as [number, number] })),
        // An account without anything to list works all the same.
        ...shown.map((draft, index) => ({ draft: { ...draft, executeOnce: true, alwaysOutputData: true }, at: [1 + books.length + index, 0] as [number, number] })),
        ...lanes.flatMap(({ nodes }) => nodes),
        {
          draft: stop(STOP, "={{ $json.error.message ? $json.error.message + ' - ' + $json.error.nextStep : $json.error }}"),
          at: [path.length + 4, 2 * checks.length - 1],
        },
      ],
      links: [
        ...chain(...path),
        ...lanes.map(({ first }) => ({ from: path[path.length - 1] as string, to: first })),
        ...lanes.flatMap(({ links }) => links),
      ],
    }),
  };
}
