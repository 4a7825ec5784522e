/** The nodes of a page that write into several systems: each record goes to the one its order came from. */
import { chain, type Link, type Placed } from '../assemble';
import { wrap } from '../expressions';
import { append, channelNode, nothing, set, switchTo, when, type Test, type Way } from '../nodes';
import { PAGE, pageSetting } from '../page';
import type { Route, RoutedTarget, Setting } from '../types';
import type { Write } from './target-lanes';

export interface Routed extends Write {
  /** Where what is no dead letter goes, behind them. */
  others: Link[];
  /** Columns of the ledger it fills in beside the usual ones. */
  remember: Record<string, string>;
  /** Puts those of the page's nodes that stand behind it further right. */
  roomIn(page: Placed[]): Placed[];
}

/** More do not fit: core's Merge has ten inputs, and three are for problems and for what has no system. */
const MOST_ROUTES = 7;
/** Column of the first node behind a target, and how much room several of them take. */
const BEHIND = 15;
const COLUMNS = 1.8;
const OTHERS = 'Nobody to Tell';
const LEFT = 'Left for Later';
const DISABLED = 'Channel Disabled?';
/** In front of the answers: n8n lets no Merge begin while one before it waits, so what was written is remembered before a problem stops the run. */
const PROBLEMS = 'All Problems';

export const CATCH_UP_SETTING: Setting = {
  name: 'catchUpDays',
  type: 'number',
  value: 3,
  meaning: 'How many days back what belongs to a channel whose node is disabled is looked at again by every run, so that it arrives once the node is enabled. 0: not at all',
};

/** Expression part: the channel a record's order came from; empty where that is the system which despatched it. */
const channelOf = (record: string): string => `(${record}?.order?.channel && !$json.key.startsWith(${record}.order.channel + ':') ? ${record}.order.channel.toLowerCase() : '')`;

function wayOf({ channel, account, title }: Route): Way {
  const tests: Test[] = [{ left: wrap(channelOf('$json.record')), is: 'equals', right: channel }];
  return { title, tests: account ? [...tests, { left: '={{ $json.record?.order?.account }}', is: 'equals', right: account }] : tests };
}

/** Entered into the books with the reason, and handed over again when it is read again: by then there may be a way for it. */
const skipped = set(OTHERS, [
  ...['key', 'number', 'state'].map((name) => ({ name, type: 'string' as const, value: `={{ $json.${name} }}` })),
  { name: 'outcome', type: 'string', value: 'skipped' },
  { name: 'targetId', type: 'string', value: '' },
  {
    name: 'note',
    type: 'string',
    value: wrap(`${channelOf('$json.record')} ? 'Its order came from ' + ${channelOf('$json.record')} + ', for which this flow has no way' : 'Its order came from no other system: nobody has to be told'`),
  },
]);

/** A node of ours answers every item with an outcome or an error; a disabled one hands on what came in, record and all. */
const isLeft = when(DISABLED, { left: wrap('!$json.error && Boolean($json.record)'), is: 'true' });

