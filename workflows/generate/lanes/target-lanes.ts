/** The nodes of a page that write: one system, or each of several what its settings leave of the same stock. */
import { chain, type Link, type Placed } from '../assemble';
import { wrap } from '../expressions';
import { append, channelNode, keepWhen, set, type Assignment } from '../nodes';
import { PAGE, pageSetting } from '../page';
import { isLaneTarget, stepOf, type LaneTarget, type Setting, type Source, type Target, type TargetLane } from '../types';
import { channelSkus, readSkuMap } from './sku-map-lane';

export interface Write {
  nodes: Placed[];
  links: Link[];
  /** Get the items that are due. */
  firsts: string[];
  /** Gives what was answered, and what was not done. */
  answers: Pick<Link, 'from' | 'output'>;
  problems: Pick<Link, 'from' | 'output'>;
}

const PROBLEMS = 'Problems of the Channels';
/** Gives a page of what is due at each channel. */
export const SHARES = 'Levels for Each Channel';
const CHANNELS = 'Buffers and Maximums';

const forLane = ({ title }: TargetLane): string => `For ${title}`;

/** Expression part: the channel of an item, whose key is `channel/SKU`. */
const channelOf = (item: string): string => `${item}.key.split('/')[0]`;

function lanesOf({ name, lanes }: LaneTarget): Write {
  const nodes = lanes.flatMap((lane, index): Placed[] => {
    const row = 1 + index - lanes.length;
    return [
      { draft: keepWhen(forLane(lane), wrap(`${channelOf('$json')} === '${lane.channel}'`)), at: [19, row] },
      // Only the first is asked for a credential: one that is missing would keep the flow from being published.
      { draft: { ...channelNode(lane.step), onError: 'continueErrorOutput', ...(index > 0 ? { disabled: true } : {}) }, at: [20, row] },
    ];
  });
  return {
    nodes: [...nodes, { draft: append(name, lanes.length), at: [21, 0.4] }, { draft: append(PROBLEMS, lanes.length), at: [21, 2.3] }],
    links: lanes.flatMap((lane, input) => [
      ...chain(forLane(lane), lane.step.name),
      { from: lane.step.name, to: name, input },
      { from: lane.step.name, to: PROBLEMS, output: 1, input },
    ]),
    firsts: lanes.map(forLane),
    answers: { from: name },
    problems: { from: PROBLEMS },
  };
}

export function writeOf(target: Target): Write {
  if (isLaneTarget(target)) return lanesOf(target);
  const draft = { ...channelNode(stepOf(target)), onError: 'continueErrorOutput' as const };
  return { nodes: [{ draft, at: [14, 1] }], links: [], firsts: [target.name], answers: { from: target.name }, problems: { from: target.name, output: 1 } };
}

const moved = ({ draft, at: [column, row] }: Placed): Placed => ({ draft, at: [column + (column >= 15 ? 7 : column >= 7 ? 5 : 0), row] });

/** Room for the nodes that only several systems need: right of the node that reads, and right of where one system is written. `placed` stand where they should. */
export const roomFor = (target: Target, nodes: Placed[], placed: Placed[]): Placed[] =>
  isLaneTarget(target) ? nodes.map((node) => (placed.includes(node) ? node : moved(node))) : nodes;

const list = (node: string): string => `($('${node}').isExecuted ? $('${node}').all().map((item) => item.json) : [])`;

/**
 * Expression part: channels the rest of this run leaves out. One whose node is disabled hands on what came in, which is no
 * answer: its text is empty. One that could not be reached, or is set up wrongly, says why; no record is to blame.
 */
function leftOut({ name }: LaneTarget): string {
  const disabled = `${list(name)}.filter((answer) => answer.key && answer.outcome === undefined).map((answer) => [${channelOf('answer')}, ''])`;
  const why = "[one.error.message ?? one.error, one.error.nextStep].filter(Boolean).join('. ')";
  const down = `${list(PROBLEMS)}.filter((one) => one.error?.kind !== 'refused').map((one) => [${channelOf('one')}, ${why}])`;
  return `Object.assign({}, ${PAGE}.left, Object.fromEntries(${disabled}), Object.fromEntries(${down}))`;
}

const codesOf = ({ passOver }: LaneTarget): string => `[${passOver.map((code) => `'${code}'`).join(', ')}].includes`;

/** Expression: a refusal that makes a dead letter. */
export const isTrouble = (target: LaneTarget): string => wrap(`$json.error?.kind === 'refused' && !${codesOf(target)}($json.error.code)`);

