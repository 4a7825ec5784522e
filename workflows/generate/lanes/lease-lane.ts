import { chain } from '../assemble';
import { wrap, type Expressions } from '../expressions';
import { startRun } from '../start-run';
import type { Lane, LeasedFlow } from '../leased-flow';
import { callSelf, set, stop, when, type Assignment } from '../nodes';
import { loggedTo } from './api-log-lane';
import { ENSURE_BOOK } from './book-lane';
import { endOf, ROW } from './run-end';
import { SKU_MAP_TABLE } from './sku-map-lane';
import { deleteRows, getRows, insertRow, updateRows, type Where } from '../tables';

/** Running totals that travel from page to page. */
export const TOTALS = ['read', 'written', 'skipped', 'failed'] as const;

/** The very first position: an empty one lets the source node begin at Start From, else it begins now. */
const FIRST_POSITION = (setting: Expressions['setting']) =>
  wrap(`${setting('startFrom')} ? '' : JSON.stringify({ v: 1, watermark: new Date().toISOString() })`);


/** A sweep begins anew unless the last one was cut off in the middle of its window. */
const SWEEP_POSITION = wrap(`JSON.parse(${ROW}.position || '{}').window ? ${ROW}.position : ''`);

function pageInput(from: string, several: boolean, position = wrap(`${from}.position ?? ''`)): Assignment[] {
  return [
    { name: 'position', type: 'string', value: position },
    ...TOTALS.map((name): Assignment => ({ name, type: 'number', value: wrap(`${from}.${name} ?? 0`) })),
    ...(several ? [{ name: 'left', type: 'object' as const, value: wrap(`${from}.left ?? {}`) }] : []),
  ];
}

export const LEASE_LOST =
  'This run took longer than its lease, and another run has taken over. Nothing is lost. If it happens again, raise leaseMinutes in Settings.';

