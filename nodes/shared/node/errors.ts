import { NodeApiError, NodeOperationError, type IDataObject, type INode, type INodeExecutionData, type JsonObject } from 'n8n-workflow';

import { isProblem, Problem, refused, type ProblemDetails } from '../api/problem';
import { isFormatError } from '../format/errors';
import { ModelError } from '../model/errors';

type NodeFailure = NodeApiError | NodeOperationError;

/** n8n's declared failures (n8n.md 2.5); older releases ignore the extra option. */
function declaredFailure({ cause, retryAfterMs }: ProblemDetails): object {
  if (cause === 'quota') return { failure: { cause: 'rate-limited', retryAfterMs } };
  if (cause === 'network' || cause === 'maintenance') return { failure: { cause: 'temporarily-unavailable', retryAfterMs } };
  if (cause === 'credential') return { failure: { cause: 'credential-invalid' } };
  if (cause === 'permission' || cause === 'configuration') return { failure: { cause: 'configuration-invalid' } };
  return {};
}

/** The n8n error an operator sees for a problem; the vendor's answer itself is never put into it. */
export function toNodeError(node: INode, problem: Problem, itemIndex?: number): NodeFailure {
  const { details } = problem;
  const described = { message: details.message, description: details.nextStep, itemIndex };
  if (!details.vendor || !details.operation) return new NodeOperationError(node, details.message, described);
  // n8n swaps the message for a stock phrase when the code is a socket's word, so only HTTP statuses are passed.
  const httpCode = details.status && /^\d{3}$/.test(details.status) ? details.status : undefined;
  const options = { ...described, httpCode, ...declaredFailure(details) };
  return new NodeApiError(node, { message: details.message } as JsonObject, options);
}

/** The part of a problem that a workflow can branch on and a dead-letter row can keep. */
export type ProblemJson = ReturnType<typeof problemJson>;

export function problemJson({ details }: Problem) {
  return {
    kind: details.kind,
    message: details.message,
    nextStep: details.nextStep,
    vendor: details.vendor ?? '',
    operation: details.operation ?? '',
    status: details.status ?? '',
    code: details.code ?? '',
    retryAfterMs: details.retryAfterMs ?? 0,
  };
}

/**
 * One item for n8n's error output. An item whose only key is `error` is routed there and keeps its input's fields;
 * with `item.error` set n8n-core replaces all of its JSON by the bare message (workflow-execute.js, 2.8 and 2.41).
 */
export function errorItem(problem: Problem, itemIndex: number): INodeExecutionData {
  return { json: { error: problemJson(problem) }, pairedItem: { item: itemIndex } };
}

/** The problem an input item carries from a node before; undefined for an ordinary item. */
export function problemOf(json: IDataObject): Problem | undefined {
  const told = json.error as Partial<ProblemJson> | undefined;
  if (typeof told !== 'object' || told === null || !told.kind || !told.message) return undefined;
  return new Problem({ ...told, kind: told.kind, message: told.message, nextStep: told.nextStep ?? '' });
}

/** What concerns one record or one account; undefined for a defect of the code, which must go up as it is. */
export function asProblem(error: unknown): Problem | undefined {
  if (isProblem(error)) return error;
  if (error instanceof ModelError) return refused(error.message, 'Correct the named field where the record comes from.');
  if (isFormatError(error)) return refused(error.message, 'Correct the document where it comes from.');
  return undefined;
}
