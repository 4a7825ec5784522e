import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { NodeHelpers, type INode, type INodeProperties } from 'n8n-workflow';

import { discoverFlows, render } from '../../workflows/generate/discover';
import { leasedFlow } from '../../workflows/generate/leased-flow';
import { ALERTS, API_LOG, CHECKPOINTS, DEAD_LETTERS, HEARTBEATS, LEDGER, RUNS, SKU_MAP, STORE_NOTICES, STORE_ORDERS } from '../../workflows/generate/tables';
import type { TemplateNode } from '../../workflows/generate/types';
import { installedTypes, PACKAGE } from '../support/n8n';

const folder = path.resolve(__dirname, '../../workflows');
const flows = discoverFlows();

/** Node versions that exist in n8n 2.8 and newer (n8n.md 5.1). */
const NEWEST: Record<string, number> = {
  dataTable: 1.1,
  emailSend: 2.1,
  errorTrigger: 1,
  executeWorkflow: 1.3,
  executeWorkflowTrigger: 1.1,
  extractFromFile: 1.1,
  filter: 2.3,
  ftp: 1,
  httpRequest: 4.4,
  if: 2.3,
  limit: 1,
  manualTrigger: 1,
  merge: 3.2,
  nextCloud: 1,
  noOp: 1,
  readWriteFile: 1.1,
  respondToWebhook: 1.5,
  scheduleTrigger: 1.3,
  set: 3.4,
  splitOut: 1,
  stickyNote: 1,
  stopAndError: 1,
  switch: 3.4,
  wait: 1.1,
  webhook: 2.1,
};

const ours = (node: TemplateNode) => node.type.startsWith(`${PACKAGE}.`);

function descriptionOf(node: TemplateNode) {
  const found = installedTypes().nodes.get(node.type.slice(PACKAGE.length + 1));
  if (!found) throw new Error(`${node.type} does not exist`);
  return found.description;
}

/** Parameters n8n would show for these values: anything else in the file would silently do nothing. */
function shown(node: TemplateNode): INodeProperties[] {
  const description = descriptionOf(node);
  const asNode = { ...node, typeVersion: node.typeVersion } as unknown as INode;
  const values = NodeHelpers.getNodeParameters(description.properties, node.parameters as never, true, false, asNode, description);
  return description.properties.filter((property) => NodeHelpers.displayParameter(values ?? {}, property, asNode, description));
}

/** Credentials n8n shows in a node with these values, and those of them it demands. */
function credentialsOf(node: TemplateNode): { offered: string[]; needed: string[] } {
  const description = descriptionOf(node);
  const asNode = { ...node, typeVersion: node.typeVersion } as unknown as INode;
  const offered = (description.credentials ?? []).filter((credential) => NodeHelpers.displayParameter(node.parameters as never, credential, asNode, description));
  return { offered: offered.map(({ name }) => name), needed: offered.filter(({ required }) => required).map(({ name }) => name) };
}

it('finds flows at all, and a file for each and none beside', () => {
  expect(flows.length).toBeGreaterThan(0);
  const onDisk = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'generate')
    .flatMap(({ name }) => readdirSync(path.join(folder, name)).filter((file) => file.endsWith('.json')).map((file) => `${name}/${file}`));
  expect(onDisk.sort()).toEqual(flows.map(({ pair, flow }) => `${pair}/${flow}.json`).sort());
  for (const pair of new Set(flows.map((flow) => flow.pair))) expect(existsSync(path.join(folder, pair, 'README.md'))).toBe(true);
});

it('keeps the engine out of the channels: their steps ask page.ts and name no other node', () => {
  const channels = path.join(folder, 'generate/channels');
  const files = readdirSync(channels);
  expect(files).toContain('kaufland.ts');
  for (const file of files) expect(readFileSync(path.join(channels, file), 'utf8')).not.toContain("$('");
});

