import type { RoomContext } from '../room';
import { failureOf, type Api, type Call, type Outcome } from './api';
import { isObject } from './bodies';
import { ApiError, noData, notFound, wrongData } from './errors';

export const MOST_PARTS = 200; // shoprenter.md §3: recommended at most; older texts name 1,000
const METHODS = ['GET', 'POST', 'PUT', 'DELETE'];

/** shoprenter.md §4: parts run one after the other, the whole is 200 even if every part failed. */
export async function runBatch(context: RoomContext, api: Api, call: Omit<Call, 'method' | 'path' | 'query' | 'inBatch'>): Promise<Outcome> {
  const data = isObject(call.body) ? call.body.data : undefined;
  if (!isObject(data)) throw noData();
  const { requests } = data;
  if (!Array.isArray(requests) || requests.length === 0) throw wrongData('requests', 'The given data is empty or not in PHP array format.');
  if (requests.length > MOST_PARTS) throw wrongData('requests', `At most ${MOST_PARTS} requests.`);
  const answers: unknown[] = [];
  const ignored: string[] = [];
  for (const part of requests) {
    const { method, uri } = isObject(part) ? part : { method: undefined, uri: undefined };
    const answer = await runPart(api, call, part).catch((error: unknown) => {
      const { status, message } = failureOf(error);
      return { status, body: { message }, ignored: [] as string[] };
    });
    ignored.push(...answer.ignored);
    answers.push({ method, uri, response: { header: { statusCode: String(answer.status) }, body: answer.body ?? '' } });
  }
  const request = answers.length === 1 && context.assumed('batch-single-entry') === 'object' ? answers[0] : answers;
  return { status: 200, body: { requests: { request } }, operation: 'batch', ignored };
}

async function runPart(api: Api, call: Omit<Call, 'method' | 'path' | 'query' | 'inBatch'>, part: unknown): Promise<Pick<Outcome, 'status' | 'body' | 'ignored'>> {
  if (!isObject(part) || typeof part.uri !== 'string' || !METHODS.includes(String(part.method))) throw wrongData('requests', 'Each request has a method and a uri.');
  // Absolute, and of the same host family as the outer call.
  if (!part.uri.startsWith(`${call.base}/`)) throw notFound(part.uri);
  const method = String(part.method);
  if ((method === 'POST' || method === 'PUT') && !('data' in part)) throw noData();
  if ((method === 'GET' || method === 'DELETE') && 'data' in part) throw new ApiError(400, '40005', 'The given data is wrong!');
  const [path, query = ''] = part.uri.slice(call.base.length + 1).split('?', 2);
  return api.run({ ...call, method, path, query: new URLSearchParams(query), body: part.data, inBatch: true });
}
