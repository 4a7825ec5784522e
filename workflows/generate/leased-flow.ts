/**
 * The skeleton of every flow that moves records from one system to another (design.md 6 and 7): lease, window, one
 * page per self-call, ledger, dead letters, run log, error path. n8n core nodes and two of ours, no Code nodes.
 */
import { assemble, chain, splice, type Link, type Placed, type Splice } from './assemble';
import { buyerMailLane } from './lanes/buyer-mail-lane';
import { bookLane } from './lanes/book-lane';
import { apiLogLane, API_LOG_SETTING, logging } from './lanes/api-log-lane';
import { errorLane } from './lanes/error-lane';
import { entryLane } from './lanes/entry-lane';
import { leaseLane } from './lanes/lease-lane';
import { methodLane } from './lanes/method-lane';
import { onceLane } from './lanes/once-lane';
import { pageLane } from './lanes/page-lane';
import { CATCH_UP_SETTING } from './lanes/routed-target';
import { skuMapLane } from './lanes/sku-map-lane';
import { framed, stickies } from './lanes/stickies';
import { shareSettings } from './lanes/target-lanes';
import { tellLane } from './lanes/tell-lane';
import { wakeLane } from './lanes/wake-lane';
import { expressionsOf } from './expressions';
import type { Exclusion } from './heartbeat';
import { COMMON_SETTINGS, KEPT_EXECUTIONS } from './settings';
import type { Table } from './tables';
import { isLaneTarget, isRouted, type ChannelStep, type Draft, type Flow, type Setting, type Source, type Target } from './types';

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
  /** Triggers whose events start the flow at once, beside the schedule. They ship disabled: n8n must be reachable from outside. */
  wokenBy?: Waker[];
  /** Reads page by page and returns `{ items: [{ key, number, state, record }], position, more }`. */
  source: Source;
  /** Writes `$json.record` of each item and returns `{ outcome, targetId }` beside key, number and state. Several get the same stock. */
  target: Target;
  /**
   * The target knows no key and cannot be asked what it has: no record is handed over twice, and one whose answer was
   * lost is left to a person. Small pages: whatever of a page has no answer yet when a run is killed is asked about.
   */
  once?: true;
  /** The source has no changes to begin from: every run reads its whole list. */
  wholeList?: true;
  /** Every run reads everything of the last days again, and the books tell what is new. Days have to fit into keepDays. */
  lookBack?: { days: number };
  /** The source reads files that are found by the setting `files`: each of them, or only the one whose name comes last. */
  fromFiles?: { take: 'each' | 'last'; files: string };
  /** The target makes files, which are put away before the books hear of them. */
  intoFile?: IntoFile;
  /** Only records of which this holds are handed over: the node's name, and an expression part over key, number, state and record. */
  only?: { name: string; holds: string };
  /** Settings that change what is written: a record is written again when one of them changes. */
  stateSettings?: string[];
  /** Looks at everything of the last days again instead of going on from the last position, and asks the target itself. */
  sweep?: { days: number; repairAtMost: number };
  /** An optional e-mail to the buyer of what was written; switched on in Settings. */
  buyerMail?: BuyerMail;
  /**
   * Ledger and dead letters are those of this flow of the pair, whose lease is borrowed for each page: the two are never
   * at work at once. For a sweep beside a flow that asks its target only once.
   */
  booksOf?: string;
  /** Records the target skipped are handed over again by every run, as they may be wanted there tomorrow. */
  againIfSkipped?: true;
  /** One more step in the books for each record that was written; it gets the target's answer. */
  afterWrite?: Draft | Draft[];
  /** Another way of connecting the same accounts, beside which this one must not be at work. */
  excludes?: Exclusion;
  /** One more table of this flow, made and pruned with the books. */
  book?: Book;
  /** The operator's table of what a SKU is called elsewhere is made with the books and looked into: for stock by channel, for orders by line. */
  skuMap?: true;
  /** Expression part: state of `item`, for a source that says done of whatever changed; equal content is not written again. */
  stateOf?: string;
  /** Offers a log of the calls, which ends by itself. */
  apiLog?: true;
  /** Numbered steps of the note at the top, without numbers. */
  steps: string[];
  /** Settings beyond the common ones, or other values for those. */
  settings?: Setting[];
}

