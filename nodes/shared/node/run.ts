import { randomUUID } from 'node:crypto';

import { NodeOperationError, sleep, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';

import type { Client } from '../api/client';
import { Problem } from '../api/problem';
import { vendorAtHand } from './at-hand';
import { errorItem, toNodeError } from './errors';
import type { Channel, Operation, RunContext } from './operation';
import { RequestLog } from './request-log';
import { fileOf } from './run-file';
import { itemContext } from './run-items';
import { readEach } from './run-read';
import { writeAll } from './run-write';
import { settleNow } from './settle';
import { openClient } from './transport';

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
