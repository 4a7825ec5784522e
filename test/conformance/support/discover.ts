import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

import type { INodeProperties, INodeType } from 'n8n-workflow';

import type { Vendor } from '../../../nodes/shared/api/client';
import type { Channel, Operation, Resource } from '../../../nodes/shared/node/operation';
import { installedTypes } from '../../support/n8n';
import type { ChannelFixture } from '../fixture';

const nodes = path.resolve(__dirname, '../../../nodes');
const fixtures = path.resolve(__dirname, '../channels');

export interface DiscoveredChannel {
  /** Name of its folder below `nodes/`. */
  folder: string;
  channel: Channel & { vendor: Vendor };
  /** n8n name of the node with the operations. */
  node: string;
  /** n8n names of its polling triggers. */
  triggers: string[];
  /** Undefined while nobody has written `channels/<channel>.ts`. */
  fixture?: ChannelFixture;
}

function usesCredential(node: INodeType, credential: string): boolean {
  return (node.description.credentials ?? []).some(({ name }) => name === credential);
}

function fixtureOf(folder: string): ChannelFixture | undefined {
  const file = readdirSync(fixtures).find((name) => name.toLowerCase() === `${folder.toLowerCase()}.ts`);
  return file ? jest.requireActual<{ fixture: ChannelFixture }>(path.join(fixtures, file)).fixture : undefined;
}

function discoverChannel(folder: string): DiscoveredChannel[] {
  const { channel } = jest.requireActual<{ channel: Channel }>(path.join(nodes, folder, 'actions', 'index.ts'));
  const { vendor } = channel;
  // A channel that only exchanges files speaks to nobody: its own tests run it.
  if (!vendor) return [];
  const own = [...installedTypes().nodes].filter(([, node]) => usesCredential(node, vendor.credential));
  const [node] = own.find(([, { execute }]) => execute) ?? [''];
  const triggers = own.filter(([, { poll }]) => poll).map(([name]) => name);
  return [{ folder, channel: { ...channel, vendor }, node, triggers, fixture: fixtureOf(folder) }];
}

/** The credential types of a channel: its own, and those its operations name. */
export function credentialsOf({ channel }: DiscoveredChannel): string[] {
  const named = channel.resources.flatMap(({ operations }) => operations.flatMap(({ vendors = [] }) => vendors.map(({ credential }) => credential)));
  return [...new Set([channel.vendor.credential, ...named])];
}

let found: DiscoveredChannel[] | undefined;

/** Every folder below `nodes/` that has operations and an account to carry them out with. */
export function channels(): DiscoveredChannel[] {
  found ??= readdirSync(nodes)
    .filter((folder) => existsSync(path.join(nodes, folder, 'actions', 'index.ts')))
    .sort()
    .flatMap(discoverChannel);
  return found;
}

export const roomsOf = (): string[] => channels().flatMap(({ fixture }) => (fixture ? [fixture.room] : []));

export interface DiscoveredOperation {
  /** `resource:operation`. */
  key: string;
  resource: Resource;
  operation: Operation;
}

export function operationsOf({ channel }: DiscoveredChannel): DiscoveredOperation[] {
  return channel.resources.flatMap((resource) =>
    resource.operations.map((operation) => ({ key: `${resource.value}:${operation.value}`, resource, operation })),
  );
}

/** Each event of a trigger on its own; a trigger without a choice of events has one, `any`. */
export function eventsOf(trigger: string): string[] {
  const field = installedTypes().nodes.get(trigger)?.description.properties.find(({ name }) => name === 'event');
  return ((field?.options ?? [{ value: 'any' }]) as Array<{ value: string }>).map(({ value }) => value);
}

export interface ListMethod {
  node: string;
  kind: 'loadOptions' | 'listSearch';
  method: string;
}

/** The lists an operator picks from, once each however many nodes show them. */
export function listsOf({ node, triggers }: DiscoveredChannel): ListMethod[] {
  const seen = new Map<string, ListMethod>();
  for (const name of [node, ...triggers]) {
    const methods = installedTypes().nodes.get(name)?.methods ?? {};
    for (const kind of ['loadOptions', 'listSearch'] as const) {
      for (const method of Object.keys(methods[kind] ?? {})) seen.set(`${kind} ${method}`, { node: name, kind, method });
    }
  }
  return [...seen.values()];
}

export function hasField(operation: Operation, name: string): boolean {
  return operation.fields.some((field: INodeProperties) => field.name === name);
}