export function routedTo({ name, answers, routes }: RoutedTarget): Routed {
  if (routes.length > MOST_ROUTES) throw new Error(`'${name}' leads to more than ${MOST_ROUTES} systems`);
  const unreadable: Way = { title: 'Not Readable', tests: [{ left: wrap('Boolean($json.error)'), is: 'true' }] };
  const nodes: Placed[] = [{ draft: switchTo(name, [...routes.map(wayOf), unreadable], 'Any Other'), at: [13.9, 1] }];
  const links: Link[] = [];
  routes.forEach(({ step }, index) => {
    // Only the first is asked for a credential: one that is missing would keep the flow from being published.
    const draft = { ...channelNode(step), ...(index > 0 ? { disabled: true } : {}), onError: 'continueErrorOutput' as const };
    nodes.push({ draft, at: [14.9, 2 + index - routes.length] });
    links.push({ from: name, to: step.name, output: index }, { from: step.name, to: answers, input: index });
    links.push({ from: step.name, to: PROBLEMS, output: 1, input: index });
  });
  const [others, unread, problems] = [routes.length, routes.length + 1, routes.length + 2];
  nodes.push({ draft: skipped, at: [14.9, 2] }, { draft: append(PROBLEMS, Math.max(2, routes.length)), at: [15.9, 2.4] }, { draft: append(answers, routes.length + 3), at: [15.9, 0.4] });
  links.push({ from: name, to: answers, output: routes.length, input: unread }, { from: PROBLEMS, to: answers, input: problems });
  links.push({ from: name, to: OTHERS, output: routes.length + 1 }, { from: OTHERS, to: answers, input: others });
  nodes.push({ draft: isLeft, at: [15 + COLUMNS, 3.3] }, { draft: nothing(LEFT), at: [17 + COLUMNS, 3.5] });
  return {
    nodes,
    links,
    firsts: [name],
    answers: { from: answers },
    // A disabled node hands on what came in, so what has no outcome may also be no problem.
    problems: { from: 'Done?', output: 1 },
    others: [
      { from: 'Refused?', to: DISABLED, output: 1 },
      ...chain(DISABLED, LEFT),
      { from: LEFT, to: 'Join', input: 3 },
      { from: DISABLED, to: 'Stop Here', output: 1 },
    ],
    remember: { note: "={{ $json.note ?? '' }}" },
    roomIn: (page) => page.map((one) => (nodes.includes(one) || one.at[0] < BEHIND ? one : { ...one, at: [one.at[0] + COLUMNS, one.at[1]] })),
  };
}

/** Expression part: the position before the page. */
const BEFORE = `JSON.parse(${PAGE}.position || '{}')`;
/** Expression part: where the very first window began, as the operator wrote it: ISO or with dashes in its time; without a zone it is UTC. */
const START = `new Date(Date.parse(String(${pageSetting('startFrom')}).trim().replace(/^(.{10})[ T](..)[-:](..)[-:](..)$/, '$1T$2:$3:$4Z')) || 0).toISOString()`;
/** Expression part: how many records of each disabled channel were left since the window began. */
const LEFT_OF = `($('${LEFT}').isExecuted ? $('${LEFT}').all().map((item) => item.json.record.order.channel) : []).reduce((left, channel) => ({ ...left, [channel]: (left[channel] ?? 0) + 1 }), ${BEFORE}.left ?? {})`;

/** What a page of records for several systems says beyond other pages. */
export interface LeftOver {
  /** Expression part: the position behind the page. */
  position: string;
  /** Expression part: records of this page that are left. */
  count: string;
  /** Expression part: all that were left since the window began, in words. */
  words: string;
}

/**
 * A window in which something was left is not done: the watermark stays and the next run reads it again, where the ledger
 * knows all the rest. It moves on once that is too long ago.
 */
export function leftOver(page: string): LeftOver {
  const after = `JSON.parse(${page}.position)`;
  const isAny = `Object.keys(${LEFT_OF}).length > 0`;
  const longAgo = `new Date(Date.now() - ${pageSetting(CATCH_UP_SETTING.name)} * 86400000).toISOString()`;
  // UTC times of one form are in the order of their letters.
  const watermark = `[${after}.watermark, [${BEFORE}.watermark ?? ${START}, ${longAgo}].sort()[1]].sort()[0]`;
  const again = `JSON.stringify({ ...${after}, watermark: ${watermark} })`;
  return {
    position: `!(${isAny}) ? ${page}.position : ${page}.more ? JSON.stringify({ ...${after}, left: ${LEFT_OF} }) : ${again}`,
    count: `($('${LEFT}').isExecuted ? $('${LEFT}').all().length : 0)`,
    words: `Object.entries(${LEFT_OF}).map(([channel, count]) => count + ' of ' + channel).join(', ')`,
  };
}

/** Expression parts: what the last page says of what was left, and what to do; empty where nothing was. */
export const LEFT_TEXTS = {
  reason: (page: string): string => `(${page}.left ? 'Left, as the node of the channel is disabled: ' + ${page}.left : '')`,
  nextStep: (page: string): string => `(${page}.left ? 'To bring them, choose the account in that node and enable it within catchUpDays; or set catchUpDays to 0.' : '')`,
};
