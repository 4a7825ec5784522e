/** Two methods that exclude each other: what the templates ask, in which order, and what they say. */
import { heartbeat, refusalOf } from '../../workflows/generate/heartbeat';
import { discoverFlows } from '../../workflows/generate/discover';
import type { Template } from '../../workflows/generate/types';

const method2 = ['2-cancel-voided', '2-order-push', '2-shipment-pull', 'daily-sweep'];
const flows = discoverFlows().filter(({ pair, flow }) => pair === 'cin7core-shipstation' && method2.includes(flow));

const next = ({ connections }: Template, name: string, output = 0): string[] => (connections[name]?.main[output] ?? []).map(({ node }) => node);

function reaches(template: Template, from: string, without: string): Set<string> {
  const seen = new Set<string>([from]);
  const open = [from];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (name === without) continue;
    for (const { node } of (template.connections[name]?.main ?? []).flat()) {
      if (seen.has(node)) continue;
      seen.add(node);
      open.push(node);
    }
  }
  return seen;
}

it('finds all flows of method 2', () => expect(flows.map(({ flow }) => flow).sort()).toEqual(method2));

describe.each(flows.map((flow) => [flow.flow, flow.template] as const))('%s', (_, template) => {
  it('reads and writes nothing before it has asked for the other method', () => {
    expect(reaches(template, 'Settings', 'Was It There First?').has('One Page')).toBe(false);
    expect(reaches(template, 'Settings', '').has('One Page')).toBe(true);
  });

  it('gives the lease back and says why when it is refused', () => {
    expect(next(template, 'Other Method at Work?')).toEqual(['Mark Run Refused']);
    expect(next(template, 'Other Method at Work?', 1)).toEqual(['Note Own Method']);
    expect(next(template, 'Was It There First?')).toEqual(['Take Note Back']);
    expect(next(template, 'Was It There First?', 1)).toEqual(['First Page']);
    expect([next(template, 'Take Note Back'), next(template, 'Mark Run Refused'), next(template, 'Give Lease Up')]).toEqual([['Mark Run Refused'], ['Give Lease Up'], ['Refuse This Method']]);
  });

  it('still frees the lease of a run that broke off, whatever method is at work', () => {
    expect(reaches(template, 'Reporting an Error?', 'Ensure Heartbeats').has('Free Lease of Run')).toBe(true);
  });
});

const node = (name: string, json: object) => ({ isExecuted: true, first: () => ({ json: { name, ...json } }) });

it('names method, workflow, time and both ways out', () => {
  const row = { workflow: 'Cin7 Core: Custom Store', beat_at: Date.parse('2026-01-06T10:20:00Z') };
  const nodes: Record<string, unknown> = { 'Other Method': node('Other Method', row), 'Other Method Again': { isExecuted: false } };
  const told = (new Function('$', `return ${refusalOf({ method: '2', other: '1', freshHours: 72 })}`) as (dollar: (name: string) => unknown) => string)((name) => nodes[name]);
  for (const word of ['Method 1 is at work', 'Cin7 Core: Custom Store', '2026-01-06 10:20 UTC', 'method 2 did nothing', '72 hours', 'channelsync_heartbeats', 'Settings > connection']) expect(told).toContain(word);
});

it('can end in steps of its own, as a webhook has to answer', () => {
  const { nodes, links, first, last, output } = heartbeat({ pair: 'any', method: '1', other: '2', freshHours: 1, connection: "'main'", at: [0, 0], refuse: [{ name: 'Say So', type: 'n8n-nodes-base.noOp', typeVersion: 1, parameters: {} }] });
  expect([first, last, output]).toEqual(['Ensure Heartbeats', 'Was It There First?', 1]);
  expect(nodes.map(({ draft }) => draft.name)).not.toContain('Refuse This Method');
  expect(links.filter(({ to }) => to === 'Say So').map(({ from }) => from).sort()).toEqual(['Other Method at Work?', 'Take Note Back']);
  expect(nodes.filter(({ draft }) => draft.executeOnce !== true)).toEqual([]);
});
