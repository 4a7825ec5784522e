import { randomUUID } from 'node:crypto';

import { NodeOperationError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';

import type { Client } from '../api/client';
import { Problem } from '../api/problem';
import { errorItem, problemOf, toNodeError } from './errors';
import {
  Unreadable,
  type Channel,
  type ItemContext,
  type Operation,
  type Outcome,
  type ReadOperation,
  type Row,
  type RunContext,
  type WriteOperation,
} from './operation';
import { settle } from './settle';
import { openClient } from './transport';

type Clean = (problem: Problem) => Problem;

type Failed = Extract<Outcome, { problem: Problem }>;

function find(channel: Channel, resource: string, operation: string): Operation | undefined {
  return channel.resources.find(({ value }) => value === resource)?.operations.find(({ value }) => value === operation);
}

/** A client that lets reads pass and stops everything else: a dry run cannot write by mistake. */
function readOnly(client: Client): Client {
  return {
    vendor: client.vendor,
    async call(request) {
      if (request.safety === 'read') return await client.call(request);
      throw new Problem({
        kind: 'refused',
        message: `Dry Run stopped '${request.operation}' before it was sent`,
        nextStep: "Switch 'Dry Run' off to send it.",
        vendor: client.vendor.name,
        operation: request.operation,
      });
    },
  };
}

function contextOf(client: Client, dryRun: boolean): RunContext {
  const loaded = new Map<string, Promise<unknown>>();
  return {
    client: dryRun ? readOnly(client) : client,
    now: () => Date.now(),
    newId: () => randomUUID(),
    dryRun,
    async once<T>(name: string, load: () => Promise<T>): Promise<T> {
      const known = loaded.get(name) ?? load();
      loaded.set(name, known);
      return (await known) as T;
    },
  };
}

function itemContext(functions: IExecuteFunctions, index: number): ItemContext {
  return {
    index,
    param: <T>(name: string) => {
      // n8n throws for a parameter that is not shown: without something to fall back to, and always when it is to extract.
      const value: unknown = functions.getNodeParameter(name, index, null);
      const isLocator = typeof value === 'object' && value !== null && '__rl' in value;
      return (isLocator ? functions.getNodeParameter(name, index, null, { extractValue: true }) : (value ?? undefined)) as T;
    },
  };
}

async function runOperation(functions: IExecuteFunctions, channel: Channel): Promise<INodeExecutionData[]> {
  const node = functions.getNode();
  const resource = functions.getNodeParameter('resource', 0) as string;
  const name = functions.getNodeParameter('operation', 0) as string;
  const operation = find(channel, resource, name);
  if (!operation) throw new NodeOperationError(node, `'${resource}: ${name}' is not an operation of this node`);

  const items = functions.getInputData().map((_, index) => itemContext(functions, index));
  const dryRun = operation.kind === 'write' && Boolean(functions.getNodeParameter('dryRun', 0, false));
  const client = await openClient(functions, channel.vendor);
  const run = contextOf(client, dryRun);
  // Refusals inside an accepted answer carry the vendor's own words past the client.
  const clean = ({ details }: Problem) =>
    new Problem({ ...details, message: client.clean(details.message), nextStep: client.clean(details.nextStep) });
  return operation.kind === 'read'
    ? await readEach(functions, operation, run, items, clean)
    : await writeAll(functions, operation, run, items, clean);
}

async function readEach(
  functions: IExecuteFunctions,
  operation: ReadOperation,
  run: RunContext,
  items: ItemContext[],
  clean: Clean,
): Promise<INodeExecutionData[]> {
  const output: INodeExecutionData[] = [];
  for (const item of items) {
    const result = await settle(async () => await operation.run(run, item));
    if ('value' in result) output.push(...result.value.map((row) => asItem(functions, row, item.index, clean)));
    else if (functions.continueOnFail()) output.push(errorItem(clean(result.problem), item.index));
    else throw toNodeError(functions.getNode(), clean(result.problem), item.index);
  }
  return output;
}

function asItem(functions: IExecuteFunctions, row: Row | Unreadable, index: number, clean: Clean): INodeExecutionData {
  if (!(row instanceof Unreadable)) return { json: row, pairedItem: { item: index } };
  if (functions.continueOnFail()) return errorItem(clean(row.problem), index);
  throw toNodeError(functions.getNode(), clean(row.problem), index);
}

/** Items that carry a problem from a node before keep it: there is nothing in them to write. */
function carriedProblems(functions: IExecuteFunctions): Outcome[] {
  return functions.getInputData().flatMap(({ json }, index) => {
    const problem = problemOf(json);
    return problem ? [{ index, problem }] : [];
  });
}

async function writeAll(
  functions: IExecuteFunctions,
  operation: WriteOperation,
  run: RunContext,
  items: ItemContext[],
  clean: Clean,
): Promise<INodeExecutionData[]> {
  const carried = carriedProblems(functions);
  const writable = items.filter(({ index }) => !carried.some((outcome) => outcome.index === index));
  const result = writable.length > 0 ? await settle(async () => await operation.run(run, writable)) : { value: [] };
  const settled: Outcome[] = 'value' in result ? result.value : writable.map(({ index }) => ({ index, problem: result.problem }));
  const outcomes = everyItem(items, [...carried, ...settled]);
  const failed = outcomes.filter((outcome): outcome is Failed => 'problem' in outcome);
  const [first] = failed;
  if (first && !functions.continueOnFail()) {
    const told = outcomes.length > 1 ? tally(first.problem, failed.length, outcomes.length) : first.problem;
    throw toNodeError(functions.getNode(), clean(told), first.index);
  }
  return outcomes
    .sort((a, b) => a.index - b.index)
    .map((outcome) =>
      'problem' in outcome
        ? errorItem(clean(outcome.problem), outcome.index)
        : { json: { ...toldOf(functions, outcome.index), ...outcome.row }, pairedItem: { item: outcome.index } },
    );
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

/** What the books call an item of a page, kept on the row that tells what became of it. */
function toldOf(functions: IExecuteFunctions, index: number): Row {
  const { key, number, state } = functions.getInputData()[index]?.json ?? {};
  return typeof key === 'string' && typeof state === 'string' ? { key, number, state } : {};
}

function tally(problem: Problem, failed: number, all: number): Problem {
  const done = all - failed;
  return new Problem({
    ...problem.details,
    nextStep: `${problem.details.nextStep} Of ${all} items ${done} went through and ${failed} did not.`,
  });
}

/**
 * A node's `execute`: finds the operation, runs it, pairs every output item with its input, and turns problems into
 * n8n's errors or, where the node is set to continue, into error items.
 *
 * Nothing is thrown from a node that is set to continue: n8n would hand its input on as if it had succeeded.
 */
export async function runChannel(this: IExecuteFunctions, channel: Channel): Promise<INodeExecutionData[][]> {
  let failure: unknown;
  try {
    return [await runOperation(this, channel)];
  } catch (error) {
    failure = error;
  }
  if (!this.continueOnFail()) throw failure;
  const message = failure instanceof Error ? failure.message : String(failure);
  const nextStep = 'Check the credential and the parameters of this node.';
  const problem = new Problem({ kind: 'unavailable', cause: 'configuration', message, nextStep });
  return [this.getInputData().map((_, index) => errorItem(problem, index))];
}
