/** The flow that reads several systems: whose turn it is, and from where, in its own nodes with their own expressions. */
import type { IDataObject } from 'n8n-workflow';

import { discoverFlows } from '../../workflows/generate/discover';
import type { TemplateNode } from '../../workflows/generate/types';

const flow = discoverFlows().find(({ pair, flow: name }) => `${pair}/${name}` === 'any-to-any/orders-from-every-channel-to-one');
const nodes = new Map((flow?.template.nodes ?? []).map((node) => [node.name, node]));
const connections = flow?.template.connections ?? {};

function node(name: string): TemplateNode {
  const found = nodes.get(name);
  if (!found) throw new Error(`No node ${name}`);
  return found;
}

const next = (name: string, output = 0): string => connections[name]?.main[output]?.[0]?.node ?? '';

interface Page {
  items: unknown[];
  position: string;
  more: boolean;
}

/** An expression of the template, with the page it works on and the item it gets. */
function evaluate(expression: string, position: string, json: IDataObject): unknown {
  const code = expression.replace(/^=\{\{/, '').replace(/\}\}$/, '');
  const $ = (name: string) => {
    if (name !== 'Page of Work') throw new Error(`A page asks '${name}'`);
    return { first: () => ({ json: { position } }) };
  };
  return (new Function('$', '$json', `return (${code})`) as (...given: unknown[]) => unknown)($, json);
}

const leftOf = ({ parameters }: TemplateNode): string =>
  ((parameters.conditions as { conditions: Array<{ leftValue: string }> }).conditions[0] as { leftValue: string }).leftValue;

/** What a system has: pages by the position they are asked from. */
type System = (position: string) => Page;

/** The checkpoint's row, which is what comes in. */
const ROW: IDataObject = { id: 1, position: 'of the row', lease_owner: '7' };

/** One page of the flow: from `Lease Valid?` to what looks the SKUs up; a disabled node hands on what came in, as n8n does. */
function onePage(position: string, systems: Partial<Record<string, System>>): Page & { asked: string } {
  let at = next('Lease Valid?');
  while (at.endsWith("'s Turn?")) at = next(at, evaluate(leftOf(node(at)), position, ROW) === true ? 0 : 1);
  const reads = node(at);
  const system = systems[at];
  const came = system ? system(String(evaluate(String(reads.parameters.position), position, ROW))) : ROW;
  const last = node(next(at));
  expect(next(last.name)).toBe('Read SKU Map');
  const { assignments } = (last.parameters as { assignments: { assignments: Array<{ name: string; value: string }> } }).assignments;
  const page = Object.fromEntries(assignments.map(({ name, value }) => [name, evaluate(value, position, came as unknown as IDataObject)]));
  return { ...(page as unknown as Page), asked: system ? at : '' };
}

/** A run: page by page until there is no more. */
function oneRun(position: string, systems: Record<string, System>): { position: string; items: unknown[]; asked: string[] } {
  const run = { position, items: [] as unknown[], asked: [] as string[] };
  for (let pages = 0; pages < 50; pages++) {
    const page = onePage(run.position, systems);
    run.position = page.position;
    run.items.push(...page.items);
    if (page.asked) run.asked.push(page.asked);
    if (!page.more) return run;
  }
  throw new Error('The run does not end');
}

/** Orders `<name>1` and so on, two a page; the position is how many were read. */
function shop(name: string, count: number, from: string[] = []): System {
  return (position) => {
    from.push(position);
    const read = /^\d+$/.test(position) ? Number(position) : 0;
    const items = Array.from({ length: Math.min(2, count - read) }, (_, index) => `${name}${read + index + 1}`);
    return { items, position: String(read + items.length), more: read + items.length < count };
  };
}

const READS = ['Get Kaufland Orders', 'Get Amazon Orders', 'Get Shoprenter Orders', 'Get Cin7 Core Sales', 'Get UNAS Orders'] as const;
const BEGIN = '{"v":1,"watermark":"2026-01-05T09:00:00.000Z"}';

it('ships with the first channel enabled and the others disabled, each with a credential of its own', () => {
  expect(READS.map((name) => node(name).disabled === true)).toEqual([false, true, true, true, true]);
  expect(new Set(READS.map((name) => JSON.stringify(node(name).credentials))).size).toBe(READS.length);
});

it('reads every connected channel to its end, once, each from a position of its own', () => {
  const from: Record<string, string[]> = { k: [], a: [], s: [], c: [], u: [] };
  const systems = { [READS[0]]: shop('k', 5, from.k), [READS[1]]: shop('a', 0, from.a), [READS[2]]: shop('s', 3, from.s), [READS[3]]: shop('c', 1, from.c), [READS[4]]: shop('u', 1, from.u) };
  const first = oneRun(BEGIN, systems);
  expect(first.items).toEqual(['k1', 'k2', 'k3', 'k4', 'k5', 's1', 's2', 's3', 'c1', 'u1']);
  expect(from).toEqual({ k: [BEGIN, '2', '4'], a: [BEGIN], s: [BEGIN, '2'], c: [BEGIN], u: [BEGIN] });
  const again = oneRun(first.position, systems);
  expect(again.items).toEqual([]);
  expect(again.asked).toEqual([...READS]);
  expect(from.k?.at(-1)).toBe('5');
});

it('passes over a channel that is not connected, and lets one that is connected later begin where the flow began', () => {
  const from: string[] = [];
  const first = oneRun(BEGIN, { [READS[2]]: shop('s', 3) });
  expect([first.items, first.asked]).toEqual([['s1', 's2', 's3'], [READS[2], READS[2]]]);
  const second = oneRun(first.position, { [READS[1]]: shop('a', 3, from), [READS[2]]: shop('s', 4) });
  expect(second.items).toEqual(['a1', 'a2', 'a3', 's4']);
  expect(from[0]).toBe(BEGIN);
});

it('keeps the position of a channel that is disconnected for a while', () => {
  const first = oneRun('', { [READS[0]]: shop('k', 2) });
  const without = oneRun(first.position, {});
  expect(without.items).toEqual([]);
  expect(oneRun(without.position, { [READS[0]]: shop('k', 4) }).items).toEqual(['k3', 'k4']);
});

it('goes on at the very page a killed run was at', () => {
  const systems = { [READS[0]]: shop('k', 3), [READS[3]]: shop('c', 3) };
  expect(oneRun(onePage(BEGIN, systems).position, systems).items).toEqual(['k3', 'c1', 'c2', 'c3']);
});
