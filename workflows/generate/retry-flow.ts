/** Takes refused records up again, by their id: reads each anew at its source and hands it over once more. */
import { assemble, chain, splice, type Link } from './assemble';
import { wrap } from './expressions';
import { letterOf, makesLetter, markStarted, REFUSED, unmark } from './lanes/started';
import { onlyRun } from './lanes/only-run';
import type { Lane } from './leased-flow';
import { channelNode, everyHours, manualTrigger, set, settingsNode, stop, when } from './nodes';
import { readMe } from './read-me';
import { COMMON_SETTINGS, KEPT_EXECUTIONS } from './settings';
import { DEAD_LETTERS, deleteRows, ensureTable, findRows, LEDGER, updateRows, upsertRow, withoutRow, type Where } from './tables';
import type { ChannelStep, Flow, Setting } from './types';

export interface RetryFlow {
  pair: string;
  title: string;
  summary: string;
  /** The flow whose dead letters these are. */
  of: string;
  everyHours: number;
  /** Reads one record by the id in `$json.id`. */
  get: ChannelStep;
  /** Writes `$json.record`. */
  target: ChannelStep;
  /** As in the flow whose dead letters these are. */
  once?: true;
  steps: string[];
  /** Settings the steps ask for beyond those of every retry. */
  settings?: Setting[];
}

const USUAL: Setting[] = [
  ...COMMON_SETTINGS.filter(({ name }) => ['enabled', 'connection'].includes(name)),
  { name: 'atMost', type: 'number', value: 50, meaning: 'How many refused records are tried again in one run' },
];

