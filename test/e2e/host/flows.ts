import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Template } from './template';

export interface Flow {
  pair: string;
  flow: string;
  /** The two sides of a pair, source first; empty for a folder that is not one pair, such as any-to-any. */
  channels: [string, string] | [];
  file: string;
  template: Template;
}

export function channelsOf(pair: string): Flow['channels'] {
  const parts = pair.split('-');
  return parts.length === 2 && parts[0] && parts[1] ? [parts[0], parts[1]] : [];
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
  return { pair, flow, channels: channelsOf(pair), file, template };
}
