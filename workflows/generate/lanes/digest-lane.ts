import { chain, type Link, type Placed } from '../assemble';
import { wrap } from '../expressions';
import { email, postJson, set, when } from '../nodes';
import { getRows, insertRow, upsertRow, type Where } from '../tables';
import type { CentralTables } from './central-error-lane';

/** More than a person reads; the tables themselves have the rest. */
const MOST_ROWS = 1000;
const MOST_LINES = 20;

const rows = (node: string) => `$('${node}').all().filter((item) => item.json.id).map((item) => item.json)`;

/** One line per flow, then `line` for each of its newest rows. */
const byFlow = (list: string, count: string, line: string) =>
  `[...new Set(${list}.map((row) => row.flow))].map((flow) => '- ' + flow + ': ' + ${list}.filter((row) => row.flow === flow).length + ' ${count}. ' + ${list}.filter((row) => row.flow === flow).slice(-3).map((row) => ${line}).join('; ')).slice(0, ${MOST_LINES}).join('\\n')`;

/** What stands in the dead letters, and which runs did not end well since the last digest. */
export function digestLane(tables: CentralTables & { deadLetters: string }, setting: (name: string) => string): { nodes: Placed[]; links: Link[] } {
  const key = wrap("'errors/' + $workflow.id");
  const own: Where[] = [{ column: 'flow', value: key }];
  const nowIso = wrap('new Date().toISOString()');
  const since = "$('Last Digest').first().json.position || new Date(Date.now() - 86400000).toISOString()";
  const refused = rows('Standing Dead Letters');
  const failed = rows('Runs Not Well');
  const all = (name: string, table: string, where: Where[]) => ({ ...getRows(name, table, where, MOST_ROWS), executeOnce: true });
  const digest = "$('Digest').first().json";
  return {
    nodes: [
      { draft: when('Digest Wanted?', { left: wrap(`$('Run by Hand').isExecuted || ${setting('digest')}`), is: 'true' }), at: [9, 2] },
      { draft: { ...getRows('Last Digest', tables.checkpoints, own), executeOnce: true }, at: [10, 2] },
      { draft: all('Standing Dead Letters', tables.deadLetters, [{ column: 'attempts', is: 'gt', value: 0 }]), at: [11, 2] },
      {
        draft: all('Runs Not Well', tables.runs, [
          { column: 'status', is: 'neq', value: 'success' },
          { column: 'status', is: 'neq', value: 'running' },
          { column: 'finished_at', is: 'gt', value: wrap(since) },
        ]),
        at: [12, 2],
      },
      {
        draft: {
          ...set('Digest', [
            { name: 'refused', type: 'number', value: wrap(`${refused}.length`) },
            { name: 'failed', type: 'number', value: wrap(`${failed}.length`) },
            {
              name: 'text',
              type: 'string',
              value: wrap(
                `'Refused records waiting (data table channelsync_dead_letters): ' + ${refused}.length + '\\n' + ${byFlow(refused, 'refused', "row.number + ' (' + row.reason + ' ' + row.next_step + ')'")} + '\\nRuns that did not end well since ' + (${since}) + ' (data table channelsync_runs): ' + ${failed}.length + '\\n' + ${byFlow(failed, 'runs', "row.status + ' ' + row.finished_at + ' (' + row.reason + ')'")}`,
              ),
            },
          ]),
          executeOnce: true,
        },
        at: [13, 2],
      },
      {
        draft: upsertRow('Save Digest Time', tables.checkpoints, own, {
          flow: key,
          workflow_id: '={{ $workflow.id }}',
          position: nowIso,
          lease_owner: '',
          lease_until: 0,
          page_execution: '',
          told_until: 0,
        }),
        at: [14, 2],
      },
      {
        draft: insertRow('Log Digest', tables.runs, {
          flow: key,
          execution_id: '={{ $execution.id }}',
          status: 'success',
          started_at: nowIso,
          finished_at: nowIso,
          read: wrap(`${digest}.refused + ${digest}.failed`),
          written: 0,
          skipped: 0,
          failed: 0,
          reason: '',
          next_step: '',
        }),
        at: [15, 2],
      },
      { draft: when('Anything to Tell?', { left: wrap(`${digest}.refused + ${digest}.failed > 0`), is: 'true' }), at: [16, 2] },
      { draft: email('E-mail Digest', 'What needs a look', wrap(`${digest}.text`)), at: [17, 2] },
      { draft: { ...when('Address for Digest?', { left: wrap(setting('alertUrl')), is: 'notEmpty' }), executeOnce: true }, at: [18, 2] },
      { draft: postJson('Alert Digest', wrap(setting('alertUrl')), wrap(`JSON.stringify({ text: ${digest}.text })`)), at: [19, 2] },
    ],
    links: chain(
      'Digest Wanted?',
      'Last Digest',
      'Standing Dead Letters',
      'Runs Not Well',
      'Digest',
      'Save Digest Time',
      'Log Digest',
      'Anything to Tell?',
      'E-mail Digest',
      'Address for Digest?',
      'Alert Digest',
    ),
  };
}
