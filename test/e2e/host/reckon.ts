import type { Flow, Moves } from './flows';
import type { Delivery } from './sandbox';

export interface FlowResult {
  pair: string;
  flow: string;
  status: string;
  read: number;
  written: number;
  skipped: number;
  failed: number;
  calls: Record<string, number>;
  /** Why the run did not end well, for a person; not part of the summary line. */
  error?: string;
}

export interface Balance {
  lost: number;
  duplicates: number;
  /** What the two numbers do not say: which orders, and orders that arrived without ever having been sent. */
  findings: string[];
  /** Orders in a target that no source of it ever had. */
  strays: number;
}

export interface Summary {
  flows: FlowResult[];
  lost: number;
  duplicates: number;
}

/** Each pair of systems between which a flow carries this, once. */
export function pairsOf(what: Moves['what'], flows: Array<Pick<Flow, 'moves'>>): Array<[string, string]> {
  const pairs = new Map<string, [string, string]>();
  for (const { moves } of flows) if (moves?.what === what) pairs.set(`${moves.from} ${moves.to}`, [moves.from, moves.to]);
  return [...pairs.values()];
}

/** A target may have several sources; its repeats are counted once, its strays against all of them together. */
export function balance(pairs: Array<[string, string]>, orders: Record<string, Delivery>): Balance {
  const findings: string[] = [];
  let lost = 0;
  let duplicates = 0;
  let strays = 0;

  for (const [source, target] of pairs) {
    const arrived = new Set(orders[target].incoming);
    const missing = [...new Set(orders[source].outgoing)].filter((id) => !arrived.has(id));
    lost += missing.length;
    if (missing.length > 0) findings.push(`lost between ${source} and ${target}: ${shortList(missing)}`);
  }
  for (const target of new Set(pairs.map(([, name]) => name))) {
    const { incoming } = orders[target];
    const repeated = incoming.filter((id, index) => incoming.indexOf(id) !== index);
    duplicates += repeated.length;
    if (repeated.length > 0) findings.push(`more than once in ${target}: ${shortList(repeated)}`);

    const sent = new Set(pairs.filter(([, name]) => name === target).flatMap(([source]) => orders[source].outgoing));
    const unknown = [...new Set(incoming)].filter((id) => !sent.has(id));
    strays += unknown.length;
    if (unknown.length > 0) findings.push(`in ${target} but never sent by a source: ${shortList(unknown)}`);
  }
  return { lost, duplicates, strays, findings };
}

/** Several balances as one. */
export function together(balances: Balance[]): Balance {
  const sum = (of: (one: Balance) => number) => balances.reduce((total, one) => total + of(one), 0);
  return {
    lost: sum(({ lost }) => lost),
    duplicates: sum(({ duplicates }) => duplicates),
    strays: sum(({ strays }) => strays),
    findings: balances.flatMap(({ findings }) => findings),
  };
}

export function callsBetween(before: Record<string, number>, after: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.entries(after).map(([channel, count]) => [channel, count - (before[channel] ?? 0)]));
}

/** One line whose shape other programs rely on: no other keys, in this order. */
export function summaryLine({ flows, lost, duplicates }: Summary): string {
  const rows = flows.map(({ pair, flow, status, read, written, skipped, failed, calls }) => ({
    pair,
    flow,
    status,
    read,
    written,
    skipped,
    failed,
    calls,
  }));
  return JSON.stringify({ flows: rows, lost, duplicates });
}

export function isGood(flows: FlowResult[], { lost, duplicates, strays }: Balance): boolean {
  const allSucceeded = flows.length > 0 && flows.every(({ status }) => status === 'success');
  return allSucceeded && lost === 0 && duplicates === 0 && strays === 0;
}

function shortList(ids: string[]): string {
  return ids.length > 10 ? `${ids.slice(0, 10).join(', ')} and ${ids.length - 10} more` : ids.join(', ');
}