/** A trigger of ours, or a node this flow brings with all that leads to it. */
export type Waker = ChannelStep | OwnWaker;

export interface OwnWaker {
  name: string;
  /** Its nodes and links; the engine adds the link from `name` to Settings. */
  lane: Lane;
}

export interface Book {
  table: Table;
  /** Where a page finds its id: `tables.<field>`. */
  field: string;
  /** The setting that says how many days its rows are kept. */
  keptFor: string;
}

export interface IntoFile {
  /** Binary field of the file. */
  field: string;
  /** Default of the setting `folder`. */
  folder: string;
  /** Expression part: the file's name. */
  name: string;
  /** One file each, of records that have one; else one of all, whose row tells its `records`. */
  perRecord?: true;
}

export interface BuyerMail {
  /** Reads the order whose `targetId` is in `$json.id`. */
  get: ChannelStep;
  /** Expression part: the buyer's address in what `get` gives. */
  address: string;
  /** Expression part: whether the target's answer in `$json` is worth an e-mail. */
  when: string;
  /** Expression part: what the e-mail says beside the number, made of the same answer. */
  note: string;
}

export interface Lane {
  nodes: Placed[];
  links: Link[];
  /** Where its nodes stand between those of other lanes. */
  splices?: Splice[];
}

/** How long the first event waits for others, in seconds. */
const GATHER_SECONDS = 10;

function wakeSettings({ wokenBy }: LeasedFlow): Setting[] {
  if (!wokenBy) return [];
  return [
    { name: 'onSchedule', type: 'boolean', value: true, meaning: 'Off: the schedule does not start the flow, only events and runs by hand do' },
    { name: 'onEvent', type: 'boolean', value: true, meaning: 'Off: events do not start the flow, only the schedule and runs by hand do' },
    { name: 'gatherSeconds', type: 'number', value: GATHER_SECONDS, meaning: 'How long a run that an event started waits for more events, so that many of them cost one run. At most 60' },
  ];
}

function sweepSettings({ sweep, fromFiles }: LeasedFlow): Setting[] {
  if (!sweep) return [];
  const days: Setting = { name: 'days', type: 'number', value: sweep.days, meaning: 'How many days are looked at' };
  return [
    ...(fromFiles ? [] : [days]),
    { name: 'repairAtMost', type: 'number', value: sweep.repairAtMost, meaning: 'How many missing records one run brings over; the rest is left for the next run and counted as failed in the run log' },
  ];
}

function fileSettings({ lookBack, fromFiles, intoFile }: LeasedFlow): Setting[] {
  return [
    ...(lookBack ? [{ name: 'days', type: 'number' as const, value: lookBack.days, meaning: 'How many days back open orders are looked for in every run; fewer than keepDays' }] : []),
    ...(fromFiles ? [{ name: 'files', type: 'string' as const, value: fromFiles.files, meaning: 'Which files are read: a path, in which * stands for any letters. Below the folder n8n may read' }] : []),
    ...(intoFile ? [{ name: 'folder', type: 'string' as const, value: intoFile.folder, meaning: 'Where files are put. The folder has to exist, below the one n8n may write to' }] : []),
  ];
}

function mailSettings({ buyerMail }: LeasedFlow): Setting[] {
  if (!buyerMail) return [];
  const meaning = 'On: the buyer gets an e-mail of your own. Needs the node E-mail the Buyer enabled, with a credential and a sender';
  return [{ name: 'emailBuyer', type: 'boolean', value: false, meaning }];
}