it('fits all that a leased flow can have together, and marks a record before a target that is asked once sees it', () => {
  const step = (name: string, node = 'kaufland') => ({ name, node, parameters: {}, credential: { type: 'channelSyncKauflandApi', name: 'Kaufland account' } });
  const common = { pair: 'any', flow: 'all', title: '', summary: '', subject: 'orders', starts: { everyMinutes: 5 }, source: step('Read'), target: step('Write'), steps: [] };
  const { template, settings } = leasedFlow({
    ...common,
    once: true,
    apiLog: true,
    wokenBy: [step('Told', 'kauflandNotificationTrigger')],
    buyerMail: { get: step('Get'), address: '$json.email', when: 'true', note: "''" },
  });
  const into = (name: string) => Object.entries(template.connections).filter(([, { main }]) => main.flat().some(({ node }) => node === name)).map(([from]) => from);
  const ways = (name: string, seen: string[] = []): string[] => (seen.includes(name) ? seen : into(name).reduce((all, from) => ways(from, all), [...seen, name]));
  expect(into('Write')).toEqual(['Split Started']);
  expect(ways('Write')).toEqual(expect.arrayContaining(['Mark Started', 'Not Yet Done', 'Page of Work']));
  expect(ways('First Page')).toEqual(expect.arrayContaining(['Take Note Away', 'Told', 'Take Lease']));
  expect(template.nodes.find(({ name }) => name === 'Told')?.disabled).toBe(true);
  expect(into('Prune Runs')).toEqual(['Empty API Log']);
  expect(into('Calls to Log')).toEqual(['Read', 'Write']);
  expect(template.nodes.map(({ name }) => name)).not.toContain('Prune Ledger');
  expect(settings.map(({ name }) => name)).toEqual(expect.arrayContaining(['onSchedule', 'onEvent', 'gatherSeconds', 'emailBuyer']));
  expect(() => leasedFlow({ ...common, once: true, sweep: { days: 3, repairAtMost: 1 } })).toThrow('asked once');
});

it('reads a file anew in each page, and puts one away above the books, so that n8n does it before', () => {
  const step = (name: string) => ({ name, node: 'hyreka', parameters: {} });
  const common = { pair: 'any', flow: 'files', title: '', summary: '', subject: 'orders', starts: { everyMinutes: 5 }, source: step('Read'), target: step('Write'), steps: [] };
  const built = leasedFlow({ ...common, wholeList: true, fromFiles: { take: 'each', files: '/in/*.csv' }, intoFile: { field: 'data', folder: '/out', name: '$json.fileName' } });
  const { nodes, connections } = built.template;
  const row = (name: string) => nodes.find((node) => node.name === name)?.position[1] ?? Number.NaN;
  const after = (name: string, output = 0) => (connections[name]?.main[output] ?? []).map(({ node }) => node);
  expect([after('Lease Valid?'), after('Find Files'), after('Any File?'), after('This File')]).toEqual([['Find Files'], ['Any File?'], ['This File'], ['Read']]);
  expect(after('Any File?', 1)).toEqual(['Page Result']);
  expect(after('Write').sort()).toEqual(['Records in the File', 'With a File']);
  expect(row('With a File')).toBeLessThan(row('Records in the File'));
  const ways = after('With a File');
  expect(ways).toHaveLength(4);
  expect(nodes.filter(({ name, disabled }) => ways.includes(name) && !disabled).map(({ name }) => name)).toEqual(['Write to Disk']);
  // One that fails ends the run before the books hear of it.
  expect(nodes.filter(({ name, onError }) => ways.includes(name) && onError)).toEqual([]);
  expect(built.settings.map(({ name }) => name)).toEqual(expect.arrayContaining(['files', 'folder']));
});

it('names no book so that n8n would take it for another', () => {
  const names = [ALERTS, API_LOG, CHECKPOINTS, HEARTBEATS, LEDGER, DEAD_LETTERS, RUNS, SKU_MAP, STORE_NOTICES, STORE_ORDERS].map(({ name }) => name);
  for (const name of names) expect(names.filter((other) => other.includes(name))).toEqual([name]);
});

