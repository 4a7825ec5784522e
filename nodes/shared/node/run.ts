import { randomUUID } from 'node:crypto';

import { NodeOperationError, sleep, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';

import type { Client } from '../api/client';
import { Problem, refused } from '../api/problem';
import { vendorAtHand } from './at-hand';
import { errorItem, problemOf, toNodeError } from './errors';
import { binaryOf } from './files';
import {
  FromItem,
  Unreadable,
  WithFiles,
  type Channel,
  type FileOperation,
  type ItemContext,
  type ItemFile,
  type Operation,
  type Outcome,
  type ReadOperation,
  type Row,
  type RunContext,
  type WriteOperation,
} from './operation';
import { shownParam } from './params';
import { RequestLog } from './request-log';
import { settle, settleNow, type Settled } from './settle';
import { openClient } from './transport';

type Clean = (problem: Problem) => Problem;

type Failed = Extract<Outcome, { problem: Problem }>;

function find(channel: Channel, resource: string, operation: string): Operation | undefined {
  return channel.resources.find(({ value }) => value === resource)?.operations.find(({ value }) => value === operation);
}

/** A client that lets reads pass and stops everything else: a dry run cannot write by mistake. */
function readOnly(client: Client): Client {
  return {
    ...client,
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
    sleep,
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
    param: <T>(name: string) => shownParam<T>((fallback, options) => functions.getNodeParameter(name, index, fallback, options)),
    file: async (property) => await fileOfItem(functions, index, property),
  };
}

async function fileOfItem(functions: IExecuteFunctions, index: number, property: string): Promise<ItemFile> {
  const brought = functions.getInputData()[index]?.binary ?? {};
  const file = brought[property];
  if (!file) {
    const names = Object.keys(brought).map((name) => `'${name}'`);
    const has = names.length > 0 ? `It has ${names.join(', ')}.` : 'It has no file at all.';
    throw refused(`The item has no file in the binary field '${property}'`, `${has} Name the field of the node before, e.g. of Read Files from Disk.`);
  }
  const data = await functions.helpers.getBinaryDataBuffer(index, property);
  return { data, fileName: file.fileName ?? '', mimeType: file.mimeType };
}

async function runOperation(functions: IExecuteFunctions, channel: Channel): Promise<INodeExecutionData[]> {
  const node = functions.getNode();
  const resource = functions.getNodeParameter('resource', 0) as string;
  const name = functions.getNodeParameter('operation', 0) as string;
  const operation = find(channel, resource, name);
  if (!operation) throw new NodeOperationError(node, `'${resource}: ${name}' is not an operation of this node`);

  const items = functions.getInputData().map((_, index) => itemContext(functions, index));
  if (operation.kind === 'file') return await fileOf(functions, operation, items);
  if (!channel.vendor) throw new NodeOperationError(node, `'${resource}: ${name}' has no account to work with`);
  const dryRun = operation.kind === 'write' && Boolean(functions.getNodeParameter('dryRun', 0, false));
  const vendors = operation.vendors ?? [channel.vendor];
  const account = settleNow(() => vendorAtHand(node, vendors, `'${operation.action}'`));
  if ('problem' in account) throw toNodeError(node, account.problem);
  const log = new RequestLog(Boolean(functions.getNodeParameter('logRequests', 0, false)));
  const client = await openClient(functions, account.value, log.seen);
  const run = contextOf(client, dryRun);
  // Refusals inside an accepted answer carry the vendor's own words past the client.
  const clean = ({ details }: Problem) =>
    new Problem({ ...details, message: client.clean(details.message), nextStep: client.clean(details.nextStep) });
  return log.onto(
    operation.kind === 'read'
      ? await readEach(functions, operation, run, items, clean)
      : await writeAll(functions, operation, run, items, clean),
  );
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
    if ('value' in result) for (const row of result.value) output.push(await asItem(functions, row, item.index, clean));
    else if (functions.continueOnFail()) output.push(errorItem(clean(result.problem), item.index));
    else throw toNodeError(functions.getNode(), clean(result.problem), item.index);
  }
  return output;
}

async function asItem(functions: IExecuteFunctions, row: Row | Unreadable | WithFiles, index: number, clean: Clean): Promise<INodeExecutionData> {
  if (row instanceof WithFiles) {
    const stored = await settle(async () => await binaryOf(functions, row.files));
    if ('value' in stored) return { json: row.row, binary: stored.value, pairedItem: { item: index } };
    return asItem(functions, new Unreadable({ channel: '', account: '', id: '' }, '', stored.problem), index, clean);
  }
  if (!(row instanceof Unreadable)) return { json: row, pairedItem: { item: index } };
  if (functions.continueOnFail()) return errorItem(clean(row.problem), index);
  throw toNodeError(functions.getNode(), clean(row.problem), index);
}

/** A file is of all items: its row is paired with each of them. */
async function fileOf(functions: IExecuteFunctions, operation: FileOperation, items: ItemContext[]): Promise<INodeExecutionData[]> {
  const carried = carriedProblems(functions);
  const usable = items.filter(({ index }) => !carried.some((outcome) => outcome.index === index));
  const result = await settle(async () => await operation.run({ now: () => Date.now() }, usable));
  const failed = 'value' in result ? result.value.failed : usable.map(({ index }) => ({ index, problem: result.problem }));
  const errors = [...(carried as Failed[]), ...failed].sort((a, b) => a.index - b.index);
  const [first] = errors;
  if (first && !functions.continueOnFail()) throw toNodeError(functions.getNode(), first.problem, first.index);
  const pairedItem = usable.filter(({ index }) => !failed.some((one) => one.index === index)).map(({ index }) => ({ item: index }));
  const output: INodeExecutionData[] = [];
  for (const row of 'value' in result ? result.value.rows : []) {
    if (row instanceof FromItem) output.push(await asItem(functions, withTold(functions, row), row.index, (problem) => problem));
    else output.push(row instanceof WithFiles ? { json: row.row, binary: await binaryOf(functions, row.files), pairedItem } : { json: row, pairedItem });
  }
  return [...output, ...errors.map(({ index, problem }) => errorItem(problem, index))];
}

/** A row made of one item keeps what the books call that item, unless it says so itself. */
function withTold(functions: IExecuteFunctions, { index, row }: FromItem): FromItem['row'] {
  return row instanceof WithFiles || row instanceof Unreadable ? row : { ...toldOf(functions, index), ...row };
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