/** Several systems get stock page by page, and nothing else is built for them yet. */
function refuseMore({ flow, target, wholeList, skuMap, ...more }: LeasedFlow): void {
  if (skuMap && (isRouted(target) || more.fromFiles)) throw new Error(`${flow}: skuMap is for orders and stock read at a channel`);
  if (isRouted(target)) {
    // What was left is read again by the watermark, and answers are told from what a disabled node hands on by their outcome.
    const given = { ...more, wholeList };
    const strange = (['once', 'fromFiles', 'intoFile', 'sweep', 'lookBack', 'wholeList', 'apiLog'] as const).filter((name) => given[name] !== undefined);
    if (strange.length > 0) throw new Error(`${flow}: several targets have nothing of ${strange.join(', ')}`);
  }
  if (!isLaneTarget(target)) return;
  const alone: Array<keyof LeasedFlow> = ['once', 'fromFiles', 'intoFile', 'sweep', 'buyerMail', 'booksOf', 'afterWrite', 'stateOf', 'stateSettings', 'againIfSkipped', 'apiLog', 'wokenBy'];
  const found = alone.filter((name) => name in more);
  if (!wholeList || !skuMap || found.length > 0) throw new Error(`${flow}: what writes into several systems reads its whole list, has skuMap, and nothing of ${found.join(', ')}`);
}

export function leasedFlow(given: LeasedFlow): Flow {
  refuseMore(given);
  const definition = given.apiLog ? logging(given) : given;
  if (definition.once && ((definition.sweep && !definition.booksOf) || definition.stateSettings)) throw new Error(`${definition.flow}: a target that is asked once can neither be compared with nor updated`);
  const own = [
    ...sweepSettings(definition),
    ...wakeSettings(definition),
    ...mailSettings(definition),
    ...fileSettings(definition),
    ...(isRouted(definition.target) ? [CATCH_UP_SETTING] : []),
    ...(definition.settings ?? []),
    ...(isLaneTarget(definition.target) ? shareSettings(definition.target) : []),
    ...(definition.apiLog ? [API_LOG_SETTING] : []),
  ];
  const unused = definition.sweep || definition.wholeList || definition.lookBack ? ['startFrom'] : [];
  const common = COMMON_SETTINGS.filter(({ name }) => !unused.includes(name) && !own.some((setting) => setting.name === name));
  const settings = [...common, ...own];
  const expressions = expressionsOf(definition);
  const lanes: Lane[] = [
    stickies(definition, settings),
    entryLane(definition, settings, expressions),
    leaseLane(definition, expressions),
    pageLane(definition, expressions),
    errorLane(definition, expressions),
    buyerMailLane(definition, expressions),
    tellLane(definition, expressions),
    ...(definition.once ? [onceLane(definition, expressions)] : []),
    ...(definition.apiLog ? [apiLogLane(definition, expressions)] : []),
    ...(definition.skuMap ? [skuMapLane()] : []),
    ...(definition.book ? [bookLane(definition.book, expressions)] : []),
    ...(definition.wokenBy ? [wakeLane(definition, expressions)] : []),
    ...(definition.excludes ? [methodLane(definition, definition.excludes, expressions)] : []),
  ];
  const links = [
    ...lanes.flatMap((lane) => lane.links),
    ...chain('Reporting an Error?', 'Free Lease of Run'),
    { from: 'Reporting an Error?', to: 'Read Checkpoint', output: 1 },
  ];
  const splices = lanes.flatMap((lane) => lane.splices ?? []);
  return {
    pair: definition.pair,
    flow: definition.flow,
    summary: definition.summary,
    settings,
    template: assemble({
      flow: `${definition.pair}/${definition.flow}`,
      title: definition.title,
      nodes: framed(lanes.flatMap((lane) => lane.nodes)),
      links: splices.reduce(splice, links),
      settings: KEPT_EXECUTIONS,
    }),
  };
}
