import { isSweep, readsSeveral, type Flow } from './flows';
import { balance, callsBetween, pairsOf, together } from './reckon';
import type { Balance, FlowResult } from './reckon';
import type { Delivery } from './sandbox';
import type { Stage, StagedFlow } from './stage';
import type { Row } from './tables';
import { manualTrigger, nodesOfType } from './template';
import type { Template } from './template';

export const runsTable = 'channelsync_runs';

/**
 * Pairs that take orders out of a system before those that bring orders into it, so that each pair moves its own:
 * Linnworks sends orders on and is sent some. What gathers from several systems would leave nothing to the pairs, and comes last.
 */
export function readersFirst<F extends Pick<Flow, 'pair' | 'moves' | 'template'>>(flows: readonly F[]): F[] {
  const gathers = (pair: string) => Number(flows.some((flow) => flow.pair === pair && readsSeveral(flow)));
  const pairs = [...new Set(flows.map(({ pair }) => pair))].sort((a, b) => gathers(a) - gathers(b));
  const ends = (pair: string, end: 'from' | 'to') => flows.flatMap((flow) => (flow.pair === pair && flow.moves?.what === 'orders' ? [flow.moves[end]] : []));
  const ordered: string[] = [];
  while (ordered.length < pairs.length) {
    const left = pairs.filter((pair) => !ordered.includes(pair));
    const free = left.find((pair) => !ends(pair, 'to').some((system) => left.some((other) => other !== pair && ends(other, 'from').includes(system))));
    ordered.push(free ?? (left[0] as string));
  }
  return ordered.flatMap((pair) => flows.filter((flow) => flow.pair === pair));
}

/**
 * What happens outside between two flows: every second of the first orders that were imported is despatched before the
 * despatches are asked for, and some of that comes back before the returns are. The others are left for labels and for
 * tomorrow.
 */
async function meanwhile({ control }: Stage, flow: StagedFlow): Promise<void> {
  if (!flow.moves || isSweep(flow)) return;
  const { what, from } = flow.moves;
  if (what === 'shipments') {
    const sent = (await control.delivery(from, 'shipments')).outgoing;
    const orders = (await control.delivery(from, 'orders')).incoming.filter((_, index) => index % 2 === 0).slice(0, 24).filter((order) => !sent.includes(order));
    if (orders.length > 0) await control.control(from, 'despatch', { orders });
  }
  if (what === 'returns') await control.seed(from, { returns: Math.ceil((await control.delivery(from, 'shipments')).outgoing.length / 4) });
}

/** Runs every staged flow once, one after the other, as a person pressing Execute Workflow would. */
export async function runOnce(stage: Stage, onResult: (result: FlowResult) => void = () => {}): Promise<FlowResult[]> {
  const results: FlowResult[] = [];
  for (const flow of readersFirst(stage.flows)) {
    await meanwhile(stage, flow);
    const result = await runFlow(stage, flow).catch((error: Error) => unrun(flow, error));
    results.push(result);
    onResult(result);
  }
  return results;
}

export async function runFlow(stage: Stage, flow: StagedFlow): Promise<FlowResult> {
  const { client } = stage;
  const trigger = manualTrigger(flow.template);
  if (!trigger) throw new Error(`${flow.file} has no manual trigger, so it cannot be run by hand.`);
  const callsBefore = await countCalls(stage, flow.channels);
  const execution = await client.runManually(flow.id, trigger);
  const row = rowOf(await client.tables.rows(runsTable), execution.id);
  const calls = callsBetween(callsBefore, await countCalls(stage, flow.channels));
  const error = execution.data.resultData.error?.message;
  const { pair, flow: name } = flow;
  return { pair, flow: name, ...outcome(execution.status, row, keepsRuns(flow.template)), calls, ...(error ? { error } : {}) };
}

function unrun({ pair, flow }: StagedFlow, error: Error): FlowResult {
  return { pair, flow, ...outcome('error', undefined, false), calls: {}, error: error.message };
}

/** A published neighbour may write rows meanwhile, so the row has to name this execution. */
export function rowOf(rows: Row[], executionId: string): Row | undefined {
  return rows.filter((row) => row.execution_id === executionId).pop();
}

/** The flow's own word counts only when n8n, too, saw the run end well. */
export function outcome(executionStatus: string, row: Row | undefined, keepsRuns: boolean): Omit<FlowResult, 'pair' | 'flow' | 'calls'> {
  const count = (name: string): number => Number(row?.[name] ?? 0);
  // A flow that keeps a book of its runs but wrote nothing was switched off or found the lease taken: it moved nothing.
  const own = row ? String(row.status) : keepsRuns ? 'not-run' : 'success';
  return {
    status: executionStatus === 'success' ? own : executionStatus,
    read: count('read'),
    written: count('written'),
    skipped: count('skipped'),
    failed: count('failed'),
  };
}

/** Creating the table is not enough: a set-up check creates it for the flows that write into it. */
export function keepsRuns(template: Template): boolean {
  return nodesOfType(template, 'n8n-nodes-base.dataTable').some(({ parameters }) => {
    const { value } = (parameters.columns ?? {}) as { value?: Record<string, unknown> };
    return parameters.operation === 'insert' && value?.execution_id !== undefined;
  });
}

/** Lost and duplicated orders, shipments, purchase orders and returns, taken from what the vendors hold and not from what the flows say of themselves. */
export async function balanceOf(stage: Stage): Promise<Balance> {
  const balances: Balance[] = [];
  for (const what of ['orders', 'shipments', 'purchaseOrders', 'returns'] as const) {
    const pairs = pairsOf(what, stage.flows);
    const held: Record<string, Delivery> = {};
    for (const channel of new Set(pairs.flat())) held[channel] = await stage.control.delivery(channel, what);
    balances.push(balance(pairs, held));
  }
  return together(balances);
}

async function countCalls(stage: Stage, channels: string[]): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const channel of channels) counts[channel] = (await stage.control.requests(channel)).length;
  return counts;
}
