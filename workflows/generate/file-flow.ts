/** A flow that makes files: reads a whole list, makes one file of it, writes it to disk and, where that is set up, e-mails it. */
import { assemble, chain, type Link, type Placed } from './assemble';
import { wrap } from './expressions';
import { makesLetter } from './lanes/started';
import { channelNode, dailyAt, email, manualTrigger, settingsNode, stop, when, writeFile } from './nodes';
import { ownSetting } from './page';
import { readMe } from './read-me';
import { COMMON_SETTINGS, KEPT_EXECUTIONS } from './settings';
import { startRun } from './start-run';
import { deleteRows, ensureTable, RUNS, updateRows, type Where } from './tables';
import type { ChannelStep, Draft, Flow, Setting } from './types';

export interface FileToMake {
  /** For the names of its nodes. */
  what: string;
  /** The setting that switches it off. */
  wanted: string;
  read: ChannelStep;
  /** Makes one file of all items, in the binary field `data`, and names it in `fileName`. */
  make: ChannelStep;
}

export interface FileFlow {
  pair: string;
  flow: string;
  title: string;
  summary: string;
  dailyAtHour: number;
  files: FileToMake[];
  settings: Setting[];
  steps: string[];
}

export function fileFlow({ pair, flow, title, summary, dailyAtHour, files, settings: own, steps }: FileFlow): Flow {
  const settings = [...COMMON_SETTINGS.filter(({ name }) => ['enabled', 'connection', 'keepDays'].includes(name)), ...own];
  const daily = `Daily at ${dailyAtHour}:00`;
  const key = wrap(`'${pair}/${flow}/' + ${ownSetting('connection')}`);
  const runs = wrap("$('Ensure Runs').first().json.id");
  const now = wrap('new Date().toISOString()');
  const rowsOf = ({ make }: FileToMake) => `($('${make.name}').isExecuted ? $('${make.name}').first().json.rows ?? 0 : 0)`;
  const lostOf = ({ read, make }: FileToMake) => [read, make].map(({ name }) => `($('${name}').isExecuted ? $('${name}').all(1).length : 0)`).join(' + ');
  const madeOf = ({ make }: FileToMake) => `($('${make.name}').isExecuted && $('${make.name}').first().json.rows > 0 ? 1 : 0)`;
  const sum = (of: (file: FileToMake) => string) => wrap(files.map(of).join(' + '));
  const always = (draft: Draft): Draft => ({ ...draft, executeOnce: true, alwaysOutputData: true });

  const mine: Where = { column: 'flow', value: key };
  const old = wrap(`new Date(Date.now() - ${ownSetting('keepDays')} * 86400000).toISOString()`);
  const before: Draft[] = [
    always(deleteRows('Prune Runs', runs, [mine, { column: 'updatedAt', is: 'lt', value: old }])),
    always(
      updateRows('Close Cut Off Runs', runs, [mine, { column: 'status', value: 'running' }], {
        status: 'cut off',
        finished_at: now,
        reason: 'The run ended without a word',
        next_step: 'Open its execution and look at the node that is red. No file of that run is complete.',
      }),
    ),
  ];

  const lanes = files.map((file, index): { nodes: Placed[]; links: Link[]; first: string } => {
    const { what, wanted, read, make } = file;
    const row = index * 2;
    const name = {
      first: `${what} Wanted?`,
      any: `Any ${what}?`,
      refused: `Only Refused ${what}?`,
      stop: `Stop at ${what}`,
      folder: `Folder for ${what}?`,
      write: `Write ${what}`,
      mail: `E-mail the ${what}`,
    };
    const next = index + 1 < files.length ? `${files[index + 1]?.what} Wanted?` : 'Finish Run';
    const path = wrap(`${ownSetting('folder')}.replace(/[/]+$/, '') + '/' + $json.fileName`);
    return {
      first: name.first,
      nodes: [
        { draft: { ...when(name.first, { left: wrap(ownSetting(wanted)), is: 'true' }), executeOnce: true }, at: [5, row] },
        // What cannot be read or written stays out of the file and is counted; what is no record's fault stops the run.
        { draft: { ...channelNode(read), executeOnce: true, alwaysOutputData: true, onError: 'continueErrorOutput' }, at: [6, row] },
        { draft: when(name.any, { left: '={{ $json.identity }}', is: 'exists' }), at: [7, row] },
        { draft: { ...channelNode(make), onError: 'continueErrorOutput' }, at: [8, row] },
        { draft: when(name.refused, { left: makesLetter(undefined), is: 'true' }), at: [8, row + 1] },
        { draft: stop(name.stop, "={{ $json.error.message + ' - ' + $json.error.nextStep }}"), at: [9, row + 1] },
        { draft: when(name.folder, { left: wrap(ownSetting('folder')), is: 'notEmpty' }), at: [9, row] },
        { draft: writeFile(name.write, path), at: [10, row] },
        { draft: withAttachment(email(name.mail, wrap(`$('${make.name}').first().json.fileName`), 'The file is attached.')), at: [11, row] },
      ],
      links: [
        ...chain(name.first, read.name, name.any, make.name, name.folder, name.write, name.mail, next),
        { from: read.name, to: name.refused, output: 1 },
        { from: make.name, to: name.refused, output: 1 },
        { from: name.refused, to: name.stop, output: 1 },
        { from: name.first, to: next, output: 1 },
        { from: name.any, to: next, output: 1 },
        { from: name.folder, to: name.mail, output: 1 },
      ],
    };
  });

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
        readMe({ title, summary, steps, settings }),
        { draft: dailyAt(daily, dailyAtHour), at: [0, 0] },
        { draft: manualTrigger('Run by Hand'), at: [0, 1] },
        { draft: settingsNode(settings), at: [1, 0.5] },
        { draft: when('Switched On?', { left: '={{ $json.enabled }}', is: 'true' }), at: [2, 0.5] },
        { draft: ensureTable('Ensure Runs', RUNS), at: [3, 0.5] },
        { draft: startRun(runs, key, now), at: [4, 0.5] },
        ...before.map((draft, index) => ({ draft, at: [3 + index * 0.5, 1.6 + index] as [number, number] })),
        ...lanes.flatMap((lane) => lane.nodes),
        {
          draft: always(
            updateRows('Finish Run', runs, [{ column: 'execution_id', value: '={{ $execution.id }}' }], {
              status: wrap(`${files.map(lostOf).join(' + ')} > 0 ? 'partly' : 'success'`),
              finished_at: now,
              read: sum(rowsOf),
              written: sum(madeOf),
              failed: sum(lostOf),
              reason: wrap(`${files.map(lostOf).join(' + ')} > 0 ? 'Some records cannot stand in the file' : ''`),
            }),
          ),
          at: [12, 1],
        },
      ],
      links: [
        { from: daily, to: 'Settings' },
        { from: 'Run by Hand', to: 'Settings' },
        ...chain('Settings', 'Switched On?', 'Ensure Runs', ...before.map(({ name }) => name), 'Start Run', lanes[0]?.first ?? 'Finish Run'),
        ...lanes.flatMap((lane) => lane.links),
      ],
    }),
  };
}

function withAttachment(draft: Draft): Draft {
  return { ...draft, parameters: { ...draft.parameters, options: { attachments: 'data' } } };
}