describe.each(flows.map((flow) => [`${flow.pair}/${flow.flow}`, flow] as const))('%s', (name, flow) => {
  const { nodes, connections, settings, pinData } = flow.template;
  const byName = new Map(nodes.map((node) => [node.name, node]));

  it('is committed as generated', () => {
    expect(readFileSync(path.join(folder, `${name}.json`), 'utf8')).toBe(render(flow));
  });

  it('has unique names and ids, and connections that end somewhere', () => {
    expect(byName.size).toBe(nodes.length);
    expect(new Set(nodes.map(({ id }) => id)).size).toBe(nodes.length);
    for (const { id } of nodes) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    const ends = Object.entries(connections).flatMap(([from, { main }]) => [from, ...main.flat().map(({ node }) => node)]);
    for (const end of ends) expect([...byName.keys()]).toContain(end);
  });

  it('leaves no node without a way to it', () => {
    const reached = new Set(Object.values(connections).flatMap(({ main }) => main.flat().map(({ node }) => node)));
    const lonely = nodes.filter((node) => !reached.has(node.name) && !/trigger$|\.webhook$/i.test(node.type) && !node.type.endsWith('stickyNote'));
    expect(lonely.map((node) => node.name)).toEqual([]);
  });

  it('refers only to nodes it has', () => {
    const referred = [...JSON.stringify(nodes).matchAll(/\$\('([^']+)'\)/g)].map(([, node]) => node as string);
    for (const node of referred) expect([...byName.keys()]).toContain(node);
  });

  it('uses core nodes of versions every n8n from 2.8 on has, no Code node, and ours as they are', () => {
    for (const node of nodes) {
      if (ours(node)) {
        expect(descriptionOf(node).version).toBe(node.typeVersion);
      } else {
        const core = node.type.replace('n8n-nodes-base.', '');
        expect(Object.keys(NEWEST)).toContain(core);
        expect(node.typeVersion).toBeLessThanOrEqual(NEWEST[core] as number);
      }
    }
  });

  it('sets only parameters its nodes show, and every one they need', () => {
    for (const node of nodes.filter(ours)) {
      const properties = shown(node);
      for (const parameter of Object.keys(node.parameters)) {
        expect({ node: node.name, known: properties.map((property) => property.name) }).toEqual({
          node: node.name,
          known: expect.arrayContaining([parameter]),
        });
      }
      const missing = properties.filter((property) => property.required && node.parameters[property.name] === undefined);
      expect(missing.map((property) => property.name)).toEqual([]);
    }
  });

  it('names credentials without ids, and asks for none where one would stop it from being published', () => {
    for (const node of nodes) {
      const named = Object.keys(node.credentials ?? {});
      if (!ours(node)) {
        // Who is asked from outside has to know who asks.
        expect(named).toEqual(node.type.endsWith('.webhook') ? ['httpBasicAuth'] : []);
        continue;
      }
      const { offered, needed } = credentialsOf(node);
      expect(offered).toEqual(expect.arrayContaining(named));
      expect(named).toEqual(expect.arrayContaining(needed));
      // Of several accounts each of which would do, a template names one: a second one would have to be set up for nothing.
      const speaksToNobody = node.parameters.resource === 'customStore';
      expect(named).toHaveLength(speaksToNobody ? 0 : Math.min(1, offered.length));
      for (const credential of Object.values(node.credentials ?? {})) expect(credential.id).toBeNull();
      if (/emailSend|ftp|nextCloud$/.test(node.type)) expect(node.disabled).toBe(true);
    }
  });

  it('carries no data and no traces of an instance', () => {
    expect(settings.executionOrder).toBe('v1');
    expect(settings.saveDataSuccessExecution).toBe('none');
    expect(Object.keys(pinData)).toEqual([]);
    expect(nodes.filter((node) => 'webhookId' in node)).toEqual([]);
  });

  it('begins with a note of numbered steps', () => {
    const note = String(byName.get('Read Me')?.parameters.content);
    expect(note).toMatch(/\n1\. .+\n2\. /);
  });

  it('writes out that a table may be there already, and repeats creating it', () => {
    const tables = nodes.filter((node) => node.parameters.resource === 'table');
    expect(tables.length).toBeGreaterThan(0);
    for (const node of tables) {
      expect(node.parameters.options).toEqual({ createIfNotExists: true });
      expect(node.retryOnFail).toBe(true);
    }
  });
});

describe.each([...new Set(flows.map((flow) => flow.pair))])('the README of %s', (pair) => {
  const text = readFileSync(path.join(folder, pair, 'README.md'), 'utf8');

  it.each(flows.filter((flow) => flow.pair === pair).map((flow) => [flow.flow, flow] as const))('tells of %s and of each of its settings, in its own words', (name, flow) => {
    expect(text).toContain(`\`${name}\``);
    for (const setting of flow.settings) expect(text).toMatch(new RegExp(`\\| \`${setting.name}\` \\| .*\\| ${setting.meaning.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')} \\|`));
  });
});
