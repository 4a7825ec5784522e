/** Turns drafts, places and links into a workflow file. Pure: the same flow always gives the same bytes. */
import { createHash } from 'node:crypto';

import type { Draft, Template } from './types';

/** A UUID made from the flow and the node's name: unique in the file, stable between two generations. */
function idOf(flow: string, name: string): string {
  const hex = createHash('sha256').update(`${flow}\n${name}`).digest('hex');
  const variant = ((parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Canvas grid in pixels; one cell holds a node with its name. */
export const CELL_WIDTH = 220;
export const CELL_HEIGHT = 180;

export interface Placed {
  draft: Draft;
  /** Grid cell, may be fractional. */
  at: [column: number, row: number];
}

/** `from` output `output` (0 when left out) to `to` input `input` (0 when left out). */
export interface Link {
  from: string;
  to: string;
  output?: number;
  input?: number;
}

export interface Sheet {
  /** `pair/flow`: seed of the node ids. */
  flow: string;
  title: string;
  nodes: Placed[];
  links: Link[];
  settings: Record<string, unknown>;
  pinData?: Template['pinData'];
}

export function assemble(sheet: Sheet): Template {
  const names = new Set<string>();
  const nodes = sheet.nodes.map(({ draft, at: [column, row] }) => {
    if (names.has(draft.name)) throw new Error(`${sheet.flow}: two nodes are called '${draft.name}'`);
    names.add(draft.name);
    const position: [number, number] = [Math.round(column * CELL_WIDTH), Math.round(row * CELL_HEIGHT)];
    const { name, type, typeVersion, parameters, ...rest } = draft;
    return { id: idOf(sheet.flow, name), name, type, typeVersion, position, parameters, ...rest };
  });

  const connections: Template['connections'] = {};
  for (const { from, to, output = 0, input = 0 } of sheet.links) {
    for (const end of [from, to]) if (!names.has(end)) throw new Error(`${sheet.flow}: no node is called '${end}'`);
    const main = (connections[from] ??= { main: [] }).main;
    while (main.length <= output) main.push([]);
    main[output]?.push({ node: to, type: 'main', index: input });
  }

  return {
    name: sheet.title,
    nodes,
    connections,
    settings: { executionOrder: 'v1', ...sheet.settings },
    pinData: sheet.pinData ?? {},
    meta: { templateCredsSetupCompleted: false },
    tags: [],
  };
}

/** Links a row of nodes one behind the other. */
export function chain(...names: string[]): Link[] {
  return names.slice(1).map((to, index) => ({ from: names[index] as string, to }));
}

/** Steps that one kind of flow has between two that follow each other in all of them. */
export interface Splice {
  from: string;
  to: string;
  first: string;
  last: string;
  /** Output of `last` that goes on to `to`; 0 when left out. */
  output?: number;
}

export function splice(links: Link[], { from, to, first, last, output = 0 }: Splice): Link[] {
  const at = links.findIndex((link) => link.from === from && link.to === to);
  const cut = links[at];
  if (!cut) throw new Error(`'${from}' does not lead to '${to}'`);
  return [...links.slice(0, at), { ...cut, to: first }, { ...cut, from: last, output }, ...links.slice(at + 1)];
}
