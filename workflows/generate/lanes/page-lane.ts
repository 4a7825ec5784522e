import { chain } from '../assemble';
import { wrap, type Expressions } from '../expressions';
import type { Lane, LeasedFlow } from '../leased-flow';
import { append, calledBySelf, channelNode, email, postJson, set, splitOut, stop, when, type InputType } from '../nodes';
import { deleteRows, findRows, insertRow, updateRows, upsertRow, withoutRow, type Where } from '../tables';
import { ledgerGate, sweepGate } from './gates';
import { LEASE_LOST, TOTALS } from './lease-lane';

const entry = "$('Page of Work').first().json";

/** Outcomes of items for which nothing had to be written. */
const IDLE = "['unchanged', 'skipped']";

const countOf = (node: string, filter = ''): string => `($('${node}').isExecuted ? $('${node}').all()${filter}.length : 0)`;

/**
 * One page in a sub-execution of its own: read, drop what the ledger knows, write, enter into the books.
 *
 * Places matter: n8n works the upper branch first, so what was written is remembered before anything stops the run, and
 * known dead letters are counted before new ones are added.
 */
export function pageLane(definition: LeasedFlow, x: Expressions): Lane {
  const { source, target, subject } = definition;
  const thisFlow: Where = { column: 'flow', value: x.pageKey };
  const thisRecord: Where[] = [thisFlow, { column: 'source_key', value: '={{ $json.key }}' }];
  const held: Where[] = [
    thisFlow,
    { column: 'lease_owner', value: wrap(`${entry}.owner`) },
    { column: 'lease_until', is: 'gt', value: x.now },
  ];
  const leaseEnd = wrap(`Date.now() + ${entry}.settings.leaseMinutes * 60000`);
  const settingsInState = (definition.stateSettings ?? []).map((name) => `${entry}.settings.${name}`);
  const state = wrap(['$json.state', ...settingsInState].join(" + ' | ' + "));
  const done: Where[] = [...thisRecord, { column: 'state', value: state }];
  const inputs: Record<string, InputType> = {
    position: 'string',
    owner: 'string',
    settings: 'object',
    tables: 'object',
    ...Object.fromEntries(TOTALS.map((name) => [name, 'number' as const])),
  };
  const readCount = `$('${source.name}').first().json.items.length`;
  const gate = definition.sweep ? sweepGate(definition) : ledgerGate(x, done);
  const tried = countOf(gate.last, '.filter((item) => item.json.key)');
  const failed = `${countOf('Write Dead Letter')} + ${countOf('Count Attempt')} + ${gate.leftOver}`;
  const refusedText = `$('Write Dead Letter').all().length + ' ${subject} refused: ' + $('Write Dead Letter').all().slice(0, 10).map((item) => item.json.number + ' (' + item.json.reason + ')').join('; ')`;

  return {
    nodes: [
      { draft: calledBySelf('Page of Work', inputs), at: [3, 1] },
      {
        // The page's own execution id lets the error run of a failed page find the lease it has to free.
        draft: {
          ...updateRows('Start Page', x.pageTable.checkpoints, held, { page_execution: x.me, lease_until: leaseEnd }),
          alwaysOutputData: true,
        },
        at: [4, 1],
      },
      { draft: when('Lease Valid?', { left: '={{ $json.id }}', is: 'exists' }), at: [5, 1] },
      { draft: stop('Lease Lost', LEASE_LOST), at: [6, 2.2] },
      { draft: channelNode(source), at: [6, 1] },
      { draft: when('Anything?', { left: '={{ $json.items.length > 0 }}', is: 'true' }), at: [7, 1] },
      {
        // Reading may have taken long: the lease is proved again right before anything is written.
        draft: { ...updateRows('Renew Lease', x.pageTable.checkpoints, held, { lease_until: leaseEnd }), alwaysOutputData: true },
        at: [8, 1],
      },
      { draft: { ...when('Still Valid?', { left: '={{ $json.id }}', is: 'exists' }), executeOnce: true }, at: [9, 1] },
      { draft: set('Page Items', [{ name: 'items', type: 'array', value: wrap(`$('${source.name}').first().json.items`) }]), at: [10, 1] },
      { draft: splitOut('Split Page', 'items'), at: [11, 1] },
      ...gate.nodes,
      { draft: when('Anything New?', { left: '={{ $json.key }}', is: 'notEmpty' }), at: [13, 1] },
      { draft: { ...channelNode(target), onError: 'continueErrorOutput' }, at: [14, 1] },
      { draft: when('Done?', { left: '={{ $json.outcome }}', is: 'exists' }), at: [15, 0.4] },
      {
        draft: upsertRow('Remember', x.pageTable.ledger, thisRecord, {
          flow: x.pageKey,
          source_key: '={{ $json.key }}',
          target_id: '={{ $json.targetId }}',
          state,
          outcome: '={{ $json.outcome }}',
          number: '={{ $json.number }}',
        }),
        at: [16, 0.6],
      },
      { draft: deleteRows('Forget Dead Letter', x.pageTable.deadLetters, thisRecord), at: [16, -0.2] },
      { draft: when('Refused?', { left: '={{ $json.error.kind }}', is: 'equals', right: 'refused' }), at: [15, 1.8] },
      { draft: findRows('Known Dead Letters', x.pageTable.deadLetters, thisRecord), at: [16, 1.6] },
      {
        draft: updateRows('Count Attempt', x.pageTable.deadLetters, [thisFlow, { column: 'source_key', value: '={{ $json.source_key }}' }], {
          attempts: '={{ $json.attempts + 1 }}',
          last_seen: x.nowIso,
          reason: "={{ $('Refused?').all().find((item) => item.json.key === $json.source_key).json.error.message }}",
          next_step: "={{ $('Refused?').all().find((item) => item.json.key === $json.source_key).json.error.nextStep }}",
        }),
        at: [17, 1.6],
      },
      { draft: withoutRow('New Dead Letters', x.pageTable.deadLetters, thisRecord), at: [16, 2.6] },
      {
        draft: insertRow('Write Dead Letter', x.pageTable.deadLetters, {
          flow: x.pageKey,
          source_key: '={{ $json.key }}',
          number: '={{ $json.number }}',
          reason: '={{ $json.error.message }}',
          next_step: '={{ $json.error.nextStep }}',
          first_seen: x.nowIso,
          last_seen: x.nowIso,
          attempts: 1,
        }),
        at: [17, 2.6],
      },
      {
        draft: email('E-mail About Refused', `${definition.title}: something was refused`, wrap(`${refusedText} + '. Reasons and next steps: data table channelsync_dead_letters.'`)),
        at: [18, 2.6],
      },
      { draft: { ...when('Alert Address?', { left: wrap(`${entry}.settings.alertUrl`), is: 'notEmpty' }), executeOnce: true }, at: [19, 2.6] },
      {
        draft: postJson(
          'Alert About Refused',
          wrap(`${entry}.settings.alertUrl`),
          wrap(`JSON.stringify({ text: '${definition.title}: ' + ${refusedText} + '. Reasons and next steps: data table channelsync_dead_letters.' })`),
        ),
        at: [20, 2.3],
      },
      {
        // No record is to blame: the run ends here, the position stays, and the next run tries the same page again.
        draft: stop('Stop Here', "={{ $json.error ? $json.error.message + ' - ' + $json.error.nextStep : 'The target gave back items without an outcome. Update the package n8n-nodes-channel-sync.' }}"),
        at: [16, 3.5],
      },
      { draft: append('Join', 3), at: [21, 0.8] },
      {
        draft: {
          ...set('Page Result', [
            { name: 'position', type: 'string', value: wrap(`$('${source.name}').first().json.position`) },
            { name: 'more', type: 'boolean', value: wrap(`$('${source.name}').first().json.more`) },
            { name: 'read', type: 'number', value: wrap(`${entry}.read + ${readCount}`) },
            {
              name: 'written',
              type: 'number',
              value: wrap(`${entry}.written + ${countOf('Remember', `.filter((item) => !${IDLE}.includes(item.json.outcome))`)}`),
            },
            {
              name: 'skipped',
              type: 'number',
              value: wrap(`${entry}.skipped + ${readCount} - ${tried} - (${gate.leftOver}) + ${countOf('Remember', `.filter((item) => ${IDLE}.includes(item.json.outcome))`)}`),
            },
            { name: 'failed', type: 'number', value: wrap(`${entry}.failed + ${failed}`) },
          ]),
          executeOnce: true,
        },
        at: [22, 0.8],
      },
    ],
    links: [
      ...chain('Page of Work', 'Start Page', 'Lease Valid?', source.name, 'Anything?', 'Renew Lease', 'Still Valid?', 'Page Items', 'Split Page', gate.first),
      ...gate.links,
      ...chain(gate.last, 'Anything New?', target.name),
      { from: 'Lease Valid?', to: 'Lease Lost', output: 1 },
      { from: 'Still Valid?', to: 'Lease Lost', output: 1 },
      { from: 'Anything?', to: 'Page Result', output: 1 },
      { from: 'Anything New?', to: 'Page Result', output: 1 },
      ...chain(target.name, 'Done?', 'Remember', 'Join', 'Page Result'),
      { from: 'Done?', to: 'Forget Dead Letter' },
      { from: 'Done?', to: 'Stop Here', output: 1 },
      { from: target.name, to: 'Refused?', output: 1 },
      ...chain('Refused?', 'Known Dead Letters', 'Count Attempt'),
      { from: 'Count Attempt', to: 'Join', input: 1 },
      ...chain('Refused?', 'New Dead Letters', 'Write Dead Letter', 'E-mail About Refused', 'Alert Address?', 'Alert About Refused'),
      { from: 'Alert Address?', to: 'Join', output: 1, input: 2 },
      { from: 'Alert About Refused', to: 'Join', input: 2 },
      { from: 'Refused?', to: 'Stop Here', output: 1 },
    ],
  };
}
