import type { Lane, LeasedFlow } from '../leased-flow';
import { textOf } from '../read-me';
import { sticky } from '../nodes';
import type { Setting } from '../types';

const YELLOW = 1;
const BLUE = 5;
const GREY = 7;

/** The notes: what the operator does, with numbered steps, and what the engine below is for. */
export function stickies({ title, summary, steps, source, target }: LeasedFlow, settings: Setting[]): Lane {
  const manual = textOf({ title, summary, steps, settings });
  const engine =
    '### Engine: nothing to change here\nOne run at a time holds the lease. Changes are read in a window, page by page; each page is a sub-execution of this same workflow, and the position is saved only after the page is written. A killed run is taken up again where it stopped.\nAs error workflow of this workflow choose only **errors** of this package, or none: n8n would then no longer call the error path below, whose work that flow does as well.';
  const page = `### One page\n**${source.name}** reads, the ledger drops what is done, **${target.name}** writes. Refused records go to the data table channelsync_dead_letters and the rest goes on; when a system cannot be reached, the run stops and the position stays.`;
  return {
    nodes: [
      { draft: sticky('Read Me', manual, 620, 960, YELLOW), at: [-3.1, -0.6] },
      { draft: sticky('Engine', engine, 3960, 1180, GREY), at: [0.8, 4.05] },
      { draft: sticky('Page', page, 3900, 830, GREY), at: [2.75, -0.75] },
      { draft: sticky('Choose Source', '**Account and filters**', 200, 240, BLUE), at: [5.88, 0.55] },
      { draft: sticky('Choose Target', '**Account and options**', 200, 240, BLUE), at: [13.88, 0.55] },
    ],
    links: [],
  };
}
