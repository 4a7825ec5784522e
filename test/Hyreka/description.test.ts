/** What the conformance suite checks for channels with an account holds for this one as well. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import * as steps from '../../workflows/generate/channels/hyreka';
import type { ChannelStep } from '../../workflows/generate/types';
import { installedTypes } from '../support/n8n';

const folder = path.resolve(__dirname, '../../nodes/Hyreka');
const description = installedTypes().nodes.get('hyreka')?.description;
const properties = description?.properties ?? [];

const inside = (field: INodeProperties): INodeProperties[] =>
  (field.options ?? []).flatMap((option) => {
    if ('values' in option) return option.values.flatMap((one) => [one, ...inside(one)]);
    return 'type' in option ? [option as INodeProperties, ...inside(option as INodeProperties)] : [];
  });
const all = properties.flatMap((field) => [field, ...inside(field)]);

it('says in its name that there is no interface, and asks for no credential', () => {
  expect(description?.displayName).toBe('Hyreka (File Exchange)');
  expect(description?.credentials).toBeUndefined();
});

it('has its pictures and a catalogue entry', () => {
  const icons = Object.values(description?.icon as Record<string, string>).map((file) => file.replace('file:', ''));
  expect(icons.map((icon) => existsSync(path.join(folder, icon)))).toEqual([true, true]);
  const codex = JSON.parse(readFileSync(path.join(folder, 'Hyreka.node.json'), 'utf8')) as { categories: string[]; resources: { primaryDocumentation: unknown[] } };
  expect([codex.categories.length, codex.resources.primaryDocumentation.length].every((count) => count > 0)).toBe(true);
});

it('shows fields depending on fields that exist, for values that exist', () => {
  for (const { name, displayOptions } of properties) {
    for (const [other, values] of Object.entries(displayOptions?.show ?? {})) {
      const offered = properties.filter((one) => one.name === other).flatMap((one) => (one.options ?? []) as INodePropertyOptions[]).map(({ value }) => value);
      const known = offered.length > 0 ? offered : [true, false];
      expect([name, other, (values ?? []).filter((value) => !known.includes(value as string))]).toEqual([name, other, []]);
    }
  }
});

it('begins with values that can be chosen, and says what every field is for', () => {
  for (const { name, type, options = [], default: begin } of all.filter(({ type: one }) => one === 'options' || one === 'multiOptions')) {
    const offered = (options as INodePropertyOptions[]).map(({ value }) => value);
    expect([name, type, [begin].flat().filter((value) => !offered.includes(value as string))]).toEqual([name, type, []]);
  }
  const bare = all.filter(({ type, name, description: says }) => !['collection', 'notice'].includes(type) && !['resource', 'operation'].includes(name) && !says);
  expect(bare.map(({ displayName }) => displayName)).toEqual([]);
});

it('has both operations in its README', () => {
  const readme = readFileSync(path.join(folder, 'README.md'), 'utf8');
  for (const operation of ['Create', 'Parse']) expect(readme).toMatch(new RegExp(`^\\| File\\b[^\\n]*\\b${operation}\\b`, 'm'));
});

describe('steps for templates', () => {
  const made = Object.entries(steps).map(([name, make]): [string, ChannelStep] => [name, make('Step')]);

  it.each(made)('%s sets only what the node shows for it', (_name, { node, parameters, credential }) => {
    expect([node, credential]).toEqual(['hyreka', undefined]);
    for (const [name, value] of Object.entries(parameters)) {
      const shown = properties.find(
        (field) => field.name === name && Object.entries(field.displayOptions?.show ?? {}).every(([other, values]) => values?.includes(parameters[other] as string)),
      );
      expect([name, shown?.name]).toEqual([name, name]);
      const offered = shown?.type === 'options' ? (shown.options as INodePropertyOptions[]).map((option) => option.value) : [value];
      expect(offered).toContain(value);
    }
  });
});
