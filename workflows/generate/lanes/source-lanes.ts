/** The nodes of a page that read: one system, the books, or the one of several systems whose turn it is. */
import { chain, type Link, type Placed } from '../assemble';
import { wrap } from '../expressions';
import { channelNode, set, when } from '../nodes';
import { PAGE } from '../page';
import { isBookSource, isLaneSource, type Draft, type LaneSource, type Source, type SourceLane } from '../types';

export interface Read {
  nodes: Placed[];
  links: Link[];
  first: string;
  last: string;
}

/** Expression part: what the flow keeps as its position, `{ lane, first, at: { channel: position } }`; empty before the first page. */
const KEPT = `JSON.parse(${PAGE}.position || '{}')`;
/** Expression part: number of the system whose turn it is. */
const TURN = `(${KEPT}.lane ?? 0)`;
/** Expression part: where each system begins, also one that is enabled later: where the flow itself began. */
const FIRST = `(${KEPT}.at ? ${KEPT}.first : ${PAGE}.position)`;

/** Expression part: where this system has come to. */
const positionOf = (channel: string): string => `(${KEPT}.at?.${channel} ?? ${FIRST})`;

const turnOf = ({ title }: SourceLane): string => `${title}'s Turn?`;

/** A disabled node hands on what came in, which is no page: then it is the next one's turn. */
function pageOf({ name, lanes }: LaneSource): Draft {
  const channels = `[${lanes.map(({ channel }) => `'${channel}'`).join(', ')}]`;
  const isPage = 'Array.isArray($json.items)';
  const more = `(${isPage} && $json.more === true)`;
  const at = `Object.assign({}, ${KEPT}.at, ${isPage} ? { [${channels}[${TURN}]]: $json.position } : {})`;
  const next = `(${more} ? ${TURN} : (${TURN} + 1) % ${lanes.length})`;
  return {
    ...set(name, [
      { name: 'items', type: 'array', value: wrap(`${isPage} ? $json.items : []`) },
      { name: 'position', type: 'string', value: wrap(`JSON.stringify({ lane: ${next}, first: ${FIRST}, at: ${at} })`) },
      { name: 'more', type: 'boolean', value: wrap(`${more} || ${TURN} < ${lanes.length - 1}`) },
    ]),
    executeOnce: true,
  };
}

function lanesOf(source: LaneSource): Read {
  const { lanes, name } = source;
  const nodes: Placed[] = [{ draft: pageOf(source), at: [6.6, 1] }];
  const links: Link[] = [];
  lanes.forEach((lane, index) => {
    const { channel, step } = lane;
    const parameters = { ...step.parameters, position: wrap(positionOf(channel)) };
    // Only the first is asked for a credential: one that is missing would keep the flow from being published.
    const node: Draft = { ...channelNode({ ...step, parameters }), ...(index > 0 ? { disabled: true } : {}) };
    const row = 1 + index - lanes.length;
    nodes.push({ draft: when(turnOf(lane), { left: wrap(`${TURN} === ${index}`), is: 'true' }), at: [5.3, row] }, { draft: node, at: [6, row] });
    links.push(...chain(turnOf(lane), step.name, name));
    const following = lanes[index + 1];
    // A position of a longer list, from before a system was taken out of the flow: begin with the first again.
    links.push({ from: turnOf(lane), to: following ? turnOf(following) : name, output: 1 });
  });
  return { nodes, links, first: turnOf(lanes[0] as SourceLane), last: name };
}

export function readOf(source: Source): Read {
  if (isLaneSource(source)) return lanesOf(source);
  const reads = isBookSource(source) ? source.books : [channelNode(source)];
  const names = reads.map(({ name }) => name);
  return {
    nodes: reads.map((draft, index) => ({ draft, at: [6, 2 + index - reads.length] })),
    links: chain(...names),
    first: names[0] as string,
    last: names[names.length - 1] as string,
  };
}
