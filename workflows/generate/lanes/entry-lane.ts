import { chain } from '../assemble';
import type { Lane, LeasedFlow } from '../leased-flow';
import { dailyAt, errorTrigger, everyMinutes, manualTrigger, settingsNode, when } from '../nodes';
import { wrap, type Expressions } from '../expressions';
import { CHECKPOINTS, DEAD_LETTERS, deleteRows, ensureTable, LEDGER, RUNS, type Where } from '../tables';
import type { Draft, Setting } from '../types';
import { wokenUp } from './wake-lane';

function scheduleOf({ starts }: LeasedFlow): Draft {
  if ('everyMinutes' in starts) return everyMinutes(`Every ${starts.everyMinutes} Minutes`, starts.everyMinutes);
  return dailyAt(`Daily at ${starts.dailyAtHour}:00`, starts.dailyAtHour);
}

/** Error runs are no matter of the switches for schedule and events. */
function switchedOn(schedule: Draft, { wokenBy }: LeasedFlow): string {
  if (!wokenBy) return '={{ $json.enabled }}';
  const scheduled = `$('${schedule.name}').isExecuted`;
  return wrap(`$json.enabled && ($json.onSchedule || !${scheduled}) && ($json.onEvent || !(${wokenUp(wokenBy)}))`);
}

/** What starts the flow, its settings, and the books. */
export function entryLane(definition: LeasedFlow, settings: Setting[], x: Expressions): Lane {
  const schedule = scheduleOf(definition);
  const books = ['Ensure Checkpoints', 'Ensure Ledger', 'Ensure Dead Letters', 'Ensure Runs'];
  const old: Where[] = [
    { column: 'flow', value: x.key },
    { column: 'updatedAt', is: 'lt', value: wrap(`new Date(Date.now() - ${x.setting('keepDays')} * 86400000).toISOString()`) },
  ];
  // First of all: n8n checks the size of all its data tables before every insert and update, and a full store would
  // otherwise never get to the step that empties it.
  const prune = (name: string, table: string) => ({ ...deleteRows(name, table, old), executeOnce: true, alwaysOutputData: true });
  // A target that cannot be asked relies on the ledger for good: an order that changes after a year must not arrive twice.
  const pruneLedger = definition.once ? [] : [{ draft: prune('Prune Ledger', x.table.ledger), at: [6, 5] as [number, number] }];
  return {
    nodes: [
      { draft: schedule, at: [0, 0] },
      { draft: manualTrigger('Run by Hand'), at: [0, 1] },
      { draft: errorTrigger('On Error'), at: [0, 2] },
      // Once: an event may bring several items.
      { draft: { ...settingsNode(settings), executeOnce: true }, at: [1, 1] },
      { draft: when('Switched On?', { left: switchedOn(schedule, definition), is: 'true' }), at: [1, 5] },
      { draft: ensureTable('Ensure Checkpoints', CHECKPOINTS), at: [2, 5] },
      { draft: ensureTable('Ensure Ledger', LEDGER), at: [3, 5] },
      { draft: ensureTable('Ensure Dead Letters', DEAD_LETTERS), at: [4, 5] },
      { draft: ensureTable('Ensure Runs', RUNS), at: [5, 5] },
      { draft: when('Reporting an Error?', { left: "={{ $('On Error').isExecuted }}", is: 'true' }), at: [9, 5] },
      ...pruneLedger,
      { draft: prune('Prune Runs', x.table.runs), at: [7, 5] },
      { draft: prune('Prune Dead Letters', x.table.deadLetters), at: [8, 5] },
    ],
    links: [
      { from: schedule.name, to: 'Settings' },
      { from: 'Run by Hand', to: 'Settings' },
      { from: 'On Error', to: 'Settings' },
      ...chain('Settings', 'Switched On?', ...books, ...pruneLedger.map(({ draft }) => draft.name), 'Prune Runs', 'Prune Dead Letters', 'Reporting an Error?'),
    ],
  };
}
