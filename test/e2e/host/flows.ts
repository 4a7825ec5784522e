import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { What } from './sandbox';
import { settingNames, type Template } from './template';

/** What a flow carries from where to where, read off its own nodes: the one that reads page by page and the one that writes. */
export interface Moves {
  what: What;
  from: string;
  to: string;
}

export interface Flow {
  pair: string;
  flow: string;
  /** The systems whose nodes the flow has, by the name of their room in the sandbox. */
  channels: string[];
  moves?: Moves;
  file: string;
  template: Template;
}

const PACKAGE = 'n8n-nodes-channel-sync.';

const WRITES: Record<string, Moves['what']> = {
  'order import': 'orders',
  'invoice import': 'orders',
  'file create': 'orders',
  'order ship': 'shipments',
  'stock push': 'stock',
  'asn import': 'purchaseOrders',
  'return import': 'returns',
};

/** Each system has a folder of nodes, and a room of that name in small letters. */
const rooms = readdirSync(join(__dirname, '../../../nodes'), { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name.toLowerCase()] : []));

/** The room of a node of ours, whether it is the node or one of its triggers. */
export function roomOf(type: string): string {
  const name = type.slice(PACKAGE.length).toLowerCase();
  return rooms.filter((room) => name.startsWith(room)).reduce((longest, room) => (room.length > longest.length ? room : longest), '');
}

const ours = ({ nodes }: Template) =>
  nodes
    .filter(({ type }) => type.startsWith(PACKAGE))
    .map(({ type, parameters }) => ({ channel: roomOf(type), parameters }));

const writesOf = (template: Template) => ours(template).filter(({ parameters }) => `${parameters.resource} ${parameters.operation}` in WRITES && parameters.dryRun !== true);

/** Of a flow that serves several systems, the first one: the others ship disabled. */
export function movesOf(template: Template): Moves | undefined {
  const from = ours(template).find(({ parameters }) => parameters.pageByPage === true)?.channel;
  const [write] = writesOf(template);
  if (!from || !write) return undefined;
  return { what: WRITES[`${write.parameters.resource} ${write.parameters.operation}`] as Moves['what'], from, to: write.channel };
}

/** A sweep looks over what another flow did, and repairs it up to a number. */
export const isSweep = ({ template }: Pick<Flow, 'template'>): boolean => settingNames(template).includes('repairAtMost');

/** Whether it reads more than one system, each in its turn. */
export const readsSeveral = ({ template }: Pick<Flow, 'template'>): boolean => template.nodes.filter(({ parameters }) => parameters.pageByPage === true).length > 1;

/** Whether it writes into more than one system. */
export const writesSeveral = ({ template }: Pick<Flow, 'template'>): boolean => new Set(writesOf(template).map(({ channel }) => channel)).size > 1;

/** Whether files on disk are one of its ends. */
export const isByFile = ({ nodes }: Template): boolean => nodes.some(({ type }) => type === 'n8n-nodes-base.readWriteFile');

/** Set-up checks come first and orders before what refers to them, returns and sweeps after it; otherwise by name, so that a run can be compared with the last. */
function rank(flow: string): number {
  if (flow.startsWith('check-')) return 0;
  if (flow.startsWith('order-import')) return 1;
  if (/^(open-)?order/.test(flow)) return 2;
  if (/returns/.test(flow)) return 4;
  if (/sweep/.test(flow)) return 5;
  return flow.startsWith('retry-') ? 6 : 3;
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