/** Expression part: how many records a channel does not sell. */
export const notSold = (target: LaneTarget): string => `${list(PROBLEMS)}.filter((one) => ${codesOf(target)}(one.error?.code)).length`;

/** Where no channel is left there is nothing to read for: the next run begins with the first page. */
export function pageEnd(target: LaneTarget): Assignment[] {
  const anyLeft = `${target.lanes.length} > Object.keys(${leftOut(target)}).length`;
  const page = `$('${SHARES}').first().json`;
  return [
    { name: 'position', type: 'string', value: wrap(`${anyLeft} || !${page}.more ? ${page}.position : ''`) },
    { name: 'more', type: 'boolean', value: wrap(`${page}.more && ${anyLeft}`) },
    { name: 'left', type: 'object', value: wrap(leftOut(target)) },
  ];
}

/** The settings by which a channel gets less than there is. */
export const shareSettings = ({ lanes }: Pick<LaneTarget, 'lanes'>): Setting[] =>
  lanes.flatMap(({ channel, title }): Setting[] => [
    { name: `${channel}Buffer`, type: 'number', value: 0, meaning: `How many pieces are kept back from ${title}. Where no more than these are left, ${title} shows 0` },
    { name: `${channel}Maximum`, type: 'number', value: 0, meaning: `The most that is ever shown at ${title}. 0: no limit` },
  ]);

/** Expression part over `level`, one of the source, `to`, a channel, and `sku`, its name there: state and record of an item. */
function shareOf(): string {
  const record = 'level.record';
  const free = `(${record}.available ?? ${record}.physical - (${record}.allocated ?? 0))`;
  const endless = `${record}.unlimited === true`;
  const shown = `Math.max(0, Math.min(${endless} ? Infinity : Math.floor(${free} - to.buffer), to.maximum > 0 ? to.maximum : Infinity))`;
  // Where the source knows nothing of open orders, the channel's node decides whether the pieces on the shelf will do.
  const figure = `${endless} || (${record}.available ?? ${record}.allocated) !== undefined ? 'available' : 'physical'`;
  const others = '{ sku, unlimited: undefined, physical: undefined, allocated: undefined }';
  const counted = `[${shown}].map((shown) => ({ state: String(shown), record: Object.assign({}, ${record}, ${others}, { [${figure}]: shown }) }))[0]`;
  const asItIs = `{ state: 'unlimited', record: Object.assign({}, ${record}, { sku }) }`;
  return `!${record} ? { state: level.state, error: level.error } : ${endless} && !(to.maximum > 0) ? ${asItIs} : ${counted}`;
}

export interface Shares {
  nodes: Placed[];
  links: Link[];
  first: string;
  last: string;
}

/** What stands between reading and the ledger: a level becomes one item for each channel and each name it has there. */
export function sharesOf({ lanes }: LaneTarget, source: Source): Shares {
  const map = readSkuMap([7, 1]);
  const page = `$('${source.name}').first().json`;
  const channel = (lane: TargetLane) =>
    `{ channel: '${lane.channel}', title: '${lane.title}', buffer: Math.max(0, ${pageSetting(`${lane.channel}Buffer`)}), maximum: Math.floor(${pageSetting(`${lane.channel}Maximum`)}) }`;
  const channels = `[${lanes.map(channel).join(', ')}].filter((to) => !(to.channel in ${PAGE}.left))`;
  const item = `Object.assign({ key: to.channel + '/' + sku, number: to.title + ': ' + sku }, ${shareOf()})`;
  const items = `${page}.items.flatMap((level) => $json.channels.flatMap((to) => ${channelSkus('$json', 'to.channel', 'level.number')}.map((sku) => ${item})))`;
  return {
    nodes: [
      ...map.nodes,
      {
        draft: set(CHANNELS, [
          { name: 'channels', type: 'array', value: wrap(channels) },
          ...['ourSkus', 'channelSkus'].map((name) => ({ name, type: 'object' as const, value: `={{ $json.${name} }}` })),
        ]),
        at: [10, 1],
      },
      {
        draft: set(SHARES, [
          { name: 'items', type: 'array', value: wrap(items) },
          { name: 'read', type: 'number', value: wrap(`${page}.items.length`) },
          { name: 'position', type: 'string', value: wrap(`${page}.position`) },
          { name: 'more', type: 'boolean', value: wrap(`${page}.more`) },
        ]),
        at: [11, 1],
      },
    ],
    links: [...map.links, ...chain(map.last, CHANNELS, SHARES)],
    first: map.first,
    last: SHARES,
  };
}
