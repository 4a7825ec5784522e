import type { Client } from '../shared/api/client';
import { isProblem, Problem } from '../shared/api/problem';
import { encodeComponent, encodeQuery, type ApiRequest, type Query, type Safety } from '../shared/api/request';
import { settle } from '../shared/node/settle';
import { sendInBatches, type Settled } from '../shared/sync/batch';
import { MOST_PARTS, write } from './api';
import { saidIn, verdictOf } from './judge';
import { listOf, textOf, type Value } from './values';

/** One request inside a batch. */
export interface Part {
  method: 'GET' | 'POST' | 'PUT';
  resource: string;
  id?: string;
  query?: Query;
  data?: object;
}

interface PartAnswer {
  response?: { header?: { statusCode?: Value }; body?: unknown };
}

interface BatchAnswer {
  requests?: { request?: unknown };
  response?: BatchAnswer;
}

/** Addresses in a batch are whole and of the same host as the batch's own (shoprenter.md §4). */
function uriOf(client: Client, { resource, id, query }: Part): string {
  const path = id === undefined ? `/${resource}` : `/${resource}/${encodeComponent(id)}`;
  return `${client.account?.baseUrl ?? ''}${path}${query ? `?${encodeQuery(query)}` : ''}`;
}

/** The batch as it is sent; shown by dry runs too. */
export function batchRequest(client: Client, parts: readonly Part[], safety: Safety): ApiRequest {
  const requests = parts.map((part) => ({ method: part.method, uri: uriOf(client, part), ...(part.data ? { data: part.data } : {}) }));
  return write('POST', 'batch', { data: { requests } }, safety);
}

const operationOf = ({ method, resource }: Part): string => `batch: ${method} ${resource}`;

/** What a part's answer means; parts fail on their own inside an accepted batch. */
function resultOf(part: Part, answer: PartAnswer | undefined): { body: unknown } | { problem: Problem } {
  const operation = operationOf(part);
  const status = Number(textOf(answer?.response?.header?.statusCode));
  const named = { vendor: 'Shoprenter', operation, status: String(status || '') };
  if (!status) {
    const problem = new Problem({
      kind: 'unknown',
      message: `Shoprenter did not say what became of a part of a batch (${operation})`,
      nextStep: 'Run it again: what is in place is left alone.',
      ...named,
    });
    return { problem };
  }
  const verdict = verdictOf(status, saidIn(answer?.response?.body), operation);
  if (verdict.kind === 'ok') return { body: answer?.response?.body };
  if (verdict.kind === 'refused') {
    const nextStep = verdict.nextStep ?? 'Correct the named value where the record comes from, then hand it over again.';
    return { problem: new Problem({ kind: 'refused', message: `Shoprenter refused the request: ${verdict.reason}`, nextStep, code: verdict.code, ...named }) };
  }
  const nextStep = 'nextStep' in verdict ? verdict.nextStep : 'Nothing was lost. Run it again later; a scheduled run does so by itself.';
  const cause = verdict.kind === 'unavailable' ? verdict.cause : verdict.kind === 'throttled' ? 'quota' : verdict.kind === 'expired' ? 'permission' : 'network';
  return { problem: new Problem({ kind: 'unavailable', cause, message: `Shoprenter ${verdict.reason}`, nextStep, ...named }) };
}

export type PartResult = { body: unknown } | { problem: Problem };

async function sendOnce(client: Client, parts: readonly Part[], safety: Safety): Promise<PartResult[]> {
  const { data } = await client.call<BatchAnswer | undefined>(batchRequest(client, parts, safety));
  const answers = listOf<PartAnswer>((data?.response ?? data)?.requests?.request as object);
  return parts.map((part, index) => resultOf(part, answers[index]));
}

/** A batch that takes too long is cut like one that is refused; what of it was done is done again. */
async function sendCut(client: Client, parts: readonly Part[], safety: Safety): Promise<PartResult[]> {
  const sent = await settle(async () => await sendOnce(client, parts, safety));
  if ('value' in sent) return sent.value;
  const { details } = sent.problem;
  const tooLong = details.status === '504' && parts.length > 1 && safety !== 'once';
  throw tooLong ? new Problem({ ...details, kind: 'refused' }) : sent.problem;
}

const isPassing = (result: PartResult): boolean => 'problem' in result && ['quota', 'network'].includes(result.problem.details.cause ?? '');

/** What stops the run: a batch of which no part could be worked on. */
function stopIn(results: readonly PartResult[]): Problem | undefined {
  const problems = results.flatMap((result) => ('problem' in result && result.problem.details.kind === 'unavailable' ? [result.problem] : []));
  return problems.length === results.length ? problems[0] : undefined;
}

/** Parts the vendor was too busy for are sent once more, where that does no harm. */
async function sendBatch(client: Client, parts: readonly Part[], safety: Safety): Promise<PartResult[]> {
  const results = await sendCut(client, parts, safety);
  const open = parts.filter((_, index) => safety !== 'once' && isPassing(results[index] as PartResult));
  const again = open.length === 0 ? [] : await sendCut(client, open, safety);
  const byPart = new Map(open.map((part, index) => [part, again[index] as PartResult]));
  const settled = results.map((result, index) => byPart.get(parts[index] as Part) ?? result);
  const stop = stopIn(settled);
  if (stop) throw stop;
  return settled;
}

/**
 * Sends jobs in batches of 200, one after the other. A refused part concerns its job alone; once Shoprenter cannot be
 * used, what is left carries that problem and is not sent.
 *
 * @param safety what a repeat of the whole batch would do
 */
export async function sendParts<Job>(
  client: Client,
  jobs: readonly Job[],
  partOf: (job: Job) => Part,
  safety: Safety,
): Promise<Array<Settled<Job, unknown>>> {
  const settled = await sendInBatches(jobs, MOST_PARTS, async (batch) => await sendBatch(client, batch.map(partOf), safety));
  return settled.map((one): Settled<Job, unknown> => {
    if ('problem' in one) return one;
    return 'problem' in one.result ? { item: one.item, problem: one.result.problem } : { item: one.item, result: one.result.body };
  });
}

/**
 * Rows of many small queries, 200 queries a call.
 *
 * @returns per query the rows, or the problem of that one
 * @throws Problem when Shoprenter cannot be used
 */
export async function lookUp<Row extends object>(client: Client, queries: ReadonlyArray<{ resource: string; query: Query }>): Promise<Array<Row[] | Problem>> {
  const settled = await sendParts(client, queries, ({ resource, query }) => ({ method: 'GET', resource, query: { ...query, full: 1, limit: MOST_PARTS, page: 0 } }), 'read');
  const byQuery = new Map(settled.map((one) => [one.item, one]));
  return queries.map((query) => {
    const one = byQuery.get(query);
    if (!one || 'problem' in one) {
      const problem = one?.problem;
      if (!isProblem(problem)) return [];
      if (problem.details.kind !== 'refused') throw problem;
      return problem;
    }
    const body = one.result as { items?: object; response?: { items?: object } } | undefined;
    return listOf<Row>(body?.response?.items ?? body?.items ?? []);
  });
}
