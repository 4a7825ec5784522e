import type { Placed } from '../assemble';
import type { Lane, LeasedFlow } from '../leased-flow';
import { sticky } from '../nodes';
import { isLaneTarget, type Setting, type Target } from '../types';

const YELLOW = 1;
const BLUE = 5;
const GREY = 7;

const CELL = 180;

const severalPage = (source: string): string =>
  `### One page\n**${source}** reads, and each level becomes one for each channel, by **Settings** and by the data table channelsync_sku_map. The ledger drops what a channel has, the channels that are enabled write. Refused ones go to the data table channelsync_dead_letters and the rest goes on; a channel that cannot be reached is left out, the others get theirs, and the run ends as failed.`;

/** What frames the nodes of a page, and the one or the several among them that write. */
function frames(target: Target, page: string): Placed[] {
  const write = '**Account and options**';
  if (!isLaneTarget(target)) {
    return [
      { draft: sticky('Page', page, 3900, 830, GREY), at: [2.75, -0.75] },
      { draft: sticky('Choose Source', '**Account and filters**', 200, 240, BLUE), at: [5.88, 0.55] },
      { draft: sticky('Choose Target', write, 200, 240, BLUE), at: [13.88, 0.55] },
    ];
  }
  const more = target.lanes.length - 1;
  return [
    { draft: sticky('Page', page, 5440, 830 + more * CELL, GREY), at: [2.75, -0.75 - more] },
    { draft: sticky('Choose Source', '**Account and filters**', 200, 240, BLUE), at: [5.88, 0.55] },
    { draft: sticky('Choose Target', write, 200, 240 + more * CELL, BLUE), at: [19.88, 0.55 - more] },
  ];
}

/** The notes: what the operator does, with numbered steps, and what the engine below is for. */
export function stickies({ title, summary, steps, source, target }: LeasedFlow, settings: Setting[]): Lane {
  const numbered = steps.map((step, index) => `${index + 1}. ${step}`).join('\n');
  const table = settings.map(({ name, meaning }) => `- **${name}**: ${meaning}`).join('\n');
  const manual = `## ${title}\n${summary}\n\n${numbered}\n\n### Settings\n${table}`;
  const engine =
    '### Engine: nothing to change here\nOne run at a time holds the lease. Changes are read in a window, page by page; each page is a sub-execution of this same workflow, and the position is saved only after the page is written. A killed run is taken up again where it stopped.\nAs error workflow of this workflow choose only **errors** of this package, or none: n8n would then no longer call the error path below, whose work that flow does as well.';
  const page = isLaneTarget(target) ? severalPage(source.name) : `### One page\n**${source.name}** reads, the ledger drops what is done, **${target.name}** writes. Refused records go to the data table channelsync_dead_letters and the rest goes on; when a system cannot be reached, the run stops and the position stays.`;
  return {
    nodes: [
      { draft: sticky('Read Me', manual, 620, isLaneTarget(target) ? 960 + 2 * CELL : 960, YELLOW), at: [-3.1, -0.6] },
      { draft: sticky('Engine', engine, 3960, 1180, GREY), at: [0.8, 4.05] },
      ...frames(target, page),
    ],
    links: [],
  };
}
