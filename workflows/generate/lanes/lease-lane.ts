import { chain } from '../assemble';
import { wrap, type Expressions } from '../expressions';
import type { Lane } from '../leased-flow';
import { callSelf, set, stop, when, type Assignment } from '../nodes';
import { deleteRows, getRows, insertRow, updateRows, type Where } from '../tables';

/** Running totals that travel from page to page. */
export const TOTALS = ['read', 'written', 'skipped', 'failed'] as const;

/** The very first position: an empty one lets the source node begin at Start From, else it begins now. */
const FIRST_POSITION = (setting: Expressions['setting']) =>
  wrap(`${setting('startFrom')} ? '' : JSON.stringify({ v: 1, watermark: new Date().toISOString() })`);

function pageInput(from: string): Assignment[] {
  return [
    { name: 'position', type: 'string', value: wrap(`${from}.position ?? ''`) },
    ...TOTALS.map((name): Assignment => ({ name, type: 'number', value: wrap(`${from}.${name} ?? 0`) })),
  ];
}

/** Takes the lease, works page by page, saves the position behind each page, closes the books. */
export function leaseLane(x: Expressions): Lane {
  const thisFlow: Where = { column: 'flow', value: x.key };
  const mine: Where[] = [thisFlow, { column: 'lease_owner', value: x.me }];
  const { checkpoints, ledger, runs } = x.table;
  const prunable: Where[] = [
    thisFlow,
    { column: 'updatedAt', is: 'lt', value: wrap(`new Date(Date.now() - ${x.setting('keepDays')} * 86400000).toISOString()`) },
  ];
  // Without a run index n8n gives a looped node's latest run, which is the page just done.
  const page = "$('One Page').first().json";

  return {
    nodes: [
      { draft: getRows('Read Checkpoint', checkpoints, [thisFlow]), at: [7, 5] },
      { draft: when('Known?', { left: '={{ $json.id }}', is: 'exists' }), at: [8, 5] },
      { draft: when('Our Own?', { left: '={{ $json.workflow_id }}', is: 'equals', right: '={{ $workflow.id }}' }), at: [9, 4.6] },
      {
        draft: stop(
          'Refuse Second Owner',
          "={{ 'Another workflow (id ' + $json.workflow_id + ') already keeps the books of ' + $json.flow + '. Give this copy another name in Settings > connection. If the other one is gone, delete its row in the data table channelsync_checkpoints.' }}",
        ),
        at: [10, 4.3],
      },
      {
        draft: insertRow('First Run', checkpoints, {
          flow: x.key,
          workflow_id: '={{ $workflow.id }}',
          position: FIRST_POSITION(x.setting),
          lease_owner: '',
          lease_until: 0,
          told_until: 0,
        }),
        at: [9, 5.8],
      },
      {
        draft: updateRows(
          'Take Lease',
          checkpoints,
          [thisFlow, { column: 'workflow_id', value: '={{ $workflow.id }}' }, { column: 'lease_until', is: 'lt', value: x.now }],
          { lease_owner: x.me, lease_until: x.leaseEnd },
        ),
        at: [10, 5.2],
      },
      {
        // Two first runs at once may each have made a row and taken its own; the second look finds the other one.
        draft: {
          ...getRows('Look for Others', checkpoints, [
            thisFlow,
            { column: 'lease_owner', is: 'neq', value: x.me },
            { column: 'lease_until', is: 'gt', value: x.now },
          ]),
          executeOnce: true,
        },
        at: [11, 5.2],
      },
      { draft: when('Somebody Else?', { left: '={{ $json.id }}', is: 'exists' }), at: [12, 5.2] },
      { draft: updateRows('Step Back', checkpoints, mine, { lease_until: 0 }), at: [13, 4.6] },
      {
        draft: insertRow('Start Run', runs, {
          flow: x.key,
          execution_id: x.me,
          status: 'running',
          started_at: x.nowIso,
          finished_at: '',
          read: 0,
          written: 0,
          skipped: 0,
          failed: 0,
          next_step: '',
        }),
        at: [14, 5.4],
      },
      { draft: set('First Page', pageInput("$('Take Lease').first().json")), at: [15, 5.4] },
      {
        draft: callSelf('One Page', {
          position: { type: 'string', value: '={{ $json.position }}' },
          owner: { type: 'string', value: x.me },
          settings: { type: 'object', value: "={{ $('Settings').first().json }}" },
          tables: {
            type: 'object',
            value: wrap(
              "{ checkpoints: $('Ensure Checkpoints').first().json.id, ledger: $('Ensure Ledger').first().json.id, deadLetters: $('Ensure Dead Letters').first().json.id }",
            ),
          },
          ...Object.fromEntries(TOTALS.map((name) => [name, { type: 'number' as const, value: `={{ $json.${name} }}` }])),
        }),
        at: [16, 5.4],
      },
      {
        draft: updateRows('Save Position', checkpoints, mine, { position: '={{ $json.position }}', lease_until: x.leaseEnd }),
        at: [17, 5.4],
      },
      { draft: { ...when('More?', { left: wrap(`${page}.more`), is: 'true' }), executeOnce: true }, at: [18, 5.4] },
      { draft: set('Next Page', pageInput(page)), at: [17, 6.4] },
      {
        draft: updateRows('Finish Run', runs, [{ column: 'execution_id', value: x.me }], {
          status: wrap(`${page}.failed > 0 ? 'partly' : 'success'`),
          finished_at: x.nowIso,
          ...Object.fromEntries(TOTALS.map((name) => [name, wrap(`${page}.${name}`)])),
          next_step: wrap(`${page}.failed > 0 ? 'Look into the data table channelsync_dead_letters.' : ''`),
        }),
        at: [19, 5.4],
      },
      { draft: updateRows('Release Lease', checkpoints, mine, { lease_until: 0, told_until: 0 }), at: [20, 5.4] },
      { draft: { ...deleteRows('Prune Ledger', ledger, prunable), executeOnce: true }, at: [21, 5] },
      { draft: { ...deleteRows('Prune Runs', runs, prunable), executeOnce: true }, at: [21, 5.9] },
    ],
    links: [
      ...chain('Read Checkpoint', 'Known?', 'Our Own?', 'Take Lease', 'Look for Others', 'Somebody Else?', 'Step Back'),
      { from: 'Known?', to: 'First Run', output: 1 },
      { from: 'First Run', to: 'Take Lease' },
      { from: 'Our Own?', to: 'Refuse Second Owner', output: 1 },
      { from: 'Somebody Else?', to: 'Start Run', output: 1 },
      ...chain('Start Run', 'First Page', 'One Page', 'Save Position', 'More?', 'Next Page', 'One Page'),
      { from: 'More?', to: 'Finish Run', output: 1 },
      ...chain('Finish Run', 'Release Lease', 'Prune Ledger'),
      { from: 'Release Lease', to: 'Prune Runs' },
    ],
  };
}
