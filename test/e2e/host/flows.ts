import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Template } from './template';

/** What a flow carries from where to where, read off its own nodes: the one that reads page by page and the one that writes. */
export interface Moves {
  what: 'orders' | 'shipments' | 'stock';
  from: string;
  to: string;
}

export interface Flow {
  pair: string;
  flow: string;
  /** The systems whose nodes the flow has, by node name, which is the name of their room in the sandbox. */
  channels: string[];
  moves?: Moves;
  file: string;
  template: Template;
}

const PACKAGE = 'n8n-nodes-channel-sync.';

const WRITES: Record<string, Moves['what']> = { 'order import': 'orders', 'order ship': 'shipments', 'stock push': 'stock' };

const ours = ({ nodes }: Template) =>
  nodes
    .filter(({ type }) => type.startsWith(PACKAGE))
    .map(({ type, parameters }) => ({ channel: type.slice(PACKAGE.length), parameters }));

export function movesOf(template: Template): Moves | undefined {
  const from = ours(template).find(({ parameters }) => parameters.pageByPage === true)?.channel;
  const write = ours(template).find(({ parameters }) => `${parameters.resource} ${parameters.operation}` in WRITES && parameters.dryRun !== true);
  if (!from || !write) return undefined;
  return { what: WRITES[`${write.parameters.resource} ${write.parameters.operation}`] as Moves['what'], from, to: write.channel };
}

/** Set-up checks come first and orders before what refers to them; otherwise by name, so that a run can be compared with the last. */
function rank(flow: string): number {
  if (flow.startsWith('check-')) return 0;
  if (flow.startsWith('order-import')) return 1;
  if (flow.startsWith('order')) return 2;
  return flow.startsWith('retry-') ? 4 : 3;
}

/** Every importable template on disk, `workflows/<pair>/<flow>.json`: a new file is a new flow, nothing else is to be told. */
export function listFlows(workflowsFolder: string): Flow[] {
  if (!existsSync(workflowsFolder)) return [];
  const pairs = readdirSync(workflowsFolder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const flows = pairs.flatMap(({ name: pair }) =>
    readdirSync(join(workflowsFolder, pair))
      .filter((file) => file.endsWith('.json'))
      .map((file) => readFlow(join(workflowsFolder, pair, file), pair, file.slice(0, -'.json'.length))),
  );
  const found = flows.filter((flow) => flow !== undefined);
  return found.sort((a, b) => a.pair.localeCompare(b.pair) || rank(a.flow) - rank(b.flow) || a.flow.localeCompare(b.flow));
}

function readFlow(file: string, pair: string, flow: string): Flow | undefined {
  const template = JSON.parse(readFileSync(file, 'utf8')) as Template;
  if (!Array.isArray(template.nodes)) return undefined;
  const channels = [...new Set(ours(template).map(({ channel }) => channel))];
  return { pair, flow, channels, moves: movesOf(template), file, template };
}