/** Takes the lease, works page by page, saves the position behind each page, closes the books. */
export function leaseLane({ target, sweep, wholeList, lookBack, fromFiles, apiLog, book, skuMap }: LeasedFlow, x: Expressions): Lane {
  const isAnew = Boolean(sweep ?? lookBack);
  // A file has no time of change.
  const looksBack = isAnew && !fromFiles;
  const thisFlow: Where = { column: 'flow', value: x.key };
  const mine: Where[] = [thisFlow, { column: 'lease_owner', value: x.me }];
  const { checkpoints, runs } = x.table;
  // Without a run index n8n gives a looped node's latest run, which is the page just done.
  const page = "$('One Page').first().json";
  const end = endOf(target, page);

  return {
    nodes: [
      { draft: getRows('Read Checkpoint', checkpoints, [thisFlow]), at: [10, 5] },
      { draft: when('Known?', { left: '={{ $json.id }}', is: 'exists' }), at: [11, 5] },
      { draft: when('Our Own?', { left: '={{ $json.workflow_id }}', is: 'equals', right: '={{ $workflow.id }}' }), at: [12, 4.6] },
      {
        draft: stop(
          'Refuse Second Owner',
          "={{ 'Another workflow (id ' + $json.workflow_id + ') already keeps the books of ' + $json.flow + '. For other accounts give this copy another name in Settings > connection. If it replaces the other workflow, put ' + $workflow.id + ' into the column workflow_id of that row in the data table channelsync_checkpoints: it goes on where the other one stopped.' }}",
        ),
        at: [13, 4.3],
      },
      {
        draft: insertRow('First Run', checkpoints, {
          flow: x.key,
          workflow_id: '={{ $workflow.id }}',
          position: isAnew || wholeList ? '' : FIRST_POSITION(x.setting),
          lease_owner: '',
          lease_until: 0,
          page_execution: '',
          told_until: 0,
        }),
        at: [12, 5.8],
      },
      {
        draft: {
          ...updateRows(
            'Take Lease',
            checkpoints,
            [thisFlow, { column: 'workflow_id', value: '={{ $workflow.id }}' }, { column: 'lease_until', is: 'lt', value: x.now }],
            { lease_owner: x.me, lease_until: x.leaseEnd, page_execution: '' },
          ),
          alwaysOutputData: true,
        },
        at: [13, 5.2],
      },
      { draft: { ...when('Taken?', { left: '={{ $json.lease_owner }}', is: 'equals', right: x.me }), executeOnce: true }, at: [14, 5.2] },
      { draft: when('By Hand?', { left: "={{ $('Run by Hand').isExecuted }}", is: 'true' }), at: [15, 6] },
      {
        draft: stop(
          'Busy',
          "={{ 'Another run is at work on this flow' + ($('Read Checkpoint').first().json.lease_until ? ' until ' + new Date($('Read Checkpoint').first().json.lease_until).toISOString().slice(11, 16) + ' UTC at the latest' : '') + '. Wait for it, then run again.' }}",
        ),
        at: [16, 6],
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
        at: [15, 5.2],
      },
      { draft: when('Somebody Else?', { left: '={{ $json.id }}', is: 'exists' }), at: [16, 5.2] },
      { draft: updateRows('Step Back', checkpoints, mine, { lease_until: 0 }), at: [17, 4.6] },
      {
        draft: {
          ...deleteRows('Drop Doubles', checkpoints, [...mine, { column: 'id', is: 'gt', value: wrap(`${ROW}.id`) }]),
          alwaysOutputData: true,
          executeOnce: true,
        },
        at: [2, 8],
      },
      {
        // This run holds the lease, so a row that still says running belongs to one that was cut off.
        draft: {
          ...updateRows('Close Cut Off Runs', runs, [thisFlow, { column: 'status', value: 'running' }], {
            status: 'cut off',
            finished_at: x.nowIso,
            reason: 'The run ended without a word, for instance with n8n itself',
            next_step: 'Nothing to do: the next run goes on where it stopped.',
          }),
          alwaysOutputData: true,
          executeOnce: true,
        },
        at: [2, 7],
      },
      {
        draft: startRun(runs, x.key, x.nowIso),
        at: [3, 7],
      },
      { draft: { ...set('First Page', pageInput(ROW, end.several, isAnew ? SWEEP_POSITION : undefined)), executeOnce: true }, at: [4, 7] },
      {
        draft: callSelf('One Page', {
          position: { type: 'string', value: '={{ $json.position }}' },
          owner: { type: 'string', value: x.me },
          settings: {
            type: 'object',
            value: looksBack
              ? wrap(`{ ...$('Settings').first().json, startFrom: new Date(Date.now() - ${x.setting('days')} * 86400000).toISOString() }`)
              : "={{ $('Settings').first().json }}",
          },
          tables: {
            type: 'object',
            value: wrap(
              "{ checkpoints: $('Ensure Checkpoints').first().json.id, ledger: $('Ensure Ledger').first().json.id, deadLetters: $('Ensure Dead Letters').first().json.id" + (apiLog ? `, apiLog: ${loggedTo(x)}` : '') + (book ? `, ${book.field}: $('${ENSURE_BOOK}').first().json.id` : '') + (skuMap ? SKU_MAP_TABLE : '') + ' }',
            ),
          },
          ...Object.fromEntries(TOTALS.map((name) => [name, { type: 'number' as const, value: `={{ $json.${name} }}` }])),
          ...(end.several ? { left: { type: 'object' as const, value: '={{ $json.left }}' } } : {}),
        }),
        at: [5, 7],
      },
      {
        draft: {
          ...updateRows('Save Position', checkpoints, mine, { position: '={{ $json.position }}', lease_until: x.leaseEnd }),
          alwaysOutputData: true,
        },
        at: [6, 7],
      },
      { draft: { ...when('Saved?', { left: '={{ $json.lease_owner }}', is: 'equals', right: x.me }), executeOnce: true }, at: [7, 7] },
      { draft: stop('Lease Taken Over', LEASE_LOST), at: [8, 7.9] },
      { draft: { ...when('More?', { left: wrap(`${page}.more`), is: 'true' }), executeOnce: true }, at: [8, 7] },
      { draft: set('Next Page', pageInput(page, end.several)), at: [6, 8] },
      {
        draft: updateRows('Finish Run', runs, [{ column: 'execution_id', value: x.me }], {
          status: wrap(end.status),
          finished_at: x.nowIso,
          ...Object.fromEntries(TOTALS.map((name) => [name, wrap(`${page}.${name}`)])),
          reason: wrap(end.reason),
          next_step: wrap(end.nextStep),
        }),
        at: [9, 7],
      },
      { draft: { ...updateRows('Release Lease', checkpoints, mine, { lease_until: 0, told_until: end.toldUntil }), executeOnce: true }, at: [10, 7] },
      ...end.nodes,
    ],
    links: [
      ...chain('Read Checkpoint', 'Known?', 'Our Own?', 'Take Lease', 'Taken?', 'Look for Others', 'Somebody Else?', 'Step Back'),
      { from: 'Taken?', to: 'By Hand?', output: 1 },
      { from: 'By Hand?', to: 'Busy' },
      { from: 'Known?', to: 'First Run', output: 1 },
      { from: 'First Run', to: 'Take Lease' },
      { from: 'Our Own?', to: 'Refuse Second Owner', output: 1 },
      { from: 'Somebody Else?', to: 'Drop Doubles', output: 1 },
      ...chain('Drop Doubles', 'Close Cut Off Runs', 'Start Run', 'First Page', 'One Page', 'Save Position', 'Saved?', 'More?', 'Next Page', 'One Page'),
      { from: 'Saved?', to: 'Lease Taken Over', output: 1 },
      { from: 'More?', to: 'Finish Run', output: 1 },
      ...chain('Finish Run', 'Release Lease'),
      ...end.links,
    ],
  };
}
