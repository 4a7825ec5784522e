import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

import type { INodeProperties, INodePropertyOptions, INodeType, NodePropertyTypes } from 'n8n-workflow';

import './support/clock';
import { installedTypes } from '../support/n8n';
import { channels, credentialsOf, operationsOf, type DiscoveredChannel } from './support/discover';

const root = path.resolve(__dirname, '../..');
const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { n8n: { nodes: string[]; credentials: string[] } };

const nodeOf = (name: string): INodeType => installedTypes().nodes.get(name) as INodeType;
const inside = (field: INodeProperties): INodeProperties[] =>
  (field.options ?? []).flatMap((option) => {
    if ('values' in option) return option.values.flatMap((one) => [one, ...inside(one)]);
    return 'type' in option ? [option as INodeProperties, ...inside(option as INodeProperties)] : [];
  });

/** Fields with everything inside their collections. */
const allFields = ({ description }: INodeType): INodeProperties[] => description.properties.flatMap((field) => [field, ...inside(field)]);
const CHOICES: NodePropertyTypes[] = ['options', 'multiOptions'];

interface Codex {
  categories?: string[];
  resources?: { primaryDocumentation?: unknown[] };
}

function iconsOf(icon: unknown): string[] {
  const files = typeof icon === 'string' ? [icon] : Object.values((icon ?? {}) as Record<string, string>);
  return files.map((file) => file.replace(/^file:/, ''));
}

describe.each(channels().flatMap((of) => [of.node, ...of.triggers].map((name) => [name, of] as const)))('%s', (name, of: DiscoveredChannel) => {
  const node = nodeOf(name);
  const { description } = node;
  const folder = path.join(root, 'nodes', of.folder);
  const file = `${name.charAt(0).toUpperCase()}${name.slice(1)}.node`;

  it('is installed with its credential, and both are in the package', () => {
    const credentials = credentialsOf(of);
    const isOne = credentials.length === 1;
    // Of several none is needed by every operation: which one is missing is told when it runs.
    const asked = credentials.map((credential) => expect.objectContaining(isOne ? { name: credential, required: true } : { name: credential }));
    expect(description.credentials).toEqual(node.poll ? [expect.objectContaining({ name: of.channel.vendor.credential, required: true })] : asked);
    expect(manifest.n8n.nodes).toContain(`dist/nodes/${of.folder}/${file}.js`);
    for (const credential of credentials) {
      expect(installedTypes().credentials.get(credential)?.test).toBeDefined();
      expect(manifest.n8n.credentials.some((one) => one.toLowerCase().endsWith(`/${credential.toLowerCase()}.credentials.js`))).toBe(true);
    }
  });

  it('has pictures and a catalogue entry', () => {
    expect(iconsOf(description.icon).length).toBeGreaterThan(0);
    for (const icon of iconsOf(description.icon)) expect([icon, existsSync(path.join(folder, icon))]).toEqual([icon, true]);
    const codex = JSON.parse(readFileSync(path.join(folder, `${file}.json`), 'utf8')) as Codex;
    expect(codex.categories?.length).toBeGreaterThan(0);
    expect(codex.resources?.primaryDocumentation?.length).toBeGreaterThan(0);
  });

  it('shows fields depending on fields that exist, for values that exist', () => {
    const known = new Map(description.properties.map((field) => [field.name, field]));
    for (const { name: field, displayOptions } of description.properties) {
      for (const [other, values] of Object.entries(displayOptions?.show ?? {})) {
        expect([field, other, known.has(other)]).toEqual([field, other, true]);
        const all = description.properties.filter((one) => one.name === other).flatMap((one) => (one.options ?? []) as INodePropertyOptions[]);
        const offered = all.length > 0 ? all.map(({ value }) => value) : (values ?? []);
        expect([field, other, (values ?? []).filter((value) => !offered.includes(value as string))]).toEqual([field, other, []]);
      }
    }
  });

  it('begins with a value that can be chosen', () => {
    for (const { name: field, type, options = [], default: begin, typeOptions } of allFields(node)) {
      if (!CHOICES.includes(type) || typeOptions?.loadOptionsMethod) continue;
      const offered = (options as INodePropertyOptions[]).map(({ value }) => value);
      for (const value of [begin].flat()) expect([field, value, offered.includes(value as string)]).toEqual([field, value, true]);
    }
  });

  it('says what every field is for', () => {
    const plain = allFields(node).filter(({ type }) => !['notice', 'collection', 'fixedCollection'].includes(type));
    const bare = plain.filter(({ name: field, description: says }) => !['resource', 'operation'].includes(field) && !says);
    expect(bare.map(({ displayName }) => displayName)).toEqual([]);
  });

  it('fills its lists with methods it has', () => {
    const { loadOptions = {}, listSearch = {} } = node.methods ?? {};
    for (const field of allFields(node)) {
      const method = field.typeOptions?.loadOptionsMethod;
      if (method) expect([field.name, Object.keys(loadOptions)]).toEqual([field.name, expect.arrayContaining([method])]);
      for (const { typeOptions } of field.modes ?? []) {
        const search = typeOptions?.searchListMethod;
        if (search) expect([field.name, Object.keys(listSearch)]).toEqual([field.name, expect.arrayContaining([search])]);
      }
    }
  });
});

describe.each(channels().map((of) => [of.folder, of] as const))('operations of %s', (_folder, of) => {
  const readme = readFileSync(path.join(root, 'nodes', of.folder, 'README.md'), 'utf8');

  it.each(operationsOf(of).map((one) => [one.key, one] as const))('%s is offered, and does what all of its kind do', (_key, { resource, operation }) => {
    const { properties } = nodeOf(of.node).description;
    const shown = properties.filter(({ displayOptions }) => {
      const { resource: resources = [], operation: operations = [] } = displayOptions?.show ?? {};
      return resources.includes(resource.value) && operations.includes(operation.value);
    });
    const choice = properties.find(({ name, displayOptions }) => name === 'operation' && displayOptions?.show?.resource?.includes(resource.value));
    expect((choice?.options as INodePropertyOptions[]).map(({ value }) => value)).toContain(operation.value);
    expect(operation.action).not.toBe('');
    expect(shown.some(({ name }) => name === 'dryRun')).toBe(operation.kind === 'write');
    // A read of the model can be had in the vendor's own words too.
    expect(operation.kind !== 'read' || shown.some(({ name }) => name === 'output')).toBe(true);
  });

  it('are in the README', () => {
    const rowOf = (resource: string, operation: string) => new RegExp(`^\\| ${resource}\\b[^\\n]*\\b${operation}\\b`, 'm');
    const missing = operationsOf(of).filter(({ resource, operation }) => !rowOf(resource.name, operation.name).test(readme));
    expect(missing.map(({ key }) => key)).toEqual([]);
  });
});
