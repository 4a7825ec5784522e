import type { Lane, LeasedFlow } from '../leased-flow';
import { sticky } from '../nodes';
import { isRouted, type Setting } from '../types';

/** Rows of the canvas are so far apart. */
const CELL_HEIGHT = 180;
const YELLOW = 1;
const BLUE = 5;
const GREY = 7;

/** The notes: what the operator does, with numbered steps, and what the engine below is for. */
export function stickies({ title, summary, steps, source, target }: LeasedFlow, settings: Setting[]): Lane {
  const numbered = steps.map((step, index) => `${index + 1}. ${step}`).join('\n');
  const table = settings.map(({ name, meaning }) => `- **${name}**: ${meaning}`).join('\n');
  const manual = `## ${title}\n${summary}\n\n${numbered}\n\n### Settings\n${table}`;
  const engine =
    '### Engine: nothing to change here\nOne run at a time holds the lease. Changes are read in a window, page by page; each page is a sub-execution of this same workflow, and the position is saved only after the page is written. A killed run is taken up again where it stopped.\nAs error workflow of this workflow choose only **errors** of this package, or none: n8n would then no longer call the error path below, whose work that flow does as well.';
  const page = `### One page\n**${source.name}** reads, the ledger drops what is done, ${isRouted(target) ? `**${target.name}** hands each record to the node of its channel. What belongs to a disabled node is left for later.` : `**${target.name}** writes.`} Refused records go to the data table channelsync_dead_letters and the rest goes on; when a system cannot be reached, the run stops and the position stays.`;
  const high = isRouted(target) ? target.lanes.length * CELL_HEIGHT + 60 : 240;
  return {
    nodes: [
      { draft: sticky('Read Me', manual, 620, 960, YELLOW), at: [-3.1, -0.6] },
      { draft: sticky('Engine', engine, 3960, 1180, GREY), at: [0.8, 4.05] },
      { draft: sticky('Page', page, isRouted(target) ? 4300 : 3900, 830, GREY), at: [2.75, -0.75] },
      { draft: sticky('Choose Source', '**Account and filters**', 200, 240, BLUE), at: [5.88, 0.55] },
      { draft: sticky('Choose Target', '**Account and options**', 200, high, BLUE), at: isRouted(target) ? [14.78, 1.55 - target.lanes.length] : [13.88, 0.55] },
    ],
    links: [],
  };
}
