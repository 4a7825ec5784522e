import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unflatten } from '../e2e/host/flatted';
import { listFlows, roomOf } from '../e2e/host/flows';
import { canvasSize } from '../e2e/host/picture';
import type { TemplateNode } from '../e2e/host/template';

it.each([
  ['kaufland', 'kaufland'],
  ['kauflandNotificationTrigger', 'kaufland'],
  ['cin7CoreTrigger', 'cin7core'],
  ['cin7CorePollingTrigger', 'cin7core'],
  ['shipStation', 'shipstation'],
])('finds the room of %s', (node, room) => {
  expect(roomOf(`n8n-nodes-channel-sync.${node}`)).toBe(room);
});

describe('listFlows', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'flows-test-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const put = (pair: string, file: string, content: object = { name: file, nodes: [], connections: {} }): void => {
    mkdirSync(join(folder, pair), { recursive: true });
    writeFileSync(join(folder, pair, file), JSON.stringify(content));
  };

  it('finds every template, checks first and orders before what refers to them', () => {
    for (const flow of ['stock-push', 'despatch', 'retry-dead-letters', 'order-import', 'check-my-setup']) put('kaufland-linnworks', `${flow}.json`);
    put('any-to-any', 'orders.json');
    put('generate', 'schema.json', { type: 'object' });
    put('kaufland-linnworks', 'README.md');
    expect(listFlows(folder).map(({ pair, flow }) => [pair, flow])).toEqual([
      ['any-to-any', 'orders'],
      ['kaufland-linnworks', 'check-my-setup'],
      ['kaufland-linnworks', 'order-import'],
      ['kaufland-linnworks', 'despatch'],
      ['kaufland-linnworks', 'stock-push'],
      ['kaufland-linnworks', 'retry-dead-letters'],
    ]);
  });

  it('reads off the nodes which systems a flow joins and what it moves which way, whatever the folder is called', () => {
    const node = (type: string, parameters: object) => ({ name: type, type, parameters });
    put('a-pair-with-a-long-name', 'despatch.json', {
      nodes: [
        node('n8n-nodes-base.set', {}),
        node('n8n-nodes-channel-sync.linnworks', { resource: 'shipment', operation: 'getAll', pageByPage: true }),
        node('n8n-nodes-channel-sync.kaufland', { resource: 'order', operation: 'ship' }),
      ],
    });
    put('a-pair-with-a-long-name', 'look.json', {
      nodes: [
        node('n8n-nodes-channel-sync.kaufland', { resource: 'order', operation: 'getAll', pageByPage: false }),
        node('n8n-nodes-channel-sync.linnworks', { resource: 'order', operation: 'import', dryRun: true }),
      ],
    });
    expect(listFlows(folder).map(({ flow, channels, moves }) => ({ flow, channels, moves }))).toEqual([
      { flow: 'despatch', channels: ['linnworks', 'kaufland'], moves: { what: 'shipments', from: 'linnworks', to: 'kaufland' } },
      { flow: 'look', channels: ['kaufland', 'linnworks'], moves: undefined },
    ]);
  });

  it('is empty without a folder', () => {
    expect(listFlows(join(folder, 'none'))).toEqual([]);
  });
});

describe('unflatten', () => {
  it('restores nested data, text that looks like a number, and references to the same object', () => {
    const text = '[{"a":"1","b":"2","c":3,"d":null},["3","2"],{"text":"3"},"42"]';
    const shared = { text: '42' };
    expect(unflatten(text)).toEqual({ a: ['42', shared], b: shared, c: 3, d: null });
  });
});

describe('canvasSize', () => {
  const at = (x: number, y: number, parameters = {}): TemplateNode => ({
    id: `${x}/${y}`,
    name: 'n',
    type: 't',
    typeVersion: 1,
    position: [x, y],
    parameters,
  });

  it('leaves room for every node and sticky note at full size, within what Chromium can draw', () => {
    expect(canvasSize([at(0, 0), at(3_000, 200)])).toEqual({ width: 3_500, height: 750 });
    expect(canvasSize([at(0, 0, { width: 2_000, height: 900 })])).toEqual({ width: 2_400, height: 1_300 });
    expect(canvasSize([at(0, 0), at(90_000, 90_000)])).toEqual({ width: 8_000, height: 6_000 });
  });
});
