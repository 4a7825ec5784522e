import { chain, type Link, type Placed } from '../assemble';
import { wrap } from '../expressions';
import { email, postJson, set, when } from '../nodes';
import { insertRow, oldestRows, updateRows, type Where } from '../tables';
import type { Draft } from '../types';

const error = "$('On Error').first().json";
/** A trigger that failed has no execution. */
const failure = `(${error}.execution?.error ?? ${error}.trigger?.error ?? {})`;
const trouble = (name: string) => `$('Trouble').first().json.${name}`;

/** How the run log names a workflow that keeps no books of its own. */
export const OTHER = 'other workflow: ';

export interface CentralTables {
  checkpoints: string;
  runs: string;
  alerts: string;
}

/** A full or missing book must not keep anybody from hearing of the trouble. */
const always = (draft: Draft): Draft => ({ ...draft, executeOnce: true, alwaysOutputData: true, onError: 'continueRegularOutput' });

/**
 * What a flow's own error path would have done, for any workflow: frees the lease of the failed run, enters the failure
 * into the run log, and tells one person once per workflow and kind of trouble. A failing page raises two error runs,
 * its own and its caller's (n8n.md 5.3).
 */
export function centralErrorLane(tables: CentralTables, setting: (name: string) => string): { nodes: Placed[]; links: Link[] } {
  const theirs: Where = { column: 'workflow_id', value: wrap(trouble('workflow_id')) };
  const failedRun = wrap(trouble('execution_id'));
  const free = (name: string, column: string) =>
    always(updateRows(name, tables.checkpoints, [theirs, { column, value: failedRun }], { lease_until: 0 }));
  const same: Where[] = [theirs, { column: 'trouble', value: wrap(trouble('alike')) }];
  const values = { status: 'failed', finished_at: wrap('new Date().toISOString()'), reason: wrap(trouble('reason')), next_step: wrap(trouble('next_step')) };
  // A page has no row of its own in the run log; its run is found through the lease.
  const run = wrap(`$('Free Lease of Page').first().json.lease_owner || ${trouble('execution_id')}`);
  const text = `${trouble('workflow')} + ' has stopped' + (${trouble('node')} ? ' at ' + ${trouble('node')} : '') + '. ' + ${trouble('reason')} + '. ' + ${trouble('next_step')} + (${trouble('link')} ? ' ' + ${trouble('link')} : '')`;
  return {
    nodes: [
      {
        draft: set('Trouble', [
          { name: 'workflow_id', type: 'string', value: wrap(`String(${error}.workflow?.id ?? '')`) },
          { name: 'workflow', type: 'string', value: wrap(`String(${error}.workflow?.name ?? 'A workflow')`) },
          { name: 'execution_id', type: 'string', value: wrap(`String(${error}.execution?.id ?? '')`) },
          { name: 'node', type: 'string', value: wrap(`String(${failure}.node?.name ?? ${error}.execution?.lastNodeExecuted ?? '')`) },
          { name: 'reason', type: 'string', value: wrap(`String(${failure}.message ?? 'The run was cut off').slice(0, 1000)`) },
          {
            name: 'next_step',
            type: 'string',
            value: wrap(`String(${failure}.description ?? 'Open the execution and look at the node that is red.').slice(0, 1000)`),
          },
          { name: 'link', type: 'string', value: wrap(`String(${error}.execution?.url ?? '')`) },
          // The same trouble often names another time or number each time.
          { name: 'alike', type: 'string', value: wrap(`String(${failure}.message ?? 'The run was cut off').replace(/[0-9]+/g, '#').slice(0, 200)`) },
        ]),
        at: [9, 0],
      },
      { draft: free('Free Lease of Run', 'lease_owner'), at: [10, 0] },
      { draft: free('Free Lease of Page', 'page_execution'), at: [11, 0] },
      { draft: always(updateRows('Mark Run Failed', tables.runs, [{ column: 'execution_id', value: run }], values)), at: [12, 0] },
      { draft: when('In the Run Log?', { left: '={{ $json.id ?? $json.error }}', is: 'exists' }), at: [13, 0] },
      {
        draft: always(
          insertRow('Write Failed Run', tables.runs, {
            // Said apart, because no flow of ours prunes such a row.
            flow: wrap(`'${OTHER}' + ${trouble('workflow')}`),
            execution_id: failedRun,
            started_at: '',
            read: 0,
            written: 0,
            skipped: 0,
            failed: 0,
            ...values,
          }),
        ),
        at: [14, 0.8],
      },
      { draft: always(oldestRows('Known Trouble', tables.alerts, same)), at: [15, 0] },
      { draft: when('Had Before?', { left: '={{ $json.id ?? $json.error }}', is: 'exists' }), at: [16, 0] },
      {
        draft: always(
          insertRow('Note Trouble', tables.alerts, {
            workflow_id: wrap(trouble('workflow_id')),
            workflow: wrap(trouble('workflow')),
            trouble: wrap(trouble('alike')),
            told_until: 0,
            told_by: '',
          }),
        ),
        at: [17, 0.8],
      },
      {
        draft: always(
          updateRows('Claim', tables.alerts, [...same, { column: 'told_until', is: 'lt', value: wrap('Date.now()') }], {
            told_until: wrap(`Date.now() + ${setting('alertAgainHours')} * 3600000`),
            told_by: '={{ $execution.id }}',
          }),
        ),
        at: [18, 0],
      },
      // Two error runs at once may each have made a row; whoever has the oldest speaks.
      { draft: always(oldestRows('Who Tells', tables.alerts, same)), at: [19, 0] },
      { draft: when('Mine to Tell?', { left: '={{ $json.error ? true : $json.told_by === $execution.id }}', is: 'true' }), at: [20, 0] },
      { draft: email('E-mail About Error', wrap(`${trouble('workflow')} + ' has stopped'`), wrap(text)), at: [21, 0] },
      { draft: { ...when('Alert Address Set?', { left: wrap(setting('alertUrl')), is: 'notEmpty' }), executeOnce: true }, at: [22, 0] },
      { draft: postJson('Alert About Error', wrap(setting('alertUrl')), wrap(`JSON.stringify({ text: ${text} })`)), at: [23, 0] },
    ],
    links: [
      ...chain('Trouble', 'Free Lease of Run', 'Free Lease of Page', 'Mark Run Failed', 'In the Run Log?', 'Known Trouble', 'Had Before?', 'Claim'),
      { from: 'In the Run Log?', to: 'Write Failed Run', output: 1 },
      { from: 'Write Failed Run', to: 'Known Trouble' },
      { from: 'Had Before?', to: 'Note Trouble', output: 1 },
      { from: 'Note Trouble', to: 'Claim' },
      ...chain('Claim', 'Who Tells', 'Mine to Tell?', 'E-mail About Error', 'Alert Address Set?', 'Alert About Error'),
    ],
  };
}