export function retryFlow(definition: RetryFlow): Flow {
  const { pair, title, summary, of, get, target, once } = definition;
  const flow = 'retry-dead-letters';
  const settings = [...USUAL, ...(definition.settings ?? [])];
  const setting = (name: string) => `$('Settings').first().json.${name}`;
  const key = wrap(`'${pair}/${of}/' + ${setting('connection')}`);
  const table = (node: string) => wrap(`$('${node}').first().json.id`);
  const letters = table('Ensure Dead Letters');
  const thisFlow: Where = { column: 'flow', value: key };
  const thisRecord: Where[] = [thisFlow, { column: 'source_key', value: '={{ $json.key }}' }];
  const every = `Every ${definition.everyHours} Hours`;
  const ledger = table('Ensure Ledger');
  const mark = markStarted({ from: 'Page Item', to: target.name, ledger, flow: key, at: [8, 1.6] });
  const lease = onlyRun(table('Ensure Checkpoints'), thisFlow);
  const guards: Lane = {
    nodes: [
      ...mark.nodes,
      ...lease.nodes,
      // What still says started is a question for a person.
      { draft: withoutRow('Answered Only', ledger, [thisFlow, { column: 'source_key', value: '={{ $json.source_key }}' }]), at: [5.5, 1.4] },
      { draft: unmark(ledger, key), at: [10, 0.4] },
    ],
    links: [...mark.links, ...lease.links, { from: target.name, to: 'Not Started After All', output: 1 }],
    splices: [
      ...mark.splices,
      ...(lease.splices ?? []),
      { from: 'Read Dead Letters', to: 'One Record', first: 'Answered Only', last: 'Answered Only' },
    ],
  };
  const base: Link[] = [
    { from: every, to: 'Settings' },
    { from: 'Run by Hand', to: 'Settings' },
    ...chain('Settings', 'Switched On?', 'Ensure Dead Letters', 'Ensure Ledger', 'Read Dead Letters', 'One Record', get.name, 'Page Item', target.name),
    ...chain(target.name, 'Done?', 'Remember', 'Forget Dead Letter'),
    { from: 'Done?', to: 'Stop Here', output: 1 },
    { from: get.name, to: 'Refused?', output: 1 },
    { from: target.name, to: 'Refused?', output: 1 },
    ...chain('Refused?', 'Count Attempt'),
    { from: 'Refused?', to: 'Stop Here', output: 1 },
  ];
  const found = { ...findRows('Read Dead Letters', letters, [thisFlow]), executeOnce: true };
  return {
    pair,
    flow,
    summary,
    settings,
    template: assemble({
      flow: `${pair}/${flow}`,
      title,
      settings: KEPT_EXECUTIONS,
      nodes: [
        readMe({ title, summary, steps: definition.steps, settings }),
        { draft: everyHours(every, definition.everyHours), at: [0, 0] },
        { draft: manualTrigger('Run by Hand'), at: [0, 1] },
        { draft: settingsNode(settings), at: [1, 0.5] },
        { draft: when('Switched On?', { left: '={{ $json.enabled }}', is: 'true' }), at: [2, 0.5] },
        { draft: ensureTable('Ensure Dead Letters', DEAD_LETTERS), at: [3, 0.5] },
        { draft: ensureTable('Ensure Ledger', LEDGER), at: [4, 0.5] },
        { draft: { ...found, parameters: { ...found.parameters, limit: wrap(setting('atMost')) } }, at: [5, 0.5] },
        {
          // The id is the last part of the key, in which only % and : are escaped.
          draft: set('One Record', [
            { name: 'key', type: 'string', value: '={{ $json.source_key }}' },
            { name: 'number', type: 'string', value: '={{ $json.number }}' },
            { name: 'state', type: 'string', value: 'done' },
            ...(once ? [{ name: 'told', type: 'string' as const, value: '={{ $json.told }}' }] : []),
            { name: 'attempts', type: 'number', value: '={{ $json.attempts }}' },
            { name: 'id', type: 'string', value: "={{ $json.source_key.split(':')[2].replaceAll('%3A', ':').replaceAll('%25', '%') }}" },
          ]),
          at: [6, 0.5],
        },
        { draft: { ...channelNode(get), onError: 'continueErrorOutput' }, at: [7, 0.5] },
        {
          draft: set('Page Item', [
            ...['key', 'number', 'state', ...(once ? ['told'] : [])].map((name) => ({ name, type: 'string' as const, value: `={{ $('One Record').item.json.${name} }}` })),
            { name: 'attempts', type: 'number', value: "={{ $('One Record').item.json.attempts }}" },
            { name: 'record', type: 'object', value: '={{ $json }}' },
          ]),
          at: [8, 0],
        },
        { draft: { ...channelNode(target), onError: 'continueErrorOutput' }, at: [9, 0] },
        { draft: when('Done?', { left: '={{ $json.outcome }}', is: 'exists' }), at: [10, -0.4] },
        {
          draft: upsertRow('Remember', ledger, thisRecord, {
            flow: key,
            source_key: '={{ $json.key }}',
            target_id: '={{ $json.targetId }}',
            state: '={{ $json.state }}',
            outcome: '={{ $json.outcome }}',
            number: '={{ $json.number }}',
            ...target.remember,
          }),
          at: [11, -0.4],
        },
        { draft: deleteRows('Forget Dead Letter', letters, [thisFlow, { column: 'source_key', value: '={{ $json.source_key }}' }]), at: [12, -0.4] },
        { draft: when('Refused?', { left: makesLetter(once), is: 'true' }), at: [10, 1] },
        {
          draft: updateRows('Count Attempt', letters, thisRecord, {
            attempts: '={{ $json.attempts + 1 }}',
            last_seen: wrap('new Date().toISOString()'),
            reason: '={{ $json.error.message }}',
            ...letterOf(target, once, '$json.error', '$json.number'),
            ...(once ? { told: wrap(`$json.error.kind === '${REFUSED}' ? $json.told : ''`) } : {}),
          }),
          at: [11, 0.8],
        },
        {
          draft: stop('Stop Here', "={{ $json.error ? $json.error.message + ' - ' + $json.error.nextStep : 'The target gave back items without an outcome. Update the package n8n-nodes-channel-sync.' }}"),
          at: [11, 1.8],
        },
        ...(once ? guards.nodes : []),
      ],
      links: once ? (guards.splices ?? []).reduce(splice, [...base, ...guards.links]) : base,
    }),
  };
}
