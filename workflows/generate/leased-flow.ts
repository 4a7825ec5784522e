/**
 * The skeleton of every flow that moves records from one system to another (design.md 6 and 7): lease, window, one
 * page per self-call, ledger, dead letters, run log, error path. n8n core nodes and two of ours, no Code nodes.
 */
import { assemble, chain, type Link, type Placed } from './assemble';
import { errorLane } from './lanes/error-lane';
import { entryLane } from './lanes/entry-lane';
import { leaseLane } from './lanes/lease-lane';
import { pageLane } from './lanes/page-lane';
import { stickies } from './lanes/stickies';
import { expressionsOf } from './expressions';
import { COMMON_SETTINGS } from './settings';
import type { ChannelStep, Flow, Setting } from './types';

/** What one flow is, in the words its operator reads. */
export interface LeasedFlow {
  pair: string;
  flow: string;
  /** Title on the canvas and in the list of workflows. */
  title: string;
  summary: string;
  /** Plural of what is moved, e.g. "orders". */
  subject: string;
  starts: { everyMinutes: number } | { dailyAtHour: number };
  /** Reads page by page and returns `{ items: [{ key, number, state, record }], position, more }`. */
  source: ChannelStep;
  /** Writes `$json.record` of each item and returns `{ outcome, targetId }` beside key, number and state. */
  target: ChannelStep;
  /** The source has no changes to begin from: every run reads its whole list. */
  wholeList?: true;
  /** Settings that change what is written: a record is written again when one of them changes. */
  stateSettings?: string[];
  /** Looks at everything of the last days again instead of going on from the last position, and asks the target itself. */
  sweep?: { days: number; repairAtMost: number };
  /** Numbered steps of the note at the top, without numbers. */
  steps: string[];
  /** Settings beyond the common ones, or other values for those. */
  settings?: Setting[];
}

export interface Lane {
  nodes: Placed[];
  links: Link[];
}

function sweepSettings({ sweep }: LeasedFlow): Setting[] {
  if (!sweep) return [];
  return [
    { name: 'days', type: 'number', value: sweep.days, meaning: 'How many days are looked at' },
    { name: 'repairAtMost', type: 'number', value: sweep.repairAtMost, meaning: 'How many missing records one run brings over; the rest is left for the next run and counted as failed in the run log' },
  ];
}

export function leasedFlow(definition: LeasedFlow): Flow {
  const own = [...sweepSettings(definition), ...(definition.settings ?? [])];
  const unused = definition.sweep || definition.wholeList ? ['startFrom'] : [];
  const common = COMMON_SETTINGS.filter(({ name }) => !unused.includes(name) && !own.some((setting) => setting.name === name));
  const settings = [...common, ...own];
  const expressions = expressionsOf(definition);
  const lanes: Lane[] = [
    stickies(definition, settings),
    entryLane(definition, settings, expressions),
    leaseLane(definition, expressions),
    pageLane(definition, expressions),
    errorLane(definition, expressions),
  ];
  const links = [
    ...chain('Reporting an Error?', 'Free Lease of Run'),
    { from: 'Reporting an Error?', to: 'Read Checkpoint', output: 1 },
  ];
  return {
    pair: definition.pair,
    flow: definition.flow,
    summary: definition.summary,
    settings,
    template: assemble({
      flow: `${definition.pair}/${definition.flow}`,
      title: definition.title,
      nodes: lanes.flatMap((lane) => lane.nodes),
      links: [...lanes.flatMap((lane) => lane.links), ...links],
      // Order data holds buyers' addresses: what went well is counted in the run log and not kept by n8n.
      settings: { saveDataSuccessExecution: 'none', saveDataErrorExecution: 'all', saveManualExecutions: true },
    }),
  };
}
