/**
 * One place that hears of every failed run, of our flows and of others, and a daily digest. n8n no longer calls a flow's
 * own error path once an error workflow is chosen for it, so this one keeps that path's books as well.
 */
import { assemble, chain } from './assemble';
import { wrap } from './expressions';
import { centralErrorLane, OTHER } from './lanes/central-error-lane';
import { digestLane } from './lanes/digest-lane';
import { dailyAt, errorTrigger, manualTrigger, settingsNode, when } from './nodes';
import { readMe } from './read-me';
import { COMMON_SETTINGS, KEPT_EXECUTIONS } from './settings';
import { ALERTS, CHECKPOINTS, DEAD_LETTERS, deleteRows, ensureTable, RUNS, type Where } from './tables';
import type { Flow, Setting } from './types';

const DIGEST_HOUR = 7;

const settings: Setting[] = [
  { name: 'digest', type: 'boolean', value: true, meaning: 'Off: no daily digest; failed runs are told all the same' },
  ...COMMON_SETTINGS.filter(({ name }) => ['keepDays', 'alertUrl', 'alertAgainHours'].includes(name)),
];

const steps = [
  'Give the two e-mail nodes a credential and enable them, or fill in **alertUrl** in **Settings**.',
  'Press **Publish**: n8n calls only a published error workflow.',
  'Daily digest: from now on it tells each morning what stands in the dead letters and which runs failed. Nothing is sent when there is nothing to tell.',
  'Central errors: in any workflow, also in those of this package, open **Settings > Error Workflow** and choose this one. It then takes the place of the flow\'s own error path.',
  'One copy is enough for all pairs. **Execute workflow** shows the digest at once.',
];

export function errorsFlow({ pair }: { pair: string }): Flow {
  const title = 'Errors and Daily Digest';
  const summary = 'Tells each failed run once, with workflow, node, reason, next step and link, and every morning what was refused and what failed. Can be chosen as error workflow of any flow.';
  const setting = (name: string) => `$('Settings').first().json.${name}`;
  const tableId = (node: string) => wrap(`$('${node}').first().json.id`);
  const tables = {
    checkpoints: tableId('Ensure Checkpoints'),
    deadLetters: tableId('Ensure Dead Letters'),
    runs: tableId('Ensure Runs'),
    alerts: tableId('Ensure Alerts'),
  };
  const daily = `Daily at ${DIGEST_HOUR}:00`;
  const lanes = [centralErrorLane(tables, setting), digestLane(tables, setting)];
  // Before anything is written: a full store takes no more rows until something has left it.
  const old: Where = { column: 'updatedAt', is: 'lt', value: wrap(`new Date(Date.now() - ${setting('keepDays')} * 86400000).toISOString()`) };
  const prune = (name: string, table: string, where: Where[]) => ({ ...deleteRows(name, table, where), executeOnce: true, alwaysOutputData: true });
  return {
    pair,
    flow: 'errors',
    summary,
    settings,
    template: assemble({
      flow: `${pair}/errors`,
      title: `${title} (${pair})`,
      settings: KEPT_EXECUTIONS,
      nodes: [
        readMe({ title, summary, steps, settings }),
        { draft: errorTrigger('On Error'), at: [0, 0] },
        { draft: dailyAt(daily, DIGEST_HOUR), at: [0, 1] },
        { draft: manualTrigger('Run by Hand'), at: [0, 2] },
        { draft: settingsNode(settings), at: [1, 1] },
        { draft: ensureTable('Ensure Checkpoints', CHECKPOINTS), at: [2, 1] },
        { draft: ensureTable('Ensure Dead Letters', DEAD_LETTERS), at: [3, 1] },
        { draft: ensureTable('Ensure Runs', RUNS), at: [4, 1] },
        { draft: ensureTable('Ensure Alerts', ALERTS), at: [5, 1] },
        { draft: prune('Prune Alerts', tables.alerts, [old]), at: [6, 1] },
        { draft: prune('Prune Other Runs', tables.runs, [old, { column: 'flow', is: 'like', value: `${OTHER}%` }]), at: [7, 1] },
        { draft: when('Reporting an Error?', { left: "={{ $('On Error').isExecuted }}", is: 'true' }), at: [8, 1] },
        ...lanes.flatMap((lane) => lane.nodes),
      ],
      links: [
        { from: 'On Error', to: 'Settings' },
        { from: daily, to: 'Settings' },
        { from: 'Run by Hand', to: 'Settings' },
        ...chain('Settings', 'Ensure Checkpoints', 'Ensure Dead Letters', 'Ensure Runs', 'Ensure Alerts', 'Prune Alerts', 'Prune Other Runs', 'Reporting an Error?', 'Trouble'),
        { from: 'Reporting an Error?', to: 'Digest Wanted?', output: 1 },
        ...lanes.flatMap((lane) => lane.links),
      ],
    }),
  };
}
