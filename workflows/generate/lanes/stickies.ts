import type { Lane, LeasedFlow } from '../leased-flow';
import { CELL_HEIGHT, CELL_WIDTH, type Placed } from '../assemble';
import { sticky } from '../nodes';
import { readMe } from '../read-me';
import { isLaneSource, isLaneTarget, isRouted, type Setting } from '../types';

const BLUE = 5;
const GREY = 7;

const ENGINE = 'Engine';
const PAGE = 'Page';
/** Row at which the engine begins. */
const BELOW_PAGE = 3.9;
const BETWEEN = 0.8;
/** Rows above the nodes of a box for its text, columns and rows around them for their names. */
const ROOM = { above: 0.65, around: 0.75 };

function boxed(box: Placed, inside: Placed[]): Placed {
  const [left, right] = [Math.min(...inside.map(({ at }) => at[0])), Math.max(...inside.map(({ at }) => at[0]))];
  const [top, bottom] = [Math.min(...inside.map(({ at }) => at[1])), Math.max(...inside.map(({ at }) => at[1]))];
  const at: Placed['at'] = [left - 0.25, top - ROOM.above];
  const size = { width: Math.round((right + ROOM.around - at[0]) * CELL_WIDTH), height: Math.round((bottom + ROOM.around - at[1]) * CELL_HEIGHT) };
  return { draft: { ...box.draft, parameters: { ...box.draft.parameters, ...size } }, at };
}

/** The grey boxes around what they speak of, which differs from flow to flow, and room between the two. */
export function framed(drawn: Placed[]): Placed[] {
  const nodes = drawn.map((one): Placed => (one.at[1] >= BELOW_PAGE ? { ...one, at: [one.at[0], one.at[1] + BETWEEN] } : one));
  const steps = nodes.filter(({ draft }) => draft.type !== 'n8n-nodes-base.stickyNote');
  const engine = steps.filter(({ at: [column, row] }) => row >= BELOW_PAGE && column >= 1);
  const page = steps.filter(({ at: [column, row] }) => row < BELOW_PAGE && column >= 2);
  return nodes.map((one) => (one.draft.name === ENGINE ? boxed(one, engine) : one.draft.name === PAGE ? boxed(one, page) : one));
}

const severalPage = (source: string): string =>
  `### One page\n**${source}** reads, and each level becomes one for each channel, by **Settings** and by the data table channelsync_sku_map. The ledger drops what a channel has, the channels that are enabled write. Refused ones go to the data table channelsync_dead_letters and the rest goes on; a channel that cannot be reached is left out, the others get theirs, and the run ends as failed.`;

/** Around the nodes an operator has to look at: the one that reads, the one or the several that write. */
function choices({ source, target, skuMap }: LeasedFlow): Placed[] {
  const several = isRouted(target) ? target.routes.length : isLaneTarget(target) ? target.lanes.length : 1;
  const [column, first] = isRouted(target) ? [14.78, 2 - several] : isLaneTarget(target) ? [19.88, 1 - several] : [skuMap ? 17.88 : 13.88, 1];
  const read = isLaneSource(source) ? source.lanes.length : 1;
  return [
    { draft: sticky('Choose Source', '**Account and filters**', 200, 240 + (read - 1) * CELL_HEIGHT, BLUE), at: [5.88, (isLaneSource(source) ? 1 - read : 1) - 0.45] },
    { draft: sticky('Choose Target', '**Account and options**', 200, 240 + (several - 1) * CELL_HEIGHT, BLUE), at: [column, first - 0.45] },
  ];
}

/** The notes: what the operator does, with numbered steps, and what the engine below is for. */
export function stickies(definition: LeasedFlow, settings: Setting[]): Lane {
  const { title, summary, steps, source, target } = definition;
  const engine =
    '### Engine: nothing to change here\nOne run at a time holds the lease. Changes are read in a window, page by page; each page is a sub-execution of this same workflow, and the position is saved only after the page is written. A killed run is taken up again where it stopped.\nAs error workflow of this workflow choose only **errors** of this package, or none: n8n would then no longer call the error path below, whose work that flow does as well.';
  const page = isLaneTarget(target) ? severalPage(source.name) : `### One page\n**${source.name}** reads, the ledger drops what is done, ${isRouted(target) ? `**${target.name}** hands each to the node of its channel, and what belongs to a disabled node is left for later` : `**${target.name}** writes`}. Refused records go to the data table channelsync_dead_letters and the rest goes on; when a system cannot be reached, the run stops and the position stays.`;
  return {
    nodes: [
      readMe({ title, summary, steps, settings }),
      { draft: sticky(ENGINE, engine, 0, 0, GREY), at: [0.8, BELOW_PAGE] },
      { draft: sticky(PAGE, page, 0, 0, GREY), at: [2.75, 0] },
      ...choices(definition),
    ],
    links: [],
  };
}
