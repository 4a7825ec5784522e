import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { Problem } from '../api/problem';
import { errorItem, toNodeError } from './errors';
import { binaryOf } from './files';
import type { ItemContext, Outcome, Row, RunContext, WriteOperation } from './operation';
import { carriedProblems, toldOf, type Clean, type Failed } from './run-items';
import { settle, type Settled } from './settle';

export async function writeAll(
  functions: IExecuteFunctions,
  operation: WriteOperation,
  run: RunContext,
  items: ItemContext[],
  clean: Clean,
): Promise<INodeExecutionData[]> {
  const carried = carriedProblems(functions);
  const writable = items.filter(({ index }) => !carried.some((outcome) => outcome.index === index));
  const work = async () => await settle(async () => await operation.run(run, writable));
  const result = writable.length > 0 ? await (functions.continueOnFail() ? orUnclear(work) : work()) : { value: [] };
  const settled: Outcome[] = 'value' in result ? result.value : writable.map(({ index }) => ({ index, problem: result.problem }));
  const outcomes = everyItem(items, [...carried, ...settled]);
  const failed = outcomes.filter((outcome): outcome is Failed => 'problem' in outcome);
  const [first] = failed;
  if (first && !functions.continueOnFail()) {
    const told = outcomes.length > 1 ? tally(first.problem, failed.length, outcomes.length) : first.problem;
    throw toNodeError(functions.getNode(), clean(told), first.index);
  }
  const output: INodeExecutionData[] = [];
  for (const outcome of outcomes.sort((a, b) => a.index - b.index)) {
    if ('problem' in outcome) output.push(errorItem(clean(outcome.problem), outcome.index));
    else output.push(await writtenItem(functions, outcome));
  }
  return output;
}

async function writtenItem(functions: IExecuteFunctions, { index, row, files }: Extract<Outcome, { row: Row }>): Promise<INodeExecutionData> {
  const item: INodeExecutionData = { json: { ...toldOf(functions, index), ...row }, pairedItem: { item: index } };
  return files ? { ...item, binary: await binaryOf(functions, files) } : item;
}

/** A defect in the middle of a write: what was sent before it may have arrived, so it must not count as not sent. */
async function orUnclear<T>(work: () => Promise<Settled<T>>): Promise<Settled<T>> {
  let failure: unknown;
  try {
    return await work();
  } catch (error) {
    failure = error;
  }
  const message = failure instanceof Error ? failure.message : String(failure);
  const nextStep = 'Look in the target system whether it arrived, and report this as a defect of the package.';
  return { problem: new Problem({ kind: 'unknown', message, nextStep }) };
}

/** An operation that forgot an item must not make it look done. */
function everyItem(items: ItemContext[], outcomes: Outcome[]): Outcome[] {
  const known = new Set(outcomes.map(({ index }) => index));
  const forgotten = items.filter(({ index }) => !known.has(index));
  const problem = new Problem({
    kind: 'unknown',
    message: 'The node did not say what became of this item',
    nextStep: 'Look in the target system whether it arrived, and report this as a defect of the package.',
  });
  return [...outcomes, ...forgotten.map(({ index }) => ({ index, problem }))];
}

function tally(problem: Problem, failed: number, all: number): Problem {
  const done = all - failed;
  return new Problem({
    ...problem.details,
    nextStep: `${problem.details.nextStep} Of ${all} items ${done} went through and ${failed} did not.`,
  });
}
