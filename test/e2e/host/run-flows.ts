import { balance, callsBetween, pairsOf, together } from './reckon';
import type { Balance, FlowResult } from './reckon';
import type { Delivery } from './sandbox';
import type { Stage, StagedFlow } from './stage';
import type { Row } from './tables';
import { manualTrigger, nodesOfType } from './template';
import type { Template } from './template';

export const runsTable = 'channelsync_runs';

/** Runs every staged flow once, one after the other, as a person pressing Execute Workflow would. */
export async function runOnce(stage: Stage, onResult: (result: FlowResult) => void = () => {}): Promise<FlowResult[]> {
  const results: FlowResult[] = [];
  for (const flow of stage.flows) {
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

/** Lost and duplicated orders and shipments, taken from what the vendors hold and not from what the flows say of themselves. */
export async function balanceOf(stage: Stage): Promise<Balance> {
  const balances: Balance[] = [];
  for (const what of ['orders', 'shipments'] as const) {
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
